"""The cache: atomic, bounded, and never in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prereview.documents.cache import Cache, default_cache, document_key, pixels_key, reader_version

KEY = "ab" + "0" * 38


def entries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_put_is_got(tmp_path: Path) -> None:
    Cache(tmp_path).put("scans", KEY, {"a": [1, 2]})
    assert Cache(tmp_path).get("scans", KEY, dict[str, list[int]]) == {"a": [1, 2]}
    assert Cache(tmp_path).get("documents", KEY, dict[str, list[int]]) is None


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put("scans", KEY, 1)
    assert cache.get("scans", KEY, int) is None


@pytest.mark.parametrize("content", [b"", b"junk", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_spoilt_entry_is_none(tmp_path: Path, content: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("scans", KEY, {"a": 1})
    (path,) = entries(tmp_path)
    path.write_bytes(content)
    assert cache.get("scans", KEY, dict[str, int]) is None


def test_an_entry_of_another_shape_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("scans", KEY, [1, 2])
    assert cache.get("scans", KEY, dict[str, int]) is None


def test_a_folder_that_cannot_be_made_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file" / "below")
    cache.put("scans", KEY, 1)
    assert cache.get("scans", KEY, int) is None
    cache.trim()


def test_no_space_leaves_no_half_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache = Cache(tmp_path)
    cache.put("scans", KEY, 1)
    assert entries(tmp_path) == []


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=2_500)
    for number in range(4):
        cache.put("scans", f"{number:040x}", os.urandom(1_000))
        os.utime(next(p for p in entries(tmp_path) if p.name.endswith(str(number))), (number, number))
    cache.get("scans", f"{0:040x}", bytes)
    cache.trim()
    left = sorted(int(path.name, 16) for path in entries(tmp_path))
    assert left in ([0], [0, 3])


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREREVIEW_CACHE_DIR", str(tmp_path))
    default_cache.cache_clear()
    default_cache().put("scans", KEY, 1)
    assert len(entries(tmp_path)) == 1
    default_cache.cache_clear()


def test_keys_tell_passwords_and_settings_apart() -> None:
    assert document_key("a" * 64, None) != document_key("a" * 64, "sesame")
    assert pixels_key(b"same", 1.0) != pixels_key(b"same", 2.0)
    assert reader_version() == reader_version()


def test_documents_survive_the_way_through(tmp_path: Path) -> None:
    from prereview.documents.model import Box, Document, Line, Page, Seal

    line = Line("名称", 1, Box(1, 2, 3, 4), method="ocr", confidence=0.9)
    page = Page(1, 595, 842, (line,), seals=(Seal(Box(0, 0, 9, 9), "round", 0.9, "某公司"),), view=(1.0,) * 9)
    document = Document("a.pdf", "pdf", "0" * 64, "read", (page,))
    cache = Cache(tmp_path)
    cache.put("documents", KEY, document)
    assert cache.get("documents", KEY, Document) == document
