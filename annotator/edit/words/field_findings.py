"""Tell while a field is typed what ``check`` would say of it, so that nobody learns it only after the last step.

The second half (from `propose`) tries better wordings, and offers one only if the finding is gone in it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from annotator import script, typeface
from annotator.edit.errors import ChangeError
from annotator.edit.words import differences
from annotator.edition import privacy_checks
from annotator.languages import contract
from annotator.messages import Message
from annotator.model import Problem, Said, School, Step, Tutorial
from annotator.phrases import translate_question
from annotator.privacy.matcher import match_privacy
from annotator.script import SCRIPT, plain
from annotator.script.plain.rules import ASKS_FOR_MORE, find_orders
from annotator.script.plain.step_rules import REASSURE, SAY_WHY
from annotator.script.plain.tables import BUTTON, Table, list_known_wordings, load_table, mask_wordings
from annotator.text.folding import split_sentences

Field = Literal["sentence", "question", "title", "why"]
Seen = Mapping[tuple[int, str], Sequence[str]]
"""The words on each screenshot, by the step's index (from 0) and the language, as far as they are known."""
_HOLDERS: Final[Mapping[Field, str]] = {
    "sentence": "narration",
    "question": "questions",
    "title": "titles",
    "why": "whys",
}
"""The attribute of a tutorial, or of a step, that holds each field."""
_FOLDER: Final = "tutorial"
_QUOTED: Final = re.compile(r"“[^”]*”|\d+(?:\.\d+)?")
_MAX_PROPOSALS: Final = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding about a field: the problem, its remedy, the whole text in a better wording or None, and the level.

    For instance ``Finding("“clic” is for a mouse.", "Write “toque”.", "Toque Unirse.", "warning")``.
    """

    message: str
    remedy: str
    better: str | None = None
    level: str = "warning"


def find(
    tutorial: Tutorial,
    step: int | None,
    field: Field,
    lang: str,
    text: str,
    *,
    school: School | None = None,
    seen: Seen | None = None,
) -> tuple[Finding, ...]:
    """The findings about one field, in the words of ``check``.

    Args:
        tutorial: the current tutorial, in which the field is replaced.
        step: the index of the step from 0; None for ``title`` and ``why``.
        field: which text it is.
        lang: its language, which has a title.
        text: the text as typed; an empty one has no findings.
        school: the settings of the school, with its list of names.
        seen: the words on the screenshots.

    Raises AnnotatorError for a language that isn't there.
    """
    typed = " ".join(text.split())
    if not typed:
        return ()
    place = _Place(tutorial, step, field, lang, school or School(), seen or {})
    problems = place.review(typed)
    counts = Counter(map(_kind_of, problems))
    known = list_known_wordings(tutorial.steps[step]) if step is not None else ()
    return tuple(
        Finding(problem.message, problem.remedy, _find_better(place, typed, problem, counts, known), problem.level)
        for problem in problems
    )


def describe(
    tutorial: Tutorial, step: int | None, field: Field, lang: str, text: str, school: School, seen: Seen | None = None
) -> list[dict[str, Any]]:
    """The findings about one field as pages show them; advice has a ``key`` by which it is put away, and then is gone."""
    found = find(tutorial, step, field, lang, text, school=school, seen=seen)
    return [
        {"message": one.message, "remedy": one.remedy, "better": one.better}
        | {"key": differences.digest_message(one.message, text) if one.level == "warning" else None}
        for one in found
        if not differences.is_accepted(one.message, text)
    ]


def list_texts(tutorial: Tutorial) -> dict[int, dict[str, Any]]:
    """The fields that have a text, by their lines: ``{7: {"step": 0, "field": "sentence", "lang": "es", "text": …}}``."""
    holders: list[tuple[int | None, Any]] = [(None, tutorial), *enumerate(tutorial.steps)]
    return {
        said.line: {"step": step, "field": field, "lang": said.lang, "text": said.text}
        for step, holder in holders
        for field, name in _HOLDERS.items()
        for said in getattr(holder, name, ())
    }


@dataclass(frozen=True)
class _Place:
    """A field of a tutorial, in which texts can be tried."""

    tutorial: Tutorial
    step: int | None
    field: Field
    lang: str
    school: School
    seen: Seen

    def review(self, text: str) -> tuple[Problem, ...]:
        """All that ``check`` says about this field if it has this text; the whole tutorial is left aside."""
        changed = self._put_in(text)
        # Read as it would be on disk, so that the lines that messages name are the script's.
        reading = script.read(script.write(changed), _list_files(changed), SCRIPT, script.shipped_icons())
        read = reading.readable
        line = self._line_in(read) if read is not None else None
        if read is None or line is None:
            return reading.problems
        matcher = match_privacy(read, self.school)
        found: list[Problem] = [
            *script.check_glyphs(read, (self.lang,)),
            *plain.review(read, read.languages, self.seen, split_sentences),
            *privacy_checks.check_typed_texts(self._leave_field(read), self.school, matcher, _FOLDER),
        ]
        problems = (*reading.problems, *script.without_accepted(read, found))
        whole = "The whole tutorial is hard to read"
        own = [problem for problem in problems if problem.line == line]
        return tuple(dict.fromkeys(problem for problem in own if not problem.message.startswith(whole)))

    def _put_in(self, text: str) -> Tutorial:
        steps, languages, holder = self.tutorial.steps, self.tutorial.languages, _HOLDERS[self.field]
        if self.lang not in languages:
            raise ChangeError('The tutorial has no language "{lang}".', "Add the language first.", lang=self.lang)
        part: Any = self.tutorial if self.step is None else steps[self.step]
        texts = {said.lang: said for said in (*getattr(part, holder), Said(self.lang, text))}
        part = replace(part, **{holder: tuple(texts[lang] for lang in languages if lang in texts)})
        if self.step is not None:
            part = replace(self.tutorial, steps=(*steps[: self.step], part, *steps[self.step + 1 :]))
        assert isinstance(part, Tutorial)
        return part

    def _leave_field(self, read: Tutorial) -> Tutorial:
        """A tutorial with no text but this field: looking for names takes long."""
        bare = replace(read, titles=(), whys=(), device=None, platform=None, steps=(), hides=(), shows=())
        if self.step is None:
            return replace(bare, whys=tuple(said for said in (*read.titles, *read.whys) if said.lang == self.lang))
        step = read.steps[self.step]
        own = tuple(said for said in (*step.questions, *step.narration) if said.lang == self.lang)
        return replace(bare, steps=(Step(step.picture, narration=own, shows=step.shows, line=step.line),))

    def _line_in(self, read: Tutorial) -> int | None:
        """The line of the field in the script."""
        part: Any = read if self.step is None else read.steps[self.step]
        texts: Iterable[Said] = getattr(part, _HOLDERS[self.field])
        return next((said.line for said in texts if said.lang == self.lang), None)


def _list_files(tutorial: Tutorial) -> tuple[str, ...]:
    """The files that a tutorial names, so that reading it again reports none as missing."""
    names: list[str] = []
    for step in tutorial.steps:
        names += [step.picture, *(each.file for each in (*step.pictures, *step.memos))]
    names += [each.file for each in (*tutorial.title_memos, *tutorial.end_memos, *tutorial.greetings)]
    return tuple(dict.fromkeys(names))


def _find_better(place: _Place, text: str, problem: Problem, counts: Counter[str], known: Sequence[str]) -> str | None:
    """A text with no new finding in which this one is gone, or is about another word; or None."""
    kind = _kind_of(problem)
    # Of a whole sentence the finding is gone only where none like it is left: another sentence alone is no better.
    of_words = not all(quoted.endswith(("…", ".", "!", "?")) for quoted in _QUOTATION.findall(problem.message))
    for proposal in itertools.islice(_propose(place, text, problem, known), _MAX_PROPOSALS):
        problems = place.review(proposal)
        after = Counter(map(_kind_of, problems))
        is_other = of_words and problem.message not in (each.message for each in problems)
        is_gone = after[kind] < counts[kind] or is_other
        if is_gone and not after - counts:
            return proposal
    return None


def _propose(place: _Place, text: str, problem: Problem, known: Sequence[str]) -> Iterator[str]:
    private = problem.level == "problem" and "everybody would read and hear it" in problem.message
    return propose(text, place.lang, problem.message, problem.remedy, known, private=private)


def _kind_of(problem: Problem) -> str:
    """A finding's message without what it quotes and counts, to tell whether another text has the same finding."""
    return _QUOTED.sub("#", problem.message)


