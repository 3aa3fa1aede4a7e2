"""Answer the editor's requests about pictures in a child process, since reading pictures needs heavy libraries.

The server sends a name and its arguments (`annotator.edit.work.helper`); most answers are values of `picture_results`. A click at
(540, 1200) on the picture of a step, for instance::

    answer_request(cache_root, "point", ShownStep(Path("join-class"), tutorial, 2, "es"), 540, 1200)    # a Pointed
"""

import functools
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from annotator import script
from annotator.cache import Cache, code_version, key
from annotator.cache.keys import restored
from annotator.edit.errors import PictureError
from annotator.edit.pointing import places, step_covers
from annotator.edit.pointing.card_previews import CardPreviews
from annotator.edit.pointing.picture_results import (
    ComparedScreens,
    ComparedStep,
    Guess,
    MatchedGuess,
    PictureState,
    PossibleStep,
    ShownStep,
)
from annotator.edit.pointing.step_pictures import StepPicture, StepPictures
from annotator.edit.tutorial import picture_files
from annotator.edition import matching, new_screens
from annotator.edition.drafting import action_of
from annotator.edition.matching import MatchedStep
from annotator.edition.new_screens import StepToday
from annotator.edition.proposed_answer import MIN_CANDIDATE, find_title, fit_sentence, propose
from annotator.errors import AnnotatorError, ProblemsError
from annotator.messages import join
from annotator.model import Action, Box, IconTarget, PointTarget, Query, Step, Target, TextTarget, Tutorial
from annotator.screen import load, picture_kind
from annotator.screen.element.points import find_touch_target
from annotator.screen.match.reading import Reading
from annotator.screen.propose.evidence import Scene
from annotator.screen.propose.proposals import propose_step
from annotator.screen.propose.read_screen import ReadScreen
from annotator.text.folding import fold

READ_AT_ONCE: Final = 2
"""Number of steps' pictures that are read before the page is told how many are left."""
MOST_CANDIDATES: Final = 3
"""Maximum number of steps that a person is asked about."""


def answer_request(cache_root: Path, name: str, *args: Any) -> object:
    """The answer to a request. Raises PictureError for a picture that can't be read, and for a card that can't be drawn."""
    try:
        return _answer(_open_pictures(cache_root), name, *args)
    except ProblemsError as error:
        first = error.problems[0]
        raise PictureError("unreadable-picture", join(first.file, first.message), first.remedy) from error


def _answer(pictures: StepPictures, name: str, *args: Any) -> object:
    """The answer to a request; ``shown`` is a `ShownStep`. All names with their arguments are here."""
    match (name, *args):
        case ("start",):
            return None  # loading this module was all that was asked for
        case ("texts", path):
            return _read_texts(pictures, path)
        case ("details", path, device):
            _read_details(pictures, path, device)
            return None
        case ("items", shown):
            return places.list_items(pictures.open(shown))
        case ("point", shown, x, y):
            return places.point_at(pictures.open(shown), x, y)
        case ("box", shown, box):
            return places.draw_box(pictures.open(shown), box)
        case ("marks", shown):
            return places.find_marks(pictures.open(shown))
        case ("guesses", shown, following):
            shown_next = () if following is None else (replace(shown, index=following),)
            return _guess(*(pictures.open(each) for each in (shown, *shown_next)))
        case ("match", shown, folder, tutorials_cache, message, chosen):
            return _match(pictures.open(shown), folder, Cache(tutorials_cache), message, chosen)
        case ("today", folder, tutorial, names):
            return _compare_today(pictures, folder, tutorial, names)
        case ("coverable", shown, x, y):
            return step_covers.point_at(pictures.open(shown), x, y)
        case ("covers", shown):
            return step_covers.list_covers(pictures.open(shown))
        case ("covered", shown, width):
            return picture_files.encode(step_covers.draw_covered(pictures.open(shown)), width)
        case ("card", shown, view):
            return CardPreviews(pictures).draw(shown.folder, shown.tutorial, shown.index, shown.lang, view)
        case ("frame", folder, tutorial, lang, frame, school_file):
            return CardPreviews(pictures).draw_frame(folder, tutorial, lang, frame, school_file)
    raise ValueError(f"no request {name} with {len(args)} arguments")


