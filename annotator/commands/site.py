"""The command ``site``: make a website of tutorials, a folder that any web server can serve.

``annotator site tutorials -o public`` makes a gallery, and a page for each tutorial in each of its languages::

    public/index.html                          the gallery
    public/join-class-on-zoom/es/index.html    the page of one tutorial in Spanish
    public/embed.html                          how to put it on a website
    public-web.zip                             annotator's files but the next folder, as one file to upload
    public/_card/                              with ``--offline`` alone: films, pictures and voices for a memory card

Visitors see no half-made site: the new one is made in a private folder beside the old one (*staging*), and takes its place
at the end. It begins as a copy of the old one, so that a tutorial keeps its pages where nothing has changed or where an error
occurs.

The pages of a tutorial are made as in its *pack*, the folder that ``annotator build`` makes; the rest of that is not kept.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from annotator.cache import Cache, default_root
from annotator.edition import tutorial_source
from annotator.edition.renderer import FrameRenderer
from annotator.edition.tutorial_source import TutorialSource
from annotator.errors import AnnotatorError, ProblemsError, describe
from annotator.media.files import copy_into_place
from annotator.messages import Message
from annotator.model import Problem, Progress, School, no_progress
from annotator.outputs import claims, marks, replacement
from annotator.pack import build_record, make_products, plan, source_digest, website_consent
from annotator.pack.catalogue import Options, Parts
from annotator.pack.job_progress import JobProgress, estimate_units
from annotator.pack.preflight import count_inputs, preflight
from annotator.pack.products.page_content import collect_pages
from annotator.pages import card_folder, listing, presentation, tutorial_pages, web_archive, website
from annotator.pages.page_data import Publishing, TutorialPages
from annotator.text.slugs import plain_name

_KINDS = ("video", "message", "paper", "page", "present")
"""A page and what it offers, by the words of ``annotator build --only``: video, message to share, hand-out, slides."""


@dataclass(frozen=True)
class SiteRequest:
    """The options of the command.

    Attributes:
        public_folder: the folder that receives the site.
        base_url: the address that it will have ("https://school.example.org/help"); None: the ``website`` of ``school.toml``.
        languages: the languages to publish; empty: those of ``school.toml``, or all.
        voice: an engine, or an engine and its voice ("kokoro:ef_dora"), as for ``--voice``.
        public: whether search engines may list the pages.
        offline: whether there is also a folder of films, pictures and voices for a memory card.
    """

    public_folder: Path
    base_url: str | None = None
    languages: tuple[str, ...] = ()
    voice: str | None = None
    public: bool = False
    offline: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of file to build."""
        return (*_KINDS, "card") if self.offline else _KINDS

    @property
    def options(self) -> Options:
        """The options for building each tutorial."""
        return Options(languages=self.languages, kinds=self.kinds, voice=self.voice)

    def publishing(self, school: School) -> Publishing:
        """Where and when a school's pages are published, and whether search engines may list them."""
        address = (school.website if self.base_url is None else self.base_url).rstrip("/")
        folder, day = web_archive.archive_folder(self.public_folder, address), tutorial_source.today()
        return Publishing(address, self.public, folder, day=day)


@dataclass(frozen=True)
class SiteResult:
    """A finished site.

    Attributes:
        pages: the gallery and all pages.
        made: the names of tutorials whose pages were made.
        unchanged: the names of tutorials whose pages were up to date.
        failed: the folders of tutorials that could not be made, with their errors.
        notes: messages for staff.
        archive: the site in one file to upload.
    """

    pages: list[Path]
    made: list[str]
    unchanged: list[str]
    failed: list[tuple[Path, AnnotatorError]]
    notes: list[str]
    archive: Path


def to_json(result: SiteResult) -> dict[str, Any]:
    """The object that ``annotator site --json`` prints: ``{"pages": ["public/index.html", …], "made": ["clever-badge"], …}``."""
    return {
        "pages": [str(page) for page in result.pages],
        "archive": str(result.archive),
        "made": result.made,
        "unchanged": result.unchanged,
        "failed": [{"folder": str(folder), **describe(error)} for folder, error in result.failed],
        "notes": result.notes,
    }


