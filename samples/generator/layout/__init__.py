"""Blocks of a paper, and what turns them into PDF, DOCX and scans."""
