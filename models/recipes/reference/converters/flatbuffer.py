"""A reader of FlatBuffers tables: every offset is checked, and what lies outside the file is refused."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from .errors import FormatError


@dataclass(frozen=True)
class Table:
    """One table at `start` of `data`; a field is named by its number in the schema, from 0."""

    data: bytes
    start: int

    @classmethod
    def root(cls, data: bytes) -> Table:
        """The table that the file begins with."""
        return cls(data, _unpack("<I", data, 0)[0])

    def number(self, field: int, code: str, default: int = 0) -> int:
        """A number stored in the table itself; `code` as in `struct`."""
        at = self._field(field)
        return default if at is None else _unpack("<" + code, self.data, at)[0]

    def table(self, field: int) -> Table | None:
        """Another table."""
        at = self._target(field)
        return None if at is None else Table(self.data, at)

    def tables(self, field: int) -> list[Table]:
        """A vector of tables; empty where it is absent."""
        count, first = self._vector(field)
        offsets = _unpack(f"<{count}I", self.data, first)
        return [Table(self.data, first + 4 * index + offset) for index, offset in enumerate(offsets)]

    def numbers(self, field: int) -> tuple[int, ...]:
        """A vector of 32-bit integers; empty where it is absent."""
        count, first = self._vector(field)
        return _unpack(f"<{count}i", self.data, first)

    def bytes(self, field: int) -> bytes:
        """A vector of bytes or a string; empty where it is absent."""
        count, first = self._vector(field)
        return _unpack(f"<{count}s", self.data, first)[0]

    def text(self, field: int) -> str:
        """A string, UTF-8."""
        return self.bytes(field).decode("utf-8", "replace")

    def _field(self, field: int) -> int | None:
        """Where the field's value lies; None for one left at its default."""
        vtable = self.start - _unpack("<i", self.data, self.start)[0]
        slot = 4 + 2 * field
        if slot + 2 > _unpack("<H", self.data, vtable)[0]:
            return None
        offset = _unpack("<H", self.data, vtable + slot)[0]
        return self.start + offset if offset else None

    def _target(self, field: int) -> int | None:
        """Where the field's offset leads."""
        at = self._field(field)
        return None if at is None else at + _unpack("<I", self.data, at)[0]

    def _vector(self, field: int) -> tuple[int, int]:
        """Number of items, and where the first lies."""
        at = self._target(field)
        return (0, 0) if at is None else (_unpack("<I", self.data, at)[0], at + 4)


def _unpack(layout: str, data: bytes, at: int) -> tuple:
    if at < 0 or at + struct.calcsize(layout) > len(data):
        raise FormatError(f"an offset leads to byte {at}, past the end at {len(data)}")
    return struct.unpack_from(layout, data, at)
