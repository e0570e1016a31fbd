"""Train the encoder: `python -m extract.encoder_train GOLD… [--own …] [--more …] [--out FILE]` (needs the extra `encoder`).

One network learns triggers, types, states and roles together; about ten minutes on two cores. Its record lies beside the weights.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extract.constructions import constructions
from extract.encoder import COLUMNS, DILATIONS, MODEL, coarse, distance, word_vectors
from extract.learned import Floats
from extract.pipeline import load_pipeline
from extract.predicates_train import Item, items, with_mentions
from extract.roles_train import Sample
from extract.training import ALWAYS, Annotated, Sources, parser_of, sources_of
from extract.triggers_view import View

WIDTH, WORD, HIDDEN, ROLE = 128, 128, 160, 96
SIZES = {"lemma": 48, "tag": 24, "dep": 16, "kind": 32, "mention": 12}
SEEN = {"lemma": 8, "tag": 2, "dep": 2, "kind": 2, "mention": 1}
ROUNDS, BATCH, SEED, RATE = 9, 32, 0, 3e-3
SHARES = {"type": 0.3, "status": 0.2, "roles": 0.3}  # of the loss, beside the triggers' 1
NEVER = -1e4


@dataclass(frozen=True)
class Example:
    """A line to learn from: its candidates' items, and for every event its token with the right rows as agent and as target."""

    line: View
    vectors: Floats
    items: Sequence[Item]
    mentions: Sequence[int]
    asked: Sequence[tuple[int, list[bool], list[bool]]]
    weight: float


