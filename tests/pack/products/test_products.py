"""Each kind of file, made of a small edition whose screens are drawn and whose voice is a tone."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image

from annotator.cache import key
from annotator.loudness import Loudness
from annotator.model import Caption, PackFile, StaffLabel
from annotator.pack import catalogue, renderer
from annotator.pack.making import Making
from annotator.pack.options import Options
from annotator.pack.products import (
    captions,
    card,
    films,
    index,
    inputs,
    message,
    page,
    page_facts,
    paper,
    poster,
    review,
    step,
    video,
    voice,
)
from annotator.pack.products.product import EditionProduct, Output, PackProduct, Part
from annotator.share import page_pictures
from tests.helpers import editions

Make = Callable[..., Making]
SAID = ["Toque Unirse.", "Fíjese en Salir."]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A function that gets everything ready to make products of ``languages``."""
    opened: list[Making] = []

    def make(*parts: Part, languages: tuple[str, ...] = ("es",), **options: Any) -> Making:
        seen, files = editions.drawn(tmp_path)
        worked = [editions.edition(lang=lang, seen=seen, draft=options.get("draft", False)) for lang in languages]
        opened.append(editions.making(tmp_path, worked, files, *parts, **options))
        return opened[-1]

    yield make
    for making in opened:
        making.renderer.close()


def made(product: EditionProduct | PackProduct, making: Making) -> list[PackFile]:
    """Make a product, as a build does; every file that it yields is there."""
    before = len(making.files)
    if isinstance(product, EditionProduct):
        for edition in making.editions:
            making.enter(product, product.make(edition, making), edition.lang)
    else:
        making.enter(product, product.make(making.editions, making))
    return making.files[before:]


def seconds(path: Path) -> float:
    with av.open(str(path)) as container:
        assert container.duration is not None
        return container.duration / 1_000_000


def test_the_video_is_as_long_as_its_timeline(make: Make) -> None:
    making = make(draft=True)
    (file,) = made(video.PRODUCT, making)
    assert (file.path, file.kind, file.lang) == ("es/entrar-a-la-clase.mp4", "video", "es")
    assert file.seconds == making.spoken(making.editions[0]).timeline.seconds
    assert seconds(making.folder / file.path) == pytest.approx(file.seconds, abs=0.1)
    with av.open(str(making.folder / file.path)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (360, 640)


def test_the_voice_message_is_the_whole_narration(make: Make) -> None:
    making = make()
    (file,) = made(voice.PRODUCT, making)
    assert file.path == "es/entrar-a-la-clase.ogg"
    assert seconds(making.folder / file.path) == pytest.approx(file.seconds, abs=0.1)


def test_each_step_is_a_clip_that_counts_as_its_share(make: Make) -> None:
    making, told = make(draft=True), []
    making.progress = lambda what, done, total: told.append((done, total))
    files = made(step.PRODUCT, making)
    assert [(file.path, file.step) for file in files] == [("es/paso-1.mp4", 1), ("es/paso-2.mp4", 2)]
    plans = making.spoken(making.editions[0]).step_plans
    assert [file.seconds for file in files] == [plan.timeline.seconds for plan in plans]
    shares = [done / total for done, total in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.mark.slow
def test_a_budget_is_kept_by_the_video_and_shared_by_the_clips(make: Make) -> None:
    making = make(Part("video", "es"), draft=True)
    (file,) = made(video.PRODUCT, making)
    least = replace(making.options, budget=round(file.bytes * 0.8))
    making.options, edition = least, making.editions[0]
    crf = films.shared_crf(edition, making)
    assert crf is not None, "the video was kept, so its quality is found anew"
    (file,) = made(video.PRODUCT, making)
    assert least.budget is not None
    assert file.bytes <= least.budget
    assert making.crf == {"es": crf}
    making.parts = frozenset()
    assert films.shared_crf(edition, making) is None, "without a video there is nothing to share"


@pytest.mark.parametrize(
    ("film", "told"),
    [
        (films.WholeFilm(Loudness(-20.0, -3.0)), ["too quiet"]),
        (films.WholeFilm(None, 33, soft=True), ["had to get soft"]),
        (films.WholeFilm(None), []),
    ],
)
def test_what_is_to_be_told_of_a_video(
    make: Make, monkeypatch: pytest.MonkeyPatch, film: films.WholeFilm, told: list[str]
) -> None:
    def whole(_edition: object, _making: object, path: Path) -> films.WholeFilm:
        path.write_bytes(b"film")
        return film

    monkeypatch.setattr(films, "whole", whole)
    making = make(budget=500_000)
    made(video.PRODUCT, making)
    problems = making.warnings[Part("video", "es")]
    assert len(problems) == len(told)
    assert all(words in problem.message and problem.line == 1 for words, problem in zip(told, problems, strict=True))


def test_each_step_is_a_picture(make: Make) -> None:
    making = make()
    files = made(card.PRODUCT, making)
    assert [file.path for file in files] == ["es/paso-1.jpg", "es/paso-2.jpg"]
    for file in files:
        with Image.open(making.folder / file.path) as image:
            assert image.size == (720, 900)
        assert file.bytes <= 90_000


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Toque Unirse.", ("Toque Unirse.",)),
        (
            "Espere a que la maestra abra la puerta de la sala de espera de la clase. Toque Unirse.",
            ("Toque Unirse.",),
        ),
        (
            "Espere a que la maestra abra la puerta de la sala. Toque el botón azul que está ahí abajo.",
            ("Toque el botón azul", "que está ahí abajo."),
        ),
    ],
    ids=["a short text", "the sentence with the button", "the sentence with the verb"],
)
def test_a_picture_says_what_to_do(text: str, lines: tuple[str, ...]) -> None:
    first = editions.edition().steps[0]
    assert card.caption(replace(first, text=text), "es") == lines


