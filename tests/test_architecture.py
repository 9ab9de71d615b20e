"""The shape of the code base: floors, and what a command loads."""

from __future__ import annotations

import subprocess
import sys

import pytest


def modules_loaded_by(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(
    "statement",
    [
        "import prereview.cli",
        "import prereview.review",
        "import prereview.feedback.text, prereview.feedback.result",
    ],
)
def test_only_the_terminal_ui_loads_textual(statement: str) -> None:
    assert "textual" not in modules_loaded_by(statement)


def test_the_terminal_ui_does_not_load_the_command_line() -> None:
    assert "click" not in modules_loaded_by("import prereview.tui.app")


def test_the_command_line_starts_without_document_libraries() -> None:
    loaded = modules_loaded_by("import prereview.cli")
    assert not loaded & {"pypdfium2", "pdfplumber", "docx", "cel", "yaml"}
