"""Syllables: by the Academy's rule in Spanish, about right elsewhere; and the formulas against examples worked by hand."""

from __future__ import annotations

import pytest

from annotator.script.plain.reading_level import (
    ReadingFormula,
    ReadingLevel,
    count_syllables,
    find_words,
    measure_level,
)
from annotator.script.plain.tables import Table, load_table

SPANISH = {
    1: (
        "seis bou bien pie piel quien quién que qué buey hoy muy rey ley ay y yo ya soy voy fui Luis huir guion "
        "dio vio aun Dios"
    ),
    2: (
        "día días ciudad leer oír oigo reír río frío tío tía país maíz raíz baúl ahí búho prohibir rehén caos "
        "creer creo cree veo vea sea seáis peor real feo trae caer baile aire auto causa aula reina peine veinte "
        "treinta deuda euro boina oiga viaje viajar gracias cuenta cuatro agua guapo cuota siete tiene quiere aquí "
        "guerra guía playa mayo leyó vaya estoy viuda ruido cuidar fuimos construir triunfo construí pío lío mío "
        "también después adiós lección reunión audio radio botón niño niña hijo hija señor padre padres mamá papá "
        "usted nombre toque listo clase enviar mandar llamar junio julio aún dúo púa grúa Raúl Saúl moho tahúr boa "
        "Noé reino hueso huevo hielo hierba hioides quórum guardar lengua"
    ),
    3: (
        "maestra maestro oído oía María países ahora prohíbe ahijado alcohol cohete poeta teatro línea héroe "
        "leíais peores idea ideas paella caído Europa familia escuela antiguo guitarra pingüino vergüenza cigüeña "
        "Uruguay Paraguay ayuda cuídate jesuita vacío envío envíe envía actúa tarea tareas correo video vídeo "
        "cámara pantalla botones mensaje celular tableta señora espere escriba unirse enviarlo llámenos página "
        "horario miércoles sábado enero febrero Eduardo tranvía desahuciar ahuyentar azahar bahía oeste oasis "
        "chiita aldea óleo"
    ),
    4: (
        "teléfono vehículo zanahoria aéreo cooperar averigüe averiguáis ciudadano lingüística continúe continúa "
        "contraseña micrófono paraíso egoísta todavía compañía librería policía energía anteayer reiniciar "
        "reintentar reinstalar preinscripción averiguar paranoia océano"
    ),
    5: ("aeropuerto zoológico computadora psicología semiabierto espontáneo simultáneo"),
}
"""Words by their number of syllables."""
ENGLISH = {
    1: (
        "tap join school phone the child write type wait tapped used asked screen screens phones makes times "
        "please charge you your Zoom voice share shared called done gone gives whole while here safe mute"
    ),
    2: (
        "teacher message picture people button letters number Wi-Fi classroom Chromebook tablet children waited "
        "opened needed little able table pages classes uses being going create quiet science something because "
        "before money papers data moment homework nation special question patient email meeting Google Clever "
        "social voices added sending safely unmute photo dial trial"
    ),
    3: (
        "video audio family camera microphone idea studio area everyone computer tomorrow invited example radio "
        "piano usual manual"
    ),
    4: ("information application security usually gradually"),
    5: ("immediately"),
}
PORTUGUESE = {
    1: "pai mãe põe não sim meu eu viu fui boi pão ao mais três céu dói quer bem lã pés que",
    2: "dia rua tia rio lua água áudio muito casa aula saiu caiu ruim juiz país baú voo leem meia praia maio cheio noite "
    "quatro guerra hoje nome filho senha toque botões",
    3: "pessoa digite saída ainda rainha família história início criança espere celular câmera vídeo coração teatro piano "
    "Maria ouvido escola palavra construir moeda viagem relógio notícia",
    4: "secretária conteúdo telefone professora microfone aéreo",
    5: "aplicativo secretaria",
}
WORDS = {"es": SPANISH, "en": ENGLISH, "pt": PORTUGUESE}


def count(lang: str, word: str) -> int:
    known = load_table(lang)
    assert known is not None
    return count_syllables(word, known)


@pytest.mark.parametrize(("lang", "syllables"), [(lang, number) for lang, words in WORDS.items() for number in words])
def test_words(lang: str, syllables: int) -> None:
    words = WORDS[lang][syllables].split()
    assert {word: count(lang, word) for word in words} == dict.fromkeys(words, syllables)


def test_there_are_two_hundred_words() -> None:
    words = " ".join(SPANISH.values()).split()
    assert len(words) == len(set(words)) >= 200


def test_case_parts_and_decomposed_accents_do_not_matter() -> None:
    assert count("es", "DÍA") == count("es", "di\u0301a") == 2
    assert count("es", "Wi-Fi") == count("en", "Wi-Fi") == 2
    assert count("es", "físico-químico") == 6
    assert count("en", "don't") == 1
    assert count("en", "xyz") == count("pt", "É") == 1


def test_names_are_said_as_in_their_own_language() -> None:
    assert [count("es", word) for word in ("Zoom", "Google", "Classroom", "WhatsApp")] == [1, 2, 2, 2]


def known(lang: str) -> Table:
    found = load_table(lang)
    assert found is not None
    return found


def test_a_spanish_sentence_by_hand() -> None:
    # La ma-es-tra le man-dó un men-sa-je: 6 words, 11 syllables, 1 sentence.
    found = measure_level(["La maestra le mandó un mensaje."], known("es"))
    assert found is not None
    assert found.score == pytest.approx(206.84 - 60 * 11 / 6 - 1.02 * 6)


def test_an_english_text_by_hand() -> None:
    # Wait a mo-ment. The teach-er will let you in. 9 words, 11 syllables, 2 sentences.
    found = measure_level(["Wait a moment.", "The teacher will let you in."], known("en"))
    assert found is not None
    assert found.score == pytest.approx(0.39 * 9 / 2 + 11.8 * 11 / 9 - 15.59)


def test_a_portuguese_sentence_by_hand() -> None:
    # A mãe e o pai: 5 words, 5 syllables, 1 sentence.
    found = measure_level(["A mãe e o pai."], known("pt"))
    assert found is not None
    assert found.score == pytest.approx(248.835 - 84.6 - 1.015 * 5)


def test_numbers_addresses_and_buttons_are_no_words() -> None:
    assert find_words("Llame al 410-555-0100, toque ■ a las 8:30.") == ["Llame", "al", "toque", "a", "las"]
    assert measure_level(["410-555-0100"], known("es")) is None


@pytest.mark.parametrize(
    ("lang", "points", "hard", "much", "text"),
    [
        ("es", 95, False, False, "very easy (95 of 100, should be at least 70)"),
        ("es", 70, False, False, "fairly easy (70 of 100, should be at least 70)"),
        ("es", 69, True, False, "normal (69 of 100, should be at least 70)"),
        ("es", 12, True, True, "hard (12 of 100, should be at least 70)"),
        ("en", 6.0, False, False, "grade 6.0, should be at most 6"),
        ("en", 8.5, True, True, "grade 8.5, should be at most 6"),
        ("en", -1.0, False, False, "grade 0.0, should be at most 6"),
    ],
)
def test_levels_in_words(lang: str, points: float, hard: bool, much: bool, text: str) -> None:
    found = ReadingLevel(points, ReadingFormula(**known(lang).data["reading"]))
    assert (found.is_hard, found.is_much_too_hard, found.words) == (hard, much, text)
