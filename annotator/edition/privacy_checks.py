"""Keep private words out of packs: a pack is passed on from phone to phone, and nobody can call it back.

Private are the names on the school's list, and the texts of ``hide:`` lines in the script. Checked are the texts that staff
typed (`check_typed_texts`), and masked the messages in ``pack.json`` and logs (`mask_problem`). A problem says what to write
instead::

    line 9: This line has a name that line 3 hides, and everybody would read and hear it. Write “Llame a Luna.”.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.edition.scan.name_questions import invent_name, list_word_decisions, warn_of_name
from annotator.edition.scan.scan_problems import IF_SHOWN
from annotator.edition.scan.step_view import StepScan
from annotator.messages import Message, change_parts, join
from annotator.model import Problem, Said, School, TextTarget, Tutorial
from annotator.phrases import load_phrasebook
from annotator.privacy.matcher import Match, Matcher
from annotator.privacy.private_texts import Privacy, all_hides, shown_wordings
from annotator.script import SCRIPT
from annotator.text.folding import fold

HAS_HIDDEN_TEXT = "This line has {what} that line {line} hides, and everybody would read and hear it."
HAS_LISTED_NAME = "This line has {what} from your list of names, and everybody would read and hear it."
_IF_NO_NAME = (
    "If it isn't the name of anybody at your school, write “- show: …” with that word above the first picture."
)
"""What to do about a word that only looks like a name of the list."""


def check_typed_texts(tutorial: Tutorial, school: School, matcher: Matcher, folder: str) -> Iterator[Problem]:
    """Problems and warnings about private words in text that staff typed and families will see, hear, or get as a file name.

    Args:
        tutorial: the script as read.
        school: the school's settings, with the roster.
        matcher: the matcher of the tutorial's private words.
        folder: the name of the tutorial's folder ("join-class-on-zoom"), which becomes the name of the pack.
    """
    if matcher.is_private(folder):
        message = "The tutorial's folder is named after somebody whose name is hidden or on your list, and so would its pack be."
        yield Problem(SCRIPT, 0, message, Message("Rename the folder. {remedy}", remedy=_IF_NO_NAME))
    for said in (*tutorial.titles, *tutorial.whys):
        yield from _check_sentence(said, matcher)
    top = tutorial.titles[0].line if tutorial.titles else 0
    for fact in (tutorial.device, tutorial.platform):
        if fact:
            yield from _check_sentence(Said("en", fact, top), matcher)
    for phone in tutorial.phones:
        yield from _check_sentence(Said("en", f"{phone.word} {phone.name}", phone.line), matcher)
    lang = tutorial.languages[0] if tutorial.languages else "es"
    for step in tutorial.steps:
        step_matcher = matcher.for_step(step)
        for said in step.questions:
            yield from _check_sentence(said, step_matcher)
        for part in step.parts:
            for said in part.narration:
                yield from _check_sentence(said, step_matcher)
            if part.action is not None and part.action.words:
                yield from _check_sentence(Said(lang, part.action.words, part.action.line), step_matcher)
            for wording in part.also:
                yield from _check_sentence(Said("en", wording, part.line), step_matcher)
    yield from check_hide_and_show_lines(tutorial, school, matcher)


def find_unmatched_hides(
    tutorial: Tutorial, matcher: Matcher, scans: Mapping[int, Sequence[StepScan]]
) -> Iterator[Problem]:
    """A warning for each ``hide:`` line above the first picture whose text is on no picture: it may be misspelt.

    ``scans`` has the scans of each step, by its index from 0, in all languages; without any text on them nothing is known.
    """
    texts: list[str] = []
    for step_scans in scans.values():
        for scan in step_scans:
            texts += [*scan.texts, " ".join(scan.texts)]  # joined, for names that are split into two lines
    if not texts:
        return
    for hide in tutorial.hides:
        of_line = tuple(hidden for hidden in matcher.privacy.hidden if hidden.line == hide.line)
        line_matcher = Matcher(Privacy(hidden=of_line))
        if not any(map(line_matcher.is_private, texts)):
            remedy = "Write it as it is on the screen, or remove the line."
            yield Problem(SCRIPT, hide.line, "This text is on no picture.", remedy, "warning")


def mask_problem(problem: Problem, matcher: Matcher) -> Problem:
    """A copy of a problem for packs and logs, with private words masked."""
    if problem.secret:
        return replace(
            problem, message="There may be a name to decide on.", remedy="The command annotator check shows it."
        )
    message = change_parts(problem.message, matcher.mask)
    remedy = change_parts(problem.remedy, matcher.mask)
    return replace(problem, message=message, remedy=remedy, decisions=())


def _check_sentence(said: Said, matcher: Matcher) -> Iterator[Problem]:
    """A problem with the first private text in a sentence, and a warning for each word that is part of a hidden name."""
    matches = matcher.matches(said.text)
    if matches:
        first = matches[0]
        what = Message("a name") if first.is_name else Message("a text")
        remedy = Message("Write “{sentence}”.", sentence=suggest_public_text(said, matcher))
        template = HAS_HIDDEN_TEXT
        if first.kind != "hidden":
            template, remedy = HAS_LISTED_NAME, join(remedy, _IF_NO_NAME)
        yield Problem(SCRIPT, said.line, Message(template, what=what, line=first.line), remedy)
    for found in matcher.single_words(said.text):
        word = said.text[found.start : found.end]
        message = Message("“{word}” is part of a name that line {line} hides.", word=word, line=found.hidden.line)
        yield warn_of_name(message, said.line, list_word_decisions(word, found.hidden.example, matcher))


def suggest_public_text(said: Said, matcher: Matcher) -> str:
    """A sentence with each private word replaced by its example ("Luna"), by words for any name, or by "…"."""
    book = load_phrasebook(said.lang, "en")  # in English where the language has no phrases, as messages to staff are

    def replace_match(match: Match) -> str:
        """The text in place of a private word."""
        return match.example or (book.fixed("name") if match.is_name else "…")

    sentence = matcher.replace_matches(said.text, replace_match)
    return sentence[0].upper() + sentence[1:] if said.text[:1].isupper() else sentence


def check_hide_and_show_lines(tutorial: Tutorial, school: School, matcher: Matcher) -> Iterator[Problem]:
    """Problems with examples that are private, texts that are both hidden and shown, and listed names that are shown."""
    yield from _check_examples(tutorial, school, matcher)
    list_matcher = Matcher(Privacy(school.names)).with_public(text for text in (school.person, school.name) if text)
    hidden_lines = {fold(text.text): text.line for text in matcher.privacy.hidden}
    for show in (*tutorial.shows, *(show for step in tutorial.steps for part in step.parts for show in part.shows)):
        hidden = [fold(text) for text in shown_wordings(show) if fold(text) in hidden_lines]
        if hidden:
            template = "Line {line} hides this text, and a text that is hidden once is hidden on every picture."
            message = Message(template, line=hidden_lines[hidden[0]])
            yield Problem(SCRIPT, show.line, message, "Remove one of the two lines.")
        wordings = show.target.wordings if isinstance(show.target, TextTarget) else ()
        if any(map(list_matcher.full_names, wordings)):
            yield Problem(SCRIPT, show.line, "This line shows a name from your list of names.", IF_SHOWN)


def _check_examples(tutorial: Tutorial, school: School, matcher: Matcher) -> Iterator[Problem]:
    """Problems with the examples of ``hide:`` lines that are private themselves."""
    list_matcher = Matcher(Privacy(school.names))
    for hide in all_hides(tutorial):
        if not hide.example:
            continue
        is_listed = bool(list_matcher.full_names(hide.example))
        if is_listed or any(match.kind == "hidden" for match in matcher.matches(hide.example)):
            message = "This example is on your list of names." if is_listed else "This example is hidden itself."
            remedy = Message("Write an invented one, for instance “= {name}”.", name=invent_name(matcher))
            yield Problem(SCRIPT, hide.line, message, remedy)
