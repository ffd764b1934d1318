"""Step 6: train the picture tower.

`python train_pictures.py --data DIR --cache DIR --teacher FILE --run DIR --until HH:MM` trains from
random weights, or goes on from `--run`'s last checkpoint, with a schedule fitted to the clock, so
that it ends annealed whatever else the machine did meanwhile. `--workers 2` runs two processes of
one thread each, which share their gradients once a step: on a busy machine that wastes far less
than two threads that wait for each other in every layer.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import time
from pathlib import Path
from typing import Any

import export
import joint_space
import losses
import model
import numpy as np
import pictures
import ranking
import targets
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn.functional as F  # noqa: N812
import views
from torch import nn

HINTS = {"s8": 0.2, "s16": 0.4, "top": 1.0}
AIMS = {"s8": 32, "s16": 96, "top": 1280}


class Learner(nn.Module):
    """The tower, its hints, the (fixed or moving) text map and the class-score read."""

    def __init__(self, arch: str, side: int, space: joint_space.JointSpace) -> None:
        super().__init__()
        settings = model.config(arch, side, 1000)
        tower = model.build(settings, Path(tempfile.mkdtemp())).visual
        self.watched = model.Watched(tower)
        self.hints = model.Hints(self.watched.widths(side), AIMS)
        self.scores = nn.Linear(self.hints.reads["top"].in_channels, 1000)
        self.scales = nn.ParameterDict(
            {k: nn.Parameter(v.detach().clone()) for k, v in space.scales.items()}
        )
        self.to(memory_format=torch.channels_last)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
        """Unit picture vectors (B, DIM) and what the hints read, maps as (B, H, W, C)."""
        with torch.autocast(x.device.type, torch.bfloat16):
            z = self.watched(x)
            found = self.hints(self.watched.maps)
            found["scores"] = self.scores(self.watched.maps["top"].mean((2, 3)))
        maps = {k: v.float().permute(0, 2, 3, 1) if v.dim() == 4 else v.float()
                for k, v in found.items()}  # fmt: skip
        return F.normalize(z.float(), dim=-1), maps


class Meeting:
    """What Alignment needs of a space: the fixed text map with the learner's temperatures."""

    def __init__(self, space: joint_space.JointSpace, scales: nn.ParameterDict) -> None:
        self.texts, self.scales = space.texts, scales


def distil(
    found: dict[str, torch.Tensor], z: torch.Tensor, wanted: dict[str, torch.Tensor]
) -> tuple[torch.Tensor, dict[str, float]]:
    """How far the student is from the teacher: maps, pooled features, class scores, vector."""
    parts = {k: F.mse_loss(found[k], wanted[k]) for k in HINTS}
    pooled = found["top"].mean((1, 2))
    parts["pool"] = F.mse_loss(pooled, wanted["pooled"])
    parts["cos"] = 1 - F.cosine_similarity(pooled, wanted["pooled"]).mean()
    logs = F.log_softmax(found["scores"] / 2, 1)
    parts["kl"] = F.kl_div(logs, F.softmax(wanted["logits"] / 2, 1), reduction="batchmean")
    parts["z"] = 1 - (z * wanted["z"]).sum(1).mean()
    loss = sum(weight * parts[k] for k, weight in HINTS.items())
    loss = loss + 2 * parts["pool"] + parts["cos"] + 0.5 * parts["kl"] + 4 * parts["z"]
    return loss, {k: float(v.detach()) for k, v in parts.items()}


