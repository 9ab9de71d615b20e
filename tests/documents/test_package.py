"""Files of a package: order, formats by content, archives under limits, nothing dropped."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import msgspec
import pytest

from prereview.documents.archives import member_name, safe_name
from prereview.documents.formats import OLE, format_of
from prereview.documents.limits import LIMITS
from prereview.documents.package import LINK, list_files, natural_key


def write(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(package: Path, scratch: Path, **changes: int) -> list[str]:
    return [s.name for s in list_files(package, scratch, msgspec.structs.replace(LIMITS, **changes))]


def problems(package: Path, scratch: Path, **changes: int) -> dict[str, str | None]:
    limits = msgspec.structs.replace(LIMITS, **changes)
    return {s.name: s.problem for s in list_files(package, scratch, limits)}


def zipped(*members: tuple[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return sink.getvalue()


def test_numbers_in_names_are_sorted_as_numbers(tmp_path: Path) -> None:
    for name in ("IP10.pdf", "IP2.pdf", "IP1.pdf"):
        write(tmp_path / "p" / name)
    assert names(tmp_path / "p", tmp_path) == ["IP1.pdf", "IP2.pdf", "IP10.pdf"]


def test_odd_digits_do_not_break_the_order() -> None:
    assert natural_key("第²章①") == natural_key("第²章①")
    assert sorted(["a²", "a2", "a10"], key=natural_key)


@pytest.mark.parametrize("name", ["~$说明.docx", ".DS_Store", "Thumbs.db", "__MACOSX/a.pdf", ".git/config"])
def test_lock_and_system_files_are_left_out(tmp_path: Path, name: str) -> None:
    write(tmp_path / "p" / name)
    write(tmp_path / "p" / "a.txt")
    assert names(tmp_path / "p", tmp_path) == ["a.txt"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"junk before %PDF-1.7", "pdf"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"RIFF\0\0\0\0WEBP", "image"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (zipped(("word/document.xml", b"<a/>")), "docx"),
        (zipped(("xl/workbook.xml", b"<a/>")), "xlsx"),
        (zipped(("OFD.xml", b"<a/>")), "ofd"),
        (zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")), "odt"),
        (zipped(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")), "ods"),
        (zipped(("xl\\workbook.xml", b"<a/>")), "xlsx"),
        (zipped(("a.pdf", b"%PDF-")), "zip"),
        (b"PK\x03\x04 broken", "unknown"),
        ("一行文字".encode(), "unknown"),
    ],
)
def test_a_format_is_told_by_content(tmp_path: Path, content: bytes, kind: str) -> None:
    assert format_of(write(tmp_path / "名不副实.pdfg", content)) == kind


def test_an_archive_that_stores_its_files_uncompressed_is_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "材料.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", b"%PDF-1.7 content")
    assert format_of(path) == "zip"


def test_archives_are_opened_also_within_archives(tmp_path: Path) -> None:
    inner = zipped(("二.pdf", b"%PDF-"))
    write(tmp_path / "p" / "外.zip", zipped(("一.pdf", b"%PDF-"), ("内.zip", inner)))
    assert names(tmp_path / "p", tmp_path) == ["外.zip/一.pdf", "外.zip/内.zip/二.pdf"]


def test_archives_are_not_opened_without_end(tmp_path: Path) -> None:
    content = zipped(("a.pdf", b"%PDF-"))
    for _ in range(5):
        content = zipped(("z.zip", content))
    write(tmp_path / "p" / "z.zip", content)
    (problem,) = problems(tmp_path / "p", tmp_path).values()
    assert problem is not None
    assert "嵌套" in problem


def test_names_of_chinese_archivers_are_gbk() -> None:
    info = zipfile.ZipInfo("专利证书.pdf".encode("gb18030").decode("cp437"))
    info.flag_bits = 0
    assert member_name(info) == "专利证书.pdf"


@pytest.mark.parametrize("name", ["../a.pdf", "/etc/passwd", "a/../../b", "..\\a.pdf", "C:\\a.pdf", ""])
def test_no_member_leads_out_of_the_archive(name: str) -> None:
    assert safe_name(name) is None


def test_an_unsafe_member_is_named_not_dropped(tmp_path: Path) -> None:
    write(tmp_path / "p" / "z.zip", zipped(("../../evil.pdf", b"%PDF-"), ("good.pdf", b"%PDF-")))
    found = problems(tmp_path / "p", tmp_path)
    assert found["z.zip/good.pdf"] is None
    assert found["z.zip/evil.pdf"] is not None
    assert not (tmp_path.parent / "evil.pdf").exists()


def test_a_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    write(tmp_path / "p" / "bomb.zip", zipped(("zeros", b"\0" * 8_000_000)))
    (problem,) = problems(tmp_path / "p", tmp_path).values()
    assert problem is not None
    assert "过大" in problem
    assert not any(path.is_file() and path.stat().st_size > 1_000_000 for path in tmp_path.rglob("*"))


def test_the_number_of_files_is_bounded_and_said(tmp_path: Path) -> None:
    for number in range(8):
        write(tmp_path / "p" / f"{number}.txt")
    found = problems(tmp_path / "p", tmp_path, files=3)
    assert len(found) == 4
    assert "其余文件未读取" in (found["……"] or "")


def test_links_are_named_and_not_followed(tmp_path: Path) -> None:
    package = tmp_path / "p"
    write(package / "a.txt")
    (package / "loop").symlink_to(package, target_is_directory=True)
    (package / "out.pdf").symlink_to(write(tmp_path / "secret.pdf", b"%PDF-"))
    assert problems(package, tmp_path) == {"a.txt": None, "loop": LINK, "out.pdf": LINK}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    package = tmp_path / "p"
    package.mkdir()
    os.mkfifo(package / "pipe")
    (problem,) = problems(package, tmp_path).values()
    assert problem is not None


def test_one_name_twice_in_an_archive_gives_two_files(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        content = zipped(("a.pdf", b"%PDF-1"), ("a.pdf", b"%PDF-2"))
    write(tmp_path / "p" / "z.zip", content)
    assert names(tmp_path / "p", tmp_path) == ["z.zip/a.pdf", "z.zip/a.pdf (2)"]
