"""One normal form for everything the value parsers compare.

Builds on the reader's character map (NFKC and radicals) and adds what only
matters for values: one dash, and no layout white space.
"""

from __future__ import annotations

from functools import lru_cache

from prereview.documents.glyphs import clean_text

_DASHES = str.maketrans(dict.fromkeys("—–−‐‑‒―─━﹣", "-"))


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """NFKC, single blanks, every dash a hyphen."""
    return clean_text(text).translate(_DASHES)


def tight(text: str) -> str:
    """The normal form without any white space."""
    return normal(text).replace(" ", "")
