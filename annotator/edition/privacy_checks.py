"""Keep private words out of packs: a pack is passed on from phone to phone, and nobody can call it back.

Private are the names on the school's list, and the texts of ``hide:`` lines in the script. Three ways into a pack are checked:
texts that staff typed (`check_typed_texts`), names on screenshots that nobody has decided on (`find_undecided_names`), and the
messages that end up in ``pack.json`` and logs (`mask_problem`). A problem says what to write instead::

    line 9: This line has a name that line 3 hides, and everybody would read and hear it. Write “Llame a Luna.”.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.edition.scan.scan_problems import IF_SHOWN
from annotator.edition.scan.step_view import StepScan
from annotator.messages import Message, change_parts, join
from annotator.model import Decision, Hide, NameQuestion, Problem, Said, School, Show, TextTarget, Tutorial
from annotator.phrases import load_phrasebook
from annotator.privacy.matcher import Match, Matcher
from annotator.privacy.private_texts import HiddenText, Privacy, all_hides, shown_wordings
from annotator.script import SCRIPT, write_hide, write_show
from annotator.text.folding import fold

_EXAMPLES = ("Luna", "Sol", "Estrella", "Cielo", "Mar")
"""Invented names to suggest in place of a real one; the first that isn't private or used in the tutorial is taken."""
_WHY: Mapping[str, str] = {
    "greeting": "in a greeting",
    "account": "whose account it is",
    "field": "in a field for a name",
    "sender": "who writes or invites",
    "chat": "the header of a chat",
    "participant": "who is in a meeting",
    "contact": "in a list of people",
    "sideways": "written sideways and hard to read",
}
HAS_HIDDEN_TEXT = "This line has {what} that line {line} hides, and everybody would read and hear it."
HAS_LISTED_NAME = "This line has {what} from your list of names, and everybody would read and hear it."
_IF_NO_NAME = (
    "If it isn't the name of anybody at your school, write “- show: …” with that word above the first picture."
)
"""What to do about a word that only looks like a name of the list."""


def check_typed_texts(tutorial: Tutorial, school: School, matcher: Matcher, folder: str) -> Iterator[Problem]:
    """Problems with private words in text that staff typed and families will see, hear, or get as a file name.

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


def find_undecided_names(
    tutorial: Tutorial, matcher: Matcher, scans: Mapping[int, Sequence[StepScan]]
) -> Iterator[Problem]:
    """A warning for each text on a screenshot that may be a name, with the line to add; each text is reported once.

    ``scans`` has the scans of each step, by its index from 0, in all languages.
    """
    # An invented example must not be the name of somebody on a picture, who may have to be covered, too.
    matcher = matcher.with_public(text for step_scans in scans.values() for scan in step_scans for text in scan.texts)
    reported: set[str] = set()
    for index, step in enumerate(tutorial.steps):
        asks = [(scan.file, ask) for scan in scans.get(index, ()) for ask in scan.asks]
        for file, ask in asks:
            if fold(ask.text) in reported:
                continue
            reported.add(fold(ask.text))
            problem = _ask_to_decide(ask, file, step.line, matcher)
            # Two people who are covered at once don't get the same name.
            hides = (decision.line for decision in problem.decisions)
            matcher = matcher.with_public(line.example or "" for line in hides if isinstance(line, Hide))
            yield problem


def find_unmatched_hides(
    tutorial: Tutorial, matcher: Matcher, scans: Mapping[int, Sequence[StepScan]]
) -> Iterator[Problem]:
    """A warning for each ``hide:`` line above the first picture whose text is on no picture: it may be misspelt.

    ``scans`` has the scans of each step, by its index from 0, in all languages.
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
        if first.kind == "hidden":
            template = HAS_HIDDEN_TEXT
        else:
            template = HAS_LISTED_NAME
            remedy = join(remedy, _IF_NO_NAME)
        yield Problem(SCRIPT, said.line, Message(template, what=what, line=first.line), remedy)
    for found in matcher.single_words(said.text):
        word = said.text[found.start : found.end]
        message = Message("“{word}” is part of a name that line {line} hides.", word=word, line=found.hidden.line)
        yield _ask_for_line(message, said.line, _list_decisions(word, found.hidden.example, matcher))


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
    list_matcher = Matcher(Privacy(school.names))
    for hide in all_hides(tutorial):
        if not hide.example:
            continue
        is_listed = bool(list_matcher.full_names(hide.example))
        if is_listed or any(match.kind == "hidden" for match in matcher.matches(hide.example)):
            message = "This example is on your list of names." if is_listed else "This example is hidden itself."
            remedy = Message("Write an invented one, for instance “= {name}”.", name=invent_name(matcher))
            yield Problem(SCRIPT, hide.line, message, remedy)
    list_matcher = list_matcher.with_public(text for text in (school.person, school.name) if text)
    hidden = {fold(text.text): text.line for text in matcher.privacy.hidden}
    for show in (*tutorial.shows, *(show for step in tutorial.steps for part in step.parts for show in part.shows)):
        line = next((hidden[fold(text)] for text in shown_wordings(show) if fold(text) in hidden), None)
        if line is not None:
            twice = "Line {line} hides this text, and a text that is hidden once is hidden on every picture."
            yield Problem(SCRIPT, show.line, Message(twice, line=line), "Remove one of the two lines.")
        wordings = show.target.wordings if isinstance(show.target, TextTarget) else ()
        if any(map(list_matcher.full_names, wordings)):
            yield Problem(SCRIPT, show.line, "This line shows a name from your list of names.", IF_SHOWN)


