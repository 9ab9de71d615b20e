"""Labels of which a scan misread a character."""

from __future__ import annotations

import pytest

from prereview.dossier.finders.lexicon import LabelBook

BOOK = LabelBook(
    {
        "current": ("流动负债合计",),
        "profit": ("利润总额",),
        "all": ("负债和所有者权益总计",),
        "debt": ("负债合计",),
    },
    others=("非流动负债合计", "净利润总额"),
)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("流动负债合计", "current"),
        ("三、利润总额（亏损总额以“-”号填列）", "profit"),
        ("流动负债台计", "current"),
        ("负债和所有者权益忘计", "all"),
        ("负债和所有者权溢忘计", "all"),
        ("非流动负债合计", None),
        ("利润忘额", None),
        ("负债台计", None),
        ("动负债合计", "current"),
        ("净利润总额", None),
        ("应付账款", None),
        ("", None),
    ],
)
def test_name_of(printed: str, name: str | None):
    assert BOOK.name_of(printed) == name


def test_as_near_to_two_labels_is_neither():
    book = LabelBook({"a": ("期末余额甲",), "b": ("期初余额甲",)})
    assert book.name_of("期木余额甲") is None


def test_knows_is_to_the_letter():
    assert BOOK.knows("非流动负债合计")
    assert not BOOK.knows("流动负债台计")


def test_shorter_labels_on_request():
    book = LabelBook({"profit": ("利润总额",), "middle": ("中级职称",), "high": ("高级职称",)}, shortest=4)
    assert book.name_of("利润忘额") == "profit"
    assert book.name_of("申级职称") is None
