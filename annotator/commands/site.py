"""The command ``site``: make a website in one folder that is replaced as a whole, so that visitors never see half of it.

It has a page for each tutorial and language, and a gallery.
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
from annotator.pack import preflight as preflights
from annotator.pack.catalogue import Options
from annotator.pack.pack_folder import JobProgress, estimate_units
from annotator.pack.plan import Parts
from annotator.pack.products.page import collect_pages
from annotator.pages import gallery, presentation, tutorial_pages
from annotator.pages.page_data import Publishing
from annotator.text.folding import plain_name

_KINDS = ("video", "message", "paper", "page", "present")


@dataclass
class SiteResult:
    """A finished site.

    Attributes:
        pages: the paths of the gallery and all pages.
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


def to_json(made: SiteResult) -> dict[str, Any]:
    """The object that ``annotator site --json`` prints."""
    failed = [{"folder": str(folder), **errors.describe(error)} for folder, error in made.failed]
    pages = {"pages": list(map(str, made.pages)), "archive": str(made.archive)}
    return {**pages, "made": made.made, "unchanged": made.unchanged, "failed": failed, "notes": made.notes}


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
        """The address of the pages of a school."""
        base = self.base_url if self.base_url is not None else school.website
        return Publishing(base.rstrip("/"), self.public)


@dataclass(frozen=True)
class _Tutorial:
    """A tutorial as it may be on the website; ``barred`` has notes about files that may not be."""

    source: TutorialSource
    barred: tuple[str, ...]

    @property
    def parts(self) -> Parts:
        """The parts to make for the site."""
        return plan.list_parts(self.source, self.source, _KINDS)

    @property
    def units(self) -> int:
        """The estimated work, for the progress bar."""
        return preflights.count_inputs(self.source) + estimate_units(self.parts, len(self.source.tutorial.steps))


def build(
    folders: Sequence[Path],
    request: SiteRequest,
    progress: Progress = no_progress,
    cache: Cache | None = None,
) -> SiteResult:
    """Make or update a site. A tutorial that fails keeps its older pages; the site is replaced as a whole or not at all.

    ``progress`` is called with one total for all tutorials.

    Raises:
        OutputError: the site can't be written, or another folder is in its place.
        ProblemsError: two folders have the same name.
        AnnotatorError: the error of the first tutorial, if all failed and there are no older pages.
    """
    _check_names(folders)
    public = request.public_folder
    cache = cache or Cache(default_root())
    outputs.claim(public, "site", cache.root, beside=folders)
    archive = gallery.path_beside(public)
    outputs.claim(archive, "zip", cache.root, beside=folders)
    outcome = SiteResult(archive=archive)
    read = [_read(folder, request) for folder in folders]
    job = JobProgress(sum(one.units if isinstance(one, _Tutorial) else 1 for one in read), progress)
    with replacement.staging_dir(public) as work:
        maker = _Maker(request, work / "site", cache, job, outcome)
        gallery.copy_previous_site(public, maker.made)
        for folder, tutorial in zip(folders, read, strict=True):
            try:
                maker.add(folder, tutorial)
            except AnnotatorError as error:
                outcome.failed.append((folder, error))
        if not any(maker.made.glob(f"*/{gallery.LISTING}")):
            raise outcome.failed[0][1]
        schools = [one.source.school for one in read if isinstance(one, _Tutorial)]
        school = next((school for school in schools if school != School()), School())
        tutorials = gallery.write_gallery(maker.made, request.publishing(school), school)
        outcome.notes += gallery.find_unknown_in_order(school, tutorials)
        outputs.claims.write_mark(maker.made, "site", before=public)
        gallery.write(maker.made, work / archive.name)
        outcome.notes += replacement.swap_in(maker.made, public)
        for name, digest in maker.digests.items():
            plan.save_record(cache, public / name, digest)
        copy_into_place(work / archive.name, archive)
        outputs.claims.note(archive, cache)
    job.finish("site")
    outcome.pages = [public / tutorial_pages.INDEX]
    outcome.pages += [
        public / tutorial.name / page.lang / tutorial_pages.INDEX for tutorial in tutorials for page in tutorial.pages
    ]
    return outcome


@dataclass
class _Maker:
    """Makes the pages of one tutorial after the other in the staging folder ``made``, and records them in ``outcome``."""

    request: SiteRequest
    made: Path
    cache: Cache
    job: JobProgress
    outcome: SiteResult
    digests: dict[str, str] = field(default_factory=dict)

    def add(self, folder: Path, tutorial: _Tutorial | AnnotatorError) -> None:
        """Make the pages of one tutorial, unless they are up to date. Raises the errors of the build."""
        if isinstance(tutorial, AnnotatorError):
            raise tutorial
        source, name, options = tutorial.source, _web_name(folder), self.request.options
        publishing = self.request.publishing(source.school)
        shape = plan.digest_source(source, options, self.cache, tutorial.barred)
        digest = key(code_version.of(__name__), shape, source.languages, publishing)
        with self.job.stage("pages", tutorial.units) as progress:
            if plan.recall(self.cache, self.request.public_folder / name, digest) is not None:
                self.outcome.unchanged.append(name)
                return
            new = self._make_pages(tutorial, options, publishing, JobProgress(tutorial.units, progress))
        shutil.rmtree(self.made / name, ignore_errors=True)
        new.rename(self.made / name)
        self.digests[name] = digest
        self.outcome.made.append(name)
        self.outcome.notes += tutorial.barred

    def _make_pages(self, tutorial: _Tutorial, options: Options, publishing: Publishing, job: JobProgress) -> Path:
        """Make the folder of one tutorial, with pages, videos and hand-outs, and return its path."""
        source, work = tutorial.source, self.made.parent / "tutorial"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        with job.stage("pictures", preflights.count_inputs(source)) as progress:
            checked = preflights.preflight(source, options, self.cache, progress).passed()
        if not source.languages:
            raise AnnotatorError(
                "Nothing of {folder} may be on the website: no language is left.",
                "Ask the people whose voices these are, and write down their consent in consent.toml.",
                folder=source.folder,
            )
        parts = tutorial.parts
        with FrameRenderer(checked.files) as renderer:
            context = pack_folder.prepare(
                checked, parts, options, work / "pack", renderer, self.cache, job, publishing, gallery=True
            )
            pack_folder.make_products(context, parts, job)
        (context.folder / presentation.FOLDER).rename(context.web / presentation.FOLDER)
        self.outcome.notes += [warning.line_of_text for warning in context.warnings.get("page", ())]
        gallery.write_listing(context.web, collect_pages(context.editions))
        return context.web


def _read(folder: Path, request: SiteRequest) -> _Tutorial | AnnotatorError:
    """Read a tutorial as it may be on the website; return the error if it can't be read."""
    try:
        return _Tutorial(
            *tutorial_source.restrict_to_consent(
                tutorial_source.read_source(folder, request.languages), tutorial_source.today()
            )
        )
    except AnnotatorError as error:
        return error


def _web_name(folder: Path) -> str:
    """The name of a tutorial's folder in the site."""
    return plain_name(folder.resolve().name)


def _check_names(folders: Sequence[Path]) -> None:
    for number, folder in enumerate(folders):
        for other in folders[:number]:
            if names_collide(_web_name(folder), _web_name(other)):
                message = Message("It has the same name as {other}, so both would get the same pages.", other=other)
                raise ProblemsError([Problem(str(folder), 0, message, "Rename one of the folders.")])
