"""The page of the school as plain data, and the changes made there, so that both can be tested without a server."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from annotator import assets, script
from annotator.cache import Cache, default_root
from annotator.edit.errors import NotListedError, describe_problem
from annotator.edit.recordings.consents import default_until, read_entries
from annotator.edit.school import school_files
from annotator.edit.school.school_form import SHOWN, NoFieldError, SchoolForm, in_order, list_voices
from annotator.edit.school.school_store import LOCK, SchoolFile, SchoolStore
from annotator.edit.tutorial_list import show_name, tutorial_id
from annotator.edition.edition_builder import closing_text
from annotator.edition.tutorial_source import today
from annotator.errors import AnnotatorError
from annotator.languages import USUAL_LANGUAGES
from annotator.model import Colors, Problem, School, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook, native_name
from annotator.script import SCRIPT, parse_tag
from annotator.text.folding import fold
from annotator.voice import choose

_UNKNOWN = "mis"
"""ISO's tag for a language that has none."""


@dataclass(frozen=True)
class SchoolTutorial:
    """A tutorial that the page shows: its id, folder, and script."""

    id: str
    folder: Path
    tutorial: Tutorial

    @property
    def can_be_drawn(self) -> bool:
        """Whether some step has its picture and its action, so that there are an opening and a closing."""
        steps = (step for step in self.tutorial.steps if step.action is not None and not step.is_aside)
        return bool(self.tutorial.languages) and any((self.folder / step.picture).is_file() for step in steps)

    def describe(self) -> dict[str, Any]:
        """The values that name it on the page."""
        titles = {said.lang: said.text for said in self.tutorial.titles}
        return {"id": self.id, "folder": self.folder.name, "name": show_name(self.folder.name), "titles": titles}


