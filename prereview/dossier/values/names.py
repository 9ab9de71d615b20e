"""Names of organisations and things: when two are the same, and where one stands in a text.

Names are compared literally after folding width, brackets, white space and the
two zeros (T-NORM): 有限公司 and 有限责任公司 are different firms in law.
"""

from __future__ import annotations

import re
from functools import lru_cache

from prereview.dossier.values.characters import normal, tight

_ZERO = str.maketrans("〇○◯", "零零零")


@lru_cache(maxsize=8192)
def normalise_name(text: str) -> str:
    """The form in which names are compared: NFKC, no white space, 〇 as 零."""
    return tight(text).translate(_ZERO)


def same_name(a: str, b: str) -> bool:
    """Whether two texts are the same name."""
    return normalise_name(a) == normalise_name(b)


_ENDINGS = (
    r"(?:有限责任公司|股份有限公司|有限公司|集团公司)(?:[\u4e00-\u9fff]{2,8}分公司)?"
    r"|(?:会计师|税务师|律师)事务所(?:\((?:特殊普通合伙|普通合伙|有限合伙|有限公司)\)|有限责任公司|有限公司)?"
    r"|大学|研究院|研究所|研究中心|合作社"
)
_NAME = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9()·&]{{2,40}}?(?:{_ENDINGS})")

_PLACES = (
    "北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|"
    "陕西|甘肃|青海|宁夏|新疆|深圳|广州|杭州|南京|苏州|宁波|厦门|青岛|大连|成都|武汉|西安|长沙|郑州|合肥|济南|无锡|东莞|佛山|珠海|中国"
)
_LEAD_IN = re.compile(
    r".*(?:[甲乙丙供需]方|购买方|销售方|委托方|受托方|申请人|权利人|名称|单位|公司|审计了|由于|关于|以及|后附|[与及由向对给了被])"
    r"(?::|是|为)?"
)


def firm_names_in(text: str) -> tuple[str, ...]:
    """Names of organisations in running text, in order, each once.

    The beginning of a name is where a place name stands, else after the last
    word that cannot be part of one; a text without such a mark gives the run of
    characters before the ending. Not for deciding alone.
    """
    found: dict[str, None] = {}
    for run in re.split(r"[,。;:、!?\"“”《》<>\[\]【】\n]", normal(text)):
        for match in _NAME.finditer(run.replace(" ", "")):
            name = _without_lead_in(match[0])
            if name:
                found[name] = None
    return tuple(found)


def _without_lead_in(run: str) -> str | None:
    ending = re.search(rf"(?:{_ENDINGS})$", run)
    if ending is None:
        return None
    body = run[: ending.start()]
    place = re.search(rf"(?:{_PLACES})(?=[\u4e00-\u9fff(])", body)
    lead = _LEAD_IN.match(body, 0, place.start() if place else len(body))
    start = lead.end() if lead else 0
    body = body[start:] if len(body) - start >= 2 else body
    if body.count("(") != body.count(")"):
        body = body.rpartition("(")[2]
    return body + ending[0] if len(body) >= 2 else None
