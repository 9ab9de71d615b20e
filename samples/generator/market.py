"""Products, sales and conversions of an invented firm."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from samples.generator.dates import add_days, add_months, between
from samples.generator.model import Activity, Conversion, Firm, Product, Right, Sale
from samples.generator.money import split, yuan
from samples.generator.numbers import credit_code, invoice_number
from samples.generator.texts import advantage, key_technology, support
from samples.generator.trade import Trade


def products(
    random: Random, trade: Trade, activities: dict[str, Activity], rights: dict[str, Right], main: Decimal
) -> dict[str, Product]:
    """Products with a right behind them; they sell 80 to 92 % of the main business revenue."""
    kinds = [
        (number, kind)
        for number, kind in enumerate(trade.products, 1)
        if any(right.product == f"PS{number:02d}" for right in rights.values())
    ]
    amounts = split(yuan(main * Decimal(str(round(random.uniform(0.80, 0.92), 4)))),
                    [random.uniform(0.7, 1.3) * (1.8 if i == 0 else 1) for i in range(len(kinds))])  # fmt: skip
    made = {}
    for index, ((number, kind), income) in enumerate(zip(kinds, amounts, strict=True)):
        key = f"PS{index + 1:02d}"
        own = [right for right in rights.values() if right.product == f"PS{number:02d}"]
        topics = [a.topic for a in activities.values() if a.topic.product == number]
        made[key] = Product(
            key=key,
            name=kind.name,
            model=f"{kind.model}-{random.choice((100, 200, 300, 500))}",
            unit=kind.unit,
            price=yuan(random.uniform(*kind.price)),
            use=kind.use,
            field="/".join(trade.fields),
            source="企业自有技术",
            income=income,
            main=index < 2 or income == max(amounts),
            rights=tuple(right.key for right in own),
            key_technology=key_technology(kind.use, topics[:2], index),
            advantage=advantage(topics[:2], index),
            support=support(kind.name, own[:5], index),
            targets=tuple(target for topic in topics[:2] for target in topic.targets[:2]),
        )
    return made


def conversions(
    random: Random,
    firm: Firm,
    rights: dict[str, Right],
    made: dict[str, Product],
    customers: tuple[str, ...],
    years: tuple[int, int, int],
) -> tuple[Conversion, ...]:
    """One conversion of each right that could be sold within the three years, in order of time."""
    codes = {
        buyer: credit_code(random, random.choice(("330106", "510107", "420111", "340104")))
        for buyer in customers
    }
    converted: list[tuple[date, Right, Product, Sale]] = []
    for right in rights.values():
        product = next(p for p in made.values() if right.key in p.rights)
        earliest = max(add_months(right.applied_on, 2), date(years[0], 2, 10))
        latest = min(add_months(earliest, 8), date(years[-1], 12, 8))
        if earliest > latest:
            continue
        signed = _before_year_end(between(random, earliest, latest), earliest)
        buyer = random.choice(customers)
        quantity = random.randint(1, 3) if product.price > 50000 else random.randint(6, 40)
        invoiced = min(add_days(signed, random.randint(10, 30)), date(signed.year, 12, 28))
        sale = Sale(
            contract=f"XS{signed:%Y%m}{random.randint(1, 99):03d}",
            invoice=invoice_number(random, invoiced, firm.region_code),
            buyer=buyer,
            buyer_code=codes[buyer],
            signed_on=signed,
            invoiced_on=invoiced,
            quantity=quantity,
            price=product.price,
        )
        converted.append((signed, right, product, sale))
    converted.sort(key=lambda row: row[0])
    return tuple(
        Conversion(
            number=number,
            name=result_name(right),
            result="新产品",
            form="自行投资实施转化",
            year=signed.year,
            right=right.key,
            activity=right.activity,
            product=product.key,
            sale=sale,
            proof=random.choice(("user", "delivery")),
        )
        for number, (signed, right, product, sale) in enumerate(converted, 1)
    )


def _before_year_end(day: date, earliest: date) -> date:
    """A day that leaves time for an invoice in the same year."""
    last = date(day.year, 12, 8)
    if day <= last:
        return day
    return last if last >= earliest else date(day.year + 1, 1, 9)


def result_name(right: Right) -> str:
    """What a converted right is called: its subject without the words of the claim."""
    name = (
        right.name.removeprefix("一种").split("V")[0]
        if right.kind == "software"
        else right.name.removeprefix("一种")
    )
    for ending in ("及其制备方法", "的方法及装置", "方法及装置", "方法", "装置"):
        if right.kind != "software" and name.endswith(ending) and len(name) - len(ending) >= 4:
            return name.removesuffix(ending).removesuffix("的") + "技术"
    return name if right.kind == "software" else f"{name}技术"
