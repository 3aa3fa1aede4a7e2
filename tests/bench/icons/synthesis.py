"""Draw marks as screenshots show them, from the drawings: any size, colour, ground and neighbour, blurred and compressed."""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from annotator.screen.locate.ink_marks import normalise_marks

SIDE = 64
SURE_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwyz0123456789&%$€#@?!/;=ñáéíóúÑ¿¡|[]{}()~*\"'"
"""Characters that are no icon; "+", "×", "<", "x", "…" and their like are told by the text around them."""
WORD_CHARACTERS = SURE_CHARACTERS + "xX+-.,:"

Rng = np.random.Generator


class Glyphs:
    """Characters and words in many typefaces, as opacity."""

    def __init__(self, fonts: list[Path], rng: Rng) -> None:
        self._fonts = [ImageFont.truetype(str(path), 56) for path in fonts]
        self._rng = rng
        self._known: dict[tuple[int, str], np.ndarray] = {}

    def character(self) -> np.ndarray:
        return self.text(SURE_CHARACTERS[self._rng.integers(len(SURE_CHARACTERS))])

    def word(self, least: int, most: int) -> np.ndarray:
        letters = self._rng.integers(len(WORD_CHARACTERS), size=self._rng.integers(least, most + 1))
        return self.text("".join(WORD_CHARACTERS[n] for n in letters))

    def text(self, text: str) -> np.ndarray:
        number = int(self._rng.integers(len(self._fonts)))
        key = number, text
        if key not in self._known:
            font = self._fonts[number]
            left, top, right, bottom = font.getbbox(text)
            image = Image.new("L", (int(right - left) + 8, int(bottom - top) + 8))
            ImageDraw.Draw(image).text((4 - left, 4 - top), text, fill=255, font=font)
            made = trimmed(np.asarray(image))
            if len(text) > 1:
                return made
            self._known[key] = made
        return self._known[key]


