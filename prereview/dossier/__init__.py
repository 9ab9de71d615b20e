"""Dossier: documents to facts. What kind each page is, what each document states, and where."""
