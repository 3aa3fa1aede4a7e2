"""The command ``recording-kit``: ask a speaker, who may not read, for recordings by pictures and voice messages in a chat.

A *memo* is a person's recording that is heard in place of a synthetic voice. Few people write Mixtec, and no computer speaks it;
so ``annotator recording-kit zoom --lang mix`` makes a folder that somebody sends to a speaker, file by file::

    00-read-me.txt                instructions for whoever sends it
    00-voice.ogg                  "You get pictures. Answer each with a voice message …", in Spanish where the tutorial has it
    01-title-picture.jpg          the opening; what to say there is in 01-title-voice.ogg; then the same for all that lacks a memo

The speaker's answers become memos by ``annotator memos``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator import languages, pace
from annotator import script as script_layer
from annotator.cache import Cache, default_root
from annotator.edition import narration, tutorial_source
from annotator.edition.edition import Edition, step_key
from annotator.edition.memos.memo_language import open_tutorial
from annotator.edition.memos.recording_guide import FIRST, GUIDE, KitPart, RecordingGuide, Words
from annotator.edition.renderer import FrameRenderer
from annotator.errors import AnnotatorError
from annotator.model import ChatCard, Progress, Tutorial, no_progress
from annotator.outputs import claim, marks, replacement
from annotator.pack.catalogue import Options
from annotator.pack.preflight import Preflight, preflight
from annotator.phrases import has_phrasebook
from annotator.script import MemoSlot
from annotator.script.file_names import TITLE
from annotator.timeline import captions

_MAX_PICTURE_BYTES = 300_000
"""The maximum size of a picture of a kit, which the speaker gets in a chat."""


@dataclass(frozen=True)
class Kit:
    """A finished kit: its folder, the missing memos in the order to send, and messages about older files there."""

    folder: Path
    missing: tuple[MemoSlot, ...]
    notes: tuple[str, ...] = ()


def make_kit(
    folder: Path,
    lang: str,
    output: Path | None = None,
    voice: str | None = None,
    progress: Progress = no_progress,
    cache: Cache | None = None,
    words: Words = str,
) -> Kit:
    """Make a folder with a picture and a voice message for each memo that is missing in ``lang``.

    Args:
        folder: the tutorial's folder.
        lang: the language to record; the script need not declare it yet.
        output: the new folder; None for ``NAME-LANG-kit`` in the current one. An older kit there is replaced.
        voice: the voice in which the speaker hears each step, as for ``--voice``: in Spanish, else in the tutorial's first
            language that has phrases.
        progress: called as ``progress(stage, done, total)``.
        cache: the cache of texts and spoken sentences; None for the usual folder.
        words: puts the guide and the names of the files into the language of whoever sends the kit.

    Raises:
        ProblemsError: the tutorial has problems in the language that the speaker hears.
        AnnotatorError: nothing is missing, ``lang`` is not a language, or the tutorial has none that the speaker could hear.
        MissingError: the voice is not installed.
        ServiceError: the voice on the network can't be reached.
        OutputError: the folder can't be written, or its place is taken.
    """
    cache = cache or Cache(default_root())
    lang = script_layer.require_tag(lang)
    kit_folder = output or Path(f"{folder.resolve().name}-{lang}-kit")
    claim(kit_folder, "kit", cache.root, tutorial=folder)
    tutorial, _ = open_tutorial(folder)
    heard_lang = _choose_heard_language(tutorial, lang)
    slots = script_layer.find_memo_slots(tutorial, script_layer.list_files(folder), lang)
    missing = tuple(slot for slot in slots if slot.memo is None)
    if not missing:
        message = "{folder} has every memo in “{lang}” already."
        remedy = "Remove those that you want recorded again."
        raise AnnotatorError(message, remedy, folder=folder.name, lang=lang)
    options = Options(languages=(heard_lang,), kinds=("voice",), voice=voice)
    checked = preflight(tutorial_source.read_source(folder, (heard_lang,)), options, cache, progress).passed()
    parts = [KitPart.of(number, slot, words) for number, slot in enumerate(missing, start=1)]
    with replacement.staging_dir(kit_folder) as staging:
        writer = _KitWriter(staging / "kit", checked, checked.edition(heard_lang), parts, words)
        writer.folder.mkdir()
        writer.write_voices(options, cache, progress)
        writer.write_pictures()
        writer.write_guide(folder, lang)
        marks.write_mark(writer.folder, "kit", undecided=[checked.source.name] if checked.undecided else ())
        notes = replacement.swap_in(writer.folder, kit_folder)
    return Kit(kit_folder, missing, tuple(notes))


def _choose_heard_language(tutorial: Tutorial, lang: str) -> str:
    """Spanish, else the first of the tutorial's other languages with phrases; not ``lang``. Raises AnnotatorError without one."""
    candidates = [known for known in tutorial.languages if has_phrasebook(known) and known != lang]
    if not candidates:
        message = "The tutorial has no language in which the speaker could hear the steps."
        remedy = "Add a heading such as “# es: …”, and the sentences in Spanish."
        raise AnnotatorError(message, remedy)
    spanish = [known for known in candidates if languages.base_language(known) == languages.DEFAULT_LANGUAGE]
    return (*spanish, *candidates)[0]


