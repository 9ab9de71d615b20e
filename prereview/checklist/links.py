"""How activities, rights, products and conversions hang together, and where a link is missing.

The form, the list of conversions and the papers enclosed each name some links.
Here they stand as one matrix, so that what leads nowhere can be named: numbers
that do not exist, rights nobody uses, products without a right or an activity
behind them, results older than the research they came from. Papers that prove a
conversion are tied to it by the result they name, by a contract they share, or by
the number and name of their file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from prereview.dossier.facts import Facts
from prereview.dossier.joining import match_name
from prereview.dossier.values.names import normalise_name

_FILE_NUMBER = re.compile(r"^(?:成果|转化)?0?(\d{1,2})(?!\d)[-_ 、.．]*(.*)$")


class ConversionLinks(msgspec.Struct, frozen=True):
    """One conversion and what it refers to."""

    key: str
    name: str
    ip: tuple[str, ...]
    rd: tuple[str, ...]
    products: tuple[str, ...]
    papers: tuple[str, ...]
    """Numbers of the papers that prove it (`conversion_evidence`)."""


class LinkMatrix(msgspec.Struct, frozen=True):
    """All links of a package by their rows; keys are IP01, RD01, PS01 and the numbers of conversions."""

    rights: tuple[str, ...]
    rd_to_ip: Mapping[str, tuple[str, ...]]
    product_to_ip: Mapping[str, tuple[str, ...]]
    product_to_rd: Mapping[str, tuple[str, ...]]
    """Activities behind a product, through a right or a conversion they share."""
    conversions: tuple[ConversionLinks, ...]

    def dead(self) -> tuple[str, ...]:
        """Links to rows that do not exist, as `RD04→IP19`."""
        known = {*self.rights, *self.rd_to_ip, *self.product_to_ip}
        links = [
            *((rd, ip) for rd, cited in self.rd_to_ip.items() for ip in cited),
            *((ps, ip) for ps, cited in self.product_to_ip.items() for ip in cited),
            *((f"转化{c.key}", other) for c in self.conversions for other in (*c.ip, *c.rd, *c.products)),
        ]
        return tuple(f"{one}→{other}" for one, other in links if other not in known)

    def idle_rights(self) -> tuple[str, ...]:
        """Rights that no activity, product or conversion uses."""
        used = {ip for cited in (*self.rd_to_ip.values(), *self.product_to_ip.values()) for ip in cited}
        used |= {ip for c in self.conversions for ip in c.ip}
        return tuple(ip for ip in self.rights if ip not in used)

    def products_without_ip(self) -> tuple[str, ...]:
        """Products that name no right of the list."""
        return tuple(ps for ps, cited in self.product_to_ip.items() if not set(cited) & set(self.rights))

    def products_without_rd(self) -> tuple[str, ...]:
        """Products to which no activity leads."""
        return tuple(ps for ps, behind in self.product_to_rd.items() if not behind)

    def rd_without_result(self) -> tuple[str, ...]:
        """Activities with neither a right nor a conversion."""
        converted = {rd for c in self.conversions for rd in c.rd}
        return tuple(rd for rd, cited in self.rd_to_ip.items() if not cited and rd not in converted)

    def rd_without_conversion(self) -> tuple[str, ...]:
        """Activities that no conversion names; no rule asks for one."""
        converted = {rd for c in self.conversions for rd in c.rd}
        return tuple(rd for rd in self.rd_to_ip if rd not in converted)


def link_matrix(facts: Facts) -> LinkMatrix:
    """The matrix of a package; what was not read is not in it."""
    rights = (*facts.keys_of("application.ip"), *facts.keys_of("application.used_ip"))
    rd_to_ip = {rd: _refs(facts, f"application.rd[{rd}].ip") for rd in facts.keys_of("application.rd")}
    product_to_ip = {
        ps: _refs(facts, f"application.products[{ps}].ip") for ps in facts.keys_of("application.products")
    }
    papers = papers_of_conversions(facts)
    conversions = tuple(
        ConversionLinks(
            key=key,
            name=str(facts.value(f"conversions[{key}].name") or ""),
            ip=_refs(facts, f"conversions[{key}].ip"),
            rd=_refs(facts, f"conversions[{key}].rd"),
            products=_refs(facts, f"conversions[{key}].product"),
            papers=tuple(paper for paper, owner in papers.items() if owner == key),
        )
        for key in facts.keys_of("conversions")
    )
    behind = {ps: _behind(ps, cited, rd_to_ip, conversions) for ps, cited in product_to_ip.items()}
    return LinkMatrix(rights, rd_to_ip, product_to_ip, behind, conversions)


def _behind(
    ps: str,
    cited: tuple[str, ...],
    rd_to_ip: Mapping[str, tuple[str, ...]],
    conversions: tuple[ConversionLinks, ...],
) -> tuple[str, ...]:
    by_right = [rd for rd, ips in rd_to_ip.items() if set(ips) & set(cited)]
    by_conversion = [
        rd for c in conversions if ps in c.products or set(c.ip) & set(cited) for rd in c.rd if rd in rd_to_ip
    ]
    return tuple(dict.fromkeys((*by_right, *by_conversion)))


def _refs(facts: Facts, path: str) -> tuple[str, ...]:
    value = facts.value(path)
    return value if isinstance(value, tuple) else ()


# ---- papers and their conversions


def papers_of_conversions(facts: Facts) -> dict[str, str]:
    """Number of a proving paper → number of its conversion, for those that can be told."""
    names = {key: str(facts.value(f"conversions[{key}].name") or "") for key in facts.keys_of("conversions")}
    named = {key: name for key, name in names.items() if name}
    papers = facts.keys_of("conversion_evidence")
    found = {paper: row for paper in papers if (row := _by_result(facts, paper, named))}
    found |= {paper: row for paper in papers if paper not in found and (row := _by_file(facts, paper, names))}
    by_contract = {
        number: found[paper]
        for paper in papers
        if paper in found and (number := _text(facts, paper, "number"))
    }
    for paper in papers:
        contract = _text(facts, paper, "contract_number")
        if paper not in found and contract in by_contract:
            found[paper] = by_contract[contract]
    return {paper: found[paper] for paper in papers if paper in found}


def _by_result(facts: Facts, paper: str, names: Mapping[str, str]) -> str | None:
    result = _text(facts, paper, "result")
    match = match_name(result, names) if result else None
    return match.key if match else None


def _by_file(facts: Facts, paper: str, names: Mapping[str, str]) -> str | None:
    """A file called `03_成果名称` belongs to conversion 3 where the name does not say otherwise."""
    parts = _FILE_NUMBER.match(_text(facts, paper, "file"))
    if parts is None:
        return None
    title = normalise_name(parts[2])
    match = match_name(title, {k: n for k, n in names.items() if n}) if len(title) >= 4 else None
    if match:
        return match.key
    return parts[1] if parts[1] in names and not title else None


def _text(facts: Facts, paper: str, name: str) -> str:
    value = facts.value(f"conversion_evidence[{paper}].{name}")
    return value if isinstance(value, str) else ""


def products_tested(facts: Facts) -> dict[str, str]:
    """Number of a test report → product whose name its sample bears, for those that can be told."""
    names = {
        ps: str(facts.value(f"application.products[{ps}].name") or "")
        for ps in facts.keys_of("application.products")
    }
    found: dict[str, str] = {}
    for number in facts.keys_of("test_reports"):
        sample = normalise_name(str(facts.value(f"test_reports[{number}].product") or ""))
        inside = [ps for ps, name in names.items() if name and sample and normalise_name(name) in sample]
        match = match_name(sample, names) if sample and len(inside) != 1 else None
        owner = inside[0] if len(inside) == 1 else match.key if match else None
        if owner:
            found[number] = owner
    return found


# ---- contradictions


def one_sided_links(matrix: LinkMatrix) -> Iterator[str]:
    """Conversions whose activity and right are not linked in the form, as `3：RD02–IP05`.

    A conversion may come from several activities; one that leads to the right is enough.
    """
    for conversion in matrix.conversions:
        activities = [rd for rd in conversion.rd if rd in matrix.rd_to_ip]
        cited = {ip for rd in activities for ip in matrix.rd_to_ip[rd]}
        linked = {ip for ips in matrix.rd_to_ip.values() for ip in ips}
        for ip in conversion.ip:
            if activities and ip in linked and ip not in cited:
                yield f"{conversion.key}：{'、'.join(activities)}–{ip}"


def early_results(facts: Facts) -> Iterator[tuple[str, str]]:
    """Conversions proved by a paper older than every activity they come from, with that paper."""
    for paper, key in papers_of_conversions(facts).items():
        dated = facts.value(f"conversion_evidence[{paper}].dated_on")
        starts = [
            facts.value(f"application.rd[{rd}].started_on") for rd in _refs(facts, f"conversions[{key}].rd")
        ]
        days = [day for day in starts if isinstance(day, date)]
        if isinstance(dated, date) and days and len(days) == len(starts) and dated < min(days):
            yield key, paper
