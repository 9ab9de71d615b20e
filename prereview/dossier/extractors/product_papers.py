"""高新技术产品（服务）材料: test reports and certificates of products.

Promised: which product, whose, since when and until when.

Refused: a maker or client is recorded as printed, not taken for the applicant;
a certificate without an end date has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec

from prereview.documents.model import Block, Line, Snippet, snippet
from prereview.dossier.extractors.papers import firm_name, known_name, last_day, lines_of, signatures
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labelled import Labelled, find_labelled, first_day, first_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.dates import Day, read_date, read_period
from prereview.dossier.values.names import firm_names_in

_REPORT: dict[str, tuple[str, ...]] = {
    "product": ("样品名称", "产品名称", "样品", "检测样品", "试样名称", "软件名称", "样品名称/型号"),
    "model": ("型号规格", "规格型号", "型号/规格", "型号", "产品型号", "规格"),
    "client": (
        "委托单位",
        "委托方",
        "委托人",
        "委托单位名称",
        "客户名称",
        "申请单位",
        "送检单位",
        "委托方名称",
        "送样单位",
        "受检单位",
    ),
    "maker": (
        "生产单位",
        "制造单位",
        "生产厂家",
        "制造商",
        "生产企业",
        "生产者",
        "制造厂商",
        "生产厂",
        "开发单位",
    ),
    "number": ("报告编号", "检验报告编号", "检测报告编号", "测试报告编号", "报告书编号", "编号", "No", "№"),
    "day": ("签发日期", "签发时间", "批准日期", "报告日期", "发布日期", "报告签发日期", "出具日期"),
    "lab": ("检测单位", "检验单位", "检测机构", "检验机构", "测试单位", "检验检测机构"),
    "conclusion": ("检测结论", "检验结论", "测试结论", "检验检测结论", "结论"),
    "": (
        "检测类别",
        "检验类别",
        "检测日期",
        "检验日期",
        "收样日期",
        "样品数量",
        "样品状态",
        "地址",
        "电话",
        "检测依据",
    ),
}
_SIGNED_OFF = re.compile(r"\(?(?:检验检测|检验|检测|测试|试验)专用章|(?:签发|批准|报告)日期:")
"""What a cell holds below the conclusion."""

_NUMBER_LINE = re.compile(
    r"(?:№|N(?:[o0]\.?|(?=:))|(?:检验|检测|测试)?报告编号(?:\([A-Za-z.]{2,12}\)|/?ReportNo\.?)?):?(?P<code>[A-Z0-9][A-Z0-9()/\-]{5,30})$"
)
_LAB = re.compile(
    r"[\u4e00-\u9fff()]{4,30}(?:中心|研究院|检验所|检测所|研究所|实验室)(?:\([\u4e00-\u9fff]{4,20}\))?"
)
_ORGANISATION = re.compile(r"(?:公司|集团|厂|研究院|研究所|中心|大学|学院)(?:\([^()]{1,12}\))?$")
_SEAL_BEHIND = re.compile(r"\([^()]{0,12}章\)$")
_MARK_BEHIND = re.compile(r"(?<=\d)(?:CMA|CNAS|CAL).*$")
"""The mark of accreditation that a scan gives on the line of the number."""

_CODE_AHEAD = re.compile(r"[A-Z0-9][A-Z0-9./\-]{5,30}(?=[\u4e00-\u9fff])(?!号|字|第|年)")
"""A code with the words of the next line behind it."""

_MARKS = ("CMA", "CNAS", "CAL", "MA")

_CERTIFICATE: dict[str, tuple[str, ...]] = {
    "firm": (
        "持证人",
        "持证单位",
        "企业名称",
        "单位名称",
        "公司名称",
        "获证组织",
        "获证组织名称",
        "申请人",
        "委托人",
        "注册人名称",
        "生产企业",
        "生产企业名称",
        "制造商",
        "组织名称",
        "申请企业",
        "申请单位",
        "申报企业",
        "申报单位",
        "完成单位",
        "制造单位",
        "名称",
    ),
    "product": (
        "产品名称",
        "认证产品",
        "软件名称",
        "产品名称及型号",
        "许可项目",
        "设备名称",
        "批准的计量器具",
        "产品名称和系列、规格、型号",
        "项目名称",
    ),
    "number": (
        "证书编号",
        "证号",
        "许可证编号",
        "注册证编号",
        "证书号",
        "注册证号",
        "编号",
        "备案号",
        "备案编号",
    ),
    "issued": (
        "颁证日期",
        "发证日期",
        "签发日期",
        "颁发日期",
        "批准日期",
        "首次发证日期",
        "发证时间",
        "初次获证日期",
    ),
    "until": (
        "有效期至",
        "有效期限",
        "有效期",
        "有效期限至",
        "有效期截止",
        "证书有效期",
        "有效日期至",
        "截止日期",
    ),
    "scope": ("认证范围", "覆盖范围", "许可范围", "经营范围", "适用范围", "认证覆盖范围", "资质等级"),
    "": ("注册地址", "地址", "住所", "统一社会信用代码", "生产地址", "发证机关", "法定代表人"),
}
_MADE = re.compile(
    r"(?:研制|开发|生产|研发|申报|制造)的[“\"《](?P<product>[^“”\"《》]{2,50})[”\"》][^。;]{0,20}(?:被?认定|评为|列入|通过)"
)
_FILED = re.compile(r"[\u4e00-\u9fff]{1,10}字[\[(]?20\d{2}[\])]?第?\d{1,6}号")
_NAME_BELOW = re.compile(r"(?:申请人|委托人|认证委托人|制造商|生产者)(?:的)?名称[及、和]地址:?$")
"""Certificates of compulsory certification print the name and the address below such a label."""
_CERTIFIED = re.compile(r"兹证明|特此证明|授予|认定")
_TITLE = re.compile(r"(?:证书|许可证|合格证|注册证|批件|核准证|登记证|备案凭证|证)(?:\([^()]*\))?$")


def extract_test_report(view: SectionView, facts: FactCollector) -> None:
    """Record `test_reports`."""
    record_test_report(view.blocks, facts, "test_reports[1]")


def record_test_report(blocks: Sequence[Block], facts: FactCollector, path: str) -> None:
    """Record one report, which may stand among the proofs of a conversion."""
    found = find_labelled(blocks, _REPORT)
    for party in ("client", "maker"):
        found[party] = [_up_to_its_end(labelled) for labelled in found.get(party, ())]
    lines = lines_of(blocks)
    for field in ("product", "model", "client", "maker", "lab", "conclusion"):
        value = first_of(found, field, known_name, _REPORT[field])
        said = _SIGNED_OFF.split(value[0])[0] if value else ""
        if value and said:
            facts.add(f"{path}.{field}", said.replace("(以下空白)", ""), value[1])
    number = first_of(found, "number", _code, _REPORT["number"]) or _number_of_report(lines)
    if number:
        facts.add(f"{path}.number", number[0], number[1])
    first_page = [line for line in lines if line.page == lines[0].page]
    day = first_day(found, "day", _REPORT["day"])
    day = day or last_day(first_page) or last_day(lines)
    if day:
        facts.add(f"{path}.dated_on", day[0], day[1])
    client = facts.value(f"{path}.client")
    if facts.value(f"{path}.lab") is None:
        for signed in signatures(lines):
            if signed.name != client:
                facts.add(f"{path}.lab", signed.name, signed.place)
                break
        else:
            _record_lab(first_page, facts, f"{path}.lab")
    marks = {mark: snippet(x) for x in first_page[:12] for mark in _MARKS if squash(x.text).startswith(mark)}
    if marks:
        facts.add(f"{path}.marks", tuple(marks), *marks.values())


def _up_to_its_end(labelled: Labelled) -> Labelled:
    """A party without the lines below it, where its first lines end as the name of an organisation does."""
    parts = labelled.value.text.split("\n")
    whole = next((n for n in range(1, len(parts)) if _ORGANISATION.search(squash("".join(parts[:n])))), None)
    if whole is None:
        return labelled
    return labelled._replace(value=msgspec.structs.replace(labelled.value, text="\n".join(parts[:whole])))


def _number_of_report(lines: list[Line]) -> tuple[str, Snippet] | None:
    """The number on a line of its own whose label has no colon or an English twin: `№ AB-2025-0417`."""
    for line in lines:
        match = _NUMBER_LINE.match(squash(line.text))
        code = _code(match["code"]) if match else None
        if code:
            return code, snippet(line)
    return None


def _record_lab(lines: list[Line], facts: FactCollector, path: str) -> None:
    """A body of inspection that is no firm, named on a line of its own on the first page."""
    for line in lines:
        name = _SEAL_BEHIND.sub("", squash(line.text))
        if _LAB.fullmatch(name):
            facts.add(path, name, snippet(line))
            return


def _code(text: str) -> str | None:
    plain = _MARK_BEHIND.sub("", squash(text))
    followed = _CODE_AHEAD.match(plain)
    plain = followed[0] if followed else plain
    return plain if re.search(r"\d{2}", plain) and len(plain) <= 40 else None


def extract_certificate(view: SectionView, facts: FactCollector) -> None:
    """Record `product_certificates`."""
    path = "product_certificates[1]"
    found = find_labelled(view.blocks, _CERTIFICATE)
    found["firm"] = [_up_to_its_end(labelled) for labelled in found.get("firm", ())]
    lines = lines_of(view.blocks)
    title = next((line for line in lines[:8] if _TITLE.search(squash(line.text))), None)
    if title:
        facts.add(f"{path}.title", squash(title.text), snippet(title))
    firm = first_of(found, "firm", firm_name, _CERTIFICATE["firm"]) or _certified(lines) or _addressee(lines)
    if firm:
        facts.add(f"{path}.firm_name", firm[0], firm[1])
    parsers: dict[str, Callable[[str], str | None]] = {
        "product": known_name,
        "number": _code,
        "scope": known_name,
    }
    for field, parse in parsers.items():
        value = first_of(found, field, parse, _CERTIFICATE[field])
        if value:
            facts.add(f"{path}.{field}", value[0], value[1])
    filed = next((line for line in lines[:6] if _FILED.fullmatch(squash(line.text))), None)
    if filed and facts.value(f"{path}.number") is None:
        facts.add(f"{path}.number", squash(filed.text), snippet(filed))
    made = RunningText(lines).find(_MADE)
    if made and facts.value(f"{path}.product") is None:
        facts.add(f"{path}.product", made.match["product"], made.place)
    days: dict[str, tuple[str, Callable[[str], Day | None]]] = {
        "issued_on": ("issued", read_date),
        "valid_until": ("until", _last_day_of),
    }
    for field, (label, read) in days.items():
        day: tuple[Day, Snippet] | None = first_of(found, label, read, _CERTIFICATE[label])
        if day:
            facts.add(f"{path}.{field}", day[0], day[1])


def _certified(lines: list[Line]) -> tuple[str, Snippet] | None:
    """The firm on the line after 兹证明, or the first line that is a firm's name."""
    text = RunningText(lines)
    for signed in signatures(lines):
        before = text.text[: text.text.find(squash(signed.name))]
        if _CERTIFIED.search(before[-24:]):
            return signed.name, signed.place
    return None


def _addressee(lines: list[Line]) -> tuple[str, Snippet] | None:
    """The firm a certificate speaks to: `甲公司：你单位研制的…`, `兹证明 甲公司`, or below its label."""
    for line, below in pairwise([*lines, None]):
        text = squash(line.text) if line else ""
        if below and _NAME_BELOW.match(text) and (named_below := signatures([below])):
            return named_below[0].name, named_below[0].place
        named = re.fullmatch(r"(?:兹证明:?)?(?P<name>[^:,。;]{4,50}):?", text)
        if line is None or named is None or not (text.endswith(":") or text.startswith("兹证明")):
            continue
        spoken_to = text.startswith("兹证明") or (below and re.match("你|贵", squash(below.text)))
        if spoken_to and firm_names_in(named["name"]) == (named["name"],):
            return named["name"], snippet(line)
    return None


def _last_day_of(text: str) -> Day | None:
    """The end of a period of validity, or the one day that is given."""
    start, end = read_period(text)
    return end or (start if read_date(text) else None)