def build(
    folders: Sequence[Path], request: SiteRequest, progress: Progress = no_progress, cache: Cache | None = None
) -> SiteResult:
    """Make or update a site, which is replaced as a whole or not at all.

    A tutorial that fails keeps its older pages, but for one of which nothing may be on a website any more.

    Raises:
        OutputError: the site can't be written, or another folder is in its place.
        ProblemsError: two folders have the same name.
        AnnotatorError: there is no page to publish: the error of the first tutorial that failed, or that there is none.
    """
    _check_names(folders)
    cache = cache or Cache(default_root())
    public, archive = request.public_folder, web_archive.archive_path(request.public_folder)
    # Raises OutputError if somebody else's files are in the place of the site or of its archive.
    claims.claim(public, "site", cache.root, beside=folders)
    claims.claim(archive, "zip", cache.root, beside=folders)
    # A folder whose script can't be read, or whose pages can't be made, doesn't stop the others.
    tutorials: dict[Path, _PublicTutorial] = {}
    failures: dict[Path, AnnotatorError] = {}
    for folder in folders:
        try:
            source = tutorial_source.read_source(folder, request.languages)
            allowed, withheld = website_consent.restrict_to_consent(source, tutorial_source.today())
            tutorials[folder] = _PublicTutorial(allowed, withheld, request.kinds)
        except AnnotatorError as error:
            failures[folder] = error
    job = JobProgress(len(failures) + sum(tutorial.work_units for tutorial in tutorials.values()), progress)
    with replacement.staging_dir(public) as staging:
        maker = _SiteMaker(request, staging / "site", cache, job)
        website.copy_previous_site(public, maker.site)
        for folder, tutorial in tutorials.items():
            try:
                maker.update_pages(tutorial)
            except AnnotatorError as error:
                failures[folder] = error
        failed = [(folder, failures[folder]) for folder in folders if folder in failures]
        if not any(maker.site.glob(f"*/{listing.LISTING}")):
            raise failed[0][1] if failed else AnnotatorError("There is no tutorial to publish.")
        pages = maker.write_gallery(tutorials)
        maker.publish(archive)
    job.finish("site")
    return SiteResult(pages, list(maker.digests), maker.unchanged, failed, maker.notes, archive)


def _check_names(folders: Sequence[Path]) -> None:
    """Raise ProblemsError if two folders would get the same pages."""
    for index, folder in enumerate(folders):
        for earlier in folders[:index]:
            if claims.names_collide(plain_name(folder.resolve().name), plain_name(earlier.resolve().name)):
                message = Message("It has the same name as {other}, so both would get the same pages.", other=earlier)
                raise ProblemsError([Problem(str(folder), 0, message, "Rename one of the folders.")])


