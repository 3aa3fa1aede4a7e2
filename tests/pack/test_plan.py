"""What a build makes and keeps, as values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cache import Cache, digest
from annotator.model import PackFile
from annotator.outputs import OwnershipMark
from annotator.pack import catalogue, pack_folder, plan, stamp
from annotator.pack.options import Options
from annotator.pack.plan import BuildPlan, Kept
from tests.helpers import editions

SOURCE = replace(editions.script_of(editions.TUTORIAL), languages=("es", "en"))
BOTH = ("es", "en")


def parts(
    *kinds: str, languages: tuple[str, ...] = BOTH, public: tuple[str, ...] = BOTH, **had: set[str]
) -> stamp.Parts:
    """What a pack will have that had ``had``, when these kinds are asked for."""
    website = replace(SOURCE, languages=public)
    wanted = plan.list_parts(replace(SOURCE, languages=languages), website, kinds)
    return plan._plan_parts(wanted, SOURCE, website, had)


def test_a_pack_gets_what_is_asked_for_beside_what_it_had() -> None:
    assert parts("message", languages=("en",), card={"es"}) == {"card": ("es",), "message": ("en",)}
    assert parts("message", languages=("en",), message={"es"}) == {"message": BOTH}
    assert parts("message", gif={"es"}, card={"fr"}) == {"message": BOTH}, "what can't be made any more goes"


def test_what_shows_the_pack_as_a_whole_is_in_all_its_languages() -> None:
    pages = {"captions": BOTH, "poster": BOTH, "page": BOTH}
    assert parts("card", languages=("en",), index=set(), card={"es"}) == {"card": BOTH, "index": BOTH}
    assert parts("page", languages=("es",)) == pages
    assert parts("zip", languages=("es",)) == pages | {"zip": BOTH}


def test_nothing_is_for_the_website_that_nobody_allowed() -> None:
    assert parts("poster", "card", public=("es",), poster=set(BOTH)) == {"card": BOTH, "poster": ("es",)}
    assert parts("page", "card", public=()) == {"card": BOTH}


def test_what_stays_is_not_made() -> None:
    wanted = {"card": BOTH, "message": ("es",), "index": BOTH}
    kept = Kept((PackFile("es/a.jpg", "card", "es", 1), PackFile("es/message.txt", "message", "es", 1)))
    assert kept.remaining(wanted) == {"card": ("en",), "index": BOTH}
    assert Kept().remaining(wanted) == wanted


def test_a_message_is_less_work_than_a_video_and_what_stays_is_none(tmp_path: Path) -> None:
    source = replace(SOURCE, folder=tmp_path)

    def work(*kept: PackFile, **wanted: tuple[str, ...]) -> int:
        planned = BuildPlan(source, source, (), "", wanted, None, None)
        return pack_folder.BuildTask(planned, tmp_path, Kept(kept), Options(), tmp_path, Cache(tmp_path)).units

    assert work(message=BOTH) < work(message=BOTH, video=("es",))
    assert work(PackFile("es/a.mp4", "video", "es", 1), message=BOTH, video=("es",)) == work(message=BOTH)


@pytest.mark.parametrize("kind", catalogue.KINDS)
def test_files_stay_only_of_what_each_language_has_for_itself(kind: str, tmp_path: Path) -> None:
    rows = [{"path": "a", "kind": kind, "lang": "es", "bytes": 1}]
    (tmp_path / "a").write_text("a", encoding="utf-8")
    mark = OwnershipMark("pack", "pack.json", {"a": digest(b"a")}, {"seal": "s", "files": rows})
    record = stamp.BuildRecord("x", {kind: ["es"]}, [], {"seal": "s"}, [])
    planned = BuildPlan(SOURCE, SOURCE, (), "x", {kind: ("es",)}, mark, record)
    kept = planned.find_kept(tmp_path)
    assert kept is not None
    assert bool(kept.files) == (kind not in ("page", "present", "zip", "review", "index"))
    (tmp_path / "a").write_text("b", encoding="utf-8")
    edited = planned.find_kept(tmp_path)
    assert edited is not None
    assert edited.files == ()
    other = replace(record, manifest={"seal": "of another build"})
    assert replace(planned, record=other).find_kept(tmp_path) is None


def test_a_build_is_recalled_while_its_files_are_the_same(tmp_path: Path, cache: Cache) -> None:
    place = tmp_path / "zoom"
    place.mkdir()
    (place / "message.txt").write_text("Hola", encoding="utf-8")
    stamp.save_record(cache, place, "one", {"message": ("es",)}, {"tutorial": "zoom"}, ("note",))
    record = stamp.load_record(cache, place)
    assert record is not None
    assert (record.source, record.parts, record.manifest, record.notes) == (
        "one",
        {"message": ["es"]},
        {"tutorial": "zoom"},
        ["note"],
    )
    assert record.is_still_at(place)
    (place / "message.txt").unlink()
    assert not record.is_still_at(place)
    cache.put_json("builds", stamp._record_name(place), {"source": "one"})
    assert stamp.load_record(cache, place) is None
