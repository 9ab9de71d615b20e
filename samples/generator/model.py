"""The invented firm and everything its papers say, as values.

All papers print from one `Dossier`. Records stand in dictionaries under the numbers the
papers use (IP01, RD01, PS01, a year), so that a mistake can be planted in one place by
`edit`. Amounts are Decimal yuan.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from samples.generator.money import ZERO


class Firm(msgspec.Struct, frozen=True, kw_only=True):
    """The applicant."""

    name: str
    brand: str
    credit_code: str
    type: str
    legal_representative: str
    capital: Decimal
    established_on: date
    issued_on: date
    province: str
    city: str
    district: str
    region_code: str
    address: str
    postcode: str
    scope: str
    industry: str
    size: str
    shareholders: tuple[tuple[str, Decimal], ...]
    contact: str
    phone: str
    registrar: str
    tax_office: str
    authority: str


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody employed."""

    name: str
    gender: str
    born: int
    id_number: str
    degree: str
    title: str
    department: str
    post: str
    hired_on: date
    technical: bool
    days: int
    insurance_base: Decimal


class StaffTable(msgspec.Struct, frozen=True, kw_only=True):
    """Table three of the form: counts under the labels' English names."""

    counts: dict[str, int]
    """`total`, `on_job`, `part_time`, `temporary`, `foreign`, `returned`, `talent`, each `_all` and `_tech`."""
    structure: dict[str, int]
    """`doctor` … `college`, `senior` … `technician`, `age_30` … `age_51`."""


class Right(msgspec.Struct, frozen=True, kw_only=True):
    """An intellectual property right."""

    key: str
    kind: str
    """`invention`, `utility`, `design` or `software`."""
    name: str
    number: str
    publication: str
    certificate_number: str
    applied_on: date
    """Filing day of a patent, day of completion of a program."""
    published_on: date
    granted_on: date
    owners: tuple[str, ...]
    inventors: tuple[str, ...]
    acquisition: str
    activity: str
    product: str
    fee_paid_on: date | None = None
    fee: Decimal = ZERO


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """What an activity is about, in phrases its papers are composed of."""

    name: str
    product: int
    need: str
    means: tuple[str, ...]
    novelty: tuple[str, ...]
    targets: tuple[tuple[str, str, str], ...]
    """Indicator, value aimed at, value reached."""
    rights: tuple[tuple[str, str], ...]


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """An R&D activity."""

    key: str
    name: str
    topic: Topic
    field: str
    source: str
    started_on: date
    ended_on: date
    approved_on: date
    accepted_on: date | None
    """None while it goes on."""
    rights: tuple[str, ...]
    budget: Decimal
    leader: str
    members: tuple[str, ...]
    purpose: str
    core: str
    results: str


class CostColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column of the cost table: an activity, or the total. Outsourced cost stands at 80 %."""

    personnel: Decimal = ZERO
    direct: Decimal = ZERO
    depreciation: Decimal = ZERO
    amortisation: Decimal = ZERO
    design: Decimal = ZERO
    commissioning: Decimal = ZERO
    other: Decimal = ZERO
    outsourced: Decimal = ZERO
    outsourced_domestic: Decimal = ZERO
    internal: Decimal = ZERO
    subtotal: Decimal = ZERO


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """A high-tech product or service."""

    key: str
    name: str
    model: str
    unit: str
    price: Decimal
    use: str
    field: str
    source: str
    income: Decimal
    main: bool
    rights: tuple[str, ...]
    key_technology: str
    advantage: str
    support: str
    targets: tuple[tuple[str, str, str], ...]


class Sale(msgspec.Struct, frozen=True, kw_only=True):
    """A contract and its invoice."""

    contract: str
    invoice: str
    buyer: str
    buyer_code: str
    signed_on: date
    invoiced_on: date
    quantity: int
    price: Decimal
    """Without VAT, per unit."""


class Conversion(msgspec.Struct, frozen=True, kw_only=True):
    """A conversion of a result."""

    number: int
    name: str
    result: str
    form: str
    year: int
    right: str
    activity: str
    product: str
    sale: Sale
    proof: str
    """Second proof beside contract and invoice: `user` or `delivery`."""


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """A firm of accountants."""

    name: str
    credit_code: str
    licence_number: str
    established_on: date
    partner: str
    address: str
    accountants: tuple[tuple[str, str], ...]
    """Names and certificate numbers."""
    staff: tuple[int, ...]
    """Persons in each month of the year of the work."""
    signers: tuple[str, str]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Head data of an audit report."""

    number: str
    dated_on: date
    code: str = ""


class Leftover(msgspec.Struct, frozen=True, kw_only=True):
    """Something that should not stand in a finished paper."""

    kind: str
    """`text` (a sentence), `highlight`, `comment`, or `no_narrative` in an audit."""
    text: str
    about: str = ""


Figures = dict[str, Decimal]


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """One firm's application in one year."""

    seed: int
    applied_on: date
    filing_number: str
    years: tuple[int, int, int]
    firm: Firm
    field: str
    noun: str
    rights: dict[str, Right]
    used_rights: dict[str, Right]
    activities: dict[str, Activity]
    costs: dict[int, dict[str, CostColumn]]
    """By year and activity, with a column `total`."""
    products: dict[str, Product]
    conversions: tuple[Conversion, ...]
    people: tuple[Person, ...]
    insured: tuple[str, ...]
    staff: StaffTable
    books: dict[int, Figures]
    """Statements of four years: those of the application and the one before."""
    returns: dict[int, Figures]
    form: dict[str, Decimal]
    """Main page: `sales_2023` …, `net_assets_…`, `profit_…`, `rd_total`, `rd_domestic`, `gross_income`, `ht_income`."""
    ip_counts: dict[str, int]
    innovation: dict[str, str]
    agency: Agency
    auditor: Agency
    audits: dict[int, Report]
    rd_report: Report
    income_report: Report
    small_standards: bool
    previous_certificate: str
    """Number of the earlier certificate, empty for a first application."""
    partner: str
    """University of the cooperation agreement."""
    outsourced_to: str
    """Contractor of outsourced research, empty when there is none."""
    laboratory: str
    customers: tuple[str, ...]
    equipment: tuple[tuple[str, str, date, Decimal], ...]
    materials: tuple[str, ...]
    side_business: str
    leftovers: dict[str, tuple[Leftover, ...]]
    """By paper."""

    @property
    def last_year(self) -> int:
        """近一年."""
        return self.years[-1]


T = TypeVar("T")


def edit(record: T, path: tuple[Any, ...], change: Callable[[Any], Any]) -> T:
    """A copy of a record with the value at a path changed.

    Path elements name attributes of structs, keys of dictionaries and indices of tuples.
    """
    if not path:
        return change(record)  # type: ignore[no-any-return]
    head, rest = path[0], path[1:]
    if isinstance(record, dict):
        return {**record, head: edit(record[head], rest, change)}  # type: ignore[return-value]
    if isinstance(record, tuple):
        return (*record[:head], edit(record[head], rest, change), *record[head + 1 :])  # type: ignore[return-value]
    return msgspec.structs.replace(record, **{head: edit(getattr(record, head), rest, change)})  # type: ignore[type-var]
