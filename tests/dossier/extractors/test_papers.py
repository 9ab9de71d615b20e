"""Names of firms as the labels of a paper give them."""

from __future__ import annotations

import pytest

from prereview.dossier.extractors.papers import firm_name

NAME = "合肥示例材料有限公司"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        (NAME, NAME),
        (f"{NAME}单位编号:4201B0083761", NAME),
        (f"{NAME}社会信用代码：91340100MA", NAME),
        (f"{NAME} 单位:万元", NAME),
        (f"{NAME}(加盖企业公章) 2024年3月8日", NAME),
        (f"（盖章）{NAME}", NAME),
        (f"{NAME}2024年06月13日", NAME),
        (f"{NAME}芜湖分公司参保险种:", f"{NAME}芜湖分公司"),
        ("示例厂房设备有限公司单位编号:42", "示例厂房设备有限公司"),
        ("——", None),
    ],
)
def test_the_name_ends_where_something_else_begins(printed: str, name: str | None):
    assert firm_name(printed) == name
