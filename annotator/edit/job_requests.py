"""The jobs that a page can start, and the command line of each: the editor makes the files that the command line makes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from annotator import script
from annotator.edit.data_root import DRAFTS, make_private_folder
from annotator.edit.tutorial_list import PACKS, WEBSITE, kit_folder, tutorial_id

JobKind = Literal["check", "build", "draft", "review", "website", "kit"]
_SENT: Final = ("build", "review", "website", "kit")
"""The kinds of jobs whose files people send or upload; a draft is watched here alone."""


@dataclass(frozen=True, slots=True)
class JobRequest:
    """A job as it was asked for: ``JobRequest("draft", (Path("tutorials/join-class"),), ("es",))``.

    Attributes:
        kind: ``check``, ``build``, ``draft``, ``review``, ``kit`` (one tutorial each), or ``website``.
        folders: the tutorials.
        languages: the languages to check, build or draft; none: those of the school. A kit is for one. Others ignore it.
        reader: the language of the command's messages, and of the guide in a kit.
    """

    kind: JobKind
    folders: tuple[Path, ...]
    languages: tuple[str, ...] = ()
    reader: str = "en"

    @property
    def tutorial(self) -> str | None:
        """The id of the one tutorial that it is about; None for a website."""
        return None if self.kind == "website" else tutorial_id(self.folders[0])

    @property
    def is_possible(self) -> bool:
        """Whether it has as many tutorials and languages as its kind needs."""
        if self.kind == "website":
            return bool(self.folders)
        return len(self.folders) == 1 and (self.kind != "kit" or len(self.languages) == 1)

    @property
    def writes(self) -> bool:
        """Whether it makes files."""
        return self.kind != "check"

    @property
    def is_sent(self) -> bool:
        """Whether people send or upload its files."""
        return self.kind in _SENT

    def collides(self, other: "JobRequest") -> bool:
        """Whether both make files of one kind, for the same tutorial or for the website; the languages don't matter."""
        return self.writes and (self.kind, self.tutorial) == (other.kind, other.tutorial)

    def command(self) -> list[str]:
        """Its command line."""
        first = self.folders[0]
        languages = [f"--lang={lang}" for lang in self.languages]
        match self.kind:
            case "check":
                return ["check", str(first), "--json", *languages]
            case "build":
                return ["build", str(first), "-o", str(first.parent / PACKS), "--json", *languages]
            case "draft":
                # Drafts of other languages are packs of their own, so that this one doesn't replace them.
                output = Path(draft_folder(first), *self.languages)
                return ["build", str(first), "-o", str(output), "--draft", "--only", "video", "--json", *languages]
            case "review":
                return ["build", str(first), "-o", str(review_folder(first)), "--draft", "--only", "review", "--json"]
            case "kit":
                return ["recording-kit", str(first), "-o", str(kit_folder(first, self.languages[0])), *languages]
            case "website":
                return ["site", *map(str, self.folders), "-o", str(first.parent / WEBSITE), "--json"]

    def check_command(self) -> list[str]:
        """The command line that finds the undecided names in what it makes."""
        # A kit speaks in a language that the school may leave out otherwise.
        tutorial = script.read_folder(self.folders[0]).readable if self.kind == "kit" else None
        languages = [f"--lang={lang}" for lang in tutorial.languages] if tutorial else []
        return ["check", *map(str, self.folders), "--json", *languages]


def draft_folder(folder: Path) -> Path:
    """The private folder for the draft of a tutorial. Raises OutputError."""
    return make_private_folder(DRAFTS, tutorial_id(folder))


def review_folder(folder: Path) -> Path:
    """The private folder for the picture to review. Raises OutputError."""
    return draft_folder(folder) / "review"
