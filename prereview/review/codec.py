"""A review as bytes, for the store: everything a screen or report shows, without the documents.

msgpack with the values of facts tagged by type, because a date, a decimal and a
text look alike in msgpack. Bytes of another version of this shape are refused,
never half understood.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from prereview.dossier.facts import Evidence, Fact, Facts, Value
from prereview.errors import PrereviewError
from prereview.review.model import Review

VERSION = 2
"""Raised whenever the shape of `Review` or anything below it changes."""

_Packed = tuple[str, str, Any, str | None, tuple[Evidence, ...], tuple[Any, ...], str | None]

_TAGS: dict[type, tuple[str, Callable[[Any], Any]]] = {
    bool: ("b", bool),
    int: ("i", int),
    Decimal: ("m", str),
    date: ("d", date.isoformat),
    tuple: ("r", list),
    str: ("t", str),
}
_UNTAG: dict[str, Callable[[Any], Value]] = {
    "b": bool,
    "i": int,
    "m": Decimal,
    "d": date.fromisoformat,
    "r": tuple,
    "t": str,
}


class OtherVersionError(PrereviewError):
    """The bytes were written by another version of the program."""


def encode_review(review: Review) -> bytes:
    """A review as compressed bytes."""
    packed = msgspec.msgpack.encode((VERSION, review), enc_hook=_pack)
    return zlib.compress(packed, 6)


def decode_review(data: bytes) -> Review:
    """The review those bytes hold. Raises `OtherVersionError` for bytes of another version."""
    try:
        raw = zlib.decompress(data)
        version = msgspec.msgpack.decode(raw, type=tuple[int, msgspec.Raw])[0]
        if version == VERSION:
            return msgspec.msgpack.decode(raw, type=tuple[int, Review], dec_hook=_unpack)[1]
    except (zlib.error, msgspec.DecodeError, ValueError) as error:
        raise OtherVersionError("保存的预审结果无法读取", remedy="请重新预审该材料") from error
    raise OtherVersionError("保存的预审结果来自其他版本的程序", remedy="请重新预审该材料")


def _pack(value: object) -> object:
    if isinstance(value, Facts):
        return [_pack_fact(fact) for fact in value.values()]
    raise NotImplementedError(f"cannot store {type(value).__name__}")


def _pack_fact(fact: Fact) -> _Packed:
    tag, plain = _TAGS[type(fact.value)]
    readings = tuple(_pack_fact(r) for r in fact.readings)
    return fact.path, tag, plain(fact.value), fact.unit, fact.evidence, readings, fact.working


def _unpack(kind: type, value: Any) -> object:  # noqa: ANN401 - msgspec's own signature
    if kind is Facts:
        return Facts(_unpack_fact(item) for item in value)
    raise NotImplementedError(f"cannot restore {kind.__name__}")


def _unpack_fact(item: list[Any]) -> Fact:
    path, tag, plain, unit, evidence, readings, working = item
    return Fact(
        path,
        _UNTAG[tag](plain),
        unit,
        msgspec.convert(evidence, tuple[Evidence, ...]),
        tuple(_unpack_fact(r) for r in readings),
        working,
    )
