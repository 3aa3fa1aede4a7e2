"""Check each value of ``school.toml`` where it is typed, so that a card or page never meets one that it can't show.

``whatsapp = "410 555 0100"`` raises BadValueError: WhatsApp needs the country, as in ``+1 410 555 0100``. Each function takes a
value as tomllib returns it.
"""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from annotator import typeface
from annotator.messages import Message, join_quoted
from annotator.model import VoiceChoice
from annotator.script.checks.glyphs import USE_LATIN_OR_CYRILLIC, missing_letters_message
from annotator.script.file_names import PICTURES, suffix
from annotator.script.files.text_files import decode_any, read_text
from annotator.script.keywords import find_nearest
from annotator.script.language_tags import require_tag
from annotator.script.problems import BadValueError, suggest
from annotator.script.roster import parse_roster

Item = TypeVar("Item")

MAX_ADDRESS_CHARS = 300
"""A longer web address makes a QR code too fine for a cheap phone's camera."""

_NETWORK_VOICE = "gtts"
"""The engine that no ``school.toml`` may name: a folder that somebody sent would send its sentences to a company."""

MIN_PHONE_DIGITS, MAX_PHONE_DIGITS = 8, 15
"""Digits of an international number with its country's; the maximum is that of ITU-T E.164."""


def parse_text(value: Any) -> str:
    """A text that is not empty."""
    if not isinstance(value, str):
        raise BadValueError("this is not a text.", 'Put it in quotes, for instance "Sra. Rosa".')
    if not value.strip():
        raise BadValueError("this is empty.", "Write something between the quotes, or take the line away.")
    if "\0" in value:
        raise BadValueError("This line has a character that no screen can show.", "Type the line again.")
    return value.strip()


def parse_drawable(value: Any) -> str:
    """A text that cards show: with a letter or a digit, and nothing that they would leave out."""
    text = parse_text(value)
    if letters := typeface.undrawable(text):
        raise BadValueError(missing_letters_message(letters), USE_LATIN_OR_CYRILLIC)
    if symbols := typeface.symbols(text):
        raise BadValueError("“{symbol}” is drawn on no card.", "Take it away.", symbol=symbols[0])
    if not any(map(str.isalnum, text)):
        raise BadValueError(
            '"{text}" has no letter and no digit.', "Write it in words, or take the line away.", text=text
        )
    return text


def parse_phone(value: Any) -> str:
    """A phone number as people write it ("410-555-0100"), with three digits or more, as in 911."""
    text = parse_drawable(value)
    if sum(map(str.isdigit, text)) < 3:
        raise BadValueError(
            '"{text}" is not a phone number.', 'Write it as people dial it, for instance "410-555-0100".', text=text
        )
    return text


def parse_website(value: Any) -> str:
    """A complete web address, short enough for a QR code."""
    text = parse_text(value)
    if not re.fullmatch(r"https?://[^\s/.]+\.\S+", text):
        raise BadValueError(
            '"{text}" is not a web address.', 'Write it whole, as in "https://losrobles.example.org".', text=text
        )
    if len(text) > MAX_ADDRESS_CHARS:
        message = "this address is too long for a code to scan."
        remedy = "Use a shorter one, of at most {max_address_chars} characters."
        raise BadValueError(message, remedy, max_address_chars=MAX_ADDRESS_CHARS)
    return parse_drawable(text)


def parse_whatsapp(value: Any) -> str:
    """An international phone number, as typed; WhatsApp's links need the country's number."""
    text = parse_drawable(value)
    digits = re.sub(r"\D", "", text)
    international = re.fullmatch(r"\+[1-9 (][\d ().\-–/]*", text) and not re.search(r"\(0+\)", text)
    if not international or not MIN_PHONE_DIGITS <= len(digits) <= MAX_PHONE_DIGITS:
        message = '"{text}" is not a phone number with its country.'
        remedy = 'WhatsApp needs + and the country, and no 0 behind it: "+1 410 555 0100".'
        raise BadValueError(message, remedy, text=text)
    return text


def parse_list(value: Any, parse: Callable[[Any], Item], example: str) -> tuple[Item, ...]:
    """The values in a list, without repetitions; ``example`` is a list for the message, such as ``["es", "en"]``."""
    if not isinstance(value, list):
        raise BadValueError("this is not a list.", "Write it like {example}.", example=example)
    return tuple(dict.fromkeys(parse(item) for item in value))


def parse_order(value: Any) -> tuple[str, ...]:
    """A list of the names of tutorials' folders, each once."""
    return parse_list(value, parse_text, '["join-class-on-zoom", "get-zoom"]')


def parse_language(value: Any) -> str:
    """A language tag in its conventional case."""
    return require_tag(parse_text(value))


def parse_languages(value: Any) -> tuple[str, ...]:
    """A list of language tags, each once."""
    return parse_list(value, parse_language, '["es", "en"]')


def parse_choice(value: Any, choices: tuple[str, ...]) -> str:
    """One of ``choices``."""
    text = parse_text(value)
    if text in choices:
        return text
    remedy = suggest(find_nearest(text, choices), Message("Write {example}.", example=join_quoted(choices)))
    raise BadValueError(Message('"{text}" is not possible.', text=text), remedy)


