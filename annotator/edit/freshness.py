"""Tell whether a pack, the website or a recording kit is up to date with its sources."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from annotator import script
from annotator.cache import Cache, default_root
from annotator.edit.school.school_store import SchoolStore
from annotator.edit.tutorial_list import list_quietly
from annotator.edition import tutorial_source
from annotator.errors import AnnotatorError
from annotator.outputs import marks
from annotator.pack import build_record, plan, source_digest, website_consent
from annotator.pack.catalogue import Options
from annotator.script import PICTURES, SCRIPT, suffix
from annotator.text.slugs import plain_name

MadeState = Literal["none", "current", "old"]
"""Whether something was made, and whether something that is in it has changed since."""


def pack_state(pack: Path, tutorial: Path) -> MadeState:
    """The state of a tutorial's pack."""
    return _compare(pack / marks.PACK_JSON, _list_sources(tutorial), lambda: _has_same_pack(pack, tutorial))


def website_state(website: Path, tutorials: Sequence[Path]) -> MadeState:
    """The state of a website that shows some tutorials."""
    sources = [source for tutorial in tutorials for source in _list_sources(tutorial)]
    return _compare(
        website / marks.OWN_JSON,
        sources,
        lambda: all(_has_same_pages(website / plain_name(tutorial.name), tutorial) for tutorial in tutorials),
    )


def kit_state(kit: Path, tutorial: Path) -> MadeState:
    """The state of a tutorial's recording kit. Memos don't affect it."""
    shown = [path for path in _list_visible(tutorial) if path.name == SCRIPT or suffix(path.name) in PICTURES]
    return _compare(kit / marks.OWN_JSON, [*shown, *_list_school_files(tutorial)], lambda: False)


def _compare(made: Path, sources: Iterable[Path], has_same_content: Callable[[], bool]) -> MadeState:
    """Whether the file ``made`` is there, and up to date with its ``sources``.

    Where a source is newer, ``has_same_content`` decides: a change may have been undone. What the command line made with
    undecided names is old, too: to make it again, somebody has to decide on them.
    """
    try:
        made_at = made.stat().st_mtime_ns
    except OSError:
        return "none"
    if marks.read_sealed(made).get("undecided"):
        return "old"
    is_newer = any(_modified_ns(path) > made_at for path in sources)
    return "old" if is_newer and not has_same_content() else "current"


def _has_same_pack(pack: Path, tutorial: Path) -> bool:
    """Whether a build would keep every file of a tutorial's pack."""
    try:
        source = tutorial_source.read_source(tutorial)
        planned = plan.plan_build(source, Options(), pack, Cache(default_root()))
    except (AnnotatorError, OSError):
        return False
    return planned.left is not None and not source.has_problems


def _has_same_pages(pages: Path, tutorial: Path) -> bool:
    """Whether ``site`` would keep a tutorial's pages on the website."""
    cache, today = Cache(default_root()), tutorial_source.today()
    with contextlib.suppress(AnnotatorError, OSError):
        source, withheld = website_consent.restrict_to_consent(tutorial_source.read_source(tutorial), today)
        digest = source_digest.digest_pages(source, Options(), cache, withheld, source.school.website)
        return build_record.recall(cache, pages, digest) is not None
    return False


def _list_sources(tutorial: Path) -> list[Path]:
    """A tutorial's folder, whose time changes when a file is added or removed, its visible files, and those of its school."""
    return [tutorial, *_list_visible(tutorial), *_list_school_files(tutorial)]


def _list_visible(folder: Path) -> list[Path]:
    """The content of a folder without hidden files."""
    return [path for path in list_quietly(folder) if not path.name.startswith(".")]


def _list_school_files(tutorial: Path) -> list[Path]:
    """The files of a tutorial's school that shape packs and pages: its settings, lists of names, logo and photo."""
    found: list[Path] = []
    for path in script.find_school_files(tutorial):
        file = SchoolStore(path.parent).read()
        names = file.find(("names",))
        pictures = [picture for picture in (file.school.logo, file.school.photo) if picture is not None]
        found += [file.path, *([file.path.parent / str(names)] if names else []), *pictures]
    return found


def _modified_ns(path: Path) -> int:
    """The modification time of a file; 0 if it is gone."""
    with contextlib.suppress(OSError):
        return path.stat().st_mtime_ns
    return 0
