"""Parse the lines of one step: its picture, its action, its sentences, what to mark, hide and show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.model import ACTIONS, Action, Hide, IconTarget, Mark, Said, Show, Step, Target
from annotator.script import keywords
from annotator.script.blocks import Item, PictureLine
from annotator.script.file_names import PICTURES, RECORDINGS, Names, suffix
from annotator.script.language_tags import Languages, guess_tag, language
from annotator.script.problem_log import ProblemLog
from annotator.script.target import BadValueError, parse_hide, parse_target, parse_wordings, write_wording
from annotator.script.values import filled, parse_action, parse_seconds, parse_sentence

_KINDS_OF_LINES = f"Use {', '.join(ACTIONS)}, mark, hide, show, also, ok or a language."


def split_item(item: Item) -> tuple[str, str]:
    """The word before the first colon, and the value after it. Raises BadValueError."""
    key, colon, value = item.text.partition(":")
    if not colon and item.text:
        first, _, rest = item.text.partition(" ")
        raise BadValueError(
            "This line has no colon.", f'Write one after its first word: "- {f"{first}: {rest}".rstrip()}".'
        )
    if not key.strip():
        raise BadValueError("This line has no word before a colon.", 'Write it like "- tap: Join".')
    return " ".join(key.split()), value.strip()


class Folder:
    """The files that a script may name: those beside it, and the shipped icons."""

    def __init__(self, names: Names, icons: Names) -> None:
        self.names = names
        self.icons = icons

    def locate(self, target: Target) -> Target:
        """The target, an icon with its file's real name. Raises BadValueError if there is no such icon."""
        if not isinstance(target, IconTarget):
            return target
        name = target.file
        found = self.names.find(name) or self.icons.find(name)
        if found:
            return IconTarget(found)
        near = self.names.near(name, PICTURES, list(self.icons))
        hint = f'Did you mean "{near}"? Else put' if near else "Put"
        raise BadValueError(
            f'There is no icon "{name}".',
            f"{hint} the icon's picture beside tutorial.md; "
            f"if the screen shows this as a text, write it in quotes: {write_wording(name)}.",
        )

    def picture(self, picture: PictureLine) -> str:
        """The real name of the file that a picture line names. Raises BadValueError."""
        names = picture.link.names
        found = next((file for name in names if (file := self.names.find(name))), None)
        if not names[0]:
            raise BadValueError("The picture has no name.", "Write its file's name: ![](01.png).")
        if not found:
            raise BadValueError(*self._missing(names[0]))
        if suffix(found) not in PICTURES | RECORDINGS:
            raise BadValueError(
                f'"{found}" is neither a screenshot nor a recording.',
                "Take a picture that ends in .png, .jpg, .webp or .heic, or a recording that ends in .mp4, .mov or .webm.",
            )
        return found

    def _missing(self, name: str) -> tuple[str, str]:
        if re.match(r"[a-z]{2,6}://", name, re.IGNORECASE):
            return f'"{name}" is on the web.', "Save the picture beside tutorial.md, and write its file's name."
        if "/" in name or "\\" in name:
            last = re.split(r"[/\\]", name)[-1]
            return f'"{name}" is in another folder.', f'Put it beside tutorial.md, and write its name alone: "{last}".'
        doubled = self.names.doubled(name)
        if doubled:
            return (
                f'"{name}" is not in the folder, but "{doubled}" is: it has two endings, and Windows hides the last one.',
                f'Rename it to "{name}".',
            )
        near = self.names.near(name, PICTURES | RECORDINGS)
        remedy = f'Did you mean "{near}"?' if near else "Put the picture beside tutorial.md, or correct its name."
        return f'"{name}" is not in the folder.', remedy


