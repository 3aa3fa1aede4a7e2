"""Lay out films, pictures and voices of a site for a memory card: a phone's gallery, player or file manager shows them in order.

Such programs sort by name, and many show all folders as one list. So each name begins with language, tutorial and place::

    _card/es-01-entrar-a-la-clase-por-zoom/es-01-00-entrar-a-la-clase-por-zoom.mp4    the film
    _card/es-01-entrar-a-la-clase-por-zoom/es-01-01-paso-1.jpg, es-01-01-paso-1.m4a   a step
    _card/es-01-entrar-a-la-clase-por-zoom/es-01-07-help.m4a                          whom to ask

Names are of ASCII letters, digits and hyphens, so that every card and phone can have them.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotator.pages.page_data import TutorialPages
from annotator.pages.tutorial_pages import HELP, opening_sound
from annotator.text.slugs import slugify

CARD = "_card"
"""The folder of a site, and in a tutorial's folder that of the pictures for it. No page is called so, and no archive has it."""
_HIDE = ".nomedia"
"""With this file in a tutorial's folder, Android's galleries and players show nothing of it, so nothing twice."""


def keep_pictures(pages: Path, lang: str, pictures: Iterable[Path]) -> None:
    """Copy the pictures of a tutorial's steps, in their order, into the folder of its ``pages``. Raises OSError."""
    folder = pages / CARD / lang
    folder.mkdir(parents=True)
    for number, picture in enumerate(pictures, start=1):
        shutil.copyfile(picture, folder / f"{number:02}-{picture.name}")


def write_card(site: Path, tutorials: Sequence[TutorialPages]) -> list[str]:
    """Write the folder for a card anew, with the tutorials in this order; return the names of those without kept pictures."""
    shutil.rmtree(site / CARD, ignore_errors=True)
    kept = [tutorial for tutorial in tutorials if (site / tutorial.name / CARD).is_dir()]
    for tutorial in tutorials:
        (site / tutorial.name / _HIDE).touch()
    for lang in dict.fromkeys(page.lang for tutorial in kept for page in tutorial.pages):
        pages = [(tutorial.name, page) for tutorial in kept for page in tutorial.pages if page.lang == lang]
        for number, (name, page) in enumerate(pages, start=1):
            stem, start = slugify(page.title, name), f"{slugify(lang)}-{number:02}"
            folder = site / CARD / f"{start}-{stem}"
            folder.mkdir(parents=True)
            for new, source in _list_files(site / name, name, lang, stem):
                if source.is_file():
                    shutil.copyfile(source, folder / f"{start}-{new}")
    return [tutorial.name for tutorial in tutorials if tutorial not in kept]


def _list_files(folder: Path, name: str, lang: str, stem: str) -> Iterator[tuple[str, Path]]:
    """The name on the card and the place in the site of each file of a tutorial in a language, whether it is there or not."""
    yield f"00-{stem}.mp4", folder / lang / f"{name}.mp4"
    yield f"00-{stem}.m4a", folder / lang / opening_sound(None)
    pictures = sorted((folder / CARD / lang).iterdir())
    for picture in pictures:
        yield picture.name, picture
        sound = f"{picture.stem.partition('-')[2]}.m4a"
        yield f"{picture.stem}.m4a", folder / lang / sound
    yield f"{len(pictures) + 1:02}-{HELP}", folder / lang / HELP
