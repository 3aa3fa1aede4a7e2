"""Train the classifier of marks: `python -m tests.bench.icons.train WORK [--minutes 20] [--without ph,f7] [--out FILE]`.

Needs torch and onnx besides what `drawings` needs (README.md). Prints how many marks of the held-out sets, or of a second
drawing of all, get their right class, and writes the network as ONNX with 16-bit weights.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import Process, Queue
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from tests.bench.icons.drawings import meanings
from tests.bench.icons.synthesis import Painter

OTHER, CHARACTER, NOTHING = "another icon", "a character", "nothing"
CLASSES_APART = (OTHER, CHARACTER, NOTHING)
SHARES = {OTHER: 0.22, CHARACTER: 0.05, NOTHING: 0.13}
"""Shares of the training; the rest is divided among the meanings."""
BATCH = 256
SIBLING = "other"
"""What `meanings.toml` calls icons that look like one with a meaning: an open lock, a crossed-out eye."""
SIBLING_WEIGHT = 5
"""How often a sibling is shown, compared with any other icon."""


def load(work: Path) -> tuple[np.ndarray, list[tuple[str, str, str]]]:
    """The drawings, and (set, name, meaning) of each, by today's `meanings.toml`; without those that are unsure."""
    meaning_of = meanings()
    rows, names = [], []
    for number, (prefix, name, _) in enumerate(json.loads((work / "drawings.json").read_text())):
        meaning, unsure = meaning_of(prefix, name)
        if not unsure:
            rows.append(number)
            names.append((prefix, name, meaning))
    return np.load(work / "drawings.npy", mmap_mode="r")[rows], names


def fonts() -> list[Path]:
    listed = subprocess.run(["fc-list", ":", "file"], check=True, capture_output=True, text=True).stdout
    paths = (line.split(":")[0] for line in listed.splitlines())
    return sorted(Path(path) for path in paths if path.endswith((".ttf", ".otf")) and "Math" not in path)


