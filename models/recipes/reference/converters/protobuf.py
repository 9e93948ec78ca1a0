"""A reader of protocol buffers without a schema: fields by number, every length checked."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .errors import FormatError

Value = int | bytes


def fields(message: bytes) -> Iterator[tuple[int, Value]]:
    """Number and value of each field in turn: an integer, or the bytes of anything longer (4 or 8 of a fixed one)."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        wire = key & 7
        if wire == 0:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        if wire == 2:
            size, at = _varint(message, at)
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
        else:
            raise FormatError(f"wire type {wire} before byte {at}")
        if size > len(message) - at:
            raise FormatError(f"a field of {size} bytes at byte {at} of {len(message)}")
        yield key >> 3, message[at:at + size]
        at += size


def integers(value: Value) -> list[int]:
    """A repeated integer: packed, or one alone. Two's complement of 64 bits."""
    if isinstance(value, int):
        return [_signed(value)]
    numbers, at = [], 0
    while at < len(value):
        number, at = _varint(value, at)
        numbers.append(_signed(number))
    return numbers


def single(value: Value) -> float:
    """A 32-bit float."""
    if not isinstance(value, bytes) or len(value) != 4:
        raise FormatError("a number that is not a 32-bit float")
    return struct.unpack("<f", value)[0]


def text(value: Value) -> str:
    """A string, UTF-8."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def message(value: Value) -> bytes:
    """A message inside another."""
    if not isinstance(value, bytes):
        raise FormatError("an integer where a message is needed")
    return value


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise FormatError(f"it ends within a number, at byte {at}")
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number & ((1 << 64) - 1), at
    raise FormatError(f"a number of more than ten bytes before byte {at}")
