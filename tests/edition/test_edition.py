"""A tutorial in one language: what each step says and shows, and what is around the steps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator import timeline
from annotator.edition.edition import END, GREETING, PHONE, TITLE, Edition, step_key
from annotator.edition.opening_and_closing import closing_text
from annotator.edition.scan.step_view import StepScan
from annotator.model import (
    Action,
    ActionKind,
    Box,
    Film,
    FilmCard,
    Found,
    IconTarget,
    LangFile,
    MarkedTarget,
    PictureKind,
    Redaction,
    Said,
    School,
    Screen,
    Source,
    Step,
    StepCard,
    StepNumber,
    TargetName,
    TextTarget,
    Utterance,
)
from annotator.phrases import load_phrasebook
from annotator.script import plain
from tests.helpers import editions

ICON = IconTarget("mic.png")
SEEN = StepScan(
    Screen("abc"),
    "1.png",
    Found(TextTarget(("Unirse",)), Box(10, 10, 50, 20), Box(0, 0, 90, 40), "Unirse", 1.0),
    (),
    TargetName("Unirse"),
    also=("Join", "Join", "Entrar a la reunión por videollamada"),
)


def english(**changes: object) -> Edition:
    tutorial = replace(editions.TUTORIAL, **changes)  # type: ignore[arg-type]
    return editions.edition(tutorial, "en")


def test_what_is_typed_is_said_and_what_is_missing_the_phrasebook_says() -> None:
    assert [step.text for step in editions.edition().steps] == ["Toque Unirse.", "Fíjese en Salir."]
    assert [step.text for step in english().steps] == ["Tap Unirse.", "Look at Salir."]
    assert editions.edition().texts[0].text == "Entrar a la clase. Así ve a la maestra."
    assert [text.step for text in english().texts] == [None, StepNumber(1), StepNumber(2), None, None]


def test_on_a_laptop_one_clicks_and_no_hand_is_on_the_screen() -> None:
    laptop = replace(SEEN, screen=Screen("abc", kind=PictureKind("laptop")))
    hands = replace(editions.SCHOOL, pointer="hand")
    wordless = replace(editions.TUTORIAL, steps=tuple(replace(step, narration=()) for step in editions.TUTORIAL.steps))
    first, second = editions.edition(wordless, school=hands, seen=[laptop, SEEN]).steps
    assert (first.text, first.label, first.verb) == ("Haga clic en Unirse.", "Haga clic en Unirse", "Haga clic")
    assert (first.whole.theme.pointer, second.whole.theme.pointer) == ("arrow", "hand")


def test_a_step_has_its_button_a_few_words_and_other_wordings() -> None:
    first = editions.edition(seen=[SEEN, SEEN]).steps[0]
    assert (first.chip, first.label, first.note, first.verb) == ("Unirse", "Toque Unirse", "O dice: Join", "Toque")
    assert (first.or_says, first.other) == ("O dice:", "Join")
    named = editions.edition(seen=[replace(SEEN, target_name=TargetName("Entrar a la reunión"))] * 2).steps
    assert [step.label for step in named] == ["Toque", "Mire"]
    link = editions.edition(seen=[replace(SEEN, target_name=TargetName("zoom.us/j/1"))] * 2).steps[0]
    assert link.label not in ("Toque", "Toque zoom.us/j/1")


def test_marks_are_numbered_where_there_are_several() -> None:
    (whole, close) = (getattr(editions.edition(seen=[SEEN, SEEN]).steps[0], name) for name in ("whole", "close"))
    assert whole.marks == close.marks == (MarkedTarget(Box(0, 0, 90, 40), Box(10, 10, 50, 20)),)
    assert (whole.view, close.view, whole.number, whole.total) == ("whole", "close", StepNumber(1), 2)
    second = Found(TextTarget(("Salir",)), Box(1, 1, 2, 2))
    several = editions.edition(seen=[replace(SEEN, marks=(second, replace(second, box=None)))] * 2).steps[0].whole
    assert [mark.number for mark in several.marks] == [1, 2]


def test_a_card_has_the_sign_of_its_buttons_word_unless_the_script_says_another() -> None:
    deleting = [replace(SEEN, target_name=TargetName("Desinstalar"))] * 2
    assert [step.close.sign for step in editions.edition(seen=deleting).steps] == ["delete", None]
    tap, look = editions.TUTORIAL.steps
    own = replace(editions.TUTORIAL, steps=(replace(tap, sign="yours"), replace(look, source="paper")))
    cards = [step.whole for step in editions.edition(own, seen=deleting).steps]
    assert [(card.sign, card.source) for card in cards] == [("yours", None), (None, "paper")]


FIELD = replace(SEEN, action=Found(TextTarget(("Buscar",)), Box(10, 10, 50, 20), Box(0, 0, 90, 40), "Buscar", 1.0))
LUNA = Screen("abc", (Redaction(Box(20, 10, 30, 20), "name", "Luna"),))


@pytest.mark.parametrize(
    ("sentences", "seen", "source", "sample", "drawn"),
    [
        ({"es": "Arriba, escriba “Zoom”."}, FIELD, None, "Zoom", None),
        ({"es": "Escriba «Zoom.»", "en": "Type “Teams”."}, FIELD, "message", "Zoom", "message"),
        ({"es": 'En “buscar” escriba "Zoom".'}, FIELD, None, "Zoom", None),
        ({"es": "Escriba Zoom.", "en": "Type “Zoom”."}, FIELD, None, None, "paper"),
        ({"en": "Type “Zoom”."}, FIELD, None, "Zoom", None),
        ({"es": "Escriba “ꞌꞌ”."}, FIELD, None, None, "paper"),
        ({"es": "Escriba su clave."}, replace(FIELD, screen=LUNA), None, None, None),
        ({"es": "Escriba su clave."}, FIELD, "sticker", None, "sticker"),
    ],
)
def test_a_card_shows_what_to_type_or_where_it_comes_from(
    sentences: dict[str, str], seen: StepScan, source: Source | None, sample: str | None, drawn: Source | None
) -> None:
    said = tuple(Said(lang, text) for lang, text in sentences.items())
    step = Step("1.png", Action("type", TextTarget(("Buscar", "Search"))), said, source=source)
    card = editions.edition(replace(editions.TUTORIAL, steps=(step,)), seen=[seen]).steps[0].close
    assert (card.sample, card.source) == (sample, drawn)
    tapped = replace(step, action=Action("tap", TextTarget(("Buscar",))), source=None)
    assert editions.edition(replace(editions.TUTORIAL, steps=(tapped,)), seen=[seen]).steps[0].close.sample is None


def test_a_language_without_phrases_borrows_words_and_is_not_spoken() -> None:
    tutorial = replace(editions.TUTORIAL, titles=(*editions.TUTORIAL.titles, Said("mix", "Kii yo", 3)))
    mixtec = editions.edition(tutorial, "mix")
    assert [text.text for text in mixtec.texts] == ["", "", "", ""]
    assert mixtec.phrases == ()
    assert mixtec.words_lang == "es"
    assert mixtec.closing.heading == editions.edition().closing.heading
    assert mixtec.step_file(StepNumber(3), ".jpg") == "paso-3.jpg"
    spoken = replace(
        tutorial, title_memos=(LangFile("mix", "title.mix.m4a"),), steps=(replace(tutorial.steps[0], memos=()),) * 2
    )
    opening = editions.edition(spoken, "mix").texts[0]
    assert (opening.text, opening.memo) == ("Kii yo.", "title.mix.m4a")


def test_sections_come_in_the_order_of_the_video() -> None:
    spanish = editions.edition(seen=[SEEN, SEEN])
    sections = spanish.sections({step_key(StepNumber(1)): (Utterance("Toque Unirse.", None),)})  # type: ignore[arg-type]
    assert [section.key for section in sections] == [TITLE, "step-1", "step-2", END]
    assert [section.step for section in sections] == [None, StepNumber(1), StepNumber(2), None]
    assert [len(section.cards) for section in sections] == [1, 2, 2, 1]
    assert [len(section.spoken) for section in sections] == [0, 1, 0, 0]
    assert sections[-1].note == "Sra. Rosa · 410-555-0100"
    draft = editions.edition(seen=[SEEN, SEEN], draft=True)
    assert [len(section.cards) for section in draft.sections({})] == [1, 1, 1, 1]
    assert [len(section.cards) for section in editions.edition().sections({})] == [1, 1, 1, 1], "nothing is marked"


def test_a_recording_runs_before_its_last_picture_and_a_greeting_before_all() -> None:
    film = Film("f", 30, (540, 1170))
    moving = editions.edition(seen=[replace(SEEN, film=film), SEEN], greetings={"es": film})
    greeting, _, first, *_ = moving.sections({})
    assert greeting.key == GREETING
    assert isinstance(greeting.cards[0], FilmCard)
    assert isinstance(first.cards[0], FilmCard)
    assert first.cards[0].card.marks == ()  # type: ignore[union-attr]
    assert len(first.cards) == 3


def test_remarks_are_at_the_line_of_their_step_or_of_the_title() -> None:
    assert [english().line(step) for step in (None, StepNumber(1), StepNumber(2))] == [2, 7, 11]


def test_files_are_named_after_the_title() -> None:
    assert (english().stem, english().step_file(StepNumber(2), ".mp4")) == ("join-class", "step-2.mp4")
    assert english(titles=(Said("es", "Entrar", 1), Said("en", "¡!", 2))).stem == "entrar", "the folder's name"


def test_the_opening_tells_steps_and_device() -> None:
    assert english().opening.facts == "2 steps · Android phone"
    one = english(steps=editions.TUTORIAL.steps[:1], device=None)
    assert one.opening.facts == "1 step"
    assert [item.label for item in english().closing.items] == ["Tap Unirse", "Look"]


def test_a_spoken_edition_plans_its_timeline_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = []
    usual = timeline.plan
    monkeypatch.setattr(timeline, "plan", lambda sections: planned.append(sections) or usual(sections))
    spoken = editions.spoken(editions.edition(), tmp_path)
    assert spoken.timeline is spoken.timeline
    assert len(planned) == 1
    assert [section.text for section in spoken.timeline.sections][1] == "Toque Unirse."


def test_only_buttons_have_another_word() -> None:
    tap, look = editions.TUTORIAL.steps
    assert tap.action is not None
    steps = (tap, look, replace(tap, action=replace(tap.action, kind="type")), replace(tap, sign="yours"))
    steps = (*steps, replace(tap, action=replace(tap.action, kind="hold")), replace(tap, action=Action("tap", ICON)))
    worked = editions.edition(replace(editions.TUTORIAL, steps=steps), seen=[SEEN] * len(steps)).steps
    assert [step.other for step in worked] == ["Join", None, None, None, "Join", None]
    section = editions.edition(seen=[SEEN, SEEN]).sections({})[1]
    assert (section.or_says, section.other, section.note) == ("O dice:", "Join", None)


def test_the_clip_of_a_step_says_which_it_is_and_now_you_only_where_the_viewer_acts(tmp_path: Path) -> None:
    spoken = editions.spoken(editions.edition(), tmp_path)
    first, second = spoken.clip_plans
    assert [section.key for section in first.timeline.sections] == ["before", "step-1", "after", "next"]
    assert [section.key for section in second.timeline.sections] == ["before", "step-2"], "nobody is asked to look"
    assert [part.sections[0].text for part in (first.timeline, second.timeline)] == ["Paso 1 de 2.", "Paso 2 de 2."]
    assert first.timeline.sections[2].text == "Ahora hágalo usted. Luego regrese aquí."
    assert second.timeline.sections[1].step == StepNumber(2)


def test_a_clip_ends_with_the_screen_that_comes_next() -> None:
    edition = editions.edition(seen=[SEEN, replace(SEEN, file="2.png", screen=Screen("def"))])
    first, last = edition.steps
    shown = edition.next_screen(first)
    assert shown is not None
    assert isinstance(shown.card, StepCard)
    assert (shown.card.screen, shown.card.marks, shown.card.view) == (Screen("def"), (), "whole")
    assert (shown.text, shown.lang) == ("Así se ve después.", "es")
    assert edition.next_screen(last) is None
    laptop = Screen("def", kind=PictureKind("laptop"))
    for scan in (SEEN, replace(SEEN, file="2.png", screen=laptop)):
        edition = editions.edition(seen=[SEEN, scan])
        assert edition.next_screen(edition.steps[0]) is None, "the same picture, or another device"
    film = Film("f", 30, (540, 1170))
    edition = editions.edition(seen=[SEEN, replace(SEEN, file="2.mp4", film=film)])
    shown = edition.next_screen(edition.steps[0])
    assert shown is not None
    assert isinstance(shown.card, FilmCard)
    assert (shown.card.film, shown.card.first_frame, shown.card.still) == (film, 0, True)


def test_an_action_without_a_target_is_said_too() -> None:
    tutorial = replace(editions.TUTORIAL, steps=(Step("1.png", Action("wait"), line=3), Step("2.png", line=5)))
    texts = [step.text for step in editions.edition(tutorial, "en").steps]
    assert texts[0]
    assert texts[1] == "", "a picture alone says nothing"


def closing(school: School, lang: str = "es", *kinds: ActionKind) -> str:
    """What is said at the end of a tutorial with these actions."""
    steps = tuple(Step("1.png", Action(kind)) for kind in kinds)
    return closing_text(replace(editions.TUTORIAL, steps=steps), school, load_phrasebook(lang))


def test_the_closing_says_each_thing_once() -> None:
    assert closing(School(), "es", "done") == "¿Su pantalla se ve diferente? Pregunte en la escuela."
    assert closing(School()).startswith("¡Listo! ¿Su pantalla se ve diferente?")
    rosa = School(person="Sra. Rosa", person_languages=("es", "mix"), whatsapp="+1 410 555 0100")
    asked = "Mándele un mensaje de voz a la Sra. Rosa. En español o en mixteco."
    assert closing(rosa, "es", "done") == f"¿Su pantalla se ve diferente? {asked}"


@pytest.mark.parametrize(
    ("given", "sign", "sentences"),
    [
        (
            {"phone": "410-555-0134", "whatsapp": "+1 410 555 0134"},
            "mic",
            {
                "es": ("Mándele un mensaje de voz al Sr. Luis.", "Mándenos un mensaje de voz."),
                "en": ("Send Sr. Luis a voice message.", "Send us a voice message."),
                "pt": ("Mande uma mensagem de voz para o Sr. Luis.", "Mande uma mensagem de voz."),
            },
        ),
        (
            {"phone": "410-555-0134"},
            "phone",
            {
                "es": ("Llame al Sr. Luis.", "Llame a la escuela."),
                "en": ("Call Sr. Luis.", "Call the school."),
                "pt": ("Ligue para o Sr. Luis.", "Ligue para a escola."),
            },
        ),
        (
            {},
            "say",
            {
                "es": ("Pregúntele al Sr. Luis.", "Pregunte en la escuela."),
                "en": ("Ask Sr. Luis.", "Ask at the school."),
                "pt": ("Pergunte para o Sr. Luis.", "Pergunte na escola."),
            },
        ),
    ],
)
def test_the_closing_promises_what_the_school_gave(
    given: dict[str, str], sign: str, sentences: dict[str, tuple[str, str]]
) -> None:
    for lang, (person, school) in sentences.items():
        assert closing(School(**given, person="Sr. Luis"), lang).endswith(f"? {person}")
        assert closing(School(**given), lang).endswith(f"? {school}")
    assert editions.edition(school=School(**given)).closing.sign == sign


def test_the_number_below_is_the_one_for_what_is_asked() -> None:
    def note(**given: str) -> str | None:
        edition = editions.edition(school=School(person="Mr. Lee", **given))
        return next(section.note for section in edition.sections({}) if section.key == END)

    assert note(phone="410-555-0134", whatsapp="+1 410 555 0134") == "Mr. Lee · 410-555-0134"
    assert note(phone="410-555-0134", whatsapp="+1 410 555 0199") == "Mr. Lee · +1 410 555 0199"
    assert note(whatsapp="+1 410 555 0199") == "Mr. Lee · +1 410 555 0199"
    assert note(phone="410-555-0134") == "Mr. Lee · 410-555-0134"
    assert note() == "Mr. Lee"


@pytest.mark.parametrize("lang", ["es", "en", "pt"])
@pytest.mark.parametrize("given", [{}, {"phone": "410-555-0134"}, {"whatsapp": "+1 410 555 0134"}])
def test_every_closing_is_plain(lang: str, given: dict[str, str]) -> None:
    school = School(**given, person="Mr. Lee", person_languages=("es", "en", "mix"))  # type: ignore[arg-type]
    for text in (closing(school, lang), closing(School(**given), lang)):  # type: ignore[arg-type]
        assert plain.check_text(text, lang) == ()


def test_the_phone_is_spoken_by_itself_so_that_it_can_be_left_out(tmp_path: Path) -> None:
    edition = editions.edition()
    assert [text.text for text in edition.texts if text.key == PHONE] == ["Teléfono: 410-555-0100."]
    end = editions.spoken(edition, tmp_path).sections[-1]
    assert [said.text for said in end.optional] == ["Teléfono: 410-555-0100."]
    assert end.spoken[-1:] == end.optional
    assert (end.note, end.optional_note) == ("Sra. Rosa · 410-555-0100", "Sra. Rosa")
    recorded = replace(editions.TUTORIAL, end_memos=(LangFile("es", "end.es.m4a"),))
    assert PHONE not in {text.key for text in editions.edition(recorded).texts}
    assert PHONE not in {text.key for text in editions.edition(school=School()).texts}


ASIDE = Step(
    "1.png",
    Action("swipe", None, "left", line=10),
    (Said("es", "Deslice el dedo.", 12),),
    questions=(Said("es", "¿Se equivocó?", 11), Said("en", "Did you make a mistake", 13)),
    line=9,
)


def with_aside(lang: str = "es", **changes: object) -> Edition:
    first, second = editions.TUTORIAL.steps
    changes = {"steps": (first, ASIDE, second)} | changes
    return editions.edition(replace(editions.TUTORIAL, **changes), lang)  # type: ignore[arg-type]


def test_an_aside_asks_first_is_numbered_after_its_step_and_is_not_counted() -> None:
    steps = with_aside().steps
    assert [str(step.number) for step in steps] == ["1", "1?", "2"]
    assert [step.whole.total for step in steps] == [2, 2, 2]
    aside = steps[1]
    assert (aside.text, aside.question, aside.instruction) == (
        "¿Se equivocó? Deslice el dedo.",
        "¿Se equivocó?",
        "Deslice el dedo.",
    )
    assert (steps[0].question, steps[0].instruction) == ("", "Toque Unirse.")
    # A question without its mark is still a sentence of its own, and the phrasebook answers where nothing is typed.
    assert with_aside("en").steps[1].text == "Did you make a mistake. Slide your finger to the left."
    assert with_aside().opening.facts.startswith("2 pasos")
    assert [item.number for item in with_aside().closing.items] == [1, 2]


def test_an_aside_has_files_a_narration_and_a_section_of_its_own() -> None:
    edition = with_aside()
    assert [edition.step_file(step.number, ".jpg") for step in edition.steps] == [
        "paso-1.jpg",
        "paso-1-si.jpg",
        "paso-2.jpg",
    ]
    assert [section.key for section in edition.sections({})] == [TITLE, "step-1", "step-1-if", "step-2", END]
    assert [text.text for text in edition.texts][2] == "¿Se equivocó? Deslice el dedo."
    assert edition.line(StepNumber(1, 1)) == 9
    with pytest.raises(KeyError):
        edition.step(StepNumber(2, 1))


def test_steps_that_continue_share_a_clip_and_an_aside_between_them_has_its_own(tmp_path: Path) -> None:
    first, second = editions.TUTORIAL.steps
    chained = with_aside(steps=(replace(first, continues=True), ASIDE, replace(second, continues=True), first))
    assert [[str(step.number) for step in steps] for steps in chained.clips] == [["1", "2", "3"], ["1?"]]
    chain, aside = (plan.timeline.sections for plan in editions.spoken(chained, tmp_path).clip_plans)
    assert [section.key for section in chain] == ["before", "step-1", "step-2", "step-3", "after"]
    assert chain[0].text == "Paso 1 de 3."
    assert [section.key for section in aside] == ["step-1-if"], "it asks, and tells nobody to do it"
    assert aside[0].text.startswith("¿Se equivocó?")
    last = with_aside(steps=(first, replace(second, continues=True)))
    assert [len(steps) for steps in last.clips] == [1, 1], "nothing follows"


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Toque su Wi-Fi. Por ejemplo: Casa.", "Toque su Wi-Fi"),
        ("Toque el nombre de la maestra. Por ejemplo: Ana.", "Toque"),
    ],
)
def test_the_closing_names_no_sample_where_a_family_has_its_own(sentence: str, label: str) -> None:
    step = replace(editions.TUTORIAL.steps[0], sign="yours", narration=(Said("es", sentence, 9),))
    (item, *_) = editions.edition(replace(editions.TUTORIAL, steps=(step,)), "es").closing.items
    assert item.label == label


def test_the_closing_names_no_invented_example() -> None:
    seen = [replace(SEEN, target_name=name) for name in (TargetName("Luna"), TargetName("Luna", is_example=True))]
    tutorial = replace(editions.TUTORIAL, steps=(editions.TUTORIAL.steps[0],) * 2)
    assert [item.label for item in editions.edition(tutorial, seen=seen).closing.items] == ["Toque Luna", "Toque"]


@pytest.mark.parametrize("kind", ["tap", "swipe", "scroll", "say", "wait"])
def test_a_draft_with_an_unfinished_action_has_a_card(kind: str) -> None:
    tutorial = replace(editions.TUTORIAL, steps=(Step("1.png", Action(kind)), editions.TUTORIAL.steps[1]))
    made = editions.edition(tutorial).steps[0]
    assert made.whole.action == (None if kind in ("swipe", "scroll") else kind)
    assert made.label == load_phrasebook("es").short_action(Action(kind))
