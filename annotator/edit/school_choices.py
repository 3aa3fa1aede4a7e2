"""List what the form of the school offers: tutorials in their order, languages, and the voices of this computer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator import assets, script
from annotator.cache import Cache
from annotator.edit.tutorial_list import Entry, show_name
from annotator.edit.workspace import Workspace
from annotator.errors import AnnotatorError
from annotator.model import Tutorial, VoiceChoice
from annotator.script import parse_tag
from annotator.voice import choose


@dataclass(frozen=True)
class SchoolTutorial:
    """A tutorial that the form shows: its id, folder, and script; ``own_school`` says that the folder has a ``school.toml``."""

    id: str
    folder: Path
    tutorial: Tutorial
    own_school: bool

    @property
    def name(self) -> str:
        """The name of the folder, as ``order`` has it."""
        return self.folder.name

    def title(self, lang: str) -> tuple[str, str]:
        """The title in a language if there is one, else in its first, and the language that it is in."""
        titles = {said.lang: said.text for said in self.tutorial.titles if said.text}
        found = lang if lang in titles else next(iter(titles), "")
        return titles.get(found, show_name(self.name)), found

    @property
    def can_be_drawn(self) -> bool:
        """Whether some step has its picture and its action, so that there are an opening and a closing."""
        steps = (step for step in self.tutorial.steps if step.action is not None and not step.is_aside)
        return bool(self.tutorial.languages) and any((self.folder / step.picture).is_file() for step in steps)


def list_tutorials(workspace: Workspace) -> tuple[SchoolTutorial, ...]:
    """The tutorials of the workspace that can be read, by name."""
    return tuple(read for entry in workspace.tutorials() if (read := _read(entry)) is not None)


def list_examples() -> tuple[SchoolTutorial, ...]:
    """The tutorials that ship with annotator; the id of each is its folder's name."""
    folders = sorted(path.parent for path in assets.shipped_tutorials().glob(f"*/{script.SCRIPT}"))
    return tuple(read for folder in folders if (read := _read(Entry(folder.name, folder))) is not None)


def _read(entry: Entry) -> SchoolTutorial | None:
    if entry.problem is not None:
        return None
    tutorial = script.read_folder(entry.folder).readable
    if tutorial is None:
        return None
    return SchoolTutorial(entry.id, entry.folder, tutorial, (entry.folder / script.SCHOOL).is_file())


def in_order(tutorials: Sequence[SchoolTutorial], order: Sequence[str]) -> tuple[SchoolTutorial, ...]:
    """The tutorials as the website shows them: those of ``order`` first, the others by name."""
    places = {name: at for at, name in enumerate(order)}
    return tuple(sorted(tutorials, key=lambda one: places.get(one.name, len(places))))


def move(tutorials: Sequence[SchoolTutorial], order: Sequence[str], moved: str, by: int) -> tuple[str, ...]:
    """``order`` with one tutorial moved up (-1) or down (1) among its neighbours; names of other folders keep their place.

    ``moved`` is an id; an unknown one changes nothing.
    """
    names = [one.name for one in in_order(tutorials, order)]
    at = next((place for place, one in enumerate(in_order(tutorials, order)) if one.id == moved), None)
    if at is None or not 0 <= at + by < len(names):
        return tuple(order)
    names[at], names[at + by] = names[at + by], names[at]
    present, rest = set(names), iter(names)
    merged = [next(rest) if name in present else name for name in dict.fromkeys(order)]
    return (*merged, *rest)


def list_languages(
    tutorials: Iterable[SchoolTutorial], *more: Iterable[str], lead: Sequence[str] = ("es", "en")
) -> tuple[str, ...]:
    """The languages that the form offers: the usual ones, those of the tutorials, and those that the school names."""
    used = (lang for one in tutorials for lang in one.tutorial.languages)
    named = (tag for tags in more for each in tags if (tag := parse_tag(each)) is not None)
    return tuple(dict.fromkeys((*lead, *used, *named)))


@dataclass(frozen=True)
class OfferedVoice:
    """A voice of this computer."""

    engine: str
    voice: str

    @property
    def value(self) -> str:
        """How ``school.toml`` and ``--voice`` name it."""
        return f"{self.engine}:{self.voice}"


def list_voices(lang: str, cache: Cache) -> tuple[OfferedVoice, ...]:
    """The voices of this computer that speak a language without a network, the most natural first."""
    found: list[OfferedVoice] = []
    for engine in choose.engines(cache):
        if engine.online or not engine.voices(lang) or not choose.is_installed(engine, lang):
            continue
        found += [OfferedVoice(engine.name, voice) for voice in engine.voices(lang)]
    return tuple(found)


def check_voice(choice: VoiceChoice, lang: str, cache: Cache) -> AnnotatorError | None:
    """Why a voice can't speak a language on this computer; None if it can."""
    try:
        choose.choose_voice(choice, lang, choose.engines(cache))
    except AnnotatorError as error:
        return error
    return None
