"""Writes the reference of rules under `docs/rules/`: `python docs/make_rules.py`; tests keep it current.

One page for each section of the national checklist, one for what places add, one
for the questions, and the table of what became of every entry of the criteria.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from prereview.checklist.catalogue import VERDICT_TITLES
from prereview.checklist.described import describe_rule
from prereview.checklist.finding import SEVERITY_TITLES, Severity, Verdict
from prereview.checklist.loader import available_checklists, load_checklist
from prereview.checklist.model import Checklist, QuestionRule

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "rules"
NATIONAL = "hnte-2016"
MADE = "<!-- made by docs/make_rules.py; change the checklist, not this page -->\n"


def pages() -> dict[str, str]:
    """File names under `docs/rules/` and their text."""
    national = load_checklist(NATIONAL)
    places = [load_checklist(name) for name in available_checklists() if name != NATIONAL]
    made = {
        f"{section.id}.md": _section(national, section.id, section.title) for section in national.sections
    }
    made["places.md"] = _places(places)
    made["questions.md"] = _questions(national.questions)
    made["coverage.md"] = _coverage(national, places)
    made["index.md"] = _index(national, places)
    return {name: MADE + "\n" + text for name, text in made.items()}


def _index(national: Checklist, places: list[Checklist]) -> str:
    lines = [
        "# Rules",
        "",
        f"{national.title}，{len(_ids(national))} 条规则，{len(national.questions)} 个问题。",
        "",
    ]
    lines += ["| page | rules |", "|---|---|"]
    for section in national.sections:
        count = len(_ids(national, section.id))
        lines.append(f"| [{section.title}]({section.id}.md) | {count} |")
    lines.append(f"| [各地补充](places.md) | {sum(len(_own(place)) for place in places)} |")
    lines.append(f"| [一对一预审时的问题](questions.md) | {len(national.questions)} |")
    lines += ["", "[Coverage](coverage.md): what became of every entry of the criteria.", ""]
    return "\n".join(lines)


def _section(checklist: Checklist, section: str, title: str) -> str:
    parts = [f"# {title}", ""]
    for rule_id in _ids(checklist, section):
        parts += _rule(describe_rule(checklist, rule_id), checklist.id)
    return "\n".join(parts)


def _places(places: list[Checklist]) -> str:
    parts = ["# 各地补充", "", "在全国清单之上增加或替换的规则，以当年当地通知为准。", ""]
    for place in places:
        parts += [f"## {place.title}（`--checklist {place.id}`）", ""]
        for rule_id in _own(place):
            parts += _rule(describe_rule(place, rule_id), place.id, level=3)
    return "\n".join(parts)


def _rule(rule: dict[str, Any], folder: str, level: int = 2) -> Iterator[str]:
    yield f"{'#' * level} {rule['id']} {rule['title']}"
    yield ""
    yield f"{rule['summary']}. [`{rule['file']}`](../../checklists/{folder}/{rule['file']})"
    yield ""
    for test in rule["tests"]:
        if test["variant"]:
            yield f"**{test['variant']}**"
            yield ""
        yield from (f"- {label}：{text}" for label, text in _points(test))
        yield ""


def _points(test: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "级别", SEVERITY_TITLES[Severity(test["severity"])]
    yield "依据", test["basis"]["text"] + ("" if test["basis"]["law"] else "（法规未作规定）")
    for label, key in (("需要读到", "needs"), ("读到则一并使用", "optional")):
        if test[key]:
            yield label, "、".join(dict.fromkeys(path["title"] for path in test[key].values()))
    if test["when"]:
        yield "适用条件", _code(test["when"])
    yield "通过条件", _code(test["assert"])
    yield "不通过时提示", _plain(test["message"])
    yield "处理", f"{test['advice']}（{test['provider']}）"
    shown = sorted({verdict for case in test["cases"] for verdict in case["shows"]})
    yield "示例", f"{len(test['cases'])} 个（{'、'.join(VERDICT_TITLES[Verdict(v)] for v in shown)}）"


def _plain(template: str) -> str:
    """A template as Markdown that shows its braces and brackets as they are."""
    return re.sub(r"([\[\]|<>*_])", r"\\\1", " ".join(template.split()))


def _code(source: str) -> str:
    return f"`` {' '.join(source.split())} ``"


def _questions(questions: tuple[QuestionRule, ...]) -> str:
    lines = ["# 一对一预审时的问题", "", "| 编号 | 问谁 | 问题 | 为什么 | 关联 |", "|---|---|---|---|---|"]
    for q in questions:
        cells = (q.id, q.person, q.text.source, q.why.source, "、".join(q.checks))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _coverage(national: Checklist, places: list[Checklist]) -> str:
    """Every entry of the criteria: its own rule or question, those it is part of, or why there is none."""
    entries = yaml.safe_load((ROOT / "seeds" / "coverage.yaml").read_text(encoding="utf-8"))["entries"]
    rules = {rule.id: rule for checklist in (*places, national) for rule in checklist.rules}
    questions = {q.id: q for checklist in (*places, national) for q in checklist.questions}
    lines = ["# Coverage", "", "| entry | becomes |", "|---|---|"]
    counts = {"rule": 0, "question": 0, "part": 0, "none": 0}
    for entry in entries:
        name = entry["id"]
        asked = [q.id for q in questions.values() if name in q.checks]
        if name in rules:
            kind, text = "rule", f"rule: {rules[name].title}"
        elif name in questions:
            kind, text = "question", f"question to {questions[name].person}"
        elif entry.get("by"):
            kind, text = "part", "part of " + ", ".join(entry["by"])
        elif asked:
            kind, text = "question", "question " + ", ".join(asked)
        else:
            kind, text = "none", entry["why"]
        counts[kind] += 1
        lines.append(f"| {name} | {text} |")
    told = (
        f"{len(entries)} entries: {counts['rule']} rules of their own, {counts['question']} questions, "
        f"{counts['part']} part of others, {counts['none']} without a check."
    )
    lines[1:1] = ["", told]
    return "\n".join([*lines, ""])


def _ids(checklist: Checklist, section: str | None = None) -> list[str]:
    found = [rule.id for rule in checklist.rules if section in (None, rule.section)]
    return list(dict.fromkeys(found))


def _own(place: Checklist) -> list[str]:
    return list(dict.fromkeys(rule.id for rule in place.rules if rule.file.parent.name == place.id))


def main() -> None:
    """Write all pages; pages of sections that are no more are removed."""
    TARGET.mkdir(exist_ok=True)
    made = pages()
    for old in TARGET.glob("*.md"):
        if old.name not in made and re.match(re.escape(MADE), old.read_text(encoding="utf-8")):
            old.unlink()
    for name, text in made.items():
        (TARGET / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
