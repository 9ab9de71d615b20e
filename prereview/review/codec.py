"""A review as bytes, for the store: everything a screen or report shows, without the documents.

msgpack with tagged values of facts. Bytes of another version of this shape are
refused, never half understood.
"""

from __future__ import annotations

import zlib
from typing import Any

import msgspec

from prereview.dossier.facts import Facts
from prereview.dossier.packing import pack_fact, unpack_fact
from prereview.errors import PrereviewError
from prereview.review.model import Review

VERSION = 2
"""Raised whenever the shape of `Review` or anything below it changes."""


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
        return [pack_fact(fact) for fact in value.values()]
    raise NotImplementedError(f"cannot store {type(value).__name__}")


def _unpack(kind: type, value: Any) -> object:  # noqa: ANN401 - msgspec's own signature
    if kind is Facts:
        return Facts(unpack_fact(item) for item in value)
    raise NotImplementedError(f"cannot restore {kind.__name__}")