@dataclass(frozen=True)
class _KitWriter:
    """Writes the files of a kit into ``folder``; the speaker hears, and sees on the pictures, the language of ``edition``."""

    folder: Path
    checked: Preflight
    edition: Edition
    parts: Sequence[KitPart]
    words: Words

    def write_voices(self, options: Options, cache: Cache, progress: Progress) -> None:
        """Write the voice messages for the speaker: one for each part, and one with instructions."""
        from annotator.voice import say

        edition, matcher = self.edition, self.checked.matcher
        choices = narration.choose_voices([edition], cache, options.voice)
        narrated = narration.narrate(self.checked.source, [edition], choices, matcher, cache, progress, options.jobs)
        sounds = narrated[edition.lang].sounds
        for part in self.parts:
            # Steps that share a memo say the same.
            sentences = sounds.get(step_key(part.slot.steps[0]) if part.slot.steps else part.slot.key, ())
            clips = [(spoken.clip, pace.pause_after(spoken.text, spoken.clip.seconds)) for spoken in sentences]
            say.write_sound(clips, self.folder / part.voice)
        lexicon = dict(dict(edition.school.lexicons).get(edition.lang, ()))
        instructions, file = edition.book.fixed("record"), self.folder / self.words(FIRST)
        say.say(instructions, edition.lang, choices[edition.lang], file, cache, lexicon=lexicon, matcher=matcher)

    def write_pictures(self) -> None:
        """Write a picture for each part: the card of its step, or the opening or closing of the video."""
        from annotator.cards import image_files  # loads NumPy and OpenCV

        edition = self.edition
        with FrameRenderer(self.checked.files) as renderer:
            for part in self.parts:
                if part.slot.steps:
                    # The speaker may not read; the few words are for whoever helps her.
                    step = edition.step(part.slot.steps[0])
                    lines = captions.wrap(step.question or step.label, step.chip, edition.lang)
                    caption = captions.make_caption(lines, step.chip)
                    pixels = renderer.card(ChatCard(edition.title, step.close, caption))
                else:
                    pixels = renderer.frame(edition.opening if part.slot.key == TITLE else edition.closing, None)
                image_files.save_jpeg(pixels, self.folder / part.picture, max_bytes=_MAX_PICTURE_BYTES)

    def write_guide(self, tutorial: Path, lang: str) -> None:
        """Write the guide for whoever sends the kit of the folder ``tutorial`` to a speaker of ``lang``."""
        text = "\n".join(RecordingGuide(self.edition, self.parts, self.words).lines(tutorial, lang)) + "\n"
        (self.folder / self.words(GUIDE)).write_text(text, encoding="utf-8", newline="\n")
