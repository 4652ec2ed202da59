"""Trains a network as a recipe says, on one GPU, on many, or on processors; resumable.

    npm run cli -- data recipe.json --to DATA --ids MODEL           sentences as ids of a model's tokenizers
    npm run cli -- export --model MODEL --to start.safetensors
    python3 train/torch/train.py --recipe recipe.json --data DATA --start start.safetensors --to out.safetensors
    torchrun --nproc-per-node 4 train/torch/train.py …               the same on four GPUs

The recipe's `training` counts. A stop by Ctrl-C or SIGTERM saves; the same command goes on. docs/training.md says when this
is worth it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import pathlib
import random
import signal
import time
from typing import Any

import torch
from network import Batch, Network
from optimiser import adam, update
from tensors import load, save
from torch import distributed, nn

Pair = tuple[list[int], list[int]]
POOL = 20_000
CHECKPOINT_SECONDS = 240


def read_pairs(path: pathlib.Path, longest: int) -> list[Pair]:
    def pair(line: str) -> Pair:
        source, target = line.rstrip("\n").split("\t")
        return [int(i) for i in source.split()], [int(i) for i in target.split()]

    with path.open() as file:
        pairs = [pair(line) for line in file]
    return [(s, t) for s, t in pairs if s and t and max(len(s), len(t)) < longest]


def plan(pairs: list[Pair], tokens: int, seed: int) -> list[list[int]]:
    """An epoch's batches: like lengths together, about constant size, in random order (src/train/batches.ts)."""
    draw = random.Random(seed)
    order = draw.sample(range(len(pairs)), len(pairs))
    batches: list[list[int]] = []
    for start in range(0, len(order), POOL):
        batch: list[int] = []
        longest = 0
        for i in sorted(order[start : start + POOL], key=lambda i: (len(pairs[i][1]), len(pairs[i][0]))):
            grown = max(longest, len(pairs[i][0]) + 1, len(pairs[i][1]) + 1)
            if batch and grown * (len(batch) + 1) > tokens:
                batches.append(batch)
                batch, grown = [], max(len(pairs[i][0]), len(pairs[i][1])) + 1
            batch.append(i)
            longest = grown
        if batch:
            batches.append(batch)
    draw.shuffle(batches)
    return batches


class Average:
    """An exponential moving average of the parameters."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.values = {name: tensor.detach().clone() for name, tensor in network.state_dict().items()}

    def add(self, network: nn.Module) -> None:
        for name, tensor in network.state_dict().items():
            self.values[name].lerp_(tensor, 1 - self.decay)


@torch.no_grad()
def development_loss(network: Network, pairs: list[Pair], make: Any) -> float:
    network.eval()
    total, words = 0.0, 0
    for start in range(0, len(pairs), 64):
        batch = make(pairs[start : start + 64])
        total += network.loss(batch, 0.0).item() * batch.words
        words += batch.words
    network.train()
    return total / max(1, words)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("recipe", "data", "start", "to"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--precision", choices=("float32", "bf16"), default="float32")
    parser.add_argument("--ema", type=float, default=0.0, help="decay of an average of the parameters, such as 0.999")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    training = json.loads(options.recipe.read_text())["training"]
    ranks = int(os.environ.get("WORLD_SIZE", "1"))
    rank = int(os.environ.get("RANK", "0"))
    device = f"cuda:{os.environ.get('LOCAL_RANK', '0')}" if torch.cuda.is_available() else "cpu"
    if ranks > 1:
        distributed.init_process_group("nccl" if device != "cpu" else "gloo")
    torch.manual_seed(training["seed"] + rank)
    tensors, metadata = load(options.start)
    network = Network(json.loads(metadata["architecture"]), training["dropout"]).to(device)
    network.load_state_dict(tensors)
    optimiser = adam(network.parameters(), training)
    average = Average(network, options.ema) if options.ema else None
    step, best = 0, float("inf")
    checkpoint = options.to.with_suffix(".checkpoint")
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        step, best = state["step"], state["best"]
        if average and state["average"]:
            average.values = state["average"]
    ids = json.loads((options.data / "ids.json").read_text())
    train = read_pairs(options.data / "train.ids", training["maxTokens"])
    development = read_pairs(options.data / "development.ids", training["maxTokens"])
    make = lambda pairs: Batch(pairs, **ids, device=device)
    parallel = nn.parallel.DistributedDataParallel(Loss(network)) if ranks > 1 else Loss(network)
    autocast = lambda: (
        torch.autocast(device.split(":")[0], dtype=torch.bfloat16) if options.precision == "bf16" else contextlib.nullcontext()
    )
    stopping = Stop()

    def keep() -> None:
        state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "best": best}
        part = checkpoint.with_suffix(".part")
        torch.save({**state, "average": average.values if average else None}, part)
        part.replace(checkpoint)

    def measure() -> None:
        nonlocal best
        own = {name: tensor.clone() for name, tensor in network.state_dict().items()}
        for values in [own] + ([average.values] if average else []):
            network.load_state_dict(values)
            loss = development_loss(network, development, make)
            print(f"update {step}: development loss {loss:.4f}", flush=True)
            if loss < best:
                best = loss
                save(options.to, network.state_dict(), metadata)
        network.load_state_dict(own)

    network.train()
    saved = started = time.monotonic()
    words = 0
    # Which batches an epoch has follows from its number: a run that was stopped finds its place again.
    epoch, per_epoch = -1, max(1, len(plan(train, training["batchTokens"], 0)) // ranks)
    while step < training["steps"] and not stopping.wanted(ranks, device):
        if step // per_epoch != epoch:
            epoch = step // per_epoch
            batches = plan(train, training["batchTokens"], training["seed"] + epoch)
        place = (step % per_epoch) * ranks + rank
        batch = make([train[i] for i in batches[min(place, len(batches) - 1)]])
        with autocast():
            loss = parallel(batch, training["labelSmoothing"])
        loss.backward()
        update(network, optimiser, step, training)
        step += 1
        words += batch.words * ranks
        if average:
            average.add(network)
        if rank == 0 and step % 100 == 0:
            speed = words / (time.monotonic() - started)
            print(f"update {step}/{training['steps']}: loss {loss.item():.4f}, {speed:.0f} tokens/s", flush=True)
        if rank == 0 and step % training["validateEvery"] == 0 and development:
            measure()
        if rank == 0 and time.monotonic() - saved > CHECKPOINT_SECONDS:
            keep()
            saved = time.monotonic()
    if rank == 0:
        if not development:
            save(options.to, network.state_dict(), metadata)
        elif step % training["validateEvery"]:
            measure()
        keep()
    if ranks > 1:
        distributed.destroy_process_group()


class Loss(nn.Module):
    """The loss as `forward`, which is what DistributedDataParallel watches."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, batch: Batch, smoothing: float) -> torch.Tensor:
        return self.network.loss(batch, smoothing)


class Stop:
    """Ctrl-C and SIGTERM, told to all processes at once: none waits for one that has gone."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.ask)

    def ask(self, *_: object) -> None:
        self.asked = True

    def wanted(self, ranks: int, device: str) -> bool:
        if ranks == 1:
            return self.asked
        flag = torch.tensor(float(self.asked), device=device)
        distributed.all_reduce(flag)
        return flag.item() > 0


if __name__ == "__main__":
    main()
