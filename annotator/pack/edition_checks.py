"""Report what in an edition can't be as a family needs it: its closing, a title, a sentence, a picture, or what to type."""

from collections.abc import Iterator, Sequence

from annotator import script as script_layer
from annotator.edition.edition import END, Edition, EditionStep
from annotator.edition.scan.target_mentions import describe
from annotator.messages import Message, join_words
from annotator.model import Action, Problem, Step, TextTarget
from annotator.privacy.code_labels import announces_word
from annotator.privacy.matcher import Matcher
from annotator.script import SCRIPT, plain
from annotator.script.plain.step_rules import SHOWS_NOTHING_TO_TYPE


def check_closings(editions: Sequence[Edition], matcher: Matcher) -> Iterator[Problem]:
    """Problems and warnings of the closing sentences from ``school.toml``, at the line of the person's name."""
    for edition in editions:
        line = dict(edition.school.lines).get("help.person", 0)
        text = " ".join(text.text for text in edition.texts if text.key == END and not text.memo)
        for finding in plain.check_text(text, edition.lang):
            remedy = "This is said at the end: write the name and the languages below [help] shorter or plainer."
            yield Problem(script_layer.SCHOOL, line, finding.message, remedy, "warning")
        if matcher.is_private(text):
            message = "What is said at the end has a name or a text that is hidden or on your list."
            remedy = "Write another name below [help] or [language-names]."
            yield Problem(script_layer.SCHOOL, line, message, remedy)


def check_typing(editions: Sequence[Edition]) -> Iterator[Problem]:
    """Warnings about steps that type something, but neither show nor say the word or its source."""
    languages_by_action: dict[Action, dict[str, None]] = {}
    for edition, step in _list_cards(editions):
        action = step.step.action
        if action is None or not step.whole.marks or step.whole.source == step.step.source:
            continue
        if not plain.says_what_to_type(step.text, step.step, edition.lang):
            languages_by_action.setdefault(action, {})[edition.lang] = None
    for action, languages in languages_by_action.items():
        message = Message(SHOWS_NOTHING_TO_TYPE, languages=join_words(languages))
        wordings = action.target.wordings if isinstance(action.target, TextTarget) else ()
        if any(map(announces_word, wordings)):
            remedy = 'Write where it comes from, for instance "- source: paper"; a password is shown in no sentence.'
        else:
            remedy = (
                'Put the word into quotes in the sentence, or write where it comes from, for instance "- source: paper", '
                'or an invented example, "- hide: … = Luna".'
            )
        yield Problem(SCRIPT, action.line, message, remedy, "warning")


def check_names(editions: Sequence[Edition]) -> Iterator[Problem]:
    """Problems with titles that would give two files of the pack the same name."""
    for edition in editions:
        if any(edition.stem == edition.step_file(step.number, "") for step in edition.steps):
            template = "With this title, the video gets the same file name as the clip of a step: {stem}.mp4."
            remedy = "Write a title that says what the family will be able to do."
            yield Problem(SCRIPT, edition.line(), Message(template, stem=edition.stem), remedy)


def check_lengths(editions: Sequence[Edition]) -> Iterator[Problem]:
    """Problems with sentences that are too long for the picture of their step, however small its letters."""
    from annotator.cards.caption_band import MAX_CHAT_LINES  # loads Pillow
    from annotator.edition.chat_cards import choose_caption

    for edition, step in _list_cards(editions):
        lines = choose_caption(step, edition.book)
        if len(lines) > MAX_CHAT_LINES:
            too_long = "This sentence is too long for a picture ({lang}): {characters} characters."
            message = Message(too_long, lang=edition.lang, characters=len(" ".join(lines)))
            fitting = "{most} lines fit, about 250 characters: use fewer words, or make two steps of it."
            remedy = Message(fitting, most=MAX_CHAT_LINES)
            yield Problem(SCRIPT, line_of_step(edition, step.step), message, remedy)


def check_pictures(editions: Sequence[Edition]) -> Iterator[Problem]:
    """Warnings about pictures for a chat with no room for all marks and texts of their step at a legible size."""
    from annotator.cards.card import chat_picture_area  # loads OpenCV
    from annotator.cards.plan.framing import find_unseen
    from annotator.edition.chat_cards import make_chat_card

    for edition, step in _list_cards(editions):
        unseen = find_unseen(step.close, chat_picture_area(make_chat_card(edition, step)))
        if unseen:
            names = {box: f"“{text}”" for text, box in zip(step.scan.texts, step.scan.screen.texts, strict=False)}
            for found in filter(None, (step.scan.action, *step.scan.marks)):
                if outline := found.outline or found.box:
                    names[outline] = describe(found.target)
            things = join_words([names[box] for box in unseen])
            no_room = "The picture of this step for a chat ({lang}) has no room to show {things} large enough."
            message = Message(no_room, lang=edition.lang, things=things)
            remedy = "Make two steps of it, or take the screenshot again, in a narrower window or enlarged."
            yield Problem(SCRIPT, line_of_step(edition, step.step), message, remedy, "warning")


def line_of_step(edition: Edition, step: Step) -> int:
    """The line of a step's sentence or question in the edition's language, else of its action or picture."""
    typed = [sentence.line for sentence in (*step.narration, *step.questions) if sentence.lang == edition.lang]
    if typed and typed[0]:
        return typed[0]
    return step.action.line if step.action else step.line


def _list_cards(editions: Sequence[Edition]) -> Iterator[tuple[Edition, EditionStep]]:
    """All steps with their editions, and those that another phone shows or says otherwise."""
    for edition in editions:
        yield from edition.list_cards()
