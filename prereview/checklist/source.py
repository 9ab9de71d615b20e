"""Checklist files as plain values that remember their lines.

YAML is read by the safe loader, with two differences: the line of every mapping
entry and list item is kept, and a key that stands twice in one mapping is a
fault instead of a silent overwrite.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml

from prereview.checklist.problems import InvalidChecklistError, Problem
from prereview.data_files import LOADER

Place = tuple[str | int, ...]
"""Keys and indices from the root of a file to a value."""


class Source(msgspec.Struct, frozen=True):
    """One YAML file: its value and the line (from 1) of every value in it."""

    file: Path
    data: Any
    lines: dict[Place, int]

    def line(self, *place: str | int) -> int:
        """Line of the value at `place`, or of the nearest value around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, message: str, suggestion: str | None = None) -> Problem:
        """A fault at `place`."""
        return Problem(self.file, self.line(*place), message, suggestion)


def read_source(file: Path) -> Source:
    """Read one YAML file. Raises `InvalidChecklistError` with line for what is not valid YAML."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(file, 1, f"文件无法读取：{error}", "文件须为 UTF-8 编码的 YAML")
        raise InvalidChecklistError([problem]) from error
    loader = LOADER(text)
    try:
        root = loader.get_single_node()
        reader = _Reader(file, loader)
        data = reader.value(root, ()) if root is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = f"YAML 格式有误：{error.problem or error.context}"
        raise InvalidChecklistError([Problem(file, line, what, "请检查缩进、引号和冒号后的空格")]) from error
    except yaml.YAMLError as error:
        raise InvalidChecklistError([Problem(file, 1, f"YAML 格式有误：{error}")]) from error
    finally:
        loader.dispose()
    if reader.problems:
        raise InvalidChecklistError(reader.problems)
    return Source(file, data, reader.lines)


class _Reader:
    """Turns YAML nodes into values and notes where each stands."""

    def __init__(self, file: Path, loader: Any) -> None:  # noqa: ANN401
        self.file = file
        self.loader = loader
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, place: Place) -> Any:  # noqa: ANN401
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(Problem(self.file, line, "键应为文字"))
                continue
            # The text as written: a key `2025` or `no` is a name here, not a number or a truth value.
            key = key_node.value
            if key in out:
                self.problems.append(Problem(self.file, line, f"“{key}”重复出现", "请保留其中一处"))
                continue
            self.lines[(*place, key)] = line
            out[key] = self.value(value_node, (*place, key))
        return out

    def _scalar(self, node: yaml.Node) -> Any:  # noqa: ANN401
        try:
            return self.loader.construct_object(node)
        except ValueError as error:  # e.g. a day that does not exist, written without quotes
            line = node.start_mark.line + 1
            message = f"无法理解的值“{node.value}”：{error}"
            self.problems.append(Problem(self.file, line, message, "可加引号作为文字"))
            return None
