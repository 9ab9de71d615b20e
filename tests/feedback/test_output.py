"""Reports are written atomically and never over the material."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prereview.errors import UsageError
from prereview.feedback.output import write_output


def test_writes_the_text_and_leaves_no_temporary_file(tmp_path: Path) -> None:
    package = tmp_path / "材料"
    package.mkdir()
    target = tmp_path / "结果.json"
    write_output(target, "内容\n", inputs=package)
    assert target.read_text(encoding="utf-8") == "内容\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["材料", "结果.json"]


def test_refuses_to_replace_a_file_of_the_package(tmp_path: Path) -> None:
    original = tmp_path / "申请书.pdf"
    original.write_bytes(b"original")
    for inputs in (original, tmp_path):
        with pytest.raises(UsageError, match="不会覆盖"):
            write_output(original, "x", inputs=inputs)
    assert original.read_bytes() == b"original"


def test_says_why_when_the_place_is_not_writable(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="无法写入"):
        write_output(tmp_path / "没有" / "结果.json", "x", inputs=tmp_path / "材料")


def test_refuses_a_new_file_among_the_material(tmp_path: Path) -> None:
    package = tmp_path / "材料"
    (package / "a").mkdir(parents=True)
    (tmp_path / "link").symlink_to(package)
    for target in (package / "结果.json", package / "a" / "结果.json", tmp_path / "link" / "结果.json"):
        with pytest.raises(UsageError, match="材料之内"):
            write_output(target, "x", inputs=package)
    assert list(package.rglob("*.json")) == []


def test_a_link_to_an_original_is_replaced_and_the_original_stays(tmp_path: Path) -> None:
    package = tmp_path / "材料"
    package.mkdir()
    original = package / "a.pdf"
    original.write_bytes(b"original")
    link = tmp_path / "结果.html"
    link.hardlink_to(original)
    write_output(link, "报告", inputs=package)
    assert original.read_bytes() == b"original"
    assert link.read_text(encoding="utf-8") == "报告"


@pytest.mark.skipif(os.name != "posix", reason="modes are a matter of POSIX")
def test_who_may_read_a_result_is_for_the_umask_to_say(tmp_path):
    before = os.umask(0o027)
    try:
        write_output(tmp_path / "结果.json", "x", inputs=tmp_path / "材料")
    finally:
        os.umask(before)
    assert (tmp_path / "结果.json").stat().st_mode & 0o777 == 0o640