@functools.lru_cache(maxsize=2)
def _open_pictures(cache_root: Path) -> StepPictures:
    """The pictures of the tutorials, or of an answer, opened once: the latest stay in memory from one request to the next."""
    return StepPictures(Cache(cache_root))


def _read_texts(pictures: StepPictures, path: Path) -> PictureState:
    """The texts and properties of a picture; it isn't decoded if they are in the cache."""
    entry = key("read", code_version.of(__name__), load.read_digest(path))

    def read() -> PictureState:
        picture = pictures.analysis.load(path, path.name)
        lines = pictures.analysis.texts(picture)
        return PictureState(
            "ready",
            (picture.width, picture.height),
            turn=picture.turn,
            unsure=picture.unsure,
            texts=tuple(line.text for line in lines),
            digest=picture.digest,
            clock=picture_kind.read_clock(lines, picture.height),
            framed=picture_kind.is_framed(picture.pixels),
            device=pictures.analysis.kind(picture, None).device,
        )

    classes = {PictureState.__name__: PictureState}
    state: PictureState = pictures.cache.get_or_find("places", entry, lambda row: restored(row, classes), read)
    return state


def _read_details(pictures: StepPictures, path: Path, device: str | None) -> None:
    """Read ahead what cards and the list of items need besides texts, once for each picture."""
    entry = key("details", code_version.of(__name__), load.read_digest(path), device)
    if pictures.cache.get_json("places", entry) is None:
        picture = pictures.analysis.load(path, path.name)
        pictures.analysis.faces(picture)
        pictures.targets.read(picture, device)
        pictures.cache.put_json("places", entry, "read")


def _match(
    here: StepPicture, folder: Path, cache: Cache, message: str, chosen: tuple[Path, int] | None
) -> MatchedGuess:
    """The answer for the step of the tutorials in ``folder`` that a family's picture shows; their pictures are in ``cache``."""
    tutorial = here.tutorial
    try:
        library = matching.open_library(folder, cache, most=READ_AT_ONCE)
        if library.left:
            return MatchedGuess(left=library.left)
        read = matching.read_picture(here.picture, here.texts)
        match = matching.match_reading(read, library, message, chosen)
    except AnnotatorError:  # there is no tutorial yet, or the school's form has problems, which its page shows
        return MatchedGuess()

    doubts = [one for one in match.list_doubts() if one.certainty >= MIN_CANDIDATE][:MOST_CANDIDATES]
    if doubts:
        return MatchedGuess(candidates=tuple(_name_step(one, tutorial.languages) for one in doubts))

    def aim(box: Box, _old: Target) -> Target:
        pointed = places.point_at(here, box.x + box.w / 2, box.y + box.h / 2)
        return pointed.candidates[pointed.chosen].target

    proposed = propose(match, tutorial.languages, here.kind.device, aim)
    if proposed is None:
        return MatchedGuess()
    shows = (proposed.shows, *match.differences)
    action = proposed.action or (Action("wait") if proposed.sentences else None)  # in words alone
    guess = None if action is None else Guess(action, match.target, proposed.shows)
    step = _name_step(match.steps[0], tutorial.languages)
    return MatchedGuess(shows, guess, proposed.sentences, step=step)


def _compare_today(pictures: StepPictures, folder: Path, tutorial: Tutorial, names: Sequence[str]) -> ComparedScreens:
    """The steps of a tutorial beside pictures of its folder, of today."""
    library = matching.open_library(folder, pictures.cache, most=READ_AT_ONCE)
    if library.left:
        return ComparedScreens(left=library.left)
    lang = tutorial.languages[0]
    opened = {name: pictures.open(ShownStep(folder, replace(tutorial, steps=(Step(name),)), 0, lang)) for name in names}
    today = new_screens.compare_with(library, {name: _read_again(pictures, each) for name, each in opened.items()})
    steps = []
    for step in today.steps:
        row = ComparedStep(step.index, step.state, step.picture, step.screen, step.changes, step.place)
        if step.screen is not None and step.match is not None:
            here, own = opened[step.screen], tutorial.steps[step.index]
            proposed = propose(step.match, (), here.kind.device, partial(_aim_again, here, own))
            action, texts = rename(own, step, proposed.action if proposed is not None else None)
            row = replace(row, found=step.match.target, action=action, texts=texts)
        steps.append(row)
    return ComparedScreens(tuple(steps), today.others)


