"""From verified upstream files to one ONNX file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from converters import minifasnet, mxnet, openvino, tensorflow, tflite, tflite_operations
from converters.errors import FormatError
from errors import BuildError
from networks import Network

Files = Sequence[bytes]


def convert(network: Network, files: Files) -> bytes:
    """The ONNX file; `files` are the network's upstream files in the order of `upstream.toml`."""
    try:
        return READERS[network.reader](network, files)
    # The content is verified beforehand, so any error is one of the builder or of a library's version.
    except Exception as error:
        reason = str(error) if isinstance(error, FormatError) else f"{type(error).__name__}: {error}"
        place = f"{network.file} from {network.upstream[0].name}"
        first = (reason.strip().splitlines() or ["no reason given"])[0]
        advice = "install the versions of requirements.txt, and report it if that is what you have"
        raise BuildError(f"{place}: cannot be converted ({first}); {advice}") from error


def _only_output(network: Network) -> str:
    (output,) = network.contract.outputs
    return output


def _copy(_: Network, files: Files) -> bytes:
    return files[0]


def _tflite(network: Network, files: Files) -> bytes:
    data = tflite.member(files[0], network.member) if network.member else files[0]
    return tflite_operations.convert(data, network.name, list(network.contract.outputs))


def _openvino(network: Network, files: Files) -> bytes:
    return openvino.convert(files[0], files[1], _only_output(network))


def _mxnet(network: Network, files: Files) -> bytes:
    return mxnet.convert(files[0], files[1], list(network.contract.shape), _only_output(network))


def _minifasnet(network: Network, files: Files) -> bytes:
    return minifasnet.convert(files[0], _only_output(network))


def _tensorflow(network: Network, files: Files) -> bytes:
    return tensorflow.convert(files[0], list(network.contract.shape[1:]), _only_output(network))


READERS: dict[str, Callable[[Network, Files], bytes]] = {
    "copy": _copy,
    "tflite": _tflite,
    "openvino": _openvino,
    "mxnet": _mxnet,
    "minifasnet": _minifasnet,
    "tensorflow": _tensorflow,
}
