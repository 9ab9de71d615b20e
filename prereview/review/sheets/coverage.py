"""材料: which papers an application needs, which are there, and who issues those that are not.

A paper counts as missing only when everything was read: an unread page may be it.
Sources: 国科发火〔2016〕195号 二（三）3 for the statutory list, local practice for the rest.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from prereview.dossier.facts import Evidence
from prereview.dossier.kinds import KIND_TITLES, DocumentKind
from prereview.review.model import Review

Presence = Literal["present", "missing", "unsure", "not_needed"]
"""`unsure`: not found, but pages were not read or not recognised."""

PRESENCE_TITLES: dict[Presence, str] = {
    "present": "有",
    "missing": "缺",
    "unsure": "未能确认",
    "not_needed": "不适用",
}


class Material(msgspec.Struct, frozen=True):
    """One kind of paper; `expected` is how many are needed at least (0: where it applies).

    `time` is what getting the paper usually takes; no rule sets it.
    """

    title: str
    kinds: tuple[DocumentKind, ...]
    presence: Presence
    count: int
    pages: int
    expected: int
    issuer: str
    time: str
    places: tuple[Evidence, ...] = ()

    @property
    def short(self) -> int:
        """How many are missing for sure or perhaps."""
        return max(self.expected - self.count, 0)


class Need(msgspec.Struct, frozen=True):
    """A paper an application needs: its kinds, who issues it, how long that takes, and how many there are."""

    kinds: tuple[DocumentKind, ...]
    issuer: str
    time: str
    per: Literal["one", "year", "activity", "optional"] = "one"


SAME_DAY, DAYS, WEEK, WEEKS = "当天", "1～3 个工作日", "约 1 周", "2～4 周"

NEEDS = (
    Need(("application_form",), "企业（线上填报系统打印，签字盖章）", DAYS),
    Need(("business_licence",), "市场监督管理部门", SAME_DAY),
    Need(
        ("patent_certificate", "software_certificate", "other_ip_certificate"),
        "国家知识产权局、版权登记机构",
        "已有证书的当天；补发约 1 个月",
    ),
    Need(("rd_approval",), "企业研发、技术部门", WEEK, "activity"),
    Need(("rd_acceptance",), "企业研发、技术部门", WEEK, "optional"),
    Need(("conversion_summary",), "企业研发、销售部门", DAYS),
    Need(("conversion_evidence",), "企业销售、财务部门", DAYS),
    Need(("management_rules",), "企业研发管理部门", WEEK),
    Need(("rd_ledger",), "企业财务部门", WEEK),
    Need(("product_description",), "企业技术部门", DAYS),
    Need(("product_test_report", "product_certificate"), "检验检测机构、主管部门", WEEKS, "optional"),
    Need(("personnel_list",), "企业人事部门", DAYS),
    Need(("social_security",), "社会保险经办机构（可线上打印）", SAME_DAY, "optional"),
    Need(("special_audit_rd",), "会计师或税务师事务所", WEEKS),
    Need(("special_audit_income",), "会计师或税务师事务所", WEEKS),
    Need(("agency_evidence",), "出具专项报告的中介机构", DAYS),
    Need(("financial_audit_report",), "会计师事务所", WEEKS, "year"),
    Need(("tax_return",), "主管税务机关（电子税务局导出）", SAME_DAY, "year"),
    Need(("commitment_letter",), "企业（法定代表人签字盖章）", SAME_DAY, "optional"),
    Need(("ip_fee_receipt", "ip_register_copy"), "国家知识产权局", DAYS, "optional"),
    Need(("cooperation_agreement",), "合作单位", WEEK, "optional"),
    Need(("standard_evidence",), "标准归口单位", WEEK, "optional"),
)


def coverage_of(review: Review) -> tuple[Material, ...]:
    """All kinds of papers in the order of an application's contents page."""
    years = review.facts.value("derived.accounting_years")
    activities = len(review.facts.keys_of("application.rd"))
    wanted = {
        "one": 1,
        "year": len(years) if isinstance(years, tuple) else 3,
        "activity": max(activities, 1),
        "optional": 0,
    }
    return tuple(_material(review, need, wanted[need.per]) for need in NEEDS)


def _material(review: Review, need: Need, expected: int) -> Material:
    counts = [review.facts.value(f"materials[{kind}].count") for kind in need.kinds]
    pages = [review.facts.value(f"materials[{kind}].pages") for kind in need.kinds]
    count = sum(c for c in counts if isinstance(c, int))
    titles = [review.facts.get(f"materials[{kind}].title") for kind in need.kinds]
    return Material(
        title="、".join(KIND_TITLES[kind] for kind in need.kinds),
        kinds=need.kinds,
        presence=_presence(review, count, expected),
        count=count,
        pages=sum(p for p in pages if isinstance(p, int)),
        expected=expected,
        issuer=need.issuer,
        time=need.time,
        places=tuple(e for title in titles if title for e in title.evidence),
    )


def _presence(review: Review, count: int, expected: int) -> Presence:
    if count >= max(expected, 1):
        return "present"
    if expected == 0:
        return "not_needed"
    unknown = review.facts.value("materials[unknown].pages")
    return "unsure" if review.summary.incomplete or unknown else "missing"
