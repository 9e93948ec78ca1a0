"""Smaller files: weights of large layers kept as 8-bit integers with a scale for each output, computed with in 32 bits.

Only `Cast` and `Mul` of constants are added, which both back ends compute once when they load the network: nothing runs
slower, and nothing but the weights is rounded.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

LARGE = 4096
"""Tensors of fewer values stay as they are."""


def compact(path: Path) -> None:
    """Rewrites an ONNX file in place."""
    model = onnx.load(str(path))
    weights = {name for node in model.graph.node if node.op_type in ("Conv", "Gemm") for name in node.input[1:2]}
    nodes, tensors = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if tensor.name not in weights or values.size < LARGE:
            tensors.append(tensor)
            continue
        rounded, scale = rounded_rows(values)
        whole, unit, wide = (f"{tensor.name}_{part}" for part in ("int8", "scale", "wide"))
        tensors += [numpy_helper.from_array(rounded, whole), numpy_helper.from_array(scale, unit)]
        nodes += [helper.make_node("Cast", [whole], [wide], to=onnx.TensorProto.FLOAT),
                  helper.make_node("Mul", [wide, unit], [tensor.name])]
    nodes += list(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(tensors)
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def rounded_rows(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Integers -127..=127, and the scale of each row (first axis), chosen for the least squared error."""
    rows = values.reshape(len(values), -1)
    largest = np.abs(rows).max(1, keepdims=True).clip(1e-12)
    best, error = None, None
    for part in np.linspace(0.6, 1.0, 17):
        scale = largest * part / 127
        whole = np.clip(np.round(rows / scale), -127, 127)
        now = ((whole * scale - rows) ** 2).sum(1, keepdims=True)
        if best is None:
            best, error = scale, now
        best, error = np.where(now < error, scale, best), np.minimum(now, error)
    whole = np.clip(np.round(rows / best), -127, 127).astype(np.int8).reshape(values.shape)
    return whole, best.astype(np.float32).reshape(-1, *[1] * (values.ndim - 1))
