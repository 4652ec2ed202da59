"""The network of bench/training.ts in PyTorch, one update after the other: prints target tokens a second as JSON.

The peer of a benchmark, never a dependency: `npm run bench -- training` runs it where `python3 -c "import torch"` works.
Arguments: threads, batch, steps, E, H, V, updates.
"""

import json
import statistics
import sys
import time

import torch
from torch import nn


class Seq2Seq(nn.Module):
    """Bidirectional GRU encoder, two-layer GRU decoder with attention from its first layer, tied factored output."""

    def __init__(self, e, h, v):
        super().__init__()
        self.source = nn.Embedding(v, e)
        self.target = nn.Embedding(v, e)
        self.encoder = nn.GRU(e, e, bidirectional=True)
        self.bridge = nn.ModuleList([nn.Linear(2 * e, h) for _ in range(2)])
        self.first = nn.GRU(e, h)
        self.second = nn.GRU(h + 2 * e, h)
        self.keys = nn.Linear(2 * e, e, bias=False)
        self.query = nn.Linear(h, e, bias=False)
        self.readout = nn.Linear(h + 2 * e, e)
        self.bias = nn.Parameter(torch.zeros(v))
        self.dropout = nn.Dropout(0.2)
        self.scale = e**-0.5

    def forward(self, source, target):
        states, final = self.encoder(self.dropout(self.source(source)))
        last = torch.cat([final[0], final[1]], -1)
        start = [torch.tanh(layer(last)).unsqueeze(0) for layer in self.bridge]
        asking, _ = self.first(self.dropout(self.target(target)), start[0])
        scores = self.query(asking).transpose(0, 1) @ self.keys(states).permute(1, 2, 0) * self.scale
        context = (scores.softmax(-1) @ states.transpose(0, 1)).transpose(0, 1)
        hidden, _ = self.second(torch.cat([self.dropout(asking), context], -1), start[1])
        out = torch.tanh(self.readout(torch.cat([self.dropout(hidden), context], -1)))
        return out @ self.target.weight.T + self.bias


def main():
    threads, batch, steps, e, h, v, updates = map(int, sys.argv[1:])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = Seq2Seq(e, h, v)
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3, betas=(0.9, 0.998), eps=1e-8)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.1)
    speeds = []
    for update in range(updates + 3):
        source, target, wanted = (torch.randint(4, v, (steps, batch)) for _ in range(3))
        start = time.perf_counter()
        optimiser.zero_grad(set_to_none=True)
        loss = loss_of(model(source, target).view(-1, v), wanted.view(-1))
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if update >= 3:
            speeds.append(steps * batch / (time.perf_counter() - start))
    parameters = sum(p.numel() for p in model.parameters())
    print(json.dumps({"tokensPerSecond": statistics.median(speeds), "parameters": parameters, "torch": torch.__version__}))


main()
