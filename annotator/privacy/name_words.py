"""Word lists for matching names: particles, titles, words used in addressing people, and names that are ordinary words."""

from __future__ import annotations

from typing import Final

PARTICLES: Final = frozenset(
    ["de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "san", "santa", "von", "van", "der"]
)
ORDINARY_WORD_NAMES: Final = frozenset(
    """
    alba alegria amada amor angel arroyo asuncion barrera blanca blanco bravo caballero calle camino campo campos carpintero
    carretero casado casas castillo cielo concepcion consuelo cordero corona correa cortes crespo cruz cuevas delgado
    domingo dolores dulce escudero esperanza estrella flores franco fuente fuentes gallego gallo gloria gracia guerra
    guerrero herrero hidalgo iglesias iris izquierdo jardin jesus justo leal leon lima linda lobo luna luz malo manzano mar
    marina mejia mercado mercedes merced mesa milagros molina montana monte montero montes mora morado moreno naranjo
    nieves noche olivo palacios palma paloma parra pastor paz perla pilar pino plata prado prieto puente quintero ramos
    redondo reina rey reyes rico rincon rios rivera robles roja rojas romero rosa rosales rosario rosas rubio rueda sala
    salas salinas salvador santiago santos segura serrano sierra socorro sol soledad soto tierra toledo toro torre torres
    trinidad vaca valencia valiente valle vega vela verde vida victoria villa
    ace amber america angel april art asia august austin autumn baker banks bell bill black book booth brook brooklyn
    brooks brown buddy bush butler carolina carter case cash chance chase christian church cook cooper crystal daisy
    dallas dawn day destiny drew earl english faith field fields fisher florida ford forest fox frank french gates genesis
    georgia ginger grace grant gray green hall harmony heaven hill holly honor hope house houston hunter iris ivy jack
    jackson jade jewel jordan journey joy june justice king lake lane law legend lily lincoln little london long love
    major mark marsh mason max may melody miles mills moon ocean page paris park parker parks pat pearl penny phoenix
    piper pool porter potter precious price prince princess ray reed rice rich rivers robin rock rod rose royal ruby rusty
    sage sandy school scout serenity sharp shepherd short skip sky skye small smart spring star stone storm street sue
    summer sunny taylor temple trinity tucker violet virginia walker wall ward washington waters watts weaver west white
    will wolf wood woods wright young
    abril agosto ambar angeles aurora azul azucena bella bello bosque brisa bueno cano casa celeste coral cota cuesta duran
    flor huerta israel jazmin julio laguna llano lozano lucero marcos margarita marzo mata mayo miel mina modesto nube pena
    pinto primo real remedios roca rocio rojo roman sastre tapia tomas trigo urbano ventura vera violeta
    bishop blue bridges burns chambers clay coffee cross dean flowers glass golden guy hand hazel head herb hills hunt jay
    knight lamb lee march marks meadows mercy new nick night nurse olive peace person pope power powers rain river rush
    strong swift wells winter wise worth york
    """.split()  # noqa: SIM905  (a list of so many words is read in whole lines)
)
"""Names that are also ordinary words: within a sentence, only a capital letter distinguishes them."""
ADDRESS_WORDS: Final = frozenset(
    """
    hola hi hello hey gracias thanks thank you dear querido querida estimado estimada buenos dias buenas tardes noches sr
    sra srta senor senora senorita don dona profe profesor profesora maestro maestra mr mrs ms miss mom mother dad father
    mama papa abuela abuelo tia tio familia family parent from to for para con with soy am yo me host anfitrion anfitriona
    guest invitado invitada student alumno alumna estudiante de del of and y i im es is
    name nombre llamo teacher iphone ipad android phone tablet chromebook galaxy
    """.split()  # noqa: SIM905
)
"""Words next to which a word of a name is a person: greetings, roles, relatives."""
TITLES: Final = frozenset(
    """
    don dona sr sra srta senor senora senorita mr mrs ms miss dr dra prof profe profr profa profesor profesora professor
    professora lic ing mtro mtra maestro maestra teacher tia tio
    """.split()  # noqa: SIM905
)
"""Words after which a word of a name is a person in any sentence."""
SHORT_FORMS: Final = dict(
    pair.split("=")
    for pair in """
    ma=maria gpe=guadalupe fco=francisco fca=francisca fdo=fernando fda=fernanda fer=fernanda ant=antonio mtz=martinez
    mtnez=martinez hdz=hernandez hdez=hernandez glez=gonzalez gzz=gonzalez rdz=rodriguez rguez=rodriguez gtz=gutierrez
    gtrz=gutierrez fdz=fernandez fdez=fernandez dgz=dominguez dguez=dominguez jmz=jimenez lpz=lopez pz=perez
    rmz=ramirez rmrz=ramirez snz=sanchez schz=sanchez vzqz=vazquez vqz=vazquez vdz=valdez mdz=mendez stgo=santiago
    """.split()  # noqa: SIM905
)
"""Written abbreviations of names."""
