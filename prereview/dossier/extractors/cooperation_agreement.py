"""产学研协议和委托开发合同: with whom the firm works, since when, for how long, for how much.

Promised: the parties as printed, the day of signature, the period, an amount
stated as a total. A partner that is a university or institute makes it a
cooperation of industry and science; so does a title that says so.

Refused: which party is the applicant is said only where the other one is a
university or institute; amounts per year or per instalment are no total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.papers import known_name, last_day, lines_of
from prereview.dossier.extractors.project_papers import DATE
from prereview.dossier.extractors.sealing import sealing_of
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labelled import Found, find_labelled, first_day, first_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.kinds import KIND_TITLES
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import MONEY, parse_amount
from prereview.dossier.values.dates import Day, read_period

_LABELS: dict[str, tuple[str, ...]] = {
    "first": (
        "甲方",
        "委托方(甲方)",
        "甲方(委托方)",
        "委托方",
        "委托人",
        "委托人(甲方)",
        "甲方(盖章)",
        "甲方单位",
        "甲方名称",
    ),
    "second": (
        "乙方",
        "受托方(乙方)",
        "乙方(受托方)",
        "受托方",
        "研究开发方",
        "受托人",
        "受托人(乙方)",
        "研究开发人",
        "合作方",
        "乙方(盖章)",
        "乙方单位",
        "乙方名称",
    ),
    "third": ("丙方", "丙方(盖章)"),
    "project": (
        "项目名称",
        "合作项目",
        "合作项目名称",
        "开发项目",
        "研究项目",
        "课题名称",
        "合同项目",
        "委托事项(项目名称)",
    ),
    "signed": ("签订日期", "签订时间", "签署日期", "签约日期", "签约时间", "合同签订日期", "签字日期"),
    "number": ("合同编号", "协议编号", "合同登记编号", "合同登记号", "编号"),
    "period": (
        "有效期限",
        "合同有效期",
        "协议有效期",
        "合作期限",
        "合作时间",
        "协议期限",
        "研究期限",
        "履行期限",
        "合同期限",
        "有效期",
    ),
    "place": ("研究地点", "履行地点", "研究开发地点", "研发地点", "签订地点"),
    "": (
        "法定代表人",
        "代表",
        "授权代表",
        "联系人",
        "项目负责人",
        "电话",
        "地址",
        "通讯地址",
        "日期",
        "开户银行",
        "账号",
    ),
}

INSTITUTE = re.compile(r"大学|学院|研究院|研究所|科学院|研究中心|实验室|学校|医院")
_ORGANISATION = re.compile(
    r"(?:公司|集团|大学|学院|研究院|研究所|科学院|中心|实验室|学校|医院|事务所|合作社|厂|所|院)(?:\([^()]{1,12}\))?$"
)
_ASIDE = re.compile(r"\((?:盖章|公章|签章|章|签字|以下简称[^()]*|下称[^()]*)\)")
_COOPERATION = re.compile(r"产学研|校企|校地|院企|产研|联合|共建|合作")
_TOTAL = re.compile(
    rf"(?:合同|研究开发|研究|研发|项目|开发|合作)?(?:经费|费用|报酬|金额|价款)?(?:总额|总计|合计|总价|总金额|总费用|总经费)"
    rf"(?:\([^()]{{0,8}}\))?(?:为|共|是|计|:)*{MONEY}"
    rf"|(?:合同金额|合同价款|合同总价|研究经费|研究开发经费|开发费用|合作经费|项目经费|技术开发费)(?:为|共计|共|是|计|:)*"
    rf"{MONEY.replace('amount', 'other')}"
)
_EACH = re.compile(r"每年|每月|每季|年度|分期|首期|第[一二三]期|预付|支付$")
_FOR_THE_WORK = re.compile(r"经费|费用|报酬|金额|价款|总价|费(?:为|:|人民币)|提供$")
_PART = re.compile(
    r"首期|首付|预付|定金|第[一二三四]期|分期|尾款|余款|剩余|验收|[签生]\S?后|之?日起|[日天月]内|每|年度|违约|赔偿|罚|注册资本|奖励|税额|税金"
)
"""Clauses on a part of the sum, or on other money."""
_DAY = DATE.pattern.replace(r"\1", r"[-./]")
_TERM = re.compile(
    rf"(?:期限|有效期|起止|合作时间|履行期)[^。;]{{0,16}}?(?P<period>(?:自|从|由)?(?:{_DAY})起?(?:-|~|至|到)+(?:{_DAY}))"
)
_PLACE = re.compile(r"(?:研究|研发|履行|开发|工作)(?:开发)?地点(?:为|在|:)*(?P<place>[^。;]{2,40})")


class _Parties(NamedTuple):
    names: list[str]
    places: list[Snippet]


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record `agreements` and whether there is a cooperation of industry and science."""
    lines = lines_of(view.blocks)
    text = RunningText(lines)
    found = find_labelled(view.blocks, _LABELS)
    path = "agreements[1]"
    title = _title(lines)
    if title:
        facts.add(f"{path}.title", squash(title.text), title)
    parties = _parties(found)
    if parties.names:
        facts.add(f"{path}.parties", tuple(parties.names), *parties.places)
    _record_partner(facts, path, parties, title, view)
    project, number = first_of(found, "project", known_name), first_of(found, "number", _code)
    if project:
        facts.add(f"{path}.project", project[0], project[1])
    if number:
        facts.add(f"{path}.number", number[0], number[1])
    _record_days(facts, path, found, text, lines)
    _record_amount(facts, path, text)
    seals = sealing_of(view.pages)
    if seals.seals or seals.looked:
        facts.add(f"{path}.seals", len(seals.seals), *(place for _, place in seals.seals))
    where = text.find(_PLACE)
    if where:
        facts.add(f"{path}.place", where.match["place"], where.place)


