"""Mistakes in a value: names, numbers, dates and amounts that one paper states otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from samples.generator.dates import add_days
from samples.generator.model import Dossier, edit
from samples.generator.money import yuan
from samples.generator.planting import Expected, Planting

D = Decimal
Path = tuple[Any, ...]


def setting(path: Path, change: Callable[[Any], Any]) -> Callable[[Dossier], Dossier]:
    """A change of the value at a path of the dossier."""
    return lambda dossier: edit(dossier, path, change)


def swapped(text: str, at: int) -> str:
    """Two neighbouring characters the other way round."""
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _swappable(text: str, first: int) -> int:
    """The first place from which two neighbours are different digits."""
    return next(
        i
        for i in range(first, len(text) - 1)
        if text[i] != text[i + 1] and text[i].isdigit() and text[i + 1].isdigit()
    )


def _digits_swapped(amount: Decimal) -> Decimal:
    """An amount whose first two different 万元 digits are swapped."""
    text = f"{amount:.2f}"
    return yuan(D(swapped(text, _swappable(text, 1))))


def _patents(d: Dossier) -> list[str]:
    return [key for key, right in d.rights.items() if right.kind != "software"]


def commitment_firm(d: Dossier, random: Random) -> Planting:
    """The letter of commitment was typed with another form of company."""
    return Planting(
        finding=Expected(rule="X-ID-01", subject="承诺书", also=("X-TX-01",)),
        papers=("commitment",),
        change=setting(("firm", "name"), lambda name: name.replace("有限公司", "有限责任公司")),
    )


def tax_code(d: Dossier, random: Random) -> Planting:
    """One tax return shows the credit code with two digits swapped."""
    year = d.years[1]
    return Planting(
        finding=Expected(rule="X-ID-02", subject=str(year), also=("X-ID-03",)),
        papers=(f"tax/{year}",),
        change=setting(("firm", "credit_code"), lambda code: swapped(code, _swappable(code, 2))),
    )


def legal_representative(d: Dossier, random: Random) -> Planting:
    """The form still names another legal representative."""
    return Planting(
        finding=Expected(rule="X-ID-05", also=("X-ID-01",)),
        papers=("application",),
        change=setting(("firm", "legal_representative"), lambda _: d.people[0].name),
    )


def registered_on(d: Dossier, random: Random) -> Planting:
    """The form's registration date is that of the licence's issue."""
    return Planting(
        finding=Expected(rule="X-ID-04"),
        papers=("application",),
        change=setting(("firm", "established_on"), lambda _: d.firm.issued_on),
    )


def certificate_title(d: Dossier, random: Random) -> Planting:
    """The list calls a right otherwise than its certificate."""
    key = random.choice([k for k in _patents(d) if d.rights[k].kind != "design"])
    name = d.rights[key].name
    other = name.replace("方法", "系统") if "方法" in name else name.removeprefix("一种") + "结构"
    return Planting(
        finding=Expected(rule="X-IP-04", subject=key, also=("X-IP-03",)),
        papers=("application",),
        change=setting(("rights", key, "name"), lambda _: other),
    )


def patent_digit(d: Dossier, random: Random) -> Planting:
    """A patent number of the list has a wrong digit, so that its check digit fails."""
    key = _patents(d)[-1]
    number = d.rights[key].number
    wrong = number[:8] + str((int(number[8]) + 3) % 10) + number[9:]
    return Planting(
        finding=Expected(rule="X-IP-06", subject=key, also=("X-IP-05", "X-IP-03")),
        papers=("application",),
        change=setting(("rights", key, "number"), lambda _: wrong),
    )


def grant_date(d: Dossier, random: Random) -> Planting:
    """The list gives a patent's filing day as the day of grant."""
    key = _patents(d)[0]
    return Planting(
        finding=Expected(rule="X-IP-08", subject=key),
        papers=("application",),
        change=setting(("rights", key, "granted_on"), lambda _: d.rights[key].applied_on),
    )


def patent_owner(d: Dossier, random: Random) -> Planting:
    """A certificate belongs to the legal representative in person."""
    key = random.choice(_patents(d))
    return Planting(
        finding=Expected(rule="X-IP-09", subject=key),
        papers=(f"certificate/{key}",),
        change=setting(("rights", key, "owners"), lambda _: (d.firm.legal_representative,)),
    )


