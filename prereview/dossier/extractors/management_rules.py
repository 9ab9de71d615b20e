"""组织管理制度: the firm's rules on R&D, and the statement on how R&D is organised.

Promised: each rule that is really there, with its title, number, firm and date,
and which of the eight themes of organisation it covers; what the statement says
about the R&D unit.

Refused: a rule that is only named, in a list of contents or a sentence
(已制定《…》), is not there. A title counts when articles or chapters follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from prereview.documents.glyphs import join_lines
from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.papers import last_day, lines_of, signatures
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.sections import SectionView
from prereview.dossier.values.dates import read_date

_ENDING = r"(?:制度|办法|细则|规定|规程|章程|条例|规范|方案|规则|流程)"
_TITLE = re.compile(rf"^[^,。;:!?]{{2,44}}{_ENDING}(?:汇编)?(?:\([^()]{{1,12}}\))?$")
_DECISION_TITLE = re.compile(
    r"^(?:关于)?[^,。;:!?]{0,40}(?:研发|技术|研究|工程|创新|实验)[^,。;:!?]{0,20}"
    r"(?:成立|设立|组建|建立|设置|任命)[^,。;:!?]{0,10}(?:决定|通知|决议|批复|文件)(?:\([^()]{1,8}\))?$"
    r"|^关于(?:成立|设立|组建|建立|设置)[^,。;:!?]{2,40}(?:决定|通知|决议|批复)(?:\([^()]{1,8}\))?$"
    r"|^[^,。;:!?]{0,30}(?:企业技术中心|工程技术研究中心|工程研究中心|研究开发中心|重点实验室)[^,。;:!?]{0,12}"
    r"(?:认定|批准|授牌|备案)[^,。;:!?]{0,10}(?:证书|通知|决定|批复|公告|文件)$"
)
_DECIDED = re.compile(r"(?:决定|同意|批准|研究|兹|特)[^。;]{0,30}(?:成立|设立|组建|建立|设置|任命)")
_FOUNDING = re.compile(r"成立|设立|组建")
_ISSUING_TITLE = re.compile(
    rf"^关于(?:印发|发布|下发|颁布|实施|执行|试行)《?(?P<title>[^《》,。;:]{{2,44}}{_ENDING})》?(?:\(.*\))?的?通知$"
)
_PLATFORM_PAPER = re.compile(
    r"^[^,。;:!?]{0,16}(?:创新创业|双创|众创)[^,。;:!?]{0,16}(?:情况说明|简介|证明|协议|备案表?)$"
)
"""The platform is also proved by a paper of its own that is no rule."""
_STATEMENT_TITLE = re.compile(r"组织管理|总体情况|研发(?:机构|中心)|技术中心")
_ORDINAL = re.compile(
    r"^(?:第[一二三四五六七八九十\d]{1,3}[部章节编篇]分?|附件?[一二三四五六七八九十\d]{0,3}[、.:]?|[一二三四五六七八九十]{1,3}、"
    r"|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])"
)
_IN_CONTENTS = re.compile(r"[.…·]{3,}|-{3,}|\d{1,3}$")
_ARTICLE = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]{1,4}[条章节]|总则|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]|\(?[一二三]\))"
)

_FIRST_ARTICLE = re.compile(r"^(?:第[一1][条章]|总则|一、)")
_LINES_TO_FIRST = 3
"""A number and a date at most stand between a title and the first article."""

_CHAPTER = re.compile(r"^第[一二三四五六七八九十\d]{1,3}章(?P<title>[^,。;:!?]{2,24})$")

_RD = r"(?:研发|研究开发|研究与开发|科研|科技项目|技术开发|技术创新|新产品开发|产品开发|R&D)"
THEMES: dict[str, tuple[re.Pattern[str], ...]] = {
    "rd_accounting": (
        re.compile(rf"{_RD}?.*(?:投入|费用|经费|支出|资金|辅助账).*(?:核算|归集|管理|使用|财务|列支)"),
        re.compile(rf"{_RD}.*(?:核算|归集|辅助账|财务)|财务(?:核算|管理)|会计核算"),
    ),
    "rd_system": (
        re.compile(rf"{_RD}.*(?:项目|课题|组织|立项|过程|活动|工作|流程|管理)"),
        re.compile(r"(?:项目|课题).*(?:立项|验收|研发).*管理|立项管理"),
    ),
    "conversion_incentive": (re.compile(r"(?:成果|专利|技术).{0,4}转化|科技成果.*(?:激励|奖励)"),),
    "innovation_platform": (
        re.compile(r"(?:创新|创业|双创|众创|创客).{0,8}平台|(?:创新创业|双创|众创|孵化).*"),
    ),
    "training": (re.compile(r"培养|进修|培训|技能|继续教育|学习"),),
    "talent_incentive": (
        re.compile(r"(?:人才|人员|员工|职工).*(?:引进|绩效|考核|评价|奖励|激励|薪酬)"),
        re.compile(r"(?:引进|激励|奖励).{0,8}人才|绩效.{0,6}(?:考核|评价|管理|奖励)"),
    ),
}
"""Themes of organisation (指引 三、（七）3) by words of a rule's title; a rule may cover several."""

