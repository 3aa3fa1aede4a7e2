"""Digest everything that shapes a tutorial's files, to know whether a pack or page is up to date.

Files are hashed, and no picture is decoded, so this is cheap.
"""

from collections.abc import Sequence
from pathlib import Path

from annotator.cache import Cache, code_version, digest, key
from annotator.edition.tutorial_source import TutorialSource
from annotator.media.files import read_file
from annotator.pack.catalogue import Options
from annotator.voice import choose


def digest_source(source: TutorialSource, options: Options, cache: Cache, barred: Sequence[str] = ()) -> str:
    """The digest of what shapes the files of a tutorial, in whatever kinds and languages.

    That is all files in the tutorial's folder, but not in folders of it, the school with its files, installed voices, the options
    for voice and quality, what is barred from the website, our code, its data and libraries.

    Args:
        source: the tutorial; its languages don't count.
        options: the options of the build; its kinds and languages don't count.
        cache: the cache of the voices' models, for `choose.list_installation`.
        barred: the names of files that may not be on the website today, or notes about them: consents expire.
    """
    school = source.school
    files = (source.school_file, school.logo, school.photo, source.given and source.given.consent_file)
    return key(
        [[path.name, _digest_file(path)] for path in sorted(source.folder.iterdir()) if path.is_file()],
        [_digest_file(path) for path in files if path],
        school if source.given else list(school.names),
        [options.voice, options.draft, options.budget, list(barred)],
        [code_version.of(__name__), choose.list_installation(cache)],
    )


def digest_pages(
    source: TutorialSource,
    options: Options,
    cache: Cache,
    barred: Sequence[str],
    address: str,
    *,
    public: bool = False,
) -> str:
    """The digest of everything that shapes a tutorial's pages on a website, but for the day on which they are made.

    Args:
        source: the tutorial as it may be on the website.
        options: the options of the build.
        cache: the cache, as for `digest_source`.
        barred: the notes about files that may not be on the website.
        address: the website's address; empty if there is none.
        public: whether search engines may list the pages.
    """
    code = code_version.of("annotator.commands.site")
    return key(code, digest_source(source, options, cache, barred), source.languages, address.rstrip("/"), public)


def _digest_file(path: Path) -> str:
    """The digest of a file; if it can't be read, the number of the error."""
    try:
        return digest(read_file(path))
    except OSError as error:
        return f"unreadable: {error.errno}"
