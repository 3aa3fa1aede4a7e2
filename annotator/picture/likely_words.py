"""Words that speak for or against a person's name on a screen, folded: data for ``likely`` and ``name_form``.

The lists of names are evidence, never a requirement: a name that is on none of them is recognised by where it is.
"""
# ruff: noqa: SIM905  (lists of so many words are read in whole lines)

from __future__ import annotations

from typing import Final

PARTICLES: Final = frozenset("de del la las los y da do dos van von der".split())
"""What may come between the words of a name."""
TITLES: Final = frozenset(
    """
    sr sra srta senor senora senorita don dona prof profe profa profr profesor profesora maestro maestra mtro mtra
    miss mr mrs ms dr dra doctor doctora lic ing teacher coach principal director directora tia tio abuelita abuelito
    abuela abuelo aunt uncle grandma grandpa nana padrino madrina comadre compadre
    """.split()
)
"""What makes the next word a person's name, and is shown as a part of it."""
GIVEN: Final = frozenset(
    """
    abigail abraham ada adam adan adela adolfo adrian adriana agustin agustina aidan aiden aitana alan alana alberto
    aldo alejandra alejandro alex alexander alexandra alexis alfonso alfredo alice alicia alina alison allison alonso
    alvaro amalia amanda amelia ana anabel anahi ananda anastasia andre andrea andrew andres andy angela angelica angelina
    anita anna anne anthony antonella antonia antonio araceli ariadna ariana ariel armando arnulfo arthur arturo ashley
    aubrey audrey aurelia aurelio ava axel ayden bailey beatriz belen benita benito benjamin bernarda bernardo bertha betty
    bianca blanca brandon braulio brayan brenda brian brianna briana bruno bryan byron caleb camila camilo cameron candelaria
    carla carlos carmela carmen carl carmelo carol caroline catalina catherine cecilia celia cesar chiara chloe
    christina christine christopher cindy citlali citlaly clara claudia clemente colin connor constanza cristian cristina
    cristobal cruzita cynthia dalia damian daniel daniela danna dario david deborah delfina delia denise derek deshawn diana
    diego donald donna doris dorothy dylan eduardo edgar edith eduarda edwin efrain eleazar elena eleanor eli elias elisa
    elizabeth ellen eloisa elsa elvira emilia emiliano emilio emily emma emmanuel enrique eric erica erick erik erika
    ernestina ernesto esmeralda esteban estela esther ethan eugenia eugenio eulalia eva evan evangelina evelyn ezequiel
    fabian fabiola fatima federico felicia felipe felix fermin fernanda fernando fidel filemon flavio francisca francisco
    frida gabriel gabriela gael genaro george gerardo gilberto giovanni gladys glenda gonzalo graciela gregorio
    guillermina guillermo gustavo hannah hector helen helena heriberto hernan hilda horacio hugo humberto ignacio
    ileana imelda ines inocencia irene irma isaac isabel isabela isabella isaias isidro ismael itzel ivan ivana ivonne
    izel jacinta jacinto jacob jacqueline jaden jaime jake jamal james jamie jane janet jaquelin jasmine jason
    javier jayden jeffrey jennifer jeremias jeremy jesica jessica jimena jimmy joan joanna joaquin joel johana john
    johnny jonathan jordi jorge jose josefina joseph josue joshua josiah juan juana juanita judith julian juliana julieta
    julissa justin karen karina karla katherine kathleen kayla keisha kelly kenia kenneth kevin kimberly kyle laura lauren
    lazaro leandro leila leonardo leonel leonor leticia liam lidia lilia liliana linda linh lisa lizbeth logan lorena
    lorenzo lourdes lucas lucia luciana lucila luciano lucy luis luisa lupita maddison magdalena maite
    manuel manuela marcela marcelino marcelo marco margaret margarita maria mariam mariana mariano maribel maricela maricruz
    mariela mario marisol martha martin martina mary mateo mathew matias matilde matthew maura mauricio
    mayra megan mei melanie melina melissa mia micaela michael michelle mickey miguel mildred minerva minh miranda miriam
    mohamed moises monica montserrat muhammad myriam nadia naomi nancy natalia natalie natasha nathan nayeli nayelli neil
    nelly nestor nicolas nicole nina noah noe noemi nora octavio oliver olivia omar orlando oscar osvaldo pablo
    paola patricia patricio patrick paul paula paulina pedro peter petra philip priscila rachel rafael rafaela raquel
    ramiro ramon raul rebeca rebecca renata rene ricardo richard rigoberto rita robert roberto rodolfo
    rodrigo rogelio rolando romina roosevelt rosalba rosalia rosalinda rosaura rosendo rosita roxana ruben ruth
    ryan salma salome samantha samuel sandra santino sara sarah sasha saul savannah scott sebastian selena serafina
    sergio sharon sheila shirley silvia simon simona sofia sonia sophia sophie stacy stella stephanie stephen steven susan
    susana sylvia tadeo tamara tania tatiana teodoro teresa thiago thomas tiffany timoteo timothy tomas tonatiuh trevor
    tyler tyrone ulises uriel valentin valentina valeria vanessa veronica vicente vicky victor viktor violeta
    viviana walter wendy william wilmer xavier ximena xiomara xochitl yadira yahir yamileth yanet yaretzi yasmin
    yesenia yolanda yuri yuridia zacarias zachary zaira zoe zuleima
    dave steve mike bob bobby tom tommy tim jim joe ben dan danny kate katie jen jenny liz beth matt nick tony chris ted fred
    greg jeff ken larry rick rob phil ian jay terry jerry harry henry george charlie eddie frankie josie maggie molly sally
    paco pepe pancho lupe chuy beto lalo rafa tavo nando quique kike charly dani sofi cami meche conchita juanito carlitos
    hernan jean-luc jean-paul mary-ann luis-angel nguyen thuy hoa anh ahmed ali fatou ibrahim amina yusuf khadija
    """.split()
)
"""Given names of which one alone tells a person."""
GIVEN_WORDS: Final = frozenset(
    """
    alba alegria amada amor angel angeles asuncion aurora azucena azul celeste celestina cielo concepcion
    abril maya jackson madison guadalupe christian leo jean
    luz norma marina roman alma perla reina reyna trinidad lucero german virginia jack carter mason rocio sean
    consuelo consolacion cruz dolores domingo dulce encarnacion esperanza estrella flor gloria gracia hortensia
    iris israel jade jazmin jesus julia julio june luna mar marcos mercedes milagros nieves paloma paz pilar primitivo
    refugio reyes rey rosa rosario salvador santiago santos socorro sol soledad victoria
    amber april asia august austin autumn brooke brooklyn charlotte chase crystal daisy dakota dawn destiny drew ivy
    faith florence frank grace hazel heaven hope hunter jordan joy justice lily mark max may melody mercy olive paris
    penny phoenix robin rose ruby sage scarlett sky summer taylor will willow
    """.split()
)
"""Given names that are words of their own, or places: these tell a person only by where they are."""
SURNAMES: Final = frozenset(
    """
    acevedo acosta aguilar aguirre alcantara alfaro alvarado alvarez amador andrade aquino aragon arellano arias avila ayala
    ayuso baptiste barajas barrera barrios bautista becerra beltran benavides benitez bermudez bernal bravo bustamante
    caballero cabrera calderon campos cano cardenas carranza carrasco carrillo castaneda castellanos castillo castro cervantes
    chavez cisneros contreras cordova coronado correa cortes cortez cruz cuevas davila delgado diaz dominguez duarte duran
    enriquez escobar escobedo espinosa espinoza esquivel estrada fernandez figueroa flores franco fuentes galindo gallardo
    gallegos galvan gamboa garay garcia garza gil godinez gomez gonzales gonzalez guerra guerrero guevara gutierrez guzman
    hernandez herrera hidalgo huerta hurtado ibarra iglesias jaramillo jimenez juarez lara leal ledesma leon leyva lima
    linares lira lobos lopez lozano lucero lugo luna macias maldonado manriquez marin marquez marroquin martinez mata mateos
    maya medina medrano mejia melendez mena mendez mendoza mercado meza miranda molina monroy montalvo montano montes montoya
    mora morales morelos moreno morena mota moya munoz murillo najera nava navarrete navarro nieto noriega nunez ocampo
    ochoa olivares olivas olvera orozco ortega ortiz osorio oropeza pacheco padilla palacios palma paredes parra patino paz
    pena peralta perez pineda pinto plascencia ponce portillo prado prieto puente puga quezada quintana quintero quiroz
    ramirez ramos rangel razo renteria resendiz reyes reyna rico rincon rios rivas rivera robledo robles rocha
    rodriguez rojas roldan roman romero romo rosales rosas rubio ruelas ruiz saenz salas salazar salcedo saldana salgado
    salinas sanchez sandoval santana santiago santillan santos sepulveda serrano sierra silva solano solis solorzano soriano
    sosa soto suarez tapia tejeda tellez toledo torres tovar trejo trevino trujillo urbina uribe valadez valdez valencia
    valenzuela valle vallejo vargas vasquez vazquez vega vela velasco velazquez velez vera vidal villa villalobos villanueva
    villareal villarreal villegas yanez zamora zapata zarate zavala zepeda zuniga
    adams allen anderson bailey baker bennett brooks brown bryant butler campbell carter clark coleman collins cooper cox
    davis diallo edwards evans foster garner graham gray green griffin harris harrison henderson henry howard hughes
    jackson jenkins johnson jones kelly king kim lee lewis long martin mccarthy mckinney miller mitchell moore morgan morris
    murphy murray myers nelson nguyen okafor okoye oneal owens parker patel patterson perry peterson phillips powell
    ramsey reed richardson robertson robinson rogers ross russell sanders schmidt scott simmons singh smith stewart sullivan
    taylor thomas thompson tran turner vu walker wallace ward washington watson white williams wilson wood wright young
    khan wagner yang zhang
    """.split()
)
"""Family names; many of them are words, so that one alone tells little."""
PUBLIC: Final = frozenset(
    " ".join(name.split())
    for name in """
    benito juarez|miguel hidalgo|emiliano zapata|lazaro cardenas|jose maria morelos|francisco villa|pancho villa|
    francisco i. madero|francisco madero|sor juana|frida kahlo|diego rivera|cesar chavez|dolores huerta|rosa parks|
    martin luther king|martin luther|abraham lincoln|george washington|thomas jefferson|john adams|simon bolivar|
    maria montessori|marie curie|marco polo|mickey mouse|peter pan|hello kitty|bob esponja|jose marti|helen keller|
    harry potter|juan escutia|josefa ortiz|octavio paz|justo sierra|jaime sabines|gabriela mistral
    """.split("|")
)
"""Whom schools, streets, books and toys are called after."""
INTERFACE: Final = frozenset(
    """
    a about abrir accept access account accounts active activity add admin advanced agenda agregar ahora airplane ajustes
    album alarm alarma alarms alert alerta alertas alerts all allow almacenamiento always android announcement
    announcements any anuncio anuncios app apple application apps aplicacion aplicaciones archive archived archivo archivos
    archivados asignado asignada assigned assignment assignments ask attach attachment attendance asistencia asistente
    atras audio auto automatic available ayer ayuda back backup background balance banco bank bano barra basic basico
    bateria battery billing block blocked bluetooth boletin book books borrador borradores borrar bot brightness broadcast
    browser buscar button cafeteria calculadora calculator calendar calendario calificaciones call calls calling camara
    camera cambiar cancel cancelar canal canales captions card carrier carpeta casa category categoria categorias cell
    celular cell center central centro cerrar certificate change channel channels charge chat chats check children choose
    chrome chromebook church clase clases class classes classic classroom classrooms classmates clave clean clear clever
    clic click clinic clinica clock close closed club clubs code codigo color colors comedor comentar comentario
    comentarios comite committee comment comments community comunidad comunidades companeros company compartir completado
    completed computadora computer comunicados conectado conectar conexion conexiones conference conferencia configuracion
    configurar confirm confirmar connect connected connection contact contacto contactos contacts content continue
    continuar contrasena control controls conversacion conversaciones conversation conversations cookies copiar copy correo
    course courses create crear cuenta cuentas current custom customize cut daily dark dashboard data date dato datos
    declaration delete delivered denied deny department departamento descargar descargas desconectado desconocido
    desinstalar destino detail detalles details detener developer device devices dia diario dibujo digital direccion
    directorio directory disable disabled disconnect dispositivo dispositivos disponible display district distrito doc
    docs document documento documentos documents dojo done double down download downloads draft drafts drive due duolingo
    edit editar education educacion elegir elementary eliminar email emails emergencia emergency emoji empresa empty enable
    enabled encender end enero english ingles espanol spanish enfermeria enlace enter entrar entregado entregar enviado
    enviados enviar equipo error escanear escolar escribir escriba escritura escuela escuelas estado estudiante estudiantes
    estandares estudios event evento eventos events everyone examen excursion exit express extension face facebook
    facetime fact familia familias families family faq fast faltas favoritos favorites fecha feedback field fields file
    files film filter filtros final find finish fire firefox first fisica flash flip folder font food football
    forgot form formulario forms forum forward foto fotos free friday friend friends from full futbol galaxy galeria
    gallery game games general get gif give gmail go google grabar gracias grade grades grado grid grupo grupos group
    groups guardar guest guests guia guide guidelines gym hablar hd health hecho hello help herramientas hi hide
    high hijo hija hijos historia historial historias history hoja hola hold home homework hora horario hoy host hotspot
    hour hours html icon id idle idioma idiomas image images imagen imagenes imprimir in inbox inactivo include informacion
    information info ingresar inicio iniciar input inscripcion insert instalar install instagram interprete interpreter internet
    invitar invite invitado invitados invitation invitacion ios ipad iphone jaja jardin join juego juegos junta juntas kids
    kindergarten keyboard label language languages laptop last latest launch leave lectura lengua less lesson lessons
    level library biblioteca libro libros lista listas list lists listo live llamada llamadas llamar llamame load lobby local
    location lock log login logout look lunch lunchroom mail main mamas maestros maestras manana manage mantener mapa
    mapas maps marca mark mas mat matematicas math materia material materiales mathematics maximum me media mediums meet
    meeting meetings member members mensaje mensajes mensajeria menu message messages messaging messenger mes mesa
    metodo mexico miembros microfono microphone microsoft middle mi mini minute minutes mirror missing mobile mode modo
    modos modules modulo monday monitor monitoreo mon tue wed thu fri sat lun jue vie sab dom month months more movil
    mosaicos move movies mundo music musica mute my name names network networks never new news newsletter next night nino
    ninos ninas no nobody nombre nombres none normal nota notas note notebook notes noticias notification notifications
    notificacion notificaciones novedades now nueva nuevo numero number nunca nurse oficina off office offline ok okay on once one
    online only open opcion opciones option options or other otro otros outlook overview padre padres page pages pagina
    paginas pantalla papas para parent parents parentsquare participant participante participantes participants parts
    party password paste payment pdf people perfil period permiso permisos permission permissions permitir person personal
    persona personas phone phones photo photos picture pictures pin pixel plan plans planner plataforma platform play
    please pm podcasts policy portal portafolio post posts power powerschool preferences preferencias preguntar pregunta
    preguntas preescolar prepa prepaid prendido present presentar preview primaria primary primero principal print privacidad
    privacy private privado problems product profile program programa progress project projects protection proxima
    proximo prueba public publico pta quick quien quitar quiz radio read reading ready reaccionar reactions reactivar
    recent recents recientes receive reciente recommended record recording recordatorio recursos red redactar redes refresh
    region register registro reload reloj reminder reminders remove rename reply report reports required reset resources
    responder respuesta rest restore result results resumen resume retry reunion reuniones review right ring robotics room rooms
    route routes ruta rutas rule rules safe safety sala salir salon samsung save saved scan scanner schedule school schools
    schoology science ciencias scienca screen search second secundaria security seguridad see seesaw select selecciona
    seleccionar self semana send sender sensor sent servicio servicios service services session sesion set settings setup
    share shared sharing shop shopping short show si sign siguiente silenciar silent simple site sitio size skip skype sleep
    small smart sms snap soccer social software solo sonido sonidos sort sound space spam speaker special sport sports
    deportes spotify staff standard start state status step steps sticker stickers stop storage store story
    stories stream streaming student students study style subject subscribe suggestions sumas summary support sure sweep
    switch sync system sistema tablet tablon talk tap tarea tareas tarjeta tasks task team teams teachers tecla teclado
    telefono telegram television temas terms terminos test text texto theme thank thanks third this thread thunderbird tiempo
    tienda tile tiles time timer tip tips title tiktok to today todo todos todas tomorrow tono tool toolbag tools topic total
    trabajo traducir traductor transfer translate translation transporte trash tu turn tutor tutores tutorial tv type
    ubicacion ultima ultimo un una unirse unirme unit unidad university unknown unmute unread update updates
    updated upload usb use used user username usuario usuarios usted ver verify vecinos version vibracion video videos
    videollamada view viernes vista vital voice volume volumen volver voz vpn wait waiting wallpaper watch weather web
    webcam website wednesday week weekly weeks welcome what whatsapp when whiteboard who widget wifi wi-fi window windows
    wireless word work workplace workspace workshop world write writing year years yes yesterday yo you your youtube zoom
    zone admisiones admissions bus buses autobus camion camiones clinic coordinacion counselor consejero enrollment hospital
    iglesia kinder library lonche menu nurse oficial official parish parroquia pharmacy farmacia police policia
    sindicato soporte taller taxi tienda transport vacunas voluntarios volunteers
    monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado
    january february march july september october november december
    febrero marzo mayo junio septiembre octubre noviembre diciembre
    america american mexicano mexicana oaxaca guatemala honduras nicaragua california texas maryland baltimore chiapas
    guerrero puebla veracruz jalisco michoacan hidalgo york angeles houston chicago phoenix dallas
    art arts arte artes algebra geometry biology chemistry history geografia geography ingles band choir orchestra
    early late morning noon afternoon evening dias tardes noches buenos buenas buen bueno bienvenida bienvenido
    bienvenidos bienvenidas adios bye siempre nada algo esta este ese esto el ella ellos nosotros ustedes nos les
    the and for with without of at is are it we they he she not do does if how why where and/or
    acciones aceptar actions actual actualizar actualizaciones added address addresses adjuntos advertencia ajustar
    album altavoz animation anterior apariencia aplicar apply appearance archivada archivar artists artistas
    attachments ausente authors autores avanzado avatar aviso avisos away anadir anos bajar ban banner blocking
    bloqueado bloquear blue brillo busy cabecera cada calendarios calendars calle cambios canceled cancelado canciones
    chapters cargando cargar carpetas cco bcc ciudad city claro cola colgar completo compose comportamiento
    compressing conferencias conferences confirmado confirmed contenido contribute copiado copied copyright correos
    country cumpleanos birthdays birthday database debug decline default descargados descartar descripcion description
    deshacer desbloquear despues destacado destacados destinatarios dialpad dialing direcciones discard discover
    dismiss donar donate downloaded duracion duration emergente emisor empezar enviando episodes episodios errores
    errors etiquetas expand expandir export exportar failed favorite favorito feed filename filtro finished fijado
    folders foro gestures global grabando grande green hidden holidays icono importar import importante incoming
    informar iniciales invitations invitaciones invisible invited keep large later leer libraries libre licencia
    license licenses light limpiar link links llamando loading locked logs manual manually marcador medium mencionado
    mensual monthly moderador moderator mover multimedia negro nextcloud ninguna ninguno nothing ocultar oculto
    ocupado omitir ordenar organizacion organization oscuro outbox papelera paso pais pausa pausar pause paused
    pending playback played player playlist playlists podcast poll popup predeterminado previous prioridad priority
    programado programar proyecto proximamente publicado published question queue random rechazar recibido recibidos
    recipients recordatorios reenviar registros reject remitente renombrar repeat repetir reproducir resend restaurar
    restablecer resultados ringtone ringing rojo role saltar scheduled seleccionado selected semanalmente sending
    server servidor shuffle signature sincronizacion sincronizar songs sorry statistics stats street subir subscribed
    subscribers subscriptions subtitulos suscribirse suscripciones synchronization tags tamano temporizador tendencias
    terminado themes threads tipo trending tipos translations translators twitter titulo unblock undo unlock upcoming
    uploads urgente users varios verde vibrar vibrate visibilidad visible vote votar warning websites yearly yellow
    amarillo albumes azules manager metadata contribution swipe fwd urgent borrados terminados editado edited leido
    leidos activado desactivado activar desactivar reception recepcion extension asociacion fundacion association
    foundation sociedad company compania tesorera tesorero treasurer secretary secretaria archivo sugerencia urgencias
    emergencias bomberos plomero dentista doctor jefe boss vecino vecina
    alguien someone anyone nadie sesiones push port token tokens key keys request requests verification cryptography features
    experimental up thumbs hang run tests base markdown hilos optimization passphrase recovery break
    our finance support marketing sales engineering random introductions alerts mayor menor soccer
    academy academia hand hands mano levantar raise lower registration
    iii siri alexa cortana bixby gemini copilot kitty let that there here asunto docente docentes espera ahorro ahorros
    pendiente pendientes guardian owner propietario firma saldo teachers profesores profesoras organizador organizadora
    que como cuando donde cual por con sin sobre entre hasta desde favor muy bien mal aqui alli ya aun
    """.split()
) - (GIVEN | GIVEN_WORDS | SURNAMES)
"""Words of screens, apps, schools, places and dates: what holds one is no person's name."""