_ARTICLES = {
    "conversion_incentive": re.compile(
        r"成果转化[^。;]{0,30}(?:奖励|激励|提成|分红)|转化(?:收益|收入|利润)[^。;]{0,20}(?:奖励|提取)"
    ),
    "innovation_platform": re.compile(
        r"(?:建立|建设|搭建|设立|打造|开放|依托)[^。;]{0,24}(?:创新创业|双创|众创|创业)[^。;]{0,6}(?:平台|空间|基地)"
    ),
    "training": re.compile(r"(?:培养进修|技能培训|在职培训|外出进修|培训计划)"),
    "talent_incentive": re.compile(
        r"(?:人才引进|引进[^。;]{0,8}人才)|(?:科技|研发)人员[^。;]{0,12}绩效[^。;]{0,6}(?:考核|评价)"
    ),
}
"""Themes by the words of an article."""

_NOT_RD_SYSTEM = re.compile(
    r"投入|费用|经费|支出|资金|核算|辅助账|财务|人才|绩效|培训|培养|进修|激励|奖励|转化|平台|创业|薪酬"
)

_NUMBER = re.compile(
    r"^(?:文号|编号|文件编号|制度编号)?:?(?P<number>[\u4e00-\u9fffA-Za-z]{1,14}[〔\[【(]20\d{2}[〕\]】)]\d{1,4}号?"
    r"|[A-Z][A-Z0-9/_\-]{3,24}\d)$"
)
_IN_FORCE = re.compile(
    r"(?:自|从|于)(?P<day>\d{4}年\d{1,2}月\d{1,2}日)(?:起)?(?:开始)?(?:施行|实施|执行|生效|试行)"
    r"|(?P<issued>\d{4}年\d{1,2}月\d{1,2}日)(?:发布|印发|颁布|下发|制定|起?实施)"
    r"|(?:发布|印发|颁布|制定|批准|生效|实施|施行)(?:日期|时间):(?P<labelled>\d{4}[年\-./]\d{1,2}[月\-./]\d{1,2}日?)"
)

