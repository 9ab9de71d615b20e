"""Invented names: places, firms, persons, organisations around a firm.

Firm names pair two rare characters, so that they are unlikely to be anybody's; places are
real, streets and buildings are not.
"""

from __future__ import annotations

from random import Random

import msgspec


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a firm is registered."""

    province: str
    city: str
    district: str
    region_code: str
    postcode: str
    area: str
    registrar: str
    authority: str


PLACES = (
    Place(province="广东省", city="深圳市", district="福田区", region_code="440304", postcode="518000",
          area="0755", registrar="深圳市市场监督管理局", authority="深圳市高新技术企业认定管理机构办公室"),
    Place(province="江苏省", city="常州市", district="武进区", region_code="320412", postcode="213100",
          area="0519", registrar="常州市武进区市场监督管理局", authority="江苏省高新技术企业认定管理工作协调小组办公室"),
    Place(province="湖北省", city="襄阳市", district="樊城区", region_code="420606", postcode="441000",
          area="0710", registrar="襄阳市樊城区市场监督管理局", authority="湖北省高新技术企业认定管理工作领导小组办公室"),
    Place(province="福建省", city="泉州市", district="丰泽区", region_code="350503", postcode="362000",
          area="0595", registrar="泉州市丰泽区市场监督管理局", authority="福建省高新技术企业认定管理工作领导小组办公室"),
    Place(province="山东省", city="烟台市", district="福山区", region_code="370611", postcode="265500",
          area="0535", registrar="烟台市福山区市场监督管理局", authority="山东省高新技术企业认定管理工作领导小组办公室"),
    Place(province="浙江省", city="嘉兴市", district="秀洲区", region_code="330411", postcode="314000",
          area="0573", registrar="嘉兴市秀洲区市场监督管理局", authority="浙江省高新技术企业认定管理工作领导小组办公室"),
)  # fmt: skip

_FIRST = "樾垚翀砺澍琰昉珩桐颢朔嵘皓岑煦骁梓沐"
_SECOND = "衡晟屿霖铂祺辰峤颖韬弈莘泓垣逸旸瑾川"
_SURNAMES = "陈林黄周吴徐孙胡朱高何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = "伟芳敏静磊军洋艳勇杰娟涛明超霞平刚桂英华玉萍红鹏宇辰浩轩子涵思远嘉怡文博雨桐一诺志强建国晓东海燕春梅立新永康佳琪俊峰慧玲振宇学文天佑书瑶泽楷若曦景行承泽安然星宇知行允初"


def firm_core(random: Random) -> str:
    """The two characters by which a firm is called."""
    return random.choice(_FIRST) + random.choice(_SECOND)


def person_names(random: Random, count: int) -> list[str]:
    """So many different names of persons."""
    names: dict[str, None] = {}
    while len(names) < count:
        given = random.choice(_GIVEN) + (random.choice(_GIVEN) if random.random() < 0.8 else "")
        names.setdefault(random.choice(_SURNAMES) + given)
    return list(names)


def buyers(random: Random, trades: tuple[str, ...], city: str) -> tuple[str, ...]:
    """Customers, each in one of the trades the product is sold to."""
    places = ["杭州", "成都", "武汉", "合肥", "南昌", "长沙", "郑州", "西安", city.removesuffix("市")]
    cores: dict[str, None] = {}
    while len(cores) < 8:
        cores.setdefault(firm_core(random))
    random.shuffle(places)
    return tuple(
        f"{places[i % len(places)]}{core}{trades[i % len(trades)]}有限公司" for i, core in enumerate(cores)
    )


def accountants_name(random: Random, city: str) -> str:
    """A firm of accountants."""
    return f"{city.removesuffix('市')}{firm_core(random)}会计师事务所（普通合伙）"


def laboratory_name(random: Random, province: str) -> str:
    """A test laboratory."""
    return f"{province.removesuffix('省')}{firm_core(random)}检测技术有限公司"


def university_name(random: Random, province: str) -> str:
    """A university that does not exist."""
    return f"{province.removesuffix('省')}{random.choice(('滨江', '云麓', '北湖', '南屏'))}理工大学"


def institute_name(random: Random, city: str) -> str:
    """A research contractor."""
    return f"{city.removesuffix('市')}{firm_core(random)}工业技术研究院有限公司"


def address(random: Random, place: Place) -> str:
    """A street and house that do not exist."""
    street = random.choice(("青蘅路", "松筠街", "云岫大道", "泊川路", "问渠路", "蓝屿三路"))
    park = random.choice(("启衡科创园", "汇禾工业园", "知行产业园", "岭南智造园"))
    city = place.province + place.city if place.province else place.city
    return f"{city}{place.district}{street}{random.randint(6, 268)}号{park}{random.choice('ABCD')}栋{random.randint(2, 18)}层"