_QUOTATION: Final = re.compile(r"“([^“”]+)”")
_WHOLE_SENTENCE: Final = re.compile(r"Write “(.+?)”\.(?: |$)", re.DOTALL)
_NOT_DRAWN: Final = "is drawn on no card"
_SPACE_BEFORE_SIGN: Final = re.compile(r"\s+([.,;:!?])")
_MIN_WORDS_BEFORE_CUT: Final = 2


def propose(text: str, lang: str, message: str, remedy: str, known: Sequence[str], *, private: bool) -> Iterator[str]:
    """Texts in which a finding may be gone, the likeliest first.

    Args:
        text: the text as typed.
        lang: its language.
        message: the finding's message, which quotes the wrong words.
        remedy: the finding's remedy.
        known: the words on buttons, which stay as they are.
        private: whether the finding is about a private word: then its remedy has the whole text.
    """
    whole = _WHOLE_SENTENCE.match(remedy)
    if private:
        if whole and "…" not in whole[1]:
            yield whole[1]
        return
    table = load_table(lang)
    if table is None:
        return
    if _NOT_DRAWN in message:
        yield _SPACE_BEFORE_SIGN.sub(r"\1", typeface.drawable_text(text))
    template = getattr(remedy, "template", None)
    if isinstance(remedy, Message) and template in (SAY_WHY, REASSURE):
        say = str(remedy.parts["say"])
        for words in (say, split_sentences(say)[0]):
            yield f"{words} {text}" if template == SAY_WHY else f"{text} {words}"
        return
    masked = mask_wordings(text, known)
    buttons = re.fullmatch("(.+)".join(map(re.escape, masked.split(BUTTON))), text, re.DOTALL)
    # Another word for an order leaves as many of them, and so does a question mark.
    only_cut = getattr(message, "template", None) == ASKS_FOR_MORE
    right = whole[1] if whole else None
    changes = (
        _cut(masked, table) if only_cut else _list_changes(masked, lang, table, _QUOTATION.findall(message), right)
    )
    for changed in changes:
        for button in buttons.groups() if buttons else ():
            changed = changed.replace(BUTTON, button, 1)
        yield changed


