"""Who judges a frame: exported networks of ours, or the pair of MiniFASNets whose figure stands beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from common import teachers

from .cut import normalised, tensor


def softmax(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits - logits.max())
    return raised / raised.sum()


class Ours:
    """Exported files by name, which see the same crop."""

    def __init__(self, files: dict[str, Path]) -> None:
        self.nets = {name: teachers.session(str(path)) for name, path in files.items()}

    def live(self, rgb: np.ndarray, box: np.ndarray) -> dict[str, float]:
        """P(live) of a face in an (H, W, 3) frame, 0..=255, by each."""
        crop = normalised(tensor(rgb, box)).astype(np.float32)
        return {name: float(softmax(net.run(None, {"input": crop})[0][0])[0]) for name, net in self.nets.items()}


class MiniFas:
    """The mean of both; BGR levels 0..=255, class 1 is live."""

    FILES = (("minifasnet_v2_27.onnx", 2.7), ("minifasnet_v1se_40.onnx", 4.0))

    def __init__(self) -> None:
        self.nets = [(teachers.session(name), scale) for name, scale in self.FILES]

    def live(self, rgb: np.ndarray, box: np.ndarray) -> dict[str, float]:
        """P(live), as `Ours.live`."""
        total = 0.0
        for net, scale in self.nets:
            crop = tensor(rgb, box, 80, scale)[:, ::-1].astype(np.float32)
            total += float(softmax(net.run(None, {net.get_inputs()[0].name: np.ascontiguousarray(crop)})[0][0])[1])
        return {"MiniFASNet pair": total / len(self.nets)}