def dead_reference(d: Dossier, random: Random) -> Planting:
    """A product cites a right that is not in the list."""
    key, missing = "PS01", f"IP{len(d.rights) + 3:02d}"
    return Planting(
        finding=Expected(rule="X-IP-20", subject=key),
        papers=("application",),
        change=setting(("products", key, "rights"), lambda rights: (*rights, missing)),
    )


def approval_title(d: Dossier, random: Random) -> Planting:
    """An approval calls the activity otherwise."""
    key = sorted(d.activities)[1]
    return Planting(
        finding=Expected(rule="X-RD-02", subject=key),
        papers=(f"approval/{key}",),
        change=setting(
            ("activities", key, "name"),
            lambda name: name.removesuffix("的研发").removesuffix("的研究") + "升级改造",
        ),
    )


def approval_late(d: Dossier, random: Random) -> Planting:
    """An approval is dated months after the activity began."""
    key = sorted(d.activities)[2]
    return Planting(
        finding=Expected(rule="X-TM-08", subject=key, severity="explain"),
        papers=(f"approval/{key}",),
        change=setting(
            ("activities", key, "approved_on"), lambda _: add_days(d.activities[key].started_on, 75)
        ),
    )


def audited_cost(d: Dossier, random: Random) -> Planting:
    """The special audit prints one cost with two digits swapped."""
    year = d.years[1]
    key = next(k for k in d.costs[year] if k != "total")
    return Planting(
        finding=Expected(rule="X-RE-08", subject=f"{year} {key}", also=("X-RE-10",)),
        papers=("special_rd",),
        change=setting(("costs", year, key, "direct"), _digits_swapped),
    )


def rd_total(d: Dossier, random: Random) -> Planting:
    """The three-year total of the main page comes from an older draft."""
    return Planting(
        finding=Expected(rule="X-RE-05", also=("X-RE-06", "X-RE-09")),
        papers=("application",),
        change=setting(("form", "rd_total"), lambda amount: amount + D(126000)),
    )


def cost_column(d: Dossier, random: Random) -> Planting:
    """The total column of a year's cost table is not the sum of the activities."""
    year = d.last_year
    return Planting(
        finding=Expected(rule="X-RE-04", subject=str(year), also=("X-RE-01", "X-RE-08")),
        papers=("application",),
        change=setting(("costs", year, "total", "personnel"), lambda amount: amount + D(30000)),
    )


def education_sum(d: Dossier, random: Random) -> Planting:
    """Three persons are missing from the classes of education."""
    return Planting(
        finding=Expected(rule="X-HR-05", also=("X-HR-10",)),
        papers=("application",),
        change=setting(("staff", "structure", "college"), lambda number: number - 3),
    )


def staff_statement(d: Dossier, random: Random) -> Planting:
    """The staff statement counts the technical staff otherwise."""
    return Planting(
        finding=Expected(rule="X-HR-10", also=("X-HR-11",)),
        papers=("personnel",),
        change=setting(("staff", "counts", "total_tech"), lambda number: number - 2),
    )


def hired_late(d: Dossier, random: Random) -> Planting:
    """A listed technical person was hired in autumn."""
    index = next(i for i, p in enumerate(d.people) if i > 3 and p.technical)
    person = d.people[index]

    def change(dossier: Dossier) -> Dossier:
        hired = edit(dossier, ("people", index, "hired_on"), lambda _: date(d.last_year, 9, 1))
        return edit(hired, ("people", index, "days"), lambda _: 122)

    return Planting(
        finding=Expected(rule="X-HR-16", subject=person.name, also=("X-HR-11",)),
        papers=("personnel",),
        change=change,
    )


