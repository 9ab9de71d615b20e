from __future__ import annotations

import pytest

from prereview.dossier.values.fields import field_complete, field_known, field_path, field_valid, ordinals_fit

SOFTWARE = ("电子信息", "软件", "企业管理软件")


@pytest.mark.parametrize(
    "printed",
    [
        "电子信息-软件-企业管理软件",
        "一、电子信息/（一）软件/9.企业管理软件",
        "一、电子信息—（一）软件—9、企业管理软件",
        "电子信息>软件>企业管理软件",
        "电子信息一软件一企业管理软件",
        "电子信息、软件、企业管理软件",
        "电子信息软件企业管理软件",
        "电 子 信 息 / 软件 / 企业管理软件",
        "电子信息技术/软件/企业管理软件",
        "技术领域：电子信息/软件/企业管理软件",
        "电子信息/软件/企业管理软件/供应链",
    ],
)
def test_one_path_however_it_is_printed(printed: str) -> None:
    path = field_path(printed)
    assert path is not None
    assert path.names == SOFTWARE
    assert (path.known, path.valid, path.complete, path.code) == (True, True, True, "10109")


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("电子信息-通信技术-物联网设备、部件及组网技术", "10408"),
        ("先进制造与自动化/高性能、智能化仪器仪表/科学分析仪器/检测仪器", "80303"),
        ("电子信息/软件/WEB 服务与集成软件", "10112"),
        ("电子信息/软件/地理信息系统(GIS)软件", "10106"),
        ("八、先进制造与自动化/（四）先进制造工艺与装备/2.机器人", "80402"),
        ("五、高技术服务—一、研发与设计服务—2、设计服务—工业设计", "50102"),
    ],
)
def test_marks_and_ordinals_inside_and_between_names(printed: str, code: str) -> None:
    path = field_path(printed)
    assert path is not None and path.code == code


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("高技术服务/高技术专业化服务", "504"),
        ("高技术服务-知识产权与成果转化服务-专利代理", "505"),
        ("资源与环境/生态环境建设与保护技术", "706"),
    ],
)
def test_nodes_without_a_third_level_are_complete(printed: str, code: str) -> None:
    path = field_path(printed)
    assert path is not None and path.complete and path.code == code


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("新能源与节能/新型高效能量转换与存储技术/燃料电池技术", "新型高效能量转换与储存技术"),
        ("先进制造与自动化/工业生产过程控制系统/现场总线与工业以太网", "现场总线与工业以太网技术"),
        ("电子信息/软件/企业管理软体", "企业管理软件"),
    ],
)
def test_other_spellings_count_as_the_name_and_are_noted(printed: str, names: str) -> None:
    path = field_path(printed)
    assert path is not None and path.valid and not path.exact
    assert names in path.names


@pytest.mark.parametrize(
    ("printed", "known", "valid", "complete"),
    [
        ("电子信息/软件", True, True, False),
        ("软件/企业管理软件", True, True, False),
        ("电子信息/软件/工业节能技术", True, False, True),
        ("新材料/高分子材料/金属材料", True, False, False),
        ("电子信息/软件/区块链养殖", False, False, False),
        ("高新技术改造传统产业/工业过程控制/装备", False, False, False),
        ("", False, False, False),
    ],
)
def test_what_is_wrong_with_a_path(printed: str, known: bool, valid: bool, complete: bool) -> None:
    assert (field_known(printed), field_valid(printed), field_complete(printed)) == (known, valid, complete)


def test_a_wrong_path_has_no_code() -> None:
    path = field_path("电子信息/软件/工业节能技术")
    assert path is not None and path.code is None


@pytest.mark.parametrize(
    ("printed", "fit"),
    [
        ("一、电子信息/（一）软件/1.基础软件", True),
        ("二、电子信息/（一）软件/1.基础软件", False),
        ("一、电子信息/（一）软件/3.基础软件", False),
        ("电子信息/软件/基础软件", True),
        ("电子信息-（一）软件-9.企业管理软件", True),
    ],
)
def test_ordinals_before_the_names(printed: str, fit: bool) -> None:
    assert ordinals_fit(printed) is fit
