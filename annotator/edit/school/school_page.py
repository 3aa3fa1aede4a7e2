"""The page of the school as plain data, and the changes made there, so that both can be tested without a server."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from annotator.cache import Cache, default_root
from annotator.edit.errors import BadFieldError, NotListedError, describe_problem
from annotator.edit.recordings.consents import default_until, read_entries
from annotator.edit.school import school_pictures, school_tutorials
from annotator.edit.school.school_form import SHOWN, SchoolForm, list_voices
from annotator.edit.school.school_languages import find_tag, list_languages, make_tag
from annotator.edit.school.school_store import LOCK, SchoolFile, SchoolStore
from annotator.edit.school.school_tutorials import SchoolTutorial
from annotator.edition.tutorial_source import today
from annotator.errors import AnnotatorError
from annotator.languages import USUAL_LANGUAGES
from annotator.model import Colors, Problem
from annotator.script import parse_tag
from annotator.voice import choose


class SchoolPage:
    """The page of one ``school.toml`` for one request.

    Args:
        store: the file.
        folders: the folders of the editor's tutorials.
    """

    def __init__(self, store: SchoolStore, folders: Sequence[Path]) -> None:
        self.store = store
        self._folders = folders
        self._cache = Cache(default_root())

    def describe(self) -> dict[str, Any]:
        """The content of the page; for a file that can't be read, its problems."""
        file = self.store.read()
        directions = self.store.list_directions()
        base = {"path": str(file.path), "exists": file.exists, "version": file.version, "turns": directions}
        if file.broken:
            return base | {"broken": True, "others": [describe_problem(problem) for problem in file.problems]}
        form = self._make_form(file, self._tutorials)
        field_problems, other_problems = form.problems()
        field_problems = self._find_unusable(form) | field_problems
        drawable = school_tutorials.list_drawable(self._tutorials, file)
        return base | {
            "broken": False,
            "fields": [self._describe_field(form, name) for name in SHOWN],
            "languages": list_languages(form),
            "tutorials": [tutorial.describe() for tutorial in self._tutorials],
            "problems": {name: describe_problem(problem) for name, problem in field_problems.items()},
            "others": [describe_problem(problem) for problem in other_problems],
            "colors": describe_colors(file.school.colors),
            "consent": describe_consent(file),
            "previews": [school_tutorials.describe_preview(tutorial, file) for tutorial in drawable],
        }

    def fill(
        self, fields: Mapping[str, Any], version: str | None = None, *, all_or_none: bool = False
    ) -> dict[str, Any]:
        """Write the edited fields of a form; return the problems of those that can't be written.

        If there is a problem, ``all_or_none`` writes no field. Writes nothing if it raises BadFieldError, for a field that the
        form doesn't have, or what `SchoolStore.change` raises.
        """
        with LOCK:
            filled = self._make_form(self.store.read(), self._tutorials).fill(fields)
            if not (all_or_none and filled.refused):
                self.store.change(filled.keys, version)
        return {name: describe_problem(problem) for name, problem in filled.refused.items()}

    def take_picture(self, name: str, file_name: str, data: Iterable[bytes]) -> None:
        """Store a picture beside the file, and make it the logo or the photo.

        Raises BadFieldError, ProblemsError for a file that is no picture, OutputError, and what `SchoolStore.change` raises; then
        the picture isn't left there.
        """
        field = SHOWN.get(name)
        if field is None or field.kind != "picture":
            raise BadFieldError(name)
        folder = self.store.path.parent
        stored_name = school_pictures.receive_picture(folder, file_name, data)
        try:
            self.store.change({field.key: stored_name})
        except AnnotatorError:
            (folder / stored_name).unlink(missing_ok=True)
            raise

    def note_consent(self, who: str, uses: Sequence[str], until: str) -> None:
        """Note who allowed the photo to be shown. Raises NotListedError, and what `school_pictures.note_consent` raises."""
        photo = self.store.read().school.photo
        if photo is None:
            raise NotListedError("There is no photo any more.", "Add one.")
        school_pictures.note_consent(self.store.path.parent, photo.name, who, uses, until)

    def name_language(self, name: str, known: Sequence[tuple[str, str]]) -> str:
        """The tag of a language by the name that people call it, which is noted in the school's file where the tag is new.

        ``known`` are tags and names of languages. Raises AnnotatorError for an empty name, and what `SchoolStore.change` raises.
        """
        name = " ".join(name.split())
        if not name:
            raise AnnotatorError("The language has no name yet.", "Write how people call it.")
        with LOCK:
            school_names = dict(self.store.read().school.language_names)
            tag = find_tag(name, school_names, known)
            if tag is None:
                tag = make_tag(name, school_names, known)
                self.store.change({("language-names", tag): name})
        return tag

    def add_language(self, lang: str) -> bool:
        """Add a language to the school's list of those to make; return whether it was added: there is a list that lacked it."""
        with LOCK:
            languages = self.store.read().school.languages
            if not languages or lang in languages:
                return False
            self.store.change({("languages",): [*languages, lang]})
            return True

    def find_picture(self, name: str) -> Path:
        """The file of the logo or the photo. Raises NotListedError."""
        field = SHOWN.get(name)
        path = getattr(self.store.read().school, name) if field is not None and field.kind == "picture" else None
        if path is None:
            raise NotListedError("There is no such picture.", "Add one.")
        return Path(path)

    def find_drawable(self, tutorial: str, lang: str) -> tuple[SchoolTutorial, Path | None]:
        """A tutorial to draw, and the school's file if it isn't the one that is found from its folder.

        Raises NotListedError.
        """
        file = self.store.read()
        for drawable in school_tutorials.list_drawable(self._tutorials, file):
            if drawable.id == tutorial and lang in drawable.tutorial.languages:
                return drawable, None if drawable.folder in self._folders else file.path
        raise NotListedError("There is no such tutorial here any more.", "Go back to the list of tutorials.")

    def list_languages_for(self, folder: Path) -> list[dict[str, Any]]:
        """The languages that the form offers for one tutorial."""
        tutorials = [tutorial for tutorial in self._tutorials if tutorial.folder == folder]
        return list_languages(self._make_form(self.store.read(), tutorials))

    @cached_property
    def _tutorials(self) -> list[SchoolTutorial]:
        """The tutorials that can be read."""
        return school_tutorials.read_tutorials(self._folders)

    def _make_form(self, file: SchoolFile, tutorials: Sequence[SchoolTutorial]) -> SchoolForm:
        """The form; its languages are the usual ones, and those of the tutorials, the school and its person."""
        tags = [*USUAL_LANGUAGES]
        for tutorial in tutorials:
            tags += tutorial.tutorial.languages
        tags += [*file.school.languages, *file.school.person_languages]
        names = file.find(("language-names",))
        if isinstance(names, Mapping):
            tags += names
        languages = tuple(dict.fromkeys(filter(None, map(parse_tag, tags))))
        voices = {lang: list_voices(lang, self._cache) for lang in languages}
        return SchoolForm(file, [tutorial.folder.name for tutorial in tutorials], languages, voices)

    def _describe_field(self, form: SchoolForm, name: str) -> dict[str, Any]:
        """A field as the page draws it."""
        field = SHOWN[name]
        row: dict[str, Any] = {"name": name, "kind": field.kind, "value": form.show(field)}
        if field.kind == "picture":
            offered = school_pictures.list_pictures(form.file.path.parent)
            return row | {"choices": offered, "stamp": school_tutorials.stamp(getattr(form.file.school, name))}
        if field.kind == "voice":
            choices = {}
            for lang, voices in form.voices.items():
                choices[lang] = [(voice.value, voice.engine, voice.voice) for voice in voices]
            return row | {"choices": choices}
        return row | {"choices": field.choices}

    def _find_unusable(self, form: SchoolForm) -> dict[str, Problem]:
        """The problems of voices that can't speak on this computer, and of pictures that can't be shown, by field."""
        problems: dict[str, Problem] = {}
        for lang, choice in form.file.school.voices:
            try:
                choose.choose_voice(choice, lang, choose.engines(self._cache))
            except AnnotatorError as error:
                problems[f"voices.{lang}"] = Problem(file="", line=0, message=error.message, remedy=error.remedy)
        for name, field in SHOWN.items():
            path = getattr(form.file.school, name) if field.kind == "picture" else None
            problem = None if path is None else school_pictures.check_picture(path)
            if problem is not None:
                problems[name] = problem
        return problems


