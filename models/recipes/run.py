#!/usr/bin/env python3
"""Makes the networks: `run.py NETWORK STEP`, see README.md."""

from __future__ import annotations

import argparse
import importlib

NETWORKS = ("detector", "mesh", "pad", "embedding")
STEPS = ("prepare", "train", "export", "check")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="what", required=True)
    commands.add_parser("sources", help="check the sources, or note their digests").add_argument(
        "--lock", action="store_true", help="write the digests of what is there")
    commands.add_parser("data", help="prepare what several networks share: portraits, rendered pictures")
    commands.add_parser("pack", help="put the finished networks together as models/own")
    for network in NETWORKS:
        command = commands.add_parser(network)
        command.add_argument("step", choices=STEPS)
        command.add_argument("--minutes", type=float, help="length of the training by the clock, instead of a number of steps")
        command.add_argument("--steps", type=int, help="training steps, instead of the recipe's number")
    args = parser.parse_args()
    if args.what == "sources":
        sources = importlib.import_module("common.sources")
        sources.lock() if args.lock else [sources.verify(name) for name in sources.SOURCES]
    elif args.what == "data":
        for name in ("portraits", "rendered", "surroundings"):
            importlib.import_module(f"common.{name}").prepare()
    elif args.what == "pack":
        importlib.import_module("pack").pack()
    else:
        recipe = importlib.import_module(f"{args.what}.recipe")
        if args.step == "train":
            recipe.train(minutes=args.minutes, steps=args.steps)
        else:
            getattr(recipe, args.step)()


if __name__ == "__main__":
    main()
