"""Turn the findings of all rules into warnings with lines, so that a rule has to know only its sentence.

If line 8 is ``- es: Toque Unirse y escriba su nombre.``, the finding of `rules.check_actions` becomes the warning
``tutorial.md:8: … asks for 2 things``, with the better way to say it as its remedy.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.messages import Message
from annotator.model import ACTIONS, Device, Problem, Said, Step, Tutorial
from annotator.script.folder import SCRIPT
from annotator.script.plain import reading_level, rules, sample_names, step_rules, worries
from annotator.script.plain.button_names import list_known_wordings, mask_names, mask_wordings
from annotator.script.plain.rules import MAX_WORDS, Finding, Sentence
from annotator.script.plain.tables import Table, load_table
from annotator.text.folding import device_of
from annotator.text.sentence_rules import split_sentences

Seen = Mapping[tuple[int, str], Sequence[str]]
"""The texts on each screenshot, by the step's index (from 0) and the language: ``{(0, "es"): ("Unirse", "Cancelar")}``.

A screenshot whose texts are not known has no entry.
"""
Located = tuple[int, Finding]
"""A line number and the finding about that line: ``(8, Finding("long", …))``."""

HARD_TUTORIAL = 'The whole tutorial is hard to read in "{lang}": {level}.'
MAX_AGE_DAYS = 180
"""About twice a school year, somebody should try whether the screens are still the same."""
_MIN_WORDS = 30
"""A readability formula says little about a shorter text."""


def review(tutorial: Tutorial, languages: Sequence[str], wordings_seen: Seen) -> tuple[Problem, ...]:
    """Warnings about what a family that reads little may not understand, in the order of lines.

    Args:
        tutorial: a parsed script.
        languages: the tags of the languages to review; one without a ``plain.toml`` is passed over.
        wordings_seen: the texts on each screenshot: the word on a button is no jargon, and a name that isn't there is wrong.
    """
    located: list[Located] = []
    for lang in languages:
        if (table := load_table(lang)) is not None:
            located += _Reviewer(tutorial, lang, table, wordings_seen).review()
    without_repetitions = dict.fromkeys(located)
    return tuple(
        Problem(SCRIPT, line, finding.message, finding.remedy, "warning")
        for line, finding in sorted(without_repetitions, key=lambda entry: entry[0])
    )


def check_age(tutorial: Tutorial, today: datetime.date) -> tuple[Problem, ...]:
    """Warn if the steps were last tried long ago, or on a day to come; without a date there is no warning."""
    if tutorial.checked is None:
        return ()
    days, date = (today - tutorial.checked).days, tutorial.checked.isoformat()
    # Elsewhere it may be tomorrow already.
    if -1 <= days <= MAX_AGE_DAYS:
        return ()
    message = Message("These steps were last tried {days} days ago, on {date}.", days=days, date=date)
    if days < 0:
        message = Message("The day when these steps were last tried, {date}, is still to come.", date=date)
    remedy = Message(
        'Check whether the screens are still the same, then write "- checked: {date}".', date=today.isoformat()
    )
    return (Problem(SCRIPT, tutorial.titles[0].line, message, remedy, "warning"),)


def check_text(
    text: str, lang: str, step: Step | None = None, seen: Sequence[str] | None = None, device: Device | None = None
) -> tuple[Finding, ...]:
    """The findings of the rules in one text; none in a language without a ``plain.toml``.

    Args:
        text: a title or a reason to watch or, with ``step``, a text of its narration.
        lang: a BCP 47 tag.
        step: the step of the text, which enables the rules about orders, and tells the words on buttons; None for others.
        seen: the texts on the step's screenshot ("Unirse", "Cancelar"), or None if they are not known.
        device: the device of the tutorial, or None if it is not known.
    """
    table = load_table(lang)
    if table is None:
        return ()
    known = list_known_wordings(step) if step else ()
    # What a person says or types is on no button.
    names_buttons = step is not None and not (step.action and ACTIONS[step.action.kind].takes == "words")
    found: list[Finding] = []
    for typed in split_sentences(text):
        masked, missing = mask_names(typed, table, known, seen)
        sentence = Sentence(typed, masked, text, device)
        for rule in (*rules.ALWAYS, *(rules.STEPS if step else ())):
            found += rule(sentence, table)
        for name in missing if names_buttons else ():
            message = Message("“{name}” is not on this screenshot.", name=name)
            remedy = "Write the word as it is there; if some families see another one, add it as “- also: …”."
            found.append(Finding("button", message, remedy))
    return tuple(dict.fromkeys(found))


def measure_level(tutorial: Tutorial, lang: str) -> reading_level.ReadingLevel | None:
    """The reading level of a tutorial's reason and steps in a language, without the words on buttons.

    None if there are no such words, or the language has no ``plain.toml``.
    """
    table = load_table(lang)
    if table is None:
        return None
    return reading_level.measure_level(_collect_sentences(tutorial, lang), table)


def _collect_sentences(tutorial: Tutorial, lang: str) -> list[str]:
    """The sentences of a tutorial's reason and steps, with buttons masked."""
    texts = [tutorial.why(lang) or ""]
    texts += [
        mask_wordings(text, list_known_wordings(step))
        for step in tutorial.steps
        for text in (step.question(lang), step.said(lang))
        if text
    ]
    return [sentence for text in texts for sentence in split_sentences(text)]


