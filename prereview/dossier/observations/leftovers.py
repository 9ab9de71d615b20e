"""Placeholders that were never filled in, and traces of the tool that wrote a text.

The patterns leave out what looks alike but belongs: masked numbers (`138****1234`),
dimensions (`10×20`), model names (`XX-100`), and the words in which official forms
ask to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prereview.dossier.facts import Fact
from prereview.dossier.observations.papers import OWN_PAPERS, Piece, evidence_of, pieces
from prereview.dossier.sections import SectionFacts

_WORD = r"[A-Za-z0-9]"
_HAN = r"[\u4e00-\u9fff]"
_CROSSES = r"(?:[Xx]{2,6}|[×✕╳]{2,6}|[*＊]{2,6}|[○〇●]{2,6}|某{1,2}(?=公司|企业|单位|项目|产品|大学))"
_PLACEHOLDER = re.compile(
    rf"(?<!{_WORD})(?:20)?{_CROSSES}(?=公司|有限|企业|单位|科技|项目|产品|部门?|年|月|日|同志|系统|大学|学院|技术)"
    rf"(?:有限公司|有限责任公司|股份有限公司|公司|企业|单位|项目|产品|年|月|大学)?"
    rf"|(?<={_HAN}){_CROSSES}(?={_HAN}|[,。;:、)]|$)"
    r"|待(?:补充|完善|填写?|确认|核实|更新)(?=$|[^\u4e00-\u9fff]|内容|数据|材料|后)"
    r"|待定(?=$|[,。;)\]])|此处(?:填写|补充|插入|需补充|待补充)|请在此(?:输入|填写)|(?:单击|点击)(?:此处|或点击此处)?输入文字"
    r"|\((?:示例|样例|模板|范例)\)|【(?:示例|待补充|填写|插入)[^】]{0,12}】"
    r"|(?<![A-Za-z])(?:TODO|TBD|FIXME|Lorem ipsum)(?![A-Za-z])"
)
_REPORT_NUMBER = re.compile(r"[\u4e00-\u9fff]字?[〔\[(][\s_]*[〕\])]\s*第?[\s_]*号")
_NOT_FILLED = re.compile(r"(?:编号|文号)[:：]\s*第?[\sXx×*]*[Xx×*]{2,}\s*号?")
_GENERATOR = re.compile(
    r"作为(?:一个|一名|一款)?(?:AI|人工智能)(?:语言)?(?:模型|助手)|(?:由|本文由)?AI(?:自动)?生成|(?:以上|以下)内容由.{0,8}生成"
    r"|(?:Generated|Powered|Created) by [A-Z]\w+"
    r"|(?<![A-Za-z])(?:ChatGPT|DeepSeek|文心一言|通义千问|豆包|Kimi)(?:生成|回答|提供|:)"
    r"|当然[,!]?以下是|希望(?:以上|这些)(?:内容|信息)对您有所?帮助",
    re.IGNORECASE,
)

_AUDITS = frozenset({"financial_audit_report", "special_audit_rd", "special_audit_income", "agency_evidence"})


def leftovers(sections: Sequence[SectionFacts]) -> Iterator[Fact]:
    """`placeholders` and `generator_traces`, one per paper and wording."""
    found: dict[tuple[str, str, str], Fact] = {}
    for section in sections:
        if section.view.kind not in OWN_PAPERS | _AUDITS:
            continue
        for piece in pieces(section):
            for record, text in _in(piece, section.view.kind in _AUDITS):
                key = (record, piece.paper, text)
                if key not in found:
                    evidence = (evidence_of(section, piece.place),)
                    found[key] = Fact(record, text, None, evidence)
    numbers: dict[str, int] = {}
    for (record, paper, text), fact in found.items():
        numbers[record] = numbers.get(record, 0) + 1
        head = f"{record}[{numbers[record]}]"
        yield Fact(f"{head}.text", text, None, fact.evidence)
        yield Fact(f"{head}.document", paper, None, fact.evidence)


def _in(piece: Piece, audit: bool) -> Iterator[tuple[str, str]]:
    text = piece.place.text
    patterns = (_PLACEHOLDER, _REPORT_NUMBER, _NOT_FILLED) if audit else (_PLACEHOLDER,)
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield "placeholders", match[0].strip()
    for match in _GENERATOR.finditer(text):
        yield "generator_traces", match[0]
