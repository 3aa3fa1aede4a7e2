"""Each kind of file, made of a small edition whose screens are drawn and whose voice is a tone."""

from __future__ import annotations

import io
import itertools
import re
import wave
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import av
import numpy as np
import pytest
from PIL import Image

from annotator import timeline
from annotator.cards.marked_screen import DIMMING_FACTORS
from annotator.edition import chat_cards
from annotator.edition.edition import GREETING
from annotator.media.audio import Loudness
from annotator.model import (
    FILE_TYPES,
    FPS,
    Caption,
    Clip,
    EndCard,
    LangFile,
    PackFile,
    StaffLabel,
    StepNumber,
    Utterance,
)
from annotator.pack import catalogue
from annotator.pack.products import call, chat, page, paper, poster, practice, present, video, whole_pack
from annotator.pack.products.page_content import collect_pages
from annotator.pack.products.product import EditionProduct, Output, PackProduct, ProductContext
from annotator.pages import page_pictures
from annotator.pages.page_data import Publishing
from annotator.pages.paper import handout
from annotator.pages.paper.handout import Handout
from annotator.text import sentence_rules
from tests.helpers import editions

Make = Callable[..., ProductContext]
PAGES = (".html", ".xml", ".css", ".js", ".svg", ".zip")
"""What is opened from a folder, or saved as it is."""
SAID = ["Toque Unirse.", "Fíjese en Salir."]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A function that gets everything ready to make products of ``languages``."""
    opened: list[ProductContext] = []

    def make(languages: tuple[str, ...] = ("es",), *, draft: bool = False, **more: Any) -> ProductContext:
        seen, files = editions.drawn(tmp_path)
        worked = [editions.edition(lang=lang, seen=seen, draft=draft) for lang in languages]
        opened.append(editions.product_context(tmp_path, worked, files, draft=draft, **more))
        return opened[-1]

    yield make
    for context in opened:
        context.renderer.close()


def made(product: EditionProduct | PackProduct, context: ProductContext) -> list[PackFile]:
    """Make a product, as a build does; every file that it yields is there."""
    before = len(context.files)
    if isinstance(product, EditionProduct):
        for edition in context.editions:
            context.record_outputs(product, product.make(edition, context), edition.lang)
    else:
        context.record_outputs(product, product.make(context.editions, context))
    return context.files[before:]


def seconds(path: Path) -> float:
    with av.open(str(path)) as container:
        assert container.duration is not None
        return container.duration / 1_000_000


@pytest.mark.slow
def test_the_video_is_as_long_as_its_timeline(make: Make) -> None:
    context = make(draft=True)
    (file,) = made(video.VIDEO, context)
    assert (file.path, file.kind, file.lang) == ("es/entrar-a-la-clase.mp4", "video", "es")
    assert file.seconds == context.spoken(context.editions[0]).timeline.seconds
    assert seconds(context.folder / file.path) == pytest.approx(file.seconds, abs=0.1)
    with av.open(str(context.folder / file.path)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (360, 640)


@pytest.mark.slow
def test_the_wide_video_is_the_same_film_beside_its_sentences_with_captions_and_chapters(make: Make) -> None:
    context = make(draft=True)
    film, text, captions = made(video.WIDE, context)
    assert [file.path for file in (film, text, captions)] == [
        "es/entrar-a-la-clase-wide.mp4",
        "es/youtube.txt",
        "es/entrar-a-la-clase.srt",
    ]
    edition = context.editions[0]
    assert film.seconds == context.spoken(edition).timeline.seconds
    with av.open(str(context.folder / film.path)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height, stream.pix_fmt) == (640, 360, "yuv420p")
        assert stream.profile == "Main"
    assert "Toque Unirse." in (context.folder / captions.path).read_text(encoding="utf-8")
    frame = context.renderer.wide_frame(edition.steps[0].close, Caption(("Toque Unirse.",), "Unirse")).astype(int)
    silent = context.renderer.wide_frame(edition.steps[0].close, None).astype(int)
    changed = np.abs(frame - silent).max(axis=2) > 100
    assert changed[:, 300:].any(), "the sentence is at the right"
    assert not changed[:, :300].any(), "and the screen at the left"


@pytest.mark.slow
def test_the_closing_of_a_film_marks_one_step_after_the_other(make: Make) -> None:
    context = make(draft=True)
    (file,) = made(video.VIDEO, context)
    film = context.spoken(context.editions[0]).timeline
    moments = [shot.start + shot.seconds / 2 for shot in film.sections[-1].shots]
    with av.open(str(context.folder / file.path)) as container:
        frames = [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]
    first, *_, last = (frames[round(moment * FPS)][62:500] for moment in moments)
    changed = np.abs(first - last).max(axis=2) > 100
    assert changed[:, :170].any(), "the first step"
    assert changed[:, 190:].any(), "the second step"
    middle = next(
        frames[round(at * FPS)][62:500]
        for at, shot in zip(moments, film.sections[-1].shots, strict=True)
        if isinstance(shot.card, EndCard) and shot.card.shown == 1
    )
    assert (np.abs(middle - last).max(axis=2) < 60)[:, :170].all()
    assert (np.abs(middle - first).max(axis=2) < 60)[:, 190:].all()


def test_the_voice_message_is_the_whole_narration(make: Make) -> None:
    context = make()
    (file,) = made(video.VOICE, context)
    assert file.path == "es/entrar-a-la-clase.ogg"
    assert seconds(context.folder / file.path) == pytest.approx(file.seconds, abs=0.1)


@pytest.mark.slow
def test_each_step_is_a_clip_that_counts_as_its_share(make: Make) -> None:
    context, told = make(draft=True), []
    context.progress = lambda what, done, total: told.append((done, total))
    files = made(video.STEP, context)
    assert [(file.path, file.step) for file in files] == [
        ("es/paso-1.mp4", StepNumber(1)),
        ("es/paso-2.mp4", StepNumber(2)),
    ]
    plans = context.spoken(context.editions[0]).clip_plans
    assert [file.seconds for file in files] == [plan.timeline.seconds for plan in plans]
    shares = [done / total for done, total in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.mark.slow
def test_a_budget_is_kept_by_the_video_and_shared_by_the_clips(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    context = make(draft=True)
    (file,) = made(video.VIDEO, context)
    context.budget = round(file.bytes * 0.8)
    (file,) = made(video.VIDEO, context)
    assert file.bytes <= context.budget
    crfs: list[int | None] = []
    monkeypatch.setattr(
        video, "render_timeline", lambda *given, **_: given[1].write_bytes(b"clip") and crfs.append(given[3])
    )
    made(video.STEP, context)
    assert crfs == [context.crf["es"]] * 2


@pytest.mark.parametrize(
    ("loudness", "crf", "told"),
    [(Loudness(-20.0), 17, ["too quiet"]), (None, 33, ["a little blurred"]), (None, 29, [])],
)
def test_what_is_to_be_told_of_a_video(
    make: Make, monkeypatch: pytest.MonkeyPatch, loudness: Loudness | None, crf: int, told: list[str]
) -> None:
    def whole(_edition: Any, _context: ProductContext, path: Path, **_: Any) -> tuple[Loudness | None, int]:
        path.write_bytes(b"film")
        return loudness, crf

    monkeypatch.setattr(video, "render_whole_video", whole)
    context = make(budget=500_000)
    for product in (video.VIDEO, video.WIDE):
        made(product, context)
        problems = context.warnings[product.kind]
        assert len(problems) == len(told)
        assert all(
            words in problem.message and problem.line == 1 for words, problem in zip(told, problems, strict=True)
        )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Toque Unirse.", "Toque Unirse."),
        (
            "Si no se oye nada, toque Unirse. Así la maestra lo oye a usted. Por ejemplo: Maestra Elena y Tía Carmen.",
            "Si no se oye nada, toque Unirse. Así la maestra lo oye a usted.",
        ),
        (
            "¿Se equivocó con el nombre de su hijo? Toque Unirse. Así la maestra ya los puede ver y oír a los dos.",
            "¿Se equivocó con el nombre de su hijo? Toque Unirse.",
        ),
        (
            "Espere a que la maestra abra la puerta de la sala de espera de la clase. Toque Unirse con el dedo.",
            "Toque Unirse con el dedo.",
        ),
        (
            "La maestra abre la puerta. Si su pantalla se queda negra, llame ya a la escuela. Toque Unirse otra vez.",
            "Si su pantalla se queda negra, llame ya a la escuela. Toque Unirse otra vez.",
        ),
        (
            "Su celular pide permiso para usar el micrófono de la clase. Por eso dice “grabe audio”. Toque Unirse ya.",
            "Su celular pide permiso para usar el micrófono de la clase. Toque Unirse ya.",
        ),
        (
            "La clase de hoy ya va a empezar. La maestra abre la puerta. Está abajo. Por eso, toque Unirse con el dedo.",
            "La clase de hoy ya va a empezar. Está abajo. Por eso, toque Unirse con el dedo.",
        ),
        (
            "Ahora sale otra pantalla con un círculo verde. Está abajo, junto al nombre de su hijo. Toque Unirse.",
            "Ahora sale otra pantalla con un círculo verde. Toque Unirse.",
        ),
    ],
    ids=[
        "a short text",
        "no example",
        "not what follows",
        "not what precedes",
        "the condition and the button",
        "no consequence without its reason",
        "the reason for the action",
        "no place of what isn't named",
    ],
)
def test_a_picture_says_when_and_what_to_do(text: str, said: str) -> None:
    edition = editions.edition()
    lines = chat_cards.choose_caption(replace(edition.steps[0], text=text), edition.book)
    assert " ".join(lines) == said
    assert len(lines) <= chat_cards.MAX_LINES


@pytest.mark.parametrize(
    "text",
    [
        "Si la maestra todavía no ha abierto la puerta de la sala de espera de la clase, toque Unirse otra vez con el dedo.",
        "La maestra todavía no ha abierto la puerta de la sala de espera de la clase. Por eso, toque Unirse otra vez.",
    ],
)
def test_what_must_be_said_is_said_even_if_it_is_long(text: str) -> None:
    edition = editions.edition()
    lines = chat_cards.choose_caption(replace(edition.steps[0], text=text), edition.book)
    assert " ".join(lines) == text
    assert len(lines) > chat_cards.MAX_LINES


def test_a_picture_has_the_buttons_other_word(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator.model import ChatCard

    context, drawn = make(), []
    usual = context.renderer.card
    monkeypatch.setattr(context.renderer, "card", lambda shown: drawn.append(shown) or usual(shown))
    edition = context.editions[0]
    context.editions = (replace(edition, steps=tuple(replace(each, other="Join") for each in edition.steps)),)
    made(chat.CARD, context)
    captions = [shown.caption for shown in drawn if isinstance(shown, ChatCard)]
    assert captions[0] == Caption(("Toque Unirse.",), "Unirse", None, "O dice:", "Join")


def test_the_message_has_title_why_steps_and_whom_to_ask(make: Make) -> None:
    context = make()
    (file,) = made(chat.MESSAGE, context)
    text = (context.folder / file.path).read_text(encoding="utf-8")
    assert file.path == "es/message.txt"
    assert text.startswith("Entrar a la clase\n\nAsí ve a la maestra.\n\n1. Toque “Unirse”.\n2. Fíjese en “Salir”.\n\n")
    assert "410-555-0100" in text


def test_the_hand_out_has_the_next_language_beside_each_sentence(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator.pages.paper import handout as sheets

    written: list[sheets.Handout] = []

    def hand_out(path: Path, sheet: sheets.Handout) -> None:
        written.append(sheet)
        path.write_bytes(b"paper")

    monkeypatch.setattr(sheets, "write_handout", hand_out)
    files = made(paper.PAPER, make(languages=("es", "en")))
    assert [file.path for file in files] == ["es/entrar-a-la-clase.pdf", "en/join-class.pdf"]
    spanish, english = written
    assert [s.text.text for s in spanish.steps] == [s.second.text for s in english.steps] == SAID
    assert [(s.text.chip, s.text.bold) for s in spanish.steps] == [("Unirse", True), ("Salir", True)]
    assert (spanish.title, spanish.second_title, spanish.school.person) == (
        "Entrar a la clase",
        "Join class",
        "Sra. Rosa",
    )


def test_the_pictures_on_paper_are_those_of_the_cards_with_nothing_dimmed(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.pages.paper import handout as sheets

    written: list[sheets.Handout] = []
    monkeypatch.setattr(sheets, "write_handout", lambda path, sheet: written.append(sheet))
    context = make()
    list(paper.PAPER.make(context.editions[0], context))
    step = context.editions[0].steps[0]
    with Image.open(io.BytesIO(written[0].steps[0].picture(720, 928))) as picture:
        on_paper = np.asarray(picture)
    on_film = page_pictures.crop_screen(context.renderer.card(step.close))[-len(on_paper) :]
    assert on_paper.shape == on_film.shape == (928, 720, 3)
    white = (on_paper >= 254).all(axis=2)
    assert white.mean() > 0.5, "a white screen stays white"
    dimmed = np.unique(on_film[white], axis=0, return_counts=True)
    assert dimmed[0][dimmed[1].argmax()].tolist() == [round(255 * DIMMING_FACTORS[0])] * 3, "and is dimmed in the film"


def test_a_call_needs_no_keys_and_says_each_step_twice(make: Make) -> None:
    context = make()
    files = {Path(file.path).name: file for file in made(call.CALL, context)}
    folder = context.folder / "call/es"
    parts = ["start", "paso-1", "paso-2", "end"]
    assert sorted(files) == sorted(
        [*(f"{part}.{kind}" for part in parts for kind in ("wav", "xml")), "call.wav", "sms.txt", "index.html"]
    )
    sounds = {}
    for name in files:
        if name.endswith(".wav"):
            with wave.open(str(folder / name)) as sound:
                assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 8000)
                sounds[name] = np.frombuffer(sound.readframes(sound.getnframes()), "<i2")
    heard, expected = ["start.xml"], [sounds["start.wav"]]
    while (gather := (response := ElementTree.parse(folder / heard[-1]).getroot()).find("Gather")) is not None:
        assert (gather.get("numDigits"), gather.get("finishOnKey")) == ("1", ""), "any key"
        redirect = response.findtext("Redirect")
        assert redirect == gather.get("action"), "goes on at once, where nobody's call goes by itself"
        heard.append(str(redirect))
        if len(heard) > 2:
            played, pause, again = gather
            assert (played.tag, pause.tag, again.tag) == ("Play", "Pause", "Play")
            assert played.text == again.text
            assert pause.get("length") == gather.get("timeout")
            silence = np.zeros(8000 * int(pause.get("length") or 0), np.int16)
            expected += [sounds[str(played.text)], silence] * 2
    assert heard == [f"{part}.xml" for part in parts]
    assert [each.tag for each in ElementTree.parse(folder / heard[-1]).getroot()] == ["Play", "Hangup"]
    whole = np.concatenate([*expected, sounds["end.wav"]])
    assert len(sounds["call.wav"]) == pytest.approx(len(whole), abs=80)
    assert np.corrcoef(np.abs(sounds["call.wav"][: len(whole) - 80]), np.abs(whole[: len(whole) - 80]))[0, 1] > 0.95
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert "Paso 1 de 2. Toque Unirse. Ahora hágalo usted." in text
    assert "Así se ve después" not in text, "there is no screen"
    lines = (folder / "sms.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ['1. Toque "Unirse".', '2. Fíjese en "Salir".']
    assert "https" not in (folder / "start.xml").read_text(encoding="utf-8")
    context.narrated = {"es": replace(context.spoken(context.editions[0]), sounds={})}
    assert made(call.CALL, context) == []


def test_captions_are_those_of_the_timeline(make: Make) -> None:
    context = make()
    (file,) = made(video.CAPTIONS, context)
    text = (context.folder / file.path).read_text(encoding="utf-8")
    assert file.path == "web/es/captions.vtt"
    assert text.startswith("WEBVTT\n")
    assert all(sentence in text for sentence in SAID)
    silent = replace(context.spoken(context.editions[0]), sounds={})
    context.narrated = {"es": silent}
    assert made(video.CAPTIONS, context) == []


def test_the_poster_has_a_preview_and_a_face(make: Make) -> None:
    context = make()
    files = made(poster.POSTER, context)
    assert [file.path.rpartition("/")[2] for file in files] == ["poster.jpg", "preview.jpg"]
    with Image.open(context.folder / files[1].path) as image:
        assert image.size == page_pictures.PREVIEW_SIZE


def test_a_page_takes_along_what_the_pack_holds(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[str] = []
    monkeypatch.setattr(page, "_speak", lambda _edition, text, _context: spoken.append(text) or ())
    context = make(languages=("es", "en"))
    made(chat.MESSAGE, context)
    made(video.CAPTIONS, context)
    (context.folder / "es" / "entrar-a-la-clase.mp4").write_bytes(b"film")
    files = {file.path: file for file in made(page.PAGE, context)}
    assert {"web/embed.html", "web/style.css", "web/es/index.html", "web/en/title.m4a"} <= set(files)
    assert {"Es para celular Android.", "This is for the Android phone."} <= set(spoken), "after title and reason"
    assert files["web/es/entrar.mp4"].bytes == 4, "a corrected title breaks no link to it"
    assert "web/es/captions.vtt" not in files, "that is a kind of its own"
    assert (files["web/es/paso-2.webp"].step, files["web/es/paso-2.webp"].lang) == (StepNumber(2), "es")
    assert files["web/style.css"].lang is None
    text = (context.folder / "web" / "es" / "index.html").read_text(encoding="utf-8")
    assert "Entrar a la clase" in text
    assert "<p>Toque Unirse.</p>" in text.replace("\n", ""), "the transcript"


def test_the_folder_for_the_website_is_one_file_with_the_name_that_its_links_have(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_speak", lambda *_: ())
    context = make()
    assert made(whole_pack.ZIP, context) == [], "nothing may be on the website"
    context.editions = tuple(replace(edition, name="Tarea en Classroom") for edition in context.editions)
    context.publishing = Publishing("https://losrobles.example.org/ayuda")
    sheets: list[Handout] = []
    monkeypatch.setattr(handout, "write_handout", lambda path, sheet: (sheets.append(sheet), path.write_bytes(b"")))
    (message, _) = (*made(chat.MESSAGE, context), *made(paper.PAPER, context))
    files = made(page.PAGE, context)
    (archive,) = made(whole_pack.ZIP, context)
    assert (archive.path, archive.kind, archive.lang) == ("web.zip", "zip", None)
    with zipfile.ZipFile(context.folder / archive.path) as opened:
        assert opened.namelist() == sorted(file.path.replace("web/", "tarea-en-classroom/") for file in files)
        text = opened.read("tarea-en-classroom/es/index.html").decode()
        sent = re.findall(r"https://\S+", (context.folder / message.path).read_text(encoding="utf-8"))
        for address in (*sent, sheets[0].address):
            place = address.removeprefix("https://losrobles.example.org/ayuda/").rstrip("/")
            assert f"{place}/index.html" in opened.namelist(), "what message and paper name answers"
        assert len(sent) == 1 and b'url=es/index.html"' in opened.read("tarea-en-classroom/index.html")
    addresses = set(re.findall(r"https://losrobles.example.org/[^\"<]*", text))
    assert addresses
    assert all(
        address.startswith("https://losrobles.example.org/ayuda/tarea-en-classroom/es/") for address in addresses
    )


def test_facts_of_pages(tmp_path: Path) -> None:
    both = [editions.edition(lang=lang) for lang in ("es", "en")]
    film = PackFile("es/entrar.mp4", "video", "es", 10, 75.0)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "message.txt").write_text("Join", encoding="utf-8")
    facts = collect_pages(both, [film], tmp_path, {"es": ("Toque.",)})
    assert [(each.lang, each.seconds, each.message, each.transcript) for each in facts.pages] == [
        ("es", 75.0, "", ("Toque.",)),
        ("en", 0.0, "Join", ()),
    ]
    assert (facts.name, facts.device, facts.pages[0].device) == ("entrar", "Android phone", "celular Android")


LONG = (
    "Toque Unirse. Así la maestra lo puede ver y oír a usted en la clase.",
    "¿Se equivocó? Toque Unirse otra vez y espere a que la maestra le abra la puerta de la clase.",
    "Espere.",
)


@pytest.mark.parametrize("text", LONG)
def test_the_review_has_each_caption_of_the_video_once_and_in_order(make: Make, text: str) -> None:
    context = make()
    (edition,) = context.editions
    edition = replace(edition, steps=(replace(edition.steps[0], text=text), *edition.steps[1:]))
    title, first, *_ = edition.sections({})
    assert whole_pack.list_frames(title, edition) == [(edition.opening, None)]
    spoken = tuple(
        Utterance(sentence, Clip(Path("a.wav"), 0.07 * len(sentence), "a"))
        for sentence in sentence_rules.split_sentences(text)
    )
    film = timeline.plan([replace(first, spoken=spoken)])
    in_film = [caption for caption, _ in itertools.groupby(shot.caption for shot in film.sections[0].shots)]
    frames = whole_pack.list_frames(first, edition)
    assert [caption for caption, _ in itertools.groupby(caption for _, caption in frames)] == in_film
    assert [card for card, _ in itertools.groupby(card for card, _ in frames)] == list(first.cards)


def test_the_review_names_each_frame_for_staff_and_has_the_closing_as_it_is_sent(make: Make) -> None:
    (edition,) = make().editions
    sections = edition.sections({})
    assert [whole_pack.name_section(section) for section in sections][:2] == ["Título · Title", "Paso 1 · Step 1"]
    assert whole_pack.name_section(sections[-1]) == "Final · End"
    assert whole_pack.name_section(replace(sections[0], key=GREETING)) == "Saludo · Greeting"
    asides = [replace(sections[1], step=StepNumber(3, aside=number)) for number in (1, 2)]
    assert [*map(whole_pack.name_section, asides)] == ["Paso 3? · Step 3?", "Paso 3? (2) · Step 3? (2)"]
    ((card, caption),) = whole_pack.list_frames(sections[-1], edition)
    assert (card, caption) == (edition.closing, Caption((), note="Sra. Rosa · 410-555-0100"))


def test_the_words_of_a_memo_are_split_as_one_in_the_review(make: Make) -> None:
    context = make()
    (edition,) = context.editions
    spoken = replace(edition.steps[0].step, memos=(LangFile("es", "1.es.m4a"),))
    step = replace(edition.steps[0], step=spoken, text="Mire. Toque. Espere.")
    edition = replace(edition, steps=(step, *edition.steps[1:]))
    first = edition.sections({})[1]
    assert {caption for _, caption in whole_pack.list_frames(first, edition)} == {Caption(("Mire. Toque. Espere.",))}


def test_the_index_tells_what_the_pack_holds(make: Make) -> None:
    context = make()
    made(chat.CARD, context)
    made(chat.MESSAGE, context)
    (file,) = made(whole_pack.INDEX, context)
    text = (context.folder / file.path).read_text(encoding="utf-8")
    assert (file.path, file.lang) == ("index.html", None)
    assert 'href="es/paso-1.jpg"' in text
    assert "410-555-0100" in text
    assert "<audio" not in text


def test_a_new_kind_is_shown_by_its_label(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def moving(edition: Any, context: ProductContext) -> Iterator[Output]:
        path = f"{edition.lang}/{edition.stem}.gif"
        frames = [Image.fromarray(context.renderer.card(each.close)).resize((90, 160)) for each in edition.steps]
        frames[0].save(context.folder / path, save_all=True, append_images=frames[1:], duration=2000, loop=0)
        yield Output(path)

    gif = EditionProduct("gif", StaffLabel("more", "En una imagen.", "In one picture."), make=moving)
    context = make(labels={**catalogue.LABELS, "gif": gif.label})
    (file,) = made(gif, context)
    with Image.open(context.folder / file.path) as image:
        assert getattr(image, "n_frames", 1) == 2
    made(whole_pack.INDEX, context)
    text = (context.folder / "index.html").read_text(encoding="utf-8")
    assert "In one picture." in text
    assert '<img src="es/entrar-a-la-clase.gif"' in text


@pytest.mark.slow
@pytest.mark.parametrize("product", catalogue.PRODUCTS, ids=lambda product: product.kind)
def test_every_product_of_the_catalogue_makes_files_of_its_own(
    product: EditionProduct | PackProduct, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_speak", lambda *_: ())
    context = make(draft=True)
    if product.kind == "zip":
        made(page.PAGE, context)
    files = made(product, context)
    assert files
    for file in files:
        assert (context.folder / file.path).stat().st_size == file.bytes > 0
        assert file.kind == product.kind
        assert file.path.startswith("web/") == (product.website and product.kind not in ("wide", "call"))
        assert Path(file.path).suffix in {*FILE_TYPES, *PAGES}, "the editor must know under which type it is sent"


# ---------------------------------------------------------------- what products say of themselves


def test_the_catalogue_names_every_product_once() -> None:
    values = [
        value
        for module in (call, chat, page, paper, poster, practice, present, video, whole_pack)
        for value in vars(module).values()
    ]
    kinds = [value.kind for value in values if isinstance(value, (EditionProduct, PackProduct))]
    assert sorted(catalogue.KINDS) == sorted(kinds)
    web = ["captions", "poster", "practice", "page"]
    assert [*catalogue.WEB_KINDS] == ["wide", "call", *web]
    assert [product.kind for product in catalogue.select_products(["page"])] == web
    assert [product.kind for product in catalogue.select_products(["zip"])] == [*web, "zip"]
    assert catalogue.are_spoken(["page"])
    assert not catalogue.are_spoken(["card", "message"])


def test_whoever_is_shown_to_staff_says_so_in_both_languages() -> None:
    for label in catalogue.LABELS.values():
        assert label.section != "more" or (label.es and label.en)


def test_importing_the_catalogue_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    code = "import sys, annotator.pack.catalogue; print({'numpy', 'PIL', 'jinja2', 'cv2'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
