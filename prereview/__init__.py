"""Pre-submission checks for High-tech Enterprise applications (高新技术企业认定)."""

from __future__ import annotations

__version__ = "0.1.0"
