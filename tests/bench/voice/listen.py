"""Lets Whisper-base write down what speak.py spoke: python -m tests.bench.voice.listen MODEL LANG FOLDER...

Runs where faster-whisper and jiwer are installed (not in this project); MODEL is the folder of the converted model.
"""

# ruff: noqa: T201, SIM905 - a program to be run by hand
from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

BRANDS = """zoom|wi-?fi|google classroom|whatsapp|clever|ipad|youtube|chromebook|join|mute|allow|start|sign in|settings|
classdojo|install|gmail|next|done|parentsquare|share|link|app|qr""".replace("\n", "").split("|")


def main() -> None:
    from faster_whisper import WhisperModel
    from jiwer import process_words

    lang = sys.argv[2]
    model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=2)
    for folder in map(Path, sys.argv[3:]):
        references, heard, brands, missed = [], [], 0, []
        for number, line in enumerate((folder / "expected.txt").read_text(encoding="utf-8").splitlines()):
            # words.py says which word it is about.
            typed, said, *own = line.split("\t")
            segments, _ = model.transcribe(str(folder / f"{number:03}.wav"), language=lang, beam_size=5)
            text = " ".join(segment.text.strip() for segment in segments)
            references.append(plain(said, lang))
            heard.append(plain(text, lang))
            for brand in own or BRANDS:
                if re.search(rf"\b{brand}\b", typed, re.IGNORECASE):
                    brands += 1
                    # "app" is a part of "whatsapp".
                    wanted = r"\bapps?\b" if brand == "app" else plain(brand.replace("?", ""), lang).replace(" ", "")
                    if not re.search(wanted, heard[-1] if brand == "app" else heard[-1].replace(" ", "")):
                        missed.append(brand)
            if references[-1] != heard[-1]:
                print(f"  {typed}\n    heard: {text}")
        errors = process_words(references, heard)
        print(
            f"{folder.name} {lang}: {100 * errors.wer:.1f} % word errors; brand words {brands - len(missed)} of {brands}"
            f" ({100 * (brands - len(missed)) / max(brands, 1):.0f} %), missed: {', '.join(missed)}"
        )


_ONES = {
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce".split(),
    "en": "zero one two three four five six seven eight nine ten eleven twelve".split(),
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze".split(),
}
_TENS = {
    "es": {"20": "veinte", "30": "treinta", "40": "cuarenta"},
    "en": {"20": "twenty", "30": "thirty", "40": "forty"},
    "pt": {"15": "quinze", "18": "dezoito", "20": "vinte", "30": "trinta", "40": "quarenta"},
}
# Ways to write what sounds the same; none of them hides a word that was misheard.
_SAME = {
    "es": [(r"\bsr\b", "señor"), (r"\bsra\b", "señora"), (r"\bde la tarde\b", "p m"), (r"\bmegabytes\b", "megas")],
    "en": [
        (r"\bmr\b", "mister"),
        (r"\b(ms|miz|miss)\b", "ms"),
        (r"\bmissis\b", "mrs"),
        (r"\b2nd\b", "second"),
        (r"\bsign into\b", "sign in to"),
    ],
    "pt": [
        (r"\bsr\b", "senhor"),
        (r"\bsra\b", "senhora"),
        (r"\b(?:3º|3o|tres o)\b", "terceiro"),
        (r"\bmegabytes\b", "megas"),
        (r"(?<=dezoito) h\b", " horas"),
    ],
}
_ONE_WORD = (
    "wi fi|class room|class dojo|clas dojo|parent square|chrome book|whats app|you tube|i pad|e mail|g mail".split("|")
)


def plain(text: str, lang: str) -> str:
    """Lower case, without signs and accents; figures as words; what may be written in several ways made one."""
    text = text.lower().replace("-", " ").replace("’", "'")
    text = re.sub(r"(\d)[:.h]30\b", r"\1 " + {"en": "thirty", "es": "y media", "pt": "e meia"}[lang], text)
    text = re.sub(r"(\d)[:.]00\b", r"\1", text)
    text = re.sub(r"\b([ap]) ?\.? ?m\b\.?", r"\1 m", text)
    text = re.sub(r"\d{3,}", lambda match: " ".join(match.group()), text)
    text = re.sub(r"\d+", lambda match: _number(match.group(), lang), text)
    text = "".join(sign if sign.isalnum() or sign in " '" else " " for sign in text)
    text = " ".join(text.split())
    for pattern, same in _SAME[lang]:
        text = re.sub(pattern, same, text)
    text = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    for words in _ONE_WORD:
        text = re.sub(rf"\b{words}\b", words.replace(" ", "").replace("clasdojo", "classdojo"), text)
    return text


def _number(figures: str, lang: str) -> str:
    return _ONES[lang][int(figures)] if int(figures) <= 12 else _TENS[lang].get(figures, figures)


if __name__ == "__main__":
    main()
