"""An app has a new version: which of six steps are old is told by the command, and put right in the editor."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.edition.tutorial_source import today
from annotator.script import read_folder
from tests.helpers.editor_windows import FAST_VOICES, Window
from tests.helpers.live_editor import running
from tests.helpers.screens import draw_texts

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]

SCREENS = [
    ("Mensajes", "Maestra Elena", "Abrir enlace"),
    ("Navegador", "Elegir programa", "Abrir Zoom"),
    ("Reunión", "Escriba su nombre", "Continuar"),
    ("Audio", "Oír por internet", "Wi-Fi o datos"),
    ("Sala de espera", "Espere un momento", "Salir"),
    ("Clase de español", "Participantes", "Levantar mano"),
]
BUTTON_TOP = 900
REPLACE = ".compare .row .main:enabled"
"""The buttons that put a new screen in."""


def draw(path: Path, title: str, line: str, button: str, top: int = BUTTON_TOP) -> None:
    draw_texts(path, {title: 120, line: 420, button: top})


def count_table(text: str) -> list[tuple[str, ...]]:
    """The number, the state and the screenshot of each row."""
    rows = [line.split("  ") for line in text.splitlines() if line.startswith("  ")]
    return [tuple(cell.strip() for cell in row if cell.strip())[:3] for row in rows]


def test_old_steps_are_found_and_replaced(browser: Any, tmp_path: Path) -> None:
    folder, new = tmp_path / "ours" / "clase", tmp_path / "new"
    folder.mkdir(parents=True)
    new.mkdir()
    script = "# es: Entrar a la clase\n"
    for number, (title, line, button) in enumerate(SCREENS, start=1):
        draw(folder / f"0{number}.png", title, line, button)
        script += f"\n![](0{number}.png)\n- tap: {button}\n- es: Toque {button}.\n"
    (folder / "tutorial.md").write_text(script, encoding="utf-8")
    (folder.parent / "school.toml").write_text(FAST_VOICES, encoding="utf-8")
    names = {1: "d", 2: "b", 4: "f"}  # step 5 is gone
    for number, name in names.items():
        shutil.copy(folder / f"0{number}.png", new / f"{name}.png")
    draw(new / "c.png", "Reunión", "Escriba su nombre", "Entrar")
    draw(new / "h.png", *SCREENS[5], top=560)
    draw(new / "g.png", "Novedades", "Mejor sonido", "Aceptar")

    result = CliRunner().invoke(main, ["check", str(folder), "--against", str(new)])
    assert result.exit_code == 1, result.output
    assert count_table(result.output) == [
        ("1", "as before", "d.png"),
        ("2", "as before", "b.png"),
        ("3", "changed", "c.png"),
        ("4", "as before", "f.png"),
        ("new", "g.png"),
        ("5", "gone"),
        ("6", "changed", "h.png"),
    ]
    assert "The button is called “Entrar” here." in result.output
    assert "What this step presses is higher here." in result.output

    presses = 0

    def press(name: str) -> None:
        nonlocal presses
        presses += 1
        window.button(name).first.click()

    with running(folder.parent):
        window = Window(browser, folder.parent)
        page = window.page
        page.locator(".card h2 a").click()
        page.locator(".about-button").click()
        press("today.title")
        page.get_by_text(window.t("today.about")).wait_for()  # before that, a drop is for the page that is left
        window.drop("main", [(path.name, path.read_bytes()) for path in sorted(new.glob("*.png"))])
        presses += 1
        for left in (1, 0):
            press("today.replace")
            window.until(lambda at=left: page.locator(REPLACE).count() == at, f"{left} to replace")
        press("today.add")
        press("today.delete")
        press("edit.checked_today")
        page.wait_for_url("**/check")
        assert presses <= 10

        # The old pictures, and those of the steps that look as before, are in the tray now.
        press("today.title")
        press("today.tray")
        window.button("today.phone", phone="iPhone").click()  # step 3: its old screen
        window.until(lambda: (folder / "c.iphone.png").is_file(), "step 3 has its old screen as an iPhone's")
        count = page.locator(".compare").count()
        press("today.leave")
        window.until(lambda: page.locator(".compare").count() == count - 1, "one less to decide on")
        window.close()
    tutorial = read_folder(folder).readable
    assert tutorial is not None
    assert tutorial.checked == today()
    shown = [(step.picture, step.action.target.wordings[0] if step.action else None) for step in tutorial.steps]
    assert shown[2] == ("c.png", "Entrar")
    assert [picture for picture, _ in shown] == ["01.png", "02.png", "c.png", "04.png", "g.png", "h.png"]
    assert tutorial.steps[2].said("es") == "Toque Entrar."
    assert (folder / "06.png").is_file(), "the old picture stays"
    assert [each.picture for each in tutorial.steps[2].phone_files] == ["c.iphone.png"]
