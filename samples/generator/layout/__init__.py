"""Blocks of a paper, and what turns them into PDF, DOCX and scans."""

from __future__ import annotations

from reportlab import rl_config

rl_config.useA85 = 0
"""Streams as bytes: a quarter smaller than as printable characters."""
