"""What is to be built: `upstream.toml`, joined with the manifest of the pack."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACK = HERE.parents[1] / "reference"
MANIFEST = PACK / "manifest.toml"
CARD = PACK / "README.md"


@dataclass(frozen=True)
class Upstream:
    """A file of another project, at one commit."""

    repository: str
    commit: str
    path: str
    bytes: int
    sha256: str

    @property
    def name(self) -> str:
        """File name, which no other upstream file shares."""
        return self.path.rpartition("/")[2]

    @property
    def url(self) -> str:
        return f"https://raw.githubusercontent.com/{self.repository}/{self.commit}/{self.path}"


@dataclass(frozen=True)
class Contract:
    """Name and shape of the one input and of each output, and the range of the values that go in."""

    input: str
    shape: tuple[int, ...]
    low: float
    high: float
    outputs: dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Network:
    """One ONNX file of the pack."""

    file: str
    # `engine`, `teacher` or `extra`.
    use: str
    licence: str
    origin: str
    # Which converter, and for `tflite` in an archive, which member of it.
    reader: str
    member: str
    upstream: tuple[Upstream, ...]
    contract: Contract

    @property
    def name(self) -> str:
        return self.file.removesuffix(".onnx")


def load() -> list[Network]:
    """All networks, in the order of `upstream.toml`."""
    manifest = tomllib.loads(MANIFEST.read_text("utf-8"))
    models = {model["file"]: model for model in manifest["model"]}
    table = tomllib.loads((HERE / "upstream.toml").read_text("utf-8"))
    return [_network(entry, models.get(entry["file"])) for entry in table["network"]]


def _network(entry: dict, model: dict | None) -> Network:
    return Network(
        file=entry["file"],
        use=entry["use"],
        licence=entry["licence"],
        origin=entry["origin"],
        reader=entry["reader"],
        member=entry.get("member", ""),
        upstream=tuple(Upstream(**file) for file in entry["upstream"]),
        contract=_contract(entry, 0.0, 1.0) if model is None else _pictures(model),
    )


def _pictures(model: dict) -> Contract:
    """A contract of the manifest: pictures of 0..=255, from which the mean is subtracted before they are scaled."""
    mean, scale = model["input"]["mean"], model["input"]["scale"]
    return _contract(model, -mean * scale, (255.0 - mean) * scale)


def _contract(entry: dict, low: float, high: float) -> Contract:
    given = entry["input"]
    outputs = {output["name"]: tuple(output["shape"]) for output in entry["outputs"]}
    return Contract(given["name"], tuple(given["shape"]), given.get("low", low), given.get("high", high), outputs)
