"""Papers of invented firms: their tables have no holes, and each mistake shows in the papers it names."""

from __future__ import annotations

from random import Random

import pytest

from samples.generator.documents.certificates import sheets as certificates
from samples.generator.flaws import CHOSEN, FLAWS
from samples.generator.invent import invent
from samples.generator.layout.blocks import Cell, Paper, Signature, Table, Text, Title
from samples.generator.layout.fonts import available
from samples.generator.layout.grid import placed
from samples.generator.package import make_package, sheets
from samples.generator.style import SAMPLE_STYLE, draw_style

needs_fonts = pytest.mark.skipif(not available(), reason="the Chinese fonts of the samples are not installed")


def papers(seed: int, style=SAMPLE_STYLE):
    """Papers laid out in blocks; pages drawn by hand need fonts and are left out."""
    firm = invent(seed)
    drawn = {"licence", *(sheet.id for sheet in certificates(firm) if sheet.kind == "certificate")}
    return {sheet.id: sheet.build(firm, style) for sheet in sheets(firm) if sheet.id not in drawn}


@pytest.mark.parametrize("seed", range(6))
def test_tables_fill_their_grid(seed):
    built = papers(seed, draw_style(Random(seed)))
    tables = [b for paper in built.values() for b in paper.blocks if isinstance(b, Table)]
    assert len(tables) > 60
    for table in tables:
        assert len(list(placed(table))) == sum(len(row) for row in table.rows)


def test_a_row_that_does_not_fill_the_grid_is_refused():
    with pytest.raises(ValueError, match="fills 2 of 3"):
        list(placed(Table(rows=(("a", Cell(text="b")),), widths=(1, 1, 1))))


@pytest.mark.parametrize("seed", range(6))
def test_every_paper_of_the_list_is_there(seed):
    kinds = {name.split("/")[0] for name in papers(seed)}
    assert kinds >= {
        "contents",
        "application",
        "commitment",
        "receipts",
        "approval",
        "acceptance",
        "conversions",
    }
    assert kinds >= {
        "evidence",
        "overview",
        "rules",
        "cooperation",
        "ledger",
        "product",
        "test",
        "special_rd",
    }
    assert kinds >= {"special_income", "agency", "personnel", "insurance", "audit", "tax"}


def words_of(paper: Paper) -> str:
    """All text of a paper."""
    found = []
    for block in paper.blocks:
        if isinstance(block, Signature):
            found += block.lines
        elif isinstance(block, Text | Title):
            found.append(block.text + getattr(block, "note", ""))
        elif isinstance(block, Table):
            found += [cell.text for _, _, cell in placed(block)]
    return "\n".join(found)


@pytest.mark.parametrize("name", sorted(FLAWS))
def test_a_mistake_shows_in_the_papers_it_names_and_only_there(name):
    firm = invent(7)
    planting = FLAWS[name](firm, Random(name))
    known = {sheet.id: sheet for sheet in sheets(firm)}
    shown = [sheet for sheet in known.values() if planting.concerns(sheet.id)]
    assert shown or planting.dropped
    assert set(planting.dropped) <= set(known)
    changed = planting.change(firm)
    for sheet in shown:
        if sheet.kind == "certificate":
            assert changed.rights[sheet.id.split("/")[1]] != firm.rights[sheet.id.split("/")[1]]
        else:
            assert words_of(sheet.build(changed, SAMPLE_STYLE)) != words_of(sheet.build(firm, SAMPLE_STYLE))


def test_the_chosen_mistakes_cover_many_rules():
    firm = invent(7)
    rules = {FLAWS[name](firm, Random(name)).finding.rule for name in CHOSEN}
    assert len(rules) == len(CHOSEN) >= 12
    assert len({rule[:4] for rule in rules}) >= 9


@needs_fonts
def test_a_package_is_the_same_every_time():
    first, second = (make_package(3, ("narrative_missing", "acceptance_missing")) for _ in range(2))
    assert first.files == second.files
    assert len(first.files) > 30
    assert {data[:4] for data in first.files.values()} == {b"%PDF", b"PK\x03\x04"}


@needs_fonts
def test_an_unknown_mistake_is_refused():
    with pytest.raises(KeyError):
        make_package(3, ("no_such_mistake",))
