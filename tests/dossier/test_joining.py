from prereview.dossier.facts import Evidence, Fact, Value
from prereview.dossier.joining import join_records
from tests.dossier.sectioned import fact

FORM = (
    fact("application.rd[RD01].name", "低温催化氧化装置的研发"),
    fact("application.rd[RD02].name", "沸石转轮密封结构的研究"),
)


def joined(*facts):
    return {f.path: f for f in join_records(facts)}


def test_an_approval_without_number_takes_that_of_the_activity_it_names():
    found = joined(
        *FORM,
        fact("rd_approvals[?1.1].name", "沸石转轮密封结构的研究"),
        fact("rd_approvals[?1.1].leader", "甲"),
    )
    assert found["rd_approvals[RD02].leader"].value == "甲"
    assert found["rd_approvals[RD02].name"].working is None


def test_a_nearly_equal_name_matches_and_says_so():
    found = joined(*FORM, fact("rd_approvals[?1.1].name", "沸石转轮密封结构的研宄"))
    assert "RD02" in found["rd_approvals[RD02].name"].working


def test_a_name_between_two_rows_matches_neither():
    rows = (
        fact("application.rd[RD01].name", "激光切割头的研发甲"),
        fact("application.rd[RD02].name", "激光切割头的研发乙"),
    )
    found = joined(*rows, fact("rd_approvals[?1.1].name", "激光切割头的研发丙"))
    assert "rd_approvals[激光切割头的研发丙].name" in found


def test_a_number_in_use_is_not_given_twice():
    found = joined(
        *FORM,
        fact("rd_approvals[RD01].name", "低温催化氧化装置的研发"),
        fact("rd_approvals[?1.1].name", "低温催化氧化装置的研发（二期）"),
    )
    assert found["rd_approvals[RD01].name"].value == "低温催化氧化装置的研发"


def test_project_years_of_a_special_audit_follow_the_name():
    found = joined(
        *FORM,
        fact("special_rd.projects[?1.1].name", "低温催化氧化装置的研发"),
        fact("special_rd.projects[?1.1][2024]", 5),
    )
    assert found["special_rd.projects[RD01][2024]"].value == 5


CERTIFICATES = (
    fact("certificates[ZL202210690936.6].name", "一种催化装置"),
    fact("certificates[ZL202210690936.6].number", "ZL202210690936.6"),
    fact("certificates[2022SR1653698].name", "转轮控制软件V1.0"),
)


def certificate_of(*listed):
    return {p: f.value for p, f in joined(*listed, *CERTIFICATES).items() if p.endswith(".certificate")}


def test_a_listed_right_is_tied_to_its_certificate_by_number():
    listed = (
        fact("application.ip[IP01].name", "另一名称"),
        fact("application.ip[IP01].number", "202210690936.6"),
    )
    assert certificate_of(*listed) == {"application.ip[IP01].certificate": "ZL202210690936.6"}


def test_a_wrong_digit_does_not_hide_the_certificate():
    listed = (
        fact("application.ip[IP01].name", "一种催化装置"),
        fact("application.ip[IP01].number", "ZL202210690938.6"),
    )
    assert certificate_of(*listed) == {"application.ip[IP01].certificate": "ZL202210690936.6"}


def test_a_patent_is_never_tied_to_a_program():
    listed = (
        fact("application.ip[IP01].name", "转轮控制软件V1.0"),
        fact("application.ip[IP01].number", "ZL202310344102.5"),
    )
    assert certificate_of(*listed) == {}


def test_a_test_report_is_tied_to_the_product_it_names():
    products = [
        fact("application.products[PS01].name", "注塑过程控制系统"),
        fact("application.products[PS02].name", "涂装线控制系统"),
    ]
    found = joined(*products, fact("test_reports[1].product", "涂装线控制系统"))
    assert found["test_reports[1].ps"].value == "PS02"
    assert "test_reports[1].ps" not in joined(*products, fact("test_reports[1].product", "包装箱"))


def test_two_papers_with_the_name_of_one_activity_are_one_record():
    found = joined(
        *FORM,
        fact("rd_approvals[?1.1].name", "沸石转轮密封结构的研究"),
        fact("rd_approvals[?1.1].sealed", False),
        fact("rd_approvals[?2.1].name", "沸石转轮密封结构的研究"),
        fact("rd_approvals[?2.1].sealed", True),
    )
    assert [path for path in found if path.startswith("rd_approvals")] == [
        "rd_approvals[RD02].name",
        "rd_approvals[RD02].sealed",
    ]
    assert found["rd_approvals[RD02].sealed"].value is True


def on(path: str, value: Value, *files: str) -> Fact:
    return Fact(path, value, None, tuple(Evidence(file, 1, None, None, "", "text", 1.0) for file in files))


def staff(*, lists_of_first: tuple[str, ...]) -> list[Fact]:
    return [
        on("personnel[1].name", "甲一", *lists_of_first),
        on("personnel[1].tech", True, "科技人员名册.pdf"),
        on("personnel[2].name", "乙二", "花名册.pdf"),
    ]


def test_who_is_only_on_the_list_of_all_staff_is_no_technical_staff():
    found = joined(*staff(lists_of_first=("科技人员名册.pdf", "花名册.pdf")))
    assert found["personnel[2].tech"].value is False


def test_nothing_is_said_of_others_while_the_lists_are_apart():
    assert "personnel[2].tech" not in joined(*staff(lists_of_first=("科技人员名册.pdf",)))
