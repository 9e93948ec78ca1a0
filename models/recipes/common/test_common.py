"""Tests of what needs neither PyTorch nor data: `python -m unittest discover -s common -t .` in `models/recipes`."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

from common import statistics, teachers
from common.compact import compact
from common.store import Store, Writer, split_of


class TestStore(unittest.TestCase):
    def test_pictures_and_rows_come_back(self) -> None:
        dice = np.random.default_rng(1)
        smooth = np.linspace(0, 255, 40 * 40 * 3).reshape(40, 40, 3).astype(np.uint8)
        mesh = dice.uniform(-100, 300, (478, 3)).astype(np.float32)
        with tempfile.TemporaryDirectory() as folder:
            writer = Writer(Path(folder) / "few", quality=95)
            writer.add(smooth, mesh=mesh, split=7)
            writer.add(smooth[::-1].copy(), mesh=mesh + 1, split=8)
            writer.close()
            store = Store(Path(folder) / "few")
            self.assertEqual(len(store), 2)
            self.assertLess(np.abs(store.picture(1).astype(int) - smooth[::-1]).mean(), 4)
            self.assertLessEqual(np.abs(store["mesh"][0] - mesh).max(), 1 / 64 + 1e-4)
            self.assertEqual(store["split"].tolist(), [7, 8])
            self.assertEqual(store.pictures(np.array([1, 0]), 20).shape, (2, 3, 20, 20))

    def test_a_name_is_always_in_the_same_split(self) -> None:
        self.assertEqual(split_of("faker/male_1"), split_of("faker/male_1"))
        counts = np.bincount([split_of(f"person/{i}") for i in range(20_000)], minlength=100)
        self.assertEqual(len(counts), 100)
        self.assertTrue((counts > 130).all() and (counts < 270).all())


class TestGeometry(unittest.TestCase):
    def test_a_turned_square_maps_its_corners(self) -> None:
        to_frame = teachers.square_to_frame(np.array([100.0, 50.0]), 40.0, np.pi / 2, 192)
        self.assertTrue(np.allclose(to_frame @ [96, 96, 1], [100, 50]))
        self.assertTrue(np.allclose(to_frame @ [0, 0, 1], [120, 30]))

    def test_a_similarity_is_found_again(self) -> None:
        truth = np.array([[1.2, -0.5, 7.0], [0.5, 1.2, -3.0]])
        points = np.array([[0.0, 0.0], [10.0, 2.0], [4.0, 9.0], [-3.0, 5.0]])
        moved = points @ truth[:, :2].T + truth[:, 2]
        self.assertTrue(np.allclose(teachers.similarity(points, moved), truth))
        self.assertTrue(np.allclose(teachers.invert(truth) @ [*moved[1], 1], points[1]))


class TestStatistics(unittest.TestCase):
    def test_known_intervals_and_rates(self) -> None:
        low, high = statistics.wilson(0, 11)
        self.assertEqual((round(low, 9), round(high, 3)), (0.0, 0.259))
        rate, _ = statistics.equal_error_rate(np.array([0.9, 0.8, 0.4]), np.array([0.1, 0.2, 0.5]))
        self.assertAlmostEqual(rate, 1 / 3)
        scores = np.arange(1000) / 1000
        self.assertEqual(int((scores >= statistics.threshold_at(scores, 1e-2)).sum()), 10)


class TestCompact(unittest.TestCase):
    def test_a_rounded_network_computes_almost_the_same(self) -> None:
        dice = np.random.default_rng(3)
        weight = dice.normal(size=(64, 96)).astype(np.float32)
        node = helper.make_node("Gemm", ["x", "w"], ["y"], transB=1)
        graph = helper.make_graph([node], "g", [helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [1, 96])],
                                  [helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [1, 64])],
                                  [numpy_helper.from_array(weight, "w")])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        x = dice.normal(size=(1, 96)).astype(np.float32)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "net.onnx"
            onnx.save(model, str(path))
            before = path.stat().st_size
            compact(path)
            self.assertLess(path.stat().st_size, before / 2)
            session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
            found = session.run(None, {"x": x})[0]
        wanted = x @ weight.T
        self.assertLess(np.abs(found - wanted).max(), 0.02 * np.abs(wanted).max())
        self.assertGreater(np.abs(found - wanted).max(), 0)


if __name__ == "__main__":
    unittest.main()