class SchoolPage:
    """The page of one ``school.toml`` for one request.

    Args:
        store: the file.
        folders: the folders of the tutorials that use it.
    """

    def __init__(self, store: SchoolStore, folders: Sequence[Path]) -> None:
        self.store = store
        self._folders = folders
        self._cache = Cache(default_root())

    def describe(self) -> dict[str, Any]:
        """The content of the page; for a file that can't be read, its problems."""
        file = self.store.read()
        base = {
            "path": str(file.path),
            "exists": file.exists,
            "version": file.version,
            "turns": self.store.list_directions(),
        }
        if file.broken:
            return base | {"broken": True, "others": [describe_problem(each) for each in file.problems]}
        form = self._form(file, self._tutorials)
        found, others = form.problems()
        return base | {
            "broken": False,
            "fields": [self._field(form, name) for name in SHOWN],
            "languages": list_languages(form),
            "tutorials": [one.describe() for one in self._tutorials],
            "problems": {name: describe_problem(each) for name, each in (self._unusable(form) | found).items()},
            "others": [describe_problem(each) for each in others],
            "colors": describe_colors(file.school.colors),
            "consent": describe_consent(file),
            "previews": [self._preview(one, file) for one in self.drawable()],
        }

    def fill(self, said: Mapping[str, Any], seen: str | None = None, *, whole: bool = False) -> dict[str, Any]:
        """Write the edited fields of a form, and return the problems of those that can't be; if ``whole``, then none is written.

        Raises NoFieldError for a field that the form doesn't have, and what `SchoolStore.change` raises. Nothing is written then.
        """
        with LOCK:
            filled = self._form(self.store.read(), self._tutorials).fill(said)
            if not (whole and filled.refused):
                self.store.change(filled.keys, seen)
        return {name: describe_problem(each) for name, each in filled.refused.items()}

    def take_picture(self, name: str, wished: str, data: Iterable[bytes]) -> None:
        """Store a picture beside the file, and make it the logo or the photo.

        Raises NoFieldError, ProblemsError for a file that is no picture, OutputError, and what `SchoolStore.change` raises; then
        the picture isn't left there.
        """
        field = SHOWN.get(name)
        if field is None or field.kind != "picture":
            raise NoFieldError(name)
        folder = self.store.path.parent
        taken = school_files.receive_picture(folder, wished, data)
        try:
            self.store.change({field.key: taken})
        except AnnotatorError:
            (folder / taken).unlink(missing_ok=True)
            raise

    def note_consent(self, who: str, uses: Sequence[str], until: str) -> None:
        """Note who allowed the photo to be shown. Raises what `school_files.note_consent` raises."""
        photo = self.store.read().school.photo
        if photo is None:
            raise NotListedError("There is no photo any more.", "Add one.")
        school_files.note_consent(self.store.path.parent, photo.name, who, uses, until)

    def name_language(self, name: str, known: Sequence[tuple[str, str]]) -> str:
        """The tag of a language by the name that people call it; a new one is noted in the school's file.

        A name that begins like one of ``known`` (tags and names) gets its tag, as “Mixteco de San Juan” gets ``mix``, unless
        another name has it already or it has a phrasebook: then, and for an unknown name, it gets a private tag (``mix-x-1``).
        Raises AnnotatorError for an empty name, and what `SchoolStore.change` raises.
        """
        called = " ".join(name.split())
        if not called:
            raise AnnotatorError("The language has no name yet.", "Write how people call it.")
        own = dict(self.store.read().school.language_names)
        alike = [lang for lang, label in own.items() if fold(label) == fold(called)]
        exact = [lang for lang, label in known if fold(label) == fold(called) and has_phrasebook(lang)]
        if alike or exact:
            return (*alike, *exact)[0]
        begun = (lang for lang, label in known if f"{fold(called)} ".startswith(f"{fold(label)} "))
        base = next(begun, _UNKNOWN)
        is_free = base not in own and base != _UNKNOWN and not has_phrasebook(base)
        tag = base if is_free else next(each for n in count(1) if (each := f"{base}-x-{n}") not in own)
        self.store.change({("language-names", tag): called})
        return tag

    def make_in(self, lang: str) -> bool:
        """Add a language to the school's list of those to make; return whether there is a list, and it was not in it."""
        made = self.store.read().school.languages
        if not made or lang in made:
            return False
        self.store.change({("languages",): [*made, lang]})
        return True

    def find_picture(self, name: str) -> Path:
        """The file of the logo or the photo. Raises NotListedError."""
        field = SHOWN.get(name)
        path = getattr(self.store.read().school, name) if field is not None and field.kind == "picture" else None
        if path is None:
            raise NotListedError("There is no such picture.", "Add one.")
        return Path(path)

    def drawable(self) -> list[SchoolTutorial]:
        """The tutorials of this school that a preview can be drawn of; if there is none, those that ship with annotator."""
        place = self.store.path
        others = [
            one.folder for one in self._tutorials if (one.folder / place.name).is_file() and one.folder != place.parent
        ]
        own = [one for one in self._tutorials if one.can_be_drawn and one.folder not in others]
        shown = own or _read_all(path.parent for path in sorted(assets.shipped_tutorials().glob(f"*/{SCRIPT}")))
        names = in_order([one.folder.name for one in shown], self.store.read().school.order)
        return sorted(shown, key=lambda one: names.index(one.folder.name))

    def find_drawable(self, tutorial: str, lang: str) -> tuple[SchoolTutorial, Path | None]:
        """A tutorial to draw, and the school's file if it isn't the one that is found from its folder.

        Raises NotListedError.
        """
        for one in self.drawable():
            if one.id == tutorial and lang in one.tutorial.languages:
                own = one.folder in self._folders
                return one, None if own else self.store.path
        raise NotListedError("There is no such tutorial here any more.", "Go back to the list of tutorials.")

    def languages_of(self, folder: Path) -> list[dict[str, Any]]:
        """The languages that the form offers for one tutorial."""
        tutorials = [one for one in self._tutorials if one.folder == folder]
        return list_languages(self._form(self.store.read(), tutorials))

    @cached_property
    def _tutorials(self) -> list[SchoolTutorial]:
        return _read_all(self._folders)

    def _form(self, file: SchoolFile, tutorials: Sequence[SchoolTutorial]) -> SchoolForm:
        """The form; its languages are the usual ones, those of the tutorials, and those that the school names."""
        used = (lang for one in tutorials for lang in one.tutorial.languages)
        names = file.find(("language-names",))
        school = file.school
        named = (*school.languages, *school.person_languages, *(names if isinstance(names, Mapping) else ()))
        tags = (tag for each in (*USUAL_LANGUAGES, *used, *named) if (tag := parse_tag(each)) is not None)
        languages = tuple(dict.fromkeys(tags))
        voices = {lang: list_voices(lang, self._cache) for lang in languages}
        return SchoolForm(file, [one.folder.name for one in tutorials], languages, voices)

    def _field(self, form: SchoolForm, name: str) -> dict[str, Any]:
        """A field as the page draws it."""
        field = SHOWN[name]
        row: dict[str, Any] = {"name": name, "kind": field.kind, "value": form.show(field)}
        if field.kind == "picture":
            offered = school_files.list_pictures(form.file.path.parent)
            return row | {"choices": offered, "stamp": stamp(getattr(form.file.school, name))}
        if field.kind == "voice":
            voices = form.voices.items()
            return row | {"choices": {lang: [(v.value, v.engine, v.voice) for v in each] for lang, each in voices}}
        return row | {"choices": field.choices}

    def _unusable(self, form: SchoolForm) -> dict[str, Problem]:
        """The problems of voices that can't speak on this computer, and of pictures that can't be shown, by field."""
        found: dict[str, Problem] = {}
        for lang, choice in form.file.school.voices:
            try:
                choose.choose_voice(choice, lang, choose.engines(self._cache))
            except AnnotatorError as error:
                found[f"voices.{lang}"] = Problem("", 0, error.message, error.remedy)
        for name in (name for name, field in SHOWN.items() if field.kind == "picture"):
            path = getattr(form.file.school, name)
            problem = None if path is None else school_files.check_picture(path)
            if problem is not None:
                found[name] = problem
        return found

    def _preview(self, one: SchoolTutorial, file: SchoolFile) -> dict[str, Any]:
        """A tutorial whose opening and closing can be drawn; its ``stamp`` changes with settings, script, logo and photo."""
        school = file.school
        files = (school.logo, school.photo, one.folder / SCRIPT, one.folder / file.path.name)
        return one.describe() | {
            "languages": one.tutorial.languages,
            "says": {lang: find_closing(one.tutorial, school, lang) for lang in one.tutorial.languages},
            "stamp": "-".join([file.version[:12], *map(stamp, files)]),
        }


