"""What staff see of a pack: each clip with all that it says, and asides after all steps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.model import PackFile, StaffLabel, StepNumber
from annotator.pages import staff_index
from annotator.pages.page_data import PageData, StepData, TutorialPages

ONE, TWO, THREE = StepNumber(1), StepNumber(2), StepNumber(3)
ASIDE = StepNumber(2, 1)
PAGE = PageData(
    "es",
    "es",
    "Español",
    "Hablar",
    "",
    (
        StepData(ONE, "paso-1", "Deje el dedo.", continues=True),
        StepData(TWO, "paso-2", "Hable.", continues=True),
        StepData(ASIDE, "paso-2-si", "Deslice.", question="¿Se equivocó?"),
        StepData(THREE, "paso-3", "Levante el dedo."),
    ),
    "hablar",
)


def rendered(*files: PackFile) -> str:
    labels = {"card": StaffLabel("pictures"), "step": StaffLabel("clips")}
    return staff_index.render_staff_index(TutorialPages("hablar", (PAGE,)), files, labels)


def test_a_clip_of_several_steps_says_all_of_them_and_no_aside() -> None:
    text = rendered(
        PackFile("es/paso-1.mp4", "step", "es", 10, 20.0, ONE),
        PackFile("es/paso-2-si.mp4", "step", "es", 10, 5.0, ASIDE),
    )
    assert '<p dir="auto" lang="es">Deje el dedo. Hable. Levante el dedo.</p>' in text
    assert '<p dir="auto" lang="es">¿Se equivocó? Deslice.</p>' in text


def test_a_picture_says_its_own_step_alone() -> None:
    text = rendered(PackFile("es/paso-1.jpg", "card", "es", 10, step=ONE))
    assert "<strong>Deje el dedo.</strong>" in text


@pytest.mark.parametrize(("kind", "suffix"), [("card", "jpg"), ("step", "mp4")])
def test_what_is_only_for_some_comes_last_and_says_so(kind: str, suffix: str) -> None:
    text = rendered(
        *(
            PackFile(f"es/{name}.{suffix}", kind, "es", 10, step=number)
            for name, number in (("paso-2", TWO), ("paso-2-si", ASIDE), ("paso-3", THREE))
        )
    )
    everyone, _, some = text.partition("<h4>")
    assert f"es/paso-2.{suffix}" in everyone
    assert f"es/paso-3.{suffix}" in everyone
    assert "paso-2-si" not in everyone
    assert "Solo si les pasa esto" in some
    assert "Only if this happens" in some
    assert '<li class="aside"><span class="number">2?</span>' in some
    assert f"es/paso-2-si.{suffix}" in some
    assert "<h4>" not in rendered(PackFile("es/paso-1.jpg", "card", "es", 10, step=ONE))


def test_a_session_opens_in_the_language_of_its_families_and_counts_as_a_whole() -> None:
    files = (
        PackFile("present/index.html", "present", None, 40_000),
        PackFile("present/guide.html", "present", None, 30_000),
        PackFile("present/es/paso-1.webp", "present", "es", 1_130_000),
    )
    label = StaffLabel("more", "Para una reunión.", "For a session.", "Abrir las láminas", "Open the slides")
    text = staff_index.render_staff_index(TutorialPages("hablar", (PAGE,)), files, {"present": label})
    assert 'href="present/index.html#es"><span class="es" lang="es">Abrir las láminas</span>' in text
    assert 'href="present/guide.html"' in text
    assert 'present/index.html <span class="size">1.2 MB</span>' in text
    assert "paso-1.webp" not in text, "everything else is on the slides"
    bare = staff_index.render_staff_index(TutorialPages("hablar", (PAGE,)), files[:1], {"present": label})
    assert "guide.html" not in bare


def test_the_archive_of_the_website_has_the_recipes_beside_it() -> None:
    labels = {"zip": StaffLabel("more", "Un archivo.", "One file.", "Abrir web.zip", "Open web.zip")}
    labels["page"] = StaffLabel("more", "La página.", "The page.", "Ver la página", "See the page")
    files = [PackFile("web.zip", "zip", None, 3_700_000), PackFile("web/embed.html", "page", None, 10)]
    files.append(PackFile("web/index.html", "page", None, 10))
    text = staff_index.render_staff_index(TutorialPages("hablar", (PAGE,)), files, labels)
    assert '<a class="button inline" target="_blank" rel="noopener" href="web.zip">' in text, (
        "no place in it, as in a page"
    )
    assert "3.7 MB" in text
    assert "web/index.html" not in text, "it only leads on"
    assert '<a class="button inline" target="_blank" rel="noopener" href="web/embed.html">' in text
    assert "web/embed.html" not in staff_index.render_staff_index(TutorialPages("hablar", (PAGE,)), files[:1], labels)


def test_what_can_be_dragged_says_its_kind_and_name() -> None:
    text = rendered(
        PackFile("es/paso-1.jpg", "card", "es", 10, step=ONE), PackFile("es/paso-1.mp4", "step", "es", 10, 20.0, ONE)
    )
    assert 'data-drag="image/jpeg:paso-1.jpg" data-file="es/paso-1.jpg"' in text
    assert 'data-drag="video/mp4:paso-1.mp4" data-file="es/paso-1.mp4"' in text


def test_another_phones_practice_page_says_whose_it_is_and_has_no_count_of_five() -> None:
    labels = {"practice": StaffLabel("more", "Para practicar.", "To practise.", "Abrir", "Open")}
    other = replace(PAGE, phone="iphone", phone_name="iPhone", is_other=True)
    files = (
        PackFile("web/es/practice-iphone.html", "practice", "es", 10, phone="iphone"),
        PackFile("web/es/practice.html", "practice", "es", 10),
        PackFile("present/five-es.html", "present", "es", 10),
    )
    text = staff_index.render_staff_index(TutorialPages("hablar", (replace(PAGE, phones=(other,)),)), files, labels)
    own, _, phone = text.partition("<strong>iPhone.</strong>")
    assert "web/es/practice.html" in own
    assert "web/es/practice-iphone.html" in phone
    assert text.count('href="present/five-es.html"') == 1
