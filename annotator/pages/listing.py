"""Keep of each tutorial on a site what its gallery shows, so that the gallery can be made again without the tutorials.

The file is in the folder of the tutorial's pages::

    {"name": "entrar-por-zoom", "platform": "Zoom", "device": "phone",
     "pages": [{"lang": "es", "words_lang": "es", "own_name": "Español", "title": "Entrar por Zoom", "first": "paso-1"}]}
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator.errors import OutputError
from annotator.model import StepNumber
from annotator.pages.page_data import PageData, StepData, TutorialPages
from annotator.text.slugs import plain_name

LISTING = "page.json"


def write_listing(folder: Path, tutorial: TutorialPages) -> None:
    """Write the file with a tutorial's entry in the gallery into the tutorial's ``folder``."""
    text = json.dumps(to_listing(tutorial), ensure_ascii=False, indent=1)
    (folder / LISTING).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_listings(site: Path, order: Sequence[str]) -> list[TutorialPages]:
    """The tutorials of a site: those named in ``order`` first, the others by the names of their folders.

    Raises OutputError if a listing is damaged.
    """
    ranks = {name: rank for rank, name in enumerate(dict.fromkeys(map(plain_name, order)))}
    by_name = sorted(site.glob(f"*/{LISTING}"), key=lambda path: path.parent.name.casefold())
    tutorials = []
    for path in sorted(by_name, key=lambda path: ranks.get(path.parent.name, len(ranks))):
        try:
            tutorials.append(from_listing(json.loads(path.read_text(encoding="utf-8"))))
        except (ValueError, KeyError, TypeError) as error:
            raise OutputError(
                "{name}/{listing} in the site is damaged.",
                "Remove the folder {name} there.",
                name=path.parent.name,
                listing=LISTING,
            ) from error
    return tutorials


def to_listing(tutorial: TutorialPages) -> dict[str, Any]:
    """The part of a tutorial's pages that a gallery shows, as JSON values."""
    return {
        "name": tutorial.name,
        "platform": tutorial.platform,
        "device": tutorial.device,
        "pages": [
            {
                "lang": page.lang,
                "words_lang": page.words_lang,
                "own_name": page.own_name,
                "title": page.title,
                "first": page.steps[0].stem if page.steps else "",
            }
            for page in tutorial.pages
        ],
    }


def from_listing(value: dict[str, Any]) -> TutorialPages:
    """The inverse of `to_listing`; fields that a gallery doesn't show are empty. Raises KeyError or TypeError."""
    pages = []
    for page in value["pages"]:
        steps = (StepData(StepNumber(1), page["first"], ""),) if page["first"] else ()
        pages.append(PageData(page["lang"], page["words_lang"], page["own_name"], page["title"], "", steps, ""))
    return TutorialPages(value["name"], tuple(pages), platform=value["platform"], device=value["device"])
