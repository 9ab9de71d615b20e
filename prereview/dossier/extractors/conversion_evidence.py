"""科技成果转化证明: contracts, invoices, users' reports, deliveries and tests that prove a conversion.

Promised: per paper its kind, number, day, seller and buyer, amount with tax,
product and the result it names, as far as printed; the name of the file, which
often says which result it belongs to.

Refused: a party without its role (甲方, 乙方 alone) is neither seller nor buyer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from prereview.documents.model import Block, Line, Page, Snippet, Table, snippet
from prereview.dossier.extractors.conversion_goods import PRODUCT, record_goods
from prereview.dossier.extractors.papers import firm_name, known_name, last_day, lines_of
from prereview.dossier.extractors.product_papers import record_test_report
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labelled import Found, find_labelled, first_day, first_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.finders.stitch import stitch
from prereview.dossier.sections import SectionView
from prereview.dossier.values.dates import Day, read_date

KINDS: dict[str, re.Pattern[str]] = {
    "发票": re.compile(r"发票(?:\(.*\))?(?:发票号码.*)?$|^电子发票|增值税.{0,8}发票"),
    "检测报告": re.compile(r"(?:检测|检验|试验|测试|检验检测)报告(?:书)?$"),
    "用户使用报告": re.compile(
        r"(?:用户|客户|产品|使用|应用)(?:使用|应用|意见|评价|反馈|情况)*(?:报告|意见|证明|意见书|反馈表|意见表|函)$"
    ),
    "出库单": re.compile(r"(?:发货|出库|送货|交货)(?:单|通知单|回单|清单|明细)$"),
    "入库单": re.compile(r"入库单$"),
    "验收单": re.compile(r"(?:验收|签收|收货)(?:单|报告|确认单|确认书|证明)$"),
    "查新报告": re.compile(r"查新(?:检索)?报告$"),
    "销售合同": re.compile(r"(?:合同|协议|订单|订货单)(?:书)?(?:\(.*\))?$"),
}
"""Kinds of proof by the title of the paper."""


def _roles(*roles: str) -> tuple[str, ...]:
    """Labels of a party by its role, alone or beside 甲方 or 乙方."""
    sides = [f"{side}({role})" for role in roles for side in ("甲方", "乙方")]
    return (*sides, *(f"{role}({side})" for role in roles for side in ("甲方", "乙方")), *roles)


_CUSTOMER = (
    *_roles("买方", "需方", "购买方", "采购方", "购货方", "购方", "买受人", "定作方", "采购单位", "购货单位"),
    *_roles("委托方", "委托人", "委托单位"),
    "用户单位",
    "使用单位",
    "应用单位",
    "客户名称",
    "客户单位",
    "用户名称",
    "收货单位",
    "验收单位",
    "用户单位(盖章)",
    "使用单位(盖章)",
    "应用单位(盖章)",
)
_SELLER = (
    *_roles("卖方", "供方", "销售方", "供货方", "出卖人", "销方", "销货方", "供应商", "承揽方"),
    *_roles("受托方", "受托人", "服务方", "开发方", "承接方"),
    "销货单位",
    "供货单位",
    "提供单位",
    "生产单位",
    "发货单位",
)
_LABELS: dict[str, tuple[str, ...]] = {
    "customer": _CUSTOMER,
    "seller": _SELLER,
    "first": ("甲方",),
    "second": ("乙方",),
    "name": ("名称",),
    "number": ("发票号码", "合同编号", "合同号", "报告编号", "编号", "单号", "订单编号"),
    "day": (
        "开票日期",
        "签订日期",
        "签订时间",
        "签约日期",
        "签约时间",
        "合同签订日期",
        "签发日期",
        "发货日期",
        "出库日期",
    ),
    "amount": (
        "价税合计",
        "合同总金额",
        "合同总价",
        "合同金额",
        "合同总额",
        "总金额",
        "总价",
        "合计金额",
        "金额合计",
        "(小写)",
        "小写",
    ),
    "product": PRODUCT,
    "result": ("应用成果", "成果名称", "科技成果名称", "应用的科技成果", "转化成果名称", "所应用的成果"),
    "signed": ("日期", "填写日期", "出具日期", "盖章日期", "签字日期"),
    "": (
        "授权代表",
        "法定代表人",
        "地址",
        "电话",
        "开户行",
        "税号",
        "统一社会信用代码/纳税人识别号",
        "使用时间",
        "备注",
    ),
}
_SEALED_ON = re.compile(r"章\S{0,40}?(?P<day>20\d{2}年\d{1,2}月\d{1,2}日|20\d{2}[-./]\d{1,2}[-./]\d{1,2})$")

_CONTRACT_OF = re.compile(
    r"合同(?:编号|号)[::]?(?P<number>[A-Za-z0-9\u4e00-\u9fff]+(?:[-_/][A-Za-z0-9]+)+|[A-Za-z0-9]{6,})"
)
_RESULT = re.compile(
    r"[“\"](?P<name>[^“”\"]{4,60})[”\"](?:技术|科技)?成果|(?:运用|应用|采用)了?[“\"](?P<applied>[^“”\"]{4,60})[”\"]"
)


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record `conversion_evidence`, one for each paper; a report of tests is one of `test_reports` too."""
    for number, (kind, pages) in enumerate(_papers(view), 1):
        path = f"conversion_evidence[{number}]"
        _record(view, pages, kind, facts, path)
        if kind == "检测报告":
            record_test_report(stitch(pages), facts, f"test_reports[{number}]")


