"""高新技术企业认定申请书: registration table, cover, notes and the eight tables."""

from __future__ import annotations

from collections.abc import Iterator

from samples.generator.documents.application_tables import (
    costs_table,
    innovation_table,
    main_table,
    product_tables,
    standards_table,
)
from samples.generator.documents.sheet import Sheet, remarks
from samples.generator.layout.blocks import (
    Block,
    Break,
    Paper,
    Row,
    Signature,
    Space,
    Text,
    Title,
    label,
    table,
    value,
    words,
)
from samples.generator.model import Dossier
from samples.generator.money import plain, wan
from samples.generator.style import Style
from samples.generator.texts import KINDS


def sheets(d: Dossier) -> Iterator[Sheet]:
    """The form, one file."""
    yield Sheet(id="application", folder="application", name="高新技术企业认定申请书", build=build)


def build(d: Dossier, s: Style) -> Paper:
    """The whole form."""
    blocks: list[Block] = [
        *_register(d, s),
        Break(),
        *_cover(d, s),
        Break(),
        *_notes(),
        Break(),
        *main_table(d, s),
        Break(),
        *_rights(d, s),
        Break(),
        *_staff(d),
        Break(),
        *_activities(d, s),
        *costs_table(d, s),
        *product_tables(d, s),
        *innovation_table(d),
        *remarks(d, "application"),
        *standards_table(),
    ]
    return Paper(
        blocks=tuple(blocks),
        font=s.body,
        heading_font=s.headings,
        table_font=s.body,
        title="高新技术企业认定申请书",
    )


def _register(d: Dossier, s: Style) -> Iterator[Block]:
    f = d.firm
    capital = f"{plain(wan(f.capital))}万元人民币"
    rows = [
        [label("企业名称"), value(f.name, 2), label("注册时间"), value(s.day(f.established_on), 2)],
        [label("注册类型"), value("有限责任公司", 2), label("外资来源地"), value("0", 2)],
        [label("注册资金"), value(capital, 2), label("所属行业"), value(f.industry, 2)],
        [label("企业规模"), value(f.size, 2), label("统一社会信用代码"), value(f.credit_code, 2)],
        [label("行政区域"), value(f"{f.province}{f.city}{f.district}", 2), label("邮政编码"), value(f.postcode, 2)],
        [label("企业所得税征收方式"), value("查账征收", 5)],
        [label("通信地址"), value(f.address, 5)],
        *_contact("企业法定代表人", f.legal_representative, f.phone),
        *_contact("联系人", f.contact, f.phone),
        [label("企业是否上市", 2), value(f"□是 {s.tick}否"), label("上市时间"), value("0", 2)],
        [label("股票代码", 2), value("0"), label("上市类型"), value("0", 2)],
        [label("是否属于国家级高新区内企业", 2), value(f"□是 {s.tick}否"), label("高新区名称"), value("0", 2)],
        [label("技术领域", 2), value(s.path(d.field), 4)],
        [label("风险投资", 1, 2), label("法人类型"), label("名称"), label("组织机构代码或统一社会信用代码", 2), label("投资额（万元）")],
        [value("0"), value("0"), value("0", 2), value("0")],
        [label("股权结构", 1, 1 + len(f.shareholders)), label("公民类型"), label("名称"), label("身份证号", 2), label("投资额（万元）")],
        *[
            [value("中国公民"), value(name), value(f"{f.region_code}**********{i + 1:02d}", 2), value(plain(wan(amount)))]
            for i, (name, amount) in enumerate(f.shareholders)
        ],
        [label("经营范围"), words(f.scope, 5)],
        [label("企业简介"), words(_profile(d), 5)],
    ]  # fmt: skip
    yield Title(text="企业注册登记表")
    yield table(rows, (16, 17, 17, 16, 17, 17), size=9.5, header=0)


def _contact(who: str, name: str, phone: str) -> list[Row]:
    return [
        [label(who, 1, 3), label("姓名"), value(name), label("手机", 2), value("138****" + phone[-4:])],
        [label("电话"), value(phone), label("传真", 2), value("0")],
        [label("E-mail"), value("0", 4)],
    ]


