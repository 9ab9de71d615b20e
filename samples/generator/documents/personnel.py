"""职工和科技人员: the statement with the list of technical staff, and the insurance record."""

from __future__ import annotations

from collections.abc import Iterator

from samples.generator.documents.sheet import Sheet, remarks
from samples.generator.layout.blocks import Block, Paper, Signature, Text, Title, label, table, value
from samples.generator.model import Dossier
from samples.generator.money import percent, plain, yuan
from samples.generator.style import Style


def sheets(d: Dossier) -> Iterator[Sheet]:
    """Two files."""
    yield Sheet(id="personnel", folder="personnel", name="职工和科技人员情况说明及名单", build=_statement)
    yield Sheet(id="insurance", folder="personnel", name="社会保险参保证明", build=_insurance)


def _statement(d: Dossier, s: Style) -> Paper:
    c, n = d.staff.counts, d.staff.structure
    technical = [p for p in d.people if p.technical]
    share = percent(yuan(c["total_tech"]), yuan(c["total_all"]))
    blocks: list[Block] = [
        Title(text=s.label("名单")),
        Text(text=f"一、{d.last_year}年度公司职工总数为{c['total_all']}人（全年月平均），其中在职人员{c['on_job_all']}人、兼职人员{c['part_time_all']}人、临时聘用人员{c['temporary_all']}人。"),
        Text(text=f"二、科技人员{c['total_tech']}人，占职工总数的{share}，均在研发中心从事研发和相关技术创新活动，累计实际工作时间在183天以上。"),
        Text(text=f"三、全体职工学历结构：博士{n['doctor']}人、硕士{n['master']}人、本科{n['bachelor']}人、大专及以下{n['college']}人。"),
        Text(text="四、月平均数等于月初数与月末数之和除以二，全年月平均数等于各月平均数之和除以十二。"),
        *remarks(d, "personnel"),
        Signature(lines=(d.firm.name, s.day(d.applied_on)), seal=d.firm.name),
        Title(text=f"{d.last_year}年度科技人员名单", level=1),
        table(
            [
                ["序号", "姓名", "性别", "身份证号码", "学历", "职称", "部门", "岗位", "入职日期", "上年在职天数", "是否科技人员"],
                *[
                    [str(i), p.name, p.gender, p.id_number, p.degree, p.title, p.department, p.post, s.day(p.hired_on), str(p.days), "是"]
                    for i, p in enumerate(technical, 1)
                ],
            ],
            (5, 8, 5, 17, 7, 12, 9, 11, 13, 7, 6),
            size=7.5,
        ),
    ]  # fmt: skip
    return Paper(
        blocks=tuple(blocks), font=s.body, heading_font=s.headings, table_font=s.tables, title=s.label("名单")
    )


def _insurance(d: Dossier, s: Style) -> Paper:
    bases = {p.name: p.insurance_base for p in d.people}
    cells = [[str(i), name, plain(bases[name]), "养老、失业、工伤"] for i, name in enumerate(d.insured, 1)]
    half = -(-len(cells) // 2)
    empty = ["", "", "", ""]
    rows = [[*cells[i], *(cells[i + half] if i + half < len(cells) else empty)] for i in range(half)]
    blocks: list[Block] = [
        Title(text="社会保险单位参保证明"),
        table(
            [
                [
                    label("单位名称"),
                    value(d.firm.name),
                    label("单位编号"),
                    value(f"{d.firm.region_code}{d.seed % 9000 + 1000}"),
                ],
                [
                    label("统一社会信用代码"),
                    value(d.firm.credit_code),
                    label("参保险种"),
                    value("养老、失业、工伤"),
                ],
                [
                    label("证明期间"),
                    value(f"{d.last_year}年1月至{d.last_year}年12月"),
                    label("参保人数"),
                    value(f"{len(d.insured)}人"),
                ],
            ],
            (20, 36, 16, 28),
            header=0,
        ),
        Text(text=f"{d.last_year}年各月参保人数", indent=False),
        table([[f"{m}月" for m in range(1, 13)], [str(len(d.insured))] * 12], (1,) * 12, size=8.5),
        Text(text=f"{d.last_year}年12月参保人员名单", indent=False),
        table([["序号", "姓名", "缴费基数", "参保险种"] * 2, *rows], (6, 12, 13, 19) * 2, size=8.5),
        Text(
            text=f"验证码：{d.seed * 7919 % 10**8:08d}　　打印日期：{d.applied_on.isoformat()}",
            indent=False,
            size=9,
        ),
        Signature(lines=(f"{d.firm.city}社会保险基金管理局",), seal=f"{d.firm.city}社会保险基金管理局"),
    ]
    return Paper(
        blocks=tuple(blocks),
        font="song",
        table_font=s.tables,
        heading_font=s.headings,
        title="社会保险单位参保证明",
    )
