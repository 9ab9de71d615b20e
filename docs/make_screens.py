"""Draws the screens of `docs/terminal.md` from the samples: `python docs/make_screens.py`.

A session as a consultant holds it, driven by keys; each step leaves an SVG under
`docs/screens/`.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import tempfile
from pathlib import Path

from rich.cells import cell_len
from textual.pilot import Pilot

from prereview.settings import Settings
from prereview.tui.app import PrereviewApp
from prereview.tui.screens.reading import ReadingScreen

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "screens"
SIZE = (120, 34)

STEPS = (
    ("review", ()),
    ("decided", ("space", "down", "down")),
    ("conditions", ("1",)),
    ("ties", ("escape", "2")),
    ("links", ("escape", "3")),
    ("questions", ("escape", "5")),
    ("session", ("escape", "7")),
    ("help", ("escape", "question_mark")),
)
"""Name of a screen, and the keys that lead to it from the one before."""


async def session(package: Path, store: str) -> list[tuple[str, str]]:
    """Names and drawings of all screens, in the order of the session."""
    made: list[tuple[str, str]] = []
    app = PrereviewApp(package, store_url=store, settings=Settings(reviewer="预审员"))
    async with app.run_test(size=SIZE) as pilot:
        while type(app.screen).__name__ != "ReviewScreen":
            await pilot.pause(0.1)
            if not made and isinstance(app.screen, ReadingScreen) and _has_found(app.screen):
                made.append(("reading", _without_fonts(app.export_screenshot(title="prereview"))))
        for name, keys in STEPS:
            await pilot.press(*keys)
            await quiet(pilot)
            made.append((name, _without_fonts(app.export_screenshot(title="prereview"))))
    return made


def _has_found(screen: ReadingScreen) -> bool:
    return screen.look is not None and len(screen.look.findings) > 0


def _without_fonts(drawing: str) -> str:
    """The drawing with the fonts of whoever looks at it, none fetched, and wide characters in two cells."""
    drawing = re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)
    return _TEXT.sub(_in_cells, drawing)


_TEXT = re.compile(r'textLength="([\d.]+)"([^>]*)>([^<]*)</text>')


def _in_cells(found: re.Match[str]) -> str:
    """A run of text as wide as its cells; it was as wide as its characters are many."""
    length, rest, text = found.groups()
    shown = html.unescape(text)
    width = float(length) / max(len(shown), 1) * cell_len(shown)
    return f'textLength="{width:.1f}"{rest}>{text}</text>'


async def quiet(pilot: Pilot[None]) -> None:
    """Until the page that belongs to what is shown was drawn."""
    for _ in range(20):
        await pilot.pause(0.1)


def main() -> None:
    """Write every screen."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "某公司申报材料"
        shutil.copytree(ROOT / "samples" / "flawed", package)
        os.environ["PREREVIEW_CACHE_DIR"] = str(Path(folder) / "cache")  # nothing is known of the sample
        os.chdir(folder)  # the path on the screen is that of the package alone
        for name, drawing in asyncio.run(session(Path(package.name), f"sqlite:///{folder}/store.sqlite")):
            (TARGET / f"{name}.svg").write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    main()