def _profile(d: Dossier) -> str:
    f = d.firm
    return (
        f"公司成立于{f.established_on.year}年，注册资本{plain(wan(f.capital))}万元，主要从事{'、'.join(p.name for p in d.products.values())}"
        f"的研发、生产和销售。现有职工{d.staff.counts['total_all']}人，设有研发中心，产品用于{'、'.join(c[-8:-4] for c in d.customers[:3])}等行业。"
    )


def _cover(d: Dossier, s: Style) -> Iterator[Block]:
    f = d.firm
    yield Text(text=f"系统填报号：{d.filing_number}", align="right")
    yield Space(height=90)
    yield Title(text="高新技术企业认定申请书")
    yield Space(height=50)
    for line in (
        f"企业名称：{f.name}",
        f"企业所在地区：{f.province}{f.city}",
        f"认定机构：{f.authority}",
        f"申请日期：{s.day(d.applied_on)}",
    ):
        yield Text(text=line, size=13)
        yield Space(height=8)
    yield Space(height=30)
    yield Text(
        text="声明：本申请书上填写的有关内容和提交的资料均准确、真实、合法、有效、无涉密信息，本企业愿为此承担有关法律责任。"
    )
    yield Signature(
        lines=("法定代表人（签名）:", "（企业公章）", s.day(d.applied_on)),
        seal=f.name,
        hand=(f.legal_representative,),
    )
    yield Space(height=60)
    yield Text(text="科技部、财政部、国家税务总局编制", align="center")
    yield Text(text="二〇一六年六月", align="center")


def _notes() -> Iterator[Block]:
    yield Title(text="填 报 说 明")
    for line in (
        "1．填报前请阅读《高新技术企业认定管理办法》《国家重点支持的高新技术领域》和《高新技术企业认定管理工作指引》，财务数据应出自专项报告、财务会计报告或纳税申报表。",
        "2．各栏目不得空缺，没有内容的填写“0”；数据有小数的保留小数点后两位。",
        "3．知识产权分为Ⅰ类和Ⅱ类：发明专利（含国防专利）、植物新品种、国家级农作物品种、国家新药、国家一级中药保护品种、集成电路布图设计专有权等为Ⅰ类；实用新型专利、外观设计专利、软件著作权等（不含商标）为Ⅱ类。",
        "4．基础研究投入费用总额指研究开发费用中用于获得新知识、不以特定应用为目的的部分。",
        "5．企业总收入为收入总额减去不征税收入；销售收入为主营业务收入与其他业务收入之和；净资产为资产总额减去负债总额。",
        "6．近三年指申报当年以前的连续三个会计年度，近一年指其中最近一个年度。",
        "7．IP代表知识产权编号，RD代表研究开发活动编号，PS代表高新技术产品（服务）编号，后取两位数（01、02、……）。",
    ):
        yield Text(text=line)


def _rights(d: Dossier, s: Style) -> Iterator[Block]:
    count = {kind: str(d.ip_counts.get(kind, 0)) for kind in KINDS}
    yield Title(text="二、知识产权汇总表", level=1)
    yield table(
        [
            [label("获得知识产权数量(件)", 1, 5), label("发明专利"), value(count["invention"]), label("其中：国防专利"), value("0")],
            [label("植物新品种"), value("0"), label("国家级农作物品种"), value("0")],
            [label("国家新药"), value("0"), label("国家一级中药保护品种"), value("0")],
            [label("集成电路布图设计专有权"), value("0"), label("实用新型"), value(count["utility"])],
            [label("外观设计"), value(count["design"]), label("软件著作权"), value(count["software"])],
        ],
        (20, 26, 14, 26, 14),
        header=0,
    )  # fmt: skip
    head = [
        label(t) for t in ("知识产权编号", "知识产权名称", "类别", "授权日期", s.label("授权号"), "获得方式")
    ]
    yield table([head, *(_right_row(d, s, key) for key in d.rights)], (9, 33, 14, 15, 19, 10), size=8.5)
    if d.used_rights:
        yield Title(text="曾用于高新技术企业认定的Ⅱ类知识产权（不参与评价）", level=2)
        yield table(
            [head, *(_right_row(d, s, key) for key in d.used_rights)], (9, 33, 14, 15, 19, 10), size=8.5
        )


