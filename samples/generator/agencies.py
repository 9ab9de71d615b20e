"""Firms of accountants and the reports they sign."""

from __future__ import annotations

from datetime import date
from random import Random

from samples.generator.dates import add_days, between, working_day
from samples.generator.model import Agency, Report
from samples.generator.names import Place, person_names
from samples.generator.numbers import credit_code


def agency(random: Random, name: str, place: Place, established_before: date) -> Agency:
    """A firm of accountants that may issue special audits: three years old, twenty staff, 30 % accountants."""
    accountants = random.randint(11, 17)
    staff = random.randint(24, 33)
    names = person_names(random, accountants)
    province = place.region_code[:2]
    certificates = [f"{province}00{random.randint(0, 99):02d}{random.randint(0, 999999):06d}" for _ in names]
    return Agency(
        name=name,
        credit_code=credit_code(random, place.region_code),
        licence_number=f"{province}00{random.randint(100, 999):04d}",
        established_on=between(random, date(2009, 1, 1), date(established_before.year - 6, 1, 1)),
        partner=names[0],
        address=f"{place.city}{place.district}{random.choice(('临渊路', '闻溪路', '观澜街'))}{random.randint(3, 90)}号{random.randint(5, 26)}层",
        accountants=tuple(zip(names, certificates, strict=True)),
        staff=tuple(staff + random.choice((-1, 0, 0, 0, 1)) for _ in range(12)),
        signers=(names[1], names[2]),
    )


def audit_reports(
    random: Random, years: tuple[int, int, int], applied: date
) -> tuple[dict[int, Report], Report, Report]:
    """Three annual reports and the two special ones, dated in the order they are made."""
    short = random.choice("衡信正明嘉诚")
    audits = {
        year: Report(
            number=f"{short}会审字〔{year + 1}〕第{random.randint(100, 899):04d}号",
            dated_on=between(random, date(year + 1, 3, 2), date(year + 1, 4, 20)),
            code=_code(random, year + 1),
        )
        for year in years
    }
    last = audits[years[-1]].dated_on
    signed = working_day(add_days(last, random.randint(8, 24)))
    other = random.choice("德立方远")
    number = random.randint(20, 380)
    rd = Report(number=f"{other}专审字〔{applied.year}〕第{number:04d}号", dated_on=signed)
    income = Report(number=f"{other}专审字〔{applied.year}〕第{number + 1:04d}号", dated_on=signed)
    return audits, rd, income


def _code(random: Random, year: int) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
    return f"{'粤苏鄂闽鲁浙'[random.randrange(6)]}{year % 100}{''.join(random.choice(letters) for _ in range(8))}"
