"""Employees of an invented firm and the tables that count them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from samples.generator.model import Person, StaffTable
from samples.generator.money import yuan
from samples.generator.names import person_names
from samples.generator.numbers import masked_id

DEGREES = {"博士": "doctor", "硕士": "master", "本科": "bachelor", "大专": "college", "中专": "college"}
TITLES = {"高级工程师": "senior", "工程师": "middle", "助理工程师": "junior", "高级技工": "technician"}

_TECHNICAL_POSTS = (
    "研发工程师",
    "算法工程师",
    "测试工程师",
    "结构工程师",
    "工艺工程师",
    "电气工程师",
    "软件工程师",
)
_OTHER = (
    ("生产部", ("装配员", "生产班长", "质检员", "调试员")),
    ("销售部", ("销售经理", "销售代表", "售后专员")),
    ("行政部", ("行政专员", "人事专员", "仓库管理员")),
    ("财务部", ("会计", "出纳")),
)


def employ(
    random: Random, head: str, total: int, technical: int, established: date, year: int, region: str
) -> tuple[Person, ...]:
    """All employees of a year, the technical ones first, with the head of R&D at the top.

    Args:
        random: source of chance
        head: name that must not be given again (the legal representative)
        total: number of employees
        technical: how many of them are technical staff
        established: nobody is hired earlier
        year: the year counted; technical staff have at least 183 days in it
        region: region code of identity numbers
    """
    names = [name for name in person_names(random, total + 1) if name != head][:total]
    return tuple(
        _person(random, name, number, number < technical, established, year, region)
        for number, name in enumerate(names)
    )


def _person(
    random: Random, name: str, number: int, technical: bool, established: date, year: int, region: str
) -> Person:
    born = random.choices(range(year - 57, year - 22), [1] * 14 + [3] * 21)[0]
    if technical:
        degree = random.choices(("博士", "硕士", "本科", "大专"), (1, 6, 14, 3))[0]
        title = random.choices((*TITLES, "无"), (2, 6, 6, 0, 4))[0]
        department = "研发中心"
        post = "研发总监" if number == 0 else random.choice(_TECHNICAL_POSTS)
        if number == 0:
            degree, title, born = "硕士", "高级工程师", year - 43
    else:
        degree = random.choices(("本科", "大专", "中专"), (4, 8, 6))[0]
        title = random.choices((*TITLES, "无"), (0, 1, 1, 2, 16))[0]
        department, posts = random.choices(_OTHER, (9, 4, 2, 1))[0]
        post = random.choice(posts)
    hired = _hired(random, established, year, number)
    return Person(
        name=name,
        gender=random.choice("男女") if not technical else random.choices("男女", (7, 3))[0],
        born=born,
        id_number=masked_id(random, region, date(born, 6, 1)),
        degree=degree,
        title=title,
        department=department,
        post=post,
        hired_on=hired,
        technical=technical,
        days=(date(year, 12, 31) - max(hired, date(year, 1, 1))).days + 1,
        insurance_base=yuan(random.randrange(4800, 12600, 100) + (2600 if technical else 0)),
    )


def _hired(random: Random, established: date, year: int, number: int) -> date:
    """The first three are there from the start; nobody counted joined after May of the year."""
    if number < 3:
        return established
    first, last = established.year, year
    day = date(random.randint(first, last), random.randint(1, 12), random.randint(1, 28))
    latest = date(year, 5, 20)
    return min(max(day, established), latest)


def staff_table(people: tuple[Person, ...], year: int) -> StaffTable:
    """Table three of the application form."""
    technical = sum(p.technical for p in people)
    returned = sum(p.technical and p.degree == "博士" for p in people)
    counts = {
        "total_all": len(people), "total_tech": technical,
        "on_job_all": len(people), "on_job_tech": technical,
        "part_time_all": 0, "part_time_tech": 0, "temporary_all": 0, "temporary_tech": 0,
        "foreign_all": 0, "foreign_tech": 0, "returned_all": returned, "returned_tech": returned,
        "talent_all": 0, "talent_tech": 0,
    }  # fmt: skip
    structure = Counter(DEGREES[p.degree] for p in people)
    structure.update(TITLES[p.title] for p in people if p.title in TITLES)
    structure.update(_band(year - p.born) for p in people)
    labels = (*dict.fromkeys(DEGREES.values()), *TITLES.values(), "age_30", "age_40", "age_50", "age_51")
    return StaffTable(counts=counts, structure={label: structure[label] for label in labels})


def _band(age: int) -> str:
    return next((f"age_{limit}" for limit in (30, 40, 50) if age <= limit), "age_51")
