import pytest

from prereview.dossier.observations.leftovers import leftovers
from tests.dossier.sectioned import fact, section


def texts(kind, *lines, record="placeholders"):
    return [
        f.value
        for f in leftovers([section(kind, *lines)])
        if f.path.startswith(record) and f.path.endswith("text")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "为加强XX公司研发投入核算，特制定本办法。",
        "XXX有限公司董事会决定",
        "××科技有限公司",
        "本项目由某某公司承担",
        "20XX年立项",
        "项目总预算待补充",
        "负责人:待定。",
        "此处填写项目背景",
        "（示例）",
        "TODO 补充指标",
    ],
)
def test_placeholders_are_found(line):
    assert texts("rd_approval", line)


@pytest.mark.parametrize(
    "line",
    [
        "联系电话138****1234，身份证4201**********9027",
        "外形尺寸10×20×30mm，型号XX-100",
        "MAX公司的标准",
        "样品待测，批次待检",
        "该方案待定型后推广",
        "倍率×2，编号XXII",
        "公司具备待客用房",
    ],
)
def test_what_only_looks_like_one_is_left_alone(line):
    assert texts("rd_approval", line) == []


def test_an_audit_without_number_is_a_draft():
    assert texts("special_audit_rd", "某会专审字〔 〕第 号")
    assert texts("special_audit_rd", "湘会专审字〔2026〕第0481号") == []


def test_contracts_and_certificates_are_not_searched():
    assert texts("conversion_evidence", "甲方:XX公司") == []


def test_traces_of_a_generator_are_told_from_the_subject_of_the_work():
    assert texts("application_form", "作为一个人工智能语言模型，我认为", record="generator_traces")
    assert texts("application_form", "公司研发的AI算法生成调度方案", record="generator_traces") == []


def test_a_paper_is_named_by_its_number():
    numbered = section("rd_approval", fact("rd_approvals[RD02].name", "甲的研发"), "XX公司研发部")
    assert [f.value for f in leftovers([numbered]) if f.path.endswith("document")] == [
        "RD02 研发项目立项材料"
    ]
