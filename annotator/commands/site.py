"""The command ``site``: make a website of tutorials in one folder, with a page for each tutorial and language and a gallery.

The folder is replaced as a whole, so that visitors never see half of it. ``annotator site tutorials -o public`` leaves::

    public.zip                           the whole site, to upload at once
    public/index.html                    the gallery
    public/join-class-on-zoom/es/index.html
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator import errors, outputs
from annotator.cache import Cache, code_version, default_root, key
from annotator.edition import tutorial_source
from annotator.edition.renderer import FrameRenderer
from annotator.edition.tutorial_source import TutorialSource
from annotator.errors import AnnotatorError, ProblemsError
from annotator.media.files import copy_into_place
from annotator.messages import Message
from annotator.model import Problem, Progress, School, no_progress
from annotator.outputs import replacement
from annotator.outputs.claims import names_collide
from annotator.pack import pack_folder, plan
from annotator.pack.catalogue import Options
from annotator.pack.pack_folder import JobProgress, estimate_units
from annotator.pack.plan import Parts
from annotator.pack.preflight import count_inputs, preflight
from annotator.pack.products.page import collect_pages
from annotator.pages import gallery, presentation, tutorial_pages
from annotator.pages.page_data import Publishing
from annotator.text.folding import plain_name

_KINDS = ("video", "message", "paper", "page", "present")
"""The kinds of product that a website shows, as ``--only`` names them."""


@dataclass
class SiteResult:
    """A finished site.

    Attributes:
        pages: the gallery and all pages.
        made: the names of tutorials whose pages were made.
        unchanged: the names of tutorials whose pages were up to date.
        failed: the folders of tutorials that could not be made, with their errors.
        notes: messages for staff.
        archive: the whole site in one file to upload.
    """

    pages: list[Path] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[Path, AnnotatorError]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    archive: Path | None = None


def to_json(result: SiteResult) -> dict[str, Any]:
    """The object that ``annotator site --json`` prints: ``{"pages": ["public/index.html", …], "made": ["clever-badge"], …}``."""
    return {
        "pages": [str(page) for page in result.pages],
        "archive": str(result.archive),
        "made": result.made,
        "unchanged": result.unchanged,
        "failed": [{"folder": str(folder), **errors.describe(error)} for folder, error in result.failed],
        "notes": result.notes,
    }


@dataclass(frozen=True)
class SiteRequest:
    """The options of the command.

    Attributes:
        public_folder: the folder that receives the site.
        base_url: the address of the site; None for the ``website`` of ``school.toml``.
        languages: the languages to publish; empty: those of ``school.toml``, or all.
        voice: an engine or engine:voice, as for ``--voice``.
        public: whether search engines may list the pages.
    """

    public_folder: Path
    base_url: str | None = None
    languages: tuple[str, ...] = ()
    voice: str | None = None
    public: bool = False

    @property
    def options(self) -> Options:
        """The options for building each tutorial."""
        return Options(languages=self.languages, kinds=_KINDS, voice=self.voice)

    def publishing(self, school: School) -> Publishing:
        """Where the pages of a school will be, and whether search engines may list them."""
        return Publishing((school.website if self.base_url is None else self.base_url).rstrip("/"), self.public)


@dataclass(frozen=True)
class _Tutorial:
    """A tutorial with what may be on the website; ``withheld`` says which voices and photos may not, for want of consent."""

    source: TutorialSource
    withheld: tuple[str, ...]

    @property
    def parts(self) -> Parts:
        """The parts to make, as a pack has them: ``{"video": ("es", "en"), …}``; all in the languages that may be shown."""
        return plan.list_parts(self.source, self.source, _KINDS)

    @property
    def work_units(self) -> int:
        """The estimated work, for the progress bar."""
        return count_inputs(self.source) + estimate_units(self.parts, len(self.source.tutorial.steps))


def build(
    folders: Sequence[Path], request: SiteRequest, progress: Progress = no_progress, cache: Cache | None = None
) -> SiteResult:
    """Make or update a site. A tutorial that fails keeps its older pages; the site is replaced as a whole or not at all.

    ``progress`` is called with one total for all tutorials.

    Raises:
        OutputError: the site can't be written, or another folder is in its place.
        ProblemsError: two folders have the same name.
        AnnotatorError: the error of the first tutorial, if all failed and there are no older pages.
    """
    _check_names(folders)
    cache = cache or Cache(default_root())
    public, archive = request.public_folder, gallery.path_beside(request.public_folder)
    outputs.claim(public, "site", cache.root, beside=folders)
    outputs.claim(archive, "zip", cache.root, beside=folders)
    result = SiteResult(archive=archive)
    tutorials = [_read_tutorial(folder, request) for folder in folders]
    readable = [tutorial for tutorial in tutorials if isinstance(tutorial, _Tutorial)]
    job = JobProgress(sum(tutorial.work_units for tutorial in readable) + len(tutorials) - len(readable), progress)
    with replacement.staging_dir(public) as staging:
        maker = _SiteMaker(request, staging / "site", cache, job, result)
        gallery.copy_previous_site(public, maker.site)
        for folder, tutorial in zip(folders, tutorials, strict=True):
            try:
                maker.add(folder, tutorial)
            except AnnotatorError as error:
                result.failed.append((folder, error))
        if not any(maker.site.glob(f"*/{gallery.LISTING}")):
            raise result.failed[0][1]
        maker.add_gallery(_find_school(readable))
        # The mark lists every file, and the archive has the mark, too: both come last.
        outputs.claims.write_mark(maker.site, "site", before=public)
        gallery.write(maker.site, staging / archive.name)
        result.notes += replacement.swap_in(maker.site, public)
        for name, digest in maker.digests.items():
            plan.save_record(cache, public / name, digest)
        copy_into_place(staging / archive.name, archive)
        outputs.claims.note(archive, cache)
    job.finish("site")
    return result


def _find_school(tutorials: Sequence[_Tutorial]) -> School:
    """The school that the gallery names: that of the first tutorial with a ``school.toml``."""
    return next((tutorial.source.school for tutorial in tutorials if tutorial.source.school != School()), School())


@dataclass
class _SiteMaker:
    """Makes the pages of one tutorial after the other.

    Attributes:
        site: the folder in which the new site grows, until it takes the place of the old one.
        digests: by the name of each tutorial that was made, the digest of everything that its pages depend on.
    """

    request: SiteRequest
    site: Path
    cache: Cache
    job: JobProgress
    result: SiteResult
    digests: dict[str, str] = field(default_factory=dict)

    def add(self, folder: Path, tutorial: _Tutorial | AnnotatorError) -> None:
        """Make the pages of one tutorial, unless they are up to date. Raises the errors of reading and building it."""
        if isinstance(tutorial, AnnotatorError):
            raise tutorial
        source, name, options = tutorial.source, _web_name(folder), self.request.options
        publishing = self.request.publishing(source.school)
        source_digest = plan.digest_source(source, options, self.cache, tutorial.withheld)
        digest = key(code_version.of(__name__), source_digest, source.languages, publishing)
        with self.job.stage("pages", tutorial.work_units) as progress:
            if plan.recall(self.cache, self.request.public_folder / name, digest) is not None:
                self.result.unchanged.append(name)
                return
            pages = self._make_pages(tutorial, options, publishing, JobProgress(tutorial.work_units, progress))
        shutil.rmtree(self.site / name, ignore_errors=True)
        pages.rename(self.site / name)
        self.digests[name] = digest
        self.result.made.append(name)
        self.result.notes += tutorial.withheld

    def add_gallery(self, school: School) -> None:
        """Write the gallery of all tutorials in the site, those of earlier runs too, and list all pages in the result."""
        tutorials = gallery.write_gallery(self.site, self.request.publishing(school), school)
        self.result.notes += gallery.find_unknown_in_order(school, tutorials)
        public = self.request.public_folder
        self.result.pages.append(public / tutorial_pages.INDEX)
        for listed in tutorials:
            self.result.pages += [public / listed.name / page.lang / tutorial_pages.INDEX for page in listed.pages]

    def _make_pages(self, tutorial: _Tutorial, options: Options, publishing: Publishing, job: JobProgress) -> Path:
        """Make the folder of one tutorial, with pages, videos and hand-outs, and return its path."""
        source, scratch = tutorial.source, self.site.parent / "tutorial"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        with job.stage("pictures", count_inputs(source)) as progress:
            checked = preflight(source, options, self.cache, progress).passed()
        if not source.languages:
            raise AnnotatorError(
                "Nothing of {folder} may be on the website: no language is left.",
                "Ask the people whose voices these are, and write down their consent in consent.toml.",
                folder=source.folder,
            )
        parts = tutorial.parts
        with FrameRenderer(checked.files) as renderer:
            context = pack_folder.prepare(
                checked, parts, options, scratch / "pack", renderer, self.cache, job, publishing, gallery=True
            )
            pack_folder.make_products(context, parts, job)
        (context.folder / presentation.FOLDER).rename(context.web / presentation.FOLDER)
        self.result.notes += [warning.line_of_text for warning in context.warnings.get("page", ())]
        gallery.write_listing(context.web, collect_pages(context.editions))
        return context.web


def _read_tutorial(folder: Path, request: SiteRequest) -> _Tutorial | AnnotatorError:
    """Read a tutorial as it may be on the website; return the error if it can't be read, since the others can be made."""
    try:
        source = tutorial_source.read_source(folder, request.languages)
        return _Tutorial(*tutorial_source.restrict_to_consent(source, tutorial_source.today()))
    except AnnotatorError as error:
        return error


def _web_name(folder: Path) -> str:
    """The name of a tutorial's folder in the site: ``unirse-a-la-clase`` for the folder ``Unirse a la clase``."""
    return plain_name(folder.resolve().name)


def _check_names(folders: Sequence[Path]) -> None:
    """Raise ProblemsError where two folders would get the same pages."""
    for number, folder in enumerate(folders):
        for other in folders[:number]:
            if names_collide(_web_name(folder), _web_name(other)):
                message = Message("It has the same name as {other}, so both would get the same pages.", other=other)
                raise ProblemsError([Problem(str(folder), 0, message, "Rename one of the folders.")])
