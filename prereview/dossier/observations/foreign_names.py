"""Names of other firms in the firm's own texts: what a template or another client left behind.

A name counts as foreign when nothing in the package explains it: it is not the
applicant's or a former one, no contract, certificate, audit or agreement names
it, and the sentence does not speak of customers, suppliers or partners. Read from
a scan, a name that is nearly the applicant's is a misreading, not another firm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from prereview.dossier.facts import Fact, Facts
from prereview.dossier.observations.papers import OWN_PAPERS, Piece, evidence_of, pieces
from prereview.dossier.sections import SectionFacts
from prereview.dossier.values.names import firm_names_in, normalise_name

MISREADING = 75.0
"""A recognised name this like a known one (0 to 100) is taken for it."""

_COMPANY = re.compile(r"(?:有限公司|有限责任公司|集团公司)$")
_PARTIES = re.compile(
    r"客户|用户|买方|需方|供方|卖方|采购|供应商?|合作|委托|联合|协作|经销|代理|销售给|销往|应用于|服务于|交付|中标|竞争|同类|同行|友商"
    r"|控股|参股|股东|投资|子公司|母公司|关联|任职|毕业|曾在|原|前身|更名|变更|开户|银行|认证|检测|检验|审计|保险"
)
_LED_IN = re.compile(r"客户|用户|供应商|合作方|合作单位|委托方|受托方|买方|需方")
"""Words for another party that ran into the name itself."""

_SEARCHED = OWN_PAPERS - {"contents", "personnel_list", "conversion_summary"}


def foreign_names(sections: Sequence[SectionFacts], facts: Facts) -> Iterator[Fact]:
    """`foreign_names`, one per paper and name."""
    own = facts.value("derived.firm_name")
    if not isinstance(own, str):
        return
    known = _known_names(sections, facts)
    found: dict[tuple[str, str], tuple[SectionFacts, Piece]] = {}
    for section in sections:
        if section.view.kind in _SEARCHED:
            for piece in pieces(section):
                for name in _unexplained(piece, own, known):
                    found.setdefault((piece.paper, name), (section, piece))
    for number, ((paper, name), (section, piece)) in enumerate(found.items(), 1):
        evidence = (evidence_of(section, piece.place),)
        yield Fact(f"foreign_names[{number}].name", name, None, evidence)
        yield Fact(f"foreign_names[{number}].document", paper, None, evidence)


def _known_names(sections: Sequence[SectionFacts], facts: Facts) -> frozenset[str]:
    """Every organisation that some paper of another party names."""
    names = {
        normalise_name(name)
        for section in sections
        if section.view.kind not in OWN_PAPERS
        for piece in pieces(section)
        for name in firm_names_in(piece.place.text)
    }
    for fact in facts.values():
        values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        if fact.path.endswith(("firm_name", "audit_firm", "owners", "].partner", "].former", "agency.name")):
            names |= {normalise_name(str(v)) for v in values}
    return frozenset(names)


def _unexplained(piece: Piece, own: str, known: frozenset[str]) -> Iterator[str]:
    text = piece.place.text
    if "公司" not in text:
        return
    for name in firm_names_in(text):
        plain = normalise_name(name)
        if not _COMPANY.search(plain) or plain.endswith(normalise_name(own)) or normalise_name(own) in plain:
            continue
        if any(plain.endswith(other) or other.endswith(plain) for other in known):
            continue
        if piece.place.method == "ocr" and fuzz.partial_ratio(plain, normalise_name(own)) >= MISREADING:
            continue
        if not _PARTIES.search(_sentence_of(text, name)) and not _LED_IN.search(name):
            yield name


def _sentence_of(text: str, name: str) -> str:
    """The sentence around a name, without the name itself."""
    at = text.find(name)
    if at < 0:
        return text.replace(name, "")
    start = max(text.rfind(mark, 0, at) for mark in "。;；!！") + 1
    ends = [end for mark in "。;；!！" if (end := text.find(mark, at)) >= 0]
    return text[start:at] + text[at + len(name) : min(ends, default=len(text))]
