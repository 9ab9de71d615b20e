"""Check boxes in the ways they are printed, typed and misread."""

from __future__ import annotations

import pytest

from prereview.dossier.values.choices import is_choice, parse_choice, parse_flag, ticked_text


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


@pytest.mark.parametrize(
    ("printed", "option"),
    [
        ("☑企业自有技术 □其他企业技术 □引进技术本企业消化创新", "企业自有技术"),
        ("企业自有技术□ 其他企业技术☑", "其他企业技术"),
        ("□企业自有技术 □其他企业技术", None),
        ("☑企业自有技术 ☑其他企业技术", None),
        ("甲□乙☑丙", None),
    ],
)
def test_the_ticked_option_whatever_the_options(printed: str, option: str | None) -> None:
    assert is_choice(printed)
    assert ticked_text(printed) == option


def test_a_text_with_one_mark_is_no_choice() -> None:
    assert not is_choice("带□形截面的支架")
