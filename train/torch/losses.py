"""The losses of a few updates on given batches, to hold this trainer beside that of src/train.

    python3 train/torch/losses.py lesson.json start.safetensors      one loss a line

lesson.json: {"training": …, "ids": {"pad", "bos", "eos"}, "batches": [[[source ids, target ids], …], …]}
"""

from __future__ import annotations

import json
import pathlib
import sys

import torch
from network import Batch, Network
from optimiser import adam, update
from tensors import load


def main(lesson_path: str, weights_path: str) -> None:
    torch.set_num_threads(1)
    lesson = json.loads(pathlib.Path(lesson_path).read_text())
    tensors, metadata = load(weights_path)
    network = Network(json.loads(metadata["architecture"]))
    network.load_state_dict(tensors)
    training = lesson["training"]
    optimiser = adam(network.parameters(), training)
    for step, pairs in enumerate(lesson["batches"]):
        loss = network.loss(Batch(pairs, **lesson["ids"]), training["labelSmoothing"])
        loss.backward()
        print(f"{loss.item():.9f}", flush=True)
        update(network, optimiser, step, training)


main(*sys.argv[1:3])
