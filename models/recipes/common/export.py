"""From PyTorch to the ONNX file that the engine runs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from . import paths

OPSET = 17


def export(network: str, model: torch.nn.Module, shape: tuple[int, ...], outputs: tuple[str, ...]) -> Path:
    """Writes `runs/<network>/<network>.onnx` with the input `input`, static shapes and batch norms folded, and checks that
    ONNX Runtime computes what PyTorch does."""
    path = paths.run_dir(network) / f"{network}.onnx"
    model = model.eval().float().to(memory_format=torch.contiguous_format)
    sample = torch.rand(shape, generator=torch.Generator().manual_seed(1))
    torch.onnx.export(model, (sample,), str(path), input_names=["input"], output_names=list(outputs),
                      opset_version=OPSET, dynamo=False, do_constant_folding=True)
    slim(path)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    with torch.no_grad():
        expected = model(sample)
    expected = expected if isinstance(expected, tuple) else (expected,)
    for name, want, got in zip(outputs, expected, session.run(list(outputs), {"input": sample.numpy()})):
        worst = float(np.abs(want.numpy() - got).max())
        if worst > 2e-3 * max(1.0, float(want.abs().max())):
            raise SystemExit(f"{path}: output {name} differs from PyTorch by {worst:.2g}")
    print(f"{path.name}: {path.stat().st_size} bytes, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")
    return path


def slim(path: Path) -> None:
    """Drops what names the exporter and its paths."""
    model = onnx.load(str(path))
    model.producer_name, model.producer_version, model.doc_string = "liveface", "1", ""
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
