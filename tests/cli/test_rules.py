"""`prereview rules`, `facts` and `doctor` through the real command."""

from __future__ import annotations

import json
from pathlib import Path

from prereview.errors import ExitCode
from tests.cli.test_check import SAMPLES, run


def test_list_names_every_section_and_rule() -> None:
    done = run("rules", "list")
    assert done.returncode == ExitCode.CLEAN
    assert "C-05" in done.stdout
    assert "认定条件" in done.stdout


def test_explain_says_basis_and_what_to_do() -> None:
    done = run("rules", "explain", "C-05")
    assert done.returncode == ExitCode.CLEAN
    assert "第十一条" in done.stdout


def test_explain_of_an_unknown_rule_suggests_one() -> None:
    done = run("rules", "explain", "C-5")
    assert done.returncode == ExitCode.USAGE
    assert "C-05" in done.stderr


def test_lint_passes_the_shipped_checklist() -> None:
    done = run("rules", "lint", Path(__file__).parents[2] / "checklists" / "hnte-2016")
    assert done.returncode == ExitCode.CLEAN, done.stdout


def test_facts_are_listed_by_kind_with_their_place() -> None:
    done = run("facts", SAMPLES / "clean", "--kind", "business_licence")
    assert "licence.uscc" in done.stdout
    assert "application.firm_name" not in done.stdout


def test_facts_as_json_have_evidence() -> None:
    facts = json.loads(run("facts", SAMPLES / "clean", "--format", "json").stdout)
    assert facts["application.firm_name"]["evidence"][0]["page"] >= 1


def test_facts_of_an_unknown_kind_names_the_kinds() -> None:
    done = run("facts", SAMPLES / "clean", "--kind", "licence")
    assert done.returncode == ExitCode.USAGE
    assert "business_licence" in done.stderr


def test_doctor_shows_versions_and_limits() -> None:
    done = run("doctor")
    assert done.returncode == ExitCode.CLEAN
    assert "pypdfium2" in done.stdout


def test_explain_as_json_has_every_test_of_the_rule() -> None:
    done = run("rules", "explain", "X-FL-03", "--json", "--checklist", "hnte-2016-shenzhen-2026")
    tests = json.loads(done.stdout)["tests"]
    assert [test["variant"] for test in tests] == ["营业执照", "其他附件"]
    assert all(
        {"pass", "fail"} <= {shown for case in test["cases"] for shown in case["shows"]} for test in tests
    )


def test_test_runs_the_cases_of_a_file(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "docs" / "examples" / "yunxi-2026"
    done = run("rules", "test", example)
    assert (done.returncode, done.stdout) == (ExitCode.CLEAN, "")
    changed = tmp_path / "checklist.yaml"
    text = (example / "checklist.yaml").read_text(encoding="utf-8")
    changed.write_text(text.replace("expect: pass", "expect: fail", 1), encoding="utf-8")
    done = run("rules", "test", changed)
    assert done.returncode == ExitCode.USAGE
    assert "应为 fail" in done.stdout
    assert "checklist.yaml 第" in done.stdout
