"""A small site with an ordinary tutorial and a hostile one, made from drawn cards; no voice and no film is needed."""

from __future__ import annotations

import datetime
import functools
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from annotator.model import PackFile, School, StaffLabel, StepNumber
from annotator.pages import embed_page, listing, page_pictures, staff_index, tutorial_pages, website
from annotator.pages.page_data import PageData, Publishing, StepData, TutorialPages

HOSTILE = '</script><img src=x onerror="alert(1)"> --> "\'& 🙂 \u202eRTL مرحبا'
BASE = "https://losrobles.example.org/ayuda"
PUBLISHING = Publishing(BASE)
VTT = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nToque Unirse\npara entrar.\n\n00:00:02.000 --> 00:00:04.000\nListo &lt;b&gt;.\n"
TRANSCRIPT = ("Toque Unirse para entrar.", "Listo <b>.")
LABELS = {
    "video": StaffLabel("film"),
    "voice": StaffLabel("more", "Mensaje de voz.", "A voice message."),
    "step": StaffLabel("clips"),
    "card": StaffLabel("pictures"),
    "paper": StaffLabel("more", "La hoja.", "The hand-out.", "Abrir la hoja", "Open the hand-out"),
    "gif": StaffLabel("more", "Todo en una imagen que se mueve.", "All of it in one moving picture."),
}


@functools.cache
def card(seed: int) -> npt.NDArray[np.uint8]:
    """A card with so much detail that its pictures reach the sizes they are allowed."""
    coarse = np.random.default_rng(seed).integers(0, 256, (40, 22, 3), dtype=np.uint8)
    return coarse.repeat(32, axis=0).repeat(33, axis=1)[:, :720]


@functools.cache
def step_picture(seed: int) -> bytes:
    """The picture of a step with that card; of so much detail, each takes a tenth of a second."""
    return page_pictures.make_step_picture(card(seed))


def page(lang: str, title: str, words: tuple[str, ...], question: str, **more: str) -> PageData:
    """A page; after its second step, an aside asks ``question``."""
    steps = [
        StepData(StepNumber(n), f"paso-{n}", text, "Unirse", "También: Join") for n, text in enumerate(words, start=1)
    ]
    steps.insert(2, StepData(StepNumber(2, 1), "paso-2-si", words[-1], None, None, question))
    names = {"es": "Español", "en": "English", "mix": "Mixteco de San Juan"}
    return PageData(
        lang=lang,
        words_lang=more.get("words_lang", lang),
        own_name=names[lang],
        title=title,
        why=more.get("why", "La escuela no le pide papeles ni dinero."),
        steps=tuple(steps),
        stem="entrar",
        device="celular Android",
        message=f"{title}\n\n1. Toque",
        seconds=75.0,
        transcript=TRANSCRIPT,
    )


ROSA = Path(__file__).parents[2] / "tutorials" / "rosa.png"
SCHOOL = School(
    name="Escuela Los Robles", person="Sra. Rosa", phone="410-555-0100", whatsapp="+1 410 555 0100", photo=ROSA
)
SENTENCES = ("Toque Unirse.", "Escriba el nombre de su niño.", "Espere. La maestra abre.", "¡Listo!")
ORDINARY = TutorialPages(
    "zoom-class",
    (
        page("es", "Entrar a la clase por Zoom", SENTENCES, "¿Se equivocó?"),
        page(
            "en", "Join class on Zoom", ("Tap Unirse.", "Type the name.", "Wait.", "Done!"), "Did you make a mistake?"
        ),
        page("mix", "Zoom", ("", "", "", ""), "", words_lang="es", why=""),
    ),
    SCHOOL,
    "Zoom",
    "Android phone",
    datetime.date(2026, 11, 24),
)
NASTY = TutorialPages(
    "nasty", (page("es", HOSTILE, (HOSTILE, HOSTILE), HOSTILE, why=HOSTILE),), School(name=HOSTILE), HOSTILE, HOSTILE
)