def describe_colors(colors: Colors) -> dict[str, Any]:
    """The colours in use, and the contrasts of those that the form asks for.

    A contrast is a ratio such as "4.5" and a word: for the main colour with its text, that text's, ``white`` or ``dark``; for the
    accent on the main colour, ``good``, ``fair`` or ``poor``; for marks on white, ``good`` or ``poor``.
    """
    # Loads NumPy.
    from annotator.cards.palette import MIN_MARK_CONTRAST, MIN_TEXT_CONTRAST, WHITE, contrast_ratio, derive_palette

    palette = derive_palette(colors)
    names = ("main", "on_main", "accent", "on_accent", "mark")
    main = contrast_ratio(palette.on_main, palette.main)
    accent = contrast_ratio(palette.accent, palette.main)
    mark = contrast_ratio(palette.mark, WHITE)
    accent_word = "fair" if accent >= MIN_MARK_CONTRAST else "poor"
    if accent >= MIN_TEXT_CONTRAST:
        accent_word = "good"
    return {
        "used": {name: "#{:02x}{:02x}{:02x}".format(*getattr(palette, name)) for name in names},
        "contrasts": {
            "main": (f"{main:.1f}", "white" if palette.on_main == WHITE else "dark"),
            "accent": (f"{accent:.1f}", accent_word),
            "mark": (f"{mark:.1f}", "good" if mark >= MIN_MARK_CONTRAST else "poor"),
        },
    }


def describe_consent(file: SchoolFile) -> dict[str, Any] | None:
    """Whether the consent to the photo counts today, and what its form shows: the consent, or what to propose.

    None if there is no photo. Where no consent is noted, the school's person is proposed. The usual end is proposed there, and
    where the consent has ended.
    """
    photo = file.school.photo
    if photo is None:
        return None
    for consent in read_entries(file.path.parent):
        if consent.file == photo.name:
            counts = today() <= consent.until
            until = consent.until if counts else default_until(today())
            return {"counts": counts, "who": consent.who, "uses": consent.uses, "until": until.isoformat()}
    until = default_until(today())
    return {"counts": False, "who": file.school.person, "uses": (), "until": until.isoformat()}
