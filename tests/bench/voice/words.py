"""Speaks one word of the lexicon in every place of a sentence: python -m tests.bench.voice.words ENGINE OUT WORD [RESPELLING…].

A button is written in quotes: “Join”. Spanish only. Each RESPELLING, and the shipped one, gets a folder in OUT, which
listen.py judges: python -m tests.bench.voice.listen MODEL es OUT/*. A word that is understood in one sentence is often
lost in the next, so the lexicon's respellings are chosen by how many of these sentences are understood.
"""

# ruff: noqa: T201 - a program to be run by hand
from __future__ import annotations

import sys
from pathlib import Path

from annotator.cache import Cache, default_root
from annotator.voice.narrate import SayRequest, narrate
from annotator.voice.speech_text import to_speech_text

NAMES = """Abra W en su celular.
Entre a W y espere un momento.
Toque el dibujo de W, que es azul.
La maestra usa W.
W abre con un toque.
Con W, su hija no necesita nada más.
Busque W entre sus cosas.
Si W no abre, avise a la maestra.
La clase está en W todos los lunes.
Para salir de W, cierre la ventana.
En W están las tareas de la semana.
La contraseña de W es de su hija.
Mande la foto por W a la Sra. Ana.
Revise W una vez al día.
Puede usar W aunque no esté en casa.
Su hijo ya conoce W."""
BUTTONS = """Toque W.
Toque W y espere un momento.
Luego toque W para entrar.
Si le sale W, tóquelo una vez.
Busque el botón que dice W.
Toque W otra vez.
Cuando termine, toque W y avise.
Toque el botón verde que dice W abajo.
Si no ve W, suba la pantalla.
Para seguir, toque W.
Primero toque W y luego cierre la ventana.
En W puede ver su nombre."""


def main() -> None:
    engine, out, word = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    name = word.strip("“”")
    sentences = [each.replace("W", word) for each in (NAMES if name == word else BUTTONS).splitlines()]
    for number, respelling in enumerate(["", *sys.argv[4:]]):
        lexicons = {"es": {name: respelling}} if respelling else {}
        requests = [SayRequest("es", sentence) for sentence in sentences]
        narration = narrate(requests, {"es": engine}, Cache(default_root()), lexicons=lexicons)
        folder = out / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        rows = []
        for place, (spoken,) in enumerate(narration.spoken):
            (folder / f"{place:03}.wav").write_bytes(spoken.clip.path.read_bytes())
            rows.append(f"{spoken.text}\t{to_speech_text(spoken.text, 'es')}\t{name}\n")
        (folder / "expected.txt").write_text("".join(rows), encoding="utf-8")
        print(f"{folder}: {respelling or 'as shipped'}")


if __name__ == "__main__":
    main()
