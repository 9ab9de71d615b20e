"""The Chinese font of the summary page: part of one that is installed, carried in the copy.

Where no font can be taken along (none found, its licence forbids it, fontTools is not
installed), the page names the Adobe-GB1 font that every viewer with Chinese support
supplies itself. Either way the text can be searched and copied.
"""

from __future__ import annotations

import io
import logging
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pikepdf
from pikepdf import Array, Dictionary, Name, String

logger = logging.getLogger(__name__)

NO_EMBEDDING, NO_SUBSETTING = 0x0002, 0x0100
"""Bits of `fsType` (OpenType OS/2): the maker allows no embedding, or the whole font only."""

USUAL_FILES = (
    ("C:/Windows/Fonts/simhei.ttf", 0),
    ("C:/Windows/Fonts/msyh.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
    ("/System/Library/Fonts/STHeiti Light.ttc", 0),
    ("/System/Library/Fonts/Hiragino Sans GB.ttc", 0),
    ("/System/Library/Fonts/Supplemental/Songti.ttc", 0),
)
"""Where Windows and macOS keep Chinese fonts, with the index inside a collection."""

LEFT_OUT = ("GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "MATH", "STAT", "gasp", "kern")
"""Tables that a page of plain lines does not need."""


class SheetFont(Protocol):
    """A font that lines of text can be set in."""

    def encode(self, text: str) -> str:
        """The text as the hexadecimal digits of a PDF string."""

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font as an object of this PDF."""


def font_for(text: str) -> SheetFont:
    """A font that can set `text`, made once for the same characters."""
    return _font_of("".join(sorted({*text, "?"} - {"\n"})))


@lru_cache(maxsize=4)
def _font_of(characters: str) -> SheetFont:
    for path, index in _installed():
        try:
            return _subset(path, index, characters)
        except Exception as error:  # a font that cannot be used is no reason to have no copy
            logger.info("font %s not used: %s", path, error)
    return SuppliedFont()


@cache
def _installed() -> tuple[tuple[Path, int], ...]:
    """Files of Chinese fonts, with the index of the font in the file."""
    return tuple((path, index) for path, index in (*_by_fontconfig(), *_usual()) if path.is_file())


def _usual() -> Iterator[tuple[Path, int]]:
    return ((Path(name), index) for name, index in USUAL_FILES)


def _by_fontconfig() -> Iterator[tuple[Path, int]]:
    program = shutil.which("fc-match")
    if program is None or os.name == "nt":
        return
    command = [program, "-f", "%{file}\t%{index}\t%{lang}", "sans-serif:lang=zh-cn"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return
    file, _, rest = done.stdout.decode("utf-8", "replace").partition("\t")
    index, _, languages = rest.partition("\t")
    if "zh-cn" in languages.split("|") and index.isdigit():
        yield Path(file), int(index) & 0xFFFF


def _subset(path: Path, index: int, characters: str) -> SheetFont:
    """The part of a font that some characters need. Raises what fontTools raises, and `ValueError`."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    collection = path.suffix.lower() in (".ttc", ".otc")
    font = TTFont(str(path), fontNumber=index if collection else -1, lazy=True, recalcBBoxes=False)
    if font["OS/2"].fsType & (NO_EMBEDDING | NO_SUBSETTING):
        raise ValueError("the maker of the font allows no subset")
    options = subset.Options()
    options.layout_features, options.name_IDs, options.hinting = [], [], False
    options.notdef_outline, options.drop_tables = True, [*options.drop_tables, *LEFT_OUT]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    stream = io.BytesIO()
    font.save(stream)
    return _embedded(TTFont(io.BytesIO(stream.getvalue())), stream.getvalue())


def _embedded(font: Any, program: bytes) -> EmbeddedFont:  # noqa: ANN401 - fontTools is untyped
    outlines = "CFF " in font
    per_em = 1000 / font["head"].unitsPerEm
    names = font.getBestCmap()
    by_cid = outlines and hasattr(font["CFF "].cff[0], "ROS")
    cids = {chr(code): _cid(font, name, by_cid) for code, name in names.items()}
    return EmbeddedFont(
        program=font.reader["CFF "] if outlines else program,
        outlines=outlines,
        cids=cids,
        widths={cids[chr(code)]: round(font["hmtx"][name][0] * per_em) for code, name in names.items()},
        box=tuple(round(getattr(font["head"], side) * per_em) for side in ("xMin", "yMin", "xMax", "yMax")),
        ascent=round(font["hhea"].ascent * per_em),
        descent=round(font["hhea"].descent * per_em),
    )


def _cid(font: Any, name: str, by_cid: bool) -> int:  # noqa: ANN401
    """The number a string names a glyph by: its own in a font keyed by such numbers, else its place."""
    return int(name.removeprefix("cid")) if by_cid else int(font.getGlyphID(name))


class EmbeddedFont(msgspec.Struct, frozen=True):
    """A subset of an installed font; widths, box and heights are in thousandths of its size."""

    program: bytes
    outlines: bool
    """Whether the program is CFF; else it is TrueType."""
    cids: Mapping[str, int]
    widths: Mapping[int, int]
    box: tuple[int, ...]
    ascent: int
    descent: int

    def encode(self, text: str) -> str:
        """Two bytes a character; one that the font lacks becomes a question mark."""
        unknown = self.cids.get("?", 0)
        return "".join(f"{self.cids.get(character, unknown):04x}" for character in text)

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The composite font with its program and the way back to Unicode."""
        program = pikepdf.Stream(pdf, self.program)
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/AAAAAA+Summary"),
            Flags=4,
            FontBBox=Array(self.box),
            ItalicAngle=0,
            Ascent=self.ascent,
            Descent=self.descent,
            CapHeight=self.ascent,
            StemV=80,
        )
        if self.outlines:
            program.Subtype = Name.CIDFontType0C
            descriptor.FontFile3 = program
        else:
            program.Length1 = len(self.program)
            descriptor.FontFile2 = program
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0 if self.outlines else Name.CIDFontType2,
            BaseFont=descriptor.FontName,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=1000,
            W=Array([part for cid, width in sorted(self.widths.items()) for part in (cid, Array([width]))]),
        )
        if not self.outlines:
            descendant.CIDToGIDMap = Name.Identity
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=descriptor.FontName,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pikepdf.Stream(pdf, self._to_unicode()),
            )
        )

    def _to_unicode(self) -> bytes:
        pairs = [f"<{cid:04x}> <{char.encode('utf-16-be').hex()}>" for char, cid in self.cids.items()]
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
        return "\n".join(lines).encode("ascii")


class SuppliedFont(msgspec.Struct, frozen=True):
    """The font of Adobe-GB1 that the viewer supplies."""

    def encode(self, text: str) -> str:
        """UTF-16."""
        return text.encode("utf-16-be").hex()

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The composite font by name only."""
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/STSong-Light"),
            Flags=6,
            FontBBox=Array([-25, -254, 1000, 880]),
            ItalicAngle=0,
            Ascent=880,
            Descent=-120,
            CapHeight=880,
            StemV=93,
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0,
            BaseFont=Name("/STSong-Light"),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("GB1"), Supplement=4),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=1000,
            W=Array([1, 95, 500, 814, 939, 500]),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name("/STSong-Light-UniGB-UTF16-H"),
                Encoding=Name("/UniGB-UTF16-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
            )
        )