@dataclass(frozen=True)
class _Reviewer:
    """Reviews a tutorial in one language.

    ``_Reviewer(tutorial, "es", table, {(0, "es"): ("Unirse",)})`` yields findings such as ``(8, Finding("long", …))``,
    each with the number of the faulty line.
    """

    tutorial: Tutorial
    lang: str
    table: Table
    seen: Seen

    def review(self) -> Iterator[Located]:
        yield from self._review_top()
        for index, step in enumerate(self.tutorial.steps):
            for said in self._in_language(step.questions):
                # What it asks for may well be missing on the screen ("¿No ve Unirse?"), so no name in it is.
                yield from ((said.line, finding) for finding in _check_question_marks(said.text, self.table))
                yield from self._check(said, step)
            for said in self._in_language(step.narration):
                yield from self._check(said, step, self.seen.get((index, self.lang)))
            yield from self._review_whole_step(step)
        yield from worries.find_worries(self.tutorial, self.seen, self.lang, self.table)

    def _in_language(self, texts: Sequence[Said]) -> list[Said]:
        return [said for said in texts if said.lang == self.lang]

    def _check(self, said: Said, step: Step | None = None, seen: Sequence[str] | None = None) -> Iterator[Located]:
        found = check_text(said.text, self.lang, step, seen, device_of(self.tutorial.device or ""))
        yield from ((said.line, finding) for finding in found)

    def _review_top(self) -> Iterator[Located]:
        """Findings in the lines above the steps, and at the title one about a tutorial that is hard to read as a whole."""
        titles, whys = self._in_language(self.tutorial.titles), self._in_language(self.tutorial.whys)
        for said in titles:
            yield from ((said.line, _about_title(said.text, finding)) for _, finding in self._check(said))
        for said in whys:
            yield from self._check(said)
        sentences = _collect_sentences(self.tutorial, self.lang)
        word_count = sum(len(reading_level.find_words(sentence)) for sentence in sentences)
        level = reading_level.measure_level(sentences, self.table)
        if level is not None and level.hard and word_count >= _MIN_WORDS:
            message = Message(HARD_TUTORIAL, lang=self.lang, level=level.words)
            yield titles[0].line, Finding("level", message, "Use shorter sentences and words.")
        topic = " ".join((self.tutorial.platform or "", *(said.text for said in self.tutorial.titles)))
        makes_calls = self.table.patterns["calls"].search(topic)
        for said in whys:
            # Prepaid plans run out.
            if makes_calls and not self.table.patterns["data_words"].search(said.text):
                silent = 'A video call uses a lot of data, but the line "why {lang}" doesn\'t mention it.'
                better = "Say that it uses data and that Wi-Fi is better, or accept this warning with a line “- ok: …” there."
                yield said.line, Finding("data", Message(silent, lang=self.lang), better)

    def _review_whole_step(self, step: Step) -> Iterator[Located]:
        """Findings about the whole narration of a step, typed or from the phrasebook, each at its line; questions don't count."""
        line, sentences = step_rules.read_sentences(self.tutorial, step, self.lang)
        for rule in step_rules.ALL:
            yield from ((line, finding) for finding in rule(sentences, step, self.table))
        examples = sample_names.list_examples(self.tutorial, step)
        yield from ((line, finding) for finding in sample_names.check(sentences, step, self.table, examples))


def _about_title(title: str, finding: Finding) -> Finding:
    """A finding about a title: one that is long gets shorter, where a sentence would become two."""
    if finding.kind != "long":
        return finding
    message = Message("The title has {words} words.", words=len(title.split()))
    remedy = Message("Write at most {max_words}: only what the family will be able to do.", max_words=MAX_WORDS)
    return Finding("title", message, remedy)


def _check_question_marks(text: str, table: Table) -> Iterator[Finding]:
    """Report the question of an aside that isn't written as one: voices and readers would take it for a statement."""
    begin, end = table.data["question_marks"]["begin"], table.data["question_marks"]["end"]
    if begin not in text or not text.endswith(end):
        marks = f"{begin}…{end}"
        message = "“{text}” is not written as a question."
        yield Finding("question", Message(message, text=text), Message("Write it with {marks}.", marks=marks))