def paint(painter: Painter, classes: list[str], chances: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    marks, labels = np.zeros((count, 40, 40), np.uint8), np.zeros(count, np.int64)
    done = 0
    while done < count:
        label = int(painter.rng.choice(len(classes), p=chances))
        name = classes[label]
        mark = (
            painter.character() if name == CHARACTER else painter.nothing() if name == NOTHING else painter.icon(name)
        )
        if mark is not None:
            marks[done], labels[done] = mark, label
            done += 1
    return marks, labels


def worker(
    queue: Queue[Any],
    drawings: np.ndarray,
    of: dict[str, np.ndarray],
    classes: list[str],
    chances: np.ndarray,
    seed: int,
) -> None:
    os.nice(10)
    painter = Painter(drawings, of, fonts(), seed)
    while True:
        queue.put(paint(painter, classes, chances, BATCH))


def network(count: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    before = 1
    for after, stride in ((16, 1), (32, 2), (48, 2), (64, 1), (96, 2), (128, 1)):
        layers += [nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
        before = after
    return nn.Sequential(
        *layers, nn.Flatten(), nn.Dropout(0.25), nn.Linear(128 * 25, 96), nn.ReLU(), nn.Linear(96, count)
    )


def export(net: nn.Sequential, classes: list[str], path: Path) -> None:
    """Write ``net`` as ONNX: marks (n, 40, 40) uint8 → probabilities (n, classes)."""
    net = net.eval()
    nodes, weights = [], []

    def constant(name: str, value: np.ndarray) -> str:
        weights.append(numpy_helper.from_array(value.astype(np.float16), f"{name}_16"))
        nodes.append(helper.make_node("Cast", [f"{name}_16"], [name], to=TensorProto.FLOAT))
        return name

    nodes.append(helper.make_node("Cast", ["marks"], ["float"], to=TensorProto.FLOAT))
    weights.append(numpy_helper.from_array(np.array(1 / 255, np.float32), "scale"))
    weights.append(numpy_helper.from_array(np.array([1], np.int64), "axis"))
    nodes.append(helper.make_node("Mul", ["float", "scale"], ["scaled"]))
    nodes.append(helper.make_node("Unsqueeze", ["scaled", "axis"], ["x0"]))
    value, modules = "x0", list(net)
    for number, module in enumerate(modules):
        out = f"x{number + 1}"
        if isinstance(module, nn.Conv2d):
            norm = modules[number + 1]
            assert isinstance(norm, nn.BatchNorm2d) and norm.running_var is not None and norm.running_mean is not None
            gain = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach()
            weight = (module.weight * gain[:, None, None, None]).detach().numpy()
            bias = (norm.bias - norm.running_mean * gain).detach().numpy()
            inputs = [value, constant(f"w{number}", weight), constant(f"b{number}", bias)]
            nodes.append(helper.make_node("Conv", inputs, [out], pads=[1, 1, 1, 1], strides=list(module.stride)))
        elif isinstance(module, nn.ReLU):
            nodes.append(helper.make_node("Relu", [value], [out]))
        elif isinstance(module, nn.Flatten):
            nodes.append(helper.make_node("Flatten", [value], [out]))
        elif isinstance(module, nn.Linear):
            inputs = [
                value,
                constant(f"w{number}", module.weight.detach().numpy()),
                constant(f"b{number}", module.bias.detach().numpy()),
            ]
            nodes.append(helper.make_node("Gemm", inputs, [out], transB=1))
        else:
            continue
        value = out
    nodes.append(helper.make_node("Softmax", [value], ["probabilities"], axis=1))
    graph = helper.make_graph(
        nodes, "icons",
        [helper.make_tensor_value_info("marks", TensorProto.UINT8, ["n", 40, 40])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", len(classes)])],
        weights,
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    helper.set_model_props(model, {"classes": "\n".join(classes)})
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--without", default="", help="sets kept for measuring, by commas")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--begin", type=Path, help="weights to begin with (.pt)")
    parser.add_argument("--rate", type=float, default=2e-3)
    args = parser.parse_args()
    drawings, names = load(args.work)
    held = set(args.without.split(","))
    classes = sorted({meaning for _, _, meaning in names} - {"", SIBLING}) + list(CLASSES_APART)
    drawn = [key for key in classes if key not in (CHARACTER, NOTHING)]

    def drawings_of(key: str, wanted: Callable[[str], bool]) -> np.ndarray:
        rows = [n for n, (prefix, _, meaning) in enumerate(names) if (meaning or OTHER) == key and wanted(prefix)]
        if key == OTHER:
            siblings = (n for n, (prefix, _, meaning) in enumerate(names) if meaning == SIBLING and wanted(prefix))
            rows += SIBLING_WEIGHT * list(siblings)
        return np.array(rows)

    of = {key: drawings_of(key, lambda prefix: prefix not in held) for key in drawn}
    kept = {key: drawings_of(key, lambda prefix: not args.without or prefix in held) for key in drawn}
    rest = (1 - sum(SHARES.values())) / (len(classes) - len(SHARES))
    chances = np.array([SHARES.get(key, rest) for key in classes])
    queue: Queue[Any] = Queue(24)
    painters = [
        Process(target=worker, args=(queue, drawings, of, classes, chances, 100 + n), daemon=True) for n in range(2)
    ]
    for process in painters:
        process.start()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    net = network(len(classes)).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    if args.begin:
        net.load_state_dict(torch.load(args.begin))
    optimizer = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=0.02)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.01)
    pool: list[tuple[np.ndarray, np.ndarray]] = []
    draw = np.random.default_rng(1)
    begun, step, shown = time.monotonic(), 0, 0.0
    while (part := (time.monotonic() - begun) / (60 * args.minutes)) < 1:
        for group in optimizer.param_groups:
            group["lr"] = args.rate * min(1.0, (step + 1) / 100) * (0.5 + 0.5 * np.cos(np.pi * part)) + 1e-5
        # Painting takes longer than learning, so what was painted is shown again.
        if len(pool) < 16 or not queue.empty():
            pool.append(queue.get())
            marks, labels = pool[-1]
        else:
            marks, labels = pool[draw.integers(len(pool))]
        # Shown again, a mark is moved by a pixel, so that it is not learnt by heart.
        marks = np.roll(marks, tuple(draw.integers(-1, 2, 2)), axis=(1, 2))
        loss = loss_of(
            net(torch.from_numpy(marks).float().div(255)[:, None].contiguous(memory_format=torch.channels_last)),
            torch.from_numpy(labels),
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        shown = 0.98 * shown + 0.02 * loss.item()
        if step % 100 == 0:
            seconds = time.monotonic() - begun
            say(f"{seconds:.0f} s, {step} steps, {len(pool)} batches, loss {shown / (1 - 0.98**step):.3f}")
            if step % 500 == 0:
                torch.save(net.state_dict(), args.out.with_suffix(".pt"))
                export(net, classes, args.out)
                net.train()
    for process in painters:
        process.terminate()
    torch.save(net.state_dict(), args.out.with_suffix(".pt"))
    export(net, classes, args.out)
    measure(net, drawings, kept, classes)


def measure(net: nn.Sequential, drawings: np.ndarray, kept: dict[str, np.ndarray], classes: list[str]) -> None:
    """Print, for each class: right at 0.5, at 0.9, and how many others are taken for it at 0.9."""
    painter = Painter(drawings, kept, fonts(), 7)
    net.eval()
    chances = np.array([1 / len(classes)] * len(classes))
    chances[classes.index(OTHER)] = 1.0
    marks, labels = paint(painter, classes, chances / chances.sum(), 12000)
    with torch.no_grad():
        seen = torch.cat(
            [net(torch.from_numpy(part).float().div(255)[:, None]).softmax(1) for part in np.array_split(marks, 24)]
        ).numpy()
    best, sure = seen.argmax(1), seen.max(1) >= 0.9
    for number, name in enumerate(classes):
        own, told = labels == number, best == number
        say(
            f"{name:16s} n {own.sum():5d}  right {told[own].mean():.3f}  sure and right {(told & sure)[own].mean():.3f}  "
            f"others surely taken for it {(told & sure & ~own).sum()}"
        )
    first_apart = len(classes) - len(CLASSES_APART)
    meant, told = labels < first_apart, best < first_apart
    say(
        f"meanings: right {(best == labels)[meant].mean():.4f}, sure and right {((best == labels) & sure)[meant].mean():.4f}, "
        f"sure and wrong {((best != labels) & sure & told)[meant].mean():.4f}; "
        f"other icons surely taken for a meaning {(told & sure)[labels == first_apart].mean():.4f}"
    )


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
