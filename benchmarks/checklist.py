"""`python -m benchmarks.checklist`: the whole national checklist over a big dossier, one figure a line.

The dossier is invented: a firm with 40 rights, 25 activities and 15 products over
three years, 80 technical staff of 300, and all papers about them, without a fault.
It must evaluate in 150 ms. The peer is writing and reading the same facts as JSON,
in the same run, so that a slow machine slows both.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from prereview.checklist.computed import with_computed
from prereview.checklist.evaluate import evaluate
from prereview.checklist.loader import load_checklist
from prereview.checklist.questions import ask
from prereview.dossier.derived import derive
from prereview.dossier.facts import Evidence, Fact, Facts, Value
from prereview.dossier.values.identifiers import patent_number_problem

RIGHTS, ACTIVITIES, PRODUCTS = 40, 25, 15
YEARS = (2023, 2024, 2025)
STAFF, TECHNICAL = 300, 80
ROUNDS = 15
FIRM = "宁波云岫智能装备股份有限公司"
LINES = ("personnel", "direct", "depreciation", "amortisation", "design", "commissioning", "other")
WORDS = (
    "针对现有设备效率低的不足，研究多轴协同控制方法，定位误差由0.12mm降低到0.03mm，"
    "节拍提高18%，完成样机2台并通过第三方检测。"
)


def main() -> None:
    """Measure loading, computing, evaluating and asking."""
    facts = Facts(dossier())
    print(f"facts            {len(facts)}")
    loading = best(lambda: load_checklist("hnte-2016"), 3)
    checklist = load_checklist("hnte-2016")
    size = f"{len(checklist.rules)} tests, {len(checklist.questions)} questions"
    print(f"loading          {loading * 1000:6.0f} ms, {size}")
    findings = evaluate(checklist, facts)
    print(f"findings         {dict(Counter(str(f.verdict) for f in findings))}")
    print(f"computed facts   {best(lambda: with_computed(facts)) * 1000:6.1f} ms")
    evaluating = best(lambda: evaluate(checklist, facts))
    print(f"evaluating       {evaluating * 1000:6.0f} ms (150 allowed)")
    print(f"asking           {best(lambda: ask(checklist, facts)) * 1000:6.0f} ms")
    peer = best(lambda: as_json(facts))
    print(f"facts as JSON    {peer * 1000:6.0f} ms, evaluating is {evaluating / peer:.1f} times that")


def best(job: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Least processor time of some runs, in seconds: what else the machine does is left out."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def as_json(facts: Facts) -> object:
    """The facts written and read, values and places."""
    return json.loads(
        json.dumps(
            {f.path: [str(f.value), [(e.file, e.page, e.text) for e in f.evidence]] for f in facts.values()}
        )
    )


def dossier() -> tuple[Fact, ...]:
    """All facts of the invented firm."""
    stated = tuple(fact(path, value) for path, value in values())
    return (*stated, *derive(stated, None))


def fact(path: str, value: Value) -> Fact:
    """A fact read with certainty from some page."""
    place = Evidence(f"{path.partition('[')[0]}.pdf", 1, None, None, str(value)[:40], "text", 1.0)
    return Fact(path, value, "CNY" if isinstance(value, Decimal) else None, (place,))


def values() -> Iterator[tuple[str, Value]]:
    """Path and value of everything the papers state."""
    yield from firm()
    yield from rights()
    yield from activities()
    yield from products()
    yield from conversions()
    yield from people()
    yield from accounts()
    yield from other_papers()


def firm() -> Iterator[tuple[str, Value]]:
    """Form, licence and head figures."""
    both: dict[str, Value] = {
        "firm_name": FIRM,
        "uscc": "91330108MA75H9D20Q",
        "legal_representative": "史国栋",
        "address": "浙江省宁波市鄞州区创新路88号",
        "registered_capital": Decimal(50_000_000),
    }
    for name, value in both.items():
        yield f"application.{name}", value
        yield f"licence.{name}", value
    yield "licence.established_on", date(2012, 5, 16)
    yield "licence.type", "股份有限公司"
    yield "licence.term", "2012年05月16日至长期"
    yield "licence.scope", "智能装备、机器人、控制系统的研发、制造、销售"
    yield "application.registered_on", date(2012, 5, 16)
    yield "application.applied_on", date(2026, 8, 20)
    yield "application.region", "浙江省宁波市鄞州区"
    yield "application.field", "先进制造与自动化/先进制造工艺与装备/机器人"
    yield "application.incident", False
    yield "application.tax_collection", "查账征收"
    yield "application.ip_class1", RIGHTS // 2
    yield "application.ip_class2", RIGHTS - RIGHTS // 2
    yield "application.staff_total", STAFF
    yield "application.staff_tech", TECHNICAL
    yield "materials.unread_pages", 0
    for name in ("ip_effect", "conversion", "rd_management", "staff_management"):
        yield f"application.innovation.{name}", f"公司围绕主营业务持续创新，{WORDS}"


def rights() -> Iterator[tuple[str, Value]]:
    """Half inventions, half programs, each with its certificate."""
    for n in range(1, RIGHTS + 1):
        ip, name = f"IP{n:02}", f"一种多轴协同装置第{n}型的控制方法"
        patent = n <= RIGHTS // 2
        number = patent_number(n) if patent else f"2024SR{1_650_000 + n:07}"
        kind = "发明专利" if patent else "软件著作权"
        granted = date(2024, 1, 5) + timedelta(days=n)
        yield f"application.ip[{ip}].name", name
        yield f"application.ip[{ip}].kind", kind
        yield f"application.ip[{ip}].number", number
        yield f"application.ip[{ip}].granted_on", granted
        yield f"application.ip[{ip}].acquisition", "自主研发"
        yield f"application.ip[{ip}].certificate", number
        yield f"certificates[{number}].name", name
        yield f"certificates[{number}].kind", kind
        yield f"certificates[{number}].number", number
        yield f"certificates[{number}].owners", (FIRM,)
        yield f"certificates[{number}].granted_on", granted
        if patent:
            yield f"certificates[{number}].applied_on", date(2023, 2, 1)
            yield f"certificates[{number}].fee_paid_on", date(2026, 3, 1)
            yield f"certificates[{number}].inventors", ("职工1", "职工2")
        else:
            yield f"certificates[{number}].completed_on", date(2023, 10, 1)


def patent_number(n: int) -> str:
    """A number of an invention with its check digit."""
    head = f"ZL20221069{n:04}"
    return next(
        f"{head}.{digit}" for digit in "0123456789X" if patent_number_problem(f"{head}.{digit}") is None
    )


def activities() -> Iterator[tuple[str, Value]]:
    """Activities with costs in form, special audit and ledger, and their papers."""
    amount = Decimal(100_000)
    internal = amount * len(LINES)
    keys = [f"RD{n:02}" for n in range(1, ACTIVITIES + 1)]
    for n, rd in enumerate(keys, 1):
        name = f"多轴协同控制技术第{n}阶段的研发"
        yield f"application.rd[{rd}].name", name
        yield f"application.rd[{rd}].started_on", date(2023, 1, 3)
        yield f"application.rd[{rd}].ended_on", date(2025, 12, 20)
        yield f"application.rd[{rd}].field", "先进制造与自动化/先进制造工艺与装备/机器人"
        yield f"application.rd[{rd}].source", "企业自有技术"
        yield (
            f"application.rd[{rd}].ip",
            tuple(f"IP{m:02}" for m in range(1, RIGHTS + 1) if m % ACTIVITIES + 1 == n),
        )
        yield f"application.rd[{rd}].budget", internal * 4
        yield f"application.rd[{rd}].spent", internal * 3
        for place in (1, 2, 3):
            yield f"application.rd[{rd}].spent_{place}", internal
        for name_ in ("purpose", "core_technology", "results"):
            yield f"application.rd[{rd}].{name_}", f"第{n}项{WORDS}"
        yield f"rd_approvals[{rd}].name", name
        yield f"rd_approvals[{rd}].firm_name", FIRM
        yield f"rd_approvals[{rd}].approved_on", date(2022, 12, 28)
        yield f"rd_approvals[{rd}].leader", "职工1"
        yield f"rd_approvals[{rd}].budget", internal * 4
        yield f"rd_approvals[{rd}].sealed", True
        yield f"rd_approvals[{rd}].members", tuple(f"职工{m}" for m in range(1, 7))
        yield f"rd_acceptances[{rd}].name", name
        yield f"rd_acceptances[{rd}].accepted_on", date(2026, 1, 10)
        yield f"special_rd.projects[{rd}].name", name
        yield f"special_rd.projects[{rd}].total", internal * 3
    for year in YEARS:
        for rd, many in [*((rd, 1) for rd in keys), ("total", ACTIVITIES)]:
            for record in (f"application.rd_costs[{year}][{rd}]", f"special_rd.costs[{year}][{rd}]"):
                yield from ((f"{record}.{line}", amount * many) for line in LINES)
                yield f"{record}.internal", internal * many
                yield f"{record}.outsourced", Decimal(0)
                yield f"{record}.outsourced_domestic", Decimal(0)
                yield f"{record}.subtotal", internal * many
            if rd != "total":
                yield f"ledgers[{year}][{rd}].total", internal
                yield f"ledgers[{year}][{rd}].personnel", amount
        yield f"special_rd[{year}].total", internal * ACTIVITIES
        yield f"special_rd[{year}].sales", Decimal(300_000_000)
    total = internal * ACTIVITIES * len(YEARS)
    yield from ((f"{where}", total) for where in ("application.rd_total", "application.rd_domestic"))
    yield from ((f"special_rd.{where}", total) for where in ("total", "domestic"))
    yield "application.rd_basic", Decimal(0)


def products() -> Iterator[tuple[str, Value]]:
    """Products in form, special audit and descriptions."""
    income = Decimal(18_000_000)
    for n in range(1, PRODUCTS + 1):
        ps, name = f"PS{n:02}", f"多轴协同机器人第{n}型"
        for record in ("application.products", "product_descriptions", "special_income.products"):
            yield f"{record}[{ps}].name", name
            yield f"{record}[{ps}].income", income
        for record in ("application.products", "product_descriptions"):
            yield f"{record}[{ps}].field", "先进制造与自动化/先进制造工艺与装备/机器人"
            yield f"{record}[{ps}].main", n <= PRODUCTS // 2 + 1
            yield f"{record}[{ps}].ip", (f"IP{n:02}", f"IP{n + 15:02}")
        for text in ("key_technology", "advantage", "ip_support"):
            yield f"application.products[{ps}].{text}", f"第{n}型{WORDS}"
        yield f"test_reports[{n}].product", name
        yield f"test_reports[{n}].ps", ps
        yield f"test_reports[{n}].client", FIRM
        yield f"test_reports[{n}].dated_on", date(2025, 6, 1)
    for record in ("application", "special_income"):
        yield f"{record}.ht_income", income * PRODUCTS
        yield f"{record}.gross_income", Decimal(305_000_000)


def conversions() -> Iterator[tuple[str, Value]]:
    """Eighteen conversions with a contract and an invoice each."""
    for n in range(1, 19):
        name = f"多轴协同装置第{n}型"
        yield f"conversions[{n}].name", name
        yield f"conversions[{n}].year", YEARS[n % 3]
        yield f"conversions[{n}].ip", (f"IP{n:02}",)
        yield f"conversions[{n}].rd", (f"RD{n % ACTIVITIES + 1:02}",)
        yield f"conversions[{n}].product", (f"PS{n % PRODUCTS + 1:02}",)
        yield f"conversions[{n}].form", "自行投资实施转化"
        yield f"conversions[{n}].result", "新产品"
        yield f"conversions[{n}].evidence_kinds", ("知识产权证书", "销售合同", "发票")
        for paper, kind in ((2 * n - 1, "销售合同"), (2 * n, "发票")):
            yield f"conversion_evidence[{paper}].kind", kind
            yield f"conversion_evidence[{paper}].file", f"{n:02}_{name}"
            yield f"conversion_evidence[{paper}].firm_name", FIRM
            yield f"conversion_evidence[{paper}].customer", f"台州客户第{n}阀门有限公司"
            yield f"conversion_evidence[{paper}].number", f"XS-{paper:03}"
            yield f"conversion_evidence[{paper}].dated_on", date(YEARS[n % 3], 6, 1)


def people() -> Iterator[tuple[str, Value]]:
    """Technical staff, insurance list and monthly head-counts."""
    for n in range(1, TECHNICAL + 1):
        yield f"personnel[{n}].name", f"职工{n}"
        yield f"personnel[{n}].tech", True
        yield f"personnel[{n}].post", "研发工程师"
        yield f"personnel[{n}].hired_on", date(2020, 3, 1)
        yield f"personnel[{n}].days", 365
    names = tuple(f"职工{n}" for n in range(1, STAFF + 1))
    yield "social_security.names", names
    yield "social_security.count", STAFF
    for kind, count in (("all", STAFF), ("tech", TECHNICAL)):
        yield f"application.staff.total_{kind}", count
        yield f"application.staff.on_job_{kind}", count
        yield f"application.staff.part_time_{kind}", 0
        yield f"application.staff.temporary_{kind}", 0
        yield f"personnel_counts.{kind}", count
        for month in range(1, 13):
            yield f"staff_months[2025-{month:02}].opening_{kind}", count
            yield f"staff_months[2025-{month:02}].closing_{kind}", count


def accounts() -> Iterator[tuple[str, Value]]:
    """Audits, tax returns and head figures of three years."""
    sales, assets, debts = Decimal(300_000_000), Decimal(200_000_000), Decimal(50_000_000)
    for year in YEARS:
        yield f"application.years[{year}].sales", sales
        yield f"application.years[{year}].net_assets", assets - debts
        yield f"application.years[{year}].profit", Decimal(30_000_000)
        yield f"audits[{year}].firm_name", FIRM
        yield f"audits[{year}].report_number", f"审字〔{year + 1}〕第{year}号"
        yield f"audits[{year}].audit_firm", "宁波某会计师事务所（普通合伙）"
        yield f"audits[{year}].opinion", "无保留意见"
        yield f"audits[{year}].dated_on", date(year + 1, 3, 1)
        yield f"audits[{year}].revenue", sales
        yield f"audits[{year}].profit", Decimal(30_000_000)
        yield f"audits[{year}].rd_expense", Decimal(17_500_000)
        for when in ("", "opening_"):
            yield f"audits[{year}].{when}total_assets", assets
            yield f"audits[{year}].{when}total_liabilities", debts
            yield f"audits[{year}].{when}net_assets", assets - debts
        yield f"audits[{year}].equity", assets - debts
        yield f"tax_returns[{year}].firm_name", FIRM
        yield f"tax_returns[{year}].revenue", sales
        yield f"tax_returns[{year}].profit", Decimal(30_000_000)
        yield f"tax_returns[{year}].rd_deduction", Decimal(17_000_000)


def other_papers() -> Iterator[tuple[str, Value]]:
    """Rules, agreement, intermediary, names on all papers, files."""
    for n in range(1, 8):
        yield f"rules[{n}].title", f"研发项目管理制度之{n}"
        yield f"rules[{n}].firm_name", FIRM
        yield f"rules[{n}].issued_on", date(2022, 1, 10)
    yield "agreements[1].title", "产学研合作协议"
    yield "agreements[1].parties", (FIRM, "宁波工业大学")
    yield "agency.established_on", date(2009, 6, 21)
    yield "agency.cpa_count", 12
    yield "agency.staff_average", Decimal("31.5")
    yield "special_rd.dated_on", date(2026, 4, 1)
    yield "special_income.dated_on", date(2026, 4, 1)
    yield "special_income.year", 2025
    for n in range(1, 61):
        yield f"firm_names[材料{n}].name", FIRM
        yield f"attachments[材料{n}.pdf].name", f"材料{n}.pdf"
    for kind in (
        "application_form",
        "business_licence",
        "rd_approval",
        "rd_acceptance",
        "rd_ledger",
        "personnel_list",
    ):
        yield f"materials[{kind}].title", kind
        yield f"materials[{kind}].count", 1


if __name__ == "__main__":
    main()
