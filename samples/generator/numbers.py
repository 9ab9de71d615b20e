"""Numbers with check digits for invented rights and firms.

Patent numbers follow the office's weights, credit codes GB 32100-2015 (with the inner
check of GB 11714). Any of them may by chance be that of a real right or firm.
"""

from __future__ import annotations

from datetime import date
from random import Random

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KIND_DIGIT = {"invention": 1, "utility": 2, "design": 3}
_PUBLICATION_LETTER = {"invention": "B", "utility": "U", "design": "S"}


def credit_code(random: Random, region: str, department: str = "91") -> str:
    """An 18-character 统一社会信用代码 of a firm registered in a region (6 digits)."""
    body = "MA" + "".join(random.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6))
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(_ORGANISATION.index(c) * w for c, w in zip(body, weights, strict=True)) % 11
    organisation = body + {10: "X", 11: "0"}.get(rest, str(rest))
    head = f"{department}{region}{organisation}"
    value = sum(_CREDIT.index(c) * pow(3, i, 31) for i, c in enumerate(head)) % 31
    return head + _CREDIT[(31 - value) % 31]


def patent_number(random: Random, kind: str, applied_on: date) -> str:
    """`ZL202310123456.7` of an application filed on a day."""
    digits = f"{applied_on.year}{_KIND_DIGIT[kind]}{random.randint(100000, 1799999):07d}"
    return f"ZL{digits}.{patent_check(digits)}"


def patent_check(digits: str) -> str:
    """The check digit of a 12-digit application number."""
    rest = sum(int(d) * w for d, w in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def publication_number(random: Random, kind: str) -> str:
    """`CN118123456B`."""
    first = _KIND_DIGIT[kind]
    return f"CN{first}{random.randint(10000000, 22999999)}{_PUBLICATION_LETTER[kind]}"


def software_number(random: Random, registered_on: date) -> str:
    """登记号 `2024SR0123456`."""
    return f"{registered_on.year}SR{random.randint(20000, 2199999):07d}"


def invoice_number(random: Random, issued_on: date, region: str) -> str:
    """The 20 digits of a fully digital invoice: year, region, then a running number."""
    return f"{issued_on.year % 100}{region[:2]}2{random.randint(0, 10**15 - 1):015d}"


def masked_id(random: Random, region: str, born: date) -> str:
    """An identity number as the lists print it, with the birthday hidden."""
    return f"{region}********{random.randint(0, 999):03d}{random.choice('0123456789X')}"
