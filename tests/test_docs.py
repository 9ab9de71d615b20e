"""The docs say what there is: every command, option and function; every link leads somewhere."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import click
import pytest

from prereview.checklist.functions import FUNCTIONS
from prereview.checklist.loader import available_checklists, load_checklist
from prereview.checklist.schema import checklist_schema
from prereview.cli import main

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    ROOT / "CONTRIBUTING.md",
    *(ROOT / "docs").rglob("*.md"),
]
PAGES += (ROOT / "seeds").glob("*.md")


def commands(group: click.Group, name: str = "prereview") -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for key, command in group.commands.items():
        if isinstance(command, click.Group):
            found += commands(command, f"{name} {key}")
        else:
            found.append((f"{name} {key}", command))
    return found


COMMANDS = commands(main)


def test_every_command_is_in_the_readme_and_every_option_in_the_docs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    docs = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name, command in COMMANDS:
        assert name.split()[1] in readme, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert any(f"`{o}" in docs or f"{o} " in docs or f"{o}`" in docs for o in parameter.opts), (
                    name,
                    parameter.opts,
                )


def test_every_function_of_rules_is_documented() -> None:
    page = (ROOT / "docs" / "write-a-rule.md").read_text(encoding="utf-8")
    assert [name for name in FUNCTIONS if f"`{name}(" not in page] == []


def test_every_key_of_a_rule_is_documented() -> None:
    page = (ROOT / "docs" / "write-a-rule.md").read_text(encoding="utf-8")
    definitions = checklist_schema()["$defs"]
    keys = {
        *definitions["rule"]["properties"],
        *definitions["question"]["properties"],
        *checklist_schema()["properties"],
    }
    assert sorted(key for key in keys if f"`{key}`" not in page and f"`{key}:" not in page) == []


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert [p.name for p in (ROOT / "docs").glob("*.md") if f"({p.name})" not in index] == ["index.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"``.*?``", "", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (page.parent / target).exists(), target


def made_rules() -> dict[str, str]:
    """The pages of rules as their maker would write them now."""
    made: dict[str, str] = runpy.run_path(str(ROOT / "docs" / "make_rules.py"))["pages"]()
    return made


def test_the_reference_of_rules_is_current() -> None:
    made = made_rules()
    there = {page.name: page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "rules").glob("*.md")}
    assert there.keys() == made.keys()
    assert [name for name in made if there[name] != made[name]] == [], "run: python docs/make_rules.py"


def test_every_rule_is_in_the_reference() -> None:
    text = "".join(made_rules().values())
    rules = {rule.id for name in available_checklists() for rule in load_checklist(name).rules}
    assert [rule for rule in rules if f"# {rule} " not in text] == []
