"""A row takes its switch, tick, radio button or arrow along, and the lines below its title."""

from __future__ import annotations

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.row_controls import find_block, include_controls, include_subtitle
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.drawn_controls import PHONE, pencil, switch
from tests.helpers.screens import Drawn


def test_the_switch_at_the_end() -> None:
    screen = Drawn(size=PHONE)
    titles = [screen.text(words, 24, 200 + 90 * n) for n, words in enumerate(("Avisos", "Sonido", "Vibrar"))]
    switches = [switch(screen, 330, 198 + 90 * n) for n in range(3)]
    for n in range(3):
        target = screen.outline(titles[n])
        assert boxes.contains(target, boxes.union(titles[n], switches[n]))
        assert not any(boxes.intersection(target, switches[m]) for m in range(3) if m != n)


def test_a_title_of_several_lines_with_its_switch() -> None:
    screen = Drawn(size=PHONE)
    title = screen.text("Ahorrar batería", 24, 200)
    lines = [
        screen.small(words, 24, 230 + 22 * n) for n, words in enumerate(("Se activa sola cuando", "queda poca carga"))
    ]
    control = switch(screen, 330, 222)
    assert find_block(Surroundings.of(screen.pixels, screen.texts, title), title) == [title, *lines]
    assert boxes.contains(screen.outline(title), boxes.union(title, *lines, control))


def test_the_radio_button_before_a_choice() -> None:
    screen = Drawn(size=PHONE)
    choices = [screen.text(words, 66, 200 + 150 * n) for n, words in enumerate(("Siempre", "Nunca"))]
    for n in range(2):
        screen.draw.ellipse((24, 202 + 150 * n, 45, 223 + 150 * n), outline="#606060", width=2)
    for n, text in enumerate(choices):
        target = screen.outline(text)
        assert boxes.contains(target, boxes.union(text, Box(24, 202 + 150 * n, 22, 22)))
        assert not boxes.intersection(target, choices[1 - n])


def test_a_switch_belongs_to_the_nearest_text_and_a_pencil_to_nobody() -> None:
    screen = Drawn(size=PHONE)
    name, state = screen.text("Teléfono", 24, 200), screen.text("Activo", 250, 200)
    control = switch(screen, 330, 198)
    other = screen.text("Nombre", 24, 300)
    button = pencil(screen, 350, 296)
    assert not boxes.intersection(screen.outline(name), control)
    assert boxes.contains(screen.outline(state), control)
    assert not boxes.intersection(screen.outline(other), button)


def test_the_box_of_another_choice_is_not_taken() -> None:
    screen = Drawn(size=PHONE)
    left = screen.text("Sí", 60, 200)
    screen.draw.rectangle((140, 202, 161, 223), outline="#606060", width=2)
    screen.text("No", 176, 200)
    around = Surroundings.of(screen.pixels, screen.texts, left)
    assert include_controls(around, left, left) == left


def test_a_smaller_line_below_a_title_belongs_to_it_and_a_paragraph_does_not() -> None:
    screen = Drawn(size=PHONE)
    title = screen.text("Uso de datos", 24, 200)
    subtitle = screen.small("Desde el lunes", 24, 230)
    first = screen.text("No hay clases el lunes", 24, 400)
    screen.text("ni el martes", 24, 428)
    around = Surroundings.of(screen.pixels, screen.texts, title)
    assert boxes.contains(include_subtitle(around, title, title), boxes.union(title, subtitle))
    assert include_subtitle(around, first, first) == first
