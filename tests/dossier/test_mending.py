"""Misread labels and columns that ran together, on made-up lines of scans."""

from __future__ import annotations

import pytest

from prereview.dossier.finders.labels import cut_labels
from prereview.dossier.finders.mending import mend
from tests.dossier.pages import line

LABELS = {
    "number": ("专利号",),
    "owners": ("专利权人",),
    "address": ("地址", "住所"),
    "applied": ("专利申请日",),
    "granted": ("授权公告日",),
    "publication": ("授权公告号",),
}


def cut(*texts, method="ocr"):
    lines = [line(text, top=100 + 30 * i, method=method) for i, text in enumerate(texts)]
    return {name: found.text for name, found in cut_labels(mend(lines, LABELS), LABELS).items()}


@pytest.mark.parametrize(
    ("printed", "name", "value"),
    [
        ("专fll号：ZL1", "number", "ZL1"),
        ("专 Al 权 人：甲公司", "owners", "甲公司"),
        ("地ik：杭州市", "address", "杭州市"),
        ("住主 所  杭州市", "address", "杭州市"),
        ("专利申清日：2022年6月29日", "applied", "2022年6月29日"),
        ("专利申请曰2022年6月29日", "applied", "2022年6月29日"),
    ],
)
def test_a_label_one_character_off(printed, name, value):
    assert cut(printed) == {name: value}
    assert name not in cut(printed, method="text")


def test_a_label_between_two_others_is_neither():
    assert cut("授权公告臣：2022年6月29日") == {}


@pytest.mark.parametrize("text", ["专利证书：甲", "地铁：一号线", "专业人员：甲"])
def test_another_word_is_no_label(text):
    assert cut(text) == {}


def test_a_second_column_in_the_middle_of_a_line():
    assert cut("专利号:ZL202210690936.6授权公告号:CN111963061B") == {
        "number": "ZL202210690936.6",
        "publication": "CN111963061B",
    }
