"""Looks at a tutorial before anything is made of it: reads the script, opens every picture, looks for every target.

``check`` shows what a survey says; ``build`` starts from one. All problems are gathered, none is guessed away.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import assets
from annotator import script as script_layer
from annotator.build import limits
from annotator.build.looks import Looks
from annotator.cache import Cache, digest, key
from annotator.errors import ProblemsError
from annotator.model import (
    Action,
    Box,
    Found,
    Hidden,
    IconTarget,
    PointTarget,
    Problem,
    Progress,
    School,
    Screen,
    Step,
    Target,
    TextLine,
    TextTarget,
    Tutorial,
    no_progress,
)
from annotator.script import SCRIPT, plain

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from annotator.picture.load import Picture


@dataclass(frozen=True)
class SeenStep:
    """A step on the screen of one language: what was found there, and what is covered."""

    screen: Screen
    file: str
    action: Found | None
    marks: tuple[Found, ...]
    texts: tuple[str, ...] = ()
    """The words that stand there. What is private among them leaves this process in nothing that is written."""


@dataclass(frozen=True)
class Survey:
    """A tutorial that can be built: no problems, perhaps warnings. ``seen[lang]`` has one entry a step."""

    folder: Path
    tutorial: Tutorial
    school: School
    languages: tuple[str, ...]
    seen: dict[str, tuple[SeenStep, ...]]
    files: dict[str, tuple[str, tuple[Hidden, ...]]]
    """What a screen's digest stands for: a picture's name and what is covered on it."""
    photo: str | None
    logo: str | None
    school_pictures: dict[str, Path]
    """What the digests of ``photo`` and ``logo`` stand for."""
    warnings: tuple[Problem, ...]
    consents: script_layer.Consents
    """Where each memo, greeting and photo may be used."""


@dataclass(frozen=True)
class Script:
    """A tutorial as it was read, before any picture is opened."""

    folder: Path
    tutorial: Tutorial
    school: School
    school_file: Path | None
    languages: tuple[str, ...]
    warnings: tuple[Problem, ...]
    consents: script_layer.Consents


def read(folder: Path, languages: Sequence[str] = ()) -> Script:
    """Read ``tutorial.md`` and ``school.toml``; ``languages`` are those asked for (none: the school's, or all).

    Raises ProblemsError with everything that is wrong in either.
    """
    reading = script_layer.read_folder(folder)
    school, school_problems, school_file = script_layer.find_school(folder)
    problems = [*reading.problems, *school_problems]
    if reading.tutorial is None:
        raise ProblemsError(problems)
    tutorial = reading.tutorial
    asked = tuple(script_layer.language(lang) or lang for lang in languages)
    wanted = asked or school.languages or tutorial.languages
    problems += script_layer.completeness(tutorial, wanted, asked=bool(languages))
    declared = tuple(lang for lang in tutorial.languages if lang in wanted)
    if not declared and all(problem.level != "problem" for problem in problems):
        problems.append(
            Problem(
                SCRIPT,
                1,
                f"None of the languages that school.toml asks for ({', '.join(wanted)}) has a title here.",
                f"Add a line such as “# {wanted[0]}: …” at the top, or build with --lang {tutorial.languages[0]}.",
            )
        )
    problems += script_layer.accepted(tutorial, limits.of_script(tutorial, declared))
    consents, consent_problems = script_layer.find_consents(folder, school_file)
    # An "ok:" line is a word about the tutorial, never one for the person whose voice it is.
    problems += consent_problems
    problems += script_layer.consent_problems(tutorial, school, consents, _today())
    if any(problem.level == "problem" for problem in problems):
        raise ProblemsError(problems)
    return Script(folder, tutorial, school, school_file, declared, tuple(problems), consents)


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


def survey(script: Script, cache: Cache, progress: Progress = no_progress) -> Survey:
    """Open every picture and memo, and look for every target. Raises ProblemsError with all that is wrong."""
    tutorial = script.tutorial
    problems: list[Problem] = []
    views = sorted(
        {step.screenshot(lang) for step in tutorial.steps for lang in script.languages},
        key=lambda name: name.casefold(),
    )
    pictures = _Pictures(script.folder, cache)
    looks = Looks(script.folder, script.school, pictures.icon_path, cache)
    done: dict[tuple[int, str], SeenStep | None] = {}
    # Picture by picture, so that each is decoded once; one that was looked at before, not at all.
    for number, name in enumerate(views, start=1):
        progress("pictures", number - 1, len(views))
        users = [
            (index, step)
            for index, step in enumerate(tutorial.steps)
            if any(step.screenshot(lang) == name for lang in script.languages)
        ]
        recalled = [looks.recall(step, name) for _, step in users]
        if all(recalled):
            for (index, _), row in zip(users, recalled, strict=True):
                done[index, name] = pictures.remember(SeenStep(*(row or ())))
            continue
        problems += pictures.open(name, _line_of(tutorial, name))
        for index, step in users:
            looked = pictures.look(step, name, script.school)
            problems += looked.problems
            done[index, name] = looked.step
            if looked.step is not None and not looked.problems:
                looks.keep(step, name, tuple(getattr(looked.step, part.name) for part in fields(looked.step)))
    progress("pictures", len(views), len(views))
    seen = {
        lang: tuple(found for index, step in enumerate(tutorial.steps) if (found := done[index, step.screenshot(lang)]))
        for lang in script.languages
    }
    problems += _memo_problems(script, cache, progress)
    problems += _unspoken(script, cache)
    problems += _plain(script, done)
    problems = list(script_layer.accepted(tutorial, sorted(problems, key=lambda problem: problem.line)))
    if any(problem.level == "problem" for problem in problems):
        raise ProblemsError([*script.warnings, *problems])
    own = {digest(path.read_bytes()): path for path in (script.school.photo, script.school.logo) if path}
    named = {path: name for name, path in own.items()}
    return Survey(
        folder=script.folder,
        tutorial=tutorial,
        school=script.school,
        languages=script.languages,
        seen=seen,
        files=pictures.covered,
        photo=named.get(script.school.photo) if script.school.photo else None,
        logo=named.get(script.school.logo) if script.school.logo else None,
        school_pictures=own,
        warnings=(*script.warnings, *problems),
        consents=script.consents,
    )


def _plain(script: Script, done: Mapping[tuple[int, str], SeenStep | None]) -> tuple[Problem, ...]:
    """What families would not understand in the script's sentences, with the words on each screenshot in mind."""
    from annotator.voice import sentences

    words = {}
    for index, step in enumerate(script.tutorial.steps):
        for lang in script.languages:
            if (seen := done[index, step.screenshot(lang)]) is not None:
                words[index, lang] = seen.texts
    return plain.review(script.tutorial, script.languages, words, sentences.split)


@dataclass(frozen=True)
class _Looked:
    step: SeenStep | None
    problems: tuple[Problem, ...]


class _Pictures:
    """The screenshots of a tutorial, each opened and read once."""

    def __init__(self, folder: Path, cache: Cache) -> None:
        self.folder = folder
        self.cache = cache
        self.covered: dict[str, tuple[str, tuple[Hidden, ...]]] = {}
        self._texts: dict[str, tuple[TextLine, ...]] = {}
        self._last: Picture | None = None

    def open(self, name: str, line: int) -> tuple[Problem, ...]:
        """Read the texts of a picture, or say why it can't be opened."""
        from annotator.picture import ocr

        try:
            picture = self._load(name)
            self._texts[name] = ocr.read_texts(picture, self.cache)
        except ProblemsError as error:
            return tuple(_at(problem, line) for problem in error.problems)
        return ()

    def look(self, step: Step, name: str, school: School) -> _Looked:
        """Look for all targets of a step on the picture ``name``."""
        from annotator.picture import faces, find, hide

        if name not in self._texts:
            return _Looked(None, ())
        picture = self._load(name)
        texts = self._texts[name]
        wanted = list(_targets(step))
        founds = dict(
            zip(
                (id(target) for target, _ in wanted),
                find.find(picture, texts, [target for target, _ in wanted], self.icon_path),
                strict=True,
            )
        )
        problems = [
            problem
            for target, line in wanted
            for problem in _target_problems(founds[id(target)], name, line, several_allowed=_is_cover(step, target))
        ]
        hidden = hide.private(texts, names=school.names, allowed_phones=(school.phone,) if school.phone else ())
        hidden = (*hidden, *(Hidden(box, "face") for box in faces.read_faces(picture, self.cache)))
        hidden = hide.kept(hidden, [founds[id(show.target)] for show in step.shows])
        chosen = hide.chosen([(item, founds[id(item.target)]) for item in step.hides])
        covers = (*hidden, *chosen)
        marked = [founds[id(target)] for target, _ in _marked(step)]
        problems += _covered_problems(step, marked, hidden, chosen, name)
        screen_digest = key(picture.digest, covers)
        self.covered[screen_digest] = (name, covers)
        screen = Screen(screen_digest, covers, tuple(text.box for text in texts))
        action = step.action
        step_seen = SeenStep(
            screen,
            name,
            founds[id(action.target)] if action and action.target else None,
            tuple(founds[id(mark.target)] for mark in step.marks),
            tuple(text.text for text in texts),
        )
        return _Looked(step_seen, tuple(problems))

    def remember(self, seen: SeenStep) -> SeenStep:
        """Take what was seen in an earlier run."""
        self.covered[seen.screen.digest] = (seen.file, seen.screen.hidden)
        return seen

    def _load(self, name: str) -> Picture:
        # One picture is kept, so that memory does not grow with the number of steps.
        from annotator.picture import load

        if self._last is None or self._last.name != name:
            self._last = load.load(self.folder / name, name)
        return self._last

    def icon_path(self, name: str) -> Path | None:
        """An icon of the tutorial's folder, else of annotator's own."""
        for path in (self.folder / name, assets.root() / "assets" / "icons" / name):
            if path.is_file():
                return path
        return None


def pixels_of(survey: Survey, screen: str) -> npt.NDArray[np.uint8]:
    """The RGB pixels (H, W, 3) that a digest of this survey stands for; of a screenshot, with everything private covered."""
    from annotator.picture import hide, load

    if screen in survey.school_pictures:
        return load.load(survey.school_pictures[screen]).pixels
    name, covers = survey.files[screen]
    return hide.cover(load.load(survey.folder / name, name).pixels, covers)


def _targets(step: Step) -> Iterator[tuple[Target, int]]:
    yield from _marked(step)
    for hide in step.hides:
        yield hide.target, hide.line
    for show in step.shows:
        yield show.target, show.line


def _marked(step: Step) -> Iterator[tuple[Target, int]]:
    action: Action | None = step.action
    if action is not None and action.target is not None:
        yield action.target, action.line
    for mark in step.marks:
        yield mark.target, mark.line


def _is_cover(step: Step, target: Target) -> bool:
    # Covering too much is safe, so a hidden text is covered wherever it stands.
    return any(target is covered for covered in (*(i.target for i in step.hides), *(i.target for i in step.shows)))


def _target_problems(found: Found, name: str, line: int, *, several_allowed: bool) -> Iterator[Problem]:
    words = describe(found.query)
    if found.box is None:
        yield Problem(SCRIPT, line, f"{words} does not stand on {name}.", _nearest_remedy(found))
    elif found.others and not several_allowed and _occurrence(found.query) is None:
        places = ", ".join(f"#{number} at {_place(box)}" for number, box in enumerate(found.numbered, start=1))
        wording = found.matched or words
        yield Problem(
            SCRIPT,
            line,
            f"{words} stands {len(found.numbered)} times on {name}: {places}.",
            f"Write which one, for instance “{wording} #1”; the command annotator find shows them in a picture.",
        )


def describe(target: Target) -> str:
    """A target in the words of a message: “Join” or “Unirse”, the icon mic.png, the point 50% 30%."""
    if isinstance(target, TextTarget):
        words = " or ".join(f"“{wording}”" for wording in target.wordings)
        return f"{words} #{target.occurrence}" if target.occurrence else words
    if isinstance(target, IconTarget):
        return f"The icon {target.file}"
    if isinstance(target, PointTarget):
        return f"The point {target.x:g}% {target.y:g}%"
    return f"The box {target.left:g}% {target.top:g}% {target.width:g}% {target.height:g}%"


def _nearest_remedy(found: Found) -> str:
    if isinstance(found.query, IconTarget):
        return "Cut the icon out of this screenshot and save it beside tutorial.md, or write a point such as 50% 30%."
    if found.nearest:
        texts = ", ".join(f"“{text}”" for text in found.nearest)
        return f"The nearest texts there are {texts}. Write one of them, or a point such as 50% 30%."
    return "No text is like it there. Write a word that stands on the picture, or a point such as 50% 30%."


def _occurrence(target: Target) -> int | None:
    return target.occurrence if isinstance(target, TextTarget) else None


def _place(box: Box) -> str:
    return f"{box.x},{box.y} px"


def _covered_problems(
    step: Step, marked: Sequence[Found], hidden: Sequence[Hidden], chosen: Sequence[Hidden], name: str
) -> Iterator[Problem]:
    for found, (target, line) in zip(marked, _marked(step), strict=True):
        if found.box is None or any(_overlap(item.box, found.box) for item in chosen):
            continue  # what a "hide:" line covers there was decided by somebody
        for item in hidden:
            if _overlap(item.box, found.box):
                yield Problem(
                    SCRIPT,
                    line,
                    f"{describe(target)} on {name} looks private ({item.kind}): covered, the mark would point at nothing.",
                    "Add “- show: …” with the same words to keep it, or “- hide: … = example” to write an invented one.",
                )
                break


def _overlap(first: Box, second: Box) -> bool:
    width = min(first.right, second.right) - max(first.x, second.x)
    height = min(first.bottom, second.bottom) - max(first.y, second.y)
    if width <= 0 or height <= 0:
        return False
    return width * height > 0.3 * min(first.w * first.h, second.w * second.h)


def _at(problem: Problem, line: int) -> Problem:
    """A problem of a picture or memo, told at the line of the script that names it."""
    return replace(problem, file=SCRIPT, line=line, message=f"{problem.file} {problem.message}")


def _line_of(tutorial: Tutorial, name: str) -> int:
    for step in tutorial.steps:
        if step.picture == name or any(picture.file == name for picture in step.pictures):
            return step.line
    return 0


def _unspoken(script: Script, cache: Cache) -> Iterator[Problem]:
    """Words without a memo in a language that no voice speaks, whatever is installed or asked for."""
    from annotator.voice import choose

    for lang in script.languages:
        if any(engine.voices(lang) for engine in choose.engines(cache)):
            continue
        for number, step in enumerate(script.tutorial.steps, start=1):
            if step.said(lang) and not step.memo(lang):
                name = f"{step.picture.rpartition('.')[0]}.{lang}.m4a"
                yield Problem(
                    SCRIPT,
                    step.line,
                    f'Step {number} has words in "{lang}", but no voice speaks that language.',
                    f'Put a memo beside the picture, for instance "{name}"; the words then stand below it.',
                )


def _memo_problems(script: Script, cache: Cache, progress: Progress) -> Iterator[Problem]:
    """Decode every memo that a build would use."""
    memos = [
        (memo.file, step.line) for step in script.tutorial.steps for memo in step.memos if memo.lang in script.languages
    ]
    memos += [
        (memo.file, 1)
        for memo in (*script.tutorial.title_memos, *script.tutorial.end_memos)
        if memo.lang in script.languages
    ]
    if not memos:
        return
    from annotator.voice import memo as voice_memo

    for number, (file, line) in enumerate(memos, start=1):
        progress("memos", number - 1, len(memos))
        try:
            voice_memo.memo_clip(script.folder / file, cache, clean=script.school.memo_clean)
        except ProblemsError as error:
            yield from (_at(problem, line) for problem in error.problems)
    progress("memos", len(memos), len(memos))
