from datetime import date

import numpy as np
import pytest

from prereview.batch.copies import find_copies
from prereview.batch.traces import decode_traces, encode_traces, traces_of_facts
from prereview.dossier.facts import Facts
from prereview.dossier.sections import PageLook, Section, SourceFile
from tests.builders import fact

TEXT = (
    "项目围绕催化剂涂覆工艺开展研究，采用分段升温与在线称重相结合的方法控制涂覆量，"
    "建立了涂层厚度与转化率的关系模型。"
)


def firm(name, *facts, files=()):
    traces = traces_of_facts(Facts([fact("derived.firm_name", name), *facts]), files)
    return decode_traces(encode_traces(traces))


def found(**packages):
    return [(c.kind, *(p.package for p in c.places)) for c in find_copies(packages).copies]


def box(text, rd="RD01"):
    return fact(f"application.rd[{rd}].core_technology", text)


def test_a_copied_text_with_a_few_changed_words_is_found_with_both_places():
    changed = TEXT.replace("催化剂", "分子筛").replace("转化率", "吸附率")
    (copy,) = find_copies({"a": firm("甲公司", box(TEXT)), "b": firm("乙公司", box(changed, "RD07"))}).copies
    assert (copy.kind, [p.package for p in copy.places]) == ("text", ["a", "b"])
    assert [p.title for p in copy.places] == ["RD01 核心技术及创新点", "RD07 核心技术及创新点"]
    assert all(p.file and p.page for p in copy.places)
    assert 0.8 <= copy.likeness < 1


def test_a_text_in_three_packages_is_one_copy_with_three_places():
    packages = {n: firm(f"{n}公司", box(TEXT)) for n in ("甲", "乙", "丙")}
    assert found(**packages) == [("text", "甲", "乙", "丙")]


def test_different_texts_and_two_rounds_of_one_firm_are_no_copies():
    other = (
        "算法以历史工单为样本训练排程模型，按交期和换型成本给出滚动计划，"
        "在车间终端显示当日任务与预计完成时间。"
    )
    assert found(a=firm("甲公司", box(TEXT)), b=firm("乙公司", box(other))) == []
    assert found(a=firm("甲公司", box(TEXT)), b=firm("甲公司", box(TEXT))) == []
    code = fact("licence.uscc", "91330108MA75H9D20Q")
    assert found(a=firm("甲公司", box(TEXT), code), b=firm("甲公可", box(TEXT), code)) == []


def test_the_firms_own_name_does_not_hide_a_copy():
    texts = [TEXT.replace("项目", f"{name}项目") for name in ("甲科技有限公司", "深圳乙智能装备股份有限公司")]
    packages = {
        n: firm(n, box(t))
        for n, t in zip(("甲科技有限公司", "深圳乙智能装备股份有限公司"), texts, strict=True)
    }
    assert [c.likeness for c in find_copies(packages).copies] == [1.0]


def test_words_that_many_firms_share_are_a_template_also_with_other_figures_in_them():
    packages = {f"p{n}": firm(f"企业{n}", box(f"{TEXT}共投入{n}万元。")) for n in range(6)}
    copies = find_copies(packages)
    assert copies.copies == ()
    assert [len(t.packages) for t in copies.templates] == [6]


def test_a_text_that_few_of_many_firms_share_is_a_copy_unless_it_is_about_the_firm_as_a_whole():
    def season(path):
        shared = {f"p{n}": firm(f"企业{n}", fact(path, TEXT)) for n in range(5)}
        return {**shared, **{f"q{n}": firm(f"企业{n}q") for n in range(45)}}

    assert len(find_copies(season("application.rd[RD01].purpose")).copies) == 1
    assert find_copies(season("application.innovation.rd_management")).copies == ()


def test_a_statement_that_two_firms_share_is_a_copy_only_when_hardly_a_word_differs():
    def stated(text):
        return fact("application.innovation.conversion", text)

    one, other = TEXT, TEXT.replace("催化剂涂覆", "漂洗水回用")
    assert found(a=firm("甲公司", stated(one)), b=firm("乙公司", stated(one))) == [("text", "a", "b")]
    assert found(a=firm("甲公司", stated(one)), b=firm("乙公司", stated(other))) == []


@pytest.mark.parametrize("path", ["application.rd[RD01].name", "conversions[1].name"])
def test_names_of_activities_and_conversions_must_be_the_same(path):
    def named(name):
        return fact(path, name)

    one, other = "高速轴承低噪声磨削工艺的研究与开发", "高速轴承低噪声装配工艺的研究与开发"
    assert found(a=firm("甲公司", named(one)), b=firm("乙公司", named(one))) == [("text", "a", "b")]
    assert found(a=firm("甲公司", named(one)), b=firm("乙公司", named(other))) == []


def test_one_right_in_two_packages_is_found_however_it_is_printed():
    a = firm("甲公司", fact("application.ip[IP01].number", "ZL202210690936.6"))
    b = firm("乙公司", fact("application.ip[IP04].number", "2022 1 0690936.6"))
    assert found(a=a, b=b) == [("right", "a", "b")]


def test_people_need_more_than_a_common_name():
    def person(**details):
        return [fact(f"personnel[1].{k}", v) for k, v in {"name": "张伟", **details}.items()]

    same = {"degree": "硕士", "hired_on": date(2021, 3, 1), "title": "工程师"}
    assert found(a=firm("甲公司", *person(**same)), b=firm("乙公司", *person(**same))) == [
        ("person", "a", "b")
    ]
    assert found(a=firm("甲公司", *person()), b=firm("乙公司", *person())) == []
    for other in ({"degree": "本科"}, {"hired_on": date(2021, 3, 2)}):
        assert found(a=firm("甲公司", *person(**same)), b=firm("乙公司", *person(**{**same, **other}))) == []


@pytest.mark.parametrize(
    ("seal", "expected"),
    [
        ("杭州乙精密机械有限公司", [("seal", "a", "b")]),
        ("杭州乙精密机械有限公可", []),
        ("杭州甲智能装备有限公司", []),
        ("杭州丙会计师事务所", []),
    ],
)
def test_a_paper_under_the_seal_of_another_firm_of_the_season(seal, expected):
    a = firm("杭州甲智能装备有限公司", fact("rd_approvals[RD01].seal_name", seal))
    assert found(a=a, b=firm("杭州乙精密机械有限公司")) == expected


def scan(seed, numbers, kind="product_test_report", noise=0.0):
    """A file of one scanned page with a look drawn from a seed; `noise` turns that part of its bits."""
    random = np.random.default_rng(seed)
    bits = random.random(32 * 44) < 0.12
    bits ^= np.random.default_rng(99).random(bits.size) < noise * 0.12
    look = PageLook(1, np.packbits(bits).tobytes().hex(), tuple(numbers))
    return (
        SourceFile(
            "检验.pdf", "0" * 64, 1, "read", None, (Section("检验.pdf", kind, 1, 1, 0.9),), (), (look,)
        ),
    )


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (scan(1, (11, 22, 33)), [("page", "a", "b")]),
        (scan(1, (11, 22, 33), noise=0.05), [("page", "a", "b")]),
        (scan(1, (11, 44, 55)), []),
        (scan(2, (11, 22, 33)), []),
        (scan(1, (11, 22, 33), kind="agency_evidence"), []),
    ],
    ids=["same", "packed again", "same form", "other page", "accountants' papers"],
)
def test_a_scanned_page_in_two_packages(other, expected):
    a, b = firm("甲公司", files=scan(1, (11, 22, 33))), firm("乙公司", files=other)
    assert found(a=a, b=b) == expected
