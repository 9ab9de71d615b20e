"""Cover, title and signature block of reports by accountants and tax agents.

Annual audits and special audits begin alike: number, client, firm, date. All of
it is read from the pages before the statements or schedules, so that the licence
copies at the end of a report, which carry the accountants' own name and code,
are never asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec
from rapidfuzz.distance import Levenshtein

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.values.characters import tight
from prereview.dossier.values.dates import parse_date

# ---- report number

_WORD = r"[\u4e00-\u9fffA-Za-z]"
_YEAR = r"[〔\[【(]20\d{2}[〕\]】)]年?"
_NUMBER = re.compile(
    rf"(?:{_WORD}{{1,16}}{_YEAR}(?:{_WORD}{{0,12}}字)?|{_YEAR}{_WORD}{{1,14}}?字|{_WORD}{{2,16}}字20\d{{2}}年?(?=第))"
    r"(?:第|NO\.?)?(?:\d{1,4}[A-Za-z]|[A-Za-z]{0,4}-?)\d{1,8}(?:-\d{1,4})?号"
)
_BLANK_NUMBER = re.compile(
    rf"(?:{_WORD}{{1,16}}[〔\[【(](?:20\d{{2}}|20[Xx×]{{2}}|[_\-]*)[〕\]】)]年?(?:{_WORD}{{0,12}}字)?)第?[_\-—Xx×*]*号"
)
_GOVERNMENT = re.compile(
    r"国科发|财会\b|财会[〔\[(]|财税|国市监|高企认|税务总局|国发|国办|中注协|[\u4e00-\u9fff](?:政|府)发|[令函][〔\[(]"
)
_NUMBER_LABEL = re.compile(r"^.*?(?:文号|编号|报告号)[:]")


def report_number(lines: Iterable[Line]) -> Snippet | None:
    """The report's number as printed, without blanks.

    One that was left blank (`〔2026〕第 号`) is given only when none is whole.
    """
    blank: Snippet | None = None
    for line in lines:
        text = _NUMBER_LABEL.sub("", tight(line.text))
        if "《" in text or ("号)" in text and len(text) > 40) or _GOVERNMENT.search(text):
            continue
        whole = _NUMBER.search(text)
        if whole and len(text) <= len(whole[0]) + 24:
            return _part(line, whole[0])
        empty = _BLANK_NUMBER.search(text)
        if empty and blank is None and len(text) <= len(empty[0]) + 16:
            blank = _part(line, empty[0])
    return blank


# ---- the accountants

_FORM = r"\((?:特殊的?普通合伙|普通合伙|有限合伙|有限公司)\)|有限责任公司|有限公司"
_FIRM = re.compile(
    rf"[\u4e00-\u9fff()·A-Za-z]{{2,30}}(?:会计师|税务师)事务所(?:{_FORM})?(?:[\u4e00-\u9fff]{{2,8}}分所)?"
)
_ONLY_FORM = re.compile(_FORM)
_SIGNER_BESIDE = re.compile(
    r"(?:(?:中国)?注册(?:会计师|税务师)|税务师|主任会计师|项目合伙人|签字(?:注册)?会计师|法定代表人|负责人)(?:\([^()]*\))?[:].*$"
    r"|中国[·.][\u4e00-\u9fff]{2,6}$|(?:二[〇○零0]|20)[^年]{2}年.{1,3}月.{1,3}日$|\(项目合伙人\)$"
)


def audit_firm(lines: Iterable[Line]) -> list[Snippet]:
    """The firm that signs: every line that is its name, the fullest form first.

    A form of partnership printed on the line below the name belongs to it; who signs beside it does not.
    """
    found: list[Snippet] = []
    before: Snippet | None = None
    for line in lines:
        text = re.sub(
            r"^(?:审计机构|鉴证机构|(?:会计师|税务师)事务所(?:名称)?|机构名称|中介机构(?:名称)?)[:]",
            "",
            squash(line.text),
        )
        text = re.sub(r"\((?:盖章|公章|签章|章)\)$", "", _SIGNER_BESIDE.sub("", text))
        if _FIRM.fullmatch(text):
            before = _part(line, text)
            found.append(before)
        elif before and _ONLY_FORM.fullmatch(text):
            found[-1] = msgspec.structs.replace(before, text=before.text + text)
            before = None
        elif text:
            before = None
    counts = Counter(f.text for f in found)
    return sorted(found, key=lambda f: (-_fuller(f.text, counts), -counts[f.text]))


def _fuller(name: str, names: Iterable[str]) -> int:
    """How many of the names a name begins with, itself included."""
    return sum(name.startswith(other) for other in names)


_NAMED = re.compile(
    r"(?:注册会计师|税务师)(?:\([^()]*\))?:(?P<name>(?!签|盖|印|日)[\u4e00-\u9fff]{2,4}?)"
    r"(?=$|[(\d]|(?:中国)?注册|项目合伙人|地址|日期)"
)


def accountants(lines: Iterable[Line]) -> tuple[tuple[str, ...], Snippet] | None:
    """Names printed behind 中国注册会计师, in order, with the first place; none of a scan: it misreads."""
    found: dict[str, Snippet] = {}
    for line in lines:
        if line.method != "ocr":
            found |= {match["name"]: snippet(line) for match in _NAMED.finditer(squash(line.text))}
    return (tuple(found), next(iter(found.values()))) if found else None


# ---- date

_SIGNED = re.compile(
    r"中国注册会计师|中国注册税务师|税务师:|主任会计师|项目合伙人|\((?:盖章|公章|签章)\)|事务所"
)


def signed_on(lines: Sequence[Line]) -> tuple[date, Snippet] | None:
    """The date below the signatures: the last line that is a date, or ends a line of the signature block."""
    text_at = next(
        (i for i, line in enumerate(lines) if re.search(r"审计了|审核了|鉴证|责任", line.text)), None
    )
    dated: tuple[date, Snippet] | None = None
    signed = False
    for line in lines[text_at or 0 :]:
        text = squash(line.text)
        signed = signed or (len(text) <= 40 and _SIGNED.search(text) is not None)
        day = (
            parse_date(line.text)
            if len(text) <= 40 and (signed or (text_at is not None and len(text) <= 20))
            else None
        )
        if day and not re.search(r"截至|截止|年度|期间|至", text):
            dated = day, snippet(line)
    return dated


# ---- client

_ENDING = (
    r"(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|合作社|研究院|研究所|中心|[\u4e00-\u9fff]厂)"
    r"(?:\((?:普通合伙|有限合伙)\))?"
)
_CLIENT = rf"[\u4e00-\u9fffA-Za-z0-9()·&〇×]{{2,40}}?{_ENDING}"
_NO_NAME = re.compile(r"^(?:贵|本|该|我|子)公司|年度|报表|管理层|治理层|委托|事务所")
_ADDRESSEE = re.compile(
    rf"^(?:致)?[:]?({_CLIENT})(?:全体|董事会|股东会?|管理层|及?各位|合伙人|出资人|投资者|[、和及])*[:]$"
)
_AUDITED = re.compile(
    rf"(?:审计了|审核了|鉴证了|接受委托,?对)(?:后附的?|所附的?)?({_CLIENT})(?=\(以下简?称|20\d\d|的?财务报表|[:,]|的|编制)"
)
_LABELLED = re.compile(
    rf"(?:被审计单位|被审核单位|被鉴证单位|委托单位|企业名称|单位名称|编制单位)(?:\(?名称\)?)?[:]({_CLIENT})(?=$|[^\u4e00-\u9fff(])"
)
MISREAD = 3
"""Characters in which a name of a scan may differ from the same name elsewhere."""

_ONLY_CLIENT = re.compile(_CLIENT)


def clients(lines: Sequence[Line]) -> Iterator[Snippet]:
    """The firm the report is about: addressee, opinion sentence, labelled lines.

    A cover line that is a name counts when none of these is there: a scan's seals
    give lines that look like names.
    """
    named = [*_addressed(lines), *labelled_clients(lines)]
    yield from named or _on_cover(lines)


def _addressed(lines: Sequence[Line]) -> Iterator[Snippet]:
    for line in lines:
        match = _ADDRESSEE.search(squash(line.text))
        if match:
            yield _part(line, match[1])
    yield from _audited(lines)


def _audited(lines: Sequence[Line]) -> Iterator[Snippet]:
    for find in RunningText(lines).finds(_AUDITED):
        yield msgspec.structs.replace(find.place, text=find.match[1])


def other_client(lines: Sequence[Line], agreed: Sequence[Snippet]) -> Snippet | None:
    """The firm the report is addressed to and speaks of, where its tables name another one.

    None where the text speaks of the firm most places agree on, and where a scan may have misread a name.
    """
    if not agreed:
        return None
    firm = agreed[0].text
    named = [name for name in _addressed(lines) if not _NO_NAME.search(name.text)]
    if any(name.text == firm for name in _audited(lines)) or not named:
        return None
    others = [n for n in named if Levenshtein.distance(n.text, firm) > (MISREAD if n.method == "ocr" else 0)]
    return others[0] if len(others) == len(named) else None


def _on_cover(lines: Sequence[Line]) -> Iterator[Snippet]:
    for line in lines:
        text = squash(line.text)
        if _ONLY_CLIENT.fullmatch(text) and "事务" not in text and not text.endswith(("中心", "本公司")):
            yield _part(line, text)


def labelled_clients(lines: Iterable[Line]) -> Iterator[Snippet]:
    """Names behind `被审计单位：`, `编制单位：`, `企业名称：`."""
    for line in lines:
        match = _LABELLED.search(squash(line.text))
        if match and "事务所" not in match[1]:
            yield _part(line, match[1])


def by_agreement(names: Iterable[Snippet]) -> list[Snippet]:
    """Places of a name, those of the one that is printed most often first.

    What a scan gives once beside a name it gives more often is a misreading.
    """
    found = [name for name in names if not _NO_NAME.search(name.text)]
    counts = Counter(n.text for n in found)
    most = max(counts.values(), default=0)
    sure = [n for n in found if n.method != "ocr" or counts[n.text] > 1 or most == 1]
    return sorted(sure, key=lambda n: -counts[n.text])


def _part(line: Line, text: str) -> Snippet:
    return msgspec.structs.replace(snippet(line), text=text)
