"""What an office sets once: its name on letters, the reviewer, the store, the length of a session.

Read from `config.toml` in the user's configuration folder, or from the file that
`PREREVIEW_CONFIG` names. A missing file means defaults; a broken one is an error
that names the line.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import msgspec
import platformdirs

from prereview.errors import UsageError

CONFIG_VARIABLE = "PREREVIEW_CONFIG"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Settings with their defaults.

    `session_minutes` is the length of a one-on-one session, `output` the folder for
    what the terminal UI writes (default: `预审结果` in the user's documents).
    """

    office: str = ""
    reviewer: str = ""
    store: str | None = None
    session_minutes: int = 30
    output: str = ""


def config_path() -> Path:
    """The file settings are read from."""
    named = os.environ.get(CONFIG_VARIABLE)
    return (
        Path(named)
        if named
        else Path(platformdirs.user_config_dir("prereview", appauthor=False), "config.toml")
    )


def load_settings() -> Settings:
    """The settings in force. Raises `UsageError` for a file that is not understood."""
    path = config_path()
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return Settings()
    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(
            f"配置文件 {path} 有误：{error}",
            remedy="可用的项：office、reviewer、store、session_minutes、output",
        ) from error
