"""Chinese names of fact paths, with year, row and document, as they are shown to people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from prereview.dossier.facts import split_path
from prereview.dossier.kinds import KIND_TITLES
from prereview.dossier.vocabulary import vocabulary

NAMED_AT_MOST = 6
"""Values named per document in one sentence; the rest is counted."""

RECORD_TITLES = {
    "application.years": "近三年经营情况",
    "application.ip": "知识产权汇总表",
    "application.used_ip": "已使用知识产权",
    "application.rd": "研发活动情况表",
    "application.rd_costs": "年度研发费用结构明细表",
    "application.products": "高新技术产品（服务）情况表",
    "application.standards": "参与制定标准情况",
    "certificates": "知识产权证书",
    "rd_approvals": "研发项目立项材料",
    "rd_acceptances": "研发项目验收材料",
    "conversions": "科技成果转化汇总表",
    "personnel": "科技人员名单",
    "insured": "社会保险参保人员",
    "audits": "年度审计报告",
    "special_rd": "研发费用专项审计报告",
    "special_rd.projects": "专项审计研发项目明细",
    "special_rd.costs": "专项审计研发费用结构明细",
    "special_income.products": "专项审计产品明细",
    "tax_returns": "企业所得税年度纳税申报表",
    "materials": "申报材料",
    "firm_names": "各文件中的企业名称",
    "credit_codes": "各文件中的统一社会信用代码",
    "placeholders": "占位或未填写的内容",
    "foreign_names": "其他单位名称",
    "draft_marks": "修订或批注",
    "generator_traces": "生成工具痕迹",
    "form_blanks": "未填写的栏目",
    "long_texts": "超出字数的栏目",
    "similar_texts": "文字相近的栏目",
    "impossible_dates": "不存在的日期",
    "repeated_evidence": "重复使用的证明材料",
    "test_reports": "产品检验检测报告",
    "agreements": "合作协议",
    "ledgers": "研发支出辅助账",
    "files": "存在问题的文件",
    "attachments": "文件",
    "page_gaps": "页码不连续的位置",
    "links.papers": "转化证明材料",
    "links.conversions": "成果转化的证明材料",
    "links.early": "早于研发活动的转化证明",
    "links.tests": "检验报告对应的产品",
    "ip_transfers": "知识产权转让登记",
    "name_changes": "名称变更",
    "application.cost_tables": "年度研发费用结构明细表签字",
    "rules": "制度",
    "product_certificates": "产品资质证书",
    "product_descriptions": "产品说明",
    "conversion_evidence": "转化证明",
}
"""What a record with keys is called as a whole."""


def path_title(path: str, *, with_source: bool = False) -> str:
    """`application.years[2025].sales` → `2025年销售收入`, with the document in brackets if asked.

    Also for patterns and for records: `application.ip` → `知识产权汇总表`.
    """
    words = vocabulary()
    term = words.term(path)
    if term is None:
        return _record_title(path)
    name = _with_keys(path, term.title)
    source = words.source(path) if with_source else None
    return f"{name}（{source}）" if source and source not in name else name


def first_path_below(record: str) -> str:
    """A path that stands for a record that was not read: its first term, with stars for keys.

    A fact that holds references stands for itself.
    """
    wanted = _names(record)
    for term in vocabulary().terms:
        if _names(term.pattern)[: len(wanted)] == wanted and term.pattern != record:
            return re.sub(r"\[[^\]]*\]", "[*]", term.pattern)
    return record


def _names(path: str) -> tuple[str, ...]:
    return tuple(step for step in split_path(path) if not step.startswith("["))


def paths_by_source(paths: Iterable[str]) -> str:
    """Paths as a phrase, gathered by document: `营业执照（成立日期、住所）、年度审计报告（营业收入）`."""
    groups: dict[str, list[str]] = {}
    for path in dict.fromkeys(paths):
        groups.setdefault(vocabulary().source(path) or "", []).append(path_title(path))
    phrases = (f"{source}（{_some(names)}）" if source else _some(names) for source, names in groups.items())
    return "、".join(phrases)


def _some(names: list[str]) -> str:
    distinct = list(dict.fromkeys(names))
    shown = "、".join(distinct[:NAMED_AT_MOST])
    return shown if len(distinct) <= NAMED_AT_MOST else f"{shown}等 {len(distinct)} 项"


def _record_title(path: str) -> str:
    names = _names(path)
    for depth in range(len(names), 0, -1):
        title = RECORD_TITLES.get(".".join(names[:depth]))
        if title:
            return title
    return path


def _with_keys(path: str, title: str) -> str:
    head = "".join([_key_title(step) for step in split_path(path) if step[0] == "["])
    if not head:
        return title
    return f"{head}{title}" if head.endswith("年") else f"{head} {title}"


@lru_cache(maxsize=4096)
def _key_title(step: str) -> str:
    """A key in its brackets as people name it; nothing for stars and variables."""
    key = step[1:-1]
    if "*" in key or "{" in key:
        return ""
    if key == "total":
        return "合计"
    if re.fullmatch(r"(?:19|20)\d\d", key):
        return f"{key}年"
    return next((title for kind, title in KIND_TITLES.items() if kind == key), key)
