from prereview.dossier.facts import Facts
from prereview.dossier.observations.foreign_names import foreign_names
from tests.dossier.pages import line
from tests.dossier.sectioned import fact, section

OWN = "长沙穹岭环境装备有限公司"
FACTS = Facts([fact("derived.firm_name", OWN)])


def named(*sections, facts=FACTS):
    return [(f.value) for f in foreign_names(sections, facts) if f.path.endswith(".name")]


def test_a_firm_nothing_explains_is_named_with_the_chapter_it_stands_in():
    rules = section("management_rules", "研发项目管理制度", "芜湖晟澜电子有限公司全体员工应当遵守本制度。")
    found = list(foreign_names([rules], FACTS))
    assert [f.value for f in found] == ["芜湖晟澜电子有限公司", "研发项目管理制度"]


def test_the_applicant_is_not_foreign_however_it_is_introduced():
    assert named(section("management_rules", f"为规范{OWN}的研发管理，制定本办法。", f"{OWN}:")) == []


def test_customers_and_partners_are_not_foreign():
    assert named(section("product_description", "产品已在客户岳阳林海化工有限公司应用。")) == []


def test_a_firm_of_another_paper_is_known():
    contract = section("conversion_evidence", "买方:岳阳林海化工有限公司")
    assert named(section("rd_approval", "岳阳林海化工有限公司提出了指标要求。"), contract) == []


def test_a_misread_name_of_the_applicant_is_not_another_firm():
    scanned = line("长沙弯岭环境装备有限公司研发部", method="ocr")
    assert named(section("management_rules", scanned)) == []
