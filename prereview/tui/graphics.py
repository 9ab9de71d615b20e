"""Whether the terminal can show pictures, asked once before the application starts.

A terminal is asked only where its name promises graphics: one that does not answer
would cost time at every start, and may show the question.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

VARIABLE = "PREREVIEW_GRAPHICS"
"""`on` asks any terminal, `off` none."""

_NAMES = ("kitty", "ghostty", "wezterm", "iterm", "foot", "konsole", "mintty", "contour", "rio")
_SIGNS = (
    "KITTY_WINDOW_ID",
    "WEZTERM_PANE",
    "KONSOLE_VERSION",
    "GHOSTTY_RESOURCES_DIR",
    "ITERM_SESSION_ID",
    "WT_SESSION",
)


def may_have_graphics(environment: Mapping[str, str]) -> bool:
    """Whether the environment names a terminal with graphics."""
    wish = environment.get(VARIABLE, "auto").lower()
    if wish in ("on", "off"):
        return wish == "on"
    if environment.get("TMUX") or environment.get("STY"):
        return False
    names = f"{environment.get('TERM', '')} {environment.get('TERM_PROGRAM', '')}".lower()
    return any(name in names for name in _NAMES) or any(sign in environment for sign in _SIGNS)


@lru_cache(maxsize=1)
def picture_widget() -> type[Any] | None:
    """The widget that shows a picture by the terminal's graphics; None where there are none.

    The first call may ask the terminal, so it must come before the application runs.
    """
    if not (sys.__stdout__ and sys.__stdout__.isatty() and may_have_graphics(os.environ)):
        return None
    try:
        from textual_image import renderable
        from textual_image.renderable.sixel import Image as Sixel
        from textual_image.renderable.tgp import Image as Kitty
        from textual_image.widget import Image
    except Exception:  # a terminal that answers oddly must not keep the screen from opening
        return None
    return Image if renderable.Image in (Sixel, Kitty) else None
