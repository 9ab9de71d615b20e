"""Finds a checklist, checks it and makes it ready to run: `load_checklist`.

A checklist is a folder with `checklist.yaml` and rule files beside it, or one
YAML file with both. The national ones are named by id; a regional or yearly one
`extends` another: its rules are added, or take the place of those with the same
id, and `disable` leaves some out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

import prereview
from prereview.checklist.model import Checklist, QuestionRule, Rule, Section
from prereview.checklist.problems import InvalidChecklistError, Problem, did_you_mean
from prereview.checklist.profile import checked_settings
from prereview.checklist.question_builder import QuestionBuilder
from prereview.checklist.rule_builder import RuleBuilder
from prereview.checklist.schema import shape_problems
from prereview.checklist.source import Place, Source, read_source
from prereview.checklist.variants import variants_of
from prereview.dossier.facts import Value
from prereview.errors import ChecklistError, UsageError

HEADER = "checklist.yaml"


def checklist_folders() -> tuple[Path, ...]:
    """Where checklists are looked for by id: the source tree, else the installed package."""
    package = Path(prereview.__file__).parent
    in_source_tree = (package.parent / "pyproject.toml").is_file()
    folder = package.parent / "checklists" if in_source_tree else package / "_checklists"
    return (folder,) if folder.is_dir() else ()


def load_checklist(id_or_path: str | Path) -> Checklist:
    """Load a checklist by id (`hnte-2016`), folder or file.

    Raises `ChecklistError` when there is none, and `InvalidChecklistError` with
    all faults and their lines when it is not valid.
    """
    return _Loader().load(_locate(str(id_or_path), beside=None))


def _locate(id_or_path: str, beside: Path | None) -> Path:
    """The header file of a checklist; `beside` is the folder of one that extends it."""
    given = Path(id_or_path)
    nearby = [beside / given, beside.parent / given] if beside else []
    by_id = [folder / id_or_path for folder in checklist_folders()]
    for candidate in (given, *nearby, *by_id):
        if candidate.is_dir() and (candidate / HEADER).is_file():
            return candidate / HEADER
        if candidate.is_file():
            return candidate
    if given.is_dir():
        remedy = "请指定含有该文件的文件夹，或一个 YAML 文件"
        raise ChecklistError(f"文件夹“{id_or_path}”中没有 {HEADER}", remedy=remedy)
    known = available_checklists()
    hint = did_you_mean(id_or_path, known) or f"可用：{'、'.join(known) or '无'}；也可给出文件或文件夹的路径"
    raise ChecklistError(f"找不到检查清单“{id_or_path}”", remedy=hint)


def available_checklists() -> tuple[str, ...]:
    """Ids that `load_checklist` knows without a path."""
    found = {header.parent.name for folder in checklist_folders() for header in folder.glob(f"*/{HEADER}")}
    return tuple(sorted(found))


class _Loader:
    """Reads the files of one checklist and gathers the faults of all of them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.extended: list[Path] = []

    def load(self, header: Path) -> Checklist:
        checklist = self._load(header)
        if self.problems or checklist is None:
            raise InvalidChecklistError(self.problems)
        return checklist

    def _load(self, header: Path) -> Checklist | None:
        self.extended.append(header.resolve())
        source = self._read(header)
        if source is None:
            return None
        parts = [source, *self._rule_files(source)]
        sections = tuple(_sections(parts))
        rules = tuple(self._rules(parts))
        own = Checklist(
            id=source.data.get("id", header.stem),
            title=source.data.get("title", sections[0].title if sections else header.stem),
            version=source.data.get("version", "0"),
            sections=sections,
            rules=rules,
            questions=tuple(self._questions(parts)),
            profile=self._profile(source),
        )
        return self._extend(source, own) if "extends" in source.data else own

    def _read(self, file: Path) -> Source | None:
        try:
            source = read_source(file)
        except InvalidChecklistError as error:
            self.problems += error.problems
            return None
        faults = tuple(shape_problems(source))
        self.problems += faults
        return None if faults else source

    def _rule_files(self, header: Source) -> Iterator[Source]:
        for index, name in enumerate(header.data.get("files", ())):
            file = header.file.parent / name
            if not file.is_file():
                there = [f.name for f in header.file.parent.glob("*.yaml")]
                self._fault(header, ("files", index), f"找不到文件“{name}”", did_you_mean(name, there))
                continue
            source = self._read(file)
            if source is None:
                continue
            if not source.data.keys() & {"rules", "questions"} or "files" in source.data:
                self._fault(source, (), "规则文件须有 section 和 rules（或 questions），且不再引用其他文件")
                continue
            yield source

    def _rules(self, parts: list[Source]) -> Iterator[Rule]:
        seen: dict[str, Problem] = {}
        for source in parts:
            if "rules" not in source.data:
                continue
            builder = RuleBuilder(source, source.data["section"]["id"])
            for index, raw in enumerate(source.data["rules"]):
                place: Place = ("rules", index, "id")
                first = seen.setdefault(raw["id"], source.problem(place, ""))
                if first.file != source.file or first.line != source.line(*place):
                    seen_at = f"已见于 {first.file.name} 第 {first.line} 行"
                    self._fault(source, place, f"规则编号“{raw['id']}”重复", seen_at)
                for variant in variants_of(raw, ("rules", index)):
                    rule = builder.build(variant)
                    if rule:
                        yield rule
            self.problems += builder.problems

    def _questions(self, parts: list[Source]) -> Iterator[QuestionRule]:
        seen: set[str] = set()
        for source in parts:
            builder = QuestionBuilder(source)
            for index, raw in enumerate(source.data.get("questions", ())):
                if raw["id"] in seen:
                    self._fault(source, ("questions", index, "id"), f"问题编号“{raw['id']}”重复")
                seen.add(raw["id"])
                question = builder.build(raw, ("questions", index))
                if question:
                    yield question
            self.problems += builder.problems

    def _profile(self, source: Source) -> Mapping[str, Value]:
        try:
            return checked_settings(source.data.get("profile", {}))
        except UsageError as error:
            self._fault(source, ("profile",), error.message, error.remedy)
            return {}

    def _extend(self, source: Source, own: Checklist) -> Checklist | None:
        try:
            header = _locate(source.data["extends"], beside=source.file.parent)
        except ChecklistError as error:
            self._fault(source, ("extends",), error.message, error.remedy)
            return None
        if header.resolve() in self.extended:
            self._fault(source, ("extends",), "检查清单互相引用", "请去掉其中一处 extends")
            return None
        base = self._load(header)
        if base is None:
            return None
        known = [*(rule.id for rule in base.rules), *(question.id for question in base.questions)]
        disabled = source.data.get("disable", ())
        for index, rule_id in enumerate(disabled):
            if rule_id not in known:
                hint = did_you_mean(rule_id, known)
                self._fault(source, ("disable", index), f"“{base.id}”中没有规则“{rule_id}”", hint)
        return _merged(base, own, frozenset(disabled))

    def _fault(self, source: Source, place: Place, message: str, suggestion: str | None = None) -> None:
        self.problems.append(source.problem(place, message, suggestion))


def _sections(parts: list[Source]) -> Iterator[Section]:
    seen: set[str] = set()
    for source in parts:
        section = source.data.get("section")
        if section and section["id"] not in seen:
            seen.add(section["id"])
            yield Section(section["id"], section["title"])


def _merged(base: Checklist, own: Checklist, disabled: frozenset[str]) -> Checklist:
    """`own` on top of `base`: a rule with a known id takes its place, a new one follows its section."""
    sections = {s.id: s for s in (*base.sections, *own.sections)}
    by_id = {rule.id: checklist.variants(rule.id) for checklist in (base, own) for rule in checklist.rules}
    rules = [rule for rule_id, variants in by_id.items() if rule_id not in disabled for rule in variants]
    order = {section_id: index for index, section_id in enumerate(sections)}
    questions = {question.id: question for question in (*base.questions, *own.questions)}
    return msgspec.structs.replace(
        own,
        sections=tuple(sections.values()),
        rules=tuple(sorted(rules, key=lambda rule: order[rule.section])),
        questions=tuple(q for q in questions.values() if q.id not in disabled),
        profile={**base.profile, **own.profile},
    )
