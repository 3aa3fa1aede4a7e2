"""Draft a tutorial from its screenshots alone: guesses where something is known, gaps elsewhere.

A guess is written with a question mark, ``- tap?: Unirse``. Its reason isn't written down: ``check`` works it out anew, that
of an action from the pictures.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import os
import re
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from annotator import languages as language_data
from annotator import script
from annotator.cache import Cache
from annotator.errors import AnnotatorError, ProblemsError
from annotator.languages import USUAL_LANGUAGES
from annotator.messages import Message, join, join_words
from annotator.model import (
    Action,
    Device,
    Hide,
    Problem,
    Progress,
    Said,
    Step,
    StepNumber,
    TextLine,
    TextTarget,
    Tutorial,
    Variant,
    no_progress,
    phones,
)
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script import SCRIPT, GivenSchool
from annotator.script.drafts import draft_step, draft_why
from annotator.script.writer import write_action
from annotator.text.folding import fold
from annotator.voice import choose

if TYPE_CHECKING:
    from annotator.edition.scan.step_view import StepScan
    from annotator.screen.propose.proposals import Proposal

_Line: TypeAlias = Said | Hide | Action
_ACTIONS_WITHOUT_PLACE = ("wait", "done", "scroll", "swipe")
MIN_SAME_PLACES = 0.7
"""Minimum share of the texts of two pictures at the same places, for them to be one screen, perhaps in two languages."""
MAX_SAME_TEXTS = 0.5
"""Maximum share of the same texts among those at the same places for the pictures to be in two languages."""
MIN_TEXTS = 4
"""Minimum number of texts on each of two pictures that are compared by their places."""
MAX_MINUTES_BACK = 360
"""A clock that is as many minutes or more behind is later: one of twelve hours begins anew."""
_ACCEPT = "Take the question mark away if that is right."


@dataclass(frozen=True)
class GuessedPicture:
    """The guesses for one picture.

    Attributes:
        name: its file name.
        size: width and height in pixels.
        digest: that of its file, and of its turn; the same for equal files; empty if it wasn't read.
        texts: the lines of text on it.
        device: the device whose screen it is, or None.
        names: texts that may be names of people.
        proposals: at most three, best first.
        problem: why it can't be read, with what to do; empty if it can, and for a recording.
    """

    name: str
    size: tuple[int, int] = (0, 0)
    digest: str = ""
    texts: tuple[TextLine, ...] = ()
    device: Device | None = None
    names: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    problem: str = ""


def find_screenshots(folder: Path) -> tuple[str, ...]:
    """The screenshots and recordings in a folder, in natural order. Raises AnnotatorError if there are none."""
    names = script.find_screenshots(script.list_files(folder))
    if not names:
        raise AnnotatorError(
            "There is no screenshot in {folder}.", "Put pictures (.png or .jpg) into it, then try again.", folder=folder
        )
    return names


def guess_pictures(paths: Sequence[Path], cache: Cache, progress: Progress = no_progress) -> tuple[GuessedPicture, ...]:
    """Read the pictures at ``paths``, in order, and guess the action on each.

    Nothing is guessed of a recording, or of a picture that can't be opened.
    """
    from annotator.screen import ocr, picture_kind
    from annotator.screen.names.likely_names import find_likely_names
    from annotator.screen.propose.proposals import propose
    from annotator.screen.propose.read_screen import ReadScreen

    read = {path: GuessedPicture(path.name) for path in paths}
    opened: list[Path] = []

    def screens() -> Iterator[ReadScreen]:
        for index, path in enumerate(paths):
            progress(Message("Reading {name}", name=path.name), index, len(paths))
            try:
                picture, texts = ocr.open_upright(path, cache)
            except ProblemsError as error:
                if script.suffix(path.name) not in script.RECORDINGS:
                    fault = error.problems[0]
                    read[path] = replace(read[path], problem=join(fault.file, fault.message, fault.remedy))
                continue
            opened.append(path)
            kind = picture_kind.classify(picture.pixels, texts)
            likely = find_likely_names(texts, picture.height)
            people = tuple(dict.fromkeys(found.text for found in likely))
            size, digest = (picture.width, picture.height), picture.digest
            read[path] = GuessedPicture(path.name, size, digest, texts=texts, device=kind.device, names=people)
            yield ReadScreen(picture.pixels, tuple(texts))

    for index, proposals in enumerate(propose(screens())):
        read[opened[index]] = replace(read[opened[index]], proposals=proposals)
    return tuple(read.values())


def action_of(proposal: Proposal) -> Action | None:
    """The action of a proposal as a guess in a script; None for one that needs a place, where that isn't known."""
    if proposal.target is None and proposal.action not in _ACTIONS_WITHOUT_PLACE:
        return None
    return Action(proposal.action, proposal.target, proposal.direction, guess=True)


