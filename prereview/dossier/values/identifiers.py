"""Numbers of firms and registered rights: one normal form each, and what is wrong with it.

Normalising keeps a wrong number as printed (a wrong check digit is a finding, so
it must survive); only a text that has not the shape at all gives None. Reasons
are Chinese, for people. Sources: GB 32100-2015 (统一社会信用代码), 专利申请号标准
ZC 0006-2003, numbering practice of the copyright and layout-design registers.
"""

from __future__ import annotations

import re
from datetime import date

from stdnum.cn import uscc

from prereview.dossier.values.characters import normal, tight

# ---- 统一社会信用代码

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_COPY_NUMBER = re.compile(r"\((?:副本号?)?[:\s]*\d+\s*-\s*\d+\)")
_CODE_RUN = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{15,20}(?![0-9A-Z])")


def normalise_uscc(text: str) -> str | None:
    """The code in a text, upper case without blanks or copy number; None when there is none.

    A code with a character too many or too few is returned as printed.
    """
    plain = _COPY_NUMBER.sub("", normal(text).upper())
    glued = plain.replace(" ", "").replace("-", "")
    runs = [r for form in (plain, glued) for r in _CODE_RUN.findall(form) if sum(map(str.isdigit, r)) >= 8]
    whole = [r for r in runs if len(r) == 18]
    valid_head = [r[:18] for r in runs if uscc_problem(r[:18]) is None]
    return next(iter((*whole, *valid_head, *runs)), None)


def uscc_problem(code: str) -> str | None:
    """What is wrong with a 统一社会信用代码, in Chinese; None when shape and check character fit."""
    plain = tight(code).upper().replace("-", "")
    if len(plain) != 18:
        return f"应为 18 位，实为 {len(plain)} 位"
    for place, character in enumerate(plain, 1):
        if character not in _USCC_ALPHABET:
            return f"第 {place} 位“{character}”不是代码允许的字符（数字和除 I、O、S、V、Z 以外的大写字母）"
    if not plain[2:8].isdigit():
        return "第 3 至 8 位（登记机关行政区划码）应为数字"
    expected = uscc.calc_check_digit(plain[:17])
    return None if plain[17] == expected else f"第 18 位校验码应为 {expected}，实为 {plain[17]}"


