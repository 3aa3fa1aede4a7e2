"""Report a build for staff: sizes, durations, cost in data, voices, covers and warnings.

The first lines of a report::

    packs/join-class-on-zoom:
      es/entrar-a-la-clase-por-zoom.mp4    1.52 MB   65.5 s
      es/message.txt                       0.00 MB
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.messages import Message
from annotator.model import StepNumber

MEGABYTE = 1_000_000  # as mobile plans count
GIGABYTE = 1_000_000_000
INDEX = "index.html"
"""The page for staff, with all that can be sent."""
_FOLDERS = {"web": "the website", "present": "a session with families", "call": "a call system"}
"""Folders of a pack that are reported as a whole, with their purposes."""


@dataclass(frozen=True)
class BuildResult:
    """A finished pack.

    That of ``tutorials/join-class-on-zoom`` has the ``pack`` ``packs/join-class-on-zoom``, and the manifest
    ``{"tutorial": "join-class-on-zoom", "files": [{"path": "es/entrar-a-la-clase-por-zoom.mp4", …}, …], …}``.

    Attributes:
        folder: the tutorial's folder.
        pack: the pack's folder.
        manifest: the content of its ``pack.json``.
        notes: the messages for staff about this build, with private words masked.
        unchanged: whether the pack was up to date, so that nothing was made.
    """

    folder: Path
    pack: Path
    manifest: dict[str, Any]
    notes: tuple[str, ...]
    unchanged: bool = False

    def to_json(self) -> dict[str, Any]:
        """The object that ``annotator build --json`` prints."""
        facts = {"notes": self.notes, "unchanged": self.unchanged}
        return {"folder": str(self.folder), "path": str(self.pack), **facts, "pack": self.manifest}

    def report(self) -> Iterator[str]:
        """The lines to print for the person who ran the build."""
        return format_lines(self.pack, self.manifest, self.notes, self.unchanged)


def format_lines(pack: Path, manifest: dict[str, Any], notes: tuple[str, ...], unchanged: bool) -> Iterator[str]:
    """Yield the lines of the report; ``manifest`` is the content of ``pack.json``."""
    template = "{pack}: nothing has changed, so it was left as it is." if unchanged else "{pack}:"
    yield Message(template, pack=pack)
    yield from _format_files(manifest["files"])
    for file in manifest["files"]:
        if file["kind"] == "video":
            yield Message(
                "  Watching the video ({lang}) uses {size} MB: {share} of a 1 GB data plan.",
                lang=file["lang"],
                size=f"{file['bytes'] / MEGABYTE:.1f}",
                share=f"{file['bytes'] / GIGABYTE:.2%}",
            )
    for lang, voice in manifest["voices"].items():
        yield Message("  Voice ({lang}): {voice}.", lang=lang, voice=describe_voice(voice))
    for (step, kind), langs in _group_covers(manifest).items():
        covered = Message(kind)
        yield Message("  Covered in step {step} ({langs}): {what}.", step=step, langs=", ".join(langs), what=covered)
    for line in (*manifest["warnings"], *notes):
        yield Message("  {line}", line=line)
    if any(file["path"] == INDEX for file in manifest["files"]):
        yield Message("Open {page}", page=pack / INDEX)


def _format_files(files: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each file, and one for each folder that is reported as a whole, in columns."""
    folders = tuple(f"{folder}/" for folder in _FOLDERS)
    single = [file for file in files if not str(file["path"]).startswith(folders)]
    width = max((len(file["path"]) for file in single), default=0)
    for file in single:
        seconds = f"  {file['seconds']:5.1f} s" if "seconds" in file else ""
        yield f"  {file['path']:<{width}}  {file['bytes'] / MEGABYTE:6.2f} MB{seconds}"
    for folder, purpose in _FOLDERS.items():
        sizes = [file["bytes"] for file in files if str(file["path"]).startswith(f"{folder}/")]
        if sizes:
            size = f"  {folder:<{width}}  {sum(sizes) / MEGABYTE:6.2f} MB"
            template = "{size}  for {purpose}: {files} files" if len(sizes) > 1 else "{size}  for {purpose}: 1 file"
            yield Message(template, size=size, purpose=Message(purpose), files=len(sizes))


def _group_covers(manifest: dict[str, Any]) -> dict[tuple[StepNumber, str], dict[str, None]]:
    """Map step number and kind of cover to the languages with such a cover, as an ordered set; sorted by step.

    A name covered on the second step in two languages is ``(StepNumber(2), "name"): {"es": None, "en": None}``.
    """
    rows: dict[tuple[StepNumber, str], dict[str, None]] = {}
    for hidden in manifest["hidden"]:
        step = StepNumber.from_row(hidden, "step")
        assert step is not None, "only screenshots of steps have covers"
        rows.setdefault((step, hidden["kind"]), {})[hidden["lang"]] = None
    return dict(sorted(rows.items()))


def describe_voice(voice: dict[str, Any]) -> str:
    """The voices of a language in a few words: ``kokoro (ef_dora)``, ``2 memos and pico (es-ES)``."""
    engine = f"{voice['engine']} ({voice['voice']})"
    if not voice["memos"]:
        return engine
    memos = Message("1 memo") if voice["memos"] == 1 else Message("{memos} memos", memos=voice["memos"])
    return memos if voice["engine"] == "memo" else Message("{first} and {last}", first=memos, last=engine)
