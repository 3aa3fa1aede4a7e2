"""Review the texts of a tutorial in each language, and report the findings of all rules as warnings with their lines.

If line 8 is ``- es: Toque Unirse y escriba su nombre.``, the finding of `rules.check_actions` becomes the warning
``tutorial.md:8: warning: “Toque Unirse y …” asks for 2 things: …``, with what to write instead as its remedy.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.messages import Message
from annotator.model import ACTIONS, Device, Problem, Said, Step, TextTarget, Tutorial
from annotator.script.folder import SCRIPT
from annotator.script.plain import reading_level, rules, sample_names, step_rules, worries
from annotator.script.plain.button_names import list_known_wordings, mask_names, mask_wordings
from annotator.script.plain.rules import MAX_WORDS, Finding, Located, Sentence
from annotator.script.plain.tables import Table, load_table
from annotator.text.devices import device_of
from annotator.text.sentence_rules import split_sentences

ScreenTexts = Mapping[tuple[int, str], Sequence[str]]
"""The texts on each screenshot, by the step's index (from 0) and the language: ``{(0, "es"): ("Unirse", "Cancelar")}``.

A screenshot whose texts are not known has no entry.
"""

HARD_TUTORIAL = 'The whole tutorial is hard to read in "{lang}": {level}.'
_MIN_WORDS = 30
"""A readability formula says little about a shorter text."""


def review(tutorial: Tutorial, languages: Sequence[str], screen_texts: ScreenTexts) -> tuple[Problem, ...]:
    """Warnings about what a family that reads little may not understand, in the order of lines.

    Args:
        tutorial: a parsed script.
        languages: those of the tutorial's languages to review; one without a ``plain.toml`` is passed over.
        screen_texts: the texts on each screenshot: the word on a button is no jargon, and a name that isn't there is wrong.
    """
    found: list[Located] = []
    for lang in languages:
        if (table := load_table(lang)) is not None:
            found += _Reviewer(tutorial, lang, table, screen_texts).review()
    return tuple(
        Problem(SCRIPT, located.line, located.finding.message, located.finding.remedy, "warning")
        for located in sorted(dict.fromkeys(found), key=lambda located: located.line)
    )


def check_text(
    text: str, lang: str, step: Step | None = None, screen: Sequence[str] | None = None, device: Device | None = None
) -> tuple[Finding, ...]:
    """The findings of the rules for sentences in one text; none in a language without a ``plain.toml``.

    Args:
        text: a title, a reason to watch, or, with ``step``, a sentence or question of it.
        lang: a BCP 47 tag.
        step: the step of the text, which enables the rules about orders, and tells the words on buttons; None for others.
        screen: the texts on the step's screenshot ("Unirse", "Cancelar"), to compare the names of buttons with;
            None: they are compared with nothing.
        device: the device of the tutorial, or None if it is not known.
    """
    table = load_table(lang)
    if table is None:
        return ()
    wordings = list_known_wordings(step) if step else ()
    applied = (*rules.ALWAYS, *rules.STEPS) if step else rules.ALWAYS
    # The words that a person says are on no button.
    names_buttons = step is not None and not (step.action and ACTIONS[step.action.kind].takes == "words")
    found: list[Finding] = []
    for typed in split_sentences(text):
        masked, missing, unmarked = mask_names(typed, table, wordings, screen)
        sentence = Sentence(typed, masked, text, device)
        for rule in applied:
            found += rule(sentence, table)
        if names_buttons:
            found += map(_report_missing_button, missing)
        if names_buttons and step and step.action and isinstance(step.action.target, TextTarget):
            found += [_report_unmarked_button(name, step.action.target) for name in unmarked]
    return tuple(dict.fromkeys(found))


def _report_missing_button(name: str) -> Finding:
    remedy = "Write the word as it is there; if some families see another one, add it as “- also: …”."
    return Finding("button", Message("“{name}” is not on this screenshot.", name=name), remedy)


def _report_unmarked_button(name: str, target: TextTarget) -> Finding:
    message = Message(
        "The sentence says to press “{name}”, but the mark is on “{marked}”.", name=name, marked=target.wordings[0]
    )
    return Finding("button", message, "Make a step of its own for it, with the same picture, or mark it in this one.")


def measure_level(tutorial: Tutorial, lang: str) -> reading_level.ReadingLevel | None:
    """The reading level of a tutorial's reason and steps in a language, without the words on the buttons of the steps.

    None if nothing but these is said, or the language has no ``plain.toml``.
    """
    table = load_table(lang)
    if table is None:
        return None
    return reading_level.measure_level(_collect_sentences(tutorial, lang), table)


def _collect_sentences(tutorial: Tutorial, lang: str) -> list[str]:
    """The sentences of a tutorial's reason and steps; in those of the steps, the words on their buttons are masked."""
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

    ``_Reviewer(tutorial, "es", table, {(0, "es"): ("Unirse",)}).review()`` yields findings such as
    ``Located(8, Finding("long", …))``.
    """

    tutorial: Tutorial
    lang: str
    table: Table
    screen_texts: ScreenTexts

    def review(self) -> Iterator[Located]:
        """The findings about the title, the reason to watch, each step, and what may worry a family."""
        yield from self._review_titles()
        yield from self._review_whys()
        for index, step in enumerate(self.tutorial.steps):
            for said in self._in_language(step.questions):
                yield from _locate(said.line, _check_question_marks(said.text, self.table))
                # "¿No ve Unirse?" names a button that is missing on the screen: names in questions are compared with nothing.
                yield from _locate(said.line, self._check(said, step, screen=None))
            for said in self._in_language(step.narration):
                yield from _locate(said.line, self._check(said, step, self.screen_texts.get((index, self.lang))))
            yield from self._review_whole_step(step)
        yield from worries.find_worries(self.tutorial, self.screen_texts, self.lang, self.table)

    def _in_language(self, texts: Sequence[Said]) -> list[Said]:
        return [said for said in texts if said.lang == self.lang]

    def _check(self, said: Said, step: Step | None, screen: Sequence[str] | None) -> tuple[Finding, ...]:
        return check_text(said.text, self.lang, step, screen, device_of(self.tutorial.device or ""))

    def _review_titles(self) -> Iterator[Located]:
        """Findings about the title, and there one about a tutorial that is hard to read as a whole."""
        for title in self._in_language(self.tutorial.titles):
            found = (_about_title(title.text, finding) for finding in self._check(title, None, None))
            yield from _locate(title.line, found)
            sentences = _collect_sentences(self.tutorial, self.lang)
            yield from _locate(title.line, _check_level(sentences, self.lang, self.table))

    def _review_whys(self) -> Iterator[Located]:
        topic = " ".join((self.tutorial.platform or "", *(title.text for title in self.tutorial.titles)))
        makes_calls = self.table.patterns["calls"].search(topic)
        for why in self._in_language(self.tutorial.whys):
            yield from _locate(why.line, self._check(why, None, None))
            if makes_calls:
                yield from _locate(why.line, _check_names_data(why, self.table))

    def _review_whole_step(self, step: Step) -> Iterator[Located]:
        """Findings about the whole narration of a step, typed or from the phrasebook, at its line."""
        line, sentences = step_rules.read_sentences(self.tutorial, step, self.lang)
        for rule in step_rules.ALL:
            yield from _locate(line, rule(sentences, step, self.table))
        examples = sample_names.list_examples(self.tutorial, step)
        yield from _locate(line, sample_names.check(sentences, step, self.table, examples))


def _locate(line: int, findings: Iterable[Finding]) -> Iterator[Located]:
    return (Located(line, finding) for finding in findings)


def _check_level(sentences: Sequence[str], lang: str, table: Table) -> Iterator[Finding]:
    """Report sentences that are hard to read together, if they are enough to tell."""
    word_count = sum(len(reading_level.find_words(sentence)) for sentence in sentences)
    level = reading_level.measure_level(sentences, table)
    if level is not None and level.is_hard and word_count >= _MIN_WORDS:
        yield Finding("level", Message(HARD_TUTORIAL, lang=lang, level=level.words), "Use shorter sentences and words.")


def _check_names_data(why: Said, table: Table) -> Iterator[Finding]:
    """Report the reason to watch a tutorial about video calls that doesn't mention data: prepaid plans run out."""
    if not table.patterns["data_words"].search(why.text):
        silent = 'A video call uses a lot of data, but the line "why {lang}" doesn\'t mention it.'
        better = "Say that it uses data and that Wi-Fi is better, or accept this warning with a line “- ok: …” there."
        yield Finding("data", Message(silent, lang=why.lang), better)


def _about_title(title: str, finding: Finding) -> Finding:
    """A finding about a title: one that is too long gets the advice to shorten it, where a sentence would become two."""
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
