"""Reports are written atomically and never over the material."""

from __future__ import annotations

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
