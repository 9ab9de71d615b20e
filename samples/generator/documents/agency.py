"""中介机构资质证明: licence, practice certificate, head-count and statement of the accountants."""

from __future__ import annotations

from collections.abc import Iterator

from samples.generator.dates import chinese, chinese_padded
from samples.generator.documents.sheet import Sheet
from samples.generator.layout.blocks import (
    Block,
    Break,
    Paper,
    Signature,
    Space,
    Text,
    Title,
    label,
    table,
    value,
)
from samples.generator.model import Dossier
from samples.generator.money import percent, yuan
from samples.generator.style import Style


def sheets(d: Dossier) -> Iterator[Sheet]:
    """One file."""
    yield Sheet(id="agency", folder="special", name="中介机构资质证明", build=build)


def build(d: Dossier, s: Style) -> Paper:
    """Practice certificate, head-count, statement."""
    a = d.agency
    # Persons at the end of each month; the first of a month has those of the month before.
    ends = a.staff
    starts = (ends[0], *ends[:-1])
    months = [yuan(first + last) / 2 for first, last in zip(starts, ends, strict=True)]
    average = yuan(sum(months) / 12)
    blocks: list[Block] = [
        Title(text="会计师事务所执业证书"),
        Space(height=20),
        table(
            [
                [label("名　　称"), value(a.name, align="left")],
                [label("首席合伙人"), value(a.partner, align="left")],
                [label("经营场所"), value(a.address, align="left")],
                [label("组织形式"), value("普通合伙", align="left")],
                [label("执业证书编号"), value(a.licence_number, align="left")],
                [label("批准执业日期"), value(chinese_padded(a.established_on), align="left")],
                [label("统一社会信用代码"), value(a.credit_code, align="left")],
                [label("成立日期"), value(chinese_padded(a.established_on), align="left")],
            ],
            (30, 70),
            header=0,
            size=11,
            ruled=False,
        ),
        Signature(lines=(f"发证机关：{d.firm.province}财政厅",), seal=f"{d.firm.province}财政厅"),
        Text(text="中华人民共和国财政部制", align="center", size=9),
        Break(),
        Title(text="中介机构人员情况表"),
        Text(text=f"机构名称：{a.name}　　年度：{d.last_year}年", indent=False),
        table(
            [
                ["月份", *(f"{m}月" for m in range(1, 13))],
                ["月末职工人数", *(str(n) for n in ends)],
            ],
            (16, *(7,) * 12),
            size=8.5,
        ),
        Text(text=f"全年月平均职工人数：{average}人；注册会计师人数：{len(a.accountants)}人；注册会计师占全年月平均职工人数的比例：{percent(yuan(len(a.accountants)), average)}。"),
        table(
            [["序号", "注册会计师姓名", "证书编号"], *[[str(i), n, c] for i, (n, c) in enumerate(a.accountants, 1)]],
            (12, 38, 50),
        ),
        Break(),
        Title(text="近三年无不良记录声明"),
        Text(text=f"本所{a.name}成立于{chinese(a.established_on)}，具有独立执业资格，近三年内在执业活动中没有不良记录，承担认定工作当年的注册会计师人数占职工全年月平均人数的比例不低于30%，全年月平均在职职工人数在20人以上，熟悉高新技术企业认定工作的相关政策。"),
        Text(text="以上情况属实，特此声明。"),
        Signature(lines=(a.name, s.day(d.rd_report.dated_on)), seal=a.name),
    ]  # fmt: skip
    return Paper(
        blocks=tuple(blocks),
        font="song",
        table_font=s.tables,
        heading_font=s.headings,
        title="中介机构资质证明",
    )