class Run:
    """One training process: data, student, optimiser, average of weights, checkpoints."""

    def __init__(self, args: argparse.Namespace, rank: int) -> None:
        self.args, self.rank = args, rank
        self.array, self.records = pictures.load(args.cache)
        self.targets = targets.PictureTargets(args.cache, args.teacher, len(self.records))
        self.texts = targets.TextTargets(args.cache, args.data, self.records)
        self.space = joint_space.JointSpace(model.DIM)
        self.space.load_state_dict(torch.load(args.cache / "joint-space.pt"))
        self.space.requires_grad_(False)
        self.held = torch.from_numpy(np.load(args.cache / "held-captions.npy"))
        if args.own:
            own = torch.load(args.cache / "own-texts.pt")
            self.space.text = nn.Identity()
            self.texts.vectors, self.held = own["vectors"], own["held"]
        self.usable = np.array([i for i, r in enumerate(self.records) if not r.held_out])
        self.weights = losses.set_weights([self.records[i] for i in self.usable])
        self.learner = Learner(args.arch, args.side, self.space)
        self.align = losses.Alignment(
            self.records, self.texts, dim=model.DIM, caption_weight=args.captions
        )
        self.average = {k: v.detach().clone() for k, v in self.learner.state_dict().items()}
        decayed = [p for p in self.learner.parameters() if p.dim() > 1]
        plain = [p for p in self.learner.parameters() if p.dim() <= 1]
        groups = [{"params": decayed, "weight_decay": args.decay},
                  {"params": plain, "weight_decay": 0.0}]  # fmt: skip
        self.optimizer = torch.optim.AdamW(groups, lr=args.rate)
        self.step, self.seen, self.spent = 0, 0, 0.0
        self.began = time.time()
        if (args.run / "last.pt").exists():
            self.resume(torch.load(args.run / "last.pt", weights_only=False))
        elif args.from_weights:
            self.learner.watched.tower.load_state_dict(export.part(args.from_weights, "visual."))

    def resume(self, state: dict[str, Any]) -> None:
        """Go on where a checkpoint stopped; heads that changed shape start anew."""
        mine = self.learner.state_dict()
        fits = {k: v for k, v in state["learner"].items() if k in mine and v.shape == mine[k].shape}
        self.learner.load_state_dict(fits, strict=False)
        self.average = {k: state["average"].get(k, v).clone() for k, v in mine.items()}
        self.step, self.seen = state["step"], state["seen"]
        self.began = time.time() if self.args.again else state["began"]
        if len(fits) == len(mine) == len(state["learner"]):
            self.optimizer.load_state_dict(state["optimizer"])

    def save(self, name: str = "last.pt") -> None:
        """Write a checkpoint beside, then rename it."""
        state = {
            "learner": self.learner.state_dict(), "average": self.average,
            "optimizer": self.optimizer.state_dict(), "step": self.step, "seen": self.seen,
            "began": self.began, "arch": self.args.arch, "side": self.args.side,
        }  # fmt: skip
        self.args.run.mkdir(parents=True, exist_ok=True)
        torch.save(state, self.args.run / (name + ".part"))
        (self.args.run / (name + ".part")).replace(self.args.run / name)

    def part(self) -> float:
        """How much of the time has gone, 0..1."""
        return min(1.0, (time.time() - self.began) / max(1.0, self.args.end - self.began))

    def side(self) -> int:
        """The pictures' side now: smaller first, the full one for the last part."""
        early = self.args.early_side
        return early if early and self.part() < self.args.early_part else self.args.side

    def losses(self) -> tuple[torch.Tensor, dict[str, float]]:
        """One batch: its loss and the parts of it."""
        index = np.random.choice(self.usable, self.args.batch, p=self.weights)
        # Towards the end the pictures are seen whole more and more, as they will be in use.
        least = self.args.smallest + (0.85 - self.args.smallest) * self.part() ** 2
        crops = views.random_crops(len(index), least)
        patches = views.patchwork(len(index), self.args.patches)
        x = views.view(self.array, index, crops, self.side(), patches)
        z, found = self.learner(x)
        wanted = {}
        for name in HINTS:
            raw = patches.mix(self.targets.map(name, index, crops, found[name].shape[1]))
            wanted[name] = self.targets.standard(name, raw)
            if name == "top":
                raw_pooled = raw.mean((1, 2))
        wanted["pooled"] = wanted["top"].mean((1, 2))
        wanted["logits"] = self.targets.logits(raw_pooled)
        wanted["z"] = self.space.pictures(wanted["pooled"])
        loss, parts = distil(found, z, wanted)
        meeting = Meeting(self.space, self.learner.scales)
        pure = patches.pure
        aligned, more = self.align(z[pure], index[pure.numpy()], meeting, wanted["logits"][pure])
        ranked = self.align.affinity(z, wanted["z"], meeting)
        more["rank"] = float(ranked.detach())
        loss = loss + self.args.align * aligned + self.args.ranking * ranked
        return loss, parts | more

    def update(self, loss: torch.Tensor) -> None:
        """Gradients, shared between the workers, one step, and the running average."""
        self.optimizer.zero_grad(set_to_none=False)
        loss.backward()
        if dist.is_initialized():
            share_gradients(list(self.learner.parameters()))
        nn.utils.clip_grad_norm_(self.learner.parameters(), 5.0)
        for group in self.optimizer.param_groups:
            group["lr"] = self.args.rate * losses.schedule(self.part(), self.args.warm, 0.002)
        self.optimizer.step()
        self.step += 1
        self.seen += self.args.batch * self.args.workers
        keep = min(self.args.keep, (1 + self.step) / (20 + self.step))
        for name, value in self.learner.state_dict().items():
            if value.dtype.is_floating_point:
                self.average[name].lerp_(value, 1 - keep)
            else:
                self.average[name].copy_(value)

    def tower(self) -> nn.Module:
        """A copy of the picture tower with the averaged weights, for looking."""
        copy = Learner(self.args.arch, self.args.side, self.space)
        copy.load_state_dict(self.average)
        return copy.eval()

    def evaluate(self) -> dict[str, float]:
        """Recall on held-out photographs of the sentence encoder, or of our own."""
        held = np.array([i for i, r in enumerate(self.records) if r.is_test_photo])
        learner, figures = self.tower(), {}
        for side in (self.args.side, round(self.args.side * 1.25)):
            with torch.inference_mode():
                z = torch.cat(
                    [
                        learner(views.plain(self.array, held[i : i + 50], side))[0]
                        for i in range(0, len(held), 50)
                    ]
                )
            found = ranking.recall(z, self.space.texts(self.held))
            figures |= {f"{side}px-{k}": v for k, v in found.items()}
        return figures

    def go(self) -> None:
        """Train until the clock says stop."""
        saved = looked = told = time.time()
        self.learner.train()
        told_seen = self.seen
        while self.part() < 1.0 or dist.is_initialized():
            if dist.is_initialized() and not all_agree(self.part() < 1.0):
                break
            loss, parts = self.losses()
            self.update(loss)
            now = time.time()
            if self.rank == 0 and now - told > 60:
                text = " ".join(f"{k}={v:.3f}" for k, v in parts.items())
                speed = (self.seen - told_seen) / (now - told)
                print(
                    f"{clock()} step {self.step} seen {self.seen} {speed:.0f}/s {text}", flush=True
                )
                told, told_seen = now, self.seen
            if self.rank == 0 and now - saved > 180:
                self.save()
                saved = time.time()
            if self.rank == 0 and now - looked > self.args.look * 60:
                report(self.evaluate(), self.args.run, self.step)
                looked = time.time()
        if self.rank == 0:
            self.save()
            self.save("final.pt")
            report(self.evaluate(), self.args.run, self.step)


