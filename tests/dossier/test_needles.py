"""Patterns and the literals they cannot do without."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from prereview.dossier.classification.headings import squash
from prereview.dossier.classification.needles import Pattern, PatternIndex, pairs_of
from prereview.dossier.classification.patterns import entries


@pytest.mark.parametrize(
    ("source", "needles"),
    [
        ("立项报告$", {"立项报告"}),
        ("验收(结论|意见)", {"验收"}),
        ("(检测|检验)报告(书)?", {"报告"}),
        ("(供方|卖方)", {"供方", "卖方"}),
        ("票据|缴款书", {"票据", "缴款书"}),
        ("(研发)?项?目", set()),
        (r"\(54\)", {"(54)"}),
        ("^A10\\d{4}", {"a10"}),
        ("(?:合同|协议)编号:?([a-z0-9]{5})", {"编号"}),
        ("研发.{0,4}专项审计", {"专项审计"}),
    ],
)
def test_a_pattern_names_what_it_needs(source: str, needles: set[str]) -> None:
    assert {needle for _, needle in Pattern(source).needles} == needles


def test_needles_hide_no_match() -> None:
    titles = yaml.safe_load(Path(__file__).with_name("kind_titles.yaml").read_text(encoding="utf-8"))
    texts = [squash(title) for own in titles.values() for title in own]
    patterns = [
        p for e in entries() for p in (*e.starts, *e.parts, *e.annexes, *e.strong, *e.weak, *e.against)
    ]
    matched = 0
    for text in texts:
        pairs = pairs_of(text)
        for pattern in patterns:
            if pattern.search(text):
                matched += 1
                assert pattern.found_in(text, pairs), pattern.source
    assert matched > len(texts)


def test_an_index_finds_what_each_pattern_would() -> None:
    index = PatternIndex(
        (Pattern(source), source) for source in ("立项报告", "验收|结题", "(研发)?项?目", "专利")
    )
    text = "研发项目结题报告"
    assert list(index.found_in(text, pairs_of(text))) == ["验收|结题", "(研发)?项?目"]