# ---------------------------------------------------------------- the draft


def draft_tutorial(
    pictures: Sequence[GuessedPicture], languages: Sequence[str], today: datetime.date, *, fill_gaps: bool = False
) -> Tutorial:
    """The draft of a tutorial.

    Args:
        pictures: the guesses for each picture, in order.
        languages: the languages to write.
        today: the day on which the steps are tried.
        fill_gaps: whether a step without an action asks a question ("¿Qué hay que hacer aquí?"), and a title that isn't known
            is "Borrador", so that a film can be made; otherwise gaps are left, which ``check`` reports.
    """
    platform = _find_platform(pictures)
    titles, whys = [], []
    for lang in languages:
        table = language_data.load_table(lang, "screens.toml")
        facts = table["platforms"].get(platform) if table else None
        named = load_phrasebook(lang).fixed("draft").capitalize() if fill_gaps and has_phrasebook(lang) else ""
        titles.append(Said(lang, facts["title"] if facts else named, guess=bool(facts or named)))
        if facts or not fill_gaps:
            whys.append(Said(lang, facts["why"] if facts else draft_why(lang), guess=bool(facts)))
    devices = Counter(picture.device for picture in pictures if picture.device)
    return Tutorial(
        titles=tuple(titles),
        whys=tuple(whys),
        steps=tuple(_step(picture, languages, fill_gaps=fill_gaps) for picture in pictures),
        device=devices.most_common(1)[0][0] if devices else None if fill_gaps else "",
        checked=today,
    )


def _step(picture: GuessedPicture, languages: Sequence[str], *, fill_gaps: bool) -> Step:
    """The step of a picture with the likeliest action, unless that names somebody; else with a gap, or a question."""
    action = action_of(picture.proposals[0]) if picture.proposals else None
    hides = tuple(Hide(TextTarget((name,)), guess=True) for name in picture.names)
    # A person decides first whether a name may be seen.
    if action is not None and not _names_somebody(action, picture.names):
        return Step(picture.name, action, hides=hides)
    if not fill_gaps:
        return replace(draft_step(picture.name, languages), hides=hides)
    narration = (Said(lang, load_phrasebook(lang).fixed("draft-step"), guess=True) for lang in languages)
    return Step(picture.name, narration=tuple(narration), hides=hides)


@contextlib.contextmanager
def staged_draft(folder: Path, languages: Sequence[str], cache: Cache) -> Iterator[tuple[Path, GivenSchool]]:
    """A temporary folder of the same name, with copies of a folder's screenshots and the script of their draft; and the school.

    ``languages`` are those to write; empty: those of ``school.toml``, else the usual ones. Those without phrases are left out.
    Raises AnnotatorError if the folder has no screenshot.
    """
    school, problems, file = script.find_school(folder, choose.CHOICES)
    names = find_screenshots(folder)
    wanted = tuple(lang for lang in languages or school.languages or USUAL_LANGUAGES if has_phrasebook(lang))
    guessed = guess_pictures([folder / name for name in names], cache)
    draft = draft_tutorial(guessed, wanted, datetime.datetime.now().astimezone().date(), fill_gaps=True)
    with tempfile.TemporaryDirectory(prefix="annotator-draft-") as temporary:
        staged = Path(temporary) / folder.resolve().name
        staged.mkdir()
        for name in names:
            shutil.copyfile(folder / name, staged / name)
        (staged / SCRIPT).write_text(script.write(draft), encoding="utf-8", newline="\n")
        consents = file and Path(os.path.realpath(file)).with_name(script.CONSENT)
        yield staged, GivenSchool(school, problems, consents)


# ---------------------------------------------------------------- guesses in a script


def count_guesses(tutorial: Tutorial) -> int:
    """The number of lines of a script that are guesses, with a question mark before the colon."""
    return len(_list_guesses(tutorial))


class _Guess(NamedTuple):
    """A line that is a guess.

    Attributes:
        line: the line.
        step: the number of its step; None above the steps.
        phone: the word of the phone that it is about; empty for the first one.
        picture: the picture that it is about; empty above the steps.
    """

    line: _Line
    step: StepNumber | None = None
    phone: str = ""
    picture: str = ""


