"""Rules for whole steps: asides, orders with an "if", things without a name, names as orders, and words that frighten."""

from __future__ import annotations

import pytest

from annotator.model import Tutorial
from annotator.script import plain, read
from annotator.script.plain import sample_names, worries
from annotator.script.plain.tables import load_table

ANYBODY = "90% 90%"
OWN = "- hide: Red de Ana = Casa-Luna\n- hide: Ana = Luna\n- show: Maestra Elena | Professora Elena\n- show: Ms. Irma\n"
ASKS = {
    "es": ("¿Permitir que Zoom grabe audio?", "¿Permitir que Zoom tome fotos y grabe videos?"),
    "en": ("Allow Zoom to record audio?", "Allow Zoom to take pictures and record video?"),
    "pt": ("Permitir que o app Zoom grave áudio?", "Permitir que o app Zoom tire fotos e grave vídeos?"),
}
SAID = {
    "es": ("Toque Sí. Por eso dice “grabe audio”.", "Toque Sí. Por eso dice “grabe videos”.", "Toque Sí."),
    "en": ("Tap Yes. That is why it says “record audio”.", "Tap Yes. That is why it says “record video”.", "Tap Yes."),
    "pt": ("Toque em Sim. Por isso diz “grave áudio”.", "Toque em Sim. Por isso diz “grave vídeos”.", "Toque em Sim."),
}
each = pytest.mark.parametrize("lang", ASKS)


def review(lang: str, *lines: str, top: str = "", before: str = "") -> list[plain.Finding]:
    """What the review finds in a step with these lines, by kind."""
    text = f"# {lang}: a\n\n- why {lang}: b\n{top}\n{before}\n![](01.png)\n" + "\n".join(lines) + "\n"
    return [plain.Finding("", problem.message, problem.remedy) for problem in plain.review(parse(text), (lang,), {})]


def parse(text: str) -> Tutorial:
    reading = read(text, {"01.png"})
    assert reading.tutorial, reading.problems
    return reading.tutorial


def messages(lang: str, *lines: str, top: str = "", before: str = "") -> str:
    return " | ".join(finding.message for finding in review(lang, *lines, top=top, before=before))


def aside(lang: str, question: str, sentence: str) -> str:
    asked = (f"- if {lang}: {question}", f"- {lang}: {sentence}")
    return messages(lang, "- tap: Join", *asked, before="![](01.png)\n- wait:\n")


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("es", "Si no se ve nada privado, toque Join."),
        ("es", "Y si ve a la maestra, toque Join."),
        ("es", "Toque Join si ya ve a la maestra."),
        ("en", "If nothing private is in it, tap Join."),
        ("en", "Now if you see the teacher, tap Join."),
        ("en", "Tap Join if you see the teacher."),
        ("pt", "Se não aparecer nada particular, toque em Join."),
        ("pt", "Toque em Join se você já vir a professora."),
        ("es", "Si puede leerlo bien, toque Join."),
        ("es", "Pero si no se ve, toque Join."),
        ("es", "En su celular, si sale un aviso, toque Join."),
        ("es", "Toque Join si puede leerlo."),
        ("es", "Para entrar, si sale un aviso, toque Join."),
        ("en", "If you can read it, tap Join."),
        ("en", "But if it is dark, tap Join."),
        ("en", "On your phone, if a message comes, tap Join."),
        ("en", "Press the task if it is late."),
        ("en", "Tap next to the bell if it is late."),
        ("pt", "Se puder ler bem, toque em Join."),
        ("pt", "Se der erro, toque em Join."),
        ("pt", "Se aparece um aviso, toque em Join."),
        ("pt", "Mas se está escuro, toque em Join."),
        ("pt", "No celular, se der erro, toque em Join."),
        ("pt", "Toque em Join se der erro."),
        ("pt", "Caso apareça um aviso, toque em Join."),
    ],
)
def test_an_order_with_an_if_is_to_be_a_question(lang: str, sentence: str) -> None:
    (finding,) = review(lang, "- tap: Join", f"- {lang}: {sentence}")
    assert finding.message.endswith("is for some people only, but everybody hears an order.")
    assert f"with a line “- if {lang}: …?”" in finding.remedy


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("es", "¿Sale algo privado? Toque la X, arriba. Si no, toque Join."),
        ("es", "Si puede, use Wi-Fi. Toque Join."),
        ("es", "Toque Join para ver si ya llegó la maestra."),
        ("es", "Cuando vea a la maestra, toque Join."),
        ("es", "Toque Join. Si ve su nombre, ya entró."),
        ("en", "Is anything private in it? Tap the X at the top. If not, tap Join."),
        ("en", "If you can, use Wi-Fi. Tap Join."),
        ("en", "Tap Join to see if the teacher is there."),
        ("en", "Tap Join. If you see your name, you are in."),
        ("pt", "Aparece algo particular? Toque no X, em cima. Se não, toque em Join."),
        ("pt", "Se puder, use o Wi-Fi. Toque em Join."),
        ("pt", "Toque em Join para ver se a professora já chegou."),
        ("pt", "Toque em Join. Assim o microfone se liga."),
        ("es", "Si puede, toque Join."),
        ("es", "Toque Join, si es posible."),
        ("es", "Toque Join para avisar si no puede ir."),
        ("es", "Toque Join para que la maestra sepa si llegó."),
        ("es", "Zoom pregunta si quiere entrar: toque Join."),
        ("en", "Tap Join if you can."),
        ("en", "Tap Join to find out if there is class."),
        ("en", "Even if it is dark, tap Join."),
        ("en", "Zoom asks if you want to come in: tap Join."),
        ("pt", "Toque em Join, se puder."),
        ("pt", "Toque em Join para avisar se você vai."),
        ("pt", "Toque em Join para a professora saber se você chegou."),
        ("pt", "Quando a aula se abrir, toque em Join."),
        ("pt", "Nesse caso, toque em Join."),
    ],
)
def test_a_question_or_a_condition_without_an_order_is_right(lang: str, sentence: str) -> None:
    assert messages(lang, "- tap: Join", f"- {lang}: {sentence}") == ""