def _read_again(pictures: StepPictures, one: StepPicture) -> Reading:
    """What a match needs of a picture, which the child remembers."""
    analysis, device = pictures.analysis, one.tutorial.device
    icons, looks = analysis.icons(one.picture, device), analysis.looks(one.picture, device)
    return Reading.of(one.texts, one.size, icons, looks, one.kind.screen)


def _aim_again(here: StepPicture, own: Step, box: Box, old: Target) -> Target:
    """The target of a step for its new picture: the old one if that leads to ``box``, else what is there."""
    middle = box.x + box.w / 2, box.y + box.h / 2
    (found,) = here.find([Query(old, own.action.kind if own.action else "tap")])
    if found.box is not None and not found.others and found.box.contains(*middle):
        return old
    pointed = places.point_at(here, *middle)
    return pointed.candidates[pointed.chosen].target


def rename(own: Step, today: StepToday, action: Action | None) -> tuple[Action | None, dict[str, str]]:
    """A step's action for its new picture, and its sentences that change there: only the name on the old one is replaced.

    The wordings of other languages stay, which may have pictures of their own.
    """
    old = own.action.target if own.action else None
    new = action.target if action else None
    if action is None or new == old or not (isinstance(old, TextTarget) and isinstance(new, TextTarget)):
        return action, {}
    names = new.wordings[:1]
    rest = [word for word in old.wordings if fold(word) != fold(today.called) and word not in names]
    named = replace(own, action=replace(action, target=TextTarget((today.called,))))
    fitted = {
        said.lang: fit_sentence(named, said.lang, new)
        for said in own.narration
        if own.screenshot(said.lang) == today.picture
    }
    texts = {lang: text for lang, text in fitted.items() if text and text != own.said(lang)}
    return replace(action, target=replace(new, wordings=(*names, *rest))), texts


def _name_step(one: MatchedStep, langs: Sequence[str]) -> PossibleStep:
    tutorial = script.read_folder(one.folder).readable
    if tutorial is None:
        return PossibleStep(one.folder, one.tutorial, one.step - 1, str(one.number), one.picture)
    said = next(filter(None, map(tutorial.steps[one.step - 1].said, langs)), "")
    return PossibleStep(one.folder, find_title(tutorial, langs), one.step - 1, str(one.number), one.picture, said)


def _guess(here: StepPicture, there: StepPicture | None = None) -> tuple[Guess, ...]:
    """Guesses of the action of a step, best first, from its picture and that of the next step."""
    first, *then = (ReadScreen(each.picture.pixels, each.texts) for each in (here, there) if each is not None)
    proposals = propose_step(Scene(first, then[0] if then else None, alone=len(here.tutorial.steps) == 1))
    guesses: dict[Action, Guess] = {}
    for each in proposals:
        action, box = action_of(each), each.box
        caption = each.target.wordings[0] if each.action == "tap" and isinstance(each.target, TextTarget) else None
        line = next((line for line in here.texts if line.box == box), None)
        line = line or next((line for line in here.texts if line.text == caption), None)
        if action is not None and action.target is not None and line is not None:
            # In the words of the other languages, too; a private text by its place.
            action = replace(action, target=places.make_text_item(here, line, line.box).target)
            box = find_touch_target(here.picture.pixels, line.box, here.texts, "text", action.kind, here.kind)
        elif action is not None and box is not None and isinstance(action.target, PointTarget):
            pointed = places.point_at(here, box.x + box.w / 2, box.y + box.h / 2)  # an icon by its name
            action = replace(action, target=pointed.candidates[pointed.chosen].target)
        if action is not None:  # two points would have the same name
            named = action if isinstance(action.target, (TextTarget, IconTarget)) else replace(action, target=None)
            guesses.setdefault(named, Guess(action, box, each.reason))
    return tuple(guesses.values())