def clock() -> str:
    return dt.datetime.now(dt.UTC).strftime("%H:%M:%S")


def report(figures: dict[str, float], run: Path, step: int) -> None:
    """One line of figures, printed and kept."""
    text = " ".join(f"{k}={v:.3f}" for k, v in figures.items())
    line = f"{clock()} LOOK step {step} {text}"
    print(line, flush=True)
    with (run / "figures.log").open("a") as file:
        file.write(line + "\n")


def share_gradients(parameters: list[nn.Parameter]) -> None:
    """Average all gradients over the workers in one message."""
    grads = [p.grad for p in parameters if p.grad is not None]
    flat = torch.cat([g.reshape(-1) for g in grads])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    place = 0
    for g in grads:
        g.copy_(flat[place : place + g.numel()].view_as(g))
        place += g.numel()


def all_agree(yes: bool) -> bool:
    """Whether every worker says yes."""
    flag = torch.tensor(1.0 if yes else 0.0)
    dist.all_reduce(flag, op=dist.ReduceOp.MIN)
    return bool(flag > 0)


def work(rank: int, args: argparse.Namespace) -> None:
    """One worker process."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(int(time.time()) * 7 + rank)
    np.random.seed((int(time.time()) * 7 + rank) % 2**31)
    if args.workers > 1:
        rendezvous = f"file://{args.meet}"
        limit = dt.timedelta(hours=1)
        dist.init_process_group("gloo", rendezvous, limit, args.workers, rank)
    run = Run(args, rank)
    if args.workers > 1:
        for value in run.learner.state_dict().values():
            dist.broadcast(value, 0)
    run.go()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--data", "--cache", "--teacher", "--run"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--from-weights", type=Path, help="an exported model.safetensors")
    parser.add_argument("--again", action="store_true", help="a new schedule from the checkpoint")
    parser.add_argument("--arch", default="regnetx_004")
    parser.add_argument("--side", type=int, default=160)
    parser.add_argument("--early-side", type=int, default=0)
    parser.add_argument("--early-part", type=float, default=0.5)
    parser.add_argument("--until", required=True, help="HH:MM, UTC")
    parser.add_argument("--batch", type=int, default=64, help="a worker")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--warm", type=float, default=0.02)
    parser.add_argument("--decay", type=float, default=0.05)
    parser.add_argument("--smallest", type=float, default=0.35, help="a crop's least area at first")
    parser.add_argument("--keep", type=float, default=0.993, help="of the average, a step")
    parser.add_argument("--align", type=float, default=0.5)
    parser.add_argument("--ranking", type=float, default=1.0, help="of texts, as the teacher does")
    parser.add_argument(
        "--captions", type=float, default=0.6, help="weight of captions: more is learned by heart"
    )
    parser.add_argument("--patches", type=float, default=0.3, help="share put together of two")
    parser.add_argument("--own", action="store_true", help="use the vectors of own_texts.py")
    parser.add_argument("--look", type=float, default=15, help="minutes between evaluations")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    hour, minute = (int(x) for x in args.until.split(":"))
    now = dt.datetime.now(dt.UTC)
    end = now.replace(hour=hour, minute=minute, second=0)
    args.end = (end if end > now else end + dt.timedelta(days=1)).timestamp()
    args.meet = Path(tempfile.mkdtemp()) / "meet"
    return args


def main() -> None:
    args = arguments()
    if args.workers > 1:
        mp.spawn(work, (args,), nprocs=args.workers)
    else:
        work(0, args)


if __name__ == "__main__":
    main()
