"""Lets Whisper-base write down what speak.py spoke: python tests/bench/voice/listen.py MODEL LANG FOLDER...

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
            typed, said = line.split("\t")
            segments, _ = model.transcribe(str(folder / f"{number:03}.wav"), language=lang, beam_size=5)
            text = " ".join(segment.text.strip() for segment in segments)
            references.append(plain(said, lang))
            heard.append(plain(text, lang))
            for brand in BRANDS:
                if re.search(rf"\b{brand}\b", typed.lower()):
                    brands += 1
                    spaceless = heard[-1].replace(" ", "")
                    if not re.search(plain(brand.replace("?", ""), lang).replace(" ", ""), spaceless):
                        missed.append(brand)
            if references[-1] != heard[-1]:
                print(f"  {typed}\n    heard: {text}")
        errors = process_words(references, heard)
        print(
            f"{folder.name} {lang}: {100 * errors.wer:.1f} % word errors; brand words {brands - len(missed)} of {brands}"
            f" ({100 * (brands - len(missed)) / max(brands, 1):.0f} %), missed: {', '.join(missed)}"
        )


NUMBERS = {
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce".split(" "),
    "en": "zero one two three four five six seven eight nine ten eleven twelve".split(),
}


def plain(text: str, lang: str) -> str:
    """Lower case, without signs; figures as words; the ways in which a number may be written made one."""
    text = unicodedata.normalize("NFC", text.lower()).replace("-", " ").replace("’", "'")
    text = re.sub(r"(\d):30\b", r"\1 thirty" if lang == "en" else r"\1 y media", text)
    text = re.sub(r"(\d):00\b", r"\1", text)
    text = re.sub(r"\b[ap] ?\. ?m\b\.?", lambda match: match.group()[0] + " m", text)
    text = re.sub(r"\d{3,}", lambda match: " ".join(match.group()), text)
    text = re.sub(
        r"\d+", lambda match: NUMBERS[lang][int(match.group())] if int(match.group()) < 13 else match.group(), text
    )
    if lang == "en":
        text = re.sub(r"\bmrs\b\.?|\bmissis\b", "mrs", re.sub(r"\bms\b\.?|\bmiz\b", "ms", text)).replace(
            "2nd", "second"
        )
    text = text.replace("wifi", "wi fi").replace("sra.", "señora").replace("pm", "p m").replace("megabytes", "megas")
    text = "".join(sign if sign.isalnum() or sign in " '" else " " for sign in text)
    return " ".join(text.split())


if __name__ == "__main__":
    main()
