"""A season of packages: many firms, each with words of its own, and what some of them copied.

Two firms of one trade would share the phrases of their activities. Here every firm
words its own, so that what two packages have in common was planted, or is the
pattern that everybody uses (the boxes of 企业创新能力).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from random import Random

import msgspec

from samples.generator.layout.scan import scan
from samples.generator.model import Dossier
from samples.generator.package import Package, make_package
from samples.generator.style import draw_style

_THINGS = (
    "曲轴箱", "隔膜泵", "热电偶阵列", "微型燃烧室", "碳纤维桁架", "离子源", "光栅尺", "谐波减速器", "烧结网", "蒸发器", "导轨副",
    "压电叠堆", "永磁转子", "气浮平台", "密封环", "钎焊接头", "石墨双极板", "超声换能器", "真空腔体", "滤波电路", "相变材料层", "齿圈",
    "电解槽", "流化床", "螺旋给料器", "绝缘子", "编码盘", "冷却水套", "激光熔池", "柔性铰链", "气体扩散层", "耐磨衬板",
)  # fmt: skip
_WAYS = (
    "分区加热与逆流换热相结合", "双闭环力矩补偿", "多物理场耦合仿真反求", "梯度烧结", "在线光谱标定", "变频激励与锁相检测", "正交试验优选",
    "原位聚合包覆", "小样本迁移学习", "脉冲电沉积", "主动磁轴承支承", "相控阵扫描", "自适应卡尔曼滤波", "低温等离子活化", "错位叠层铺放",
    "液压胀形", "稀土掺杂改性", "微波辅助干燥", "轮廓误差交叉耦合控制", "声发射特征聚类", "激光冲击强化", "快速热压", "网格自重构",
    "模糊规则整定", "共形天线布置", "超临界发泡", "磁粉柔性研磨", "温控剪切分散", "视觉伺服定位", "应变片惠斯通组桥",
)  # fmt: skip
_AIMS = (
    "残余应力", "启动时间", "泄漏率", "表面粗糙度", "单位能耗", "定位重复性", "疲劳寿命", "信噪比", "含氧量", "热变形量", "响应滞后",
    "装配间隙", "循环衰减率", "孔隙率", "误检比例", "振动烈度", "介电损耗", "回程误差", "粉尘浓度", "涂层附着力", "转换效率", "启停冲击",
)  # fmt: skip
_WHERE = (
    "高原低气压", "连续满负荷", "盐雾腐蚀", "电网波动", "多品种小批量", "强电磁干扰", "零下四十度", "狭小空间", "频繁启停", "高粉尘车间",
    "无人值守", "远洋运输", "昼夜温差大", "长管路输送", "湿热老化", "冲击载荷",
)  # fmt: skip
_FRAMES = (
    "针对{where}条件下{thing}的{aim}难以控制，采用{way}，经{n}轮试制后由{a}降到{b}。",
    "{thing}与{other}之间以{way}衔接，{where}时{aim}仍保持在{b}以内。",
    "试验表明{way}优于原先做法：{aim}改善{n}%，{thing}无需停机更换。",
    "把{other}的{aim}作为判据，{where}环境中依靠{way}修正{thing}的参数。",
    "难点在{thing}，{where}会放大{aim}；本项以{way}化解，并保留{other}作冗余。",
)


class Copying(msgspec.Struct, frozen=True):
    """What was planted: two packages (by number in the season) that have something in common."""

    kind: str
    """`text`, `right`, `person` or `page`."""
    one: int
    other: int


def own_words(random: Random, sentences: int) -> str:
    """Sentences on some technical matter; no two draws read alike."""
    return "".join(
        random.choice(_FRAMES).format(
            thing=random.choice(_THINGS),
            other=random.choice(_THINGS),
            way=random.choice(_WAYS),
            aim=random.choice(_AIMS),
            where=random.choice(_WHERE),
            n=random.randint(3, 60),
            a=f"{random.randint(110, 999) / 10}",
            b=f"{random.randint(10, 99) / 10}",
        )
        for _ in range(sentences)
    )


def _name(random: Random) -> str:
    where, thing, other, way, aim = map(random.choice, (_WHERE, _THINGS, _THINGS, _WAYS, _AIMS))
    return f"{where}下以{way}改善{thing}与{other}{aim}的研究"


def in_own_words(dossier: Dossier) -> Dossier:
    """The firm with texts that no other firm has."""
    random = Random(f"words {dossier.seed}")
    activities = {
        key: msgspec.structs.replace(
            a,
            name=_name(random),
            purpose=own_words(random, 4),
            core=own_words(random, 4),
            results=own_words(random, 3),
        )
        for key, a in dossier.activities.items()
    }
    products = {
        key: msgspec.structs.replace(
            p,
            key_technology=own_words(random, 4),
            advantage=own_words(random, 3),
            support=own_words(random, 3),
        )
        for key, p in dossier.products.items()
    }
    rights = {key: msgspec.structs.replace(r, name=_name(random)) for key, r in dossier.rights.items()}
    conversions = tuple(msgspec.structs.replace(c, name=_name(random)) for c in dossier.conversions)
    return msgspec.structs.replace(
        dossier, activities=activities, products=products, rights=rights, conversions=conversions
    )


def make_season(
    count: int, seed: int, kinds: Container[str] | None = None, copying: bool = True
) -> Iterator[tuple[Package, tuple[Copying, ...]]]:
    """The packages of a season one by one, digital but for planted pages, with what was copied into each.

    Args:
        count: firms
        seed: of the first firm; the others follow
        kinds: kinds of papers (`Sheet.kind`) to make; all without it
        copying: whether every second of the first firms takes something from the one before
    """
    before: Package | None = None
    for number in range(count):
        plant = _PLANTS[number // 2] if copying and number % 2 and number // 2 < len(_PLANTS) else None
        style = msgspec.structs.replace(draw_style(Random(f"style {seed + number}")), scanned=frozenset())
        source = before.dossier if before is not None else None

        def change(dossier: Dossier, plant: Plant | None = plant, source: Dossier | None = source) -> Dossier:
            own = in_own_words(dossier)
            return own if plant is None or source is None else plant[1](own, source)

        package = make_package(seed + number, style=style, change=change, kinds=kinds)
        planted: tuple[Copying, ...] = ()
        if plant is not None:
            planted = (Copying(plant[0], number - 1, number),)
        before = package
        yield package, planted


def _changed(text: str) -> str:
    """A text with a few words replaced, as who copies does."""
    for old, new in (
        ("采用", "运用"),
        ("试验表明", "测试说明"),
        ("难点在", "难处在"),
        ("以内", "之内"),
        ("降到", "减到"),
    ):
        text = text.replace(old, new)
    return text


def _copy_core(own: Dossier, source: Dossier) -> Dossier:
    taken = _changed(source.activities["RD02"].core)
    return _with_activity(own, "RD03", core=taken)


def _copy_advantage(own: Dossier, source: Dossier) -> Dossier:
    products = {
        **own.products,
        "PS01": msgspec.structs.replace(own.products["PS01"], advantage=source.products["PS01"].advantage),
    }
    return msgspec.structs.replace(own, products=products)


def _copy_right(own: Dossier, source: Dossier) -> Dossier:
    taken = source.rights["IP01"].number
    rights = {**own.rights, "IP02": msgspec.structs.replace(own.rights["IP02"], number=taken)}
    return msgspec.structs.replace(own, rights=rights)


def _copy_person(own: Dossier, source: Dossier) -> Dossier:
    borrowed = next(p for p in source.people if p.technical and p.title and p.degree)
    at = max(i for i, p in enumerate(own.people) if p.technical)
    people = (*own.people[:at], borrowed, *own.people[at + 1 :])
    return msgspec.structs.replace(own, people=people)


def _copy_conversion(own: Dossier, source: Dossier) -> Dossier:
    first, *others = own.conversions
    taken = msgspec.structs.replace(first, name=source.conversions[0].name)
    return msgspec.structs.replace(own, conversions=(taken, *others))


def _with_activity(own: Dossier, key: str, **texts: str) -> Dossier:
    activities = {**own.activities, key: msgspec.structs.replace(own.activities[key], **texts)}
    return msgspec.structs.replace(own, activities=activities)


Plant = tuple[str, Callable[[Dossier, Dossier], Dossier]]

_PLANTS: tuple[Plant, ...] = (
    ("text", _copy_core),
    ("right", _copy_right),
    ("person", _copy_person),
    ("text", _copy_advantage),
    ("text", _copy_conversion),
)


def scanned_twice(paper: bytes) -> tuple[bytes, bytes]:
    """A paper as two firms hand in the same scan of it: the second was packed once more."""
    return scan(paper, "once", quality=75), scan(paper, "once", quality=35)
