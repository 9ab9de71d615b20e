"""Papers of an R&D activity: approval (立项) and, once it has ended, acceptance (验收)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from samples.generator.costs import CATEGORIES
from samples.generator.dates import add_days
from samples.generator.documents.sheet import Sheet, remarks
from samples.generator.layout.blocks import (
    Block,
    Paper,
    Signature,
    Space,
    Text,
    Title,
    label,
    table,
    value,
)
from samples.generator.model import Activity, Dossier
from samples.generator.money import TEN_THOUSAND, plain, split, total, wan
from samples.generator.style import Style

_BUDGET = (
    "人员人工",
    "直接投入",
    "折旧与长期待摊",
    "无形资产摊销",
    "设计",
    "装备调试与试验",
    "其他",
    "委托外部",
)


def sheets(d: Dossier) -> Iterator[Sheet]:
    """One or two files per activity."""
    for key, activity in d.activities.items():
        yield Sheet(
            id=f"approval/{key}",
            folder="rd",
            name=f"{key}_{activity.name}_立项报告",
            build=partial(_approval, key=key),
        )
        if activity.accepted_on:
            yield Sheet(
                id=f"acceptance/{key}",
                folder="rd",
                name=f"{key}_{activity.name}_验收报告",
                build=partial(_acceptance, key=key),
            )


def _head(d: Dossier, s: Style, a: Activity) -> Block:
    return table(
        [
            [label(s.label("项目名称")), value(a.name, 3)],
            [label("项目编号"), value(a.key), label("项目负责人"), value(a.leader)],
            [label("承担单位"), value(d.firm.name, 3)],
            [
                label(s.label("起止时间")),
                value(s.period(a.started_on, a.ended_on)),
                label("承担部门"),
                value("研发中心"),
            ],
        ],
        (18, 38, 16, 28),
        header=0,
        size=10,
    )


def _approval(d: Dossier, s: Style, key: str) -> Paper:
    a = d.activities[key]
    names = [a.leader, *a.members]
    people = {p.name: p for p in d.people}
    roles = (
        "项目负责人，方案与进度",
        "关键算法",
        "结构与硬件",
        "软件实现",
        "试验与测试",
        "工艺与试制",
        "资料与文档",
        "现场试用",
    )
    blocks: list[Block] = [
        Title(text=s.label("立项报告")),
        _head(d, s, a),
        Title(text="一、立项目的与背景", level=1),
        Text(text=f"{a.topic.need}。现有做法不能满足用户要求，市场上可以直接采用的成熟方案也不多，有必要由公司组织力量开展研究。"),
        Title(text="二、研究内容", level=1),
        *[Text(text=f"（{i}）{text}。") for i, text in enumerate(a.topic.means, 1)],
        Title(text="三、核心技术及创新点", level=1),
        *[Text(text=f"（{i}）{text}。") for i, text in enumerate(a.topic.novelty, 1)],
        Title(text="四、预期目标", level=1),
        table([["考核指标", "目标值"], *[[name, aim] for name, aim, _ in a.topic.targets]], (60, 40), size=10),
        Title(text="五、进度安排", level=1),
        _schedule(s, a),
        Title(text="六、项目组成员", level=1),
        table(
            [
                ["序号", "姓名", "学历", "职称", "部门", "分工"],
                *[
                    [str(i + 1), name, people[name].degree, people[name].title, people[name].department, roles[i % len(roles)]]
                    for i, name in enumerate(names)
                    if name in people
                ],
            ],
            (8, 14, 12, 18, 16, 32),
        ),
        Title(text="七、经费预算（单位：万元）", level=1),
        _budget(a, d),
        *remarks(d, f"approval/{key}"),
        Title(text="八、审批意见", level=1),
        Text(text="经审议，该项目符合公司技术发展方向，目标明确，预算合理，同意立项。"),
        Signature(
            lines=("批准人（签字）：", f"{d.firm.name}（盖章）", f"立项日期：{s.day(a.approved_on)}"),
            seal=d.firm.name,
            hand=(d.firm.legal_representative,),
        ),
    ]  # fmt: skip
    return Paper(
        blocks=tuple(blocks), font=s.body, heading_font=s.headings, table_font=s.tables, title=a.name
    )


def _schedule(s: Style, a: Activity) -> Block:
    length = (a.ended_on - a.started_on).days
    works = ("方案设计与论证", "样件试制与单项试验", "系统联调与改进", "现场试用与总结")
    marks = [add_days(a.started_on, length * i // 4) for i in range(4)] + [a.ended_on]
    rows = []
    for number, work in enumerate(works):
        first = marks[number] if number == 0 else add_days(marks[number], 1)
        rows.append([s.period(first, marks[number + 1]), work])
    return table([["时间", "工作内容"], *rows], (50, 50))


def _budget(a: Activity, d: Dossier) -> Block:
    spent = [
        total(getattr(d.costs[year][a.key], name) for year in d.years if a.key in d.costs[year])
        for name in (*CATEGORIES, "outsourced")
    ]
    weights = [float(amount) for amount in spent if amount]
    shares = iter(split((a.budget / TEN_THOUSAND).quantize(Decimal("0.01")), weights))
    parts = [next(shares) if amount else amount for amount in spent]
    return table(
        [[*_BUDGET, "合计"], [*(plain(part) for part in parts), plain(wan(a.budget))]],
        (*(11,) * 8, 12),
        size=8.5,
    )


def _acceptance(d: Dossier, s: Style, key: str) -> Paper:
    a = d.activities[key]
    assert a.accepted_on
    rights = [d.rights[r] for r in a.rights if r in d.rights]
    spent = total(d.costs[year][key].subtotal for year in d.years if key in d.costs[year])
    experts = [p.name for p in d.people if p.technical and p.name not in (a.leader, *a.members)][:3] or [
        a.leader
    ]
    blocks: list[Block] = [
        Title(text=s.label("验收报告")),
        _head(d, s, a),
        Title(text="一、任务完成情况", level=1),
        Text(text=f"项目按立项报告完成了全部研究内容：{'；'.join(a.topic.means)}。"),
        Title(text="二、指标完成情况", level=1),
        table(
            [["考核指标", "立项目标", "实际达到", "结论"], *[[n, aim, got, "完成"] for n, aim, got in a.topic.targets]],
            (38, 24, 24, 14),
            size=10,
        ),
        Title(text="三、知识产权与成果", level=1),
        Text(text="项目取得" + ("、".join(f"“{r.name}”（{r.number}）" for r in rights) or "试验报告和设计文件各一套") + "。"),
        Title(text="四、经费使用情况", level=1),
        Text(text=f"项目预算{plain(wan(a.budget))}万元，近三年实际支出{plain(wan(spent))}万元，支出范围符合核算办法。"),
        Title(text="五、验收结论", level=1),
        Text(text="验收组审阅了资料并查看了样机，认为项目完成了任务书规定的内容，指标达到要求，资料齐全，同意通过验收。"),
        table([["验收组成员", "职务", "签字"], *[[name, "组长" if i == 0 else "成员", name] for i, name in enumerate(experts)]],
              (30, 30, 40)),
        *remarks(d, f"acceptance/{key}"),
        Space(height=14),
        Signature(lines=(f"{d.firm.name}（盖章）", f"验收日期：{s.day(a.accepted_on)}"), seal=d.firm.name),
    ]  # fmt: skip
    return Paper(
        blocks=tuple(blocks), font=s.body, heading_font=s.headings, table_font=s.tables, title=a.name
    )
