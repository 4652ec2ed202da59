"""The networks of src/rnn in PyTorch, under the names of `npm run cli -- export`: what the models that ship are made of.

GRUs that reset after the product, LSTMs, layers in both directions, residual stacks, a bridge or copied states, attention
asked by the first decoder layer, a tied output layer. Not here: input feeding, GRUs that reset before the product, and what
only imported models have; `Network` refuses them by name.
"""

from __future__ import annotations

from typing import Any, Optional

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

Architecture = dict[str, Any]

ELSEWHERE = ("targetEmbedding", "bridge", "context", "readout", "output", "sourceEnd")
CELLS = {"gru": nn.GRU, "lstm": nn.LSTM}


def recurrent(inputs: int, layer: dict[str, Any]) -> nn.RNNBase:
    """One layer. Of its two biases the second counts only behind the reset gate: elsewhere it stays zero, as in src/rnn."""
    hidden = layer["hidden"]
    if layer["cell"] == "gru" and not layer.get("linearBeforeReset"):
        raise NotImplementedError("a GRU that resets before the product")
    module = CELLS[layer["cell"]](inputs, hidden, bidirectional=layer.get("bidirectional", False))
    trained = torch.zeros(module.bias_hh_l0.shape)
    if layer["cell"] == "gru":
        trained[2 * hidden :] = 1
    for name, parameter in module.named_parameters():
        if name.startswith("bias_hh"):
            parameter.register_hook(lambda gradient: gradient * trained.to(gradient.device))
    return module


