"""Checks the shape of a checklist file against `schema.json`, in words a rule writer understands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from prereview.checklist.problems import Problem, did_you_mean
from prereview.checklist.source import Place, Source

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_TYPE_NAMES = {
    "string": "文字",
    "object": "键值对",
    "array": "列表",
    "number": "数字",
    "integer": "整数",
    "boolean": "true 或 false",
}


@cache
def checklist_schema() -> Mapping[str, Any]:
    """The JSON Schema (draft 2020-12) of a checklist file."""
    text = files("prereview.checklist").joinpath("schema.json").read_text(encoding="utf-8")
    schema: Mapping[str, Any] = json.loads(text)
    return schema


@cache
def _quick_validator() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(dict(checklist_schema()))


def shape_problems(source: Source) -> Iterator[Problem]:
    """Everything in `source` that does not have the shape of a checklist file.

    Files are nearly always in order, which the compiled validator sees a hundred
    times faster; what is wrong, and where, is then told by `jsonschema`.
    """
    if _quick_validator().is_valid(source.data):
        return
    from jsonschema import Draft202012Validator

    for error in Draft202012Validator(dict(checklist_schema())).iter_errors(source.data):
        yield from _in_words(source, error)


def _in_words(source: Source, error: ValidationError) -> Iterator[Problem]:
    place: Place = tuple(error.absolute_path)
    value: Any = error.instance
    wanted: Any = error.validator_value
    schema: Any = error.schema
    at = str(place[-1]) if place and isinstance(place[-1], str) else "此处"
    match error.validator:
        case "required" | "dependentRequired":
            yield source.problem(place, f"缺少“{_missing_key(error)}”")
        case "additionalProperties" if isinstance(value, dict) and wanted is False:
            known = tuple(schema.get("properties", ()))
            for key in value:
                if key not in known:
                    hint = did_you_mean(key, known) or f"可用：{'、'.join(known)}"
                    yield source.problem((*place, key), f"不认识的键“{key}”", hint)
        case "enum":
            allowed = [str(v) for v in wanted]
            hint = did_you_mean(str(value), allowed) or f"可用：{'、'.join(allowed)}"
            yield source.problem(place, f"“{at}”的值“{value}”不可用", hint)
        case "type":
            type_name = _TYPE_NAMES.get(str(wanted), str(wanted))
            yield source.problem(place, f"“{at}”应为{type_name}，现为“{_short(value)}”", _quoting_hint(value))
        case "pattern":
            yield source.problem(place, f"“{value}”不符合命名格式", f"格式：{wanted}")
        case "minLength" | "minItems" | "minProperties":
            yield source.problem(place, f"“{at}”不能为空")
        case "anyOf":
            yield source.problem(place, _none_fits(wanted, value, at))
        case _:
            yield source.problem(place, f"“{at}”不符合格式：{error.message}")


def _missing_key(error: ValidationError) -> str:
    """The key that `required` or `dependentRequired` misses; jsonschema quotes it first."""
    return error.message.split("'")[1] if "'" in error.message else error.message


def _none_fits(options: list[dict[str, Any]], value: object, at: str) -> str:
    keys = [str(option["required"][0]) for option in options if "required" in option]
    if keys:
        return f"“{at}”至少要有其中一项：{'、'.join(keys)}"
    return f"“{at}”的值“{_short(value)}”不可用"


def _quoting_hint(value: object) -> str | None:
    """A number, date or truth value where text belongs was usually meant as text."""
    return None if value is None or isinstance(value, (dict, list)) else "如为文字请加引号"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
