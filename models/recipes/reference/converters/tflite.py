"""TensorFlow Lite, floating point, to ONNX: what the file says. How each operation is written: `tflite_operations`.

Pictures come as (1, row, column, channel) here and as (1, channel, row, column) in ONNX's convolutions. Each value can
be had in either order, and is transposed once, where an operation first asks for the order it is not in.
"""

from __future__ import annotations

import math
import zipfile
from dataclasses import dataclass
from io import BytesIO

import numpy as np

from .errors import FormatError
from .flatbuffer import Table
from .graph import Graph

# Kinds of values by number; 16-bit floats are only stored, never computed with.
KINDS: dict[int, np.dtype] = {0: np.dtype("<f4"), 1: np.dtype("<f2"), 2: np.dtype("<i4")}
MAX_MEMBER = 8 << 20
CUSTOM = 32
# Where an axis of (row, column, channel) order is in (channel, row, column) order.
PLANAR_AXIS = (0, 2, 3, 1)


def member(archive: bytes, name: str) -> bytes:
    """One file of a `.task` archive."""
    try:
        with zipfile.ZipFile(BytesIO(archive)) as files, files.open(name) as file:
            data = file.read(MAX_MEMBER + 1)
    except (zipfile.BadZipFile, KeyError, NotImplementedError) as error:
        raise FormatError(f"it is not a zip archive with the member {name} ({error})") from error
    if len(data) > MAX_MEMBER:
        raise FormatError(f"its member {name} is larger than {MAX_MEMBER} bytes")
    return data


@dataclass(frozen=True)
class Operation:
    """One step: what it is, the tensors it reads and writes, and its options as a table or as bytes."""

    kind: int
    custom: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    options: Table | None
    custom_options: bytes

    def option(self, field: int, code: str = "b", default: int = 0) -> int:
        """A number of the options' table."""
        return default if self.options is None else self.options.number(field, code, default)


class Network:
    """The first subgraph of a file, and the graph written for it so far."""

    def __init__(self, data: bytes, name: str) -> None:
        if data[4:8] != b"TFL3":
            raise FormatError("it is not a TensorFlow Lite file")
        root = Table.root(data)
        self.graph = Graph(name)
        self.codes = [(max(code.number(0, "b"), code.number(3, "i")), code.text(1)) for code in root.tables(1)]
        self.buffers = root.tables(4)
        subgraph = _item(root.tables(2), 0)
        self.tensors = subgraph.tables(0)
        self.inputs, self.outputs = subgraph.numbers(1), subgraph.numbers(2)
        self.steps = subgraph.tables(3)
        self.constants: dict[int, np.ndarray] = {}
        # Names of values, as they are in the file and as (1, channel, row, column).
        self.native: dict[int, str] = {}
        self.planar: dict[int, str] = {}

    def operations(self) -> list[Operation]:
        """The steps in the order they are carried out."""
        return [self._operation(step) for step in self.steps]

    def _operation(self, step: Table) -> Operation:
        kind, custom = _item(self.codes, step.number(0, "I"))
        return Operation(kind, custom, step.numbers(1), step.numbers(2), step.table(4), step.bytes(5))

    def shape(self, tensor: int) -> tuple[int, ...]:
        return _item(self.tensors, tensor).numbers(0)

    def name(self, tensor: int) -> str:
        return _item(self.tensors, tensor).text(3)

    def constant(self, tensor: int) -> np.ndarray | None:
        """Stored numbers; None for a value that is computed."""
        if tensor not in self.constants:
            table = _item(self.tensors, tensor)
            stored = _item(self.buffers, table.number(2, "I")).bytes(0)
            if not stored:
                return None
            kind, shape = KINDS.get(table.number(1, "b")), table.numbers(0)
            if kind is None or len(stored) != math.prod(shape) * kind.itemsize:
                raise FormatError(f"the tensor {table.text(3)} does not have the size of its shape, or is quantized")
            self.constants[tensor] = np.frombuffer(stored, kind).reshape(shape)
        return self.constants[tensor]

    def stored(self, tensor: int) -> np.ndarray:
        """A constant that the operation needs as such."""
        values = self.constant(tensor)
        if values is None:
            raise FormatError(f"the tensor {self.name(tensor)} is computed where a stored one is needed")
        return values

    def is_planar(self, tensors: tuple[int, ...]) -> bool:
        """Whether an operation without an order of its own is better written for (1, channel, row, column)."""
        computed = [tensor for tensor in tensors if self.constant(tensor) is None]
        ranks = {len(self.shape(tensor)) for tensor in computed}
        return ranks == {4} and any(tensor in self.planar for tensor in computed)

    def value(self, tensor: int, planar: bool) -> str:
        """The name of a value in one of the two orders."""
        return self.as_planar(tensor) if planar else self.as_native(tensor)

    def set(self, tensor: int, value: str, planar: bool) -> None:
        """Says which value of the graph a tensor is."""
        (self.planar if planar else self.native)[tensor] = value

    def as_native(self, tensor: int) -> str:
        if tensor not in self.native:
            values = self.constant(tensor)
            if values is not None:
                self.native[tensor] = self.graph.constant(values)
            elif tensor in self.planar:
                self.native[tensor] = self._reordered(self.planar[tensor], self.shape(tensor), (0, 2, 3, 1))
            else:
                raise FormatError(f"the tensor {self.name(tensor)} is used before it is computed")
        return self.native[tensor]

    def as_planar(self, tensor: int) -> str:
        if tensor not in self.planar:
            values = self.constant(tensor)
            if values is not None:
                spread = values.reshape((1,) * (4 - values.ndim) + values.shape)
                self.planar[tensor] = self.graph.constant(spread.transpose(0, 3, 1, 2))
            else:
                one, rows, columns, channels = self.shape(tensor)
                target = (one, channels, rows, columns)
                self.planar[tensor] = self._reordered(self.as_native(tensor), target, (0, 3, 1, 2))
        return self.planar[tensor]

    def _reordered(self, value: str, target: tuple[int, ...], order: tuple[int, ...]) -> str:
        """Transposed; only renamed axes, where no number changes its place."""
        if sorted(target)[2] == 1:
            return self.graph.node("Reshape", [value, self.graph.constant(target)])
        return self.graph.node("Transpose", [value], perm=order)


def _item(items: list, index: int):
    if not 0 <= index < len(items):
        raise FormatError(f"item {index} of a list of {len(items)} is referred to")
    return items[index]
