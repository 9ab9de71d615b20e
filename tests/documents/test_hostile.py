"""Hostile input through the real command: it always ends, with every file accounted for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from prereview.errors import ExitCode
from tests.documents.papers import lines, printed

SECONDS = 100
ENDS = (ExitCode.CLEAN, ExitCode.FINDINGS, ExitCode.NOTHING_TO_CHECK, ExitCode.INCOMPLETE)


def check(package: Path, *options: str, **environment: str) -> tuple[int, dict[str, Any]]:
    """Run `prereview check` on a package: the exit code and the result."""
    target = package.parent / "result.json"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "prereview",
            "check",
            str(package),
            "--format",
            "json",
            "-o",
            str(target),
            *options,
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
        env={**os.environ, "PREREVIEW_CACHE_DIR": str(package.parent / "cache"), **environment},
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in ENDS, (done.returncode, done.stderr)
    return done.returncode, json.loads(target.read_text(encoding="utf-8"))


def files(result: dict[str, Any]) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = result["package"]["files"]
    return listed


def statuses(result: dict[str, Any]) -> dict[str, str]:
    return {file["path"]: file["status"] for file in files(result)}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """One sound file, beside which the tests put others."""
    folder = tmp_path / "材料"
    folder.mkdir()
    printed(folder / "说明.pdf", lines("企业情况说明", "本公司从事软件开发。"))
    return folder


def endless_pages() -> bytes:
    """A page tree that is its own child and claims two thousand million pages."""
    objects = (
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000>>endobj\n",
    )
    return b"%PDF-1.7\n" + b"".join(objects) + b"trailer<</Root 1 0 R/Size 3>>\n%%EOF"


def huge_image_pdf() -> bytes:
    """A page with one image of 30,000 by 30,000 pixels that packs to almost nothing."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(1_000_000)) for _ in range(900)) + packer.flush()
    image = (
        b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter/FlateDecode/Length %d" % len(data)
    )
    content = b"595 0 0 842 0 0 cm /I Do"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<<%s>>stream\n%s\nendstream" % (image, data),
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, text) for n, text in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def test_a_package_of_bad_files_is_checked_to_the_end(package: Path) -> None:
    (package / "无尽.pdf").write_bytes(endless_pages())
    (package / "截断.pdf").write_bytes((package / "说明.pdf").read_bytes()[:600])
    (package / "空.pdf").write_bytes(b"")
    (package / "文本.docx").write_text("只是一行文字", encoding="utf-8")
    (package / "垃圾.pdf").write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 40)
    with zipfile.ZipFile(package / "炸弹.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("零", bytes(20_000_000))
    with zipfile.ZipFile(package / "炸弹.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_000)
    (package / "环").symlink_to(package, target_is_directory=True)
    _, result = check(package)
    found = statuses(result)
    assert found.pop("说明.pdf") == "read"
    assert set(found) == {
        "无尽.pdf",
        "截断.pdf",
        "空.pdf",
        "文本.docx",
        "垃圾.pdf",
        "炸弹.zip",
        "炸弹.docx",
        "环",
    }
    assert all(file["problem"] for file in files(result) if file["status"] != "read")
    assert found["炸弹.zip"] == found["炸弹.docx"] == found["环"] == found["空.pdf"] == "unreadable"


def test_an_image_beyond_all_measure_costs_its_page(package: Path) -> None:
    (package / "巨图.pdf").write_bytes(huge_image_pdf())
    _, result = check(package)
    (huge,) = [file for file in files(result) if file["path"] == "巨图.pdf"]
    assert huge["status"] == "unreadable"
    assert "尺寸过大" in huge["problem"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_cache_that_cannot_be_written_is_no_problem(package: Path) -> None:
    locked = package.parent / "locked"
    locked.mkdir(mode=0o500)
    _, result = check(package, PREREVIEW_CACHE_DIR=str(locked / "cache"))
    assert statuses(result) == {"说明.pdf": "read"}


def test_a_cache_folder_that_is_a_file_is_no_problem(package: Path) -> None:
    (package.parent / "file").write_bytes(b"")
    _, result = check(package, PREREVIEW_CACHE_DIR=str(package.parent / "file" / "cache"))
    assert statuses(result) == {"说明.pdf": "read"}


def test_pictures_that_lie_about_themselves(package: Path) -> None:
    Image.new("L", (40, 40)).save(package / "小.png")
    (package / "半.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    _, result = check(package)
    found = {file["path"]: file["problem"] for file in files(result)}
    assert "分辨率" in found["小.png"]
    assert found["半.jpg"]
