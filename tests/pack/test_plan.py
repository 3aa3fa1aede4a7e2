"""What a build makes and keeps, as values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.cache import Cache
from annotator.pack import build_record, catalogue, pack_folder, plan
from annotator.pack.catalogue import Options
from annotator.pack.plan import BuildPlan
from tests.helpers import editions

SOURCE = replace(editions.script_of(editions.TUTORIAL), languages=("es", "en"))
BOTH = ("es", "en")


def parts(
    *kinds: str, languages: tuple[str, ...] = BOTH, public: tuple[str, ...] = BOTH, **had: set[str]
) -> catalogue.Parts:
    """What a pack will have that had ``had``, when these kinds are asked for."""
    website = replace(SOURCE, languages=public)
    wanted = plan.list_parts(replace(SOURCE, languages=languages), website, kinds)
    return plan._plan_parts(wanted, SOURCE, website, had)


def test_a_pack_gets_what_is_asked_for_beside_what_it_had() -> None:
    assert parts("message", languages=("en",), card={"es"}) == {"card": ("es",), "message": ("en",)}
    assert parts("message", languages=("en",), message={"es"}) == {"message": BOTH}
    assert parts("message", hologram={"es"}, card={"fr"}) == {"message": BOTH}, "what can't be made any more goes"


def test_what_shows_the_pack_as_a_whole_is_in_all_its_languages() -> None:
    pages = {"captions": BOTH, "poster": BOTH, "practice": BOTH, "page": BOTH}
    assert parts("card", languages=("en",), index=set(), card={"es"}) == {"card": BOTH, "index": BOTH}
    assert parts("page", languages=("es",)) == pages
    assert parts("zip", languages=("es",)) == pages | {"zip": BOTH}


def test_nothing_is_for_the_website_that_nobody_allowed() -> None:
    assert parts("poster", "card", public=("es",), poster=set(BOTH)) == {"card": BOTH, "poster": ("es",)}
    assert parts("page", "card", "wide", "call", public=()) == {"card": BOTH}


def test_an_unusual_kind_is_made_where_it_is_named_or_the_school_asks_or_the_pack_has_it() -> None:
    asking = replace(SOURCE.school, website_film="wide")
    assert not {"wide", "call"} & {*Options().kinds_for(SOURCE.school)}
    assert "wide" in Options().kinds_for(asking)
    assert Options(kinds=("message",)).kinds_for(asking) == ("message",)
    assert parts("wide") == {"wide": BOTH}
    assert parts(*Options(kinds=("message",)).kinds_for(SOURCE.school), wide={"es"}) == {
        "message": BOTH,
        "wide": ("es",),
    }


def planned(parts: catalogue.Parts, *kept: dict[str, Any], **more: Any) -> BuildPlan:
    """A build of ``parts`` where a pack has the files ``kept``, all of them as its last build left them."""
    had = {row["kind"]: (row["lang"],) for row in kept}
    return BuildPlan(SOURCE, SOURCE, (), "x", parts, {"files": kept}, had, **more)


def row(path: str, kind: str, lang: str) -> dict[str, Any]:
    return {"path": path, "kind": kind, "lang": lang, "bytes": 1}


def test_what_stays_is_not_made() -> None:
    wanted = {"card": BOTH, "message": ("es",), "index": BOTH}
    kept = (row("es/a.jpg", "card", "es"), row("es/message.txt", "message", "es"))
    assert planned(wanted, *kept).make == {"card": ("en",), "index": BOTH}
    assert replace(planned(wanted, *kept), left=None).make == wanted


def test_a_message_is_less_work_than_a_video_and_what_stays_is_none(tmp_path: Path) -> None:
    source = replace(SOURCE, folder=tmp_path)

    def work(*kept: dict[str, Any], **wanted: tuple[str, ...]) -> int:
        build = replace(planned(wanted, *kept), source=source, website=source)
        return pack_folder.BuildTask(build, tmp_path, Options(), tmp_path, Cache(tmp_path)).units

    assert work(message=BOTH) < work(message=BOTH, video=("es",))
    assert work(row("es/a.mp4", "video", "es"), message=BOTH, video=("es",)) == work(message=BOTH)


@pytest.mark.parametrize("kind", catalogue.KINDS)
def test_files_stay_only_of_what_each_language_has_for_itself(kind: str) -> None:
    kept = planned({kind: ("es",)}, row("a", kind, "es")).kept
    assert bool(kept) == (kind not in ("page", "present", "zip", "review", "index"))


def test_a_build_is_recalled_while_its_files_are_the_same(tmp_path: Path, cache: Cache) -> None:
    place = tmp_path / "zoom"
    place.mkdir()
    (place / "message.txt").write_text("Hola", encoding="utf-8")
    build_record.save_record(cache, place, "one", {"message": ("es",)})
    left = {"message": ("es",)}
    assert build_record.recall(cache, place, "one") == left
    assert build_record.recall(cache, place, "two") is None
    (place / ".DS_Store").write_bytes(b"of a file manager")
    assert build_record.recall(cache, place, "one") == left
    (place / "message.txt").unlink()
    assert build_record.recall(cache, place, "one") is None
    cache.put_json("builds", build_record._record_name(place), {"source": "one"})
    assert build_record.recall(cache, place, "one") is None