def _list_changes(text: str, lang: str, table: Table, quoted: Sequence[str], right: str | None) -> Iterator[str]:
    """The proposals for a text with `BUTTON` in place of the words on buttons; ``right`` is a word of the remedy."""
    for wrong in reversed(quoted):  # the word comes after the sentence that has it
        yield from _replace_word(text, wrong, lang, table)
        if right is not None:
            yield from _put_accent(text, wrong, right)
    yield from _cut(text, table)
    yield from _ask(text, lang, table)


def _replace_word(text: str, wrong: str, lang: str, table: Table) -> Iterator[str]:
    """The text with each of these words replaced by the first row of the table that fits: "a la notificación", "al aviso"."""
    spans = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", text, re.IGNORECASE)]
    if not spans:
        return
    for row in table.rows["better"]:
        matches = [
            match
            for match in row.pattern.finditer(text)
            if any(match.start() < end and start < match.end() for start, end in spans)
            and (not row.begins or _begins_sentence(text[: match.start()], table))
            and not _is_button(text, match, table)
        ]
        if matches:
            for match in reversed(matches):
                say = _like(row.say, match.group()) if _is_start(text[: match.start()]) else row.say
                text = text[: match.start()] + say + text[match.end() :]
            yield contract(text, lang)
            return


def _like(words: str, model: str) -> str:
    """The words with a capital letter where the model has one."""
    return words[0].upper() + words[1:] if model[0].isupper() else words


def _is_button(text: str, match: re.Match[str], table: Table) -> bool:
    """Whether words are pressed and have a capital letter ("Toque Iniciar sesión"): a button's, and never in other words."""
    pressed = re.search(rf"(?<!\w){table.patterns['tapping'].pattern}\s+[“«\"]?$", text[: match.start()], re.IGNORECASE)
    return match.group()[0].isupper() and pressed is not None


def _is_start(before: str) -> bool:
    """Whether a sentence begins after this text."""
    bare = before.rstrip(" ¡¿“«\"'")
    return not bare or bare[-1] in ".!?:"


def _begins_sentence(before: str, table: Table) -> bool:
    """Whether a sentence, or an order after an opening word ("Ahora toca"), begins after this text."""
    if _is_start(before):
        return True
    bare = before.rstrip(" ¡¿“«\"'")
    opener = re.search(rf"{table.patterns['first_words'].pattern},?$", bare, re.IGNORECASE)
    return opener is not None and _begins_sentence(bare[: opener.start()], table)


def _put_accent(text: str, wrong: str, right: str) -> Iterator[str]:
    """The text with an accent on a question word, once for each place where it is."""
    for match in re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", text):
        yield text[: match.start()] + _like(right, wrong) + text[match.end() :]


def _cut(text: str, table: Table) -> Iterator[str]:
    """The text cut in two where a second order, or another thought, begins; the most even cut first."""
    cuts = table.data["cuts"]
    places = []
    for word, keep in [(word, kind == "with") for kind in ("without", "with") for word in cuts[kind]]:
        for match in re.finditer(rf",?\s+({re.escape(word)})\s+(?=[\w■“«\"¿¡])", text):
            before, after = text[: match.start()], text[match.end() :]
            orders = [] if keep else find_orders(f"{match[1]} {after}", table)
            is_order = table.patterns["actions"].match(after) is not None
            begins = keep or is_order or any(order.start() == len(match[1]) + 1 for order in orders)
            words = before.lower().split()
            if begins and len(words) >= _MIN_WORDS_BEFORE_CUT and words[-1] not in table.data["joining"]:
                second = f"{match[1]} {after}" if keep else after
                places.append((abs(len(before) - len(after)), f"{before}. {second[0].upper()}{second[1:]}"))
    yield from (changed for _, changed in sorted(places))


def _ask(text: str, lang: str, table: Table) -> Iterator[str]:
    """The text as a question."""
    same = translate_question(text, lang, lang)
    if same is not None:
        yield same
    marks = table.data["question_marks"]
    yield marks["begin"] + text.strip().lstrip("¿¡").rstrip(".!?¡¿ ") + marks["end"]