def test_an_aside_has_its_condition_in_the_question() -> None:
    assert aside("en", "Is your phone full?", "If it asks, tap Join.") == ""


@pytest.mark.parametrize(
    ("lang", "question"),
    [
        ("en", "Don't you want them to see you?"),
        ("en", "Do you not want to be heard?"),
        ("es", "¿No le gustaría apagar la cámara?"),
        ("es", "¿No entra si no tiene contraseña?"),
        ("pt", "Será que não quer a câmera?"),
        ("pt", "Não entra se não tem senha?"),
        ("en", "Don’t you see it?"),
        ("en", "Now, wouldn’t you like a camera?"),
        ("pt", "Você não prefere sem som?"),
    ],
)
def test_a_question_that_sounds_like_its_opposite(lang: str, question: str) -> None:
    told = aside(lang, question, {"es": "Toque Join.", "en": "Tap Join.", "pt": "Toque em Join."}[lang])
    assert "nobody knows what yes means" in told


@pytest.mark.parametrize(
    ("lang", "question", "sentence"),
    [
        ("en", "No camera?", "Tap Join."),
        ("en", "Can't you find the button?", "Tap Join."),
        ("en", "No code, no link?", "Tap Join."),
        ("en", "No code or no link?", "Tap Join."),
        ("en", "Why don't you see it?", "Tap Join."),
        ("en", "Does it say “No, not now”?", "Don’t tap it."),
        ("es", "¿No quiere que los vean?", "Toque Join."),
        ("es", "¿No tiene cuenta o no sabe el nombre?", "Toque Join."),
        ("es", "¿No se oye nada, o no se ve nada?", "Toque Join."),
        ("es", "¿Dice “No, gracias” o “Ahora no”?", "No toque Join."),
        ("pt", "Não tem conta ou não sabe o nome?", "Toque em Join."),
        ("pt", "Aparece “Não, obrigado”?", "Não toque em Join."),
        ("pt", "Não quer mostrar o seu rosto?", "Toque em Join."),
    ],
)
def test_one_no_is_understood(lang: str, question: str, sentence: str) -> None:
    assert aside(lang, question, sentence) == ""


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("es", "Toque aquí."),
        ("es", "Toque el botón."),
        ("es", "Toque el ícono para mandarla."),
        ("es", "Toque para mandarla."),
        ("en", "Tap here."),
        ("en", "Tap the button."),
        ("en", "Tap this icon to send it."),
        ("pt", "Toque aqui."),
        ("pt", "Toque no botão para mandar."),
        ("es", "Tóquelo."),
        ("es", "Ahora, tóquelo."),
        ("es", "Toque aquí, por favor."),
        ("es", "Toque aquí. La maestra espera."),
        ("en", "Tap it."),
        ("en", "Now tap it, please."),
        ("pt", "Toque nele."),
    ],
)
def test_ears_alone_must_find_it(lang: str, sentence: str) -> None:
    (finding,) = review(lang, f"- tap: {ANYBODY}", f"- {lang}: {sentence}")
    assert "by ear alone, nobody finds it" in finding.message
    assert "where it is" in finding.remedy
    (finding,) = review(lang, "- tap: Join", f"- {lang}: {sentence}")
    assert finding.remedy == "Say the word on it."


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("es", "Toque la flecha verde, abajo."),
        ("es", "Toque la flecha para mandarla."),
        ("es", "Toque el signo de más. Está junto al círculo con una letra."),
        ("es", "Toque la pantalla una vez."),
        ("en", "Tap the green arrow at the bottom."),
        ("es", "Toque aquí, en la campana."),
        ("es", "Toque aquí. Es la campana."),
        ("es", "Sale una campana. Tóquela."),
        ("es", "Cuando suene la campana, tóquela."),
        ("en", "Tap this: the bell."),
        ("en", "Tap this button. It shows a microphone."),
        ("en", "When the bell comes, tap it."),
        ("pt", "Toque aqui, no sino."),
        ("pt", "Toque neste botão. Ele mostra um sino."),
        ("pt", "Aparece um sino. Toque nele."),
        ("en", "Tap the microphone."),
        ("en", "Find the arrow. Tap it."),
        ("en", "The button is green. Tap it."),
        ("pt", "Toque na seta verde, embaixo."),
        ("pt", "Toque no microfone."),
    ],
)
def test_a_name_is_enough_and_a_place_may_be_added(lang: str, sentence: str) -> None:
    assert messages(lang, f"- tap: {ANYBODY}", f"- {lang}: {sentence}") == ""


