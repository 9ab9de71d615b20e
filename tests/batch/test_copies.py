from datetime import date

from prereview.batch.copies import find_copies
from prereview.dossier.facts import Facts
from tests.builders import fact

TEXT = (
    "项目围绕催化剂涂覆工艺开展研究，采用分段升温与在线称重相结合的方法控制涂覆量，"
    "建立了涂层厚度与转化率的关系模型。"
)


def firm(name, *facts):
    return Facts([fact("derived.firm_name", name), *facts])


def found(**packages):
    return [(c.kind, c.one.package, c.other.package) for c in find_copies(packages).copies]


def box(text, rd="RD01"):
    return fact(f"application.rd[{rd}].core_technology", text)


def test_a_copied_text_with_a_few_changed_words_is_found_with_both_places():
    changed = TEXT.replace("催化剂", "分子筛").replace("转化率", "吸附率")
    (copy,) = find_copies({"a": firm("甲公司", box(TEXT)), "b": firm("乙公司", box(changed, "RD07"))}).copies
    assert (copy.kind, copy.one.package, copy.other.title) == ("text", "a", "RD07 核心技术及创新点")
    assert copy.one.evidence is not None
    assert 0.8 <= copy.likeness < 1


def test_different_texts_and_two_rounds_of_one_firm_are_no_copies():
    other = (
        "算法以历史工单为样本训练排程模型，按交期和换型成本给出滚动计划，"
        "在车间终端显示当日任务与预计完成时间。"
    )
    assert found(a=firm("甲公司", box(TEXT)), b=firm("乙公司", box(other))) == []
    assert found(a=firm("甲公司", box(TEXT)), b=firm("甲公司", box(TEXT))) == []


def test_the_firms_own_name_does_not_hide_a_copy():
    texts = [TEXT.replace("项目", f"{name}项目") for name in ("甲科技有限公司", "深圳乙智能装备股份有限公司")]
    packages = {
        n: firm(n, box(t))
        for n, t in zip(("甲科技有限公司", "深圳乙智能装备股份有限公司"), texts, strict=True)
    }
    assert [c.likeness for c in find_copies(packages).copies] == [1.0]


def test_words_that_many_firms_share_are_a_template():
    packages = {f"p{n}": firm(f"企业{n}", box(TEXT)) for n in range(6)}
    copies = find_copies(packages)
    assert copies.copies == ()
    assert [len(t.packages) for t in copies.templates] == [6]


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
    assert (
        found(a=firm("甲公司", *person(**same)), b=firm("乙公司", *person(**{**same, "degree": "本科"})))
        == []
    )
