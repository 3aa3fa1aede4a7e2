"""Report where a tutorial's languages differ, until somebody says that both texts fit.

That is remembered by a digest of the message, which has both texts, so that it lapses when either of them changes. Advice on one
text is put away likewise, by the message and the text, and a pack that somebody looked at before sending it, by its content.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from annotator.cache import digest
from annotator.edit.data_root import FITS, data_root, keep
from annotator.messages import kind_of
from annotator.model import Step, Tutorial
from annotator.script import plain
from annotator.script.plain.compare import NOT_WRITTEN
from annotator.script.plain.step_rules import SHOWS_NOTHING_TO_TYPE
from annotator.script.writer import write_action

MAX_ACCEPTED: Final = 2000
"""Maximum number of remembered keys; the oldest are dropped."""


def describe_differences(tutorial: Tutorial) -> list[dict[str, Any]]:
    """The differences that nobody has said to fit, each at its field.

    For instance ``{"step": 0, "field": "sentence", "lang": "es", "langs": ["en", "es"], "key": "9f3a…", "message": …}``.
    ``missing`` tells that nobody has written the text in ``lang`` yet: that is no difference so far.
    """
    accepted, rows = _read_accepted(), []
    for difference in plain.compare(tutorial, tutorial.languages):
        key, langs = digest_message(difference.message), [difference.other_lang, difference.lang]
        if key not in accepted:
            row = {name: getattr(difference, name) for name in ("step", "field", "lang", "message", "remedy")}
            missing = kind_of(difference.message) == NOT_WRITTEN
            rows.append(row | {"langs": langs, "key": key, "level": "warning", "missing": missing})
    return rows


def accept_difference(tutorial: Tutorial, key: str) -> None:
    """Remember that the two texts of a difference fit; nothing happens if it is gone by now. Raises OutputError."""
    if key in (row["key"] for row in describe_differences(tutorial)):
        remember(key)


def remember(key: str) -> None:
    """Remember a key, of a message that is put away or of content that was looked at. Raises OutputError."""
    keep(json.dumps([*_read_accepted(), key][-MAX_ACCEPTED:]), FITS)


def is_accepted(message: str, text: str = "") -> bool:
    """Whether somebody said that the two texts of a message fit, or put away the message about one ``text``."""
    return is_remembered(digest_message(message, text))


def is_remembered(key: str) -> bool:
    """Whether a key was remembered."""
    return key in _read_accepted()


def digest_message(message: str, text: str = "") -> str:
    """The key of a message that names its texts itself, or is about ``text``."""
    return digest(f"{message}\n{text}".encode() if text else message.encode())[:32]


def digest_typing(step: Step) -> str:
    """The key of the message that nothing shows what to type in a step, with its picture, action and sentences."""
    action = "" if step.action is None else write_action(step.action)
    return digest_message(
        SHOWS_NOTHING_TO_TYPE, "\n".join([step.picture, action, *(said.text for said in step.narration)])
    )


def _read_accepted() -> Sequence[str]:
    """The remembered keys, the oldest first; none if the file is missing or damaged."""
    try:
        keys = json.loads((data_root() / FITS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else ()
