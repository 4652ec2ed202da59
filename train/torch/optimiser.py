"""Adam, its learning rate and the clipping of src/train: adam.ts, schedule.ts."""

from __future__ import annotations

import math
from typing import Any, Iterable

import torch
from torch import nn

Training = dict[str, Any]


def learning_rate(step: int, training: Training) -> float:
    """Of the update after `step`: a rise, then half a cosine to zero (src/train/schedule.ts)."""
    warmup, steps = training["warmupSteps"], training["steps"]
    if step < warmup:
        return training["learningRate"] * (step + 1) / warmup
    share = (step - warmup) / max(1, steps - warmup)
    return training["learningRate"] * 0.5 * (1 + math.cos(math.pi * min(1.0, share)))


def adam(parameters: Iterable[nn.Parameter], training: Training) -> torch.optim.Adam:
    return torch.optim.Adam(
        parameters, lr=0.0, betas=(training["beta1"], training["beta2"]), eps=training["epsilon"]
    )


def update(network: nn.Module, optimiser: torch.optim.Adam, step: int, training: Training) -> float:
    """One update by the gradients that are there. Returns their norm before clipping."""
    norm = nn.utils.clip_grad_norm_(network.parameters(), training["clipNorm"])
    for group in optimiser.param_groups:
        group["lr"] = learning_rate(step, training)
    if torch.isfinite(norm):
        optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return float(norm)
