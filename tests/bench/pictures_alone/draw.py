"""Draws the chat pictures of tutorials without words, with forms for readers and the solutions:
`python -m tests.bench.pictures_alone.draw OUT [FOLDER...] [--lang es]`.
"""

from __future__ import annotations

import argparse
import json
import string
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from annotator import assets
from annotator.cache import Cache, default_root
from annotator.cards import card as cards
from annotator.cards.geometry import Rect
from annotator.cards.plan import framing, layout
from annotator.edition.chat_cards import make_chat_card
from annotator.edition.edition import Edition
from annotator.edition.renderer import FrameRenderer
from annotator.edition.tutorial_source import read_source
from annotator.model import WIDTH, ChatCard
from annotator.pack.catalogue import Options
from annotator.pack.preflight import preflight
from tests.helpers.picture_answers import ACTIONS, Solution

BLACK: Final = (0, 0, 0)
INSTRUCTIONS: Final = """\
Somebody sends you these pictures on the telephone, in this order, to show you how to do something on a telephone, a tablet
or a laptop. You can't read. Title and sentence are black; words that are left on the screens mean nothing to you, but you may
compare their shapes with what is on your own screen. Look at one picture after the other; don't go back to change an answer.

For each picture, write into answers.json:
- do: what would you do now? In one sentence.
- action: what comes nearest, one of:
{actions}
- on: on what? In a few words.
- x, y: where, in percent of the picture's width and height from its top left corner (of two things, one; null if nowhere)
- sure: how sure are you? 1 (guessed) to 5 (certain)
- for_whom: must everybody do this ("everybody"), or only those to whom something applies ("some")?
- harm: if you are wrong, could what you would do here do harm (something lost, sent or seen that should not be)? true or false
"""


def main(arguments: Sequence[str]) -> int:
    """Draw all pictures, and write forms, instructions and key."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--lang", default="es")
    options = parser.parse_args(arguments)
    folders = options.folders or sorted(path.parent for path in assets.shipped_tutorials().glob("*/tutorial.md"))
    options.out.mkdir(parents=True, exist_ok=True)
    actions = "\n".join(f"    {name}: {meaning}" for name, meaning in ACTIONS.items())
    (options.out / "instructions.txt").write_text(INSTRUCTIONS.format(actions=actions), encoding="utf-8")
    key = {}
    for letter, folder in zip(string.ascii_uppercase, folders, strict=False):
        to = options.out / letter
        to.mkdir(exist_ok=True)
        pictures = dict(_draw_tutorial(folder, options.lang, to))
        key[letter] = {"tutorial": f"{folder.name}/{options.lang}", "pictures": pictures}
        _write_json(to / "answers.json", {"letter": letter, "answers": [_form(name) for name in pictures]})
    _write_json(options.out / "key.json", key)
    return 0


def _draw_tutorial(folder: Path, lang: str, to: Path) -> Iterator[tuple[str, dict[str, object]]]:
    checked = preflight(read_source(folder, (lang,)), Options(kinds=("card",)), Cache(default_root())).passed()
    edition = checked.edition(lang)
    with FrameRenderer(checked.files) as renderer:
        for number, (chat, solution) in enumerate(_list_pictures(edition), start=1):
            image = Image.fromarray(renderer.card(chat))
            pen, area = ImageDraw.Draw(image), cards.chat_picture_area(chat)
            pen.rectangle((0, 0, WIDTH, cards.CHAT_TITLE_PX), BLACK)
            pen.rectangle((0, round(area.bottom), WIDTH, image.height), BLACK)
            image.save(to / f"{number:02}.png", optimize=True)
            yield f"{number:02}.png", asdict(solution)


def _list_pictures(edition: Edition) -> Iterator[tuple[ChatCard, Solution]]:
    for step in edition.steps:
        chat = make_chat_card(edition, step)
        area = framing.picture_area(chat.step, cards.chat_picture_area(chat))
        framed = framing.frame(chat.step, area, chat.step.screen.size)
        outlines = layout.plan_outlines(chat.step, framed).outlines
        boxes = tuple(_percent(outline.outer.clipped(framed.screen)) for outline in outlines)
        action = "together" if chat.step.sign == "together" else chat.step.action or "look"
        yield chat, Solution(str(step.number), action, boxes, bool(step.number.aside))


def _percent(box: Rect) -> tuple[float, float, float, float]:
    across, down = 100 / WIDTH, 100 / cards.CHAT_HEIGHT
    return (
        round(box.left * across, 1),
        round(box.top * down, 1),
        round(box.right * across, 1),
        round(box.bottom * down, 1),
    )


def _form(picture: str) -> dict[str, object]:
    return {
        "picture": picture,
        "do": "",
        "action": "",
        "on": "",
        "x": None,
        "y": None,
        "sure": None,
        "for_whom": "",
        "harm": None,
    }


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
