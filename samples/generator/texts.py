"""Texts of the form's boxes, composed of a topic's phrases; each stays below 400 characters.

Several wordings of each box take turns, so that two activities do not read alike.
"""

from __future__ import annotations

from samples.generator.model import Right, Topic

Targets = tuple[tuple[str, str, str], ...]

KINDS = {
    "invention": "发明专利",
    "utility": "实用新型专利",
    "design": "外观设计专利",
    "software": "软件著作权",
}


def _aims(targets: Targets) -> str:
    return "、".join(f"{name}{aim}" for name, aim, _ in targets)


def _reached(targets: Targets) -> str:
    return "，".join(f"{name}达到{value}" for name, _, value in targets)


def purpose(topic: Topic, leader: str, number: int) -> str:
    """目的及组织实施方式."""
    aims = _aims(topic.targets)
    wordings = (
        f"目的：{topic.need}，项目针对这一问题开展研究，要求{aims}。"
        f"组织实施：由研发中心{leader}牵头成立项目组，按方案设计、样机试制、试验验证、现场试用四个阶段推进，每阶段召开评审会，"
        "未达到阶段指标的退回修改。经费由财务部按项目单独核算。",
        f"背景是{topic.need}。立项时确定的考核指标为{aims}。项目经总经理办公会批准，实行负责人制，{leader}对进度和指标负责；"
        "算法、硬件和测试分组并行，双周例会检查，试验数据统一归档，研发支出进入辅助账。",
        f"客户反馈和自查表明，{topic.need}。本活动拟达到{aims}。"
        f"采用自主研发方式，{leader}任负责人，先做原理验证，再做工程样件，最后到用户现场连续运行不少于三个月；"
        "技术、采购、质量三方共同确认试验结论。",
        f"要解决的问题是：{topic.need}。预定目标{aims}。实施上由{leader}编制任务书并分解到人，"
        "研发中心提供试验条件，生产部配合试制，关键节点邀请外部专家咨询，完成后按管理制度组织验收。",
    )
    return wordings[number % len(wordings)]


def core(topic: Topic, number: int) -> str:
    """核心技术及创新点."""
    first, second = topic.means
    one, other = topic.novelty
    wordings = (
        f"核心技术：{first}，并{second}。创新点：一是{one}；二是{other}。与原有做法相比，技术路线不同，不是对现有产品的简单改型。",
        f"技术上{first}；在此基础上{second}。创新之处在于{one}，同时{other}。试验前是否能够满足指标并不确定，经过多轮对比后定型。",
        f"（1）{first}；（2）{second}。主要创新：{one}。另一项创新是{other}，相关方案已申请知识产权。",
        f"本活动形成两项关键技术。第一，{first}。第二，{second}。其新颖性体现为{one}；难点在于{other}，此前同类方案没有解决。",
    )
    return wordings[number % len(wordings)]


def results(topic: Topic, rights: list[Right], product: str, done: bool, number: int) -> str:
    """取得的阶段性成果."""
    got = "、".join(f"{KINDS[right.kind]}“{right.name}”" for right in rights) or "试验数据和设计文件"
    reached = _reached(topic.targets)
    if not done:
        return (
            f"项目正在进行。已完成方案设计和样件试制，中间试验显示{reached}，"
            f"现场试用尚未结束。已取得{got}，拟用于{product}。"
        )
    wordings = (
        f"完成全部研究内容，试验结果为{reached}，均满足任务书要求。取得{got}。成果已用于{product}，并通过验收。",
        f"经测试，{reached}。形成设计文件、试验报告各一套，获得{got}。{product}采用了本成果，用户试用反映良好。",
        f"样件连续运行后复测，{reached}。知识产权方面取得{got}；产业化方面已导入{product}的设计。验收结论为通过。",
    )
    return wordings[number % len(wordings)]


def key_technology(use: str, topics: list[Topic], number: int) -> str:
    """关键技术及主要技术指标."""
    means = "；".join(topic.means[0] for topic in topics)
    figures = "；".join(f"{name}{aim}" for topic in topics for name, aim, _ in topic.targets[:2])
    wordings = (
        f"产品{use}。关键技术：{means}。主要技术指标：{figures}。",
        f"关键技术包括{means}。用途：{use}。经检测的主要指标：{figures}。",
        f"本产品{use}，其技术基础是{means}。指标要求：{figures}。",
    )
    return wordings[number % len(wordings)]


def advantage(topics: list[Topic], number: int) -> str:
    """与同类产品（服务）的竞争优势."""
    points = "；".join(topic.novelty[-1] for topic in topics)
    name, aim, value = topics[0].targets[0]
    wordings = (
        f"与市场上同类产品相比，{points}。以{name}为例，通常要求{aim}，本产品实测{value}。安装和维护由本公司人员完成，响应较快。",
        f"优势有三：其一，{points}；其二，{name}实测{value}，优于{aim}的设计要求；其三，主要部件自制，交付周期短。",
        f"用户选用时主要比较{name}，本产品实测值为{value}。此外{points}，使用成本相应下降。",
    )
    return wordings[number % len(wordings)]


def support(product: str, rights: list[Right], number: int) -> str:
    """知识产权获得情况及其对产品（服务）在技术上发挥的支持作用."""
    listed = "、".join(f"“{right.name}”" for right in rights)
    wordings = (
        f"{product}应用了{listed}，均由本公司自主研发取得。上述权利覆盖产品的关键结构和处理方法，其技术方案直接体现在产品中。",
        f"围绕{product}取得{listed}。它们分别对应产品的主要功能模块，缺少其中任一项都不能达到标称指标。",
        f"本产品的技术来自{listed}，权属清楚，无共有人。权利要求所述方案与产品实际采用的方案一致。",
    )
    return wordings[number % len(wordings)]


def innovation(
    counts: dict[str, int], conversions: int, products: list[str], staff: tuple[int, int], cooperation: str
) -> dict[str, str]:
    """The four boxes of 七、企业创新能力."""
    total = sum(counts.values())
    kinds = "、".join(f"{KINDS[kind]}{number}项" for kind, number in counts.items() if number)
    everybody, technical = staff
    return {
        "ip_effect": f"公司现有知识产权{total}项，其中{kinds}，全部为自主研发取得。这些权利分别对应主要产品的核心部件、控制方法和程序，"
        "使产品形成与同行不同的技术方案，也为投标和客户验收提供依据。公司设专人管理年费和台账，并对仿制行为进行监测。",
        "conversion": f"近三年科技成果转化共{conversions}项，均以自行投资实施的方式转化为{'、'.join(products)}。"
        "每项转化都有来源证明和结果证明，包括知识产权证书、立项与验收材料，以及销售合同、发票和用户意见。"
        "转化收入按产品单独核算，参与人员按激励制度取得奖励。",
        "rd_management": "公司制定了研发项目管理制度和研发投入核算办法，按项目设置辅助账。研发中心为内设机构，具备试验场地和仪器设备；"
        f"与{cooperation}签订了产学研合作协议。成果转化有组织实施和激励奖励办法，设立了对外开放的创新创业平台。"
        "人员培养进修、技能培训、人才引进和绩效评价均有制度并有执行记录。",
        "staff_management": f"上年度公司职工总数{everybody}人，其中科技人员{technical}人，科技人员均直接从事研发和相关技术创新活动，"
        "累计实际工作时间在183天以上。公司按全年月平均人数统计，人员与社会保险参保名单一致，岗位和项目分工有记录。",
    }