class Block(nn.Module):
    """A gated convolution over a word, one neighbour on either side and its head, added to what was there."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.conv = nn.Conv1d(WIDTH, 2 * WIDTH, 3, padding=gap, dilation=gap)
        self.up = nn.Linear(WIDTH, 2 * WIDTH, bias=False)
        self.drop = nn.Dropout(0.2)

    def forward(self, h: Tensor, head: Tensor, mask: Tensor) -> Tensor:
        z = self.norm(h) * mask
        value, gate = (self.conv(z.transpose(1, 2)).transpose(1, 2) + self.up(_at(z, head))).chunk(2, -1)
        return h + self.drop(value * torch.sigmoid(gate))


class Net(nn.Module):
    """What `encoder.Reading` computes, with dropout."""

    def __init__(self, values: Mapping[str, Sequence[str]], labels: int) -> None:
        super().__init__()
        own = sum(SIZES.values()) + 4 + WORD
        self.emb = nn.ModuleDict({c: nn.Embedding(len(values[c]) + 1, SIZES[c]) for c in COLUMNS})
        self.depth, self.proj, self.first = nn.Embedding(3, 4), nn.Linear(600, WORD), nn.Linear(own, WIDTH)
        self.blocks = nn.ModuleList(map(Block, DILATIONS))
        self.hid, self.out = nn.Linear(2 * WIDTH + own, HIDDEN), nn.Linear(HIDDEN, 1 + labels)
        self.rt, self.rm = nn.Linear(WIDTH + own, ROLE), nn.Linear(WIDTH + own, ROLE, bias=False)
        self.dist, self.none, self.ro = nn.Embedding(16, ROLE), nn.Parameter(torch.zeros(ROLE)), nn.Linear(ROLE, 2)
        self.drop = nn.Dropout(0.3)

    def encode(self, b: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
        seen = [self.emb[c](b[c]) for c in COLUMNS]
        x = self.drop(torch.cat([*seen, self.depth(b["depth"]), torch.relu(self.proj(self.drop(b["vectors"])))], -1))
        h = self.first(x)
        for block in self.blocks:
            h = block(h, b["head"], b["mask"])
        return h, x

    def votes(self, h: Tensor, x: Tensor, b: Mapping[str, Tensor]) -> Tensor:
        z = torch.cat([h, x, _at(h, b["head"])], -1)[b["line"], b["token"]]
        scores: Tensor = self.out(self.drop(torch.relu(self.hid(self.drop(z)))))
        return scores

    def roles(self, h: Tensor, x: Tensor, b: Mapping[str, Tensor]) -> Tensor:
        z = torch.cat([h, x], -1)
        asked = self.rt(self.drop(z[b["asked.line"], b["asked.token"]])).unsqueeze(1)
        fillers = self.rm(self.drop(z[b["asked.line"].unsqueeze(1), b["fillers"]])) + self.dist(b["apart"])
        scores: Tensor = self.ro(self.drop(torch.relu(torch.cat([asked + self.none, asked + fillers], 1))))
        return scores


def _at(h: Tensor, index: Tensor) -> Tensor:
    return torch.gather(h, 1, index.unsqueeze(-1).expand(-1, -1, h.shape[-1]))


def columns(line: View) -> dict[str, Sequence[str]]:
    """The values of a line that are embedded, by column."""
    return {"lemma": line.lemma, "tag": list(map(coarse, line.tag)), "dep": line.dep, "kind": line.kind, "mention": line.mention}


def read_examples(sources: Sources) -> list[Example]:
    """The annotated lines and our own example sentences, parsed."""
    nlp = load_pipeline()
    told = [*sources.lines(), *(Annotated("constructions", row, ALWAYS, 1) for row in constructions())]
    return [example for source in told if (example := _example(source, nlp(source.line.text)))]


def _example(source: Annotated, doc: Any) -> Example | None:
    made = source.file == "constructions"
    row = with_mentions(doc, source.line) if made else source.line
    found = list(items([Annotated(source.file, row, source.fold, source.weight)], [doc]))
    if not found:
        return None
    line, mentions, asked = found[0].line, [], []
    if row.events and not made:
        sample = Sample.of(source.fold, row, doc)
        mentions, called = [c.last for c in sample.scene.candidates], sample.identities()
        for t, event in zip(sample.scene.triggers, sample.events, strict=True):
            right = [[not fillers, *(bool(n & set(fillers)) for n in called)] for fillers in (event.agents, event.targets)]
            asked.append((t.last, right[0], right[1]))
    vectors = np.concatenate([word_vectors(doc.vocab, line.text), word_vectors(doc.vocab, line.lemma)], axis=1)
    return Example(line, vectors, found, mentions, asked if mentions else [], source.weight)


def vocabularies(examples: Sequence[Example]) -> dict[str, list[str]]:
    """The values of every column that are frequent enough to learn, in order."""
    counts: dict[str, Counter[str]] = {c: Counter() for c in COLUMNS}
    for example in examples:
        for column, values in columns(example.line).items():
            counts[column].update(values)
    return {c: sorted(v for v, n in counts[c].items() if n >= SEEN[c]) for c in COLUMNS}


@dataclass(frozen=True)
class Batcher:
    """Examples as padded tensors, by the ids of values and labels."""

    ids: Mapping[str, Mapping[str, int]]
    types: Sequence[str]
    states: Sequence[str]

    def of(self, examples: Sequence[Example]) -> dict[str, Tensor]:
        width = max(len(e.line) for e in examples)
        told = [columns(e.line) for e in examples]
        b = {c: _padded([[self.ids[c].get(v, 0) for v in t[c]] for t in told], width) for c in COLUMNS}
        b["depth"] = _padded([[min(2, d) for d in e.line.depth] for e in examples], width)
        b["head"] = _padded([e.line.head for e in examples], width)
        b["mask"] = _padded([[1] * len(e.line) for e in examples], width).float().unsqueeze(-1)
        b["vectors"] = torch.stack(
            [functional.pad(torch.from_numpy(e.vectors), (0, 0, 0, width - len(e.vectors))) for e in examples]
        )
        found = [(k, item) for k, e in enumerate(examples) for item in e.items]
        b["line"], b["token"] = torch.tensor([k for k, _ in found]), torch.tensor([i.candidate.head for _, i in found])
        b["type"] = torch.tensor([self.types.index(i.event.type) if i.event else -1 for _, i in found])
        b["status"] = torch.tensor([self.states.index(i.event.status) if i.event else -1 for _, i in found])
        b["weight"] = torch.tensor([float(i.weight) for _, i in found])
        return b | self._roles(examples)

    def _roles(self, examples: Sequence[Example]) -> dict[str, Tensor]:
        asked = [(k, e, *question) for k, e in enumerate(examples) for question in e.asked]
        if not asked:
            return {}
        width = max(len(e.mentions) for _, e, *_ in asked)
        return {
            "asked.line": torch.tensor([k for k, *_ in asked]),
            "asked.token": torch.tensor([token for _, _, token, _, _ in asked]),
            "fillers": _padded([e.mentions for _, e, *_ in asked], width),
            "apart": _padded([[distance(m - token) for m in e.mentions] for _, e, token, _, _ in asked], width),
            "rows": _padded([[1] * (1 + len(e.mentions)) for _, e, *_ in asked], 1 + width).bool(),
            "right": torch.stack(
                [_padded([a for *_, a, _ in asked], 1 + width), _padded([t for *_, t in asked], 1 + width)], 1
            ).bool(),
            "asked.weight": torch.tensor([float(e.weight) for _, e, *_ in asked]),
        }


def _padded(rows: Sequence[Sequence[int]], width: int) -> Tensor:
    return torch.tensor([[*row, *([0] * (width - len(row)))] for row in rows])


def loss_of(net: Net, b: Mapping[str, Tensor], types: int) -> Tensor:
    """Weighted log losses of triggers, of the types and states of the true ones, and of their roles."""
    h, x = net.encode(b)
    scores, true = net.votes(h, x, b), b["type"] >= 0
    each = functional.binary_cross_entropy_with_logits(scores[:, 0], true.float(), reduction="none")
    loss = _mean(each, b["weight"])
    if true.any():
        kinds, states = scores[true][:, 1 : 1 + types], scores[true][:, 1 + types :]
        loss = loss + SHARES["type"] * _mean(functional.cross_entropy(kinds, b["type"][true], reduction="none"), b["weight"][true])
        loss = loss + SHARES["status"] * _mean(
            functional.cross_entropy(states, b["status"][true], reduction="none"), b["weight"][true]
        )
    return loss + SHARES["roles"] * _role_loss(net.roles(h, x, b), b) if "rows" in b else loss


def _mean(losses: Tensor, weights: Tensor) -> Tensor:
    return (losses * weights).sum() / weights.sum().clamp(min=1)


def _role_loss(scores: Tensor, b: Mapping[str, Tensor]) -> Tensor:
    """Several right rows share the credit; a filler without a mention leaves the question out."""
    logs = torch.log_softmax(scores.masked_fill(~b["rows"].unsqueeze(-1), NEVER), 1).transpose(1, 2)
    right = torch.logsumexp(logs.masked_fill(~b["right"], NEVER), -1)
    return _mean(-right, b["asked.weight"].unsqueeze(1) * b["right"].any(-1))


def rounds(examples: Sequence[Example]) -> Iterator[list[Example]]:
    """The batches of one round: lines of like length together, in random order."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].line) + random.random() * 12)
    chunks = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    random.shuffle(chunks)
    return ([examples[i] for i in chunk] for chunk in chunks)


