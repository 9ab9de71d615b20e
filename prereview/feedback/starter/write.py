"""Writing a starter folder: whole or not at all, and never into a folder that holds something."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from prereview.documents.starter import CONTENTS, MARKER, NOTE, TO_FILL
from prereview.errors import UsageError
from prereview.feedback.starter import templates
from prereview.feedback.starter.ledger import ledger
from prereview.feedback.starter.materials import Folder, count_for, folders, title_of
from prereview.feedback.starter.profile import Profile, checked, written


def write_starter(target: Path, profile: Profile) -> tuple[Path, ...]:
    """Make the folder; the files written, below `target`.

    Raises `UsageError` when the folder exists and is not empty, or cannot be written.
    """
    checked(profile)
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError(f"{target} 已存在且不为空", remedy="请指定新的文件夹")
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", dir=target.parent))
        try:
            names = tuple(_fill(scratch, profile))
            scratch.chmod(0o755)
            if target.exists():
                target.rmdir()
            scratch.rename(target)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise
    except OSError as error:
        raise UsageError(
            f"无法写入 {target}：{error.strerror or error}", remedy="请换一个可写的位置"
        ) from error
    return names


def _fill(root: Path, profile: Profile) -> Iterator[Path]:
    for name, content in _files(profile):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        yield Path(name)


def _files(profile: Profile) -> Iterator[tuple[str, bytes]]:
    """Names below the folder, with `/`, and contents."""
    yield MARKER, written(profile).encode("utf-8")
    yield CONTENTS, templates.contents(profile)
    for folder in folders():
        # Windows' editor knows UTF-8 for sure by its mark
        yield f"{folder.folder}/{NOTE}", _note(folder, profile).encode("utf-8-sig")
        for name, content in _templates(folder, profile):
            stem, _, ending = name.rpartition(".")
            yield f"{folder.folder}/{stem}{TO_FILL}.{ending}", content


def _note(folder: Folder, profile: Profile) -> str:
    lines = [folder.folder, ""]
    for need in folder.needs:
        count = count_for(need, profile)
        amount = f"{count} 份" if count else "视情况提供"
        lines.append(f"· {title_of(need)}：{amount}；{need.issuer}；一般需时 {need.time}")
    lines += ["", *(f"{number}. {line}" for number, line in enumerate(folder.note, 1))]
    return "\r\n".join([*lines, "", "本说明和文件名带“（待填写）”的模板不作为申报材料核对。", ""])


def _templates(folder: Folder, profile: Profile) -> Iterator[tuple[str, bytes]]:
    kinds = folder.kinds
    if "commitment_letter" in kinds:
        yield "企业承诺书.docx", templates.commitment_letter(profile)
    if "rd_approval" in kinds:
        for key in profile.activity_keys:
            yield f"{key}_立项报告.docx", templates.approval(profile, key)
            yield f"{key}_验收报告.docx", templates.acceptance(profile, key)
    if "conversion_summary" in kinds:
        yield "00_科技成果转化汇总表.docx", templates.conversion_list(profile)
    if "rd_ledger" in kinds:
        for year in profile.accounting_years:
            yield f"{year}年度研发支出辅助账.xlsx", ledger(profile, year)
    if "personnel_list" in kinds:
        yield "职工和科技人员情况说明.docx", templates.personnel_list(profile)
