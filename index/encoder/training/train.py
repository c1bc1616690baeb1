"""The training loop: as many steps as asked for or as fit into the minutes, with checkpoints."""

import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tqdm import tqdm

from index.encoder.training.batches import Batch, Kind
from index.encoder.training.mixture import KINDS, batches, open_materials
from index.encoder.training.model import StaticModel
from index.encoder.training.validation import validate

_WARM_UP = 0.02
_LAST_RATE = 0.02


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is asked to do; it ends at `steps` or after `minutes`, whichever comes first.

    `groups` are the numbers of language pairs that a batch may mix.
    """

    dimension: int = 336
    steps: int = 15_000
    minutes: float = float("inf")
    rate: float = 0.02
    groups: tuple[int, ...] = (1, 8)
    every: int = 500
    seed: int = 0
    kinds: tuple[Kind, ...] = KINDS


class Run:
    """A run's whole state; `save` and `resume` carry it over an interruption."""

    def __init__(self, vocabulary: int, plan: Plan, checkpoint: Path) -> None:
        torch.manual_seed(plan.seed)
        self.plan = plan
        self.model = StaticModel(vocabulary, plan.dimension)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=plan.rate, fused=True)
        self.checkpoint = checkpoint
        self.step = 0
        self.seconds = 0.0

    @property
    def progress(self) -> float:
        """Share of the run that is done, in [0, 1], by steps or by time, whichever is further."""
        return max(self.step / self.plan.steps, self.seconds / 60 / self.plan.minutes)

    def save(self) -> None:
        """Write the state beside the old one, then swap: a crash leaves one of the two."""
        draft = self.checkpoint.with_suffix(".draft")
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
        }
        torch.save(state, draft)
        draft.replace(self.checkpoint)

    def start_from(self, checkpoint: Path) -> None:
        """Take over the rows and the scale of another run's checkpoint, nothing else of it."""
        self.model.load_state_dict(torch.load(checkpoint, weights_only=True)["model"])

    def resume(self) -> None:
        """Go on from the checkpoint, if there is one."""
        if not self.checkpoint.exists():
            return
        state = torch.load(self.checkpoint, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]


def train(run: Run, cache: Path) -> None:
    """Train until the plan is fulfilled; validate and save every `plan.every` steps."""
    run.resume()
    source = batches(
        open_materials(cache, run.plan.kinds), run.plan.groups, run.plan.seed, run.step
    )
    with tqdm(total=run.plan.steps, initial=run.step, desc="train", unit=" steps") as bar:
        while run.progress < 1:
            began = time.monotonic()
            loss = _step(run, next(source))
            run.seconds += time.monotonic() - began
            bar.update()
            if run.step % 20 == 0:
                bar.set_postfix(loss=f"{loss:.3f}", done=f"{run.progress:.1%}")
            if run.step % run.plan.every == 0 or run.progress >= 1:
                run.save()
                bar.write(f"step {run.step}: {_measured(run, cache)}")


def _step(run: Run, batch: Batch) -> float:
    for group in run.optimizer.param_groups:
        group["lr"] = run.plan.rate * rate_factor(run.progress)
    run.optimizer.zero_grad()
    loss = run.model(batch)
    loss.backward()
    run.optimizer.step()
    run.step += 1
    return float(loss.detach())


def rate_factor(progress: float) -> float:
    """Learning-rate factor at a share of the run: a short warm-up, then half a cosine."""
    if progress < _WARM_UP:
        return max(progress / _WARM_UP, 0.05)
    rest = (progress - _WARM_UP) / (1 - _WARM_UP)
    return _LAST_RATE + (1 - _LAST_RATE) * 0.5 * (1 + math.cos(math.pi * rest))


def _measured(run: Run, cache: Path) -> str:
    measured = asdict(validate(run.model.rows.weight.detach().numpy(), cache))
    return ", ".join(
        f"{name} {value:.4f}" if isinstance(value, float) else f"{name} {value}"
        for name, value in measured.items()
    )
