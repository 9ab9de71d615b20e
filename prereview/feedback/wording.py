"""Words that several reports share, so that they say the same thing alike."""

from __future__ import annotations

from collections.abc import Iterator

from prereview.checklist.finding import Verdict
from prereview.checklist.links import LinkMatrix
from prereview.checklist.stress import Condition
from prereview.review.sheets.expert_forms import Answer

TITLE = "高新技术企业认定申报材料预审意见书"

VERDICT_TITLES = {
    Verdict.PASS: "满足",
    Verdict.FAIL: "不满足",
    Verdict.CANNOT_TELL: "未能核对",
    Verdict.NOT_APPLICABLE: "不涉及",
}

ADVICE_ONLY = (
    "本意见依据所提供的材料形成，供企业修改完善材料参考，不是认定机构的决定，也不构成对认定结果的承诺。"
    "未读到、未能识别的内容一律列为“未能核对”，不视为通过。"
)

NOT_JUDGED = (
    "知识产权的技术先进程度和对主要产品的核心支持作用，由技术专家评价；",
    "材料、印章、签字的真伪，须查验原件；",
    "专利法律状态、信用信息、审计报告报备等外部登记信息，须联网核实；",
    "研发活动是否符合定义、费用归集是否真实，由专家结合凭证判断。",
)

STRESS_TITLES: dict[Condition, str] = {
    "C-05": "研发费用占销售收入",
    "C-06": "境内研发费用占比",
    "C-07": "高新收入占总收入",
    "X-RV-11": "主要产品收入占高新收入",
}

ANSWER_TITLES: dict[Answer, str] = {
    "yes": "符合",
    "no": "有待更正",
    "open": "未能核对",
    "value": "据材料",
    "experts": "专家填写",
}


def loose_ends(matrix: LinkMatrix) -> Iterator[str]:
    """What leads nowhere, a sentence each."""
    named = (
        ("引用了清单中没有的编号", matrix.dead()),
        ("没有被研发活动、产品或成果转化引用的知识产权", matrix.idle_rights()),
        ("没有列出知识产权的产品（服务）", matrix.products_without_ip()),
        ("没有对应研发活动的产品（服务）", matrix.products_without_rd()),
        ("既无知识产权也无成果转化的研发活动", matrix.rd_without_result()),
    )
    found = [f"{title}：{'、'.join(keys)}" for title, keys in named if keys]
    yield from found or ["各项均有对应，未发现断开的关联。"]
