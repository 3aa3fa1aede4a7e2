"""Measures how long the natural voice takes for each sentence of the shipped films: python -m tests.bench.voice.seconds.

It writes tests/fixtures/spoken-seconds.json, which the tests of the films read. Run it after a change of the shipped
tutorials, of the phrasebooks or of the voice; what is new since then is estimated. It takes minutes.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import json

from annotator.cache import Cache, default_root
from annotator.voice import narrate
from tests.helpers import shipped


def main() -> None:
    cache, measured = Cache(default_root()), {}
    for lang in dict.fromkeys(lang for _, lang in shipped.EDITIONS):
        texts = [
            text.text
            for name, own in shipped.EDITIONS
            if own == lang
            for text in shipped.list_texts(shipped.shipped_edition(name, lang))
        ]
        told = narrate.narrate([narrate.SayRequest(lang, text) for text in texts], {lang: "kokoro"}, cache)
        spoken = {said.text: round(said.clip.seconds, 3) for sentences in told.spoken for said in sentences}
        measured[lang] = dict(sorted(spoken.items()))
        print(f"{lang}: {len(spoken)} sentences, {sum(spoken.values()):.0f} s")
    text = json.dumps(measured, ensure_ascii=False, indent=1)
    shipped.SPOKEN_SECONDS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
