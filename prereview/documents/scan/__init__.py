"""Scanned pages: from an image to the same lines and tables as a printed page gives."""
