"""The public names: there, documented, cheap to import, and usable from a plain script."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from reportlab.pdfgen.canvas import Canvas

import prereview
from prereview.feedback.result import result_schema
from tests.conftest import ROOT

NAMES = [name for name in prereview.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there_with_a_docstring_and_in_the_docs(name):
    assert getattr(prereview, name).__doc__
    assert f"`{name}" in (ROOT / "docs" / "python-api.md").read_text(encoding="utf-8")
    assert name in dir(prereview)


def test_the_types_name_the_same():
    stub = ast.parse((ROOT / "prereview" / "__init__.pyi").read_text(encoding="utf-8"))
    named = {alias.asname for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert named == set(NAMES)
    with pytest.raises(AttributeError):
        prereview.nothing_of_the_kind  # noqa: B018 - the access is the test


def test_importing_the_package_loads_none_of_its_floors():
    code = "import prereview, sys; print([m for m in sys.modules if m.startswith('prereview.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


SCRIPT = """
import json, sys
from prereview import review_package, to_result
print("started", file=sys.stderr)
review = review_package(__import__("pathlib").Path(sys.argv[1]))
print(json.dumps(to_result(review)))
"""


def test_a_script_without_a_main_guard_reads_the_package_once(tmp_path: Path):
    package = tmp_path / "package"
    package.mkdir()
    canvas = Canvas(str(package / "a.pdf"))
    canvas.drawString(100, 700, "a page of text")
    canvas.save()
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, package],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
        env={**os.environ, "PREREVIEW_CACHE_DIR": "off", "PYTHONPATH": str(ROOT)},
    )
    result = json.loads(done.stdout)
    jsonschema.Draft202012Validator(result_schema()).validate(result)
    assert [file["status"] for file in result["package"]["files"]] == ["read"]
    assert done.stderr.count("started") == 1
