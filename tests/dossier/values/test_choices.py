"""Check boxes in the ways they are printed, typed and misread."""

from __future__ import annotations

import pytest

from prereview.dossier.values.choices import parse_choice, parse_flag


@pytest.mark.parametrize(
    ("printed", "answer"),
    [
        ("□是☑否", False),
        ("☑是 □否", True),
        ("■是□否", True),
        ("□是 √否", False),
        ("√是 否", True),
        ("是√ 否□", True),
        ("是□ 否☑", False),
        ("是 √否", False),
        ("是√ 否", True),
        ("[√]是 [ ]否", True),
        ("( )是 (√)否", False),
        ("●是 ○否", True),
        ("\uf0fe是 \uf0a8否", True),
        ("R是□否", True),
        ("□√是 □否", True),
        ("口是 区否", False),
        ("□有 ☑无", False),
        ("否", False),
        ("未发生", False),
        ("是√否", None),
        ("□是□否", None),
        ("☑是☑否", None),
        ("口是口否", None),
        ("☑工□否", None),
        ("□工☑否", None),
        ("☑是□工", True),
        ("是/否", None),
        ("", None),
        ("☑", None),
    ],
)
def test_flag(printed: str, answer: bool | None):
    assert parse_flag(printed) is answer


def test_named_options():
    options = {"国家": ("国家", "国家标准"), "行业": ("行业", "行业标准")}
    assert parse_choice("□国家 ☑行业", options) == "行业"
    assert parse_choice("行业标准", options) == "行业"
    assert parse_choice("地方标准", options) is None
