"""Sentences that a family would not understand, each with the finding that it should give; and good ones, with none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import Action, Step, TextTarget
from annotator.script import plain
from annotator.text.sentence_rules import split_sentences

STEP = Step("1.png", Action("tap", TextTarget(("Unirse", "Join"))))
SEEN = ("Unirse", "Join a meeting", "Cancelar", "Cancel", "Iniciar", "sesión")

BAD_SPANISH = [
    ("long", "Si la maestra todavía no ha llegado, espere un poco porque ella le va a abrir."),
    ("long", "Esta es la clase que tiene su hijo o hija con la maestra cada lunes."),
    ("actions", "Toque Unirse y escriba su nombre."),
    ("actions", "Primero abra WhatsApp, luego busque a la maestra."),
    ("actions", "Escriba o diga su nombre."),
    ("passive", "El mensaje fue enviado por la maestra."),
    ("passive", "La cámara será encendida."),
    ("passive", "Se le enviará un mensaje."),
    ("passive", "La tarea ya ha sido hecha."),
    ("jargon", "Abra el navegador de su celular."),
    ("jargon", "Ahora inicie sesión."),
    ("jargon", "Escriba sus credenciales."),
    ("jargon", "El enlace está en el mensaje."),
    ("level", "La secretaría administrativa municipal comunicará oportunamente determinadas particularidades institucionales."),
    ("button", "Toque Continuar."),
    ("button", "Toque donde dice “Aceptar”."),
    ("button", "Toque el botón Entrar ahora para ver la clase."),
    ("place", "Toque el botón verde."),
    ("place", "Toque arriba a la derecha."),
    ("place", "Busque el círculo rojo para salir."),
    ("safe", "Zoom es seguro."),
    ("free", "Zoom es gratis."),
    ("familiar", "Toca Unirse."),
    ("familiar", "Luego puedes ver a la maestra."),
    ("familiar", "Ahora escribe el nombre."),
    ("familiar", "La maestra te manda un mensaje."),
    ("accent", "¿Como entro a la clase?"),
    ("accent", "¿De donde es la maestra?"),
    ("accent", "Así sabe quien habla."),
]  # fmt: skip

BAD_ENGLISH = [
    ("long", "If the teacher is not there yet, wait a moment because she will let you in."),
    ("long", "This is the class that your child has with the teacher on every Monday."),
    ("actions", "Tap Join and type your name."),
    ("actions", "First open WhatsApp, then find the teacher."),
    ("actions", "If you see the teacher, tap Join and wait."),
    ("passive", "The message was sent by the teacher."),
    ("passive", "The camera will be turned on."),
    ("passive", "You will be asked for a name."),
    ("jargon", "Open the browser on your phone."),
    ("jargon", "Now log in."),
    ("jargon", "Type your credentials."),
    ("jargon", "The URL is in the message."),
    ("jargon", "Scroll to the end."),
    ("level", "The municipal administration communicates particular institutional requirements opportunely."),
    ("button", "Tap Continue."),
    ("button", "Tap where it says “Accept”."),
    ("button", "Press the OK button."),
    ("place", "Tap the green button."),
    ("place", "Tap at the top right."),
    ("place", "Press the red circle to leave."),
    ("safe", "Zoom is safe."),
    ("free", "Zoom is free."),
]

BAD_PORTUGUESE = [
    ("long", "Se a professora ainda não chegou, espere um pouco porque ela vai abrir a aula."),
    ("long", "Esta é a aula que o seu filho tem com a professora toda segunda."),
    ("actions", "Toque em Unirse e digite o seu nome."),
    ("actions", "Primeiro abra o WhatsApp, depois procure a professora."),
    ("actions", "Digite ou diga o seu nome."),
    ("passive", "A mensagem foi enviada pela professora."),
    ("passive", "A câmera será ligada."),
    ("passive", "A tarefa já foi feita."),
    ("passive", "Deve-se esperar a professora."),
    ("jargon", "Abra o navegador do seu celular."),
    ("jargon", "Agora faça login."),
    ("jargon", "Digite as suas credenciais."),
    ("jargon", "A URL está na mensagem."),
    ("jargon", "Atualize o aplicativo."),
    ("level", "A administração municipal comunicará oportunamente determinadas particularidades institucionais relevantes."),
    ("button", "Toque em Continuar."),
    ("button", "Toque onde está escrito “Aceitar”."),
    ("button", "Toque no botão Entrar agora para ver a aula."),
    ("place", "Toque no botão verde."),
    ("place", "Toque em cima à direita."),
    ("place", "Procure o círculo vermelho para sair."),
    ("safe", "O Zoom é seguro."),
    ("free", "O Zoom é grátis."),
    ("familiar", "Toca em Unirse."),
    ("familiar", "Depois tu podes ver a professora."),
    ("familiar", "Agora escreve o nome."),
    ("familiar", "A professora te manda uma mensagem."),
]  # fmt: skip

GOOD_SPANISH = """
Toque Unirse para entrar. Toque la palabra Unirse, abajo. Toque Iniciar sesión.
Espere hasta que vea a la maestra. Deslice el dedo hacia arriba. Suba el dedo por la pantalla.
Fíjese en la flecha roja, abajo del nombre. Toque donde señala la flecha. ¿Su pantalla se ve diferente?
¿Qué ve en la pantalla? Si puede, use Wi-Fi. Zoom no cobra, pero gasta datos. Diga: Presente.
Toque el botón azul que dice Unirse. Deje el dedo sobre Unirse. Vea la luz verde de la cámara. No toque Cancelar.
La maestra usa Zoom. Toque el micrófono, abajo a la izquierda. Ya entró a la clase. Prenda la tableta.
Toque su foto, arriba. Cuando vea su nombre, toque Unirse. Ponga el código de la clase.
Entre 8 y 9, la maestra abre la clase. La raya roja dice que nadie lo oye. Zoom es gratis, pero gasta datos.
Es rápido. No es privado. Toque Unirse cuando la maestra entre.
"""

GOOD_PORTUGUESE = """
Toque em Unirse para entrar. Toque na palavra Unirse, embaixo. Espere até ver a professora.
Deslize o dedo para cima. Suba o dedo pela tela. Veja a seta vermelha, embaixo do nome.
Toque onde a seta aponta. A sua tela está diferente? O que você vê na tela? Se puder, use o Wi-Fi.
O Zoom não cobra, mas gasta dados. Diga: Presente. Toque no botão azul que diz Unirse. Deixe o dedo em cima de Unirse.
Não toque em Cancelar. A professora usa o Zoom. Toque no microfone, embaixo à esquerda. Você já entrou na aula.
Ligue o tablet. Toque na sua foto, em cima. Quando você vir o seu nome, toque em Unirse. Ponha o código da turma.
Entre 8 e 9, a professora abre a aula. O risco vermelho diz que ninguém ouve você. É rápido. Não é privado.
Toque em Unirse quando a professora entrar. Dê um toque no seu nome. A professora manda o link para você.
O Zoom é grátis, mas gasta dados. A escola não pede documentos nem dinheiro. Agora é a sua vez. Depois volte aqui.
"""

GOOD_ENGLISH = """
Tap Join to come in. Tap Join. Wait until you see the teacher. Slide your finger up the screen. Tap where the arrow points.
Look at the red line below your name. Tap the blue button that says Join. Tap the microphone at the bottom left.
If you can, use Wi-Fi. Do not tap Cancel. Say: Here I am. The teacher uses Zoom to see and hear you. Turn on the tablet.
Your picture is in the list now. The class is closed on Monday. The line through it means nobody hears you.
Now you can see and use the page. Tap the Join button. Tap Join again. Let the phone ring. Type the class code.
Zoom is free, but it uses data. The microphone has a line across: nobody hears you.
"""


@pytest.mark.parametrize(("kind", "sentence"), BAD_SPANISH)
def test_bad_spanish(kind: str, sentence: str) -> None:
    assert kind in {finding.kind for finding in plain.check_text(sentence, "es", STEP, SEEN)}


@pytest.mark.parametrize(("kind", "sentence"), BAD_ENGLISH)
def test_bad_english(kind: str, sentence: str) -> None:
    assert kind in {finding.kind for finding in plain.check_text(sentence, "en-US", STEP, SEEN)}


@pytest.mark.parametrize(("kind", "sentence"), BAD_PORTUGUESE)
def test_bad_portuguese(kind: str, sentence: str) -> None:
    assert kind in {finding.kind for finding in plain.check_text(sentence, "pt-BR", STEP, SEEN)}


@pytest.mark.parametrize(("lang", "text"), [("es", GOOD_SPANISH), ("en", GOOD_ENGLISH), ("pt", GOOD_PORTUGUESE)])
def test_good_sentences_give_nothing(lang: str, text: str) -> None:
    found = {sentence: plain.check_text(sentence, lang, STEP, SEEN) for sentence in split_sentences(text)}
    assert {sentence: kinds for sentence, kinds in found.items() if kinds} == {}


def test_there_are_twenty_of_each() -> None:
    assert len({sentence for _, sentence in BAD_SPANISH}) >= 20
    assert len({sentence for _, sentence in BAD_ENGLISH}) >= 20
    assert len({sentence for _, sentence in BAD_PORTUGUESE}) >= 20


def test_a_language_without_rules_gives_nothing() -> None:
    assert plain.check_text("Toque el botón verde, navegador.", "mix", STEP, SEEN) == ()


@settings(max_examples=60)
@given(
    st.text(alphabet="aeiouáíñ¿?¡!.,:“”\"«» TtoquecapsyandJoin■-’'", max_size=400), st.sampled_from(["es", "en", "pt"])
)
def test_any_text_can_be_reviewed(text: str, lang: str) -> None:
    for finding in plain.check_text(text, lang, STEP, SEEN):
        assert finding.message
        assert finding.remedy