class Network(nn.Module):
    def __init__(self, architecture: Architecture, dropout: float = 0.0) -> None:
        super().__init__()
        attention = architecture["attention"]
        foreign = [key for key in ELSEWHERE if key in architecture]
        if attention and (attention["inputFeeding"] or "asks" in attention):
            foreign.append("attention.inputFeeding" if attention["inputFeeding"] else "attention.asks")
        if foreign or not architecture["encoder"]["layers"]:
            raise NotImplementedError(f"networks with {', '.join(foreign) or 'no encoder'}")
        self.architecture, self.dropout = architecture, dropout
        size: int = architecture["embedding"]
        self.encoder, self.decoder = nn.Module(), nn.Module()
        self.encoder.embedding = nn.Embedding(architecture["sourceVocabulary"], size)
        self.encoder.rnn = nn.ModuleList()
        width = size
        for layer in architecture["encoder"]["layers"]:
            self.encoder.rnn.append(recurrent(width, layer))
            width = layer["hidden"] * (2 if layer.get("bidirectional") else 1)
        layers = architecture["decoder"]["layers"]
        if not self.copies():
            states = lambda layer: 2 if layer["cell"] == "lstm" else 1
            self.bridge = nn.ModuleList(
                nn.ModuleList(nn.Linear(width, layer["hidden"]) for _ in range(states(layer))) for layer in layers
            )
        if attention:
            self.attention = nn.Module()
            additive = attention["score"] == "additive"
            self.attention.query = nn.Linear(layers[0]["hidden"], attention["size"], bias=additive)
            self.attention.keys = nn.Linear(width, attention["size"], bias=False)
            if additive:
                self.attention.v = nn.Linear(attention["size"], 1, bias=False)
        context = width if attention else 0
        self.decoder.embedding = nn.Embedding(architecture["targetVocabulary"], size)
        self.decoder.rnn = nn.ModuleList()
        inputs = size
        for j, layer in enumerate(layers):
            self.decoder.rnn.append(recurrent(inputs + (context if j > 0 else 0), layer))
            inputs = layer["hidden"]
        self.decoder.readout = nn.Linear(inputs + context, size)
        self.output = nn.Module()
        self.output.bias = nn.Parameter(torch.zeros(architecture["targetVocabulary"]))

    def copies(self) -> bool:
        """Whether the encoder's states start the decoder as they are: src/rnn/bridge.ts."""
        encoder, decoder = self.architecture["encoder"]["layers"], self.architecture["decoder"]["layers"]
        same = lambda e, d: e["cell"] == d["cell"] and e["hidden"] == d["hidden"] and not e.get("bidirectional")
        return len(encoder) == len(decoder) and all(same(e, d) for e, d in zip(encoder, decoder))

    def drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training)

    def encode(self, source: Tensor, lengths: Tensor) -> tuple[Tensor, list[list[Tensor]]]:
        """source [S, B] → states [S, B, D], zeros behind the end; the last states, layer by layer"""
        x = self.drop(self.encoder.embedding(source))
        last: list[list[Tensor]] = []
        for j, rnn in enumerate(self.encoder.rnn):
            packed, final = rnn(pack_padded_sequence(x, lengths.cpu(), enforce_sorted=False))
            y, _ = pad_packed_sequence(packed, total_length=source.shape[0])
            states = final if isinstance(final, tuple) else (final,)
            last.append([torch.cat(list(state), 1) for state in states])
            if self.architecture["encoder"].get("residual") and j > 0 and x.shape[2] == y.shape[2]:
                y = y + x
            x = y if j == len(self.encoder.rnn) - 1 else self.drop(y)
        return x, last

    def start(self, last: list[list[Tensor]]) -> list[list[Tensor]]:
        if self.copies():
            return last
        return [[torch.tanh(dense(last[-1][0])) for dense in states] for states in self.bridge]

    def attend(self, queries: Tensor, memory: Tensor, outside: Tensor) -> Tensor:
        """queries [B, T, H], memory [B, S, D], outside [B, S] → [B, T, D]"""
        q, keys = self.attention.query(queries), self.attention.keys(memory)
        if self.architecture["attention"]["score"] == "additive":
            scores = self.attention.v(torch.tanh(q.unsqueeze(2) + keys.unsqueeze(1))).squeeze(3)
        else:
            scores = q @ keys.transpose(1, 2) / self.architecture["attention"]["size"] ** 0.5
        return torch.softmax(scores.masked_fill(outside.unsqueeze(1), -1e9), 2) @ memory

    def forward(self, source: Tensor, lengths: Tensor, words: Tensor) -> Tensor:
        """source [S, B], lengths [B], words [T, B] → logits [T, B, vocabulary]"""
        memory, last = self.encode(source, lengths)
        x = self.drop(self.decoder.embedding(words))
        context: Optional[Tensor] = None
        for j, (rnn, initial) in enumerate(zip(self.decoder.rnn, self.start(last))):
            state = tuple(one.unsqueeze(0).contiguous() for one in initial)
            joined = x if context is None else torch.cat([x, context], 2)
            y, _ = rnn(joined, state if len(state) > 1 else state[0])
            if self.architecture["decoder"].get("residual") and j > 0 and x.shape[2] == y.shape[2]:
                y = y + x
            if j == 0 and self.architecture["attention"]:
                outside = torch.arange(source.shape[0], device=source.device).unsqueeze(0) >= lengths.unsqueeze(1)
                context = self.attend(y.transpose(0, 1), memory.transpose(0, 1), outside).transpose(0, 1)
            x = y if j == len(self.decoder.rnn) - 1 else self.drop(y)
        heard = self.drop(x) if context is None else torch.cat([self.drop(x), context], 2)
        readout = torch.tanh(self.decoder.readout(heard))
        return readout @ self.decoder.embedding.weight.t() + self.output.bias

    def loss(self, batch: "Batch", smoothing: float) -> Tensor:
        """Mean over the words that are no padding: src/rnn/output.ts."""
        logits = self(batch.source, batch.lengths, batch.target_in).float()
        return functional.cross_entropy(
            logits.flatten(0, 1), batch.target_out.flatten(), ignore_index=-100, label_smoothing=smoothing
        )


class Batch:
    """Sentences of a batch, time-major and padded at the end: src/train/batches.ts."""

    def __init__(self, pairs: list[tuple[list[int], list[int]]], pad: int, bos: int, eos: int, device: str = "cpu") -> None:
        def padded(rows: list[list[int]], fill: int) -> Tensor:
            longest = max(map(len, rows))
            return torch.tensor([row + [fill] * (longest - len(row)) for row in rows], device=device).t().contiguous()

        self.source = padded([source + [eos] for source, _ in pairs], pad)
        self.lengths = torch.tensor([len(source) + 1 for source, _ in pairs], device=device)
        self.target_in = padded([[bos] + target for _, target in pairs], pad)
        self.target_out = padded([target + [eos] for _, target in pairs], -100)
        self.words = sum(len(target) + 1 for _, target in pairs)
