"""Read the texts of a screenshot by OCR, once: results are cached by the picture's digest.

The engine (rapidocr) takes half a second to load and as long for each picture, so it is only imported for pictures whose
texts are not cached. A photo of a screen may lie on its side, where no name on it could be read: it is turned, in memory
alone. A person's decision (*Turn* in the editor) is left as it is. A single text on its side, such as a name along the
edge of a screen, is read both ways.
"""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache as once
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator import telemetry
from annotator.cache import Cache, code_version, key
from annotator.errors import MissingError
from annotator.model import Box, TextLine
from annotator.screen import boxes, load
from annotator.screen.ink import tighten_box
from annotator.screen.load import Picture, Pixels
from annotator.screen.locate.passages import span_box
from annotator.screen.long_pictures import cut_into_pieces
from annotator.screen.ocr_weights import drop_denormals

SURE_SCORE: Final = 0.9
"""Minimum confidence of a line that counts as read; upside down, few letters reach it."""
WELL_READ: Final = 0.6
"""Minimum share of the characters that must be read for a picture to be upright for certain. On the labelled screens it is
0.9 and more; turned, 0.15 at most."""
MIN_CHARACTERS: Final = 4
"""Minimum number of characters that say anything: photos without texts have fewer."""
TURN_RATIO: Final = 2
"""How many times as many characters must be read one way up for the other way not to count."""
DETECT_PX: Final = 1280
"""Maximum longer side, in pixels, at which texts are located. On laptop screens of 1366 to 2560 pixels with text of 11 to 13
pixels it finds the same texts as at 1920, in a third of the time."""
RECOGNIZE_PX: Final = 2600
"""Maximum longer side, in pixels, at which located texts are read; letters need no more than 48 pixels."""
MIN_DETECT_PX: Final = 640
"""Shorter side, in pixels, to which small pictures are enlarged first, as far as their longer side stays within DETECT_PX.
At 540 pixels the detector loses one in six labels of buttons that are large and plain, at 640 one in a hundred."""
MAX_ENLARGEMENT: Final = 2.0
"""Maximum factor by which a small picture is enlarged; beyond it only the blur grows."""
MIN_TEXT_GAP: Final = 1.1
"""A gap wider than this, in heights of the text, separates two texts; between words it is a third of the height."""
MAX_TALL_ICON_LETTERS: Final = 2
"""Maximum number of characters that OCR reads in an icon higher than wide, such as three dots."""
MIN_SCORE: Final = 0.5
"""Minimum confidence (0..1) of a text; texts read with less are mostly parts of pictures."""
_PARAMS: Final = {
    "Global.log_level": "critical",
    "Global.use_cls": False,  # the check for upside-down text costs time and makes mistakes; `open_upright` has its own
    "Global.max_side_len": 10_000,
    "Global.text_score": 0.0,  # a text on its side scores low in the one way that the engine tries
    "Global.return_word_box": True,
    "Global.return_single_char_box": True,
    "Det.limit_type": "max",
    "Det.limit_side_len": DETECT_PX,
    # Of a label on a large plain button the detector often finds only a part. Recognition scores low where there is no text.
    "Det.box_thresh": 0.4,
    # One text at a time is not padded to the longest of its batch, and words are rarely wider than five heights: a third
    # less time than in batches of six padded to 320 pixels, with the same words.
    "Rec.rec_batch_num": 1,
    "Rec.rec_img_shape": [3, 48, 240],
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,  # saves a fifth of the CPU time
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def open_upright(path: Path, cache: Cache | None, name: str | None = None) -> tuple[Picture, tuple[TextLine, ...]]:
    """Load the picture at ``path``, turned if it can be read only that way, and read its texts.

    If in another rotation more than half as many characters are read, but too few for a turn, the picture is ``unsure``. One
    that is read well as it was, that a person turned, or that has no texts, is read only once. Without a ``cache`` nothing is
    kept. Raises as `load.load`.
    """
    picture = load.load(path, name)
    lines = read_texts(picture, cache)
    count = _count_sure_characters(lines)
    if picture.by_hand or not lines or _is_well_read(lines):
        return picture, lines
    best_count = 0
    for turn in (90, 270, 180):
        turned = picture.turned(turn)
        turned_lines = read_texts(turned, cache)
        turned_count = _count_sure_characters(turned_lines)
        if turned_count >= TURN_RATIO * count and _is_well_read(turned_lines):
            return turned, turned_lines
        best_count = max(best_count, turned_count)
    return replace(picture, unsure=best_count >= MIN_CHARACTERS and TURN_RATIO * best_count > count), lines


def _is_well_read(lines: Sequence[TextLine]) -> bool:
    return _count_sure_characters(lines) >= max(MIN_CHARACTERS, WELL_READ * sum(len(line.text) for line in lines))


def _count_sure_characters(lines: Sequence[TextLine]) -> int:
    """The number of characters read with confidence in horizontal lines; lines on their side are higher than wide."""
    return sum(len(line.text) for line in lines if line.score >= SURE_SCORE and line.box.w > line.box.h)


def read_texts(picture: Picture, cache: Cache | None) -> tuple[TextLine, ...]:
    """The lines of text on a picture, in reading order; cached, if there is a ``cache``."""
    if cache is None:
        return recognize(picture.pixels)

    def parse(rows: Any) -> tuple[TextLine, ...]:
        """The lines from their rows in the cache."""
        return tuple(TextLine(str(text), Box(*box), float(score), tuple(columns)) for text, box, score, columns in rows)

    entry = key("texts", code_version.of(__name__), picture.digest)
    lines = cache.get_parsed("texts", entry, parse)
    if lines is None:
        lines = recognize(picture.pixels)
        rows = [[line.text, line.box.numbers, line.score, line.columns] for line in lines]
        cache.put_json("texts", entry, rows)
    return lines


def recognize(pixels: Pixels) -> tuple[TextLine, ...]:
    """The lines of text on ``pixels`` (H, W, 3), in reading order; not cached."""
    found: list[TextLine] = []
    for piece in cut_into_pieces(pixels, DETECT_PX):
        part = pixels[piece.y : piece.bottom, piece.x : piece.right]
        for line in _read_piece(part):
            box = boxes.shifted(line.box, piece.x, piece.y)
            found.append(TextLine(line.text, box, line.score, tuple(column + piece.x for column in line.columns)))
    return tuple(found[index] for index in boxes.reading_order([line.box for line in found]))


@once
def _engine() -> Any:
    """The OCR engine, loaded once, which downloads nothing."""
    import onnxruntime  # these take half a second to load; texts are cached
    from omegaconf import OmegaConf

    # When imported, rapidocr parses its list of models twice, and loads `requests` for downloads: a third of a second each.
    load = OmegaConf.load
    unused: Any = SimpleNamespace(Response=None)
    OmegaConf.load = once(load)  # type: ignore[method-assign]
    sys.modules.setdefault("requests", unused)
    try:
        from rapidocr import RapidOCR
        from rapidocr.inference_engine.onnxruntime import main as sessions
        from rapidocr.utils.download_file import DownloadFile
    finally:
        OmegaConf.load = load  # type: ignore[method-assign]
        if sys.modules["requests"] is unused:
            del sys.modules["requests"]
    telemetry.stop_events(onnxruntime)
    DownloadFile._make_http_request = _refuse_download
    sessions.InferenceSession = partial(_open_session, onnxruntime.InferenceSession)
    engine = RapidOCR(params=_PARAMS)
    # The engine keeps resetting the level of its logger, and none of its messages are for staff.
    logging.getLogger("RapidOCR").disabled = True
    return engine


def _open_session(open_model: Callable[..., Any], path: str, **options: Any) -> Any:
    """Open a model without its denormal weights: pictures are read the same in half the time."""
    model = bytearray(Path(path).read_bytes())
    drop_denormals(model)
    return open_model(bytes(model), **options)


def _refuse_download(*_: Any) -> None:
    """Raise MissingError in place of rapidocr's download of missing models, since nothing may be downloaded unasked."""
    raise MissingError(
        "The models that read the texts of a screenshot are missing or damaged.",
        "Install them again: python -m pip install --force-reinstall rapidocr.",
    )


def scale_to_read(width: int, height: int) -> float:
    """Factor by which a picture of ``width`` x ``height`` pixels is resized before it is read: 0 < factor <= 2."""
    shorter, longer = sorted((width, height))
    enlarged = min(MIN_DETECT_PX / shorter, DETECT_PX / longer, MAX_ENLARGEMENT)
    return max(enlarged, min(1.0, RECOGNIZE_PX / longer))


def _read_piece(pixels: Pixels) -> Iterator[TextLine]:
    """The lines of text on a picture that isn't long, in the engine's order."""
    height, width = pixels.shape[:2]
    scale = scale_to_read(width, height)
    image = pixels[:, :, ::-1]
    if scale != 1.0:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    result = _engine()(np.ascontiguousarray(image))
    if result.txts is None or result.boxes is None:
        return
    words = iter(result.word_results or ())
    characters: Any = ()  # of the next line that has them, each with its score and corners
    columns: tuple[int, ...]
    for text, corners, score in zip(result.txts, result.boxes, result.scores, strict=True):
        # The engine returns no character positions for some lines: only advance where the letters match.
        characters = characters or next(words, ())
        text, columns = text.strip(), ()
        if characters and "".join(letter for letter, *_ in characters) == text.replace(" ", ""):
            columns = _columns(text, characters, 1 / scale)
            characters = ()
        left, top = corners.min(axis=0).astype(int)
        right, bottom = corners.max(axis=0).astype(int)
        if boxes.is_standing(Box(left, top, right - left, bottom - top)):
            # The engine turned it to the left, and to the right it may be read better.
            part = np.rot90(image[max(0, top) : bottom, max(0, left) : right], -1)
            turned = _engine().recognize_txt([np.ascontiguousarray(part)])
            turned_text = turned.txts[0].strip()
            if max(len(text), len(turned_text)) > MAX_TALL_ICON_LETTERS:
                score, text = max((score, text), (turned.scores[0], turned_text))
                columns = ()  # the engine's are across the letters
        if score >= MIN_SCORE:
            line = _make_line(text, corners, float(score), columns, scale=scale, pixels=pixels)
            yield from _split_at_gaps(line)


def _columns(text: str, characters: Any, factor: float) -> tuple[int, ...]:
    """The columns of a `TextLine`: ``characters`` are the engine's, all except spaces, each with its score and corners."""
    edges = [(float(left[0]) * factor, float(right[0]) * factor) for _, _, (left, right, *_) in characters]
    columns: list[float] = []
    index, right = 0, edges[0][0]
    for character in text:
        if character == " ":
            columns.append(right)
            continue
        left, next_right = edges[index]
        after_space = not columns or text[len(columns) - 1] == " "
        columns.append(left if after_space else (left + right) / 2)
        index, right = index + 1, next_right
    columns.append(right)
    return tuple(round(column) for column in np.maximum.accumulate(columns))


def _make_line(
    text: str, corners: NDArray[Any], score: float, columns: tuple[int, ...], *, scale: float, pixels: Pixels
) -> TextLine:
    """A line within ``pixels``, of which the engine read a picture ``scale`` times as large; its box is made tight."""
    height, width = pixels.shape[:2]
    x0, y0 = (corners.min(axis=0) / scale).tolist()
    x1, y1 = (corners.max(axis=0) / scale).tolist()
    left, top = max(0, round(x0)), max(0, round(y0))
    right, bottom = min(width, max(round(x1), left + 1)), min(height, max(round(y1), top + 1))
    box = tighten_box(pixels, Box(left, top, right - left, bottom - top))
    columns = tuple(min(max(column, left), right) for column in columns)
    if columns:
        columns = (min(box.x, columns[1]), *columns[1:-1], max(box.right, columns[-2]))
    return TextLine(text, box, round(score, 3), columns)


def _split_at_gaps(line: TextLine) -> Iterator[TextLine]:
    """Split a line at gaps so wide that it must be several texts; one without ``columns`` stays whole."""
    start, text, columns = 0, line.text, line.columns
    for index, character in enumerate(text if columns else ""):
        if character == " " and columns[index + 1] - columns[index] > MIN_TEXT_GAP * line.box.h:
            yield _cut_line(line, start, index)
            start = index + 1
    yield _cut_line(line, start, len(text)) if start else line


def _cut_line(line: TextLine, start: int, end: int) -> TextLine:
    return TextLine(line.text[start:end], span_box(line, start, end), line.score, line.columns[start : end + 1])
