"""How the application form's cells are labelled: official wording, older prints, retyped ones.

One entry per cell: fact name, title in words, labels, kind of value. The order
is that of the official form (附件2 of 国科发火〔2016〕195号 and its registration
table). `OTHER` names cells that hold no fact but end the value before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from prereview.dossier.finders.lexicon import LabelBook

SHORTEST = 4
"""Labels of so many characters differ enough within one table to forgive a scan one of them."""

ValueKind = Literal["text", "money", "count", "date", "refs", "field", "flag", "code"]


class Field(NamedTuple):
    """One labelled cell of the form; `name` is empty for a cell no fact is taken from."""

    name: str
    title: str
    labels: tuple[str, ...]
    kind: ValueKind = "text"


def label_book(names: Mapping[str, Iterable[str]], others: Iterable[str] = ()) -> LabelBook:
    """The labels of one table; `others` are labels no value is wanted of."""
    return LabelBook(names, others, shortest=SHORTEST)


FIELD_NAMES = (
    *("技术领域", "所属技术领域", "所属领域"),
    *("主要产品(服务)所属技术领域", "主要产品所属技术领域", "主要产品(服务)所属领域"),
)
INCIDENT = tuple(
    f"{when}是否发生{over}{what}或严重环境违法行为"
    for when in ("申请认定前一年内", "申请前一年内", "近一年内", "近一年", "一年内", "")
    for over in ("过", "")
    for what in ("重大安全、重大质量事故", "重大安全事故、重大质量事故")
)

REGISTER = (
    Field("firm_name", "企业名称", ("企业名称", "单位名称", "公司名称", "企业全称", "申请企业名称")),
    Field(
        "registered_on",
        "注册时间",
        ("注册时间", "注册日期", "成立时间", "成立日期", "注册成立时间", "企业注册时间", "登记日期"),
        "date",
    ),
    Field(
        "registration_type", "注册类型", ("注册类型", "登记注册类型", "企业注册类型", "企业类型", "公司类型")
    ),
    Field("registered_capital", "注册资金", ("注册资金", "注册资本", "注册资本(金)", "注册资本金"), "money"),
    Field(
        "industry",
        "所属行业",
        ("所属行业", "行业类别", "所属行业及代码", "国民经济行业", "国民经济行业类别"),
    ),
    Field(
        "uscc",
        "统一社会信用代码",
        (
            "统一社会信用代码",
            "社会信用代码",
            "组织机构代码/统一社会信用代码",
            "税务登记号/统一社会信用代码",
            "统一社会信用代码/组织机构代码",
            "信用代码",
        ),
        "code",
    ),
    Field("region", "行政区域", ("行政区域", "行政区划", "所在行政区域", "所属行政区域", "所属地区")),
    Field(
        "tax_collection",
        "企业所得税征收方式",
        ("企业所得税征收方式", "所得税征收方式", "征收方式", "税款征收方式"),
    ),
    Field("address", "通信地址", ("通信地址", "通讯地址", "联系地址", "企业通信地址", "企业地址")),
    Field(
        "field",
        "技术领域",
        (*FIELD_NAMES, "企业技术领域", "所属国家重点支持的高新技术领域"),
        "field",
    ),
    Field("field_code", "技术领域代码", ("技术领域代码", "领域代码"), "code"),
    Field("applied_on", "申请日期", ("申请日期", "申报日期", "填报日期", "申请时间"), "date"),
)
REPRESENTATIVE = (
    *("企业法定代表人", "法定代表人", "企业法人代表", "法人代表"),
    *("法定代表人姓名", "企业法定代表人姓名", "企业法人代表姓名", "法人代表姓名"),
)
PERSON = ("姓名",)
REGISTER_OTHER = (
    Field("", "外资来源地", ("外资来源地", "外资来源国别", "外资来源地区")),
    Field("", "企业规模", ("企业规模",)),
    Field("", "邮政编码", ("邮政编码", "邮编")),
    Field("", "企业所得税主管税务机关", ("企业所得税主管税务机关", "主管税务机关")),
    Field("", "企业是否上市", ("企业是否上市", "是否上市")),
    Field("", "上市时间", ("上市时间",)),
    Field("", "股票代码", ("股票代码",)),
    Field("", "上市类型", ("上市类型",)),
    Field(
        "",
        "是否属于国家级高新区内企业",
        ("是否属于国家级高新区内企业", "是否国家级高新区内企业", "是否属于国家高新区内企业"),
    ),
    Field("", "高新区名称", ("高新区名称",)),
    Field("", "经营范围", ("经营范围", "主营业务范围")),
    Field("", "企业简介", ("企业简介", "企业概况")),
)
REGISTER_STOPS = (
    *("联系人", "姓名", "手机", "电话", "传真", "E-mail", "Email", "电子邮箱", "身份证号/护照号", "身份证号"),
    *("风险投资", "股权结构", "法人类型", "公民类型", "名称", "投资额", "认定机构", "企业所在地区"),
    "组织机构代码或统一社会信用代码",
)
COVER_REGION = ("企业所在地区", "所在地区", "企业所在地")
COVER_STOPS = (
    *("认定机构", "系统填报号", "系统填报编号", "声明", "法定代表人(签名)", "企业公章"),
    *("联系人", "联系电话"),
)

MAIN = (
    Field("field", "技术领域", FIELD_NAMES, "field"),
    Field(
        "ip_class1",
        "获得知识产权数量 Ⅰ类",
        ("Ⅰ类", "1类", "l类", "|类", "工类", "一类", "Ⅰ类知识产权", "Ⅰ类知识产权数量"),
        "count",
    ),
    Field(
        "ip_class2",
        "获得知识产权数量 Ⅱ类",
        (
            "Ⅱ类",
            "Ⅲ类",
            "2类",
            "ll类",
            "||类",
            "Il类",
            "lI类",
            "11类",
            "二类",
            "Ⅱ类知识产权",
            "Ⅱ类知识产权数量",
        ),
        "count",
    ),
    Field(
        "staff_total",
        "职工总数",
        ("职工总数", "企业职工总数", "职工人数", "职工总人数", "从业人员数"),
        "count",
    ),
    Field("staff_tech", "科技人员数", ("科技人员数", "科技人员总数", "科技人员人数", "科技人员"), "count"),
    Field(
        "rd_total",
        "近三年研究开发费用总额",
        (
            "近三年研究开发费用总额",
            "近三年研发费用总额",
            "近三年研究开发费总额",
            "近三个会计年度研究开发费用总额",
            "研究开发费用总额",
        ),
        "money",
    ),
    Field(
        "rd_domestic",
        "在中国境内研发费用总额",
        (
            "在中国境内研发费用总额",
            "在中国境内研究开发费用总额",
            "中国境内研发费用总额",
            "境内研发费用总额",
            "境内研究开发费用总额",
            "在中国境内研究开发费用",
        ),
        "money",
    ),
    Field(
        "rd_basic",
        "基础研究投入费用总额",
        ("基础研究投入费用总额", "基础研究投入费用", "基础研究费用总额", "基础研究投入总额"),
        "money",
    ),
    Field(
        "gross_income",
        "近一年企业总收入",
        ("近一年企业总收入", "近一年总收入", "企业总收入", "上年度企业总收入"),
        "money",
    ),
    Field(
        "ht_income",
        "近一年高新技术产品（服务）收入",
        (
            "近一年高新技术产品（服务）收入",
            "近一年高新技术产品（服务）收入总额",
            "近一年高新技术产品收入",
            "高新技术产品（服务）收入",
            "上年度高新技术产品（服务）收入",
        ),
        "money",
    ),
    Field(
        "incident",
        "申请认定前一年内是否发生过重大安全、重大质量事故或严重环境违法行为",
        (*INCIDENT, "申请认定前一年内未发生重大安全、重大质量事故或严重环境违法行为"),
        "flag",
    ),
)
YEARLY = (
    Field("net_assets", "净资产", ("净资产", "净资产总额", "所有者权益", "所有者权益合计"), "money"),
    Field(
        "sales",
        "销售收入",
        ("销售收入", "销售(营业)收入", "销售收入总额", "营业收入", "主营业务收入+其他业务收入"),
        "money",
    ),
    Field("profit", "利润总额", ("利润总额", "利润总额(亏损以“-”号填列)"), "money"),
)
MAIN_STOPS = (
    *("获得知识产权数量", "人力资源情况", "近三年经营情况", "年度种类", "种类年度", "年度", "种类", "其中"),
    "经营情况",
)

COUNTS = (
    Field("invention", "发明专利", ("发明专利", "发明专利(含国防专利)", "发明"), "count"),
    Field("defence", "国防专利", ("国防专利", "其中:国防专利"), "count"),
    Field("plant", "植物新品种", ("植物新品种", "植物新品种权"), "count"),
    Field("crop", "国家级农作物品种", ("国家级农作物品种", "国家级农作物新品种"), "count"),
    Field("drug", "国家新药", ("国家新药",), "count"),
    Field("tcm", "国家一级中药保护品种", ("国家一级中药保护品种", "国家一级中药保护"), "count"),
    Field(
        "layout",
        "集成电路布图设计专有权",
        ("集成电路布图设计专有权", "集成电路布图设计", "集成电路布图设计权"),
        "count",
    ),
    Field("utility", "实用新型", ("实用新型", "实用新型专利"), "count"),
    Field("design", "外观设计", ("外观设计", "外观设计专利"), "count"),
    Field("software", "软件著作权", ("软件著作权", "计算机软件著作权", "软件著作权登记"), "count"),
)
COUNTS_STOPS = ("获得知识产权数量", "其中")

RIGHTS = (
    Field(
        "key",
        "知识产权编号",
        ("知识产权编号", "知识产权序号", "IP编号", "编号", "序号", "NIP编号", "已使用知识产权编号"),
    ),
    Field("name", "知识产权名称", ("知识产权名称", "名称", "专利名称", "知识产权(专利)名称")),
    Field("kind", "类别", ("类别", "知识产权类别", "类型", "知识产权类型")),
    Field(
        "granted_on",
        "授权日期",
        ("授权日期", "授权日", "授权时间", "授权公告日", "授权公告日期", "登记日期", "授权/登记日期"),
        "date",
    ),
    Field(
        "number",
        "授权号",
        (
            "授权号",
            "专利号/著作权号",
            "专利号",
            "登记号",
            "授权公告号",
            "专利号/登记号",
            "授权号/登记号",
            "授权号(专利号/登记号)",
            "专利号/授权号",
        ),
        "code",
    ),
    Field("acquisition", "获得方式", ("获得方式", "取得方式", "获取方式", "知识产权获得方式")),
)

STAFF_COLUMNS = {
    "all": ("企业职工", "职工", "职工总数", "职工人数", "全体职工"),
    "tech": ("科技人员", "科技人员数", "其中:科技人员"),
}
STAFF_ROWS = (
    Field("total", "总数", ("总数", "总人数", "合计", "人员总数"), "count"),
    Field("on_job", "在职人员", ("在职人员", "在职人员数", "在职"), "count"),
    Field("part_time", "兼职人员", ("兼职人员", "兼职人员数", "兼职"), "count"),
    Field("temporary", "临时聘用人员", ("临时聘用人员", "临时聘用", "临时聘用人员数", "临时人员"), "count"),
    Field("foreign", "外籍人员", ("外籍人员", "外籍人员数", "外籍"), "count"),
    Field(
        "returned", "留学归国人员", ("留学归国人员", "留学归国", "留学回国人员", "留学归国人员数"), "count"
    ),
    Field(
        "talent",
        "千人计划人员",
        (
            "千人计划人员",
            "千人计划",
            "人才计划人员",
            "国家人才计划人员",
            "国家级人才计划人员",
            "人才引进计划人员",
            "国家“千人计划”人员",
            "“千人计划”人员",
            "高层次人才计划人员",
            "高层次人才",
        ),
        "count",
    ),
)
STAFF_GROUPS = (
    Field("doctor", "博士", ("博士", "博士研究生"), "count"),
    Field("master", "硕士", ("硕士", "硕士研究生"), "count"),
    Field("bachelor", "本科", ("本科", "大学本科", "学士"), "count"),
    Field("college", "大专及以下", ("大专及以下", "大专以下", "大专及大专以下", "专科及以下"), "count"),
    Field("senior", "高级职称", ("高级职称", "高级"), "count"),
    Field("middle", "中级职称", ("中级职称", "中级"), "count"),
    Field("junior", "初级职称", ("初级职称", "初级"), "count"),
    Field("technician", "高级技工", ("高级技工", "高级技师", "高级技工(技师)"), "count"),
    Field(
        "age_30",
        "30及以下",
        ("30及以下", "30以下", "30岁及以下", "30岁以下", "30周岁及以下", "≤30", "≤30岁", "30岁(含)以下"),
        "count",
    ),
    Field("age_40", "31-40", ("31-40", "31-40岁", "31~40", "31~40岁", "31至40", "31至40岁"), "count"),
    Field("age_50", "41-50", ("41-50", "41-50岁", "41~50", "41~50岁", "41至50", "41至50岁"), "count"),
    Field(
        "age_51",
        "51及以上",
        ("51及以上", "51以上", "51岁及以上", "51岁以上", "51周岁及以上", "50岁以上", "≥51", "≥51岁"),
        "count",
    ),
)
STAFF_STOPS = ("总体情况", "全体人员结构", "学历", "职称", "年龄", "人数", "其中")
