"""The finished pack: its manifest, and its way into a folder, all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path

from errors import BuildError
from networks import CARD, MANIFEST, Network

# What a folder that --force may replace can consist of.
PACK_SUFFIXES = {".onnx", ".toml", ".md", ".json"}

Files = dict[str, bytes]


def user_models_dir() -> Path:
    """Where the program looks for a pack without being told: the same folder as in `crates/models/src/lookup.rs`."""
    home = os.environ.get("HOME")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = home and os.path.join(home, "Library", "Application Support")
    else:
        xdg = os.environ.get("XDG_DATA_HOME", "")
        base = xdg if os.path.isabs(xdg) else home and os.path.join(home, ".local", "share")
    if not base:
        raise BuildError("the user's data directory: HOME or, on Windows, LOCALAPPDATA is not set; name one with --out")
    return Path(base, "liveface", "models")


def pack(built: list[tuple[Network, bytes]]) -> Files:
    """All files of the pack: networks, manifest, card and where everything came from."""
    files = {network.file: onnx for network, onnx in built}
    manifest = built_manifest(MANIFEST.read_text("utf-8"), files)
    provenance = json.dumps([_provenance(network, onnx) for network, onnx in built], indent=2)
    texts = {"manifest.toml": manifest, "README.md": CARD.read_text("utf-8"), "provenance.json": provenance + "\n"}
    return files | {name: text.encode() for name, text in texts.items()}


def _provenance(network: Network, onnx: bytes) -> dict:
    upstream = [{"url": file.url, "sha256": file.sha256} for file in network.upstream]
    return {"file": network.file, "sha256": _sha256(onnx), "licence": network.licence, "origin": network.origin,
            "upstream": upstream}


def built_manifest(text: str, files: Files) -> str:
    """The manifest with size and SHA-256 of the files really built; nothing else in it changes."""
    head, *models = re.split(r"(?m)^(?=\[\[model\]\])", text)
    changed = head + "".join(_built_model(model, files) for model in models)
    for model in tomllib.loads(changed)["model"]:
        onnx = files[model["file"]]
        if (model["bytes"], model["sha256"]) != (len(onnx), _sha256(onnx)):
            raise BuildError(f"manifest.toml: the entry {model['id']} could not be changed; write one value per line")
    return changed


def _built_model(block: str, files: Files) -> str:
    name = tomllib.loads(block)["model"][0]["file"]
    if name not in files:
        raise BuildError(f"manifest.toml: it names {name}, which was not built; add it to upstream.toml")
    block = re.sub(r"(?m)^sha256 = .*$", f'sha256 = "{_sha256(files[name])}"', block)
    return re.sub(r"(?m)^bytes = .*$", f"bytes = {len(files[name])}", block)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def install(files: Files, target: Path, force: bool) -> None:
    """Makes `target` a folder with these files. Where it is another pack, only by force; what is no pack stays."""
    target = target.expanduser().resolve()
    kept = _kept(files, target, force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Beside the target, so that the rename stays within one file system.
        with tempfile.TemporaryDirectory(prefix=".liveface-", dir=target.parent) as staging:
            fresh = Path(staging, "new")
            fresh.mkdir()
            for name, data in files.items():
                (fresh / name).write_bytes(data)
            for path in kept:
                shutil.copy2(path, fresh / path.name)
            _swap(fresh, target, Path(staging, "old"))
    except OSError as error:
        raise BuildError(f"{target}: cannot be written ({error.strerror}); name another folder with --out") from error


def _kept(files: Files, target: Path, force: bool) -> list[Path]:
    """Files of an earlier build of the same pack that this one does not bring."""
    if not target.exists():
        return []
    if not target.is_dir():
        raise BuildError(f"{target}: it is not a folder; name another one with --out")
    present = sorted(target.iterdir())
    strange = next((path for path in present if not path.is_file() or path.suffix not in PACK_SUFFIXES), None)
    if strange is not None:
        raise BuildError(f"{target}: it holds {strange.name}, which no pack does; name another folder with --out")
    manifest = target / "manifest.toml"
    if manifest.is_file() and manifest.read_bytes() == files["manifest.toml"]:
        return [path for path in present if path.name not in files]
    if present and not force:
        raise BuildError(f"{target}: it holds another pack; replace it with --force, or name another folder with --out")
    return []


def _swap(fresh: Path, target: Path, old: Path) -> None:
    """Puts `fresh` in the target's place; should that fail, the target is as before."""
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
