"""The products of a pack are made or kept, in the catalogue's order, those for the website last."""

from __future__ import annotations

from pathlib import Path

from annotator.model import PackFile
from annotator.pack.pack_folder import JobProgress, make_edition_products, make_pack_products
from tests.helpers import editions

KEPT = (PackFile("es/old.jpg", "card", "es", 1),)


def test_what_is_made_and_kept_is_listed_in_the_order_of_the_catalogue(tmp_path: Path) -> None:
    seen, files = editions.drawn(tmp_path)
    both = [editions.edition(lang=lang, seen=seen) for lang in ("es", "en")]
    make = {"message": ("es", "en"), "index": ("es", "en")}
    told: list[tuple[str, int, int]] = []
    job = JobProgress(10, lambda *report: told.append(report))
    context = editions.product_context(tmp_path, both, files)
    with context.renderer:
        make_edition_products(context, make, job, website=True, kept=KEPT)
        assert context.files == [], "none of them is for the website"
        make_edition_products(context, make, job, website=False, kept=KEPT)
        make_pack_products(context, make, job, website=False)
    paths = ["es/old.jpg", "es/message.txt", "en/message.txt", "index.html"]
    assert [file.path for file in context.files] == paths
    assert not (context.folder / "es/old.jpg").exists(), "the caller copies what is kept"
    assert [what for what, _, _ in told] == ["message", "message", "index"]
