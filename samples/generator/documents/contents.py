"""目录: the papers of the package, with the number of the folder each stands in."""

from __future__ import annotations

from collections.abc import Iterator

from samples.generator.documents.sheet import Sheet
from samples.generator.layout.blocks import Block, Paper, Text, Title
from samples.generator.model import Dossier
from samples.generator.style import Style

_LINES = (
    "高新技术企业认定申请书", "营业执照与企业承诺书", "知识产权证书与年费票据", "研发项目立项与验收材料",
    "科技成果转化汇总表与证明材料", "研究开发组织管理材料", "高新技术产品（服务）材料", "专项审计报告与中介机构资质",
    "职工和科技人员情况说明与社保证明", "近三年财务审计报告", "近三年企业所得税年度纳税申报表",
)  # fmt: skip


def sheets(d: Dossier) -> Iterator[Sheet]:
    """One page."""
    yield Sheet(id="contents", folder="contents", name="申报材料目录", build=_build)


def _build(d: Dossier, s: Style) -> Paper:
    blocks: list[Block] = [Title(text="申报材料目录"), Text(text=f"申报单位：{d.firm.name}", indent=False)]
    for number, line in enumerate(_LINES, 1):
        dots = "…" * max(4, 30 - len(line))
        blocks.append(Text(text=f"{number:02d}　{line}{dots}{number:02d}", indent=False, size=11))
    return Paper(blocks=tuple(blocks), font=s.body, heading_font=s.headings, size=11, title="申报材料目录")