@pytest.mark.parametrize(
    ("lang", "sentence", "name"),
    [
        ("es", "Toque Maestra Elena.", "Maestra Elena"),
        ("es", "Toque Casa-Luna.", "Casa-Luna"),
        ("es", "Escriba Luna.", "Luna"),
        ("en", "Tap Ms. Irma.", "Ms. Irma"),
        ("en", "Tap Casa-Luna.", "Casa-Luna"),
        ("en", "Type Luna.", "Luna"),
        ("pt", "Toque em Professora Elena.", "Professora Elena"),
        ("pt", "Escreva Luna.", "Luna"),
    ],
)
def test_the_samples_name_is_no_order(lang: str, sentence: str, name: str) -> None:
    (finding,) = review(lang, "- type: x", f"- {lang}: {sentence}", top=OWN)
    assert f"to press “{name}”, but theirs has another name" in finding.message
    assert "sign: yours" in finding.remedy
    assert review(lang, "- type: x", f"- {lang}: {sentence}", "- sign: yours", top=OWN) == []


def test_what_the_phrasebook_would_say_is_judged_too() -> None:
    (problem,) = plain.review(
        parse("# es: a\n\n- why es: b\n- show: Maestra Elena\n\n![](01.png)\n- tap: Maestra Elena\n"),
        ("es",),
        {},
    )
    assert problem.line == 7
    assert "“Toque Maestra Elena.” tells every family" in problem.message


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("es", "Toque el nombre de la maestra. Por ejemplo: Maestra Elena."),
        ("es", "Toque Wi-Fi. La maestra Elena le ayuda."),
        ("es", "La maestra le manda un mensaje. Toque la maestra."),
        ("en", "Tap the name of your Wi-Fi. For example: Casa-Luna."),
        ("en", "Tap Wi-Fi. Then the teacher sees Luna."),
        ("pt", "Toque no nome da professora. Por exemplo: Maestra Elena."),
    ],
)
def test_an_example_or_a_name_without_an_order_is_right(lang: str, sentence: str) -> None:
    assert messages(lang, "- tap: x", f"- {lang}: {sentence}", top="- show: Luna\n") == ""


def test_words_to_say_may_have_a_name() -> None:
    assert messages("es", "- say: Soy la mamá de Luna", "- es: Diga: Soy la mamá de Luna.", top="- show: Luna\n") == ""


@pytest.mark.parametrize(
    ("lang", "sentence", "top"),
    [
        ("en", "Tap Sign-In.", ""),
        ("en", "Tap Read-Aloud.", ""),
        ("en", "Tap Teacher Login.", "- show: Teacher Login\n"),
        ("en", "Tap Seesaw.", "- show: Seesaw\n"),
        ("es", "Toque Profesor Virtual.", ""),
        ("pt", "Toque em Professor Digital.", ""),
    ],
)
def test_an_ordinary_button_is_no_familys_name(lang: str, sentence: str, top: str) -> None:
    assert "theirs has another name" not in messages(lang, "- tap: x", f"- {lang}: {sentence}", top=top)


