"""The estimated work of a build, and the files of an older pack by part."""

from __future__ import annotations

from pathlib import Path

from annotator.model import PackFile
from annotator.pack import catalogue, pack_folder
from annotator.pack.kept_parts import BuildPlan, PreviousPack
from annotator.pack.products.product import Part
from tests.helpers import editions

MESSAGE, VIDEO = Part("message", "es"), Part("video", "es")


def test_a_plan_knows_all_that_the_pack_will_hold_in_the_catalogues_order() -> None:
    plan = BuildPlan(make=frozenset({MESSAGE}), keep=frozenset({VIDEO}))
    assert plan.parts == {MESSAGE, VIDEO}
    assert plan.kinds == tuple(kind for kind in catalogue.KINDS if kind in ("message", "video"))


def test_an_older_pack_tells_what_belongs_to_a_part() -> None:
    text = PackFile("es/message.txt", "message", "es", 100)
    shared = PackFile("review.jpg", "review", None, 100)
    older = PreviousPack(Path("zoom"), {MESSAGE: (text,), Part("review"): (shared,)})
    assert older.languages == {"es"}
    assert older.files_of(MESSAGE) == (text,)
    assert older.files_of(Part("review", "es")) == (shared,)
    assert older.files_of(VIDEO) == ()


def test_a_message_is_less_work_than_a_video_and_what_is_kept_is_none(tmp_path: Path) -> None:
    script = editions.script_of(editions.TUTORIAL, tmp_path)

    def work(*make: Part, keep: tuple[Part, ...] = ()) -> int:
        return pack_folder.estimate_job_units(script, script, BuildPlan(frozenset(make), frozenset(keep)))

    assert work(MESSAGE) < work(MESSAGE, VIDEO)
    assert work(MESSAGE, keep=(VIDEO,)) == work(MESSAGE)
