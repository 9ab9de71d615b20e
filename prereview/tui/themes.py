"""Colours: a dark and a light theme, and one of high contrast. Nothing is told by colour alone."""

from __future__ import annotations

from textual.theme import Theme

THEMES = (
    Theme(
        name="prereview-dark",
        primary="#7aa2c8",
        secondary="#8fb39c",
        accent="#e0a458",
        foreground="#d5dae1",
        background="#14181d",
        surface="#1a1f26",
        panel="#232a33",
        success="#7fb685",
        warning="#e3b04b",
        error="#e26d5c",
        dark=True,
        variables={"border": "#3a4452", "footer-background": "#1a1f26"},
    ),
    Theme(
        name="prereview-light",
        primary="#2f5d8a",
        secondary="#3c6e52",
        accent="#a65a00",
        foreground="#1e2329",
        background="#f7f6f2",
        surface="#ffffff",
        panel="#e9e6dd",
        success="#2f7d3b",
        warning="#9a6700",
        error="#b3261e",
        dark=False,
        variables={"border": "#b9b4a7"},
    ),
    Theme(
        name="prereview-contrast",
        primary="#ffffff",
        secondary="#ffffff",
        accent="#ffff00",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#000000",
        success="#00ff66",
        warning="#ffff00",
        error="#ff6666",
        dark=True,
        variables={"border": "#ffffff"},
    ),
)
"""The first is used unless another is chosen."""