def _title(lines: Sequence[Line]) -> Snippet | None:
    for line in lines[:6]:
        if re.search(r"(?:协议|合同)(?:书)?(?:\([^()]*\))?$", squash(line.text)):
            return snippet(line)
    return None


def _code(text: str) -> str | None:
    plain = squash(text)
    return plain if re.search(r"\d", plain) and len(plain) <= 40 else None


# ---- parties


def _parties(found: Found) -> _Parties:
    names: dict[str, Snippet] = {}
    for side in ("first", "second", "third"):
        for candidate in found.get(side, ()):
            name = _party(candidate.value.text)
            if name:
                names.setdefault(name, msgspec.structs.replace(candidate.value, text=name))
                break
    return _Parties(list(names), list(names.values()))


def _party(text: str) -> str | None:
    """The name a value begins with: as many of its lines as make up the name of an organisation."""
    name = ""
    for line in text.split("\n")[:3]:
        name += _ASIDE.sub("", squash(line))
        if _ORGANISATION.search(name):
            return name if len(name) <= 50 else None
    return None


def _record_partner(
    facts: FactCollector, path: str, parties: _Parties, title: Snippet | None, view: SectionView
) -> None:
    institutes = [i for i, name in enumerate(parties.names) if INSTITUTE.search(name) and "公司" not in name]
    firms = [i for i in range(len(parties.names)) if i not in institutes]
    if institutes:
        facts.add(f"{path}.partner", parties.names[institutes[0]], parties.places[institutes[0]])
    if institutes and len(firms) == 1:
        name, place = parties.names[firms[0]], parties.places[firms[0]]
        facts.add(f"{path}.firm_name", name, place)
        facts.add(f"firm_names[{KIND_TITLES[view.kind].replace('/', '、')}].name", name, place)
    if institutes:
        facts.add("management.cooperation", True, *([title] if title else []), parties.places[institutes[0]])
    elif title and _COOPERATION.search(squash(title.text)):
        facts.add("management.cooperation", True, title)


# ---- days and money


def _record_days(
    facts: FactCollector, path: str, found: Found, text: RunningText, lines: Sequence[Line]
) -> None:
    signed = first_day(found, "signed") or last_day(lines)
    if signed:
        facts.add(f"{path}.signed_on", signed[0], signed[1])
    period = first_of(found, "period", _both)
    term = text.find(_TERM)
    if term:
        start, end = read_period(term.match["period"])
        place = term.place
    elif period:
        (start, end), place = period
    else:
        return
    facts.add(f"{path}.started_on", start, place)
    facts.add(f"{path}.ended_on", end, place)


def _both(text: str) -> tuple[Day | None, Day | None] | None:
    start, end = read_period(text)
    return (start, end) if start and end else None


def _record_amount(facts: FactCollector, path: str, text: RunningText) -> None:
    """An amount stated as the total, once."""
    for find in text.finds(_TOTAL):
        if _EACH.search(text.clause_before(find.match.start())):
            continue
        yuan = parse_amount(find.match["amount"] or find.match["other"])
        if yuan is not None:
            facts.add_money(f"{path}.amount", yuan, find.place)
            return
    sums = dict(_sums(text))
    if len(sums) == 1:
        [(yuan, place)] = sums.items()
        facts.add_money(f"{path}.amount", yuan, place)


def _sums(text: RunningText) -> Iterator[tuple[Decimal, Snippet]]:
    """The sums of money that a paper gives for the work; no parts of payments, penalties and the like."""
    for find in text.finds(MONEY):
        yuan = parse_amount(find.match["amount"])
        clause = text.clause_before(find.match.start())
        if yuan and _FOR_THE_WORK.search(clause) and not _PART.search(clause):
            yield yuan, find.place
