"""The published JSON Schemas (draft 2020-12) of what machines get."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import jsonschema
from referencing import Registry, Resource

SchemaName = Literal["review", "facts", "rounds", "batch"]

NAMES: tuple[SchemaName, ...] = ("review", "facts", "rounds", "batch")
"""`check --format json`, `facts --format json`, `diff --format json`, the overview of a batch."""


@cache
def schema(name: SchemaName) -> Mapping[str, Any]:
    """One schema, in its present version 1."""
    text = files("prereview.feedback").joinpath(f"schema/{name}-1.schema.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


@cache
def validator(name: SchemaName) -> jsonschema.Draft202012Validator:
    """A validator for one output; schemas that name each other are known to it, nothing is fetched."""
    registry: Registry[Any] = Registry().with_resources(
        (str(schema(n)["$id"]), Resource.from_contents(schema(n))) for n in NAMES
    )
    return jsonschema.Draft202012Validator(schema(name), registry=registry)