@dataclass(frozen=True)
class _PublicTutorial:
    """A tutorial without the voices and photos whose consent doesn't include a website; ``withheld`` has a message for each."""

    source: TutorialSource
    withheld: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its folder in the site: ``unirse-a-la-clase`` for ``tutorials/Unirse a la clase``."""
        return plain_name(self.source.name)

    @property
    def parts(self) -> Parts:
        """The languages in which each kind is made: ``{"video": ("es", "en"), …}``."""
        return plan.list_parts(self.source, website=self.source, kinds=self.kinds)

    @property
    def work_units(self) -> int:
        """The estimated work, for the progress bar."""
        return count_inputs(self.source) + estimate_units(self.parts, len(self.source.tutorial.steps))


@dataclass
class _SiteMaker:
    """Makes the pages of one tutorial after the other, then the gallery, and publishes the site.

    Attributes:
        request, cache: as for `build`.
        site: the private folder of the new site.
        job: the progress of the whole job.
        digests: the tutorials whose pages were made, with the digest of all that these depend on: ``{"join-class": "9f2c…"}``.
        undecided: the tutorials made now that show a possible name on which nobody has decided.
        archive_folder: the one folder in the site's archive.
        unchanged, notes: as in `SiteResult`.
    """

    request: SiteRequest
    site: Path
    cache: Cache
    job: JobProgress
    digests: dict[str, str] = field(default_factory=dict)
    undecided: list[str] = field(default_factory=list)
    archive_folder: str = ""
    unchanged: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def update_pages(self, tutorial: _PublicTutorial) -> None:
        """Make the pages of a tutorial again, unless they are up to date. Raises the errors of building it."""
        source = tutorial.source
        if not source.languages and not source.has_problems:
            shutil.rmtree(self.site / tutorial.name, ignore_errors=True)  # its older pages have what was taken back
            raise AnnotatorError(
                "Nothing of {folder} may be on the website: no language is left.",
                "Ask the people whose voices these are, and write down their consent in consent.toml. Until then, delete its "
                "pages from the website.",
                folder=source.folder,
            )
        publishing = self.request.publishing(source.school)
        address, public = publishing.base_url, publishing.public
        digest = source_digest.digest_pages(
            source, self.request.options, self.cache, tutorial.withheld, address, public=public
        )
        with self.job.stage("pages", tutorial.work_units) as progress:
            older = self.request.public_folder / tutorial.name
            has_pictures = not self.request.offline or (older / card_folder.CARD).is_dir()
            if has_pictures and build_record.recall(self.cache, older, digest) is not None:
                self.unchanged.append(tutorial.name)
                return
            pages = self._make_pages(tutorial, publishing, JobProgress(tutorial.work_units, progress))
        website.keep_older_names(self.site / tutorial.name, pages, tutorial.name)
        shutil.rmtree(self.site / tutorial.name, ignore_errors=True)
        pages.rename(self.site / tutorial.name)
        self.digests[tutorial.name] = digest
        self.notes += tutorial.withheld

    def _make_pages(self, tutorial: _PublicTutorial, publishing: Publishing, job: JobProgress) -> Path:
        """Make the folder of a tutorial, with its pages, videos and hand-outs, and return its path."""
        source, options = tutorial.source, self.request.options
        with job.stage("pictures", count_inputs(source)) as progress:
            checked = preflight(source, options, self.cache, progress).passed()
        self.undecided += [plain_name(source.name)] if checked.undecided else []
        scratch = self.site.parent / "tutorial"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        with FrameRenderer(checked.files) as renderer:
            pack = make_products.prepare(
                checked, tutorial.parts, options, scratch / "pack", renderer, self.cache, job, publishing, gallery=True
            )
            make_products.make_products(pack, tutorial.parts, job)
        (pack.folder / presentation.FOLDER).rename(pack.web / presentation.FOLDER)
        listing.write_listing(pack.web, collect_pages(pack.editions))
        for lang in source.languages if self.request.offline else ():
            cards = (file for file in pack.files if (file.kind, file.lang, file.phone) == ("card", lang, None))
            card_folder.keep_pictures(pack.web, lang, (pack.folder / card.path for card in cards))
        self.notes += [warning.line_of_text for warning in pack.warnings.get("page", ())]
        return pack.web

    def write_gallery(self, tutorials: Mapping[Path, _PublicTutorial]) -> list[Path]:
        """Write the gallery, for the first tutorial with a school, and with ``--offline`` a card's folder; return all pages."""
        schools = (tutorial.source.school for tutorial in tutorials.values())
        school = next((school for school in schools if school != School()), School())
        publishing = self.request.publishing(school)
        listed = website.write_gallery(self.site, publishing, school)
        self.notes += [*check_address(publishing, school), *check_order(school, listed)]
        self.archive_folder = publishing.folder
        if self.request.offline:
            missing = card_folder.write_card(self.site, listed)
            template = (
                "For a card: {folder}. What an old phone's browser does with pages on a card is not known: try one."
            )
            self.notes.append(Message(template, folder=self.request.public_folder / card_folder.CARD))
            if missing:
                template = "Not on the card: {names}. Run the command with their folders, too."
                self.notes.append(Message(template, names=", ".join(missing)))
        else:
            shutil.rmtree(self.site / card_folder.CARD, ignore_errors=True)
        index, public = tutorial_pages.INDEX, self.request.public_folder
        return [public / index, *(public / pages.name / page.lang / index for pages in listed for page in pages.pages)]

    def publish(self, archive: Path) -> None:
        """Put the finished site and its archive in place, and record them for the next run."""
        public, new_archive = self.request.public_folder, self.site.parent / archive.name
        # In this order: the list of annotator's own files once all are there; the archive before other people's files are
        # copied into the site; the swap; then the records, which have the files' times, and the archive.
        mark = marks.read(public)
        before = mark.content.get("undecided", ()) if mark is not None else ()
        known = (*self.digests, *self.unchanged)
        kept = [name for name in before if name not in known and (self.site / name).is_dir()]
        marks.write_mark(self.site, "site", before=public, undecided=[*self.undecided, *kept])
        web_archive.write_archive(self.site, new_archive, self.archive_folder)
        self.notes += replacement.swap_in(self.site, public)
        for name, digest in self.digests.items():
            if name not in self.undecided:  # without a record it is made again, until somebody has decided on its names
                build_record.save_record(self.cache, public / name, digest)
        copy_into_place(new_archive, archive)
        claims.note(archive, self.cache)


def check_address(publishing: Publishing, school: School) -> Iterator[Message]:
    """Messages about what is odd about the address of a site, if it has one."""
    address = publishing.base_url
    if address.startswith("http://"):
        template = "{address} begins with http://, which phones call unsafe. Use https:// if the server has it."
        yield Message(template, address=address)
    if address and school.website and urlsplit(address).hostname != urlsplit(school.website).hostname:
        yield Message(
            "The pages are made for {address}, but codes and messages of the packs lead to {website}. "
            "If that is a mistake, use one address for both, in school.toml.",
            address=address,
            website=school.website,
        )
    if address and web_archive.last_part(address) != publishing.folder:
        yield Message(
            "{address} names no folder for the tutorials, so their gallery would be the home page. "
            "Name one, as in {example}.",
            address=address,
            example=f"{address.rstrip('/')}/ayuda",
        )


def check_order(school: School, tutorials: Sequence[TutorialPages]) -> Iterator[Message]:
    """A message about the names in the school's ``order`` that are none of the site's tutorials, if there are any."""
    names = [tutorial.name for tutorial in tutorials]
    missing = ", ".join(name for name in school.order if plain_name(name) not in names)
    if missing:
        yield Message("In the order of tutorials, but not on the website: {names}.", names=missing)