_UNIT = (
    r"(?:研发|技术|工程技术|研究开发|企业技术|研究|创新|工程)(?:研究|开发|创新)?(?:中心|机构|院|所|实验室|部)"
)
_DAY = r"(?P<day>\d{4}年\d{1,2}月\d{1,2}日)"
_UNIT_IS = (
    re.compile(rf"{_UNIT}于?{_DAY}(?:正式)?(?:设立|成立|组建|建立|挂牌)"),
    re.compile(rf"于?{_DAY}[^。;]{{0,16}}(?:设立|成立|组建|建立)[^。;]{{0,24}}{_UNIT}"),
    re.compile(rf"(?:设有|设立|成立|组建|建立|建有|拥有)(?:了)?[^。;]{{0,24}}{_UNIT}"),
)
_STATED = {
    "staff_tech": re.compile(r"(?:科技|研发)人员(?:共|为|:)?(?P<n>\d{1,5})[人名]"),
    "area": re.compile(r"(?:场地|面积|用房|场所)[^。;\d]{0,8}(?P<n>[\d,.]+)(?:平方米|m2|㎡|平米)"),
    "device_count": re.compile(r"(?:设备|仪器)[^。;\d]{0,8}(?P<n>\d{1,5})[台套件]"),
    "rd_count": re.compile(r"(?:研发|研究开发|科研)(?:项目|活动)[^。;\d]{0,6}(?P<n>\d{1,3})[项个]"),
}


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record `management`, `rules` and `institution`."""
    lines = lines_of(view.blocks)
    rules = list(_rules(lines))
    for number, rule in enumerate(rules, 1):
        _record_rule(facts, f"rules[{number}]", rule)
    for rule in rules:
        _record_articles(facts, rule)
    _record_institution(lines, facts)
    for number, rule in enumerate(rules, 1):
        _record_founding(facts, f"rules[{number}]", rule)


class _Rule(NamedTuple):
    """A title with its place, the lines just above it, and the text down to the next one."""

    title: str
    place: Snippet
    above: Sequence[Line]
    body: Sequence[Line]


# ---- rules


def _rules(lines: Sequence[Line]) -> Iterator[_Rule]:
    """Titles that a text follows; the letter that issues a rule goes before its text, or stands for it."""
    titles = list(_titles(lines))
    known: set[str] = set()
    letters: dict[str, _Rule] = {}
    for place, (start, end, title) in enumerate(titles):
        body = lines[end : titles[place + 1][0] if place + 1 < len(titles) else len(lines)]
        rule = _Rule(title, snippet(lines[start]), lines[max(start - 4, 0) : start], body)
        if title not in known and (_is_text(body) or _is_decision(title, body)):
            known.add(title)
            letter = letters.pop(title, None)
            yield rule._replace(above=(*letter.above, *letter.body, *rule.above)) if letter else rule
        elif title not in known and _ISSUING_TITLE.match(squash(lines[start].text)):
            letters.setdefault(title, rule)
    yield from letters.values()


def _titles(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Lines `start` to `end` that read as the title of a rule; a long one may take two lines.

    One that lists its topics (培养进修、人才引进制度) might be the end of a sentence: it
    counts where the rule begins right below it.
    """
    index = 0
    while index < len(lines):
        taken = 1
        title = _title(squash(lines[index].text), _begins(lines[index + 1 :]))
        if title is None and index + 1 < len(lines) and _may_join(lines[index], lines[index + 1]):
            joined = squash(join_lines([lines[index].text, lines[index + 1].text]))
            title = _title(joined, _begins(lines[index + 2 :]))
            taken = 2 if title else 1
        if title:
            yield index, index + taken, title
        index += taken


def _begins(below: Sequence[Line]) -> bool:
    """Whether a rule begins in the next few lines."""
    return any(_FIRST_ARTICLE.match(squash(line.text)) for line in below[:_LINES_TO_FIRST])


def _title(text: str, begins: bool) -> str | None:
    if _IN_CONTENTS.search(text) or ("、" in _ORDINAL.sub("", text) and not begins):
        return None
    plain = _ORDINAL.sub("", text).strip("《》")
    issuing = _ISSUING_TITLE.match(_ORDINAL.sub("", text))
    plain = issuing["title"] if issuing else plain
    if _PLATFORM_PAPER.match(plain):
        return plain
    if _TITLE.match(plain) and not _ARTICLE.match(plain) and _themes(plain):
        return plain
    return plain if _DECISION_TITLE.match(plain) else None


def _may_join(first: Line, second: Line) -> bool:
    """Two lines of one size, the first without an end of its own, as a wrapped title has."""
    if first.box is None or second.box is None or first.page != second.page:
        return False
    same = abs(first.size - second.size) < 1 and second.box.top - first.box.bottom < 1.5 * first.box.height
    return same and not re.search(r"[,。;:]|条|章", squash(first.text)) and len(squash(first.text)) < 40


def _is_text(body: Sequence[Line]) -> bool:
    """Whether articles, chapters or paragraphs follow, not just the next entry of a list."""
    texts = [squash(line.text) for line in body]
    articles = sum(bool(_ARTICLE.match(text)) and len(text) > 3 for text in texts)
    prose = sum(len(text) for text in texts if not _IN_CONTENTS.search(text))
    return (articles >= 1 and prose >= 40) or prose >= 80


def _is_decision(title: str, body: Sequence[Line]) -> bool:
    """Whether the few lines below the title of a decision say what was decided."""
    text = "".join(squash(line.text) for line in body)
    return bool(_DECISION_TITLE.match(title) and _DECIDED.search(text))


