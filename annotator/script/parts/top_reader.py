"""Read the lines above the first picture, which are about the tutorial as a whole."""

from annotator.messages import Message
from annotator.model import Target, TextTarget
from annotator.script import keywords
from annotator.script.line_kinds import FACT_KEYS, STEP_KEYS, find_kind, list_languageless
from annotator.script.parts.part_reader import PartReader
from annotator.script.problems import BadValueError, suggest

_KNOWN_FACTS = (
    "Above the first picture you may write device, checked, platform, phone, why es (or another language), "
    "hide, show and ok."
)


class TopReader(PartReader):
    """Reads the lines above the first picture."""

    _keys = FACT_KEYS

    def _resolve(self, target: Target, word: str) -> Target:
        if isinstance(target, TextTarget) and target.occurrence is None:
            return target
        message = 'Above the first picture "{word}:" takes a text, which it looks for on every picture.'
        remedy = "Move this line below the picture that it is about, or write the text alone."
        raise BadValueError(message, remedy, word=word)

    def _unknown_key_error(self, key: str, word: str, value: str) -> BadValueError:
        lang = self._languages.find(word)
        if lang:
            message = 'A sentence in "{lang}" is above the first picture.'
            remedy = (
                'Move it below its picture, or write "- why {lang}: {value}" if it is the reason to watch the tutorial.'
            )
            return BadValueError(message, remedy, lang=lang, value=value)
        if key in keywords.ACTION_WORDS or find_kind(STEP_KEYS, key):
            return BadValueError(
                '"{word}" is above the first picture.', "Move this line below the picture of its step.", word=word
            )
        whys = [f"why {lang}" for lang in self._languages.tags]
        near = keywords.INSTEAD.get(key) or keywords.find_nearest(word, [*list_languageless(FACT_KEYS), *whys])
        template = '"{word}" is not a word for the tutorial.'
        return BadValueError(Message(template, word=word), suggest(near, _KNOWN_FACTS))
