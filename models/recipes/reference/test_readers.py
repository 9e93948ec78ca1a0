"""The readers, on networks small enough to work out by hand or in NumPy. `python -m unittest` in this folder."""

from __future__ import annotations

import io
import json
import pickle
import struct
import unittest

import flatbuffers
import numpy as np
import onnxruntime

from converters import minifasnet, mxnet, openvino, protobuf, tensorflow, tflite, tflite_operations
from converters.errors import FormatError
from converters.flatbuffer import Table
from converters.graph import folded

RANDOM = np.random.RandomState(1)


def run(onnx: bytes, **inputs: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(onnx, providers=["CPUExecutionProvider"])
    (output,) = session.run(None, {name.replace("_colon_", ":"): value for name, value in inputs.items()})
    return output


def picture(*shape: int) -> np.ndarray:
    return RANDOM.uniform(-1, 1, shape).astype(np.float32)


def floats(values: list) -> np.ndarray:
    return np.array(values, np.float32)


def integers(values: list) -> np.ndarray:
    return np.array(values, np.int32)


def table(builder: flatbuffers.Builder, fields: dict[int, tuple[str, int]]) -> int:
    """A table; each field is the kind of slot (`Int8`, `UOffsetTRelative` …) and what goes in it."""
    builder.StartObject(max(fields) + 1 if fields else 0)
    for number, (kind, value) in fields.items():
        getattr(builder, f"Prepend{kind}Slot")(number, value, 0)
    return builder.EndObject()


def vector(builder: flatbuffers.Builder, offsets: list[int]) -> tuple[str, int]:
    builder.StartVector(4, len(offsets), 4)
    for offset in reversed(offsets):
        builder.PrependUOffsetTRelative(offset)
    return "UOffsetTRelative", builder.EndVector()


def numbers(builder: flatbuffers.Builder, values: list[int]) -> tuple[str, int]:
    return "UOffsetTRelative", builder.CreateNumpyVector(np.array(values, np.int32))


def lite(tensors: list, operations: list, output: int) -> bytes:
    """A TensorFlow Lite file. A tensor is a shape or an array; an operation is number, inputs, output and options."""
    builder = flatbuffers.Builder()
    stored = [np.zeros(0, np.uint8)] + [item.ravel().view(np.uint8) for item in tensors if isinstance(item, np.ndarray)]
    buffers = [table(builder, {0: ("UOffsetTRelative", builder.CreateNumpyVector(item))}) for item in stored]
    described, used = [], 0
    for index, item in enumerate(tensors):
        array = isinstance(item, np.ndarray)
        used += array
        kind = {"float16": 1, "int32": 2}.get(str(item.dtype), 0) if array else 0
        name = ("UOffsetTRelative", builder.CreateString(f"t{index}"))
        shape = numbers(builder, list(item.shape if array else item))
        described.append(table(builder, {0: shape, 1: ("Int8", kind), 2: ("Uint32", used if array else 0), 3: name}))
    codes = [table(builder, {0: ("Int8", code)}) for code, *_ in operations]
    steps = []
    for index, (_, inputs, result, options) in enumerate(operations):
        fields = {0: ("Uint32", index), 1: numbers(builder, inputs), 2: numbers(builder, [result])}
        steps.append(table(builder, fields | {4: ("UOffsetTRelative", table(builder, options))}))
    lists = {0: vector(builder, described), 1: numbers(builder, [0]), 2: numbers(builder, [output])}
    graph = table(builder, lists | {3: vector(builder, steps)})
    parts = {1: vector(builder, codes), 2: vector(builder, [graph]), 4: vector(builder, buffers)}
    builder.Finish(table(builder, parts), file_identifier=b"TFL3")
    return bytes(builder.Output())


class Lite(unittest.TestCase):
    def test_a_padded_convolution_of_half_precision_weights(self) -> None:
        weight, bias = picture(2, 3, 3, 1).astype(np.float16), picture(2)
        window = {1: ("Int32", 2), 2: ("Int32", 2), 3: ("Int8", 1)}
        tensors = [(1, 4, 4, 1), weight, (2, 3, 3, 1), bias, (1, 2, 2, 2)]
        data = lite(tensors, [(6, [1], 2, {}), (3, [0, 2, 3], 4, window)], 4)
        x = picture(1, 4, 4, 1)
        # A row and a column are missing, and come after.
        padded = np.pad(x, ((0, 0), (0, 1), (0, 1), (0, 0)))
        seen = np.lib.stride_tricks.sliding_window_view(padded, (1, 3, 3, 1))[0, ::2, ::2, 0]
        expected = np.einsum("rck,ok->rco", seen.reshape(2, 2, 9), weight.astype(np.float32).reshape(2, 9)) + bias
        found = run(tflite_operations.convert(data, "test", ["t4"]), t0=x)
        np.testing.assert_allclose(found, np.maximum(expected[None], 0), atol=1e-5)

    def test_a_convolution_between_axes_in_another_order(self) -> None:
        mix, order, axis = np.eye(3, dtype=np.float32)[::-1].reshape(3, 1, 1, 3), integers([0, 1, 3, 2]), integers([3])
        operations = [(3, [0, 1, 2], 3, {1: ("Int32", 1), 2: ("Int32", 1)}), (39, [3, 4], 5, {}),
                      (40, [5, 6], 7, {0: ("Int8", 1)}), (41, [5, 7], 8, {})]
        tensors = [(1, 2, 4, 3), mix.copy(), np.zeros(3, np.float32), (1, 2, 4, 3), order, (1, 2, 3, 4), axis,
                   (1, 2, 3, 1), (1, 2, 3, 4)]
        x = picture(1, 2, 4, 3)
        turned = x[..., ::-1].transpose(0, 1, 3, 2)
        found = run(tflite_operations.convert(lite(tensors, operations, 8), "test", ["t8"]), t0=x)
        np.testing.assert_allclose(found, turned - turned.mean(3, keepdims=True), atol=1e-6)

    def test_an_unknown_operation_and_a_missing_output_are_named(self) -> None:
        relu = lite([(1, 2), (1, 2)], [(19, [0], 1, {})], 1)
        with self.assertRaisesRegex(FormatError, "no output called t9"):
            tflite_operations.convert(relu, "test", ["t9"])
        with self.assertRaisesRegex(FormatError, "operation 120 "):
            tflite_operations.convert(lite([(1, 2), (1, 2)], [(120, [0], 1, {})], 1), "test", ["t1"])

    def test_a_file_that_is_cut_off_is_refused_wherever_it_ends(self) -> None:
        whole = lite([(1, 2), floats([1, 2]), (1, 2)], [(0, [0, 1], 2, {})], 2)
        for length in range(len(whole)):
            with self.assertRaises(FormatError):
                tflite.Network(whole[:length], "test").operations()
                tflite_operations.convert(whole[:length], "test", ["t2"])
        with self.assertRaisesRegex(FormatError, "past the end"):
            Table.root(struct.pack("<I", 1 << 31)).number(0, "i")

    def test_what_is_no_archive_is_refused(self) -> None:
        with self.assertRaisesRegex(FormatError, "not a zip archive"):
            tflite.member(b"nothing", "a.tflite")


class OpenVino(unittest.TestCase):
    def network(self, size: int = 8) -> bytes:
        def layer(number: int, kind: str, data: str = "", dims: str = "") -> str:
            ports = f"<input><port id='0'>{dims}</port></input>" if dims else ""
            return f"<layer id='{number}' name='n{number}' type='{kind}'><data {data}/>{ports}</layer>"

        window = "strides='2,2' pads_begin='0,0' pads_end='0,0' dilations='1,1' auto_pad='explicit'"
        layers = [layer(0, "Parameter", "shape='1,2,4,4' element_type='f32'"),
                  layer(1, "Const", f"element_type='f16' shape='2,1,1,1,1' offset='4' size='{size // 2}'"),
                  layer(2, "Convert", "destination_type='f32'"), layer(3, "GroupConvolution", window),
                  layer(4, "Const", "element_type='f16' shape='2' offset='0' size='4'"), layer(5, "PReLU"),
                  layer(6, "Result", dims="<dim>1</dim><dim>2</dim><dim>2</dim><dim>2</dim>")]
        edges = [(1, 2, 0), (0, 3, 0), (2, 3, 1), (3, 5, 0), (4, 5, 1), (5, 6, 0)]
        wires = "".join(f"<edge from-layer='{a}' to-layer='{b}' to-port='{port}'/>" for a, b, port in edges)
        return f"<net name='t' version='11'><layers>{''.join(layers)}</layers><edges>{wires}</edges></net>".encode()

    def test_a_grouped_convolution_with_leaky_activation(self) -> None:
        weights = np.array([0.5, 0.25, 2, -3], "<f2").tobytes()
        x = picture(1, 2, 4, 4)
        y = x[:, :, ::2, ::2] * floats([2, -3]).reshape(1, 2, 1, 1)
        expected = np.where(y < 0, y * floats([0.5, 0.25]).reshape(1, 2, 1, 1), y)
        np.testing.assert_allclose(run(openvino.convert(self.network(), weights, "out"), n0=x), expected, rtol=1e-6)

    def test_weights_outside_the_file_and_entities_are_refused(self) -> None:
        with self.assertRaisesRegex(FormatError, "n1 does not fit"):
            openvino.convert(self.network(), bytes(6), "out")
        with self.assertRaisesRegex(FormatError, "entities"):
            openvino.convert(b"<!DOCTYPE net><net/>", b"", "out")


class MxNet(unittest.TestCase):
    def params(self, arrays: dict[str, np.ndarray]) -> bytes:
        data = struct.pack("<QQQ", 0x112, 0, len(arrays))
        for array in arrays.values():
            data += struct.pack(f"<IiI{array.ndim}q", 0xF993FAC9, 0, array.ndim, *array.shape)
            data += struct.pack("<iii", 1, 0, 0) + array.astype("<f4").tobytes()
        data += struct.pack("<Q", len(arrays))
        return data + b"".join(struct.pack("<Q", len(name)) + name.encode() for name in arrays)

    def test_clipped_pixels_and_a_linear_layer(self) -> None:
        def node(kind: str, name: str, inputs: list[int], **attributes: str) -> dict:
            return {"op": kind, "name": name, "attrs": attributes, "inputs": [[index, 0, 0] for index in inputs]}

        nodes = [node("null", "data", []), node("_minus_scalar", "a", [0], scalar="1"),
                 node("_maximum_scalar", "b", [1], scalar="0"), node("_minimum_scalar", "c", [2], scalar="6"),
                 node("Flatten", "d", [3]), node("null", "fc_weight", []),
                 node("FullyConnected", "fc", [4, 5], num_hidden="2", no_bias="True")]
        symbol, weight = json.dumps({"nodes": nodes, "heads": [[6, 0, 0]]}).encode(), picture(2, 4)
        onnx = mxnet.convert(symbol, self.params({"arg:fc_weight": weight}), [1, 1, 2, 2], "out")
        x = floats([[[[-3, 2], [5, 20]]]])
        np.testing.assert_allclose(run(onnx, data=x), floats([[0, 1, 4, 6]]) @ weight.T, rtol=1e-6)

    def test_a_file_that_ends_early_is_refused(self) -> None:
        whole = self.params({"aux:mean": picture(3, 2)})
        self.assertEqual(mxnet.read_params(whole)["mean"].shape, (3, 2))
        for length in range(len(whole)):
            with self.assertRaises(FormatError):
                mxnet.read_params(whole[:length])


class Checkpoint(unittest.TestCase):
    def test_a_normalization_is_folded_into_the_layer_before(self) -> None:
        weight, x = picture(3, 4), picture(4)
        gamma, beta, mean, variance = picture(3), picture(3), picture(3), picture(3) + 2
        expected = (weight @ x - mean) / np.sqrt(variance + 1e-5) * gamma + beta
        scaled, bias = folded(weight, gamma, beta, mean, variance, 1e-5)
        np.testing.assert_allclose(scaled @ x + bias, expected, atol=1e-5)

    def test_only_the_leading_module_is_dropped_and_code_is_not_run(self) -> None:
        try:
            import torch
        except ImportError:
            self.skipTest("PyTorch is not installed")
        file = io.BytesIO()
        torch.save({"module.a.se_module.b": torch.ones(2)}, file)
        self.assertEqual(list(minifasnet.read_state(file.getvalue())), ["a.se_module.b"])
        with self.assertRaises(pickle.UnpicklingError):
            minifasnet.read_state(b"cos\nsystem\n(S'exit 1'\ntR.")


class TensorFlow(unittest.TestCase):
    def test_a_convolution_and_a_pool_over_the_whole_picture(self) -> None:
        def field(number: int, value: int | bytes) -> bytes:
            if isinstance(value, int):
                return bytes([number << 3, value])
            return bytes([number << 3 | 2, len(value)]) + value

        def node(name: str, kind: str, *inputs: str, **attributes: bytes) -> bytes:
            entries = b"".join(field(5, field(1, key.encode()) + field(2, value)) for key, value in attributes.items())
            wires = b"".join(field(3, item.encode()) for item in inputs)
            return field(1, field(1, name.encode()) + field(2, kind.encode()) + wires + entries)

        def sizes(*values: int) -> bytes:
            return field(1, field(3, bytes(values)))

        def constant(kind: int, array: np.ndarray) -> bytes:
            dims = b"".join(field(2, field(1, size)) for size in array.shape)
            return field(8, field(1, kind) + field(2, dims) + field(4, array.tobytes()))

        weight, shape = picture(1, 1, 2, 1), integers([-1, 1])
        ones = sizes(1, 1, 1, 1)
        data = (node("input", "Placeholder") + node("w", "Const", value=constant(1, weight))
                + node("c", "Conv2D", "input", "w", strides=ones, dilations=ones, padding=field(2, b"SAME"))
                + node("p", "AvgPool", "c", ksize=sizes(1, 2, 2, 1), padding=field(2, b"VALID"))
                + node("s", "Const", value=constant(3, shape)) + node("r", "Reshape", "p", "s")
                + node("y", "Sigmoid", "r"))
        x = picture(3, 2, 2, 2)
        expected = 1 / (1 + np.exp(-(x @ weight[0, 0]).mean((1, 2))))
        found = run(tensorflow.convert(data, [2, 2, 2], "out"), input_colon_0=x)
        np.testing.assert_allclose(found, expected, atol=1e-6)

    def test_lengths_past_the_end_are_refused(self) -> None:
        for message in (b"\x0a\x05ab", b"\x08", b"\x08" + b"\xff" * 11, b"\x0d\x00", b"\x0b"):
            with self.assertRaises(FormatError):
                list(protobuf.fields(message))
        self.assertEqual(protobuf.integers(b"\x01" + b"\xff" * 9 + b"\x01"), [1, -1])


if __name__ == "__main__":
    unittest.main()