class StepReader:
    """Collects the lines of one step; problems go to the log."""

    def __init__(self, picture: PictureLine, languages: Languages, folder: Folder, log: ProblemLog) -> None:
        self._line = picture.line
        self._languages = languages
        self._folder = folder
        self._log = log
        self._picture = picture.link.names[0]
        self._tried = False
        self._first_lines: dict[str, int] = {}
        self._action: Action | None = None
        self._said: dict[str, Said] = {}
        self._marks: list[Mark] = []
        self._hides: list[Hide] = []
        self._shows: list[Show] = []
        self._also: list[str] = []
        self._oks: list[str] = []
        self._seconds: dict[str, float] = {}
        if picture.link.words:
            log.warning(
                picture.line,
                f'Nobody sees the words "{picture.link.words}" in the brackets.',
                "Leave them empty: ![](…).",
            )
        try:
            self._picture = folder.picture(picture)
        except BadValueError as bad:
            log.problem(picture.line, bad.message, bad.remedy)

    def take(self, item: Item) -> None:
        """Parse one list line."""
        try:
            self._take(*split_item(item), item.line)
        except BadValueError as bad:
            self._tried = True
            self._log.problem(item.line, bad.message, bad.remedy)

    def note_broken(self) -> None:
        """Note that a line of this step can't be read, which was reported."""
        self._tried = True

    @property
    def unsure(self) -> bool:
        """Whether a line can't be read, so that it isn't known what the step lacks."""
        return self._tried

    def step(self) -> Step:
        """The step, still without the files that belong to it by name."""
        self._check_seconds()
        return Step(
            picture=self._picture,
            action=self._action,
            narration=tuple(self._said[lang] for lang in self._languages.tags if lang in self._said),
            marks=tuple(self._marks),
            hides=tuple(self._hides),
            shows=tuple(self._shows),
            also=tuple(self._also),
            oks=tuple(self._oks),
            from_seconds=self._seconds.get("from"),
            to_seconds=self._seconds.get("to"),
            line=self._line,
            also_line=self._first_lines.get("also", self._line),
        )

    def _take(self, word: str, value: str, line: int) -> None:
        lang = self._languages.find(word)
        key = keywords.fold(word)
        if lang:
            self._once(
                f"in {lang}", f'There is already a line "{lang}:" in this step', "Write all of it in one line.", line
            )
            text = parse_sentence(
                value,
                f'"{word}:"',
                "Write what to do in one short sentence, or take the line away if there is an action.",
            )
            self._said[lang] = Said(lang, text, line)
        elif key in keywords.ACTION_WORDS:
            self._once(
                "action",
                "A step has one action, and this one has it already",
                "Make a step of its own for this line: the same picture may be used twice. To mark a second place, write mark:.",
                line,
            )
            self._action = parse_action(key, word, value, line, self._folder.locate)
        elif key in keywords.STEP_KEYS:
            self._further(keywords.STEP_KEYS[key], word, value, line)
        elif self._languages.may_be(word) and not (len(word) == 3 and _near(word, ())):
            self._tried = True
        else:
            raise BadValueError(*self._unknown(word))

    def _once(self, key: str, message: str, remedy: str, line: int) -> None:
        first = self._first_lines.setdefault(key, line)
        if first != line:
            raise BadValueError(f"{message} (line {first}).", remedy)

    def _further(self, key: str, word: str, value: str, line: int) -> None:
        filled(value, key, word)
        match key:
            case "mark":
                self._marks.append(Mark(self._folder.locate(parse_target(value)), line))
            case "show":
                self._shows.append(Show(self._folder.locate(parse_target(value)), line))
            case "hide":
                target, example = parse_hide(value)
                self._hides.append(Hide(self._folder.locate(target), example, line))
            case "also":
                self._first_lines.setdefault(key, line)
                self._also.extend(parse_wordings(value))
            case "ok":
                self._oks.append(value)
            case _:
                self._once(key, f'There is already a line "{key}:" in this step', "Take one of them away.", line)
                self._seconds[key] = parse_seconds(value)

    def _check_seconds(self) -> None:
        if self._seconds and suffix(self._picture) in PICTURES:
            self._log.problem(
                min(self._first_lines[key] for key in self._seconds),
                f'"from" and "to" cut a recording, but "{self._picture}" is a still picture.',
                "Take the line away.",
            )
        if "to" in self._seconds and self._seconds["to"] <= self._seconds.get("from", 0.0):
            self._log.problem(
                self._first_lines["to"], "The part ends before it begins.", 'Write a "to" that is later than "from".'
            )

    def _unknown(self, word: str) -> tuple[str, str]:
        key = keywords.fold(word)
        near = _near(word, self._languages.tags)
        other = language(word) or guess_tag(word)
        if key in keywords.FACT_KEYS or key.startswith(keywords.WHY):
            return f'"{word}" is about the whole tutorial.', "Move this line up, above the first picture."
        if other and (other in self._languages.tags or len(other) == 2 or "-" in other or not near):
            return self._languages.unknown(word, "")
        if near:
            return f'"{word}" is not a word for a step.', f'Did you mean "{near}"?'
        return f'"{word}" is not a word for a step.', _KINDS_OF_LINES


def _near(word: str, languages: Sequence[str]) -> str | None:
    """The keyword that ``word`` probably means in a step, or None."""
    return keywords.MEANT.get(keywords.fold(word)) or keywords.nearest(
        word, [*keywords.ACTION_WORDS, *keywords.STEP_KEYS, *languages]
    )
