"""What ``annotator site`` does: a page for each tutorial and language, and a gallery, in one folder to upload."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator import code_version, places
from annotator import timeline as timelines
from annotator.cache import Cache, default_root, key
from annotator.errors import AnnotatorError, ProblemsError
from annotator.model import Problem, Progress, School, no_progress
from annotator.pack import build as pack_building
from annotator.pack import edition, fingerprint, narration, website_consent
from annotator.pack import survey as surveys
from annotator.pack import website_media as building
from annotator.pack.options import Options
from annotator.pack.preflight import preflight
from annotator.pack.renderer import Studio
from annotator.share import exchange, tutorial_pages, website_folder
from annotator.share.facts import Publishing

_KINDS = ("video", "message")


@dataclass
class Outcome:
    """A finished site: its pages' paths, the tutorials whose pages were made, stayed or went, and those that failed."""

    pages: list[Path] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[tuple[Path, AnnotatorError]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Request:
    """What is asked for. ``base_url`` None: what ``school.toml`` gives as ``website``."""

    public_folder: Path
    base_url: str | None = None
    languages: tuple[str, ...] = ()
    voice: str | None = None
    public: bool = False
    prune: bool = False


def build(
    folders: Sequence[Path],
    request: Request,
    progress: Progress = no_progress,
    cache: Cache | None = None,
) -> Outcome:
    """Make or renew a site. A tutorial that fails keeps its older pages; the site appears whole or not at all.

    Raises OutputError where it can't be written or the place is not annotator's, and ProblemsError where two folders
    have one name or all have failed.
    """
    _check_names(folders)
    public = request.public_folder
    cache = cache or Cache(default_root())
    places.claim(public, "site", cache.root, beside=folders)
    exchange.check_writable(public.absolute().parent)
    names = [folder.resolve().name for folder in folders]
    with exchange.staging_dir(public, cache.root) as work:
        maker = _Maker(request, work / "site", cache, progress)
        website_folder.begin(public, maker.made, names, prune=request.prune)
        maker.outcome.removed = _removed(public, names) if request.prune else []
        for folder in folders:
            try:
                maker.add(folder)
            except AnnotatorError as error:
                maker.outcome.failed.append((folder, error))
        if not any(maker.made.glob(f"*/{website_folder.LISTING}")):
            raise maker.outcome.failed[0][1]
        tales = website_folder.finish(maker.made, _publishing(request, maker.school), maker.school)
        places.ownership.write_mark(maker.made, "site", before=public)
        kept = exchange.swap_in(maker.made, public)
        maker.outcome.notes += places.carry_over.describe(kept, public)
        for name, stamp in maker.stamps.items():
            fingerprint.remember(cache, public / name, stamp, {}, ())
    outcome = maker.outcome
    outcome.pages = [public / tutorial_pages.INDEX]
    outcome.pages += [public / tale.name / page.lang / tutorial_pages.INDEX for tale in tales for page in tale.pages]
    return outcome


class _Maker:
    """Makes the pages of tutorials in the folder ``made``, one after the other."""

    def __init__(self, request: Request, made: Path, cache: Cache, progress: Progress) -> None:
        self.request = request
        self.made = made
        self.cache = cache
        self.progress = progress
        self.school = School()
        self.outcome = Outcome()
        self.stamps: dict[str, str] = {}

    def add(self, folder: Path) -> None:
        """Make the pages of one tutorial, or leave them where nothing has changed."""
        script, barred = website_consent.permitted(surveys.read(folder, self.request.languages), _today())
        if self.school == School():
            self.school = script.school
        name = folder.resolve().name
        options = self._options()
        publishing = _publishing(self.request, script.school)
        stamp = key(code_version.of(__name__), fingerprint.of(script, options, self.cache, barred), publishing)
        if fingerprint.recall(self.cache, self.request.public_folder / name, stamp) is not None:
            self.outcome.unchanged.append(name)
            return
        built = pack_building.build(folder, options, self.progress, self.cache)
        survey = preflight(script, options, self.cache, self.progress).passed()
        new = self.made.parent / "tutorial"
        shutil.rmtree(new, ignore_errors=True)
        self._pages(survey, built, new, publishing)
        shutil.rmtree(self.made / name, ignore_errors=True)
        new.rename(self.made / name)
        self.stamps[name] = stamp
        self.outcome.made.append(name)
        self.outcome.notes += barred

    def _options(self) -> Options:
        # Packs for a site are kept apart: a pack holds exactly what its last build was asked for.
        place = self.cache.folder("site", key(str(self.request.public_folder.resolve())))
        return Options(
            output=place, languages=self.request.languages, kinds=_KINDS, voice=self.request.voice, website=True
        )

    def _pages(self, survey: surveys.Survey, built: pack_building.Built, folder: Path, publishing: Publishing) -> None:
        spoken = narration.narrate(survey, self._options(), self.cache, self.progress)
        choices = narration.choices(survey, self._options(), self.cache)
        studio = Studio(survey)
        seconds = {file["lang"]: file["seconds"] for file in built.manifest["files"] if file["kind"] == "video"}
        messages = {lang: (built.pack / lang / "message.txt").read_text(encoding="utf-8") for lang in survey.languages}
        tale = building.tale(survey, seconds, messages)
        for number, lang in enumerate(survey.languages):
            self.progress("pages", number, len(survey.languages))
            sounds = spoken.sounds[lang]
            timeline = timelines.plan(edition.sections(survey, lang, sounds))
            warnings = building.media(survey, studio, lang, folder / lang, sounds, timeline)
            warnings += building.language_name(survey, lang, choices[lang], folder / lang, self.cache)
            self.outcome.notes += tuple(str(warning) for warning in warnings)
            page = tale.page(lang)
            building.hand_out(survey, studio, lang, folder / lang / f"{page.stem}.pdf", publishing)
        tutorial_pages.gather(built.pack, folder, tale)
        tutorial_pages.write_pages(folder, tale, publishing, gallery=True)
        website_folder.put_listing(folder, tale)
        self.progress("pages", len(survey.languages), len(survey.languages))


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


def _removed(public: Path, names: Sequence[str]) -> list[str]:
    return sorted(
        path.parent.name for path in public.glob(f"*/{website_folder.LISTING}") if path.parent.name not in names
    )


def _publishing(request: Request, school: School) -> Publishing:
    base = request.base_url if request.base_url is not None else school.website
    return Publishing(base.rstrip("/"), request.public)


def _check_names(folders: Sequence[Path]) -> None:
    for number, folder in enumerate(folders):
        for other in folders[:number]:
            if places.identity.names_collide(folder.resolve().name, other.resolve().name):
                message = f"Its name is that of {other}, and both would get the same pages."
                raise ProblemsError([Problem(str(folder), 0, message, "Rename one of the folders.")])
