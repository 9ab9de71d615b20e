"""A whole application package out of a seed: its files and the findings it must give."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from importlib import import_module
from random import Random

import msgspec

from samples.generator.documents.sheet import Built, Sheet
from samples.generator.flaws import FLAWS
from samples.generator.invent import invent
from samples.generator.layout import pdf, word
from samples.generator.layout.blocks import Break, Paper
from samples.generator.layout.scan import scan
from samples.generator.model import Dossier
from samples.generator.planting import Planting, unchanged
from samples.generator.style import Style, draw_style

DOCUMENTS = (
    "contents", "application", "licence", "certificates", "rd_files", "conversion", "organisation", "ledger",
    "products", "special_rd", "special_income", "agency", "personnel", "audits", "tax",
)  # fmt: skip
"""Modules of `documents`, in the order of a package."""

FOLDERS = (
    ("contents", ""),
    ("application", "申请书"),
    ("licence", "营业执照与承诺书"),
    ("rights", "知识产权"),
    ("rd", "研发项目"),
    ("conversions", "科技成果转化"),
    ("organisation", "研发组织管理"),
    ("products", "高新技术产品"),
    ("special", "专项审计"),
    ("personnel", "职工和科技人员"),
    ("audits", "财务审计报告"),
    ("tax", "纳税申报表"),
)


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a package, by path, and what was planted in it."""

    dossier: Dossier
    style: Style
    files: dict[str, bytes]
    planted: dict[str, Planting]
    """By name of the mistake."""


def make_package(
    seed: int,
    flaws: Sequence[str] = (),
    *,
    trade: str | None = None,
    style: Style | None = None,
    change: Callable[[Dossier], Dossier] = unchanged,
    kinds: Container[str] | None = None,
) -> Package:
    """The package of a firm.

    Args:
        seed: the firm, its figures and the looks of its papers
        flaws: names of mistakes (`flaws.FLAWS`) to plant in it
        trade: name of a file under `trades/`; drawn from the seed without it
        style: looks; drawn from the seed without it
        change: what is to be different about the firm, before any mistake
        kinds: kinds of papers (`Sheet.kind`) to make; all without it

    Raises KeyError for an unknown mistake.
    """
    dossier = change(invent(seed, trade))
    style = style or draw_style(Random(f"style {seed}"))
    planted = {name: FLAWS[name](dossier, Random(f"{name} {seed}")) for name in flaws}
    files: dict[str, bytes] = {}
    merged: dict[str, list[tuple[Sheet, Paper]]] = {}
    for sheet in sheets(dossier):
        if any(sheet.id in planting.dropped for planting in planted.values()):
            continue
        if kinds is not None and sheet.kind not in kinds:
            continue
        seen = dossier
        for planting in planted.values():
            if planting.concerns(sheet.id):
                seen = planting.change(seen)
        built = sheet.build(seen, style)
        as_word = any(sheet.id in planting.word for planting in planted.values())
        if as_word and isinstance(built, Paper):
            files[_path(sheet, style, "docx")] = word.render(built, dossier.firm.name)
            continue
        group = _merged_name(sheet, style)
        if group and isinstance(built, Paper):
            merged.setdefault(group, []).append((sheet, built))
        else:
            _add(files, sheet, built, seen, style)
    for name, papers in merged.items():
        first, paper = papers[0]
        blocks = [block for _, other in papers for block in (*other.blocks, Break())][:-1]
        whole = msgspec.structs.replace(paper, blocks=tuple(blocks), title=name)
        _add(files, msgspec.structs.replace(first, name=name), whole, dossier, style)
    return Package(dossier=dossier, style=style, files=files, planted=planted)


def sheets(dossier: Dossier) -> Iterator[Sheet]:
    """All papers of a package, in its order."""
    for name in DOCUMENTS:
        yield from import_module(f"samples.generator.documents.{name}").sheets(dossier)


def _merged_name(sheet: Sheet, style: Style) -> str:
    """Name of the file a paper shares with others; empty for a file of its own."""
    if sheet.kind not in style.merged or sheet.kind in style.word or _scanned(sheet, style):
        return ""
    return sheet.name.rpartition("_")[0] if sheet.folder == "rd" else "科技成果转化证明材料"


def _add(files: dict[str, bytes], sheet: Sheet, built: Built, dossier: Dossier, style: Style) -> None:
    """Renders a paper and files it."""
    if isinstance(built, Paper) and sheet.kind in style.word and not _scanned(sheet, style):
        files[_path(sheet, style, "docx")] = word.render(built, dossier.firm.name)
        return
    data = pdf.render(built) if isinstance(built, Paper) else built
    if _scanned(sheet, style):
        name = f"{dossier.seed} {sheet.id}"
        data = scan(data, name, grey=Random(f"grey {name}").random() < 0.25)
    files[_path(sheet, style, "pdf")] = data


def _scanned(sheet: Sheet, style: Style) -> bool:
    kinds = {"certificate": "certificates"}
    return sheet.id in style.scanned or kinds.get(sheet.kind, sheet.kind) in style.scanned


def _path(sheet: Sheet, style: Style, ending: str) -> str:
    number, title = next((i, title) for i, (key, title) in enumerate(FOLDERS) if key == sheet.folder)
    name = f"{sheet.name}.{ending}"
    if not title or style.folders == "flat":
        return name if not title else f"{number:02d}-{name}"
    mark = {"spaced": f"{number:02d} ", "underscored": f"{number:02d}_", "dotted": f"{number}."}[
        style.folders
    ]
    return f"{mark}{title}/{name}"
