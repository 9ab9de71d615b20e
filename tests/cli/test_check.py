"""`prereview check` through the real command: exit codes, streams, and bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from prereview.errors import ExitCode
from prereview.feedback.result import result_schema
from tests.conftest import ROOT

SAMPLES = ROOT / "samples"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "prereview", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def last_line(text: str) -> str:
    return text.rstrip("\n").splitlines()[-1]


def write_pdf(path: Path, *lines: str, password: str | None = None) -> None:
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), encrypt=StandardEncryption(password) if password else None)
    canvas.setFont("STSong-Light", 12)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 24 * number, line)
    canvas.save()


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A package of one readable page."""
    package = tmp_path / "材料"
    package.mkdir()
    write_pdf(package / "说明.pdf", "企业情况说明", "本公司从事软件开发。")
    return package


def test_the_sample_with_mistakes_ends_in_findings_and_a_verdict() -> None:
    done = run("check", SAMPLES / "flawed")
    assert done.returncode in (ExitCode.FINDINGS, ExitCode.INCOMPLETE)
    assert last_line(done.stdout).startswith("结论：")
    assert last_line(done.stdout).endswith(last_line(done.stderr))


def test_json_on_stdout_follows_the_schema() -> None:
    done = run("check", SAMPLES / "clean", "--format", "json")
    result = json.loads(done.stdout)
    jsonschema.Draft202012Validator(result_schema()).validate(result)
    assert result["summary"]["verdict"] == last_line(done.stderr)


def test_fail_on_sets_what_counts(letter: Path, tmp_path: Path) -> None:
    checklist = tmp_path / "one.yaml"
    checklist.write_text(
        """
id: one
title: 一条
version: "1"
section: {id: files, title: 文件}
rules:
- id: X-FL-99
  title: 材料页数
  summary: A rule that fails with severity explain
  severity: explain
  basis: {practice: 测试}
  needs: {unread: materials.unread_pages}
  assert: unread > 0
  message: "未读页数 {unread}"
  advice: 无
  provider: 无
  cases:
  - {name: some, facts: {materials.unread_pages: 1}, expect: pass}
  - {name: none, facts: {materials.unread_pages: 0}, expect: fail}
""",
        encoding="utf-8",
    )
    assert run("check", letter, "--checklist", checklist).returncode == ExitCode.CLEAN
    assert (
        run("check", letter, "--checklist", checklist, "--fail-on", "explain").returncode == ExitCode.FINDINGS
    )


def test_an_output_file_takes_the_place_of_stdout(letter: Path, tmp_path: Path) -> None:
    target = tmp_path / "结果.json"
    done = run("check", letter, "--format", "json", "-o", target)
    assert done.stdout == ""
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == "prereview.review/1"


def test_an_output_file_never_replaces_material(letter: Path) -> None:
    original = (letter / "说明.pdf").read_bytes()
    done = run("check", letter, "-o", letter / "说明.pdf")
    assert done.returncode == ExitCode.USAGE
    assert (letter / "说明.pdf").read_bytes() == original


def test_a_corrupt_pdf_is_named_and_the_rest_is_read(letter: Path) -> None:
    (letter / "坏.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00garbage" * 50)
    done = run("check", letter)
    assert done.returncode == ExitCode.INCOMPLETE
    assert "坏.pdf" in done.stdout
    assert "材料 2 份，读取" in done.stdout


def test_an_encrypted_pdf_is_named_and_opens_with_its_password(letter: Path) -> None:
    write_pdf(letter / "密.pdf", "加密的说明", password="secret")
    without = run("check", letter)
    assert without.returncode == ExitCode.INCOMPLETE
    assert "密.pdf" in without.stdout
    assert "密码" in without.stdout
    assert "密.pdf" not in run("check", letter, "--password", "secret").stdout


def test_an_empty_file_is_named(letter: Path) -> None:
    (letter / "空.pdf").touch()
    done = run("check", letter)
    assert done.returncode == ExitCode.INCOMPLETE
    assert "空.pdf" in done.stdout


def test_an_empty_folder_is_nothing_to_check(tmp_path: Path) -> None:
    done = run("check", tmp_path)
    assert done.returncode == ExitCode.NOTHING_TO_CHECK
    assert "没有可检查的文件" in done.stderr
    assert done.stdout == ""


def test_a_missing_path_is_nothing_to_check(tmp_path: Path) -> None:
    done = run("check", tmp_path / "没有")
    assert done.returncode == ExitCode.NOTHING_TO_CHECK
    assert "找不到" in done.stderr


def test_a_checklist_with_a_typo_is_refused_before_reading(letter: Path, tmp_path: Path) -> None:
    checklist = tmp_path / "typo.yaml"
    checklist.write_text(
        """
id: typo
title: 错字
version: "1"
section: {id: identity, title: 主体信息}
rules:
- id: X-ID-99
  title: 名称
  summary: Names agree
  severity: must_fix
  basis: {practice: 测试}
  needs: {name: licence.firm_nam}
  assert: name != ''
  message: "{name}"
  advice: 无
  provider: 无
  cases:
  - {name: a, facts: {licence.firm_name: 甲}, expect: pass}
  - {name: b, facts: {licence.firm_name: ''}, expect: fail}
""",
        encoding="utf-8",
    )
    done = run("check", letter, "--checklist", checklist)
    assert done.returncode == ExitCode.USAGE
    assert "typo.yaml" in done.stderr
    assert "licence.firm_name" in done.stderr
    assert done.stdout == ""


def test_an_unknown_option_is_a_usage_error(letter: Path) -> None:
    assert run("check", letter, "--no-such-option").returncode == ExitCode.USAGE


def test_originals_are_left_as_they_are(letter: Path) -> None:
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in letter.iterdir()}
    run("check", letter)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in letter.iterdir()} == before
