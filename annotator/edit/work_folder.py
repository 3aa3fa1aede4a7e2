"""Remember the folders that a person chose, such as the one that the editor works in, which at first is in the documents."""

import json
from pathlib import Path

from annotator.edit.data_root import LAST_FOLDER, data_root, keep
from annotator.errors import refusing


def default_folder() -> Path:
    """The folder ``annotator`` in the user's documents, made if it is missing. Raises OutputError."""
    from platformdirs import user_documents_path  # only where no folder was named

    folder = user_documents_path() / "annotator"
    remedy = "Name a folder that you may write to: annotator edit FOLDER."
    with refusing("The folder {folder} could not be made: {strerror}.", remedy, folder=folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def remember(folder: Path, file: str = LAST_FOLDER) -> None:
    """Remember a folder for the next start, in a file of the data folder. Raises OutputError."""
    keep(json.dumps({"folder": str(folder.resolve())}), file)


def last_used(file: str = LAST_FOLDER) -> Path | None:
    """The folder that was remembered, if it is still there."""
    try:
        kept = json.loads((data_root() / file).read_text(encoding="utf-8"))
        folder = Path(kept["folder"])
        return folder if folder.is_dir() else None
    except (OSError, ValueError, TypeError, KeyError):  # never remembered, or damaged
        return None
