"""For whom a starter folder is made, as few answers as the list of papers depends on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from prereview.documents.starter import MARKER
from prereview.errors import UsageError

MOST = 60
"""Activities, products or rights; no application has more."""


class Profile(msgspec.Struct, frozen=True):
    """An application to come. `year` is that of the application, `years` the accounting years before it."""

    year: int
    firm: str = ""
    region: str = ""
    renewal: bool = False
    years: int = 3
    activities: int = 3
    products: int = 2
    rights: int = 6

    @property
    def accounting_years(self) -> tuple[int, ...]:
        """The years accounts are needed for, the earliest first."""
        return tuple(range(self.year - self.years, self.year))

    @property
    def activity_keys(self) -> tuple[str, ...]:
        """RD01, RD02 …"""
        return tuple(f"RD{number:02d}" for number in range(1, self.activities + 1))


def checked(profile: Profile) -> Profile:
    """The profile itself. Raises `UsageError` for numbers no application has."""
    if not 2016 <= profile.year <= 2100:
        raise UsageError(f"申报年度 {profile.year} 不在 2016 至 2100 之间")
    if not 1 <= profile.years <= 3:
        raise UsageError(f"会计年度数应为 1 至 3，现为 {profile.years}")
    for title, number in (
        ("研发活动", profile.activities),
        ("产品（服务）", profile.products),
        ("知识产权", profile.rights),
    ):
        if not 0 <= number <= MOST:
            raise UsageError(f"{title}数应为 0 至 {MOST}，现为 {number}")
    return profile


def written(profile: Profile) -> str:
    """The marker file of a starter folder."""
    values = msgspec.structs.asdict(profile)
    shown = "\n".join(f"{name} = {_toml(value)}" for name, value in values.items())
    return f"# prereview new 生成。删除本文件后，文件夹按普通材料处理。\n{shown}\n"


def _toml(value: object) -> str:
    # a JSON string is a TOML basic string, a JSON number or truth value is the same in both
    return msgspec.json.encode(value).decode("utf-8")


def profile_of(package: Path) -> Profile:
    """The profile of a starter folder. Raises `UsageError` when its marker was broken."""
    path = package / MARKER
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Profile)
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise UsageError(
            f"无法理解 {path}：{error}", remedy="请删除该文件，文件夹将按普通材料处理"
        ) from error