def fill(folder: Path, tutorial: TutorialPages) -> None:
    """Everything that a build would put into the folder of pages."""
    for facts in tutorial.pages:
        last, key = len(facts.steps), (len(facts.steps) + 1) // 2
        small = [page_pictures.shrink_for_preview(card(number)) for number in (last, key)]
        preview = page_pictures.make_preview(facts.title, tutorial.school.name, small, tutorial.school.colors)
        files = {
            tutorial_pages.step_picture(step): step_picture(number) for number, step in enumerate(facts.steps, start=1)
        }
        files |= {tutorial_pages.POSTER: page_pictures.make_poster(card(99), tutorial.school.colors)}
        files |= {tutorial_pages.PREVIEW: preview}
        files |= {tutorial_pages.CAPTIONS: VTT.encode()} if facts.why else {}
        tutorial_pages.write_files(folder / facts.lang, files)
        for step in facts.steps:
            (folder / facts.lang / tutorial_pages.step_sound(step)).write_bytes(b"sound")
        names = (
            tutorial_pages.NAME,
            tutorial_pages.SPOKEN_TITLE,
            tutorial_pages.opening_sound(None),
            tutorial_pages.HELP,
        )
        tutorial_pages.write_files(folder / facts.lang, dict.fromkeys(names, b"sound"))
        for suffix in (".mp4", ".pdf"):
            (folder / facts.lang / f"{tutorial.name}{suffix}").write_bytes(bytes(800_000))


def write(root: Path) -> None:
    """A finished site in ``root``, and beside it a pack with its index."""
    for tutorial in (ORDINARY, NASTY):
        fill(root / tutorial.name, tutorial)
        tutorial_pages.write_pages(root / tutorial.name, tutorial, PUBLISHING, gallery=True)
        embed_page.write_embed(root / tutorial.name, tutorial, PUBLISHING)
        listing.write_listing(root / tutorial.name, tutorial)
        files = [PackFile("review.jpg", "review", None, 1_400_000)]
        for facts in tutorial.pages:
            files += [
                PackFile(f"{facts.lang}/entrar.mp4", "video", facts.lang, 800_000, 75.2),
                PackFile(f"{facts.lang}/paso-1.webp", "card", facts.lang, 80_000, step=StepNumber(1)),
                PackFile(f"{facts.lang}/paso-2.webp", "card", facts.lang, 80_000, step=StepNumber(2)),
                PackFile(f"{facts.lang}/paso-2-si.webp", "card", facts.lang, 80_000, step=StepNumber(2, 1)),
                PackFile(f"{facts.lang}/paso-1.mp4", "step", facts.lang, 150_000, 8.0, StepNumber(1)),
                PackFile(f"{facts.lang}/paso-2-si.mp4", "step", facts.lang, 150_000, 8.0, StepNumber(2, 1)),
                PackFile(f"{facts.lang}/entrar.ogg", "voice", facts.lang, 200_000, 75.2),
                PackFile(f"{facts.lang}/entrar.pdf", "paper", facts.lang, 600_000),
                PackFile(f"{facts.lang}/entrar.gif", "gif", facts.lang, 300_000),
                PackFile(f"{facts.lang}/entrar.txt", "unknown", facts.lang, 300),
            ]
            Image.new("RGB", (360, 640), "white").save(root / tutorial.name / facts.lang / "entrar.gif")
        text = staff_index.render_staff_index(tutorial, files, LABELS)
        (root / tutorial.name / "staff.html").write_text(text, encoding="utf-8")
        (root / tutorial.name / "review.jpg").write_bytes(b"")
    website.write_gallery(root, PUBLISHING, SCHOOL)


def write_gallery_of(root: Path, count: int, order: tuple[str, ...] = ()) -> None:
    """A gallery of ``count`` tutorials without pages; the last one's app has no sign."""
    platforms = ("Zoom", "WhatsApp", "Google Classroom", "Clever", "Wi-Fi")
    for number in range(1, count + 1):
        titles = {"es": f"Entrar a la clase número {number} por Zoom", "en": f"Join class number {number} on Zoom"}
        pages = tuple(page(lang, title, ("Toque Unirse.",) * 2, "¿Sí?") for lang, title in titles.items())
        device = "Chromebook" if number % 3 == 0 else "Android phone"
        platform = platforms[number % 5] if number < count else "ParentSquare"
        tutorial = TutorialPages(f"tutorial-{number:02}", pages, SCHOOL, platform, device)
        for facts in pages:
            files = {tutorial_pages.step_picture(facts.steps[0]): step_picture(number)}
            others = (tutorial_pages.NAME, tutorial_pages.SPOKEN_TITLE, tutorial_pages.PRACTICE)
            files |= dict.fromkeys(others, b"whatever")
            tutorial_pages.write_files(root / tutorial.name / facts.lang, files)
        listing.write_listing(root / tutorial.name, tutorial)
    website.write_gallery(root, PUBLISHING, replace(SCHOOL, order=order))