def test_the_message_has_title_why_steps_and_whom_to_ask(make: Make) -> None:
    making = make()
    (file,) = made(message.PRODUCT, making)
    text = (making.folder / file.path).read_text(encoding="utf-8")
    assert file.path == "es/message.txt"
    assert text.startswith("Entrar a la clase\n\nAsí ve a la maestra.\n\n1. Toque Unirse.\n2. Fíjese en Salir.\n\n")
    assert "410-555-0100" in text


def test_the_hand_out_has_the_next_language_beside_each_sentence(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator.share import paper as sheets

    written: list[sheets.HandOut] = []

    def hand_out(path: Path, sheet: sheets.HandOut) -> None:
        written.append(sheet)
        path.write_bytes(b"paper")

    monkeypatch.setattr(sheets, "hand_out", hand_out)
    files = made(paper.PRODUCT, make(languages=("es", "en")))
    assert [file.path for file in files] == ["es/entrar-a-la-clase.pdf", "en/join-class.pdf"]
    spanish, english = written
    assert [s.text for s in spanish.steps] == [s.second for s in english.steps] == SAID
    assert (spanish.title, spanish.second_title, spanish.person) == ("Entrar a la clase", "Join class", "Sra. Rosa")


def test_captions_are_those_of_the_timeline(make: Make) -> None:
    making = make()
    (file,) = made(captions.PRODUCT, making)
    text = (making.folder / file.path).read_text(encoding="utf-8")
    assert file.path == "web/es/captions.vtt"
    assert text.startswith("WEBVTT\n")
    assert all(sentence in text for sentence in SAID)
    silent = replace(making.spoken(making.editions[0]), sounds={})
    making.narration = replace(making.narration, editions={"es": silent})
    assert made(captions.PRODUCT, making) == []


def test_the_poster_has_a_preview_and_a_face(make: Make) -> None:
    making = make()
    files = made(poster.PRODUCT, making)
    assert [file.path.rpartition("/")[2] for file in files] == ["poster.jpg", "preview.jpg", "face.webp"]
    with Image.open(making.folder / files[1].path) as image:
        assert image.size == page_pictures.PREVIEW_SIZE


def test_a_page_takes_along_what_the_pack_holds(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_language_name", lambda *_: ())
    making = make(languages=("es", "en"))
    made(message.PRODUCT, making)
    made(captions.PRODUCT, making)
    (making.folder / "es" / "entrar-a-la-clase.mp4").write_bytes(b"film")
    files = {file.path: file for file in made(page.PRODUCT, making)}
    assert {"web/embed.html", "web/style.css", "web/es/index.html", "web/en/step-2.m4a"} <= set(files)
    assert files["web/es/entrar-a-la-clase.mp4"].bytes == 4
    assert "web/es/captions.vtt" not in files, "that is a kind of its own"
    assert (files["web/es/paso-2.webp"].step, files["web/es/paso-2.webp"].lang) == (2, "es")
    assert files["web/style.css"].lang is None
    text = (making.folder / "web" / "es" / "index.html").read_text(encoding="utf-8")
    assert "Entrar a la clase" in text
    assert "<p>Toque Unirse.</p>" in text.replace("\n", ""), "the transcript"


def test_facts_of_pages() -> None:
    both = [editions.edition(lang=lang) for lang in ("es", "en")]
    film = PackFile("es/entrar.mp4", "video", "es", 10, 75.0)
    facts = page_facts.facts(both, [film], {"en": "Join"}, {"es": ("Toque.",)})
    assert [(each.lang, each.seconds, each.message, each.transcript) for each in facts.pages] == [
        ("es", 75.0, "", ("Toque.",)),
        ("en", 0.0, "Join", ()),
    ]
    assert (facts.name, facts.device, facts.pages[0].device) == ("entrar", "Android phone", "celular Android")


def test_the_review_shows_every_card(make: Make) -> None:
    making = make(languages=("es", "en"))
    (file,) = made(review.PRODUCT, making)
    with Image.open(making.folder / file.path) as image:
        assert image.width == 4 * (image.width // 4)
        assert image.height > 3 * 640
    spanish = making.editions[0]
    title, first, *_ = spanish.sections({})
    assert review._caption(title, spanish) is None
    assert review._caption(first, spanish) == Caption(("Toque Unirse.",), "Unirse")


def test_the_index_tells_what_the_pack_holds(make: Make) -> None:
    making = make()
    made(card.PRODUCT, making)
    made(message.PRODUCT, making)
    (file,) = made(index.PRODUCT, making)
    text = (making.folder / file.path).read_text(encoding="utf-8")
    assert (file.path, file.lang) == ("index.html", None)
    assert 'href="es/paso-1.jpg"' in text
    assert "410-555-0100" in text
    assert "<audio" not in text


def test_a_new_kind_is_shown_by_its_label(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def moving(edition: Any, making: Making) -> Iterator[Output]:
        path = f"{edition.lang}/{edition.stem}.gif"
        frames = [Image.fromarray(making.renderer.card(each.close)).resize((90, 160)) for each in edition.steps]
        frames[0].save(making.folder / path, save_all=True, append_images=frames[1:], duration=2000, loop=0)
        yield Output(path)

    gif = EditionProduct("gif", (inputs.CARDS,), StaffLabel("more", "En una imagen.", "In one picture."), make=moving)
    monkeypatch.setattr(catalogue, "LABELS", catalogue.LABELS | {"gif": gif.label})
    making = make()
    (file,) = made(gif, making)
    with Image.open(making.folder / file.path) as image:
        assert getattr(image, "n_frames", 1) == 2
    made(index.PRODUCT, making)
    text = (making.folder / "index.html").read_text(encoding="utf-8")
    assert "In one picture." in text
    assert '<img src="es/entrar-a-la-clase.gif"' in text


@pytest.mark.parametrize("product", catalogue.PRODUCTS, ids=lambda product: product.kind)
def test_every_product_of_the_catalogue_makes_files_of_its_own(
    product: EditionProduct | PackProduct, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_language_name", lambda *_: ())
    making = make(draft=True)
    files = made(product, making)
    assert files
    for file in files:
        assert (making.folder / file.path).stat().st_size == file.bytes > 0
        assert file.kind == product.kind
        assert file.path.startswith("web/") == product.website


# ---------------------------------------------------------------- what products say of themselves


def test_the_catalogue_names_every_product_once() -> None:
    folder = Path(inspect.getfile(catalogue)).parent / "products"
    kinds = {path.stem for path in folder.glob("*.py") if "PRODUCT = " in path.read_text(encoding="utf-8")}
    assert sorted(catalogue.KINDS) == sorted(kinds)
    assert catalogue.WEB_KINDS == ("captions", "poster", "page")
    assert [product.kind for product in catalogue.chosen(["page"])] == ["captions", "poster", "page"]
    assert catalogue.spoken(["page"])
    assert not catalogue.spoken(["card", "message"])
    assert [catalogue.around([kind]) for kind in ("step", "video")] == [True, False]


def test_whoever_is_shown_to_staff_says_so_in_both_languages() -> None:
    for label in catalogue.LABELS.values():
        assert label.section != "more" or (label.es and label.en)


def test_importing_the_catalogue_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    code = "import sys, annotator.pack.catalogue; print({'numpy', 'PIL', 'jinja2', 'cv2'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


READS = {
    "lang": "texts",
    "title": "texts",
    "why": "texts",
    "stem": "texts",
    "name": "texts",
    "own_name": "texts",
    "device": "texts",
    "words_lang": "texts",
    "step_file": "texts",
    "book": "texts",
    "text": "texts",
    "verb": "texts",
    "chip": "texts",
    "note": "texts",
    "number": "texts",
    "steps": "texts",
    "sections": "cards",
    "opening": "cards",
    "close": "cards",
    "closing": "cards",
    "whole": "cards",
    "tutorial": "facts",
}
"""The input that holds each attribute of an edition or of a step."""


@pytest.mark.parametrize("product", catalogue.PRODUCTS, ids=lambda product: product.kind)
def test_a_product_reads_only_what_it_says_that_it_needs(product: EditionProduct | PackProduct) -> None:
    """Else its files would stay as they are when that changes."""
    source = inspect.getsource(inspect.getmodule(product.make))  # type: ignore[arg-type]
    read = {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("edition", "step", "other", "second")
    }
    needed = {need.name for need in product.needs}
    assert {READS[name] for name in read & set(READS)} <= needed, read
    assert ("making.spoken" in source) == (inputs.SOUNDS in product.needs)
    fields = {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("school", "edition.school")
    }
    declared = {name for need in needed if need.startswith("school: ") for name in need[8:].split(", ")}
    assert fields - {"logo"} <= declared, "the logo is on the cards"


def test_every_need_can_be_told_without_making_anything() -> None:
    spanish = editions.edition()
    heard: list[str] = []

    def hear() -> object:
        heard.append("asked")
        return ["a voice"]

    subject = inputs.Subject(spanish, (spanish, editions.edition(lang="en")), Options(), hear)
    for product in catalogue.PRODUCTS:
        for need in product.needs:
            assert key(need.value(subject))
    assert heard
    assert renderer.__name__ in inputs.CARDS.code
