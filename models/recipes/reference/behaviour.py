"""Whether a network computes what the reference one does: a fixed input, and a summary of what comes out.

`python behaviour.py DIR` records the summaries of the networks in DIR in `behaviour.json`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime

from errors import BuildError
from networks import HERE, Contract, Network, load

RECORD = HERE / "behaviour.json"
# Of the largest value of an output.
TOLERANCE = 1e-3
# Values of each output that a summary holds, evenly spread.
SAMPLES = 8
# Rows and columns of the coarse pattern in the input, and the seed: with pure noise or most seeds, the network that
# separates people from the background sees nobody and yields zeros.
CELLS, SEED = 9, 2

Outputs = dict[str, np.ndarray]


def probe(contract: Contract, seed: int = SEED) -> np.ndarray:
    """An input: random squares with random noise for a picture, noise alone for anything else."""
    # Unlike that of newer generators, the sequence of this one never changes.
    random = np.random.RandomState(seed)
    values = random.random_sample(contract.shape)
    if len(contract.shape) == 4:
        nchw = contract.shape[1] == 3
        shape = contract.shape if nchw else tuple(contract.shape[axis] for axis in (0, 3, 1, 2))
        rows, columns = (np.arange(length) * CELLS // length for length in shape[2:])
        cells = random.random_sample((1, 3, CELLS, CELLS))[:, :, rows][:, :, :, columns]
        values = 0.25 * values + 0.75 * (cells if nchw else cells.transpose(0, 2, 3, 1))
    return (contract.low + (contract.high - contract.low) * values).astype(np.float32)


def session(onnx: bytes) -> onnxruntime.InferenceSession:
    """A network ready to run, on one thread, so that runs are alike."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])


def run(network: Network, onnx: bytes, seed: int = SEED) -> Outputs:
    """The outputs for a probe; an error where names or shapes are not those of the contract."""
    contract = network.contract
    try:
        loaded = session(onnx)
        names = [output.name for output in loaded.get_outputs()]
        outputs = dict(zip(names, loaded.run(None, {contract.input: probe(contract, seed)}), strict=True))
    # The runtime's errors have no common class of their own, and several lines.
    except Exception as error:
        reason = str(error).strip().splitlines()[0]
        raise BuildError(f"{network.file}: does not run ({reason}); report it with the versions installed") from error
    shapes = {name: values.shape for name, values in outputs.items()}
    if shapes != contract.outputs:
        raise BuildError(f"{network.file}: yields {shapes}, but its contract is {contract.outputs}; report it")
    return outputs


def summary(outputs: Outputs) -> dict:
    """A few numbers of each output."""
    return {name: _numbers(values.astype(np.float64).reshape(-1)) for name, values in outputs.items()}


def _numbers(values: np.ndarray) -> dict:
    places = np.linspace(0, values.size - 1, min(SAMPLES, values.size)).round().astype(int)
    numbers = {"mean": values.mean(), "norm": np.linalg.norm(values), "peak": np.abs(values).max()}
    rounded = {name: float(f"{number:.7g}") for name, number in numbers.items()}
    return {**rounded, "samples": [float(f"{number:.7g}") for number in values[places]]}


def check(network: Network, onnx: bytes, record: dict) -> float:
    """Runs a network against its recorded summary. Returns the largest difference, as a part of the largest value."""
    expected, found = record[network.name], summary(run(network, onnx))
    # NumPy's maximum, unlike Python's, is not a number where one of its arguments is not.
    worst = float(np.max([_difference(expected[name], numbers) for name, numbers in found.items()]))
    if not worst <= TOLERANCE:
        advice = "do not use it, and report it with the versions installed"
        raise BuildError(f"{network.file}: differs from the reference by {worst:.1e}, allowed {TOLERANCE}; {advice}")
    return worst


def _difference(expected: dict, found: dict) -> float:
    ours, theirs = ([*numbers["samples"], numbers["mean"], numbers["peak"]] for numbers in (found, expected))
    values = np.abs(np.subtract(ours, theirs)) / expected["peak"]
    return float(np.max([*values, abs(found["norm"] - expected["norm"]) / expected["norm"]]))


def compare(network: Network, onnx: bytes, other: bytes, probes: int = 3) -> float:
    """Runs two builds of a network on the same inputs. Returns the largest difference of any output value."""
    worst = 0.0
    for seed in range(SEED, SEED + probes):
        ours, theirs = (run(network, build, seed) for build in (onnx, other))
        for name, values in ours.items():
            difference, peak = (float(np.abs(item).max()) for item in (values - theirs[name], theirs[name]))
            worst = max(worst, difference)
            if not difference <= TOLERANCE * peak:
                raise BuildError(f"{network.file}: {name} differs by {difference:.1e} from --compare; report it")
    return worst


def read_record() -> dict:
    """The recorded summaries by name of network."""
    return json.loads(RECORD.read_text("utf-8"))


def main(folder: Path) -> None:
    lines = []
    for network in load():
        found = summary(run(network, (folder / network.file).read_bytes()))
        outputs = ",\n".join(f"    {json.dumps(name)}: {json.dumps(numbers)}" for name, numbers in found.items())
        lines.append(f"  {json.dumps(network.name)}: {{\n{outputs}\n  }}")
    RECORD.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
