"""R&D activities of an invented firm and the rights that come of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import msgspec

from samples.generator.dates import add_days, add_months, between, working_day
from samples.generator.model import Activity, Firm, Person, Right
from samples.generator.money import TEN_THOUSAND, yuan
from samples.generator.numbers import patent_number, publication_number, software_number
from samples.generator.texts import core, purpose, results
from samples.generator.trade import Trade

_GRANT_MONTHS = {"invention": (17, 25), "utility": (7, 11), "design": (6, 9), "software": (2, 5)}
_FEES = {"invention": 900, "utility": 600, "design": 600}


def plan_activities(
    random: Random, trade: Trade, years: tuple[int, int, int], applied: date, technicians: list[Person]
) -> dict[str, Activity]:
    """Five to seven activities, spread from before the three years to the present.

    Each year has some; the first begins in the year before, the last may still go on.
    """
    count = random.choice((5, 6, 6, 7))
    topics = sorted(random.sample(range(len(trade.topics)), count), key=lambda _: random.random())
    topics.sort(key=lambda t: all(kind != "invention" for kind, _ in trade.topics[t].rights))
    first = date(years[0] - 1, random.choice((7, 8, 9)), 1)
    last = date(years[-1], random.choice((3, 4, 5)), 1)
    step = ((last.year - first.year) * 12 + last.month - first.month) / (count - 1)
    activities = {}
    for number, topic_number in enumerate(topics):
        topic = trade.topics[topic_number]
        key = f"RD{number + 1:02d}"
        start = add_days(add_months(first, round(step * number)), random.randint(0, 20))
        end = add_days(add_months(start, random.randint(12, 19)), random.randint(-10, 20))
        end = max(end, date(years[0], 6, 15)) if number == 0 else end
        if date(years[-1], 12, 20) < end < add_days(applied, 60):
            end = (
                date(years[-1], 12, random.choice((10, 18, 26)))
                if random.random() < 0.6
                else date(years[-1] + 1, 12, 20)
            )
        leader = technicians[number % min(len(technicians), 3)]
        members = random.sample(technicians, min(len(technicians), random.randint(5, 8)))
        members = [m for m in members if m.hired_on <= start and m.name != leader.name]
        activities[key] = Activity(
            key=key,
            name=topic.name,
            topic=topic,
            field="/".join(trade.fields),
            source="企业自有技术",
            started_on=start,
            ended_on=end,
            approved_on=working_day(start - timedelta(days=random.randint(8, 25))),
            accepted_on=working_day(add_days(end, random.randint(8, 40))) if end < applied else None,
            rights=(),
            budget=Decimal(0),
            leader=leader.name,
            members=tuple(m.name for m in members),
            purpose=purpose(topic, leader.name, number),
            core=core(topic, number),
            results="",
        )
    return activities


def plan_rights(
    random: Random, trade: Trade, firm: Firm, activities: dict[str, Activity], applied: date
) -> dict[str, Right]:
    """The rights granted in time: inventions first, then by kind, numbered in that order."""
    granted = [
        right
        for activity in activities.values()
        for kind, title in activity.topic.rights
        if (right := _right(random, trade, firm, activity, kind, title, applied))
    ]
    order = ("invention", "utility", "design", "software")
    granted.sort(key=lambda right: (order.index(right.kind), right.granted_on))
    numbered = (msgspec.structs.replace(right, key=f"IP{i:02d}") for i, right in enumerate(granted, 1))
    return {right.key: right for right in numbered}


def _right(
    random: Random, trade: Trade, firm: Firm, activity: Activity, kind: str, title: str, applied: date
) -> Right | None:
    """A right out of an activity, None where it would be granted after the application."""
    earliest = add_months(activity.started_on, 2 if kind == "invention" else 4)
    filed = between(random, earliest, add_months(earliest, 4))
    months = random.randint(*_GRANT_MONTHS[kind])
    granted = _tuesday(add_months(filed, months), kind)
    if granted > add_days(applied, -35):
        return None
    common = {
        "key": "", "kind": kind, "applied_on": filed, "granted_on": granted, "owners": (firm.name,),
        "inventors": (activity.leader, *activity.members[:3]), "acquisition": "自主研发",
        "activity": activity.key, "product": f"PS{activity.topic.product:02d}",
    }  # fmt: skip
    if kind == "software":
        return Right(
            **common,  # type: ignore[arg-type]
            name=f"{firm.brand}{title}V{random.choice(('1.0', '1.0', '2.0'))}",
            number=software_number(random, granted),
            publication="",
            certificate_number=f"软著登字第{random.randint(11000000, 17999999)}号",
            published_on=add_days(filed, random.randint(5, 30)),
        )
    return Right(
        **common,  # type: ignore[arg-type]
        name=title,
        number=patent_number(random, kind, filed),
        publication=publication_number(random, kind),
        certificate_number=str(random.randint(6000000, 23999999)),
        published_on=granted,
        fee_paid_on=between(
            random, max(add_months(granted, 1), add_months(applied, -9)), add_days(applied, -12)
        ),
        fee=Decimal(_FEES[kind]),
    )


def _tuesday(day: date, kind: str) -> date:
    """Patents are granted on Tuesdays and Fridays; programs are registered on working days."""
    if kind == "software":
        return working_day(day)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def finish_activity(
    random: Random, activity: Activity, spent: Decimal, rights: list[Right], trade: Trade
) -> Activity:
    """An activity with its rights, budget and results."""
    own = [right for right in rights if right.activity == activity.key]
    done = activity.accepted_on is not None
    factor = Decimal(str(round(random.uniform(1.02, 1.10) if done else random.uniform(1.4, 1.8), 3)))
    budget = yuan((spent * factor / TEN_THOUSAND).quantize(Decimal(1)) * TEN_THOUSAND + TEN_THOUSAND)
    product = trade.products[activity.topic.product - 1].name
    number = int(activity.key[2:])
    return msgspec.structs.replace(
        activity,
        rights=tuple(right.key for right in own),
        budget=budget,
        results=results(activity.topic, own, product, done, number),
    )