def trimmed(alpha: np.ndarray) -> np.ndarray:
    """The part with ink."""
    rows, columns = np.flatnonzero((alpha > 40).any(axis=1)), np.flatnonzero((alpha > 40).any(axis=0))
    if not len(rows):
        return np.full((4, 4), 255, np.uint8)
    return np.ascontiguousarray(alpha[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def redrawn(alpha: np.ndarray, rng: Rng) -> np.ndarray:
    """The same drawing with thicker or thinner strokes, a little wider, narrower or turned, as another artist's."""
    if rng.random() < 0.3:
        amount = rng.uniform(0.25, 0.62) if rng.random() < 0.5 else rng.uniform(0.38, 0.75)
        size = rng.uniform(0.6, 1.5)
        padded = cv2.copyMakeBorder(alpha, 4, 4, 4, 4, cv2.BORDER_CONSTANT)
        soft = cv2.GaussianBlur(padded, (0, 0), size).astype(np.float32) / 255
        changed = np.clip((soft - amount) * 6 + 0.5, 0, 1)
        if 0.6 < changed.sum() / max(1.0, padded.sum() / 255) < 1.8:
            alpha = trimmed((changed * 255).astype(np.uint8))
    if rng.random() < 0.1:
        angle = rng.normal(0, 4)
        h, w = alpha.shape
        matrix = cv2.getRotationMatrix2D((w / 2, h / 2), angle, 0.9)
        alpha = trimmed(cv2.warpAffine(alpha, matrix, (w, h), flags=cv2.INTER_LINEAR))
    return alpha


def resized(alpha: np.ndarray, longer: float, rng: Rng) -> np.ndarray:
    h, w = alpha.shape
    factor = longer / max(h, w)
    stretch = math.exp(rng.normal(0, 0.05))
    size = max(2, round(w * factor * stretch)), max(2, round(h * factor / stretch))
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return cv2.resize(alpha, size, interpolation=method)


def ground(h: int, w: int, rng: Rng) -> np.ndarray:
    """(h, w, 3) float: plain mostly, else a gradient or something like a photo out of focus."""
    kind = rng.random()
    color = shade(rng)
    plain = np.broadcast_to(color, (h, w, 3)).astype(np.float32)
    if kind < 0.72:
        return plain.copy()
    if kind < 0.84:
        other = shade(rng) if rng.random() < 0.3 else np.clip(color + rng.uniform(-50, 50, 3), 0, 255)
        ramp = np.linspace(0, 1, w if rng.random() < 0.5 else h, dtype=np.float32)
        ramp = ramp[None, :, None] if len(ramp) == w and rng.random() < 0.5 else np.linspace(0, 1, h)[:, None, None]
        return (plain * (1 - ramp) + other * ramp).astype(np.float32)
    cells = rng.uniform(-1, 1, (int(rng.integers(2, 7)), int(rng.integers(2, 7)), 3)).astype(np.float32)
    return np.clip(plain + rng.uniform(10, 60) * cv2.resize(cells, (w, h), interpolation=cv2.INTER_CUBIC), 0, 255)


def shade(rng: Rng) -> np.ndarray:
    kind = rng.random()
    if kind < 0.35:
        return np.full(3, rng.uniform(225, 255)) if rng.random() < 0.6 else np.full(3, 255.0)
    if kind < 0.6:
        return np.full(3, rng.uniform(0, 50)) + rng.uniform(0, 8, 3)
    return rng.uniform(0, 255, 3)


def ink(on: np.ndarray, rng: Rng) -> np.ndarray:
    """A colour that is seen on ``on`` (3)."""
    for _ in range(20):
        kind = rng.random()
        color = (
            np.full(3, 255.0)
            if kind < 0.3
            else np.full(3, rng.uniform(0, 110))
            if kind < 0.6
            else rng.uniform(0, 255, 3)
        )
        if np.abs(color - on).max() > rng.choice((45, 80, 110)):
            return color
    return np.full(3, 0.0) if on.mean() > 127 else np.full(3, 255.0)


def paste(canvas: np.ndarray, alpha: np.ndarray, x: int, y: int, color: np.ndarray) -> None:
    h, w = canvas.shape[:2]
    x0, y0, x1, y1 = max(0, x), max(0, y), min(w, x + alpha.shape[1]), min(h, y + alpha.shape[0])
    if x0 < x1 and y0 < y1:
        part = alpha[y0 - y : y1 - y, x0 - x : x1 - x, None].astype(np.float32) / 255
        canvas[y0:y1, x0:x1] += (color.astype(np.float32) - canvas[y0:y1, x0:x1]) * part


def surround(canvas: np.ndarray, x: int, y: int, w: int, h: int, rng: Rng) -> tuple[int, int, int, int]:
    """Draw the disc, ring or button of a mark at (x, y, w, h); returns its box."""
    longer = max(w, h)
    half = longer * rng.uniform(0.68, 1.15)
    color = shade(rng)
    cx, cy = x + w / 2, y + h / 2
    kind = rng.random()
    scale = 4
    mask = np.zeros((canvas.shape[0], canvas.shape[1]), np.uint8)
    box = (cx - half, cy - half, 2 * half, 2 * half)
    points = [round(value * 16) for value in (cx, cy)]
    line = -1 if rng.random() < 0.7 else max(1, round(longer * rng.uniform(0.03, 0.09)))
    if kind < 0.65:
        cv2.circle(mask, points, round(half * 16), 255, line, cv2.LINE_AA, scale)
    else:
        corner = (round((cx - half) * 16), round((cy - half) * 16)), (round((cx + half) * 16), round((cy + half) * 16))
        cv2.rectangle(mask, *corner, 255, line, cv2.LINE_AA, scale)
    paste(canvas, mask, 0, 0, color)
    return tuple(round(value) for value in box)  # type: ignore[return-value]


def degraded(canvas: np.ndarray, rng: Rng) -> tuple[np.ndarray, float]:
    """What phones and chats do to a picture; returns it as uint8, and by how much it was resized."""
    factor = 1.0
    if rng.random() < 0.3:
        factor = rng.uniform(0.55, 1.6)
        size = max(8, round(canvas.shape[1] * factor)), max(8, round(canvas.shape[0] * factor))
        canvas = cv2.resize(canvas, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    if rng.random() < 0.2:
        canvas = cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.3, 0.9))
    if rng.random() < 0.1:
        canvas = canvas + rng.normal(0, rng.uniform(1, 5), canvas.shape).astype(np.float32)
    pixels = np.clip(canvas, 0, 255).astype(np.uint8)
    if rng.random() < 0.4:
        coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 96))])[1]
        pixels = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    return pixels, factor