def _papers(view: SectionView) -> Iterator[tuple[str | None, Sequence[Page]]]:
    """The pages of each paper: a new one begins where a title stands."""
    kind: str | None = None
    pages: list[Page] = []
    for page in view.pages:
        title = _kind_of(page)
        if title and pages:
            yield kind, pages
            pages = []
        kind = title or (kind if pages else None)
        pages.append(page)
    if pages:
        yield kind, pages


def _kind_of(page: Page) -> str | None:
    lines = [b for b in page.blocks if isinstance(b, Line)][:8]
    for line in lines:
        text = squash(line.text)
        for kind, pattern in KINDS.items():
            if len(text) <= 40 and "编号:" not in text and pattern.search(text):
                return kind
    return None


def _record(
    view: SectionView, pages: Sequence[Page], kind: str | None, facts: FactCollector, path: str
) -> None:
    blocks = stitch(pages)
    lines = lines_of(blocks)
    text = RunningText(_all_lines(blocks))
    found = find_labelled(blocks, _LABELS, amounts=("amount",))
    if kind:
        facts.add(f"{path}.kind", kind, *_first_place(lines))
    stem = PurePosixPath(view.section.file).stem
    facts.add(f"{path}.file", stem, Snippet(stem, pages[0].number))
    _record_parties(found, facts, path, invoice=kind == "发票")
    number = first_of(found, "number", _code)
    if number:
        facts.add(f"{path}.number", number[0], number[1])
    day = first_day(found, "day") or last_day(lines) or _day_of_form(blocks, found)
    if day:
        facts.add(f"{path}.dated_on", day[0], day[1])
    record_goods(blocks, found, text, facts, path, invoice=kind == "发票")
    contract = text.find(_CONTRACT_OF) if kind == "发票" else None
    if contract:
        facts.add(f"{path}.contract_number", contract.match["number"], contract.place)
    _record_result(found, text, facts, path)


def _all_lines(blocks: Sequence[Block]) -> Iterator[Line]:
    """Lines, and the cells of tables as lines."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
            continue
        for cell in block.cells:
            for text in cell.lines or (cell.text,):
                yield Line(text, cell.page, cell.box, cell.where, (), 0.0, cell.method, cell.confidence)


def _first_place(lines: Sequence[Line]) -> list[Snippet]:
    return [snippet(line) for line in lines[:1]]


def _day_of_form(blocks: Sequence[Block], found: Found) -> tuple[Day, Snippet] | None:
    """The day a form is signed with: at 日期, or at the end of a cell in which somebody puts a seal."""
    labelled = first_day(found, "signed")
    if labelled:
        return labelled
    for table in reversed([block for block in blocks if isinstance(block, Table)]):
        for cell in reversed(table.cells):
            closing = _SEALED_ON.search(squash(cell.text))
            day = read_date(closing["day"]) if closing else None
            if day:
                return day, snippet(cell)
    return None


def _code(text: str) -> str | None:
    plain = squash(text)
    return plain if re.search(r"\d{3}", plain) and len(plain) <= 40 else None


# ---- parties


def _record_parties(found: Found, facts: FactCollector, path: str, *, invoice: bool) -> None:
    """Seller and buyer by their roles; on an invoice the buyer's name stands before the seller's."""
    if invoice:
        names = [(n, c.value) for c in found.get("name", ()) if (n := _party(c.value.text))]
        for (name, place), field in zip(names[:2], ("customer", "firm_name"), strict=False):
            facts.add(f"{path}.{field}", name, place)
        return
    for label, field, ranked in (("customer", "customer", _CUSTOMER), ("seller", "firm_name", _SELLER)):
        party = first_of(found, label, _party, ranked)
        if party:
            facts.add(f"{path}.{field}", party[0], party[1])
    sides = [party for side in ("first", "second") if (party := first_of(found, side, _party))]
    if len(sides) == 2:
        facts.add(f"{path}.parties", tuple(name for name, _ in sides), *(place for _, place in sides))


def _party(text: str) -> str | None:
    """The name a value begins with, up to the credit code or a seal's mark."""
    first = text.split("\n")[0]
    plain = re.split(r"统一社会|纳税人|\((?:盖章|公章|签章|章)\)", squash(first))[0]
    name = firm_name(plain)
    return name if name and len(name) >= 4 and not re.fullmatch(r"[\d\W]+", name) else None


def _record_result(found: Found, text: RunningText, facts: FactCollector, path: str) -> None:
    """The result the paper says was applied."""
    result = first_of(found, "result", known_name)
    if result is None:
        find = text.find(_RESULT)
        result = (find.match["name"] or find.match["applied"], find.place) if find else None
    if result:
        facts.add(f"{path}.result", result[0], result[1])
