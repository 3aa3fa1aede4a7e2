"""What the page of the school has in hand: the file, what was typed and couldn't be written, and what the preview shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.cache import Cache, default_root
from annotator.edit import school_choices, school_form, school_pictures
from annotator.edit.not_listed import NotListedError
from annotator.edit.school_choices import SchoolTutorial
from annotator.edit.school_form import NoFieldError
from annotator.edit.school_store import SchoolChangedError, SchoolFile, SchoolStore
from annotator.edit.workspace import Workspace
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.messages import Message, join
from annotator.model import Problem
from annotator.script import SCHOOL, BadValueError, parse_tag
from annotator.script.school_edit import Key, Value
from annotator.voice import choose

_MOST_FIELDS = 20


@dataclass(frozen=True)
class Typed:
    """What a field holds that is not in the file, and why; ``again`` says that it can be written as it is."""

    text: object
    problem: Problem
    again: bool = False


class SchoolPage:
    """The form of one workspace's school. Thread-safe."""

    def __init__(self, workspace: Workspace, store: SchoolStore | None = None) -> None:
        self.workspace = workspace
        self.store = store or SchoolStore(workspace.root, workspace.folder if workspace.single else None)
        self.typed: dict[str, Typed] = {}
        self._shown: tuple[str, str] = ("", "")

    def open(self) -> SchoolFile:
        """The file for a page that is opened: what was typed before and couldn't be written is forgotten."""
        with self.store.lock:
            self.typed.clear()
            return self.store.read()

    def fill(self, fields: Mapping[str, object]) -> None:
        """Write what was typed into fields; what can't be written is kept in `typed`, with the reason.

        Raises NoFieldError for a field that the form doesn't have. Then nothing is written.
        """
        if not 0 < len(fields) <= _MOST_FIELDS:
            raise NoFieldError("fields")
        with self.store.lock:
            self.typed = {name: one for name, one in self.typed.items() if _base(name) not in map(_base, fields)}
            for name, value in fields.items():
                self._fill(name, value)

    def _fill(self, name: str, value: object) -> None:
        keys = self._judge(name, value, self.store.read_shown())
        if keys is None:
            return
        try:
            self.store.change(keys)
        except SchoolChangedError as error:
            if isinstance(value, bool):
                raise  # a box that is ticked has no room for what was meant
            self.typed[_base(name)] = Typed(value, Problem(SCHOOL, 0, error.message, error.remedy), again=True)
        self.store.read()

    def _judge(self, name: str, value: object, file: SchoolFile) -> dict[Key, Value] | None:
        """The keys to set for what was typed into a field; None if it can't be written, which is kept in `typed`."""
        try:
            keys = self._read(name, value, file)
            problem = self._check(keys, file)
        except BadValueError as bad:
            keys, problem = {}, Problem(SCHOOL, 0, bad.message, bad.remedy)
        if problem is None or problem.level != "problem":
            return keys
        self.typed[_base(name)] = Typed(value, problem)
        return None

    def answer_help(self, person: str, phone: str, languages: tuple[str, ...]) -> None:
        """Note who answers families, as one change. What is wrong with an answer is kept in `typed`.

        Raises what `SchoolStore.change` raises.
        """
        with self.store.lock:
            self.typed.clear()
            file = self.store.read()
            keys: dict[Key, Value] = {}
            for name, value in (("person", person), ("phone", phone)):
                keys |= self._judge(name, value, file) or {}
            if not person.strip():
                missing = Problem(SCHOOL, 0, "The name is missing.", "Write it as families know the person.")
                self.typed["person"] = Typed(person, missing)
            tags = [tag for each in languages if (tag := parse_tag(each)) is not None]
            if not self.typed:
                self.store.change(keys | ({school_form.LISTS["person-languages"]: tags} if tags else {}))
                self.store.read()

    def _read(self, name: str, value: object, file: SchoolFile) -> dict[Key, Value]:
        if name not in school_form.PICTURES:
            return school_form.read_field(name, value, file)
        offered = ("", *school_pictures.list_pictures(file.path.parent))
        if not isinstance(value, str) or value not in offered:
            raise NoFieldError(name)  # a path, or what is no picture of this folder
        return {school_form.PICTURES[name]: value or None}

    def _check(self, keys: Mapping[Key, Value], file: SchoolFile) -> Problem | None:
        for key, value in keys.items():
            if key[0] == "voices" and isinstance(value, str):
                tag = parse_tag(key[1]) or key[1]
                if value not in (one.value for one in school_choices.list_voices(tag, self.cache)):
                    return Problem(
                        SCHOOL,
                        0,
                        Message("There is no voice “{value}” on this computer.", value=value),
                        "Pick one from the list.",
                    )
        return next(iter(school_form.check_keys(keys, file.path.parent, choose.CHOICES)), None)

    @property
    def cache(self) -> Cache:
        """The cache, which the engines want to know."""
        return Cache(default_root())

    def take_picture(self, name: str, wished: str, data: Iterable[bytes]) -> None:
        """Take a picture in beside the file, and make it the logo or the photo. Why it is none is kept in `typed`.

        Raises what `SchoolStore.change` raises. Then the picture isn't there either.
        """
        key = school_form.PICTURES.get(name)
        if key is None:
            raise NoFieldError(name)
        with self.store.lock:
            self.typed.pop(name, None)
            folder = self.store.path.parent
            try:
                taken = school_pictures.receive(folder, wished, data)
            except ProblemsError as error:
                first, kept = error.problems[0], self.store.read_shown().find(key)
                problem = Problem(SCHOOL, 0, join(first.file, first.message), first.remedy)
                self.typed[name] = Typed(kept if isinstance(kept, str) else "", problem)
                return
            try:
                self.store.change({key: taken})
            except AnnotatorError:
                (folder / taken).unlink(missing_ok=True)
                raise

    def add_language(self, tag: str, name: str) -> None:
        """Name a language that has no name yet. What is wrong is kept for the two fields."""
        text = name.strip()
        with self.store.lock:
            self.typed.pop("new-language", None)
            found = parse_tag(tag.strip())
            if found is None or not text:
                message = "Both the code and the name of the language are needed."
                problem = Problem(SCHOOL, 0, message, 'Write for instance "mix" and "Mixteco".')
                self.typed["new-language"] = Typed((tag, name), problem)
                return
            self.fill({f"called.{found}": text})
            if (bad := self.typed.pop(f"called.{found}", None)) is not None:
                self.typed["new-language"] = Typed((tag, name), bad.problem)

    def add_word(self, lang: str, word: str, spelt: str) -> None:
        """Add a word and how it sounds. What is wrong is kept for the two fields."""
        field = f"{school_form.LEXICON}.{lang}.{word.strip()}"
        with self.store.lock:
            self.typed.pop(f"new-word.{lang}", None)
            if not word.strip() or not spelt.strip():
                problem = Problem(
                    SCHOOL, 0, "Both the word and its sound are needed.", 'Write for instance "Zoom" and "Sum".'
                )
                self.typed[f"new-word.{lang}"] = Typed((word, spelt), problem)
                return
            self.fill({field: spelt})
            if (bad := self.typed.pop(field, None)) is not None:
                self.typed[f"new-word.{lang}"] = Typed((word, spelt), bad.problem)

    def move(self, moved: str, by: int) -> None:
        """Show a tutorial earlier (-1) or later (1) on the website."""
        with self.store.lock:
            file = self.store.read_shown()
            tutorials = school_choices.list_tutorials(self.workspace)
            order = school_choices.move(tutorials, file.school.order, moved, by)
            if order != file.school.order:
                self.store.change({("order",): order})

    def undo(self) -> None:
        """Take the last change back. What was typed and couldn't be written is forgotten, too."""
        with self.store.lock:
            self.typed.clear()
            self.store.undo()

    def note_consent(self, who: str, *, chat: bool, website: bool, until: str) -> None:
        """Note who allowed the photo to be shown. What is wrong with an answer is kept in `typed`. Raises OutputError."""
        with self.store.lock:
            self.typed.pop("consent", None)
            file = self.store.read_shown()
            if file.school.photo is None:
                raise NotListedError("There is no photo any more.", "Add one.")
            folder, photo = file.path.parent, file.school.photo.name
            try:
                school_pictures.note_consent(folder, photo, who, chat=chat, website=website, until=until)
            except OutputError:
                raise
            except AnnotatorError as error:
                self.typed["consent"] = Typed(who, Problem(SCHOOL, 0, error.message, error.remedy))

    # ------------------------------------------------------------ preview

    def show(self, tutorial: str | None, lang: str | None) -> None:
        """Choose what the preview shows."""
        self._shown = (self._shown[0] if tutorial is None else tutorial, self._shown[1] if lang is None else lang)

    def drawable(self, order: Sequence[str] = ()) -> tuple[SchoolTutorial, ...]:
        """The tutorials that a preview can be drawn of: before there is one, those that ship with annotator."""
        own = [one for one in school_choices.list_tutorials(self.workspace) if one.can_be_drawn]
        return school_choices.in_order(own or school_choices.list_examples(), order)

    def shown(self, drawable: tuple[SchoolTutorial, ...], page_lang: str) -> tuple[SchoolTutorial, str]:
        """The tutorial and the language of the preview: as chosen, else the first, in the page's language if it has that."""
        chosen = next((one for one in drawable if one.id == self._shown[0]), drawable[0])
        languages = chosen.tutorial.languages
        lang = next((each for each in (self._shown[1], page_lang) if each in languages), languages[0])
        return chosen, lang

    def find_drawable(self, tutorial: str, lang: str) -> tuple[SchoolTutorial, Path | None]:
        """A tutorial to draw, and the school's file if it isn't the one that is found from its folder.

        Raises NotListedError.
        """
        for one in self.drawable():
            if one.id == tutorial and lang in one.tutorial.languages:
                own = one.folder.is_relative_to(self.workspace.root)
                return one, None if own else self.store.path
        raise NotListedError("There is no such tutorial here any more.", "Go back to the list of tutorials.")


def _base(name: str) -> str:
    """The field that a name belongs to: a colour has two."""
    return name.removesuffix(school_form.PICK)