def list_languages(form: SchoolForm) -> list[dict[str, Any]]:
    """The languages of a form, each with the name that the school gives it, and whether it needs one."""
    names = form.show(SHOWN["language-names"])
    return [
        {"lang": lang, "own": names[lang], "called": bool(names[lang]) or native_name(lang, {}) == lang}
        for lang in form.languages
    ]


def find_closing(tutorial: Tutorial, school: School, lang: str) -> str:
    """The closing sentence; empty in a language without a phrasebook, and if a memo says it."""
    if not has_phrasebook(lang) or any(memo.lang == lang for memo in tutorial.end_memos):
        return ""
    return closing_text(tutorial, school, load_phrasebook(lang))


def describe_colors(colors: Colors) -> dict[str, Any]:
    """The colours in use with their text colours, and the contrast of each as a number and a word."""
    # Loads NumPy.
    from annotator.cards.palette import MIN_MARK_CONTRAST, MIN_TEXT_CONTRAST, WHITE, contrast_ratio, derive_palette

    palette = derive_palette(colors)
    accent = contrast_ratio(palette.accent, palette.main)
    mark = contrast_ratio(palette.mark, WHITE)
    stands_out = "good" if accent >= MIN_TEXT_CONTRAST else "fair" if accent >= MIN_MARK_CONTRAST else "poor"
    means = {
        "main": (contrast_ratio(palette.on_main, palette.main), "white" if palette.on_main == WHITE else "dark"),
        "accent": (accent, stands_out),
        "mark": (mark, "good" if mark >= MIN_MARK_CONTRAST else "poor"),
    }
    used = {name: getattr(palette, name) for name in ("main", "on_main", "accent", "on_accent", "mark")}
    return {
        "used": {name: "#{:02x}{:02x}{:02x}".format(*rgb) for name, rgb in used.items()},
        "contrasts": {name: (f"{ratio:.1f}", word) for name, (ratio, word) in means.items()},
    }


def describe_consent(file: SchoolFile) -> dict[str, Any] | None:
    """Who allowed the photo to be shown, where and until when; None if there is no photo."""
    if file.school.photo is None:
        return None
    photo = file.school.photo.name
    consent = next((each for each in read_entries(file.path.parent) if each.file == photo), None)
    counts = consent is not None and today() <= consent.until
    return {
        "counts": counts,
        "who": consent.who if consent else file.school.person,
        "uses": consent.uses if consent else (),
        "until": (consent.until if consent and counts else default_until(today())).isoformat(),
    }


def stamp(path: Path | None) -> str:
    """The modification time of a file, for addresses of pictures made from it; empty if there is no file."""
    try:
        return str(path.stat().st_mtime_ns) if path is not None else ""
    except OSError:
        return ""


def _read_all(folders: Iterable[Path]) -> list[SchoolTutorial]:
    """The tutorials that can be read."""
    found = ((folder, script.read_folder(folder).readable) for folder in folders)
    return [SchoolTutorial(tutorial_id(folder), folder, tutorial) for folder, tutorial in found if tutorial is not None]