def _themes(title: str) -> list[str]:
    """The themes a title names; 研发投入核算办法 is on accounting, not on the R&D system."""
    themes = [theme for theme, patterns in THEMES.items() if any(p.search(title) for p in patterns)]
    if (
        "rd_system" in themes
        and _NOT_RD_SYSTEM.search(title)
        and not re.search(r"(?:项目|课题|组织)管理", title)
    ):
        themes.remove("rd_system")
    if re.search(r"转化|创业", title) and "talent_incentive" in themes and "人" not in title:
        themes.remove("talent_incentive")
    return themes


def _record_rule(facts: FactCollector, path: str, rule: _Rule) -> None:
    facts.add(f"{path}.title", rule.title, rule.place)
    if _DECISION_TITLE.match(rule.title):
        facts.add("management.rd_institution", True, rule.place)
    else:
        for theme in _themes(rule.title):
            facts.add(f"management.{theme}", True, rule.place)
    signed = signatures((*rule.above, *rule.body))
    if signed:
        facts.add(f"{path}.firm_name", signed[0].name, signed[0].place)
        facts.add(f"firm_names[{rule.title}].name", signed[0].name, signed[0].place)
    for line in (*rule.above, *rule.body[:3]):
        match = _NUMBER.match(squash(line.text))
        if match:
            facts.add(f"{path}.document_number", match["number"], snippet(line))
            break
    _record_issue(facts, path, rule)


def _record_articles(facts: FactCollector, rule: _Rule) -> None:
    """A theme that no title names, but a chapter or an article provides for: one rule often covers two."""
    for line in rule.body:
        chapter = _CHAPTER.match(squash(line.text))
        for theme in _themes(chapter["title"]) if chapter else ():
            if theme in _ARTICLES and facts.value(f"management.{theme}") is None:
                facts.add(f"management.{theme}", True, snippet(line))
    text = RunningText(rule.body)
    for theme, pattern in _ARTICLES.items():
        if facts.value(f"management.{theme}") is None and (find := text.find(pattern)):
            facts.add(f"management.{theme}", True, find.place)


def _record_issue(facts: FactCollector, path: str, rule: _Rule) -> None:
    """The day a rule was issued: as stated, else the day it closes with, else one above its first article."""
    stated = RunningText(rule.body).find(_IN_FORCE)
    if stated:
        day = read_date(next(group for group in stated.match.groups() if group))
        facts.add(f"{path}.issued_on", day, stated.place)
        return
    closing = last_day(rule.body[-6:]) or last_day((*rule.above[-2:], *rule.body[:2]))
    if closing:
        facts.add(f"{path}.issued_on", closing[0], closing[1])


# ---- the R&D unit


def _record_founding(facts: FactCollector, path: str, rule: _Rule) -> None:
    """The day a decision names for the founding, else its own."""
    if not (_DECISION_TITLE.match(rule.title) and _FOUNDING.search(rule.title)):
        return
    text = RunningText(rule.body)
    stated = next((find for pattern in _UNIT_IS[:2] if (find := text.find(pattern))), None)
    issued = facts.value(f"{path}.issued_on")
    if facts.value("institution.founded_on") is not None:
        return
    if stated:
        facts.add("institution.founded_on", read_date(stated.match["day"]), stated.place)
    elif isinstance(issued, date):
        facts.add("institution.founded_on", issued, rule.place)


def _record_institution(lines: Sequence[Line], facts: FactCollector) -> None:
    """What a statement on the organisation says of the R&D unit."""
    title = "".join(squash(line.text) for line in lines[:4])
    if not _STATEMENT_TITLE.search(title) or any(re.match("第.{1,3}条", squash(x.text)) for x in lines[:12]):
        return
    text = RunningText(lines)
    for pattern in _UNIT_IS:
        find = text.find(pattern)
        if find:
            facts.add("management.rd_institution", True, find.place)
            if "day" in find.match.groupdict():
                facts.add("institution.founded_on", read_date(find.match["day"]), find.place)
            break
    for field, pattern in _STATED.items():
        find = text.find(pattern)
        if find:
            number = find.match["n"].replace(",", "")
            facts.add(f"institution.{field}", int(float(number)), find.place)