def test_only_people_are_shown_as_examples() -> None:
    one = parse(
        "# es: a\n\n- why es: b\n- show: Centro Los Robles\n- show: 410-555-0100\n- show: Sofía\n- hide: Ana = Luna Pérez\n"
        "- show: Tía Carmen | Aunt Carmen\n- show: Seesaw\n\n![](01.png)\n- tap: x\n- show: luna2b7\n- show: Profa. Elena\n"
    )
    assert sample_names.list_examples(one, one.steps[0]) == ("Luna Pérez", "Sofía", "Tía Carmen", "Profa. Elena")


def tutorial(lang: str, *steps: tuple[str, str]) -> Tutorial:
    """A tutorial of steps, each with what the screen asks and what is said."""
    text = f"# {lang}: a\n\n- why {lang}: b\n"
    text += "".join(f"\n![](01.png)\n- tap: 50% 50%\n- keep: {asks}\n- {lang}: {said}\n" for asks, said in steps)
    reading = read(text, {"01.png"})
    assert reading.tutorial, reading.problems
    return reading.tutorial


def found(
    lang: str, one: Tutorial, seen: dict[tuple[int, str], tuple[str, ...]] | None = None
) -> list[tuple[int, str]]:
    table = load_table(lang)
    assert table is not None
    found = worries.find_worries(one, seen or {}, lang, table)
    return [(worry.line, worry.finding.message) for worry in found]


@each
def test_a_phone_that_asks_to_record_is_explained(lang: str) -> None:
    audio, video = ASKS[lang]
    on_audio, on_video, nothing = SAID[lang]
    (told,) = found(lang, tutorial(lang, (audio, nothing)))
    assert told[0] == 8
    assert "and nobody explains it" in told[1]
    assert len(found(lang, tutorial(lang, (video, nothing)))) == 1
    assert found(lang, tutorial(lang, (audio, on_audio), (video, on_video))) == []
    assert len(found(lang, tutorial(lang, (audio, on_audio), (video, nothing)))) == 1, "the other word"


@each
def test_one_explanation_or_one_finding_is_enough(lang: str) -> None:
    audio, _ = ASKS[lang]
    on_audio, _, nothing = SAID[lang]
    assert found(lang, tutorial(lang, (audio, on_audio), (audio, nothing))) == []
    assert len(found(lang, tutorial(lang, (audio, nothing), (audio, nothing)))) == 1


@each
def test_the_words_on_the_screenshot_count(lang: str) -> None:
    audio, _ = ASKS[lang]
    one = tutorial(lang, ("OK", SAID[lang][2]))
    assert found(lang, one) == []
    assert len(found(lang, one, {(0, lang): tuple(audio.split())})) == 1


@pytest.mark.parametrize(
    ("lang", "asks", "said"),
    [
        ("es", "¿Permitir que Zoom grabe audio?", "Zoom no graba la clase. Toque Sí."),
        ("es", "¿Permitir que Zoom acceda a la ubicación?", "La escuela no pregunta dónde vive. Toque No."),
        ("en", "Allow Zoom to access this device's location?", "The school does not ask where you live. Tap No."),
        ("es", "¿Permitir que Zoom envíe notificaciones?", "Toque No."),
        ("es", "Grabar audio", "Toque Grabar audio."),
        ("en", "Record audio", "Tap Record audio."),
    ],
)
def test_other_explanations_and_other_screens_are_right(lang: str, asks: str, said: str) -> None:
    assert found(lang, tutorial(lang, (asks, said))) == []


def test_the_reason_at_the_top_reassures_too() -> None:
    text = "# es: a\n\n- why es: {}\n\n![](01.png)\n- type: x\n- es: Escriba la contraseña.\n"
    for why, count in (("La escuela no le pide su contraseña.", 0), ("La escuela no cobra.", 1)):
        reading = read(text.format(why), {"01.png"})
        assert reading.tutorial
        assert len(found("es", reading.tutorial)) == count


@pytest.mark.parametrize("spoken", ["es", "pt"])
def test_the_phone_may_speak_another_language(spoken: str) -> None:
    audio, video = ASKS["en"]
    on_audio, on_video, nothing = SAID[spoken]
    told = found(spoken, tutorial(spoken, (audio, nothing), (video, nothing)))
    assert ["record audio" in message for _, message in told] == [True, False]
    assert "“record video”" in told[1][1]
    assert found(spoken, tutorial(spoken, (audio, on_audio), (video, on_video))) == []


def test_all_languages_explain_the_same() -> None:
    tables = [load_table(lang) for lang in ASKS]
    assert {tuple(row.about for row in table.rows["explain"]) for table in tables if table} == {
        ("audio", "video", "location")
    }