def fit(examples: Sequence[Example]) -> tuple[Net, dict[str, Any]]:
    """A trained network with the arrays that name its rows."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    values = vocabularies(examples)
    events = [i.event for e in examples for i in e.items if i.event]
    types, states = sorted({e.type for e in events}), sorted({e.status for e in events})
    batcher = Batcher({c: {v: k for k, v in enumerate(values[c], 1)} for c in COLUMNS}, types, states)
    net = Net(values, len(types) + len(states))
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01)
    steps = ROUNDS * (len(examples) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    for number in range(ROUNDS):
        net.train()
        total = 0.0
        for chunk in rounds(examples):
            loss = loss_of(net, batcher.of(chunk), len(types))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call, unused-ignore]
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            total += float(loss)
        print(f"round {number + 1} of {ROUNDS}: loss {total / (len(examples) / BATCH):.4f}", flush=True)
    named = {f"values.{c}": np.array(values[c]) for c in COLUMNS}
    return net, named | {"types": np.array(types), "states": np.array(states)}


def arrays(net: Net) -> dict[str, Floats]:
    """The weights as the numpy reader wants them: each block's convolution and head in one matrix."""
    state = {name: tensor.detach().numpy() for name, tensor in net.state_dict().items()}
    out: dict[str, Floats] = {}
    for k in range(len(DILATIONS)):
        conv, up = state.pop(f"blocks.{k}.conv.weight"), state.pop(f"blocks.{k}.up.weight")
        out[f"blocks.{k}.weight"] = np.concatenate([*(conv[:, :, side].T for side in range(3)), up.T])
        out[f"blocks.{k}.bias"] = state.pop(f"blocks.{k}.conv.bias")
    return out | state


def main() -> None:
    """Read the arguments, train, write weights and record."""
    parser = parser_of(__doc__)
    parser.add_argument("--out", type=Path, default=MODEL)
    chosen = parser.parse_args()
    sources = sources_of(chosen)
    examples = read_examples(sources)
    net, named = fit(examples)
    weights = {name: array.astype(np.float16) for name, array in arrays(net).items()}
    np.savez_compressed(chosen.out, **(weights | named))
    record = {
        "command": "python -m extract.encoder_train GOLD… --own GOLD… --more GOLD…", "data": sources.record(),
        "lines": len(examples), "events": sum(1 for e in examples for i in e.items if i.event),
        "model": f"gated convolutions {DILATIONS} over words and heads, width {WIDTH}",
        "seed": SEED, "rounds": ROUNDS, "batch": BATCH, "rate": RATE, "shares of the loss": SHARES,
    }  # fmt: skip
    chosen.out.with_suffix(".json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