def _ask_to_decide(ask: NameQuestion, picture: str, line: int, matcher: Matcher) -> Problem:
    """The warning about a text on a picture that may be a name."""
    hidden = _find_hidden(ask, matcher)
    if hidden is not None:
        template = "“{text}” on {picture} is part of a name that line {line} hides."
        message = Message(template, text=ask.text, picture=picture, line=hidden.line)
    else:
        template = "“{text}” on {picture} may be somebody's name ({why})."
        message = Message(template, text=ask.text, picture=picture, why=explain_question(ask))
    return _ask_for_line(message, line, list_name_decisions(ask, matcher))


def explain_question(ask: NameQuestion) -> str:
    """Why a text may be a name, in a few words."""
    return _WHY.get(ask.why, "a person")


def list_name_decisions(ask: NameQuestion, matcher: Matcher) -> tuple[Decision, Decision]:
    """The two lines that settle a possible name: hide it on every picture, with an invented example, or show it."""
    hidden = _find_hidden(ask, matcher)
    example = hidden.example.split(" ")[0] if hidden is not None and hidden.example else None
    return _list_decisions(ask.text, example, matcher)


def _find_hidden(ask: NameQuestion, matcher: Matcher) -> HiddenText | None:
    """The hidden name that a text is a part of, or None."""
    return next((text for text in matcher.privacy.hidden if text.text == ask.hidden), None)


def _list_decisions(text: str, example: str | None, matcher: Matcher) -> tuple[Decision, Decision]:
    """Hide a text on every picture, with an invented example, or show it."""
    target = TextTarget((text,))
    hide = Hide(target, example or invent_name(matcher, text))
    return Decision(hide, everywhere=True), Decision(Show(target), everywhere=True)


def _ask_for_line(message: str, line: int, decisions: tuple[Decision, Decision]) -> Problem:
    """A warning that one of two lines settles. Its message has a name: it is for the person who writes the script alone."""
    hide, show = (decision.line for decision in decisions)
    assert isinstance(hide, Hide)
    assert isinstance(show, Show)
    put = "Put “{hide}” or “{show}” above the first picture."
    remedy = Message(put, hide=write_hide(hide), show=write_show(show))
    return Problem(SCRIPT, line, message, remedy, "warning", secret=True, decisions=decisions)


def invent_name(matcher: Matcher, instead_of: str = "") -> str:
    """An invented name to write in place of a real one ("Luna"), preferably one that the tutorial doesn't use yet."""
    strict_matcher = Matcher(replace(matcher.privacy, public=()))
    real_words = set(fold(instead_of).split())
    for hidden in matcher.privacy.hidden:
        real_words.update(fold(hidden.text).split())
    invented = [name for name in _EXAMPLES if fold(name) not in real_words and not strict_matcher.is_private(name)]
    used_words = {word for text in matcher.privacy.public for word in fold(text).split()}
    unused = [name for name in invented if fold(name) not in used_words]
    return (*unused, *invented, _EXAMPLES[-1])[0]
