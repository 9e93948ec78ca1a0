#!/usr/bin/env python3
"""Builds the reference pack from pinned upstream files and installs it where `liveface` finds it. See README.md."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

MINIMUM = (3, 11)
if sys.version_info < MINIMUM:
    sys.exit(f"error: Python {sys.version.split()[0]}: the builder needs 3.11 or later; run it with that")

try:
    import behaviour
    import install
    from convert import convert
    from errors import BuildError
    from networks import Network, load
    from sources import Sources
except ModuleNotFoundError as missing:
    sys.exit(f"error: the Python module {missing.name} is missing; pip install -r requirements.txt beside this file")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build the reference pack: six networks for the engine, two teachers.")

    folders = parser.add_argument_group("folders")
    for flag, name, does in (
        ("--from", "folder", "take the upstream files from DIR, download none"),
        ("--out", "out", "make DIR the pack, instead of the folder in the user's data directory"),
        ("--compare", "compare", "also run the networks in DIR, and say how much they differ"),
    ):
        folders.add_argument(flag, dest=name, type=Path, metavar="DIR", help=does)
    parser.add_argument("--force", action="store_true", help="replace another pack")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--engine-only", action="store_true", help="only the six networks that the engine needs")
    which.add_argument("--all", action="store_true", help="also five networks that nothing here needs yet")
    return parser.parse_args()


def chosen(args: argparse.Namespace) -> list[Network]:
    if args.all:
        return load()
    uses = ("engine",) if args.engine_only else ("engine", "teacher")
    return [network for network in load() if network.use in uses]


def build(network: Network, sources: Sources, record: dict, compare: Path | None) -> bytes:
    """One network: fetched, converted, checked, and described in one line."""
    onnx = convert(network, [sources.get(upstream) for upstream in network.upstream])
    difference = behaviour.check(network, onnx, record)
    line = f"{network.file:30} {network.licence:10} {len(onnx):>8} bytes  {hashlib.sha256(onnx).hexdigest()[:12]}"
    line += f"  record {difference:.0e}"
    if compare is not None:
        line += f"  {compare.name} {compared(network, onnx, compare)}"
    print(line, flush=True)
    return onnx


def compared(network: Network, onnx: bytes, folder: Path) -> str:
    """How far the outputs are from those of the same file in a folder, or that it is not there."""
    path = folder / network.file
    return f"{behaviour.compare(network, onnx, path.read_bytes()):.1e}" if path.is_file() else "absent"


def main() -> None:
    args = arguments()
    target = args.out or install.user_models_dir()
    sources, record = Sources(args.folder), behaviour.read_record()
    built = [(network, build(network, sources, record, args.compare)) for network in chosen(args)]
    install.install(install.pack(built), target, args.force)
    print(f"{len(built)} networks are in {target}")


if __name__ == "__main__":
    try:
        main()
    except BuildError as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        sys.exit("error: interrupted; nothing was installed")
