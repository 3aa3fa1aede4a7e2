# ruff: noqa: E501  (markup reads better in whole lines)
"""More screens with private data, drawn before any rule was written for them: other layouts, wordings and people.

Marked as in ``private_pages``. All people, numbers, addresses and codes are invented.
"""

from __future__ import annotations

from tests.bench.screen.pages import Page, status
from tests.bench.screen.private_pages import SCHOOL_PHONE, T, colors, p, photo

ROSTER = (
    "Ana García-López",
    "Sofía Morales Castillo",
    "Jean-Luc Baptiste",
    "Nguyen, Minh Anh",
    "DeShawn O'Neal",
    "Valentina Ruiz Ávila",
    "Mateo Hernández",
    "Guadalupe Ríos de la O",
    "Diego Santos",
    "Brianna Washington",
    "Ángel Flores",
    "María José Cruz Peña",
)


def _row(left: str, right: str, line: str, style: str = "") -> str:
    return f'<div style="display:flex;gap:14px;align-items:center;padding:9px 16px;border-bottom:1px solid {line};{style}">{left}<div style="flex:1">{right}</div></div>'


def group_info(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    people = (
        (photo(0, 84), f"{t('You', 'Usted')}", t("Available", "Disponible")),
        (photo(5, 84), f"~ {p('name', 'Sofía M.')}", p("phone", "+1 443-555-0112")),
        ("", p("name", "Guadalupe Rios"), t("At school", "En la escuela")),
        ("", p("phone", "+1 (443) 555-0119"), f"~ {p('name', 'Mateo H')}"),
        ("", f"{t('Office', 'Oficina')}", SCHOOL_PHONE),
        ("", f"{t('Mother of', 'Mamá de')} {p('name', 'Ángel')}", "Jaja 12:40"),
    )
    rows = "".join(
        _row(
            face, f'<div style="font-size:17px">{name}</div><div style="font-size:14px;color:{dim}">{note}</div>', line
        )
        for face, name, note in people
    )
    made = t("Group created by", "Grupo creado por")
    say = f"margin:8px 14px;padding:9px 12px;border-radius:10px;background:{line};font-size:16px"
    return f'<body style="background:{bg};color:{fg}">{status()}<div style="padding:12px 16px;font-size:22px;font-weight:600">{t("Third grade, Room 204", "Tercer grado, Salón 204")}</div><div style="padding:0 16px 8px;color:{dim};font-size:14px">{made} {p("phone", "+52 1 55 5555 0143")}, 21/8/26</div>{rows}<div style="{say}">{p("name", "@ana.garcia")} {t("are you coming at 3:15?", "¿viene a las 3:15?")}</div><div style="{say}">{t("Thanks", "Gracias")} {p("name", "@AnaGarcia07")}</div>'


def inbox(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    mails = (
        (
            p("name", "Brianna Washington"),
            t("Field trip $25.00", "Excursión $25.00"),
            t("The bus leaves at 8:30", "El autobús sale a las 8:30"),
        ),
        (
            f"{p('name', 'Mateo')}, {t('me', 'yo')} 3",
            t("Homework", "Tarea"),
            f"{t('Homework of', 'Tarea de')} {p('name', 'Sofía Morales')}",
        ),
        (
            p("name", "Valentina Ruiz Áv…"),
            t("Absent on Nov 20", "Ausente el 20 nov"),
            f"{t('Signed,', 'Firma:')} {p('name', 'V. Ruiz')}",
        ),
        (
            "Google Classroom",
            t("New work: Unit 4, page 118", "Trabajo nuevo: Unidad 4, página 118"),
            t("Due Dec 3, 2026", "Para el 3 dic 2026"),
        ),
        (
            p("email", "mrios.delao@example.org"),
            t("Re: meeting", "Re: reunión"),
            f"{t('Meeting ID', 'ID de la reunión')}: {p('meeting', '812 5550 1003')}",
        ),
        (p("name", "O'Neal, DeShawn"), t("Call me", "Llámeme"), f"Tel. {p('phone', '443.555.0155')}"),
    )
    rows = "".join(
        _row(
            f'<div style="width:40px;height:40px;border-radius:50%;background:{color}"></div>',
            f'<div style="display:flex;justify-content:space-between;font-size:16px;font-weight:600"><span>{who}</span><span style="font-size:12px;color:{dim}">{n + 8}:{n}4</span></div><div style="font-size:14px">{what}</div><div style="font-size:14px;color:{dim}">{text}</div>',
            line,
        )
        for n, ((who, what, text), color) in enumerate(
            zip(mails, ("#c2185b", "#00796b", "#5d4037", "#1967d2", "#e65100", "#455a64"), strict=True)
        )
    )
    return f'<body style="background:{bg};color:{fg}">{status()}<div style="margin:10px 14px;padding:13px 18px;border-radius:26px;background:{line};color:{dim};font-size:16px">{t("Search in mail", "Buscar en el correo")}</div><div style="padding:6px 18px;font-size:12px;color:{dim}">{t("PRIMARY", "PRINCIPAL")}</div>{rows}'


def class_list(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    people = (
        "GARCÍA LÓPEZ, ANA",
        "Baptiste, Jean Luc",
        "Minh Anh N.",
        "O’Neal, DeShawn",
        "S. Morales",
        "Morales-Castillo, Sofia",
        "Cruz P., María José",
        "Angel Flores",
    )
    rows = "".join(
        _row(
            f'<div style="width:18px;height:18px;border:2px solid {dim}"></div>'
            + (photo(n + 1, 80) if n in (1, 4) else ""),
            f'<span style="font-size:15px">{p("name", name)}</span>',
            line,
        )
        for n, name in enumerate(people)
    )
    return f'<body style="background:{bg};color:{fg}"><div style="width:760px;margin:20px auto"><div style="font-size:26px;color:#1967d2">{t("Students", "Alumnos")} <span style="font-size:14px">{t("8 students", "8 alumnos")}</span></div>{rows}<div style="font-size:14px;color:{dim};padding:12px">{t("Class code", "Código de la clase")} <b>{p("meeting", "kq7w3xd")}</b> · {t("Room", "Salón")} 118 · 2026-2027</div></div>'


def zoom_panel(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    names = (
        f"{p('name', 'Ana García')} ({t('Guest', 'Invitado')})",
        p("name", "AnaGarcía"),
        p("name", "SofiaMorales"),
        f"{t('iPad of', 'iPad de')} {p('name', 'Mateo')}",
        f"{p('name', 'baptiste')} family",
        f"{p('name', 'Brianna’s')} iPhone",
        t("Interpreter", "Intérprete"),
        p("name", "vale_ruiz"),
        f"{p('name', 'Diego S.')} (3.º B)",
    )
    left = "".join(
        f'<div style="padding:7px 14px;font-size:14px;border-bottom:1px solid {line}">{name}</div>' for name in names
    )
    head = f"color:{dim};font-size:12px;margin-top:10px"
    chat = f'<div style="{head}">{t("From", "De")} {p("name", "DeShawn O’Neal")} {t("to everyone", "a todos")} 10:24</div><div>{t("Good morning, can you hear me?", "Buenos días, ¿me oyen?")}</div><div style="{head}">{t("From", "De")} {p("name", "Guadalupe")} {t("to everyone", "a todos")} 10:25</div><div style="width:250px;word-break:break-all">{t("The link is", "El enlace es")} https://us02web.zoom.us/j/{p("meeting", "5550102003?pwd=QmFzZTY0dGV4dG8x")}</div><div style="{head}">{t("From", "De")} {p("name", "Cruz Peña")} 10:26</div><div>{t("Passcode is", "La contraseña es")} {p("meeting", "sol2026")} · {t("page 12, 24 students", "página 12, 24 alumnos")}</div>'
    return f'<body style="background:{bg};color:{fg};display:flex;font-size:14px"><div style="width:330px;background:#202124;display:flex;flex-direction:column;gap:12px;padding:18px;color:#fff">{photo(2, 170, "10px")}<span>{p("name", "Ana García-López")}</span>{photo(6, 170, "10px")}<span>{p("name", "Valentina R")}</span></div><div style="width:260px;border-right:1px solid {line}"><b style="display:block;padding:12px;text-align:center">{t("Participants (9)", "Participantes (9)")}</b>{left}</div><div style="padding:12px 16px"><b>Chat</b>{chat}</div>'


def grades(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    facts = (
        (t("Student ID", "ID del estudiante"), p("student-id", "30041882")),
        (t("Username", "Usuario"), p("student-id", "agarcia2031")),
        (t("Lunch number", "Número de almuerzo"), p("student-id", "48213")),
        (t("Lunch PIN", "PIN del almuerzo"), p("student-id", "4821")),
        (t("Cafeteria code", "Código de cafetería"), p("student-id", "55231")),
        (t("State ID", "ID estatal"), p("student-id", "9904417721")),
        (t("Balance", "Saldo"), "$12.50"),
        (t("Homeroom", "Salón"), "118"),
        (t("Bus", "Autobús"), "14"),
        (t("School year", "Ciclo escolar"), "2026-2027"),
    )
    cells = "".join(
        f'<div style="padding:9px 14px;border:1px solid {line}"><div style="font-size:12px;color:{dim}">{label}</div><div style="font-size:16px">{value}</div></div>'
        for label, value in facts
    )
    work = (
        (t("Math", "Matemáticas"), "95", "A"),
        (t("Reading", "Lectura"), "88", "B+"),
        (t("Science", "Ciencias"), "100", "A"),
        (t("Absences", "Ausencias"), "3", "—"),
    )
    table = "".join(
        f'<tr><td style="padding:7px 20px 7px 0">{a}</td><td style="padding:7px 20px">{b}</td><td>{c}</td></tr>'
        for a, b, c in work
    )
    return f'<body style="background:{bg};color:{fg}"><div style="background:#0b4f6c;color:#fff;padding:14px 20px;display:flex;gap:14px;align-items:center">{photo(7, 78)}<div><div style="font-size:18px">{p("name", "García López, Ana")}</div><div style="font-size:13px">{t("Grade 3 · Los Robles School", "Grado 3 · Escuela Los Robles")} · {SCHOOL_PHONE}</div></div></div><div style="display:grid;grid-template-columns:1fr 1fr">{cells}</div><table style="margin:14px 20px;font-size:15px">{table}</table><div style="padding:0 20px;color:{dim};font-size:13px">{t("Teacher of", "Maestra de")} {p("name", "Ana")}: {t("Mrs. Robles, Room 204, 9:00-10:30", "Sra. Robles, salón 204, 9:00-10:30")}</div>'


def login_sheet(t: T, dark: bool) -> str:
    rows = (
        (t("Name", "Nombre"), p("name", "Sofía Morales Castillo")),
        (t("User name", "Nombre de usuario"), p("student-id", "smorales31")),
        (t("Password", "Contraseña"), p("meeting", "Perro-Azul7")),
        (t("Email", "Correo"), p("email", "smorales31@students.example.org")),
        (t("Student number", "N.º de estudiante"), p("student-id", "4471902")),
        (t("Lunch number", "Número de comedor"), p("student-id", "20781")),
        (t("Grade", "Grado"), "3"),
        (t("Teacher", "Maestra"), "Sra. Robles"),
        (t("School phone", "Teléfono de la escuela"), SCHOOL_PHONE),
    )
    body = "".join(f'<div style="margin:11px 0;font-size:17px"><b>{label}:</b> {value}</div>' for label, value in rows)
    ground = "#6b5a48" if dark else "#b59f84"
    return f'<body style="background:linear-gradient(160deg,{ground},#2c241c)"><div style="margin:60px 22px;padding:22px 24px;background:linear-gradient(100deg,#f6f3ea,#d9d4c6);color:#222;transform:rotate(-1.2deg);box-shadow:0 6px 24px #0008"><div style="font-size:21px;font-weight:700;text-align:center">{t("My accounts", "Mis cuentas")}</div>{body}</div>'


def sms(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    say = f"width:262px;margin:8px 14px;padding:10px 14px;border-radius:16px;background:{line};font-size:17px;line-height:23px"
    return f'<body style="background:{bg};color:{fg}">{status()}<div style="text-align:center;padding:10px;font-size:16px">{p("phone", "(410) 555-0177")}</div><div style="{say}">{t("Hello, I am the mother of", "Hola, soy la mamá de")} {p("name", "Ángel Flores")}. {t("My phone is", "Mi teléfono es")} {p("phone", "443 555<br>0148")} {t("and my email", "y mi correo")} {p("email", "guadalupe.rios@<br>example.org")}</div><div style="{say};margin-left:100px;background:#1967d2;color:#fff">{t("Thank you. The meeting is on 24/11 at 3:15 pm, Room 204.", "Gracias. La reunión es el 24/11 a las 3:15 pm, salón 204.")}</div><div style="{say}">{t("Your verification code is", "Su código de verificación es")} {p("meeting", "482913")}</div><div style="{say}">{t("Call", "Llame al")} {p("phone", "443-555-<br>0149")} {t("or", "o al")} {SCHOOL_PHONE}</div><div style="{say}">{p("name", "Mateo")} {t("was picked up at 2:40", "salió a las 2:40")}</div><div style="{say}">{t("Write to", "Escriba a")} {p("email", "familia.santos<br>@example.org")} {t("before 2026-12-03", "antes del 2026-12-03")}</div><div style="text-align:center;color:{dim};font-size:13px">{t("Today 14:05", "Hoy 14:05")}</div>'


def contacts(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    people = (
        (p("name", "García-López Ana"), p("phone", "4435550121")),
        (p("name", "Flores, Ángel"), p("phone", "1-443-555-0122")),
        (p("name", "Hernández"), p("phone", "443-555-0123")),
        (f"{t('Mom of', 'Mamá de')} {p('name', 'Mateo')}", p("phone", "(443)555-0124")),
        (p("name", "María José C."), p("phone", "+1 443 555 0125")),
        (p("name", "WASHINGTON BRIANNA"), p("phone", "443 5550126")),
        (p("name", "Jean-Luc"), p("phone", "443–555–0127")),
        (t("Los Robles School", "Escuela Los Robles"), SCHOOL_PHONE),
    )
    rows = "".join(
        _row(
            photo(n, 70)
            if n % 4 == 0
            else '<div style="width:48px;height:48px;border-radius:50%;background:#7b8794"></div>',
            f'<div style="font-size:18px">{name}</div><div style="font-size:14px;color:{dim}">{number}</div>',
            line,
        )
        for n, (name, number) in enumerate(people)
    )
    return f'<body style="background:{bg};color:{fg}">{status()}<div style="padding:12px 18px;font-size:26px">{t("Contacts", "Contactos")}</div>{rows}'


def badge(t: T, dark: bool) -> str:
    bg, fg, _, line = colors(dark)
    squares = "".join(
        f'<rect x="{x * 8}" y="{y * 8}" width="8" height="8"/>'
        for x in range(21)
        for y in range(21)
        if (x * 7 + y * 5 + x * y) % 3 == 0
    )
    return f'<body style="background:{bg};color:{fg}"><div style="margin:40px auto;width:520px;border:2px solid {line};border-radius:14px;padding:24px;display:flex;gap:24px"><svg width="168" height="168" style="background:#fff;padding:0">{squares}</svg><div style="font-size:17px;line-height:30px"><b style="font-size:22px">{p("name", "Diego Santos")}</b><br>ID: {p("student-id", "20319")}<br>{t("Username:", "Usuario:")} {p("student-id", "dsantos19")}<br>{t("Grade 2, Room 12", "Grado 2, salón 12")}<br>{t("Teacher: Mrs. Robles", "Maestra: Sra. Robles")}<br>{t("Valid 2026-2027", "Válido 2026-2027")}</div></div>'


def event(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    row = f"padding:9px 0;border-bottom:1px solid {line};font-size:15px"
    return f'<body style="background:{bg};color:{fg};padding:22px 40px"><div style="font-size:23px">{t("Conference with", "Conferencia con")} {p("name", "Valentina Ruiz")}</div><div style="color:{dim};font-size:15px">{t("Tuesday, November 24 · 3:30 – 4:00 PM", "Martes, 24 de noviembre · 3:30 – 4:00 p. m.")}</div><div style="{row}">{t("Join with Google Meet", "Unirse con Google Meet")}<br>meet.google.com/{p("meeting", "kdw-fpxz-rmt")}</div><div style="{row}">{t("Join by phone", "Unirse por teléfono")}<br>(US) {p("phone", "+1 405-555-0176")} PIN: {p("meeting", "123 456 789#")}</div><div style="{row}">Zoom: https://us05web.zoom.us/j/{p("meeting", "81555010027")}<br>{t("Meeting ID", "ID de la reunión")}: {p("meeting", "815 5501 0027")} · {t("Passcode", "Código de acceso")}: {p("meeting", "nube44")}</div><div style="{row}">{t("3 guests, 2 yes, 1 awaiting", "3 invitados, 2 sí, 1 pendiente")}<br>{p("email", "guadalupe.rios@example.org")}<br><span style="font-size:13px;color:{dim}">{t("Organizer", "Organizadora")}</span><br>{p("name", "Valentina Ruiz Ávila")}<br>{p("email", "mjcruz@example.org")}</div><div style="{row};color:{dim}">{t("30 minutes before · Room 204", "30 minutos antes · salón 204")}</div>'


def directory(t: T, dark: bool) -> str:
    bg, fg, _, line = colors(dark)
    people = (
        ("Ana", "García-López", "agarcia31", "S204513", "ana.garcia@example.org", "443-555-0131"),
        ("Sofía", "Morales Castillo", "smorales31", "S204514", "sofia.morales@example.org", "443-555-0132"),
        ("Jean-Luc", "Baptiste", "jbaptiste31", "S204515", "jl.baptiste@example.org", "443-555-0133"),
        ("Minh Anh", "Nguyen", "mnguyen31", "S204516", "minh.nguyen@example.org", "443-555-0134"),
        ("DeShawn", "O'Neal", "doneal31", "S204517", "deshawn.oneal@example.org", "443-555-0135"),
        ("Ángel", "Flores", "aflores31", "S204518", "angel.flores@example.org", "443-555-0136"),
    )
    kinds = ("name", "name", "student-id", "student-id", "email", "phone")
    cell = f"padding:6px 14px;border:1px solid {line};text-align:left"
    rows = "".join(
        "<tr>"
        + "".join(f'<td style="{cell}">{p(kind, value)}</td>' for kind, value in zip(kinds, person, strict=True))
        + f'<td style="{cell}">{n + 2}04</td><td style="{cell}">{90 + n}%</td></tr>'
        for n, person in enumerate(people)
    )
    heads = (
        t("First name", "Nombre"),
        t("Last name", "Apellidos"),
        t("Username", "Usuario"),
        t("Student no.", "Matrícula"),
        t("Email", "Correo"),
        t("Phone", "Teléfono"),
        t("Room", "Salón"),
        t("Present", "Asistencia"),
    )
    head = "".join(f'<th style="{cell}">{name}</th>' for name in heads)
    return f'<body style="background:{bg};color:{fg};font-size:13px;padding:20px"><div style="font-size:18px;margin-bottom:10px">{t("Class list, 3rd grade B", "Lista del grupo 3.º B")}</div><table style="border-collapse:collapse"><tr>{head}</tr>{rows}</table><p>{t("Printed on 11/24/2026 at 10:24, page 1 of 12", "Impreso el 24/11/2026 a las 10:24, página 1 de 12")}</p>'


def tiles(t: T, dark: bool) -> str:
    names = ("Valentina Ru…", "Ana Gar…", "Brianna Wa...", "GuadalupeRíos", t("Room 12", "Salón 12"), "Jean-Luc B.")
    shown = "".join(
        f'<div style="position:relative;width:182px;height:182px;border-radius:10px;overflow:hidden;background:#3c4043">{photo(n, 182, "10px") if n in (0, 2) else ""}<span style="position:absolute;left:8px;bottom:8px;color:#fff;font-size:15px;background:#0009;padding:2px 6px">{p("name", name) if "12" not in name else name}</span></div>'
        for n, name in enumerate(names)
    )
    ground, ink = ("#202124", "#e8eaed") if dark else ("#eef1f4", "#202124")
    return f'<body style="background:{ground};color:{ink}">{status(ink)}<div style="padding:8px 14px;font-size:15px">{p("meeting", "kdw-fpxz-rmt")}</div><div style="display:flex;flex-wrap:wrap;gap:8px;padding:4px 8px">{shown}</div><div style="margin:8px 14px;font-size:15px">{p("name", "Sofía")}: {t("see you on 12/3", "nos vemos el 3/12")}<br>{t("Hi", "Hola")} {p("name", "@mateo.hernandez")}, {t("page 40", "página 40")}</div>'


MORE_PAGES = (
    Page("group-info", 390, 780, group_info),
    Page("inbox", 412, 700, inbox),
    Page("class-list", 900, 640, class_list),
    Page("zoom-panel", 940, 520, zoom_panel, "Liberation Sans"),
    Page("grades", 393, 620, grades, "Noto Sans"),
    Page("login-sheet", 390, 560, login_sheet, "Liberation Serif"),
    Page("sms", 390, 800, sms),
    Page("contacts", 375, 760, contacts),
    Page("badge", 640, 320, badge),
    Page("event", 820, 520, event),
    Page("directory", 1024, 340, directory, "Liberation Sans"),
    Page("tiles", 390, 760, tiles),
)
