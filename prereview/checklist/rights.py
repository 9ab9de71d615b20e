"""Which listed rights count for the score, and why others do not (国科发火〔2016〕195号 三、（二）).

A right counts that was granted by the application date, is within its term, belongs
to the applicant, stands once in the list and, in class II, was not used before.
Only what was read speaks against a right; one whose certificate was not found may
still count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from prereview.dossier.facts import Facts
from prereview.dossier.values.identifiers import patent_kind, right_key
from prereview.dossier.values.names import same_name

CLASS_ONE = ("发明", "国防", "植物新品种", "农作物", "新药", "中药", "布图设计")
CLASS_TWO = ("实用新型", "外观设计", "软件著作权", "软著")

TERMS = {"发明专利": 20, "实用新型专利": 10, "外观设计专利": 15}
"""Years from the filing date; designs filed before 2021-06-01 have ten (专利法 第四十二条)."""

DESIGN_REFORM = date(2021, 6, 1)


class ListedRight(msgspec.Struct, frozen=True):
    """A row of the list: its class (0 for what is neither), and what speaks against it."""

    key: str
    rank: Literal[0, 1, 2]
    against: tuple[str, ...]
    certificate: bool
    """Whether its certificate is in the package."""

    @property
    def counts(self) -> bool:
        """Whether it counts by what was read."""
        return self.rank > 0 and not self.against


def listed_rights(facts: Facts) -> tuple[ListedRight, ...]:
    """The rows of the list whose kind was read, in order."""
    seen: set[str] = set()
    rows: list[ListedRight] = []
    for key in facts.keys_of("application.ip"):
        kind = facts.value(f"application.ip[{key}].kind")
        if not isinstance(kind, str):
            continue
        rank = class_of(kind)
        number = right_key(str(facts.value(f"application.ip[{key}].number") or "")) or ""
        against = tuple(_against(facts, key, rank, number))
        if number and number in seen:
            against = (*against, "与前面的行重复")
        seen.add(number)
        rows.append(ListedRight(key, rank, against, f"application.ip[{key}].certificate" in facts))
    return tuple(rows)


def class_of(kind: str) -> Literal[0, 1, 2]:
    """Ⅰ类 or Ⅱ类 by the name of a kind; 0 for trade marks, works and anything else."""
    if any(word in kind for word in CLASS_ONE):
        return 1
    return 2 if any(word in kind for word in CLASS_TWO) else 0


def _against(facts: Facts, key: str, rank: int, number: str) -> Iterator[str]:
    applied = facts.value("derived.applied_on")
    granted = facts.value(f"application.ip[{key}].granted_on")
    if isinstance(applied, date) and isinstance(granted, date) and granted > applied:
        yield "申请日之后授权"
    certificate = facts.value(f"application.ip[{key}].certificate")
    filed = facts.value(f"certificates[{certificate}].applied_on") if certificate else None
    if isinstance(applied, date) and isinstance(filed, date) and _expired(number, filed, applied):
        yield "保护期已届满"
    if certificate and _belongs_to_others(facts, str(certificate), number):
        yield "权利人不是申请企业"
    used = {right_key(str(f.value)) for f in facts.match("application.used_ip[*].number")}
    if rank == 2 and number and number in used:
        yield "Ⅱ类知识产权已使用过"


def _expired(number: str, filed: date, applied: date) -> bool:
    kind = patent_kind(number)
    if kind is None:
        return False
    years = 10 if kind == "外观设计专利" and filed < DESIGN_REFORM else TERMS[kind]
    day = min(filed.day, 28) if filed.month == 2 else filed.day
    return date(filed.year + years, filed.month, day) <= applied


def _belongs_to_others(facts: Facts, certificate: str, number: str) -> bool:
    owners = facts.value(f"certificates[{certificate}].owners")
    firm = facts.value("derived.firm_name")
    if not isinstance(owners, tuple) or not isinstance(firm, str):
        return False
    own = [firm, *(str(f.value) for f in facts.match("name_changes[*].before"))]
    after = [str(facts.value(f"ip_transfers[{key}].after") or "") for key in {certificate, number}]
    if any(same_name(name, firm) for name in after):
        return False
    unread = facts.value("materials[ip_transfer_notice].title") or facts.value(
        "materials[name_change_notice].title"
    )
    return not unread and not any(same_name(owner, name) for owner in owners for name in own)