def _list_guesses(tutorial: Tutorial) -> list[_Guess]:
    """The guesses of a script, those of a step with the picture that they are about."""
    above: tuple[_Line, ...] = (*tutorial.titles, *tutorial.whys, *tutorial.hides)
    guesses = [_Guess(line) for line in above if line.guess]
    for number, step in zip(tutorial.numbers, tutorial.steps, strict=True):
        for part in step.parts:
            phone = part.phone if isinstance(part, Variant) else ""
            picture = phones.show_step(step, phone).picture
            lines = (line for line in (part.action, *part.hides, *part.narration) if line is not None)
            guesses += [_Guess(line, number, phone, picture) for line in lines if line.guess]
    return guesses


def _names_somebody(line: Action | Said, names: Iterable[str]) -> bool:
    """Whether the target or the text of a line has one of the names."""
    words = line.target.wordings if isinstance(line, Action) and isinstance(line.target, TextTarget) else ()
    text = " | ".join(map(fold, (line.text,) if isinstance(line, Said) else words))
    return any(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", text) for name in names)


def check_guessed_names(tutorial: Tutorial, scans: Mapping[int, Sequence[StepScan]]) -> Iterator[Problem]:
    """A problem for each guess of a step with what may be a name: a draft would show and say it before anybody has looked.

    ``scans`` has the scans of each step, by its index from 0, in all languages and on all phones.
    """
    names_of = {
        number: [question.text for scan in scans.get(index, ()) for question in scan.asks]
        for index, number in enumerate(tutorial.numbers)
    }
    for guess in _list_guesses(tutorial):
        line = guess.line
        if guess.step and not isinstance(line, Hide) and _names_somebody(line, names_of[guess.step]):
            text = line.text if isinstance(line, Said) else write_action(line, phone=guess.phone)
            message = Message("“{text}” is a guess, and may have somebody's name.", text=text)
            remedy = "Point at something else, or write “- show: …” with that name if everybody may read and hear it."
            yield Problem(SCRIPT, line.line, message, remedy, step=guess.step)


def check_guesses(tutorial: Tutorial, folder: Path, cache: Cache) -> Iterator[Problem]:
    """A problem for each guess of a script, with its reason and the next candidates."""
    guesses = _list_guesses(tutorial)
    pictures: dict[tuple[str, str], GuessedPicture] = {}
    for phone in dict.fromkeys(guess.phone for guess in guesses if isinstance(guess.line, Action)):
        names = dict.fromkeys(step.picture for step in phones.show_tutorial(tutorial, phone).steps)
        found = guess_pictures([folder / name for name in names], cache)
        pictures.update(((phone, picture.name), picture) for picture in found)
    nothing = GuessedPicture("")
    yield from (_report_guess(guess, pictures.get((guess.phone, guess.picture), nothing)) for guess in guesses)


def _report_guess(guess: _Guess, picture: GuessedPicture) -> Problem:
    """The problem that a line is a guess, with the picture's other candidates, but none that may name somebody."""
    remedy: str = _ACCEPT
    match guess.line:
        case Action() as line:
            same = next((proposal for proposal in picture.proposals if action_of(proposal) == line), None)
            text = write_action(line, phone=guess.phone)
            reason = same.reason if same else "Nothing on the pictures says so any more."
            others = [other for each in picture.proposals if each is not same and (other := action_of(each))]
            others = [other for other in others if not _names_somebody(other, picture.names)]
            if others:
                lines = [f"“- {write_action(replace(other, guess=False), phone=guess.phone)}”" for other in others]
                remedy = join(_ACCEPT, Message("Else write {lines}.", lines=join_words(lines, "or")))
        case Hide() as line:
            text, reason = script.write_hide(line, guess.phone), "It may be a name."
        case Said(text=text):
            reason = (
                "Nothing on the pictures says what is done here." if guess.step else "It follows from the platform."
            )
    message = Message("“{text}” is a guess. {reason!}", text=text, reason=reason)
    return Problem(SCRIPT, guess.line.line, message, remedy, step=guess.step)


def _find_platform(pictures: Sequence[GuessedPicture]) -> str | None:
    """The platform that at least half of the pictures mention, or None; many an app has a line with "settings" or "WhatsApp"."""
    from annotator.screen.propose.screen_words import recognise_platform

    named = Counter(recognise_platform(line.text for line in picture.texts) for picture in pictures)
    return next((name for name, count in named.most_common() if name and 2 * count >= len(pictures)), None)


# ---------------------------------------------------------------- order, doubles, languages


def find_doubts(pictures: Sequence[GuessedPicture]) -> Iterator[str]:
    """Doubts about pictures: unreadable, equal, of two apps, in two languages, drawn on, or not in order by their clocks."""
    from annotator.screen.status_bar import read_clock

    yield from (picture.problem for picture in pictures if picture.problem)
    yield from _find_mixed_apps(pictures)
    clocks = [read_clock(picture.texts, picture.size[1]) for picture in pictures]
    keys = [(picture.name, picture.digest, clock) for picture, clock in zip(pictures, clocks, strict=True)]
    misplaced = {index: (kind, first) for index, kind, first in find_misplaced(keys)}
    for index, picture in enumerate(pictures):
        kind, first = misplaced.get(index, ("", index))
        one = pictures[first].name
        if kind == "twin":
            yield Message("{one} and {other} are the same picture: keep one.", one=one, other=picture.name)
            continue
        if kind == "earlier":
            earlier, later = ("{}:{:02}".format(*divmod(clocks[at] or 0, 60)) for at in (first, index))
            back = "By the clocks on them, {other} ({later}) was taken before {one} ({earlier}): are they in order?"
            yield Message(back, one=one, other=picture.name, later=later, earlier=earlier)
        for other in pictures[index + 1 :]:
            if (lang := _other_language(picture, other)) is not None:
                stem, _, ending = picture.name.rpartition(".")
                twins = "{one} and {other} look like one screen in two languages: to pair them, rename the second one to {name}."
                yield Message(twins, one=picture.name, other=other.name, name=f"{stem}.{lang}.{ending}")
        if picture.proposals and picture.proposals[0].is_drawn:
            drawn = "Somebody drew on {picture}, and families would see two marks: a picture without it is better."
            yield Message(drawn, picture=picture.name)


def _find_mixed_apps(pictures: Sequence[GuessedPicture]) -> Iterator[str]:
    """The doubt whether the pictures of two apps belong to one task."""
    from annotator.screen.propose.screen_words import recognise_platform

    of_app: defaultdict[str, list[GuessedPicture]] = defaultdict(list)
    for picture in pictures:
        if (app := recognise_platform(line.text for line in picture.texts)) is not None:
            of_app[app].append(picture)
    for before, after in itertools.pairwise(of_app.values()):
        mixed = pictures.index(before[-1]) > pictures.index(after[0])
        if mixed or min(len(before), len(after)) > 1:  # a single one has the link that leads to the other app
            apart = "{one} and {other} are of different apps: if they belong to different tasks, give each a folder of its own."
            yield Message(apart, one=before[0].name, other=after[0].name)


def find_misplaced(
    pictures: Iterable[tuple[str, str, int | None]],
) -> Iterator[tuple[int, Literal["twin", "earlier"], int]]:
    """The pictures that equal one of another name before them, or whose clock is behind the last one before them.

    A picture is its name, its digest if it was read, and the minutes of the day on its clock, if it has one. Yields its index,
    the kind, and the index of the other one: ``(3, "earlier", 1)``. One that comes twice by name is not behind itself, and a
    clock that is `MAX_MINUTES_BACK` behind is later.
    """
    first_of: dict[str, tuple[int, str]] = {}
    last: tuple[int, str, int] | None = None
    for index, (name, digest, clock) in enumerate(pictures):
        first, known = first_of.setdefault(digest or name, (index, name))
        if known != name:
            yield index, "twin", first
        elif clock is not None and last is not None and last[1] != name and 0 < last[2] - clock < MAX_MINUTES_BACK:
            yield index, "earlier", last[0]
        if clock is not None:
            last = index, name, clock


def _other_language(one: GuessedPicture, other: GuessedPicture) -> str | None:
    """The language of ``other`` if it is the same screen as ``one`` in another: texts at the same places, few of them the same.

    None also for pictures of different sizes, or with fewer than `MIN_TEXTS`.
    """
    from annotator.screen.propose.screen_words import guess_language

    if one.size != other.size or min(len(one.texts), len(other.texts)) < MIN_TEXTS:
        return None
    pairs = [
        (line, twin)
        for line in one.texts
        for twin in other.texts
        if abs(line.box.y - twin.box.y) < line.box.h / 2 and abs(line.box.x - twin.box.x) < 2 * line.box.h
    ]
    places = len({id(line) for line, _ in pairs}) / max(len(one.texts), len(other.texts))
    same = sum(fold(line.text) == fold(twin.text) for line, twin in pairs) / max(1, len(pairs))
    lang, other_lang = (guess_language(line.text for line in picture.texts) for picture in (one, other))
    return other_lang if places >= MIN_SAME_PLACES and same <= MAX_SAME_TEXTS and lang != other_lang else None
