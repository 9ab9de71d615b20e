"""The written results of a session: where they go, and what to say of them. Called in threads.

Never inside the package, never over an earlier paper: a second opinion gets a number.
"""

from __future__ import annotations

import re
from pathlib import Path

import platformdirs

from prereview.errors import UsageError
from prereview.feedback.output import write_output
from prereview.tui.desk import Desk
from prereview.tui.words import firm_of

FOLDER = "预审结果"
"""Folder for results in the user's documents."""


def folder_for(desk: Desk) -> Path:
    """Where the results of an application go, made when it is not there. Raises `UsageError`."""
    firm, code, year = firm_of(desk.review)
    name = _safe(f"{firm}_{year}" if year else firm) or code or "未命名"
    base = Path(desk.settings.output).expanduser() if desk.settings.output else _documents() / FOLDER
    folder = base / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"无法写入 {folder}：{error.strerror or error}", remedy="请在配置文件中指定 output"
        ) from error
    return folder


def _documents() -> Path:
    return Path(platformdirs.user_documents_dir())


def opinion(desk: Desk) -> str:
    """Write the opinion with all decisions; says where."""
    from prereview.feedback.opinion import render_opinion

    target = _free(folder_for(desk) / "预审意见书.docx")
    content = render_opinion(desk.review, desk.decisions, desk.settings)
    write_output(target, content, inputs=desk.package or target.parent / "none")
    return f"意见书：{target}"


def copies(desk: Desk) -> str:
    """Write annotated copies of the files that have problems; says where, and what could not be annotated."""
    from prereview.feedback.annotate import annotate_package

    if desk.package is None or not desk.package.exists():
        raise UsageError("原材料不在原处，不能生成批注副本", remedy="请从原文件夹重新打开")
    target = _free(folder_for(desk) / "批注副本")
    written = annotate_package(desk.review, desk.package, target)
    made = sum(copy.path is not None for copy in written)
    problems = [f"{copy.name}：{copy.problem}" for copy in written if copy.problem]
    lines = [f"批注副本 {made} 份：{target}" if made else "没有需要批注的文件", *problems[:5]]
    if len(problems) > 5:
        lines.append(f"另有 {len(problems) - 5} 份未能批注")
    return "\n".join(lines)


def _free(path: Path) -> Path:
    """The path, or with a number when something is there."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
        number += 1
    return free


def _safe(name: str) -> str:
    """A name that every file system takes."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "_", name).strip(" .")[:80]