def _right_row(d: Dossier, s: Style, key: str) -> Row:
    right = {**d.rights, **d.used_rights}[key]
    kind = KINDS[right.kind] + ("（非国防专利）" if right.kind == "invention" and s.tick == "■" else "")
    return [key, words(right.name), kind, s.day(right.granted_on), right.number, right.acquisition]


def _staff(d: Dossier) -> Iterator[Block]:
    c, n = d.staff.counts, d.staff.structure
    groups = (
        ("总   数（人）", "total"), ("其中：在职人员", "on_job"), ("兼职人员", "part_time"),
        ("临时聘用人员", "temporary"), ("外籍人员", "foreign"), ("留学归国人员", "returned"), ("千人计划人员", "talent"),
    )  # fmt: skip
    yield Title(text="三、人力资源情况表", level=1)
    rows: list[Row] = [
        [label("（一）总体情况", 7)],
        [label("", 2), label("企业职工", 3), label("科技人员", 2)],
        *[
            [label(text, 2), value(str(c[f"{key}_all"]), 3), value(str(c[f"{key}_tech"]), 2)]
            for text, key in groups
        ],
        [label("（二）全体人员结构", 7)],
    ]
    for name, parts in (
        (
            "学  历",
            (("博 士", "doctor"), ("硕 士", "master"), ("本 科", "bachelor"), ("大专及以下", "college")),
        ),
        (
            "职  称",
            (
                ("高级职称", "senior"),
                ("中级职称", "middle"),
                ("初级职称", "junior"),
                ("高级技工", "technician"),
            ),
        ),
        (
            "年  龄",
            (("30及以下", "age_30"), ("31-40", "age_40"), ("41-50", "age_50"), ("51及以上", "age_51")),
        ),
    ):
        spans = (2, 1, 2, 1)
        rows.append([label(name), *(label(text, span) for (text, _), span in zip(parts, spans, strict=True))])
        rows.append(
            [
                label("人  数"),
                *(value(str(n[key]), span) for (_, key), span in zip(parts, spans, strict=True)),
            ]
        )
    yield table(rows, (18, 10, 12, 20, 12, 10, 18), header=0, size=10)


def _activities(d: Dossier, s: Style) -> Iterator[Block]:
    yield Title(text="四、企业研究开发活动情况表（近三年执行的活动，按单一活动填报）", level=1)
    for number, (key, a) in enumerate(d.activities.items()):
        if number:
            yield Break()
        spent = [
            wan(d.costs[year][key].subtotal) if key in d.costs[year] else wan(d.form["rd_basic"])
            for year in d.years
        ]
        total = wan(sum((d.costs[y][key].subtotal for y in d.years if key in d.costs[y]), d.form["rd_basic"]))
        yield Text(text=f"研发活动编号：{key}", indent=False)
        yield table(
            [
                [label("研发活动名称"), value(a.name, 2), label("起止时间", 2), value(s.period(a.started_on, a.ended_on), 2)],
                [label("技术领域"), value(s.path(a.field), 6)],
                [label("技术来源"), value(a.source, 2), label("知识产权编号", 2), value(s.join(a.rights), 2)],
                [
                    label("研发经费总预算（万元）", 1, 3), value(plain(wan(a.budget)), 1, 3),
                    label("研发经费近三年总支出（万元）", 1, 3), value(plain(total), 1, 3),
                    label("其中", 1, 3), label(f"{d.years[0]}年"), value(plain(spent[0])),
                ],
                [label(f"{d.years[1]}年"), value(plain(spent[1]))],
                [label(f"{d.years[2]}年"), value(plain(spent[2]))],
                [label("目的及组织实施方式（限400字）"), words(a.purpose, 6)],
                [label("核心技术及创新点（限400字）"), words(a.core, 6)],
                [label("取得的阶段性成果（限400字）"), words(a.results, 6)],
            ],
            (18, 13, 17, 13, 8, 13, 18),
            header=0,
            size=9.5,
        )  # fmt: skip
