"""Templates of our own as DOCX: forms with the labels that the reader knows, and nothing filled in for show.

What is not known is left empty; a placeholder would be found as one.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from prereview.feedback.paper import WIDTH, Paper
from prereview.feedback.starter.materials import count_for, folders, title_of
from prereview.feedback.starter.profile import Profile
from prereview.review.sheets.coverage import Need

STRUCTURE = (
    "用工形式：兼职人员　　人，临时聘用人员　　人。",
    "学历结构：博士　　人，硕士　　人，本科　　人，大专及以下　　人。",
    "职称结构：高级职称　　人，中级职称　　人，初级职称　　人，高级技工　　人。",
    "年龄结构：30岁及以下　　人，31-40岁　　人，41-50岁　　人，51岁及以上　　人。",
)
"""Sentences with a gap before each 人."""

PAIR = (3.2, 5.0, 3.2, 5.0)
BLANK_ROWS = 12
"""Empty rows of a list; more can be added."""


def approval(profile: Profile, key: str) -> bytes:
    """立项报告 of one activity."""
    paper = _titled("研发项目立项报告")
    paper.form(
        (
            ("项目编号", key, "项目名称", ""),
            ("企业名称", profile.firm, "项目负责人", ""),
            ("起止时间", "", "经费预算（万元）", ""),
            ("技术领域", "", "技术来源", ""),
        ),
        PAIR,
    )
    for title in (
        "一、立项目的和依据",
        "二、研究开发内容和目标",
        "三、核心技术及主要创新点",
        "四、技术路线和实施方案",
        "五、进度安排",
        "六、预期成果",
    ):
        paper.subsection(title)
        paper.text("")
    paper.subsection("七、项目组成员")
    _empty_list(paper, ("序号", "姓名", "部门", "岗位", "项目分工"), (1.4, 3.2, 4.2, 3.6, 4.0), 5)
    paper.subsection("八、经费预算表（单位：万元）")
    paper.form(
        (
            ("人员人工费用", "", "直接投入费用", ""),
            ("折旧费用与长期待摊费用", "", "无形资产摊销费用", ""),
            ("设计费用", "", "装备调试费用与试验费用", ""),
            ("其他费用", "", "委托外部研究开发费用", ""),
        ),
        PAIR,
    )
    paper.subsection("九、审批意见")
    paper.form((("审批意见", "", "批准日期", ""), ("批准人（签字）", "", "企业（公章）", "")), PAIR)
    return _bytes(paper)


def acceptance(profile: Profile, key: str) -> bytes:
    """验收报告 of one activity."""
    paper = _titled("研发项目验收报告")
    paper.form(
        (
            ("项目编号", key, "项目名称", ""),
            ("企业名称", profile.firm, "项目负责人", ""),
            ("起止时间", "", "验收日期", ""),
            ("经费预算（万元）", "", "实际支出（万元）", ""),
        ),
        PAIR,
    )
    for title in (
        "一、任务完成情况",
        "二、主要技术指标完成情况",
        "三、取得的成果和知识产权",
        "四、经费使用情况",
    ):
        paper.subsection(title)
        paper.text("")
    paper.subsection("五、验收结论")
    paper.form((("验收结论", "", "验收组（签字）", ""), ("企业（公章）", "", "签署日期", "")), PAIR)
    return _bytes(paper)


def conversion_list(profile: Profile) -> bytes:
    """科技成果转化汇总表."""
    paper = _titled("科技成果转化汇总表")
    if profile.firm:
        paper.text(f"企业名称：{profile.firm}")
    years = "、".join(map(str, profile.accounting_years))
    paper.text(f"转化年度应在 {years} 年之内；编号与申请书一致。", quiet=True)
    head = (
        "序号",
        "科技成果名称",
        "成果来源",
        "转化形式",
        "转化结果",
        "转化年度",
        "关联知识产权",
        "关联研发活动",
        "关联产品",
        "证明材料",
    )
    _empty_list(paper, head, (1.0, 2.9, 1.6, 1.6, 1.6, 1.3, 1.7, 1.7, 1.3, 1.7), BLANK_ROWS)
    return _bytes(paper)


def personnel_list(profile: Profile) -> bytes:
    """情况说明 and list of staff."""
    paper = _titled("职工和科技人员情况说明")
    if profile.firm:
        paper.text(f"企业名称：{profile.firm}")
    paper.subsection(f"一、{profile.year - 1} 年度人员结构")
    paper.form((("职工总数", "", "科技人员数", ""),), PAIR)
    for line in STRUCTURE:
        paper.text(line)
    paper.subsection("二、科技人员名单")
    head = ("序号", "姓名", "学历", "职称", "部门", "岗位", "入职日期", "是否科技人员", "上年在职天数")
    _empty_list(paper, head, (1.0, 1.9, 1.5, 1.9, 2.1, 2.4, 2.2, 1.7, 1.7), BLANK_ROWS)
    return _bytes(paper)


def commitment_letter(profile: Profile) -> bytes:
    """企业承诺书."""
    paper = _titled("企业承诺书")
    paper.form((("企业名称", profile.firm, "统一社会信用代码", ""),), PAIR)
    for line in (
        "我公司申请认定高新技术企业，现郑重承诺：",
        "一、所提交的申请书和各项附件真实、准确、完整，复印件与原件一致。",
        "二、申请认定前一年内未发生重大安全、重大质量事故或严重环境违法行为。",
        "三、所列知识产权权属清楚，研发费用和高新技术产品（服务）收入按规定归集。",
        "四、如有不实，愿承担相应的法律责任。",
    ):
        paper.text(line)
    paper.text("")
    paper.text("法定代表人（签名）：", right=True)
    paper.text("企业（公章）：", right=True)
    paper.text("　　　　年　　月　　日", right=True)
    return _bytes(paper)


def contents(profile: Profile) -> bytes:
    """The list of papers for the profile, to tick off."""
    paper = _titled("高新技术企业认定申报材料清单")
    paper.form(
        (
            ("企业名称", profile.firm, "申报年度", str(profile.year)),
            ("申报地区", profile.region, "申报类型", "重新认定" if profile.renewal else "首次认定"),
            (
                "会计年度",
                "、".join(map(str, profile.accounting_years)),
                "数量",
                f"研发活动 {profile.activities}、产品 {profile.products}、知识产权 {profile.rights}",
            ),
        ),
        (2.4, 5.8, 2.4, 5.8),
    )
    rows = [
        (folder.folder, title_of(need), _count(need, profile), need.issuer, need.time, "□")
        for folder in folders()
        for need in folder.needs
    ]
    paper.table(
        ("文件夹", "材料", "份数", "由谁出具", "一般需时", "齐备"), rows, (3.2, 5.2, 1.8, 2.9, 2.2, 1.1)
    )
    paper.text("一般需时为通常情况，以办理机构答复为准；各地另有要求的，以当地通知为准。", quiet=True)
    return _bytes(paper)


def _count(need: Need, profile: Profile) -> str:
    count = count_for(need, profile)
    return f"{count} 份" if count else "视情况"


def _titled(title: str) -> Paper:
    paper = Paper()
    paper.title(title)
    paper.document.core_properties.author = ""
    paper.document.core_properties.comments = ""
    paper.document.core_properties.title = title
    return paper


def _empty_list(paper: Paper, head: Sequence[str], widths: Sequence[float], rows: int) -> None:
    assert abs(sum(widths) - WIDTH) < 0.2, head
    blank = ("",) * (len(head) - 1)
    paper.table(head, [(str(number), *blank) for number in range(1, rows + 1)], widths)


def _bytes(paper: Paper) -> bytes:
    stream = io.BytesIO()
    paper.document.save(stream)
    return stream.getvalue()
