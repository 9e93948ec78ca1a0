"""The training loop of all recipes: seeded, averaged weights, checkpoints that a later call goes on from, one log."""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from . import paths


@dataclass(frozen=True)
class Plan:
    """How long and how fast."""

    steps: int
    rate: float = 2e-3
    """Highest learning rate; rises over the first 3 % of the steps, then falls as a cosine to nothing."""
    decay: float = 1e-4
    """Weight decay (AdamW)."""
    average: float = 0.999
    """Share of the averaged weights that a step keeps."""
    seed: int = 20
    every: float = 60.0
    """Seconds between checkpoints."""


def device() -> torch.device:
    """A GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def run(network: str, model: torch.nn.Module, loss: Callable[[int], dict[str, torch.Tensor]], plan: Plan,
        minutes: float | None = None) -> torch.nn.Module:
    """Trains `model` on `loss(step)`, whose entry `loss` is minimised; the others are logged. Goes on from the last
    checkpoint. With `minutes`, the schedule follows the clock, and anew in a call that goes on from a checkpoint.
    Gives the averaged weights, which also stand in `runs/<network>/final.pt`."""
    trainer = Trainer(network, model, plan, minutes)
    while trainer.unfinished():
        trainer.advance(loss)
    return trainer.finish()


class Trainer:
    """State of one training."""

    def __init__(self, network: str, model: torch.nn.Module, plan: Plan, minutes: float | None) -> None:
        self.folder = paths.run_dir(network)
        self.model, self.plan, self.minutes = model, plan, minutes
        self.optimiser = torch.optim.AdamW(model.parameters(), lr=plan.rate, weight_decay=plan.decay, fused=False)
        self.averaged = {name: value.detach().clone() for name, value in model.state_dict().items()}
        self.step, self.start, self.saved, self.sums = 0, time.monotonic(), time.monotonic(), {}
        self.before = 0.0
        torch.manual_seed(plan.seed)
        self._resume()

    def progress(self) -> float:
        """0..=1: by steps, or by the clock where minutes were given."""
        if self.minutes is not None:
            return min(1.0, (time.monotonic() - self.start) / (60 * self.minutes))
        return self.step / self.plan.steps

    def unfinished(self) -> bool:
        return self.progress() < 1.0

    def advance(self, loss: Callable[[int], dict[str, torch.Tensor]]) -> None:
        """One step."""
        done = self.progress()
        rate = self.plan.rate * min(1.0, done / 0.03 + 0.02) * (0.5 + 0.5 * math.cos(math.pi * done))
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.model.train()
        values = loss(self.step)
        self.optimiser.zero_grad(set_to_none=True)
        values["loss"].backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimiser.step()
        self.step += 1
        self._average()
        for name, value in values.items():
            self.sums[name] = self.sums.get(name, 0.0) + value.detach()
        if self.step % 100 == 0:
            self._log(100)
        if time.monotonic() - self.saved > self.plan.every:
            self.save()

    def finish(self) -> torch.nn.Module:
        """The averaged model, saved."""
        self.save()
        self.model.load_state_dict(self.averaged)
        torch.save(self.averaged, self.folder / "final.pt")
        return self.model.eval()

    def save(self) -> None:
        """Writes the checkpoint under a temporary name first."""
        state = {"step": self.step, "model": self.model.state_dict(), "averaged": self.averaged,
                 "optimiser": self.optimiser.state_dict(), "generator": torch.get_rng_state(),
                 "spent": time.monotonic() - self.start + self.before}
        if torch.cuda.is_available():
            state["generator_gpu"] = torch.cuda.get_rng_state()
        part = self.folder / "checkpoint.part"
        torch.save(state, part)
        os.replace(part, self.folder / "checkpoint.pt")
        self.saved = time.monotonic()

    def _average(self) -> None:
        keep = min(self.plan.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            pairs = [(self.averaged[name], value) for name, value in self.model.state_dict().items()]
            floats = [(a, b) for a, b in pairs if a.is_floating_point()]
            torch._foreach_lerp_([a for a, _ in floats], [b for _, b in floats], 1 - keep)
            for a, b in pairs:
                if not a.is_floating_point():
                    a.copy_(b)

    def _log(self, count: int) -> None:
        line = {"step": self.step, "seconds": round(time.monotonic() - self.start + self.before, 1)}
        line |= {name: round(float(total) / count, 5) for name, total in self.sums.items()}
        self.sums = {}
        with open(self.folder / "log.jsonl", "a") as log:
            log.write(json.dumps(line) + "\n")
        if self.step % 500 == 0 or self.step == 100:
            print(f"{self.folder.name}: {json.dumps(line)}", flush=True)

    def _resume(self) -> None:
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, map_location=device(), weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.averaged, self.step, self.before = state["averaged"], state["step"], state["spent"]
        torch.set_rng_state(state["generator"].cpu())
        if "generator_gpu" in state and torch.cuda.is_available():
            torch.cuda.set_rng_state(state["generator_gpu"].cpu())
        print(f"{self.folder.name}: goes on from step {self.step}", flush=True)


def final(network: str, model: torch.nn.Module) -> torch.nn.Module:
    """`model` with the weights that `run` left, on the processor, for export and checks."""
    path: Path = paths.run_dir(network) / "final.pt"
    if not path.exists():
        raise SystemExit(f"{path}: not trained yet: run.py {network} train")
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return model.eval()
