"""Texts as they are spoken: numbers, letters, ordinals and signs in words, by each language's table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import assets
from annotator.voice.speech_text import to_speech_text
from annotator.voice.verbalizer import Verbalizer, verbalizer

SPANISH = [
    # times
    ("La junta es a las 8:30.", "La junta es a las ocho y media."),
    ("La clase empieza a las 8:30 a. m.", "La clase empieza a las ocho y media de la mañana."),
    ("Llegue a la 1:00 p. m. Traiga su celular.", "Llegue a la una de la tarde. Traiga su celular."),
    ("A las 7:45 pm en la escuela", "A las siete y cuarenta y cinco de la noche en la escuela"),
    ("Salen a las 2:15 p.m. hoy", "Salen a las dos y cuarto de la tarde hoy"),
    ("Cierra a las 12:00 a.m.", "Cierra a las doce de la noche."),
    ("Salen a las 12:30 p.m. hoy", "Salen a las doce y media del día hoy"),
    ("Empieza a las 9:00.", "Empieza a las nueve en punto."),
    ("A las 15:30", "A las quince y treinta"),
    ("De 8:00–9:30 a. m.", "De 8 a nueve y media de la mañana."),
    ("Abre de 8:00 a 3:00.", "Abre de 8 a 3."),
    ("De 8–10 a. m. hay clase", "De 8 a diez de la mañana hay clase"),
    # money
    ("Cuesta $25.", "Cuesta veinticinco dólares."),
    ("Cuesta $31.51.", "Cuesta treinta y un dólares con cincuenta y un centavos."),
    ("Traiga $1.", "Traiga un dólar."),
    ("Son $2.50 al mes.", "Son dos dólares con cincuenta centavos al mes."),
    ("Son $1,200 al año.", "Son 1200 dólares al año."),
    # ordinals
    ("Va en 2.º B.", "Va en segundo B."),
    ("La 3.ª puerta", "La tercera puerta"),
    ("Está en 1.er grado.", "Está en primer grado."),
    ("Está en 3er. grado.", "Está en tercer grado."),
    ("Está en 4to grado.", "Está en cuarto grado."),
    # people and abbreviations
    ("Hable con la Sra. Rosa y el Dr. Luna.", "Hable con la señora Rosa y el doctor Luna."),
    ("Llame a la Lic. Ana o al Lic. Luis.", "Llame a la licenciada Ana o al licenciado Luis."),
    ("Ud. puede llamar, p. ej. hoy.", "usted puede llamar, por ejemplo hoy."),
    ("Vea la pág. 4.", "Vea la página 4."),
    # phones, numbers and codes
    ("Llame al 410-555-0100.", "Llame al cuatro uno cero, cinco cinco cinco, cero uno cero cero."),
    ("Llame al (410) 555-0100.", "Llame al cuatro uno cero, cinco cinco cinco, cero uno cero cero."),
    ("Llame al +1 410 555 0100.", "Llame al cuatro uno cero, cinco cinco cinco, cero uno cero cero."),
    ("Llame al +52 951 555 0100.", "Llame al más cinco dos, nueve cinco uno, cinco cinco cinco, cero uno cero cero."),
    ("Marque 555-0100.", "Marque cinco cinco cinco, cero uno cero cero."),
    ("ID: 123 4567 8901", "ID: uno dos tres, cuatro cinco seis siete, ocho nueve cero uno"),
    ("La clave es 4821.", "La clave es cuatro ocho dos uno."),
    ("El código es k7mq2xz.", "El código es ka, siete, eme, cu, dos, equis, zeta."),
    ("El código de la clase es “qhtmzpl”.", "El código de la clase es cu, hache, te, eme, zeta, pe, ele."),
    ("Escanee el código QR.", "Escanee el código QR."),
    ("Pida el código de la clase.", "Pida el código de la clase."),
    ("La vacuna contra COVID-19", "La vacuna contra covid-19"),
    ("Un iPhone15 y un Android 14", "Un iPhone15 y un Android 14"),
    ("Paso 3 de 4.", "Paso 3 de 4."),
    ("Grados 6–8", "Grados 6 a 8"),
    ("Gasta 20 MB y deja 1 GB.", "Gasta 20 megas y deja 1 giga."),
    ("Le queda el 50%.", "Le queda el 50 por ciento."),
    ("El 11/24/2026", "El veinticuatro de noviembre de 2026"),
    ("El 2026-12-01", "El primero de diciembre de 2026"),
    # addresses
    ("Escriba a ayuda@example.org.", "Escriba a ayuda arroba example punto org."),
    ("Abra https://www.losrobles.example.org/ayuda ya.", "Abra losrobles punto example punto org diagonal ayuda ya."),
    ("Toque zoom.us/j/123456789?pwd=aBc", "Toque zoom punto us"),
    # signs
    ("Toque “Join” → luego «Unirse».", "Toque Join, luego Unirse."),
    ("¡Listo! 👍🏽", "¡Listo!"),
    ("Menú > Ajustes > Idioma", "Menú, Ajustes, Idioma"),
    ("Su hijo/a y los niños/as", "Su hijo o hija y los niños o niñas"),
    ("Toque ACEPTAR (abajo).", "Toque aceptar, abajo."),
    ("Mamá & papá", "Mamá y papá"),
    ("👍", ""),
    ("→", ""),
    ("", ""),
]
ENGLISH = [
    ("Class starts at 8:30 a.m.", "Class starts at eight thirty A M."),
    ("Come at 8:05 or 3:00 p.m. Bring a pen.", "Come at eight oh five or three P M. Bring a pen."),
    ("It ends at 3pm today.", "It ends at three P M today."),
    ("Open 8:00 to 3:00, or 9-11 a.m. Friday", "Open 8 to 3, or 9 to eleven A M. Friday"),
    ("It ends at 12:00.", "It ends at twelve o'clock."),
    ("Bring $25.", "Bring twenty-five dollars."),
    ("It costs $1.01.", "It costs one dollar and one cent."),
    ("She is in 2nd grade, room 21st.", "She is in second grade, room twenty-first."),
    ("The 12th and 30th", "The twelfth and thirtieth"),
    ("Mrs. Ruiz and Dr. Soto", "missis Ruiz and doctor Soto"),
    ("Sra. Rosa and the Srta. Luna", "Señora Rosa and the Señorita Luna"),
    ("Ask Sr. Mateo or Señora Elena.", "Ask Señor Mateo or Señora Elena."),
    ("John Luna Sr. is here.", "John Luna Sr. is here."),
    ("Mtra. Elena and Mtro. Luis", "Maestra Elena and Maestro Luis"),
    ("Dra. Soto and Profa. Ruiz", "Doctora Soto and Profesora Ruiz"),
    ("Call 410-555-0100.", "Call four one zero, five five five, zero one zero zero."),
    ("The class code is k7mq2xz.", "The class code is K, seven, M, Q, two, X, Z."),
    ("Write to help@example.org", "Write to help at example dot org"),
    ("Go to www.losrobles.example.org/ayuda.", "Go to losrobles dot example dot org slash ayuda."),
    ("Tap “Join” ➜ then 'OK'.", "Tap Join, then OK."),
    ("Don't tap it", "Don't tap it"),
    ("Type your child’s name.", "Type your child’s name."),
    ("It uses 20 MB of data.", "It uses 20 megabytes of data."),
    ("On 11/24/2026", "On November twenty-fourth, 2026"),
    ("his/her phone", "his or her phone"),
]
PORTUGUESE = [
    ("A aula começa às 8h30.", "A aula começa às oito e meia."),
    ("É às 9h.", "É às nove horas."),
    ("Chegue à 1:00 p.m. Traga o celular.", "Chegue à uma da tarde. Traga o celular."),
    ("Às 19:45 na escola", "Às dezenove e quarenta e cinco na escola"),
    ("Das 8h às 21h", "Das oito horas às vinte e uma horas"),
    ("Espere 48h ou 42 h.", "Espere 48 horas ou 42 horas."),
    ("Custa R$ 25,00 ou $2.50.", "Custa vinte e cinco reais ou dois dólares e cinquenta centavos."),
    ("São R$ 1.200,50 ou $1,200.", "São 1200 reais e cinquenta centavos ou 1200 dólares."),
    ("No 2º ano B, 5a série, turma 2A", "No segundo ano B, quinta série, turma 2A"),
    ("O 11º andar", "O décimo primeiro andar"),
    ("A Sra. Rosa e o Prof. Luna, p. ex. hoje", "A senhora Rosa e o professor Luna, por exemplo hoje"),
    ("Ligue para 410-555-0100.", "Ligue para quatro um zero, cinco cinco cinco, zero um zero zero."),
    ("O código da turma é “qhtmzpl”.", "O código da turma é quê, agá, tê, eme, zê, pê, ele."),
    ("A senha é 4821.", "A senha é quatro oito dois um."),
    ("Gasta 1,5 GB ou 50%.", "Gasta 1,5 gigas ou 50 por cento."),
    ("Em 01/12/2026 e 2026-11-24", "Em primeiro de dezembro de 2026 e vinte e quatro de novembro de 2026"),
    ("Escreva para ajuda@example.com.br.", "Escreva para ajuda arroba example ponto com ponto br."),
    ("Os filhos/as, o aluno(a) e o professor(a)", "Os filhos ou filhas, o aluno ou aluna e o professor ou professora"),
]


@pytest.mark.parametrize(("typed", "said"), SPANISH)
def test_spanish(typed: str, said: str) -> None:
    assert to_speech_text(typed, "es-MX") == said


@pytest.mark.parametrize(("typed", "said"), ENGLISH)
def test_english(typed: str, said: str) -> None:
    assert to_speech_text(typed, "en") == said


@pytest.mark.parametrize(("typed", "said"), PORTUGUESE)
def test_portuguese(typed: str, said: str) -> None:
    assert to_speech_text(typed, "pt-BR") == said


def test_other_languages_lose_only_signs() -> None:
    assert to_speech_text("Touchez « Join » à 8:30 👍", "fr") == "Touchez Join à 8:30"


@given(st.text(max_size=80), st.sampled_from(["es", "en", "pt", "mix"]))
def test_any_text_gives_one_line_or_nothing(text: str, lang: str) -> None:
    said = to_speech_text(text, lang)
    assert "\n" not in said
    assert said == "" or any(sign.isalnum() for sign in said)


def known(lang: str) -> Verbalizer:
    found = verbalizer(lang)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("lang", "number", "said"),
    [
        ("es", 0, "cero"),
        ("es", 29, "veintinueve"),
        ("es", 31, "treinta y uno"),
        ("es", 90, "noventa"),
        ("en", 21, "twenty-one"),
        ("en", 99, "ninety-nine"),
        ("pt", 16, "dezesseis"),
        ("pt", 44, "quarenta e quatro"),
    ],
)
def test_numbers(lang: str, number: int, said: str) -> None:
    assert known(lang).cardinal(number) == said


@pytest.mark.parametrize("lang", [lang for lang in assets.languages() if verbalizer(lang)])
def test_every_number_and_letter_has_a_word_of_its_own(lang: str) -> None:
    spoken = known(lang)
    assert len({spoken.cardinal(number) for number in range(100)}) == 100
    assert all(spoken.spelled(letter) for letter in "abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len({spoken.ordinal(number, "o") for number in range(1, 13)}) == 12


def test_before_a_noun() -> None:
    assert [known("es").before_noun(number) for number in (1, 21, 31, 250)] == [
        "un",
        "veintiún",
        "treinta y un",
        "250",
    ]
    assert known("pt").before_noun(21) == "vinte e um"


def test_ordinals_take_their_ending_and_end_with_the_table() -> None:
    assert known("es").ordinal(3, "a") == "tercera"
    assert known("en").ordinal(22) == "twenty-second"
    assert known("pt").ordinal(12, "a") == "décima segunda"
    assert known("es").ordinal(13, "o") is known("es").ordinal(0, "o") is None


def test_codes_have_a_breath_between() -> None:
    assert known("pt").spelled("A7-?") == "a, sete, traço"
    assert known("es").digits("4-10") == "cuatro uno cero"


def test_a_language_without_a_table_reads_nothing_out() -> None:
    assert verbalizer("mix") is None
