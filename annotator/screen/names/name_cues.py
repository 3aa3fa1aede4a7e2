"""Words that speak for or against a person's name on a screen, folded: a new app's buttons are added here.

The names themselves are in `annotator.privacy`.
"""
# ruff: noqa: SIM905  (lists of so many words are read in whole lines)

from typing import Final

from annotator.privacy import GIVEN_NAMES, GIVEN_NAMES_AND_WORDS, SURNAMES

PARTICLES: Final = frozenset("de del la las los y da do dos van von der".split())
"""Words between the words of a name."""
TITLES: Final = frozenset(
    """
    sr sra srta senor senora senorita don dona prof profe profa profr profesor profesora professor professora maestro maestra
    mtro mtra miss mr mrs ms dr dra doctor doctora lic ing teacher coach principal director directora tia tio abuelita abuelito
    abuela abuelo aunt uncle grandma grandpa nana padrino madrina comadre compadre
    """.split()
)
"""Words that make the next word a person's name, unless it is one of `INTERFACE_WORDS`, and are part of that."""
PUBLIC_FIGURES: Final = frozenset(
    " ".join(name.split())
    for name in """
    benito juarez|miguel hidalgo|emiliano zapata|lazaro cardenas|jose maria morelos|francisco villa|pancho villa|
    francisco i madero|francisco madero|sor juana|frida kahlo|diego rivera|cesar chavez|dolores huerta|rosa parks|
    martin luther king|martin luther|abraham lincoln|george washington|thomas jefferson|john adams|simon bolivar|
    maria montessori|marie curie|marco polo|mickey mouse|peter pan|hello kitty|bob esponja|jose marti|helen keller|
    harry potter|juan escutia|josefa ortiz|octavio paz|justo sierra|jaime sabines|gabriela mistral
    """.split("|")
)
"""People and characters after whom schools, streets, books and toys are named."""
INTERFACE_WORDS: Final = frozenset(
    """
    a about abrir academia academy accept access acciones account accounts aceptar actions activado activar active
    activity actual actualizaciones actualizar add added address addresses adios adjuntos admin admisiones admissions
    advanced advertencia afternoon agenda agregar ahora ahorro ahorros airplane ajustar ajustes alarm alarma alarms
    album albumes alert alerta alertas alerts alexa algebra algo alguien all alli allow almacenamiento altavoz always
    amarillo america american anadir and and/or android angeles animation announcement announcements anos anterior
    anuncio anuncios any anyone apariencia apellido apellidos aplicacion aplicaciones aplicar app appearance apple application
    apply apps
    aqui archivada archivados archivar archive archived archivo archivos are art arte artes artistas artists arts
    asignada asignado asistencia asistente ask asociacion assigned assignment assignments association asunto at atras
    attach attachment attachments attendance audio aun ausente authenticator authors auto autobus automatic autores available
    avanzado avatar avenida avenue aviso avisos away ayer ayuda azules back background backup bajar bakery balance
    baltimore ban banco band bank banner bano bar barra barrio base basic basico bateria battery bcc biblioteca bien
    bienvenida bienvenidas bienvenido bienvenidos billing biology birthday birthdays bixby block blocked blocking
    bloqueado bloquear blue bluetooth blvd boletin bomberos book books borrador borradores borrados borrar boss bot
    boulevard break brightness brillo broadcast browser buen buenas bueno buenos burger bus buscar buses busy button
    bye cabecera cada cafe cafeteria calculadora calculator calendar calendario calendarios calendars calificaciones
    california call calle calling calls camara cambiar cambios camera camion camiones canal canales cancel cancelado
    cancelar canceled canciones cantina captions card cargando cargar carpeta carpetas carretera carrier casa
    categoria categorias category cco cell celular centre central centro cerrar cerro certificate change channel
    channels chapters charge chat chats check chemistry chiapas chicago children choir choose chrome chromebook church
    ciencias city ciudad claro clase clases class classes classic classmates classroom classrooms clave clean clear
    clever clic click clinic clinica clock close closed club clubs code codigo cola colgar colonia color colors
    comedor comentar comentario comentarios comite comment comments committee community como companeros compania
    company compartir completado completed completo comportamiento compose compressing computadora computer
    comunicados comunidad comunidades con condado conectado conectar conexion conexiones conference conferences
    conferencia conferencias configuracion configurar confirm confirmado confirmar confirmed connect connected
    connection consejero contact contacto contactos contacts contenido content continuar continue contrasena
    contribute contribution control controls conversacion conversaciones conversation conversations cookies
    coordinacion copiado copiar copied copilot copy copyright correo correos cortana counselor country county course
    courses court crear create cryptography cual cuando cuenta cuentas cumpleanos current custom customize cut daily
    dallas dark dashboard data database date dato datos debug december declaration decline default delete delivered
    denied dentista deny departamento department deportes desactivado desactivar desbloquear descargados descargar
    descargas descartar desconectado desconocido descripcion description desde deshacer desinstalar despues destacado
    destacados destinatarios destino detail details detalles detener developer device devices dia dialing dialpad
    diario dias dibujo diciembre digital direccion direcciones directorio directory disable disabled discard
    disconnect discover dismiss display disponible dispositivo dispositivos district distrito do doc docente docentes
    docs doctor document documento documentos documents does dojo dom donar donate donde done double down download
    downloaded downloads draft drafts drive dropbox due duolingo duracion duration early edit editado editar edited educacion
    education el elegir elementary eliminar ella ellos email emails emergencia emergencias emergency emergente emisor
    emoji empezar empresa empty enable enabled encender end enero enfermeria engineering english enlace enrollment
    enter entrar entre entregado entregar enviado enviados enviando enviar episodes episodios equipo error errores
    errors escanear escolar escriba escribir escritura escuela escuelas ese espanol espera esta estadio estado
    estandares este esto estudiante estudiantes estudios etiquetas evening event evento eventos events evernote everyone examen
    excursion exit expand expandir experimental export exportar express extension external externo fabrica face
    facebook facetime fact failed faltas familia familias families family faq farmacia fast favor favorite favorites
    favorito favoritos features febrero february fecha federated feed feedback field fields fijado file filename files
    film filter filtro filtros final finance find finish finished fire firefox firma first fisica flash flip folder
    folders fonda font food football for forgot form forms formulario foro forum forward foto fotos foundation free
    fri friday friend friends from full fundacion futbol fwd galaxy galeria gallery game games garage gemini general
    geografia geography geometry gestures get gif github give global gmail go google grabando grabar gracias grade grades
    grado grande green grid grill group groups grupo grupos guardar guardian guatemala guerrero guest guests guia
    guide guidelines gym hablar hand hands hang hasta hd he health hecho heights hello help here herramientas hi
    hidalgo hidden hide high highway hija hijo hijos hilos historia historial historias history hoja hola hold
    holidays home homework honduras hora horario hospital host hotel hotspot hour hours houston how hoy html icloud icon
    icono id idioma idiomas idle if iglesia iii image imagen imagenes images import importante importar imprimir in
    inactivo inbox include incoming info informacion informar information ingles ingresar iniciales iniciar inicio inn
    input inscripcion insert instagram instalar install internet interprete interpreter introductions invisible
    invitacion invitaciones invitado invitados invitar invitation invitations invite invited ios ipad iphone is isla
    island it jaja jalisco january jardin jefe join jue juego juegos jueves july junio junta juntas kahoot keep key keyboard
    keys kids kinder kindergarten kitty label lago laguna lake language languages laptop large last late later latest
    launch leave lectura leer leido leidos lengua les less lesson lessons let levantar level libraries library libre
    libro libros licencia license licenses light limpiar link linkedin links list lista listas listo lists live llamada
    llamadas llamame llamando llamar load loading lobby local location lock locked log login logout logs lonche look
    lower lun lunch lunchroom lunes maestras maestros mail main mal mamas manage manager manana mano mantener manual
    manually mapa mapas maps marca marcador march mark markdown market marketing martes maryland marzo mas mat
    matematicas materia material materiales math mathematics maximum mayo mayor me media medium mediums meet meeting
    meetings member members mencionado menor mensaje mensajeria mensajes mensual menu mes mesa message messages
    messaging messenger metadata metodo mexicana mexicano mexico mi michoacan microfono microphone microsoft middle
    miembros miercoles mini minute minutes mirror missing mobile mode moderador moderator modo modos modules modulo
    mon monday monitor monitoreo month monthly months more morning mosaicos motel mount mountain move mover movies
    movil multimedia mundo museo museum music musica mute muy my nada nadie name names negro netflix network networks never
    new news newsletter next nextcloud nicaragua night ninas ninguna ninguno nino ninos no nobody noches nombre
    nombres none noon normal nos nosotros not nota notas note notebook notes nothing noticias notificacion
    notificaciones notification notifications novedades november noviembre now nueva nuevo number numero nunca nurse
    oaxaca october octubre ocultar oculto ocupado of off office official offline oficial oficina ok okay omitir on
    once one onedrive online only opcion opciones open optimization option options or orchestra ordenar organizacion
    organizador organizadora organization oscuro other otro otros our outbox outlook overview owner padre padres page
    pages pagina paginas pais panaderia pantalla papas papelera para parent parents parentsquare parish park parque
    parroquia participant participante participantes participants parts party paso passphrase password paste pausa
    pausar pause paused payment paypal pdf pendiente pendientes pending people perfil period permiso permisos permission
    permissions permitir person persona personal personas pharmacy phoenix phone phones photo photos picture pictures
    pin pinterest pixel pizza pizzeria plan planner plans plataforma platform play playa playback played player playlist
    playlists plaza please plomero pm podcast podcasts police policia policy poll popup por port portafolio portal
    post posts power powerschool predeterminado preescolar preferences preferencias pregunta preguntar preguntas
    prendido prepa prepaid presa present presentar preview previous primaria primary primero principal print prioridad
    priority privacidad privacy privado private problems product profesoras profesores profile program programa
    programado programar progress project projects propietario protection proxima proximamente proximo proyecto prueba
    pta public publicado publico published puebla pueblo push que question queue quick quien quitar quiz radio raise
    random reaccionar reactions reactivar read reading ready receive recent recents recepcion reception rechazar
    recibido recibidos reciente recientes recipients recommended record recordatorio recordatorios recording recovery
    recursos red redactar redes reenviar refresh region register registration registro registros reject reload reloj
    reminder reminders remitente remove rename renombrar repeat repetir reply report reports reproducir request
    requests required resend reset resources responder respuesta rest restablecer restaurant restaurante restaurar
    restore result resultados results resume resumen retry reunion reuniones review right ring ringing ringtone rio
    river road robotics rojo role room rooms route routes rule rules run ruta rutas sab sabado safe safety sala saldo
    sales salir salon saltar samsung sat saturday save saved scan scanner schedule scheduled school schoology schools
    scienca science screen search second secretaria secretary secundaria security see seesaw seguridad selecciona
    seleccionado seleccionar select selected self semana semanalmente send sender sending sensor sent september
    septiembre server service services servicio servicios servidor sesion sesiones session set settings setup share
    shared sharing she shop shopping short show shuffle si siempre sign signature siguiente silenciar silent simple
    sin sincronizacion sincronizar sindicato siri sistema site sitio size skip skype sleep small smart sms snap snapchat sobre
    soccer social sociedad software solo someone songs sonido sonidos soporte sorry sort sound space spam spanish
    speaker special sport sports spotify stadium staff standard start state statistics stats status step steps sticker
    stickers stop storage store stories story stream streaming street student students study style subir subject
    subscribe subscribed subscribers subscriptions subtitulos sugerencia suggestions sumas summary sunday support sure surname
    suscribirse suscripciones sushi sweep swipe switch sync synchronization system tablet tablon tacos tags talk
    taller tamano tap taqueria tardes tarea tareas tarjeta task tasks taxi teachers team teams tecla teclado telefono
    telegram television temas temporizador tendencias terminado terminados terminos terms tesorera tesorero test tests
    texas text texto thank thanks that the theme themes there they third this thread threads thu thumbs thunderbird
    thursday tiempo tienda tiktok tile tiles time timer tip tipo tipos tips title titulo to todas today todo todos
    token tokens tomorrow tono tool toolbag tools topic tortilleria total town trabajo traducir traductor transfer
    translate translation translations translators transport transporte trash treasurer trending tu tue tuesday turn
    tutor tutores tutorial tv twitter type ubicacion ultima ultimo un una unblock undo unidad unirme unirse unit
    university unknown unlock unmute unread up upcoming update updated updates upload uploads urgencias urgent urgente
    usb use used user username users usted ustedes usuario usuarios vacunas valley varios vecina vecino vecinos ver
    veracruz verde verification verify version vibracion vibrar vibrate video videollamada videos vie viernes view
    village visibilidad visible vista vital voice volume volumen voluntarios volunteers volver votar vote voz vpn wait
    waiting wallpaper warning watch we weather web webcam website websites wed wednesday week weekly weeks welcome
    what whatsapp when where whiteboard who why wi-fi widget wifi window windows wireless with without word work
    workplace workshop workspace world write writing ya year yearly years yellow yes yesterday yo york you your
    youtube zapateria zocalo zone zoom
    age alergias allergies altura amount ancho apartment articulo articulos barcode brand building cantidad
    colour cost costo descuento discount dose edad gender genero height impuesto impuestos ingredients
    instructions item items largo length medication model modelo monto motivo nacionalidad nationality
    observaciones occupation ocupacion parentesco percentage peso points precio price proveedor puntos purpose
    quantity rate rating reason relationship religion remarks requirements score seccion section serial sexo
    shape shift stock subtotal suite supplier symptoms tax turno unidades units valor value vendor weight width
    zip
    """.split()
) - (GIVEN_NAMES | GIVEN_NAMES_AND_WORDS | SURNAMES)
"""Words as on screens, of apps, schools, places and dates: except `TITLES` and `PARTICLES`, none is taken for part of a name."""
