"""The addresses of answers to families."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from annotator.cache import default_root
from annotator.edit import answers
from annotator.script import Consent, add_consents
from tests.helpers.editor_program import attach
from tests.helpers.live_editor import Client, running
from tests.helpers.microphones import spoken, wav
from tests.helpers.screens import draw_buttons

SMALL = "pico" if find_spec("py_nanotts") else "espeak"


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / "school"
    folder.mkdir()
    (folder / "school.toml").write_text(f'languages = ["es"]\n[voices]\nes = "{SMALL}"\n', encoding="utf-8")
    return folder


@pytest.fixture
def page(school: Path) -> Iterator[Client]:
    with running(school) as (_, client):
        yield client


@pytest.mark.enable_socket
def test_only_an_answer_becomes_a_tutorial_and_has_parts_for_the_chat(page: Client, school: Path) -> None:
    assert page.request("POST", "/api/tutorials/0123456789ab/answer/tutorial", {}).status == 404
    tid = page.post("/api/tutorials", {"titles": {"es": "Entrar"}, "languages": ["es"]})["id"]
    assert page.request("POST", f"/api/tutorials/{tid}/answer/tutorial", {}).status == 404
    for part in ("picture", "voice"):
        assert page.request("GET", f"/api/tutorials/{tid}/answer/{part}?step=0&revision=1").status == 404
        assert page.request("GET", f"/api/tutorials/{tid}/answer/{part}?step=x&revision=1").status == 400


@pytest.mark.enable_socket
@pytest.mark.slow
def test_a_language_that_can_t_be_sent_says_why(page: Client, school: Path) -> None:
    assert page.get("/api/answers")["languages"] == ["es"], "of the school"
    tid = page.post("/api/answers", {"lang": "es"})["id"]
    path = f"/api/tutorials/{tid}"
    draw_buttons(school / "1.png", "Unirse", "Zanahoria")
    picture = page.post(f"{path}/pictures?name=1.png", (school / "1.png").read_bytes())["picture"]
    state = attach(page, path, "add-pictures", pictures=[picture])
    page.extra["X-Editor-Language"] = "es"
    row = page.get(f"{path}/answer/picture?step=0&lang=es&revision={state['revision']}")
    assert (row["lang"], row["error"]["message"]) == ("es", "Todavía no eligió qué hace la familia en este paso.")
    assert "url" not in row
    found = page.get(f"{path}/answer/match?step=0&lang=es&message=")
    assert found["shows"] == []
    assert found["not_ours"] == {"es": "Esta pantalla no es de la escuela. Pregunte en la escuela."}
    cached = [path for path in default_root().rglob("*.json") if "Zanahoria" in path.read_text(encoding="utf-8")]
    assert cached == [], "nothing that is on a family's picture stays there"
    assert [one["kept"] for one in page.get("/api/answers")["answers"]] == [False]
    page.post(f"{path}/answer/keep", {})
    page.post("/api/answers", {"lang": "es"})
    assert [(one["id"], one["kept"]) for one in page.get("/api/answers")["answers"]] == [(tid, True)]
    assert page.post("/api/answers/forget", {})["answers"] == []


@pytest.mark.enable_socket
@pytest.mark.slow
def test_of_steps_that_are_as_likely_a_person_chooses_one(page: Client, school: Path) -> None:
    for name in ("uno", "dos"):
        (school / name).mkdir()
        draw_buttons(school / name / "1.png", "Entrar", "Cancelar", "Audio")
        text = f"# es: Es {name}\n\n![](1.png)\n- tap: Entrar\n- es: Toque Entrar.\n"
        (school / name / "tutorial.md").write_text(text, encoding="utf-8")
    (school / "uno" / "1.es.wav").write_bytes(wav(spoken("Toque Entrar.")))
    rosa = Consent("1.es.wav", "Rosa", ("chat",), datetime.date(2099, 1, 1), says="Toque Entrar.")
    (school / "uno" / "consent.toml").write_text(add_consents("", [rosa]), encoding="utf-8")
    path = f"/api/tutorials/{page.post('/api/answers', {'lang': 'es'})['id']}"
    picture = page.post(f"{path}/pictures?name=1.png", (school / "uno" / "1.png").read_bytes())["picture"]
    attach(page, path, "add-pictures", pictures=[picture])
    where = f"{path}/answer/match?step=0&lang=es"
    found = page.get(where)
    assert (found["shows"], found["guess"]) == ([], None)
    assert [(one["number"], one["title"]) for one in found["candidates"]] == [("1", "Es dos"), ("1", "Es uno")]
    assert all(one["picture"] for one in found["candidates"])
    found = page.get(f"{where}&tutorial={found['candidates'][1]['tutorial']}&chosen=0")
    assert found["shows"] == ["This is step 1 of “Es uno”."]
    assert (found["candidates"], found["sentences"]) == ([], {"es": "Toque Entrar."})
    assert (found["step"]["title"], found["roster"]) == ("Es uno", False)
    chosen = {"step": 0, "lang": "es", "tutorial": found["step"]["tutorial"], "chosen": 0}
    for text, recorded in (("Toque Entrar, por favor.", False), ("Toque Entrar.", True)):
        state = page.get(path)
        state["tutorial"]["steps"][0]["narration"] = {"es": text}
        change = {"change": "set-sentences", "id": text}
        page.put(path, change | {"revision": state["revision"], "tutorial": state["tutorial"]})
        page.post(f"{path}/answer/memos", chosen)
        assert page.get(f"{path}/voice/0?lang=es")["recorded"] == recorded, "the same sentence has the step's recording"
    assert 'who = "Rosa"' in next(answers.answers_folder().glob("*/consent.toml")).read_text(encoding="utf-8")
    wish = {"step": 0, "lang": "es", "revision": page.get(path)["revision"], "phone": "iPhone", "chosen": 0}
    refused = page.request("POST", f"{path}/answer/phone", wish | {"tutorial": found["step"]["tutorial"]})
    assert "Nobody said that the family agrees." in refused.json["message"]
    assert sorted(each.name for each in (school / "uno").iterdir()) == [
        "1.es.wav",
        "1.png",
        "consent.toml",
        "tutorial.md",
    ], "nothing is kept"


@pytest.mark.enable_socket
def test_whoever_speaks_in_answers_is_asked_once(page: Client, school: Path) -> None:
    draw_buttons(school / "1.png", "Unirse")
    form = {"who": "Rosa", "chat": "on", "until": "2099-01-01"}
    for who in (form, {"person": "Rosa"}):
        tid = page.post("/api/answers", {"lang": "es"})["id"]
        path = f"/api/tutorials/{tid}"
        picture = page.post(f"{path}/pictures?name=1.png", (school / "1.png").read_bytes())["picture"]
        attach(page, path, "add-pictures", pictures=[picture])
        take = page.post(f"{path}/takes?item=0&lang=es", wav(spoken("Espere un momento.")))["take"]
        page.post(f"{path}/takes/{take}/heard", {})
        assert page.post(f"{path}/takes/{take}/keep", who)["said"] == "voice.kept"
    page.post("/api/answers/forget", {})
    assert not (answers.answers_folder() / "consent.toml").exists()