def few_technicians(d: Dossier, random: Random) -> Planting:
    """Technical staff are below a tenth of all staff, in every paper that counts them."""
    total = d.staff.counts["total_all"]
    few = max(1, total // 11)
    everywhere = ("application", "personnel", "overview")

    def change(dossier: Dossier) -> Dossier:
        for key in ("total_tech", "on_job_tech"):
            dossier = edit(dossier, ("staff", "counts", key), lambda _: few)
        return edit(dossier, ("staff", "counts", "returned_tech"), lambda _: 0)

    return Planting(
        finding=Expected(rule="C-04", severity="blocker", also=("X-HR-08", "X-HR-11", "X-HR-10", "X-TX-08")),
        papers=everywhere,
        change=change,
    )


def sales_digits(d: Dossier, random: Random) -> Planting:
    """The form prints the sales of a year with two digits swapped."""
    year = d.years[0]
    return Planting(
        finding=Expected(rule="X-RV-01", subject=str(year), also=("X-RV-03", "C-05", "X-RE-20")),
        papers=("application",),
        change=setting(("form", f"sales_{year}"), _digits_swapped),
    )


def gross_income(d: Dossier, random: Random) -> Planting:
    """Gross income was set equal to sales although there is other income."""
    return Planting(
        finding=Expected(rule="X-RV-05", severity="explain", also=("X-RV-04",)),
        papers=("application",),
        change=setting(("form", "gross_income"), lambda _: d.form[f"sales_{d.last_year}"]),
    )


def product_income(d: Dossier, random: Random) -> Planting:
    """The special audit prints the income of a product with two digits swapped."""
    key = list(d.products)[-1]
    return Planting(
        finding=Expected(
            rule="X-RV-09", subject=key, also=("X-RV-08", "X-RV-10", "X-AU-17", "X-RV-11", "X-RV-07")
        ),
        papers=("special_income",),
        change=setting(("products", key, "income"), _digits_swapped),
    )


def opening_balance(d: Dossier, random: Random) -> Planting:
    """The last audit opens with other assets than the one before closed with."""
    before = d.last_year - 1

    def change(dossier: Dossier) -> Dossier:
        for key in ("cash", "current_assets", "assets", "undistributed", "equity"):
            dossier = edit(dossier, ("books", before, key), lambda amount: amount + D("58000.00"))
        return dossier

    return Planting(
        finding=Expected(rule="X-BS-02", also=("X-BS-01",)), papers=(f"audit/{d.last_year}",), change=change
    )


def net_assets(d: Dossier, random: Random) -> Planting:
    """The form's net assets of a year are not those of the audit."""
    year = d.years[1]
    return Planting(
        finding=Expected(rule="X-BS-04", subject=str(year)),
        papers=("application",),
        change=setting(("form", f"net_assets_{year}"), _digits_swapped),
    )


def conversion_count(d: Dossier, random: Random) -> Planting:
    """The text of the form speaks of more conversions than are listed."""
    number = len(d.conversions)
    return Planting(
        finding=Expected(rule="X-CV-01"),
        papers=("application",),
        change=setting(
            ("innovation", "conversion"),
            lambda text: text.replace(f"成果转化共{number}项", f"成果转化共{number + 3}项"),
        ),
    )


def conversion_year(d: Dossier, random: Random) -> Planting:
    """A listed conversion lies before the three years."""
    return Planting(
        finding=Expected(rule="X-TM-17", subject="1", also=("X-TM-18",)),
        papers=("conversions",),
        change=setting(("conversions", 0, "year"), lambda _: d.years[0] - 2),
    )


def old_field(d: Dossier, random: Random) -> Planting:
    """A product is placed in a field of the list of 2008."""
    key = list(d.products)[-1]
    return Planting(
        finding=Expected(rule="X-TF-04", subject=key, also=("X-TF-01", "X-TF-02", "X-TF-03")),
        papers=("application",),
        change=setting(
            ("products", key, "field"),
            lambda _: "高新技术改造传统产业/工业生产过程控制系统/现场总线及工业以太网技术",
        ),
    )


VALUE_FLAWS: dict[str, Callable[[Dossier, Random], Planting]] = {
    flaw.__name__: flaw
    for flaw in (
        commitment_firm, tax_code, legal_representative, registered_on, certificate_title, patent_digit, grant_date,
        patent_owner, dead_reference, approval_title, approval_late, audited_cost, rd_total, cost_column, education_sum,
        staff_statement, hired_late, few_technicians, sales_digits, gross_income, product_income, opening_balance,
        net_assets, conversion_count, conversion_year, old_field,
    )
}  # fmt: skip
