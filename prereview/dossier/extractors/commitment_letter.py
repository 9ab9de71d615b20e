"""Letters of commitment (企业承诺书): whose they are, signed, sealed and dated.

The firm is named in the text and again where it signs; both are kept when they
differ, since a letter copied from another firm often shows in one place only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.licence_lines import all_lines, last_lone_day, recognised, repaired
from prereview.dossier.extractors.signing import record_signing
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.matching import squash
from prereview.dossier.kinds import KIND_TITLES
from prereview.dossier.sections import SectionView
from prereview.dossier.values.names import firm_names_in, same_name
from prereview.dossier.values.repair import read_uscc

TITLE = KIND_TITLES["commitment_letter"]
SIGNATURE = f"{TITLE}落款"

_SIGNS = re.compile(
    r"法定代表人\(?(?:签名|签字|签章|盖章)|(?:单位|企业|承诺人|申报人|公司|厂|研究院|中心)(?:名称)?\((?:公章|盖章|签章|加盖公章)"
    r"|^\((?:单位|企业|公司)?(?:公章|盖章|加盖公章|印章)\)"
)
_ASKED = re.compile(r"\((?:公章|盖章|签章|加盖公章|印章)\):?$")
_ASKED_BEFORE = re.compile(r"^\((?:公章|盖章|签章|加盖公章|印章)\):?")
_SIGNER = re.compile(
    r"(?:承诺|申报|申请)?(?:单位|企业|人)(?:名称)?\(?(?:公章|盖章|签章|全称)?\)?:(?P<name>\S{4,50})$"
)
_NAMED = re.compile(
    r"(?:企业|单位|公司)名称:(?P<name>[^,;。:]{4,50}?)(?=[,;。)]|$)"
    r"|(?:^|。)(?P<self>(?:本|我)(?:公司|企业|单位))?(?P<own>[^,;。:()]{4,30}?公司)(?=\(统一|郑重|现郑重|承诺|在此)"
)


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add the facts of one letter."""
    lines = all_lines(view.blocks)
    named = next(_named(lines), None)
    signer = next(_signers(lines), None)
    first = named or signer
    if first:
        facts.add(f"firm_names[{TITLE}].name", *first)
    if named and signer and not same_name(named[0], signer[0]):
        facts.add(f"firm_names[{SIGNATURE}].name", *signer)
    for line in lines:
        code = read_uscc(line.text, recognised=recognised(line))
        if code:
            facts.add(f"credit_codes[{TITLE}].code", code.value, repaired(snippet(line), code.repaired))
            break
    record_signing(view.pages, facts, "commitment", _SIGNS)
    dated = last_lone_day(lines)
    if dated:
        facts.add("commitment.dated_on", *dated)


def _named(lines: Sequence[Line]) -> Iterator[tuple[str, Snippet]]:
    """The firm as the text names it; a name broken over two lines is put together."""
    for number, line in enumerate(lines):
        text = squash(line.text)
        for candidate in (text, text + (squash(lines[number + 1].text) if number + 1 < len(lines) else "")):
            match = _NAMED.search(candidate)
            if match and match["own"] and not match["self"] and candidate is not text:
                continue
            name = (match["name"] or _firm(match["own"])) if match else None
            if name and name.endswith(("公司", "厂", "所", "院", "中心", "集团")):
                yield name, snippet(line)
                break


def _firm(text: str) -> str | None:
    """A text that is a firm's name and nothing else."""
    return text if firm_names_in(text) == (text,) else None


def _signers(lines: Sequence[Line]) -> Iterator[tuple[str, Snippet]]:
    for line in reversed(lines):
        text = squash(line.text)
        match = _SIGNER.search(text)
        names = firm_names_in(match["name"]) if match else ()
        if names:
            yield names[0], snippet(line)
            continue
        text = _ASKED_BEFORE.sub("", _ASKED.sub("", text))
        if firm_names_in(text) and same_name(firm_names_in(text)[0], text):
            yield text, snippet(line)
