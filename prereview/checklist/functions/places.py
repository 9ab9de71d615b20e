"""Places in addresses and in 统一社会信用代码: coarse, for hints only.

An address without the wanted part gives the empty text; nothing is guessed from
a street or a firm's name.
"""

from __future__ import annotations

import re

from prereview.checklist.functions.arguments import text_of

_PROVINCES = {
    "11": "北京",
    "12": "天津",
    "13": "河北",
    "14": "山西",
    "15": "内蒙古",
    "21": "辽宁",
    "22": "吉林",
    "23": "黑龙江",
    "31": "上海",
    "32": "江苏",
    "33": "浙江",
    "34": "安徽",
    "35": "福建",
    "36": "江西",
    "37": "山东",
    "41": "河南",
    "42": "湖北",
    "43": "湖南",
    "44": "广东",
    "45": "广西",
    "46": "海南",
    "50": "重庆",
    "51": "四川",
    "52": "贵州",
    "53": "云南",
    "54": "西藏",
    "61": "陕西",
    "62": "甘肃",
    "63": "青海",
    "64": "宁夏",
    "65": "新疆",
}
"""First two digits of an administrative division (GB/T 2260), mainland only."""

_PROVINCE = re.compile("|".join(_PROVINCES.values()))
_MUNICIPALITY = re.compile(r"^(北京|天津|上海|重庆)市?")
_CITY = re.compile(
    r"^(?:.{2,6}?(?:省|自治区|特别行政区))?([\u4e00-\u9fff]{2,7}?(?:市|自治州|地区|盟))(?![场政民])"
)


def province_of_code(code: str) -> str:
    """Province in which a credit code was given, by its digits 3 and 4; empty text when it has none."""
    return _PROVINCES.get(text_of(code)[2:4], "")


def province_of(address: str) -> str:
    """Province an address begins with; empty text when it begins with none."""
    found = _PROVINCE.match(text_of(address).strip())
    return found.group() if found else ""


def city_of(address: str) -> str:
    """City of an address (`浙江省杭州市…` → 杭州市); empty text when none is written."""
    text = "".join(text_of(address).split())
    municipality = _MUNICIPALITY.match(text)
    if municipality:
        return f"{municipality.group(1)}市"
    found = _CITY.match(text)
    return found.group(1) if found else ""
