"""Attach files to a tutorial by their names, so that nobody has to list recordings and translated screenshots in the script.

Beside a step's picture ``03-unirse.png``, the names show the kinds of the files::

    03-unirse.es.m4a    a memo: a person's recording that is heard in Spanish in place of the step's sentence
    03-unirse.en.png    the picture that is shown in English
    03-unirse.iphone.png    the picture of another phone, which may have such files of its own: 03-unirse.iphone.es.m4a
    title.es.m4a        the memo of the opening; end.es.m4a that of the closing
    saludo.es.mp4       a film in which a person greets the families

A file that seems meant as one of these but is left out, such as ``03-unirse.m4a``, is reported (``checks.stray_files``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from annotator.messages import Message, join_quoted
from annotator.model import LangFile, Phone, PhoneFiles, Step, Tutorial, phones
from annotator.script.checks.stray_files import report_strays
from annotator.script.file_names import END, MEMOS, PICTURES, RECORDINGS, SOUNDS, TITLE, TaggedName, stem, suffix
from annotator.script.files.file_index import FileIndex
from annotator.script.files.memo_slots import memo_stems
from annotator.script.keywords import GREETINGS
from annotator.script.problems import ProblemLog


@dataclass
class Attacher:
    """Matches the files of one folder to one tutorial."""

    _names: FileIndex
    _languages: Sequence[str]
    _log: ProblemLog
    _used: set[str] = field(default_factory=set)

    def attach(self, tutorial: Tutorial) -> Tutorial:
        """The tutorial with its files. Two files for one thing and language are a problem."""
        steps = self._attach_media(tutorial.steps)
        for phone in tutorial.phones[1:]:
            steps = self._attach_phone(steps, phone)
        greetings = [file for word in GREETINGS for file in self._names.find_named(word, RECORDINGS)]
        attached = replace(
            tutorial,
            steps=tuple(steps),
            title_memos=self._pick_one_per_language(self._names.find_named(TITLE, MEMOS), "memo for the opening", 0),
            end_memos=self._pick_one_per_language(self._names.find_named(END, MEMOS), "memo for the closing", 0),
            greetings=self._pick_one_per_language(greetings, "greeting", 0),
        )
        report_strays(attached, self._names, self._used, self._log)
        return attached

    def _attach_media(self, steps: Sequence[Step]) -> list[Step]:
        """The steps with the memos and language pictures beside their pictures."""
        pictures: dict[str, tuple[LangFile, ...]] = {}  # steps with the same picture share those
        memos: dict[str, tuple[LangFile, ...]] = {}  # and these, unless they say something else and have their own
        attached = []
        for step, memo_stem in zip(steps, memo_stems(steps), strict=True):
            if step.picture not in pictures:
                pictures[step.picture] = self._find_pictures(step)
            if memo_stem not in memos:
                memos[memo_stem] = self._find_memos(step, memo_stem)
            by_language = {memo.lang: memo for memo in (*memos[stem(step.picture)], *memos[memo_stem])}
            step_memos = tuple(by_language[lang] for lang in self._languages if lang in by_language)
            attached.append(replace(step, pictures=pictures[step.picture], memos=step_memos))
        return attached

    def _attach_phone(self, steps: Sequence[Step], phone: Phone) -> list[Step]:
        """The steps with their files for another phone, which belong to its pictures as others do to theirs."""
        on_phone: dict[int, Step] = {}
        for index, step in enumerate(steps):
            picture = self._find_phone_picture(step, phone)
            if picture is not None:
                with_picture = replace(step, phone_files=(PhoneFiles(phone.word, picture),))
                on_phone[index] = phones.show_step(with_picture, phone.word)
        attached = list(steps)
        for index, step in zip(on_phone, self._attach_media([*on_phone.values()]), strict=True):
            files = PhoneFiles(phone.word, step.picture, step.pictures, step.memos)
            attached[index] = replace(steps[index], phone_files=(*steps[index].phone_files, files))
        return attached

    def _find_phone_picture(self, step: Step, phone: Phone) -> str | None:
        """A step's picture on another phone, or None. Reports lines about a missing one, and a second one."""
        names = self._names.find_of_phone(step.picture, phone.word)
        self._used.update(names)
        line = phones.find_variant(step, phone.word).line
        if not names and line:
            name = f"{stem(step.picture)}.{phone.word}.png"
            message = 'There is no picture of "{phone}" beside "{picture}".'
            remedy = 'Put that phone\'s screenshot beside it as "{name}", or take the lines about it away.'
            self._log.add_problem(line, message, remedy, phone=phone.name, picture=step.picture, name=name)
        if len(names) > 1:
            message = 'There is more than one picture of "{phone}": {names}.'
            remedy = "Keep one of them in the folder."
            self._log.add_problem(step.line, message, remedy, phone=phone.name, names=join_quoted(names, "and"))
        return names[0] if names else None

    def _find_pictures(self, step: Step) -> tuple[LangFile, ...]:
        """The pictures for single languages beside a step's picture."""
        suffixes = (PICTURES | RECORDINGS) - _memo_suffixes(step)
        files = [file for file in self._names.find_tagged(stem(step.picture)) if file.suffix in suffixes]
        what = Message('picture for "{picture}"', picture=step.picture)
        return self._pick_one_per_language(files, what, step.line)

    def _find_memos(self, step: Step, memo_stem: str) -> tuple[LangFile, ...]:
        """The memos of a step, by their stem."""
        files = [file for file in self._names.find_tagged(memo_stem) if file.suffix in _memo_suffixes(step)]
        return self._pick_one_per_language(files, Message('memo for "{picture}"', picture=step.picture), step.line)

    def _pick_one_per_language(self, files: Iterable[TaggedName], what: str, line: int) -> tuple[LangFile, ...]:
        """At most one file for each declared language, in the order of the titles; a second one is reported."""
        by_language: dict[str, list[str]] = {lang: [] for lang in self._languages}
        for file in files:
            if file.lang in by_language:
                by_language[file.lang].append(file.file)
                self._used.add(file.file)
        for lang, names in by_language.items():
            if len(names) > 1:
                message = 'There is more than one {what} in "{lang}": {names}.'
                remedy = "Keep one of them in the folder."
                self._log.add_problem(line, message, remedy, what=what, lang=lang, names=join_quoted(names, "and"))
        return tuple(LangFile(lang, names[0]) for lang, names in by_language.items() if names)


def _memo_suffixes(step: Step) -> frozenset[str]:
    """The suffixes of memos beside a step's picture.

    Messengers save voice messages as .mp4, too: beside a still picture an .mp4 is a memo, beside a recording it is another
    recording.
    """
    return SOUNDS if suffix(step.picture) in RECORDINGS else MEMOS
