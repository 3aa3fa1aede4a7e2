"""The editor's view on the real server: real pictures are read, real cards drawn, a real script written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator import assets

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOTS = assets.shipped_tutorials() / "join-class-on-zoom"

BEGIN = """titles => fetch('/api/tutorials', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(
{titles, languages: ['es', 'en'], like: null, device: 'Android phone'})}).then(answer => answer.json())"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "tutorials").mkdir()
    environment = {**os.environ, "ANNOTATOR_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-m", "annotator", "edit", str(tmp_path / "tutorials"), "--no-browser", "--lang", "es"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


def test_pictures_become_a_script(browser: Any, address: str, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="es", reduced_motion="reduce")
    context.set_default_timeout(120_000)
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    tid = page.evaluate(BEGIN, {"es": "Entrar a la clase", "en": "Join class"})["id"]
    page.goto(address.partition("?")[0] + f"#/t/{tid}")
    noise = tmp_path / "noise.png"
    noise.write_bytes(b"no picture")
    shots = [SHOTS / "03-unirse.png", SHOTS / "05-espere.png", noise]
    page.locator(".steps-side input[type=file]").set_input_files(shots)
    page.locator(".step-row").nth(1).wait_for()
    page.get_by_text("noise.png no se pudo agregar").wait_for()

    page.get_by_text("Elegir de una lista de palabras").click()
    page.locator(".word", has_text="Unirse").first.click()
    page.locator(".overlay .mark.main").wait_for()
    page.locator("#sentence-es").click()
    page.locator(".pairs button").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#sentence-en').value !== ''")
    page.locator(".phone img").wait_for()

    page.get_by_role("button", name="Bajar").click()
    page.wait_for_function("() => document.querySelector('.here')?.dataset.step === '1'")
    page.get_by_text("Otra imagen", exact=True).click()
    page.locator(".picture-side input[type=file]").first.set_input_files(SHOTS / "06-en-clase.png")
    page.locator(".compare img").nth(1).wait_for()
    page.keyboard.press("Control+z")
    page.wait_for_function("() => document.querySelectorAll('.tray li').length > 0")
    page.get_by_text("Guardado").wait_for()
    context.close()

    script = next((tmp_path / "tutorials").glob("*/tutorial.md")).read_text("utf-8")
    assert script.index("05-espere.png") < script.index("03-unirse.png") < script.index("- tap: Unirse")
    assert "- es: " in script and "- en: " in script
    assert said == []
