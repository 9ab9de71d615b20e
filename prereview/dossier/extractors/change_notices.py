"""Notices of change: a firm's new name (变更通知), a right's new owner (手续合格通知书).

A notice counts for what its change block says. One that records another change (an
address, an agent, a withdrawal) gives nothing, and a contract of transfer is no
proof that the transfer was recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prereview.documents.model import Line, Snippet
from prereview.dossier.extractors.changes import NAMES, OWNERS, Change, changes_in
from prereview.dossier.extractors.licence_lines import (
    all_lines,
    cut_blocks,
    day_of,
    free_lines,
    last_lone_day,
    one_line,
    recognised,
)
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labels import Labels
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.names import firm_names_in, same_name
from prereview.dossier.values.repair import read_right

_FIRM = r"[^“”\"「」《》,。;:]{3,50}?(?:公司|厂|中心|事务所|合作社|院|所)"
_QUOTE = r"[“\"「《]?"
_CLOSE = r"[”\"」》]?"
_SENTENCES = (
    re.compile(
        rf"由{_QUOTE}(?P<before>{_FIRM}){_CLOSE}(?:的?名称)?(?:依法)?(?:变更|更名|更改)(?:登记)?(?:为|成){_QUOTE}(?P<after>{_FIRM}){_CLOSE}(?=[,。;)的]|$)"
    ),
    re.compile(
        rf"{_QUOTE}(?P<before>{_FIRM}){_CLOSE}的?(?:企业)?(?:名称)?(?:依法)?(?:变更|更名|更改)(?:登记)?(?:为|成){_QUOTE}(?P<after>{_FIRM}){_CLOSE}(?=[,。;)的]|$)"
    ),
)
_GRANTED = r"(?:经[^“”。;,]{0,16}(?:核准|登记|批准|同意)|(?:已|现|依法)?于?\d{4}年\d{1,2}月\d{1,2}日)"
_RENAMED = re.compile(
    rf"(?P<before>{_FIRM})(?:\([^()]*\))?(?:,?{_GRANTED}){{1,3}},?(?:已|现)?(?:将|其)?"
    rf"(?:(?:企业|公司)?名称(?:依法)?(?:变更|更改)(?:登记)?|(?:变更|更改)(?:企业|公司)?名称|更名)(?:为|成):?"
    rf"{_QUOTE}(?P<after>{_FIRM}){_CLOSE}(?=[,。;)的]|$)"
)
"""One firm, the decision, its new name: `甲公司于2022年3月18日经我局核准，名称变更为乙公司`."""
_NEW_NAME = re.compile(
    rf"(?:核准|同意|准予|批准)[^。;,]{{0,10}}名称(?:预先)?(?:变更|更改)(?:登记)?为:?{_QUOTE}(?P<after>{_FIRM}){_CLOSE}(?=[,。;)的]|$)"
)
_OLD_NAME = re.compile(
    rf"原(?:企业|公司|单位)?名称(?:为|:){_QUOTE}(?P<before>{_FIRM}){_CLOSE}(?=[,。;)的]|$)"
)
_LED_IN = re.compile(
    r"^.*(?:你单位|你公司|贵公司|贵单位|我公司|兹有|兹证明:?|证明:?|同意|核准|准予|预先|原|将|名称由|企业|由)(?=[\u4e00-\u9fff(]{4})"
)
_LABELS: Labels = {
    "before": (
        *(
            "原企业名称",
            "变更前名称",
            "原名称",
            "变更前企业名称",
            "名称变更前",
            "变更前",
            "原公司名称",
            "曾用名",
        ),
        "变更前公司名称",
    ),
    "after": (
        *(
            "变更后名称",
            "现企业名称",
            "新企业名称",
            "现名称",
            "变更后企业名称",
            "名称变更后",
            "变更后",
            "新名称",
        ),
        *("核准名称", "现公司名称", "变更后公司名称", "企业名称变更为"),
    ),
    "changed_on": ("变更日期", "核准日期", "准予变更日期", "登记日期", "变更时间", "核准时间"),
    "": ("统一社会信用代码", "注册号", "法定代表人", "登记机关", "变更事项", "通知书文号"),
}
_NOTICE: Labels = {
    "number": ("申请号或专利号", "专利号", "申请号", "登记号", "申请号/专利号"),
    "recorded_on": ("登记生效日", "变更生效日", "生效日", "手续合格日", "登记日期"),
    "sent_on": ("发文日", "发文日期"),
    "": ("发文序号", "专利权人", "申请人", "发明创造名称", "变更项目"),
}
_SIGNED_BELOW = re.compile(rf"(?P<name>{_FIRM})[^,。;]{{2,30}}?局(?:\d{{4}}年\S*)?$")
_ANYTHING = re.compile(r"\S")
_CONTRACT = re.compile(r"(?:合同|协议)(?:书)?$")
_TITLE_LINES = 6


def extract_name_change(view: SectionView, facts: FactCollector) -> None:
    """Add a firm's former and present names with the day of each change, or that only other items changed."""
    lines = all_lines(view.blocks)
    found = cut_blocks(view.blocks, _LABELS)
    changes = [c for c in changes_in(view.blocks, NAMES) if _between_firms(c)]
    if not changes and "before" in found and "after" in found:
        change = Change(one_line(found["before"]), one_line(found["after"]), found["after"])
        changes = [change] if _between_firms(change) else []
    changes = [_named_only(c) for c in changes or list(_in_sentences(lines))[:1]]
    others = [] if changes else list(changes_in(view.blocks, _ANYTHING))
    if others:
        facts.add("registration_changes.name_kept", True, *(change.place for change in others))
    day = day_of(found.get("changed_on")) or last_lone_day(free_lines(view.blocks))
    for number, change in enumerate(changes, 1):
        record = f"name_changes[{number}]"
        facts.add(f"{record}.before", change.before, change.place)
        facts.add(f"{record}.after", change.after, change.place)
        changed = change.day or (day if len(changes) == 1 else None)
        if changed:
            facts.add(f"{record}.changed_on", *changed)