class Painter:
    """Draws normalised marks of all classes. ``drawings`` (n, SIDE, SIDE); ``of`` the indices of each meaning."""

    def __init__(self, drawings: np.ndarray, of: dict[str, np.ndarray], fonts: list[Path], seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self._drawings, self._of = drawings, of
        self._any = np.concatenate(list(of.values()))
        self._glyphs = Glyphs(fonts, self.rng)

    def icon(self, meaning: str) -> np.ndarray | None:
        rows = self._of[meaning]
        return self._mark(redrawn(trimmed(self._drawings[rows[self.rng.integers(len(rows))]]), self.rng), grounds=True)

    def character(self) -> np.ndarray | None:
        return self._mark(redrawn(self._glyphs.character(), self.rng), grounds=True)

    def nothing(self) -> np.ndarray | None:
        """What is neither: a part of an icon, icons and letters run together, words, lines, boxes, discs, photos."""
        rng, kind = self.rng, self.rng.random()
        one = trimmed(self._drawings[self._any[rng.integers(len(self._any))]])
        if kind < 0.3:  # a part, or half of it beside the ground
            size = rng.uniform(0.25, 0.65) if rng.random() < 0.6 else rng.uniform(0.65, 1.1)
            angle = rng.uniform(0, 2 * math.pi)
            away = rng.uniform(0.0, 0.5) if size < 0.5 else rng.uniform(0.35, 0.6)
            return self._mark(one, window=(0.5 + away * math.cos(angle), 0.5 + away * math.sin(angle), size))
        if kind < 0.6:  # two things side by side, or one above the other
            other = self._glyphs.word(1, 6) if rng.random() < 0.6 else trimmed(self._drawings[rng.choice(self._any)])
            return self._mark(joined(one if rng.random() < 0.7 else self._glyphs.word(1, 4), other, rng))
        if kind < 0.8:
            return self._mark(self._glyphs.word(2, 9))
        return self._mark(figure(rng), grounds=False)

    def _mark(
        self, alpha: np.ndarray, *, grounds: bool = False, window: tuple[float, float, float] | None = None
    ) -> np.ndarray | None:
        rng = self.rng
        alpha = resized(trimmed(alpha), math.exp(rng.uniform(math.log(12), math.log(72))), rng)
        h, w = alpha.shape
        longer = max(h, w)
        edge = round((2.5 if grounds or window else 1.6) * longer) + 12
        canvas = np.ascontiguousarray(ground(edge, edge, rng), np.float32)
        x, y = (edge - w) // 2, (edge - h) // 2
        box = (x, y, w, h)
        outer = None
        if grounds and rng.random() < 0.25:
            outer = surround(canvas, x, y, w, h, rng)
        if outer is None and rng.random() < 0.25:
            self._neighbour(canvas, box)
        color = ink(np.median(canvas[y : y + h, x : x + w].reshape(-1, 3), axis=0), rng)
        paste(canvas, alpha, x, y, color)
        if grounds and rng.random() < 0.04:  # a dot that says that something is new
            radius = max(2, round(longer * rng.uniform(0.12, 0.22)))
            cv2.circle(
                canvas, (x + w - radius // 2, y + radius // 2), radius, rng.uniform(0, 255, 3).tolist(), -1, cv2.LINE_AA
            )
        if outer and rng.random() < 0.15:
            box = outer
        if window:
            side = window[2] * longer
            box = (round(x + window[0] * w - side / 2), round(y + window[1] * h - side / 2), round(side), round(side))
        pixels, factor = degraded(canvas, rng)
        # Ink's soft edges count or not, so a box is a pixel larger or smaller.
        jitter = rng.normal(0, 0.02 * max(box[2:]) * factor + 0.5, 4)
        left, top, wide, high = (round(value * factor + off) for value, off in zip(box, jitter, strict=True))
        rows = np.array([[left, top, max(3, wide), max(3, high)]], np.int32)
        marks, kept = normalise_marks(pixels, rows)
        return marks[0] if len(kept) else None

    def _neighbour(self, canvas: np.ndarray, box: tuple[int, int, int, int]) -> None:
        rng = self.rng
        x, y, w, h = box
        other = self._glyphs.word(1, 5) if rng.random() < 0.6 else trimmed(self._drawings[rng.choice(self._any)])
        other = resized(other, max(w, h) * rng.uniform(0.5, 1.2), rng)
        gap = round(max(w, h) * rng.uniform(0.1, 0.5)) + 2
        way = rng.integers(4)
        high, wide = other.shape
        at = [(x + w + gap, y + (h - high) // 2), (x - gap - wide, y + (h - high) // 2),
              (x + (w - wide) // 2, y + h + gap), (x + (w - wide) // 2, y - gap - high)][way]  # fmt: skip
        paste(canvas, other, *at, ink(canvas[0, 0], rng))


def joined(one: np.ndarray, other: np.ndarray, rng: Rng) -> np.ndarray:
    """Two drawings as one mark."""
    factor = one.shape[0] / other.shape[0] * rng.uniform(0.5, 1.3)
    other = cv2.resize(other, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    gap = int(rng.integers(1, 24))
    (h0, w0), (h1, w1) = one.shape, other.shape
    if rng.random() < 0.6:
        out = np.zeros((max(h0, h1), w0 + gap + w1), np.uint8)
        flip = rng.random() < 0.5
        left, right = (other, one) if flip else (one, other)
        out[(len(out) - left.shape[0]) // 2 :][: left.shape[0], : left.shape[1]] = left
        out[(len(out) - right.shape[0]) // 2 :][: right.shape[0], left.shape[1] + gap :] = right
        return out
    out = np.zeros((h0 + gap + h1, max(w0, w1)), np.uint8)
    out[:h0, (out.shape[1] - w0) // 2 :][:, :w0] = one
    out[h0 + gap :, (out.shape[1] - w1) // 2 :][:, :w1] = other
    return out


def figure(rng: Rng) -> np.ndarray:
    """A simple shape that is no icon: boxes, discs, lines, switches, blotches, letters in a disc aside."""
    out = np.zeros((SIDE, SIDE), np.uint8)
    kind = int(rng.integers(7))
    line = -1 if rng.random() < 0.5 else int(rng.integers(2, 9))
    h = int(rng.integers(14, 60))
    if kind == 0:
        cv2.rectangle(out, (2, 2), (61, h), 255, line)
    elif kind == 1:
        cv2.ellipse(out, (32, 32), (29, max(8, h // 2)), 0, 0, 360, 255, line, cv2.LINE_AA)
    elif kind == 2:  # a switch
        r = int(rng.integers(9, 16))
        cv2.circle(out, (16, 32), r, 255, line, cv2.LINE_AA)
        cv2.circle(out, (48, 32), r, 255, line, cv2.LINE_AA)
        cv2.rectangle(out, (16, 32 - r), (48, 32 + r), 255, line)
        knob = 48 if rng.random() < 0.5 else 16
        cv2.circle(out, (knob, 32), max(3, r - int(rng.integers(2, 6))), 0 if line == -1 else 255, -1, cv2.LINE_AA)
    elif kind == 3:
        for _ in range(int(rng.integers(1, 6))):
            start, end = rng.integers(2, 62, 2).tolist(), rng.integers(2, 62, 2).tolist()
            cv2.line(out, start, end, 255, int(rng.integers(2, 9)), cv2.LINE_AA)
    elif kind == 4:
        cells = rng.uniform(0, 1, (int(rng.integers(3, 12)), int(rng.integers(3, 12)))).astype(np.float32)
        soft = cv2.resize(cells, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
        out = (np.clip((soft - 0.5) * rng.uniform(1, 8) + 0.5, 0, 1) * 255).astype(np.uint8)
    elif kind == 5:
        for _ in range(int(rng.integers(1, 5))):
            cv2.circle(out, rng.integers(6, 58, 2).tolist(), int(rng.integers(3, 22)), 255, line, cv2.LINE_AA)
    else:
        n = int(rng.integers(1, 3))
        for number in range(n):
            cv2.rectangle(out, (2, 6 + number * 20), (61, 6 + number * 20 + int(rng.integers(2, 9))), 255, -1)
    return trimmed(out)
