"""The products of a pack are made or kept part by part, in the catalogue's order, those for the website last."""

from __future__ import annotations

from pathlib import Path

from annotator.model import PackFile
from annotator.pack.job_progress import JobProgress
from annotator.pack.product_runner import make_edition_products, make_pack_products
from annotator.pack.products.product import Part
from tests.helpers import editions

CARD = Part("card", "es")
KEPT = {CARD: (PackFile("es/old.jpg", "card", "es", 1),), Part("review"): (PackFile("review.jpg", "review", None, 1),)}


def test_parts_are_made_and_kept_files_listed_in_the_order_of_the_catalogue(tmp_path: Path) -> None:
    seen, files = editions.drawn(tmp_path)
    both = [editions.edition(lang=lang, seen=seen) for lang in ("es", "en")]
    make = {Part("message", "es"), Part("message", "en"), Part("index")}
    told: list[tuple[str, int, int]] = []
    job = JobProgress(10, lambda *report: told.append(report))
    context = editions.product_context(tmp_path, both, files, *make, *KEPT)
    with context.renderer:
        make_edition_products(context, make, KEPT, job, website=True)
        assert context.files == [], "none of them is for the website"
        make_edition_products(context, make, KEPT, job, website=False)
        make_pack_products(context, make, KEPT, job, website=False)
    paths = ["es/old.jpg", "es/message.txt", "en/message.txt", "review.jpg", "index.html"]
    assert [file.path for file in context.files] == paths
    assert not (context.folder / "es/old.jpg").exists(), "the caller copies what is kept"
    assert [what for what, _, _ in told] == ["message", "message", "index"]