def _named_only(change: Change) -> Change:
    """The change without full stops, and without the office and the day printed below the new name."""
    before, after = (text.rstrip("。;,") for text in (change.before, change.after))
    signed = _SIGNED_BELOW.match(after)
    return change._replace(before=before, after=signed["name"] if signed else after)


def _between_firms(change: Change) -> bool:
    return bool(firm_names_in(change.before) and firm_names_in(change.after)) and not same_name(
        change.before, change.after
    )


def _in_sentences(lines: Sequence[Line]) -> Iterator[Change]:
    text = RunningText(lines)
    for sentence in _SENTENCES:
        for find in text.finds(sentence):
            before = _LED_IN.sub("", find.match["before"])
            change = Change(before, find.match["after"], find.place)
            if _between_firms(change):
                yield change
    for find in text.finds(_RENAMED):
        change = Change(_LED_IN.sub("", find.match["before"]), find.match["after"], find.place)
        if _between_firms(change):
            yield change
    if now := text.find(_NEW_NAME):
        former = text.find(_OLD_NAME)
        before = former.match["before"] if former else _addressee(lines)
        change = Change(before, now.match["after"], now.place)
        if _between_firms(change):
            yield change


def _addressee(lines: Sequence[Line]) -> str:
    """The firm a notice is addressed to, on a line of its own; empty when there is none."""
    for line in lines[:_TITLE_LINES]:
        text = squash(line.text)
        if text.endswith(":") and firm_names_in(text) == (text[:-1],):
            return text[:-1]
    return ""


def extract_transfer(view: SectionView, facts: FactCollector) -> None:
    """Add the owners of each right a notice names, before and after the recorded transfer."""
    lines = all_lines(view.blocks)
    if any(_CONTRACT.search(squash(line.text)) for line in lines[:_TITLE_LINES]):
        return
    changes = list(changes_in(view.blocks, OWNERS))
    if len({(c.before, c.after) for c in changes}) != 1:
        return
    change, found = changes[0], cut_blocks(view.blocks, _NOTICE)
    recorded = change.day or day_of(found.get("recorded_on")) or day_of(found.get("sent_on"))
    recorded = recorded or last_lone_day(free_lines(view.blocks))
    for number in _numbers(found.get("number"), lines):
        record = f"ip_transfers[{number}]"
        facts.add(f"{record}.before", change.before, change.place)
        facts.add(f"{record}.after", change.after, change.place)
        if recorded:
            facts.add(f"{record}.recorded_on", *recorded)


_NUMBER_LABEL = re.compile(r"(?:专利号|申请号|登记号)[^0-9A-Z]{0,4}(?P<number>[0-9A-Z][0-9A-Za-z.,·]{8,19})")


def _numbers(labelled: Snippet | None, lines: Sequence[Line]) -> list[str]:
    """Every right the notice names beside a label of a number."""
    texts = [(one_line(labelled), recognised(labelled))] if labelled else []
    for line in lines:
        matches = _NUMBER_LABEL.finditer(squash(line.text))
        texts += [(match["number"], recognised(line)) for match in matches]
    numbers: dict[str, None] = {}
    for text, from_image in texts:
        marked = f"ZL{text}" if text[:1].isdigit() and "SR" not in text.upper() else text
        reading = read_right(marked, recognised=from_image)
        if reading:
            numbers[reading.value] = None
    return list(numbers)
