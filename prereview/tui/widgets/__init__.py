"""Widgets of our own: rows of text with a cursor, pages, the line of keys."""