def parse_yes_or_no(value: Any) -> bool:
    """``true`` or ``false``."""
    if not isinstance(value, bool):
        raise BadValueError("this is neither yes nor no.", "Write true or false, without quotes.")
    return value


def parse_color(value: Any) -> str:
    """A colour as ``#RRGGBB``."""
    text = parse_text(value)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise BadValueError(
            '"{text}" is not a colour.', 'Write # and six digits or letters a to f, as in "#0B4F6C".', text=text
        )
    return text.upper()


def parse_voice(text: str, engines: Sequence[str]) -> VoiceChoice:
    """Parse ``ENGINE`` or ``ENGINE:VOICE``: ``kokoro:ef_dora`` is ``VoiceChoice("kokoro", "ef_dora")``.

    Args:
        text: the name of an engine, and perhaps of a voice, which the engine need not have.
        engines: the names of the known engines.
    """
    engine, colon, voice = text.strip().partition(":")
    if engine not in engines:
        remedy = suggest(find_nearest(engine, engines), Message("Write {example}.", example=join_quoted(engines)))
        raise BadValueError(Message('there is no voice engine "{engine}".', engine=engine), remedy)
    if colon and not voice.strip():
        message = 'after "{engine}:" the voice is missing.'
        remedy = 'Write "{engine}" alone, or "{name}:VOICE".'
        raise BadValueError(message, remedy, engine=engine, name=engine)
    return VoiceChoice(engine, voice.strip() or None)


def _parse_school_voice(value: Any, engines: Sequence[str]) -> VoiceChoice:
    choice = parse_voice(parse_text(value), engines)
    if choice.engine == _NETWORK_VOICE:
        message = '"{engine}" sends each sentence to a company, so a school cannot choose it.'
        remedy = "Remove the line. To use that voice, ask for it each time: annotator build FOLDER --voice {engine}."
        raise BadValueError(message, remedy, engine=_NETWORK_VOICE)
    return choice


def parse_voice_entry(value: Any, engines: Sequence[str]) -> VoiceChoice:
    """Parse ``"ENGINE"``, ``"ENGINE:VOICE"`` or ``{ voice = …, speed = … }`` of an engine that works without a network."""
    if not isinstance(value, dict):
        return _parse_school_voice(value, engines)
    example = 'Write it like { voice = "kokoro:ef_dora", speed = 0.9 }.'
    for key in value:
        if key not in ("voice", "speed"):
            raise BadValueError(Message('"{key}" is not a key here.', key=key), example)
    if "voice" not in value:
        raise BadValueError("the voice is missing.", example)
    choice, speed = _parse_school_voice(value["voice"], engines), value.get("speed")
    if speed is None:
        return choice
    if isinstance(speed, bool) or not isinstance(speed, (int, float)) or not 0.5 <= speed <= 2:
        raise BadValueError(
            "the speed is not possible.", "Write a number from 0.5 (slow) to 2 (fast); 1 is the voice's own."
        )
    return VoiceChoice(choice.engine, choice.voice, float(speed))


def parse_lexicon(value: Any) -> tuple[tuple[str, str], ...]:
    """The lexicon of one language, as pairs of a word and its respelling for the voice: ``(("Zoom", "Sum"),)``."""
    if not isinstance(value, dict):
        raise BadValueError("this is not a list of words.", 'Write [lexicon.es] on a line, and below Zoom = "Sum".')
    for word, spelt in value.items():
        if not isinstance(spelt, str) or not any(map(str.isalnum, spelt)):
            raise BadValueError('"{word}" says nothing.', 'Write how it sounds, as in {word} = "Sum".', word=word)
    return tuple((word, spelt.strip()) for word, spelt in value.items())


def _parse_path(value: Any, folder: Path) -> Path:
    """The real path of the file that a value names, with the slashes of any system."""
    text = parse_text(value)
    path = Path(os.path.realpath(folder / text.replace("\\", "/")))  # links in a circle are no file
    if path.is_dir():
        raise BadValueError('"{text}" is a folder.', "Write the name of a file.", text=text)
    if not path.is_file():
        message = 'there is no file "{text}".'
        remedy = "Put it into the folder {folder}, or correct its name."
        raise BadValueError(message, remedy, text=text, folder=folder)
    return path


def parse_picture(value: Any, folder: Path) -> Path:
    """The real path of a picture; the value is relative to ``folder``."""
    path = _parse_path(value, folder)
    if suffix(path.name) not in PICTURES:
        raise BadValueError(
            '"{name}" is not a picture.', "Use one that ends in .png, .jpg, .webp or .heic.", name=path.name
        )
    return path


def parse_names(value: Any, folder: Path) -> tuple[str, ...]:
    """The names in a roster; the value is its path, relative to ``folder``."""
    path = _parse_path(value, folder)
    try:
        names = parse_roster(read_text(path, decode_any))
    except BadValueError as bad:
        message = Message('"{name}": {message}', name=path.name, message=bad.message)
        raise BadValueError(message, bad.remedy) from bad
    if not names:
        raise BadValueError('"{name}" is empty.', "Write one name a line, or take this line away.", name=path.name)
    return names
