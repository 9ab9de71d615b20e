"""What kind of application this is: switches by which rules and questions apply.

Each switch is derived from the facts, with the facts it rests on; what the papers
do not show is off or unknown, never guessed. A checklist (of a region, a year) or a
person may set a switch; what is set wins over what is derived.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from prereview.dossier.facts import Evidence, Fact, Facts, Value
from prereview.dossier.vocabulary import vocabulary
from prereview.errors import UsageError

RECORD = "profile"

WHOLE_WINDOW = 3
"""Accounting years of a firm that is not young."""

_BRANCH = re.compile(r"分公司|分支机构|总分机构")
_SECRET = re.compile(r"涉密|国防专利|武器装备科研生产|保密资格")
_LICENSED = re.compile(
    r"医疗器械|药品|农药|兽药|肥料|压力容器|特种设备|电梯|防爆|计量器具|无线电|电信终端|食品添加|饲料|民用航空|消防产品|网络安全专用"
)
_PROMISE = re.compile(r"告知承诺")

Found = tuple[Value, Sequence[Fact]]
"""A switch and the facts it rests on."""


class Switch(msgspec.Struct, frozen=True):
    """A switch of the profile: its name, its meaning in Chinese, and how it is found."""

    name: str
    title: str
    find: Callable[[Facts], Found | None]


def profile_facts(facts: Facts, settings: Mapping[str, Value] | None = None) -> tuple[Fact, ...]:
    """`profile` facts of a package; `settings` take the place of what the papers say."""
    return tuple(_profile_facts(facts, settings or {}))


def _profile_facts(facts: Facts, settings: Mapping[str, Value]) -> Iterator[Fact]:
    for switch in SWITCHES:
        path = f"{RECORD}.{switch.name}"
        if switch.name in settings:
            yield Fact(path, settings[switch.name], working="按设定")
            continue
        found = switch.find(facts)
        if found is not None:
            value, inputs = found
            yield Fact(path, value, None, _evidence(inputs))


def checked_settings(given: Mapping[str, Any]) -> dict[str, Value]:
    """Settings as switch values. Raises `UsageError` for a name that does not exist or a wrong type."""
    settings: dict[str, Value] = {}
    for name, value in given.items():
        term = vocabulary().term(f"{RECORD}.{name}")
        if term is None:
            known = "、".join(switch.name for switch in SWITCHES)
            raise UsageError(f"没有名为“{name}”的情形开关", remedy=f"可用：{known}")
        if term.type == "flag" and not isinstance(value, bool):
            raise UsageError(f"情形开关“{name}”应为 true 或 false，现为“{value}”")
        settings[name] = value if isinstance(value, bool | int) else str(value)
    return settings


def _evidence(inputs: Sequence[Fact]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for fact in inputs[:6] for e in fact.evidence))


# ---- how each switch is found


def _years(facts: Facts) -> Found | None:
    years = facts.get("derived.accounting_years")
    return (len(years.value), (years,)) if years and isinstance(years.value, tuple) else None


def _young(facts: Facts) -> Found | None:
    found = _years(facts)
    return (int(str(found[0])) < WHOLE_WINDOW, found[1]) if found else None


def _renewal(facts: Facts) -> Found | None:
    """An earlier certificate in a tax return, a reduction claimed with it, or rights used before."""
    signs = [
        *facts.match("tax_returns[*].certificate_number"),
        *(f for f in facts.match("tax_returns[*].ht_preference") if _amount(f) > 0),
        *(f for f in facts.match("tax_returns[*].ht_rd[*]") if _amount(f) > 0),
        *facts.match("application.used_ip[*].number"),
    ]
    return (bool(signs), signs)


def _any(*patterns: str) -> Callable[[Facts], Found | None]:
    def find(facts: Facts) -> Found | None:
        found = [fact for pattern in patterns for fact in facts.match(pattern)]
        return (bool(found), found)

    return find


def _any_text(words: re.Pattern[str], *patterns: str) -> Callable[[Facts], Found | None]:
    def find(facts: Facts) -> Found | None:
        found = [f for pattern in patterns for f in facts.match(pattern) if words.search(str(f.value))]
        return (bool(found), found)

    return find


def _transferred(facts: Facts) -> Found | None:
    ways = facts.match("application.ip[*].acquisition")
    found = [f for f in ways if re.search("受让|受赠|并购", str(f.value))]
    found += facts.match("ip_transfers[*].after")
    return (bool(found), found) if ways or found else None


def _co_owned(facts: Facts) -> Found | None:
    owners = facts.match("certificates[*].owners")
    found = [f for f in owners if isinstance(f.value, tuple) and len(set(f.value)) > 1]
    return (bool(found), found) if owners else None


def _outsourced(facts: Facts) -> Found | None:
    costs = facts.match("application.rd_costs[*][total].outsourced")
    found = [f for f in costs if _amount(f) > 0]
    return (bool(found), found) if costs else None


def _outsourced_abroad(facts: Facts) -> Found | None:
    costs = facts.match("application.rd_costs[*][total].outsourced")
    found = [
        f for f in costs if _amount(f) > _value(facts, f.path.replace(".outsourced", ".outsourced_domestic"))
    ]
    return (bool(found), found) if costs else None


def _technical_income(facts: Facts) -> Found | None:
    stated = (
        *facts.match("special_income.technical_income"),
        *facts.match("tax_returns[*].technical_income"),
    )
    found = [f for f in stated if _amount(f) > 0]
    return (bool(found), found) if stated else None


def _region(facts: Facts) -> Found | None:
    for path in ("application.region", "licence.address"):
        fact = facts.get(path)
        if fact is not None:
            return str(fact.value), (fact,)
    return None


def _amount(fact: Fact) -> Decimal:
    return fact.value if isinstance(fact.value, Decimal) else Decimal(0)


def _value(facts: Facts, path: str) -> Decimal:
    fact = facts.get(path)
    return _amount(fact) if fact else Decimal(0)


SWITCHES = (
    Switch("years", "应提供数据的会计年度数", _years),
    Switch("young", "经营不满三个会计年度", _young),
    Switch("renewal", "曾获认定，重新申请", _renewal),
    Switch(
        "name_change", "发生过名称变更", _any("name_changes[*].after", "materials[name_change_notice].title")
    ),
    Switch("transferred_ip", "有受让、受赠或并购的知识产权", _transferred),
    Switch("co_owned_ip", "有共有的知识产权", _co_owned),
    Switch("outsourced", "有委托外部研究开发", _outsourced),
    Switch("outsourced_abroad", "有委托境外研究开发", _outsourced_abroad),
    Switch("technical_income", "有技术性收入", _technical_income),
    Switch(
        "branch",
        "设有分支机构",
        _any_text(_BRANCH, "firm_names[*].name", "licence.type", "application.firm_name"),
    ),
    Switch(
        "licensed_product",
        "产品属于许可或强制认证范围",
        _any_text(_LICENSED, "application.products[*].name", "application.products[*].field"),
    ),
    Switch("secret", "涉及保密", _any_text(_SECRET, "application.ip[*].kind", "licence.scope")),
    Switch("promise", "采用告知承诺", _any_text(_PROMISE, "materials[*].title", "attachments[*].name")),
    Switch("paperless", "全程网上办理，不交纸质材料", lambda facts: None),
    Switch("region", "申报地区", _region),
)
"""Annex-B switches of the checklist, in the order of the report."""
