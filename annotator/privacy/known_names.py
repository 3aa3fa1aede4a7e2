"""Names that many people have, folded: general knowledge, about a thousand given names, and family names.

They are evidence, never a requirement: a name on none of these lists is recognised by its place.
"""

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
    """.split()
)
"""Names that are also ordinary words: within a sentence, only a capital letter distinguishes them."""
ADDRESS_WORDS: Final = frozenset(
    """
    hola hi hello hey gracias thanks thank you dear querido querida estimado estimada buenos dias buenas tardes noches sr
    sra srta senor senora senorita don dona profe profesor profesora maestro maestra mr mrs ms miss mom mother dad father
    mama papa abuela abuelo tia tio familia family parent from to for para con with soy am yo me host anfitrion anfitriona
    guest invitado invitada student alumno alumna estudiante de del of and y i im es is
    name nombre llamo teacher iphone ipad android phone tablet chromebook galaxy
    """.split()
)
"""Words next to which a word of a name is a person: greetings, roles, relatives."""
TITLES: Final = frozenset(
    """
    don dona sr sra srta senor senora senorita mr mrs ms miss dr dra prof profe profr profa profesor profesora professor
    professora lic ing mtro mtra maestro maestra teacher tia tio
    """.split()
)
"""Words after which a word of a name is a person in any sentence."""
SHORT_FORMS: Final = dict(
    pair.split("=")
    for pair in """
    ma=maria gpe=guadalupe fco=francisco fca=francisca fdo=fernando fda=fernanda fer=fernanda ant=antonio mtz=martinez
    mtnez=martinez hdz=hernandez hdez=hernandez glez=gonzalez gzz=gonzalez rdz=rodriguez rguez=rodriguez gtz=gutierrez
    gtrz=gutierrez fdz=fernandez fdez=fernandez dgz=dominguez dguez=dominguez jmz=jimenez lpz=lopez pz=perez
    rmz=ramirez rmrz=ramirez snz=sanchez schz=sanchez vzqz=vazquez vqz=vazquez vdz=valdez mdz=mendez stgo=santiago
    """.split()
)
"""Written abbreviations of names."""


# ruff: noqa: SIM905  (lists of so many words are read in whole lines)


GIVEN_NAMES: Final = frozenset(
    """
    aaron abdul abdullah abigail abraham ada adam adan adela aditi adolfo adrian adriana agustin agustina ahmad ahmed
    aidan aiden aileen aisha aitana alan alana albert alberto aldair aldo alejandra alejandrina alejandro alessandra
    alex alexander alexandra alexis alfonso alfred alfredo ali alice alicia alina alison allison alonso alonzo alvaro
    amalia amanda amara amelia amina amir amy ana anabel anahi andre andrea andres andrew andy angela angelica
    angelina angie anh anita anjali anna anne anthony antonella antonia antonio apolonia araceli ariadna ariana ariel
    arjun armando arnulfo arthur arturo ashley aubrey audrey aurelio ava axel ayden bailey balam barbara beatriz becky
    belen belinda ben benita benito benjamin bernard bernardo bertha beth beto betty bianca blake blanca bob bobby
    brad bradley brandi brandon braulio brayan brayden brenda brenden brett brian briana brianna bridget brittany
    bruno bryan byron caitlin caleb cameron cami camila camilo candelaria canek carl carla carlitos carlos carly
    carmela carmen carol caroline carolyn carrie cassandra cassidy catalina catarina catherine cathy cecilia celia
    celina cesar cesario charles charlie charly chelsea cheryl chiara chidi chloe chris christina christine
    christopher chuy cindy citlali citlaly clara claudia claudio clemente cody colby colin colleen conchita connie
    connor constanza corey craig cristal cristian cristina cristobal curtis cynthia dalia damaris damian dan dani
    daniel daniela danielle danna danny daphne dario darius darlene darren daryl dave david dayana debbie deborah
    deepak delfina delia denise deniz dennis derek deshawn diana diego donald donna doris doug douglas dylan eddie
    eddy edgar edith eduarda eduardo edward edwin efrain eileen elaine eleanor eleazar elena eli elias elijah elisa
    eliseo elizabeth ellen elliot elliott eloy elsa elvia elvira emanuel emeka emerson emilia emiliano emilio emily
    emma emmanuel enrico enrique epifanio erandi eric erica erick erik erika erin ernest ernesto esmeralda esteban
    estefania estefany estela ester esther ethan eugene eugenia eugenio eusebio eva evan evangeline evelyn everardo
    everett ezequiel ezra fabian fabiola fabricio fatima fatou faustino federico felicia felicitas felipe felix fermin
    fernanda fernando fidel fidelia filemon filiberto flavio florencia francisca francisco frankie fred freddy
    frederick fredy frida gabriel gabriela gabrielle gael gail galilea garrett gary gavin genaro gene genevieve george
    georgina geovanni gerardo gilberto gina giovanni giselle gladys glenda gonzalo gordon gracie graciela greg
    gregorio greta griselda guillermina guillermo gustavo hailey hana hannah harry hayley haylie heather hector heidi
    helen helena henry heriberto herminia hernan hilario hilary hilda hoa honorio horacio hugo humberto hussein ian
    ibeth ibrahim ignacio iker iktan ileana imani imelda ines irene irma irving isaac isabel isabela isabella isaias
    isela isidro ismael itzamna itzayana itzel itzia ivan ivana ivette ixchel izel jacinta jacinto jackie jacob
    jacqueline jaden jaime jairo jake jalen jamal james jamie jamila jane janet jaquelin jaqueline jasmin jasmine
    jason javier jay jayden jayla jean-luc jean-paul jeff jeffrey jen jennifer jenny jeremias jeremy jerome jerry
    jesica jesse jessica jessie jessy jill jim jimena jimmy joan joana joanna joaquin jocelyn joe joel johan johana
    johanna john johnnie johnny jonathan jordi jorge jose josefa josefina joseph josephine joshua josiah josie josue
    joyce juan juana juanita juanito judith julian juliana julianna juliet julieta juliette julissa julius justin
    justina justine kaitlyn kamal kamila kareem karen karim karina karla kassandra kate katherine kathleen kathy katia
    katie katrina katy kayla kaylee keisha keith kelly ken kendra kendrick kenia kenji kenneth kenny keren kerry kevin
    khadija kiara kiera kike kimberly kofi kristen kristin kristina kristine kristy kwame kyla kyle lakshmi lalo lamar
    lana larry laura laurel lauren lawrence layla lazaro leah leandro leila leilah leilani lena leonard leonardo
    leonel leopoldo leslie lesly lester leti leticia liam liana lidia ligia lilia liliana lillian linda lindsay
    lindsey linh lisa lissette liz lizbeth lizeth lloyd logan lois loraine lorena lorenzo louis lourdes lucas lucia
    luciana luciano lucila lucy luis luis-angel luisa luke lupe lupita luzmila lydia lynn mabel macaria mackenzie
    maddie maddison magali magdalena maggie maira maite malik malika manuel manuela marcel marcela marcelino marcelo
    marco marcus margaret margarita maria mariam mariana mariano maribel maricarmen maricela maricruz marie mariela
    marilu marilyn mario marisol marissa maritza marlene marta martha martin martina marvin mary mary-ann maryam mateo
    mathew matias matilde matt matthew maura mauricio maximiliano maximino maxwell mayra meche megan mehdi mei melanie
    melina melissa mia micaela micah michael michaela michelle mickey miguel mike mila milena minerva minh miranda
    miriam mohamed mohammed moises molly monica monika monserrat montserrat moses muhammad myriam myrna nadia nadine
    nancy nando naomi natalia natalie natalya natan natasha nathan naveen nayeli nayelli neftali neil nelida nelly
    nestor ngoc nguyen nicanor nicholas nick nicol nicolas nicole nina nkechi noah noe noelani noelia noemi nohemi
    nolan nora octavio oleg olga oliver olivia omar orlando oscar osvaldo oswaldo otilia owen pablo paco pamela pancho
    paola patricia patricio patrick paul paula paulina pedro pepe peter petra phil philip phillip phyllis porfirio
    priscila priscilla priya quique rachel rafa rafael rafaela ramiro ramon ramona randy rania raquel raul ravi
    raymond raymundo rebeca rebecca renata rene reynaldo ricardo richard rick rigoberto riley rita rob robert roberto
    rodolfo rodrigo rogelio roger rohan rolando romina ronald rosalba rosalia rosalie rosalinda rosaura rosemary
    rosendo rosie rosita roxana roxanna roy ruben ruth ryan sabina sabrina saida salim sally salma salome samantha
    samir samira sammy samuel sandra sanjana sanjay santino sara sarah sasha saul savannah scott sebastian selena
    serena sergio seth shane shannon sharif sharon shaun shawn sheila shelly shirley silvano silvia silvio simon
    simona sofi sofia sonia sonja sophia sophie stacy stefan stella stephan stephanie stephen steve steven stuart
    susan susana sylvia tadeo tamara tania tanya tara tariq tatiana taurino tavo tecun ted teodoro terence teresa
    teresita terrell terry theodore theresa thiago thomas thuy tiffany tim timoteo timothy tina tom tomas tommy
    tonatiuh tony tracy travis trevor trisha tuan tyler tyra tyrone ulises uri uriel valentin valentina valeria
    valerie vanessa veronica vicente vicky victor viktor vince vincent viridiana vivian viviana vladimir walter wendy
    wesley wilbert wilfredo william willie wilma wilmer xavier ximena xiomara xitlali xochitl yadira yael yahir
    yajaira yamilet yamileth yanet yara yaretzi yasmin yasmina yatziri yazmin yesenia yolanda yolotl yoselin youssef
    yuliana yulissa yunuen yuri yuridia yusuf yvette yvonne zacarias zachary zachery zahra zainab zaira zoe zoey
    zuleima zulema
    """.split()
)
"""Given names that are nothing else: a single one is a person."""
GIVEN_NAMES_AND_WORDS: Final = frozenset(
    """
    abril alba alegria alma amada amber amor angel angeles angelo april asia asuncion august aurora austin autumn
    azalea azucena azul barry basilio bonnie brent brooke brooklyn carter casey celeste celestina charity charlotte
    chase chester christian cielo clay clifford clinton concepcion consolacion consuelo corina cruz crystal daisy
    dakota dale dana dawn destiny dolly dolores domingo drew dulce earl elder encarnacion esperanza essence estrella
    faith fausto flor flora florence frank franklin german gloria grace gracia guadalupe hazel heath heaven herman
    holly homero hope hortensia howard hunter iris isis israel ivy jack jackson jade jazmin jean jesus joey jordan joy
    julia julio june justice kai kara kelvin kim lance lane lara leo leonidas levi lily lola louise lucero luna luz
    madison mai mar marcia marcos marina marion mark mason max may maya melody mercedes mercy milagros milton misty
    mitchell morris nam narciso nelson nieves noel norma olive otto paloma paris pascual patience paulette paz penny
    percy perla pete phoenix pilar preston primitivo prudencia quetzal raj refugio regina reina rex rey reyes reyna
    robin rocio rocky roman rosa rosario rose ruby russell sage salvador sana santiago santos scarlett sean sidney
    silvestre sky socorro socrates sol soledad spencer stanley summer sydney tanner taylor trinidad valente vance
    victoria vidal violeta virginia wade warren wayne wei will willow yan
    """.split()
)
"""Given names that are also words or places: a person only in the right place."""
DISTINCTIVE_SURNAMES: Final = frozenset(
    """
    acevedo aguilar aguirre alcantara alfaro alvarado alvarez amador anderson andrade aquino aragon arellano arias
    avila ayala ayuso bailey baptiste barajas becerra beltran benavides benitez bennett bermudez bryant bustamante
    cabrera calderon campbell cardenas carranza carrasco carrillo castaneda castellanos castro cervantes chavez
    coleman collins contreras cordova coronado cortez davila davis diallo diaz dominguez duarte edwards enriquez
    escobar escobedo espinosa espinoza esquivel estrada evans fernandez figueroa galindo gallardo gallegos gamboa
    garcia garza godinez gomez gonzales gonzalez griffin guevara gutierrez guzman harrison henderson hernandez herrera
    hughes hurtado ibarra jaramillo jenkins jimenez johnson jones juarez khan lara ledesma leyva linares lira lopez
    lugo maldonado manriquez marin marquez marroquin martinez mateos mccarthy mckinney medina medrano melendez mendez
    mendoza miller miranda mitchell monroy montalvo montano montoya moore morales morelos morena morris moya munoz
    murillo murphy murray myers najera navarrete navarro nelson nguyen nieto noriega nunez ocampo ochoa okafor okoye
    olivares olivas olvera oneal oropeza orozco ortega ortiz osorio padilla paredes patel patino patterson peralta
    perez peterson phillips plascencia portillo powell quezada quintana ramirez ramsey renteria resendiz reyna
    richardson rivas robertson robinson robledo rocha rodriguez rogers roldan ruelas ruiz saenz salazar salcedo
    saldana salgado sanchez sanders sandoval santana santillan schmidt sepulveda silva simmons singh smith solano
    solis solorzano soriano sosa stewart suarez sullivan tejeda tellez thompson tovar tran trejo trevino trujillo
    uribe valadez valdez valenzuela vallejo vargas vasquez vazquez velasco velazquez velez vidal villalobos villanueva
    villareal villarreal villegas vu wagner watson williams wilson yanez yang zamora zapata zarate zavala zepeda zhang
    zuniga
    """.split()
)
"""Family names that are nothing else: with another word before or after it, one is a person."""
SURNAMES: Final = DISTINCTIVE_SURNAMES | frozenset(
    """
    acosta adams allen baker barrera barrios bautista bernal bravo brooks brown butler caballero campos cano carter
    castillo cisneros clark cooper correa cortes cox cruz cuevas delgado duran flores foster franco fuentes galvan
    garay garner gil graham gray green guerra guerrero harris henry hidalgo howard huerta iglesias jackson kelly kim
    king leal lee leon lewis lima lobos long lozano lucero luna macias martin mata maya mejia mena mercado meza molina
    montes mora moreno morgan mota nava owens pacheco palacios palma parker parra paz pena perry pineda pinto ponce
    prado prieto puente puga quintero quiroz ramos rangel razo reed reyes rico rincon rios rivera robles rojas roman
    romero romo rosales rosas ross rubio russell salas salinas santiago santos scott serrano sierra soto tapia taylor
    thomas toledo torres turner urbina valencia valle vega vela vera villa walker wallace ward washington white wood
    wright young
    """.split()
)
"""Those, and family names that are also words or given names: weak evidence when alone."""
