"""The season of the batch benchmark: generated packages on disk, with hostile files among them."""

from __future__ import annotations

import io
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pikepdf

from samples.generator.package import make_package
from samples.generator.season import make_season, scanned_twice

SEED = 1000
KINDS = ("application", "licence", "personnel", "conversions", "special_rd")
"""Papers of a package: some thirty pages."""

HOSTILE_SHARE = 0.03


class Season(msgspec.Struct):
    """What was written: package names, hostile files, and what some firms copied (kind, package, package)."""

    folder: Path
    names: list[str]
    hostile: list[str]
    copied: list[tuple[str, str, str]]

    @property
    def files(self) -> int:
        """Number of files."""
        return len(self.all_files())

    def all_files(self) -> list[str]:
        """Files by package and name."""
        return [p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file()]

    def first(self, count: int, folder: Path) -> Season:
        """The first packages of the season, copied."""
        names = self.names[:count]
        for name in names:
            shutil.copytree(self.folder / name, folder / name)
        hostile = [h for h in self.hostile if h.partition("/")[0] in names]
        return Season(folder, names, hostile, [c for c in self.copied if {*c[1:]} <= {*names}])


def write_season(folder: Path, count: int, scans: bool = False) -> Season:
    """The season in a folder; one that is there already is taken as it is."""
    notes = folder.parent / f"{folder.name}.json"
    if notes.exists():
        return msgspec.json.decode(notes.read_bytes(), type=Season, dec_hook=lambda kind, value: kind(value))
    season = Season(folder, [f"企业{number + 1:04d}" for number in range(count)], [], [])
    kinds = {*KINDS, "certificate"} if scans else {*KINDS}
    for name, (package, planted) in zip(season.names, make_season(count, SEED, kinds), strict=True):
        for path, data in package.files.items():
            content = scanned_twice(data)[0] if scans and "证书" in path else data
            _write(folder / name / path, content)
        season.copied += [(p.kind, season.names[p.one], season.names[p.other]) for p in planted]
    _share_a_scan(season)
    _add_hostile_files(season)
    notes.write_bytes(msgspec.json.encode(season, enc_hook=str))
    return season


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _share_a_scan(season: Season) -> None:
    """Two firms hand in the same scan of a test report."""
    if len(season.names) < 10:
        return
    one, other = season.names[-2:]
    report = next(data for data in make_package(SEED, kinds={"test"}).files.values() if data[:4] == b"%PDF")
    for name, scan in zip((one, other), scanned_twice(report), strict=True):
        _write(season.folder / name / "检验报告.pdf", scan)
    season.copied.append(("page", one, other))


def _add_hostile_files(season: Season) -> None:
    """Files that cannot be read, spread over the packages."""
    chance = random.Random("hostile")
    for number in range(max(round(season.files * HOSTILE_SHARE), 1)):
        name, data = _HOSTILE[number % len(_HOSTILE)]
        path = season.folder / chance.choice(season.names) / f"附件{number:03d}{name}"
        _write(path, data(chance))
        season.hostile.append(path.relative_to(season.folder).as_posix())


def _encrypted(chance: random.Random) -> bytes:
    sink = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(sink, encryption=pikepdf.Encryption(owner="o", user=str(chance.random())))
    return sink.getvalue()


def _endless(chance: random.Random) -> bytes:
    """A PDF whose tree of pages leads back to itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 999999>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF" + chance.randbytes(3)
    )


def _bomb(chance: random.Random) -> bytes:
    """A ZIP that unpacks to far more than it is."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("大.pdf", bytes(80_000_000 + chance.randint(0, 9)))
    return sink.getvalue()


def _climbing(chance: random.Random) -> bytes:
    """A ZIP whose member wants to lie outside."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(f"../../../tmp/{chance.randint(0, 9)}.pdf", b"%PDF-1.4")
    return sink.getvalue()


_HOSTILE: tuple[tuple[str, Callable[[random.Random], bytes]], ...] = (
    ("空.pdf", lambda chance: b""),
    ("噪声.pdf", lambda chance: chance.randbytes(60_000)),
    ("截断.pdf", lambda chance: b"%PDF-1.7\n1 0 obj<</Type/Catalog" + chance.randbytes(400)),
    ("加密.pdf", _encrypted),
    ("循环.pdf", _endless),
    ("炸弹.zip", _bomb),
    ("越界.zip", _climbing),
    ("假.docx", lambda chance: b"PK\x03\x04" + chance.randbytes(9_000)),
    ("程序.pdf", lambda chance: b"MZ" + chance.randbytes(9_000)),
    ("坏图.jpg", lambda chance: b"\xff\xd8\xff\xe0" + chance.randbytes(9_000)),
)
