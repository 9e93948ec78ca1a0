"""Multiplications with additions that networks take: `python macs.py FILE.onnx …` prints them as JSON.

Those of convolutions and matrix products, which are all but a few hundredths of the time of our networks; `sha256` tells
whose they are.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from pathlib import Path

import onnx


def shapes_of(graph: onnx.GraphProto) -> dict[str, tuple[int, ...]]:
    """The shape of every tensor of a graph of fixed shapes, by name."""
    values = [*graph.input, *graph.value_info, *graph.output]
    known = {value.name: tuple(d.dim_value for d in value.type.tensor_type.shape.dim) for value in values}
    return known | {tensor.name: tuple(tensor.dims) for tensor in graph.initializer}


def macs(model: onnx.ModelProto) -> int:
    """Of one run. Every output of a convolution or product takes as many as one row of weights has values."""
    graph = onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True).graph
    shapes = shapes_of(graph)
    total = 0
    for node in graph.node:
        if node.op_type == "Conv":
            total += math.prod(shapes[node.output[0]]) * math.prod(shapes[node.input[1]][1:])
        elif node.op_type in ("Gemm", "MatMul"):
            turned = any(attribute.name == "transA" and attribute.i for attribute in node.attribute)
            total += math.prod(shapes[node.output[0]]) * shapes[node.input[0]][-2 if turned else -1]
    return total


def described(path: Path) -> dict[str, object]:
    """One line of the answer."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"network": path.stem, "macs": macs(onnx.load(str(path))), "sha256": digest}


def main() -> None:
    lines = [json.dumps(described(Path(name))) for name in sys.argv[1:]]
    print("[\n  " + ",\n  ".join(lines) + "\n]")


if __name__ == "__main__":
    main()
