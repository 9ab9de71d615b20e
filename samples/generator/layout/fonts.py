"""Chinese fonts for the samples: found on the machine, slimmed once, embedded as subsets.

Nothing of them is kept in the repository but the glyphs inside the built PDFs. All licences
allow that: Noto Serif CJK and LXGW WenKai under the SIL Open Font License 1.1, WenQuanYi
Micro Hei under Apache-2.0, DejaVu (for ticked boxes) under its free licence. Debian and
Ubuntu carry them as fonts-noto-cjk, fonts-lxgw-wenkai, fonts-wqy-microhei and
fonts-dejavu-core; elsewhere put the files into one folder and name it in PREREVIEW_FONTS.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as EmbeddedFont

FACES = {
    "song": ("NotoSerifCJK-Regular.ttc", 2),
    "hei": ("wqy-microhei.ttc", 0),
    "kai": ("LXGWWenKai-Regular.ttf", -1),
    "signs": ("DejaVuSans.ttf", -1),
}
"""File and face of a collection: the three type styles of Chinese papers, and signs they lack."""

PACKAGES = "fonts-noto-cjk fonts-lxgw-wenkai fonts-wqy-microhei fonts-dejavu-core"

UNITS = 400
"""Units per em after slimming: enough for print at 11 points, and glyphs take half the bytes."""

_PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/Library/Fonts")
_EXTRA = "☑¥垚□■√〔〕〇㎡℃±×≤≥μΩ·—…“”‘’①②③④⑤⑥⑦⑧⑨※☐"


class FontMissingError(Exception):
    """A font is not on this machine; the message says which and how to get it."""


@cache
def register(style: str) -> str:
    """Makes a type style known to reportlab and returns its name there."""
    pdfmetrics.registerFont(EmbeddedFont(style, str(slim_font(style))))
    return style


def available() -> bool:
    """Whether all fonts are on this machine."""
    return all(_find(name) for name, _ in FACES.values())


@cache
def slim_font(style: str) -> Path:
    """A TrueType file with the common Chinese characters and nothing else, made on first use."""
    name, face = FACES[style]
    source = _find(name)
    if source is None:
        raise FontMissingError(f"font {name} not found; on Debian or Ubuntu: apt install {PACKAGES}")
    folder = Path(os.environ.get("PREREVIEW_FONT_CACHE", Path(tempfile.gettempdir()) / "prereview-fonts"))
    target = folder / f"{style}-{source.stat().st_size}.ttf"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        temporary = target.with_suffix(f".{os.getpid()}")
        _slim(source, face).save(temporary)
        temporary.replace(target)
    return target


def _find(name: str) -> Path | None:
    folders = [os.environ["PREREVIEW_FONTS"]] if "PREREVIEW_FONTS" in os.environ else _PLACES
    for folder in folders:
        for path in sorted(Path(folder).expanduser().rglob(name)):
            return path
    return None


def _characters() -> set[int]:
    """Those of GB 2312, ASCII and some signs."""
    characters = set(range(32, 127)) | {0xA0} | {ord(c) for c in _EXTRA}
    for first in range(0xA1, 0xF8):
        for second in range(0xA1, 0xFF):
            decoded = bytes((first, second)).decode("gb2312", "ignore")
            characters |= {ord(c) for c in decoded}
    return characters | {ord(c) for c in "樾翀昉珩皓煦祺颖韬莘峤旸瑾晟铂嵘"}


def _slim(source: Path, face: int) -> TTFont:
    options = subset.Options(
        hinting=False,
        layout_features=[],
        glyph_names=False,
        notdef_outline=True,
        recalc_timestamp=False,
        name_IDs=[1, 2, 4, 6],
        ignore_missing_unicodes=True,
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "FFTM"]
    font = TTFont(source, fontNumber=face, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_characters())
    subsetter.subset(font)
    if "CFF " in font:
        _outlines_to_truetype(font)
    scale_upem(font, UNITS)
    return font


def _outlines_to_truetype(font: TTFont) -> None:
    """Cubic outlines as quadratic ones: reportlab embeds TrueType only."""
    order = font.getGlyphOrder()
    glyph_set = font.getGlyphSet()
    glyphs: dict[str, Any] = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyph_set[name].draw(Cu2QuPen(pen, 2.5, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements", "maxPoints", "maxContours", "maxCompositePoints",
        "maxCompositeContours", "maxComponentDepth",
    ):  # fmt: skip
        setattr(profile, field, 0)
    profile.maxZones = 1
    font["post"].formatType = 3.0
    for name in ("CFF ", "vmtx", "vhea", "VORG"):
        if name in font:
            del font[name]
    font.sfntVersion = "\x00\x01\x00\x00"


def missing(style: str, text: str) -> set[str]:
    """Characters of a text that a type style does not have."""
    return {c for c in text if ord(c) not in outlines(style)[1] and c != "\n"}


@cache
def outlines(style: str) -> tuple[Any, dict[int, str], int]:
    """Glyph set, character map and units per em, for lettering drawn as shapes."""
    font = TTFont(slim_font(style))
    return font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
