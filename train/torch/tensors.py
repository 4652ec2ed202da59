"""safetensors files, read and written without a package: https://huggingface.co/docs/safetensors."""

from __future__ import annotations

import json
import pathlib
import struct
from typing import Any

import torch
from torch import Tensor


def load(path: str | pathlib.Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    """The tensors, in float32, and the metadata."""
    raw = pathlib.Path(path).read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    header: dict[str, Any] = json.loads(raw[8 : 8 + size])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] != "F32":
            raise ValueError(f"{path}: {name} has the type {entry['dtype']}; F32 is read")
        start, end = (8 + size + offset for offset in entry["data_offsets"])
        tensors[name] = torch.frombuffer(bytearray(raw[start:end]), dtype=torch.float32).view(entry["shape"])
    return tensors, metadata


def save(path: str | pathlib.Path, tensors: dict[str, Tensor], metadata: dict[str, str]) -> None:
    header: dict[str, Any] = {"__metadata__": metadata}
    at, chunks = 0, []
    for name, tensor in tensors.items():
        data = tensor.detach().cpu().float().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [at, at + len(data)]}
        at += len(data)
        chunks.append(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    target = pathlib.Path(path)
    part = target.with_suffix(".part")
    part.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(chunks))
    part.replace(target)
