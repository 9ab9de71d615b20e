"""Licences whose labels are a picture, so that only the values are text: what their shape tells.

Name, type, capital, term and the days of establishment and issue; persons, addresses
and scopes have no shape of their own. Such values are never quite sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.licence_lines import at_most, lone_days
from prereview.dossier.finders.matching import squash

UNLABELLED = 0.7
"""How sure a value without its label is at most, 0 to 1."""

_TYPE = (
    r"(?:一人)?有限责任公司(?:\(.+\)|分公司)?|股份有限公司\(.+\)|股份有限公司分公司"
    r"|(?:普通|特殊普通|有限)?合伙企业(?:\(.+\))?|个人独资企业|个体工商户|全民所有制|集体所有制"
)
TERM = re.compile(r"(?:自)?\d{4}年\d{1,2}月\d{1,2}日至(?:长期|永久|\d{4}年\d{1,2}月\d{1,2}日|无固定期限)")
_SHAPES = {
    "type": re.compile(_TYPE),
    "firm_name": re.compile(
        rf"(?!(?:{_TYPE})$)[\u4e00-\u9fffA-Za-z0-9()·]{{4,40}}(?:公司|厂|事务所|合作社|中心|研究院|研究所|分公司)(?:\(.+合伙\))?"
    ),
    "registered_capital": re.compile(
        r"(?:\(?人民币\)?)?(?:[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}[元圆]整?|\d[\d,.]*万(?:元|人民币|元人民币|元整)?)"
    ),
    "term": TERM,
}


def values_by_shape(lines: Sequence[Line]) -> dict[str, Snippet]:
    """The first line of each shape; the day that is not the last one is that of establishment."""
    found: dict[str, Snippet] = {}
    for line in lines:
        text = squash(line.text)
        for name, shape in _SHAPES.items():
            if name not in found and shape.fullmatch(text):
                found[name] = at_most(snippet(line), UNLABELLED)
    days = [lone for lone in lone_days(lines) if isinstance(lone.day, date)]
    if days:
        earlier = [lone for lone in days if lone.day != days[-1].day]
        if len({lone.day for lone in earlier}) == 1:
            found["established_on"] = at_most(earlier[0].place, UNLABELLED)
    return found