def organisation_part_holds(code: str) -> bool:
    """Whether the 9 characters of GB 11714 inside a 统一社会信用代码 satisfy their own check.

    A few genuine old codes do not: this only supports a reading, it refutes none.
    """
    body, check = code[8:16], code[16:17]
    values = [_ORGANISATION_ALPHABET.find(character) for character in body]
    if len(body) != 8 or -1 in values:
        return False
    rest = 11 - sum(v * w for v, w in zip(values, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return check == {10: "X", 11: "0"}.get(rest, str(rest))


# ---- 专利号

_PATENT_KINDS = {
    "1": "发明专利",
    "8": "发明专利",
    "2": "实用新型专利",
    "9": "实用新型专利",
    "3": "外观设计专利",
}
_PREFIX = r"(?P<prefix>Z[LI1]|2L|CN)?"
_POINT = r"(?P<point>[.,·。])?"
_PATENT_LONG = re.compile(
    rf"(?<![0-9A-Z]){_PREFIX}(?P<body>(?:19|20)\d{{10}}){_POINT}(?P<check>[0-9X])(?![0-9A-Z])"
)
_PATENT_SHORT = re.compile(rf"(?<![0-9A-Z.]){_PREFIX}(?P<body>\d{{8}}){_POINT}(?P<check>[0-9X])(?![0-9A-Z])")
_PUBLICATION = re.compile(r"CN(?P<body>\d{7}|\d{9})(?P<letter>[A-Z])")
_FIRST_PATENT_YEAR = 1985


def patent_number(text: str) -> str | None:
    """A patent or application number as `ZL202210690936.6`, old ones as `ZL95113265.2`; None otherwise.

    Takes the forms that occur: with or without `ZL`, `CN`, blanks and point. The
    check digit is not tested here. Publication numbers (`CN…B`) are refused.
    """
    plain = tight(text).upper()
    match = _PATENT_LONG.search(plain)
    if match is None:
        match = _PATENT_SHORT.search(plain)
        if match is None or not (match["point"] or (match["prefix"] or "CN") != "CN"):
            return None
    return f"ZL{match['body']}.{match['check']}"


def patent_number_problem(number: str, latest_year: int | None = None) -> str | None:
    """What is wrong with a patent number, in Chinese; None when it is sound.

    `latest_year` bounds the year inside the number (default: the present year).
    """
    normalised = patent_number(number)
    if normalised is None:
        publication = _PUBLICATION.fullmatch(tight(number).upper())
        if publication:
            return f"这是{'申请公布号' if publication['letter'] == 'A' else '授权公告号'}，不是专利号"
        return "位数或格式不符：应为 ZL、12 位数字、小数点和 1 位校验码"
    body, check = normalised[2:].split(".")
    kind = _kind_digit(body)
    if len(body) == 12 and not _FIRST_PATENT_YEAR <= int(body[:4]) <= (latest_year or date.today().year):
        return f"年份 {body[:4]} 超出范围"
    if kind not in _PATENT_KINDS:
        return f"第 {5 if len(body) == 12 else 3} 位种类号 {kind} 不存在（应为 1、2、3、8、9）"
    expected = _patent_check(body)
    return None if check == expected else f"校验位应为 {expected}，实为 {check}"


def patent_kind(number: str) -> str | None:
    """发明专利, 实用新型专利 or 外观设计专利 by the kind digit; None when the number does not tell."""
    normalised = patent_number(number)
    return _PATENT_KINDS.get(_kind_digit(normalised[2:-2])) if normalised else None


def _kind_digit(body: str) -> str:
    return body[4] if len(body) == 12 else body[2]


def _patent_check(body: str) -> str:
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    rest = sum(int(d) * w for d, w in zip(body, weights, strict=False)) % 11
    return "X" if rest == 10 else str(rest)


def publication_number(text: str) -> str | None:
    """A publication or grant announcement number: `CN111472379B`; None otherwise."""
    match = re.search(rf"(?<![0-9A-Z]){_PUBLICATION.pattern}(?![0-9A-Z])", tight(text).upper())
    return match[0] if match else None


# ---- 软件著作权、布图设计、植物新品种

_SOFTWARE = re.compile(r"(?<![0-9A-Z第])(?P<year>(?:19|20)\d{2})SR(?P<serial>\d{5,8})(?![0-9A-Z])")
_LAYOUT = re.compile(r"(?<![0-9A-Z])BS\.?(?P<body>\d{8}\.[\dX]|\d{9})(?![0-9A-Z.])")
_VARIETY = re.compile(r"(?<![0-9A-Z])(?:CNA\d{11}|CNA\d{8}\.\d)(?![0-9A-Z.])")
_FOREST_VARIETY = re.compile(r"20\d{6}")
_PATENT_CERTIFICATE = re.compile(r"证书号:?第?(\d{5,8})号")
_SOFTWARE_CERTIFICATE = re.compile(r"软著登字第(\d{7,8})号")


def software_number(text: str) -> str | None:
    """登记号 of a software copyright: `2022SR1653698`; None otherwise (流水号, 证书号)."""
    match = _SOFTWARE.search(tight(text).upper())
    return match[0] if match else None


def software_number_problem(number: str, latest_year: int | None = None) -> str | None:
    """What is wrong with a 登记号, in Chinese; None when it is sound.

    The serial has 7 digits since 2018 or so and had 5 or 6 before; the years
    between are not tested.
    """
    normalised = software_number(number)
    if normalised is None:
        return "格式不符：应为 4 位年份、SR 和 5 至 7 位数字"
    year, serial = normalised.split("SR")
    if int(year) > (latest_year or date.today().year):
        return f"年份 {year} 超出范围"
    if int(year) >= 2019 and len(serial) != 7:
        return f"{year} 年的登记号 SR 后应为 7 位数字，实为 {len(serial)} 位"
    if int(year) <= 2016 and len(serial) > 6:
        return f"{year} 年的登记号 SR 后应为 5 至 6 位数字，实为 {len(serial)} 位"
    return None


def layout_number(text: str) -> str | None:
    """登记号 of a layout design: `BS.175539928` or, older, `BS.12520520.2`; None otherwise."""
    match = _LAYOUT.search(tight(text).upper())
    return f"BS.{match['body']}" if match else None


def variety_number(text: str) -> str | None:
    """品种权号: `CNA20191006012`, `CNA20080123.4`, or 8 digits for forest plants; None otherwise."""
    plain = tight(text).upper()
    match = _VARIETY.search(plain)
    if match:
        return match[0]
    return plain if _FOREST_VARIETY.fullmatch(plain) else None


def patent_certificate_number(text: str) -> str | None:
    """The running number of a patent certificate: `证书号第7668232号` → `7668232`."""
    match = _PATENT_CERTIFICATE.search(tight(text))
    return match[1] if match else None


def software_certificate_number(text: str) -> str | None:
    """证书号 of a software certificate: `软著登字第4317518号`; None otherwise."""
    match = _SOFTWARE_CERTIFICATE.search(tight(text))
    return match[0] if match else None


def right_key(text: str) -> str | None:
    """The number that names a right across documents, whatever its kind; None when there is none."""
    return patent_number(text) or software_number(text) or layout_number(text) or variety_number(text)


# ---- row numbers of the form: IP01, RD01, PS01

_ROW_LIST = re.compile(
    r"(?<![A-Z])(?P<prefix>[A-Z]{2,3})[-_]?(?P<first>\d{1,3})(?!\d)"
    r"(?:[-~至到]+(?:(?P<again>[A-Z]{2,3})[-_]?)?(?P<last>\d{1,3})(?!\d))?"
    r"(?P<more>(?:[、,;/和及]+\d{2}(?=[、,;/和及]|$))*)"
)
_MISREAD_ROW = re.compile(
    r"(?<![A-Z])(?P<prefix>N?[I1L|]P|RD|PS)(?P<number>(?=[OQIL|]*\d)[\dOQIL|]{2})(?![0-9A-Z])"
)
_MISREAD_DIGITS = str.maketrans("OQIL|", "00111")
_LARGEST_RANGE = 200


def row_numbers(text: str, prefix: str) -> tuple[str, ...]:
    """Row numbers with `prefix` in a list: `IP01、IP03-IP05、08` → IP01, IP03, IP04, IP05, IP08; `无` → ().

    A range counts when both ends carry the same prefix or the second carries none.
    Letters that a scan gives for digits after IP, RD or PS (`IPO1`) are read as those.
    """
    found: dict[str, None] = {}
    for match in _ROW_LIST.finditer(_MISREAD_ROW.sub(_as_read, tight(text).upper())):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if match["again"] and match["again"] != match["prefix"]:
            found |= {_row(match["prefix"], first): None, _row(match["again"], last): None}
        elif first <= last <= first + _LARGEST_RANGE:
            found |= dict.fromkeys(_row(match["prefix"], n) for n in range(first, last + 1))
        found |= dict.fromkeys(_row(match["prefix"], int(n)) for n in re.findall(r"\d+", match["more"]))
    return tuple(row for row in found if re.fullmatch(rf"{prefix}\d+", row))


def _as_read(match: re.Match[str]) -> str:
    prefix = re.sub(r"[1L|]P$", "IP", match["prefix"])
    return prefix + match["number"].translate(_MISREAD_DIGITS)


def _row(prefix: str, number: int) -> str:
    return f"{prefix}{number:02}"
