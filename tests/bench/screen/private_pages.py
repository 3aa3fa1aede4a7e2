# ruff: noqa: E501  (markup reads better in whole lines)
"""Test screens with private data: ``data-p`` marks each piece with its kind, ``data-face`` a portrait.

All people, numbers and addresses are invented; the portrait is of an astronaut, by NASA, in the public domain.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.bench.screen.pages import Page, status

T = Callable[[str, str], str]
ROSTER = (
    "Ana García López",
    "José Pérez Núñez",
    "Lucía Peña",
    "Ibarra Solís, Tomás",
    "Emily Walker",
    "Xóchitl Ramírez",
    "María de la Cruz Ortega",
)
SCHOOL_PHONE = "410-555-0100"
FACE = (0.29, 0.22, 0.37, 0.5)
"""Left, top, width and height of the face, in sizes of the portrait."""
LOOKS = (
    "",
    "transform:scaleX(-1)",
    "filter:grayscale(1)",
    "filter:brightness(.55)",
    "filter:saturate(1.8) brightness(1.2)",
    "filter:sepia(.8)",
    "transform:rotate(8deg)",
    "filter:contrast(.6)",
)


@cache
def _portrait() -> str:
    path = Path(__file__).parents[2] / "fixtures" / "portrait.jpg"
    return f"data:image/jpeg;base64,{base64.b64encode(path.read_bytes()).decode()}"


def photo(n: int, size: int, radius: str = "50%") -> str:
    inner = f'<img data-face src="{_portrait()}" style="width:{size}px;height:{size}px;display:block;{LOOKS[n % len(LOOKS)]}">'
    return f'<div style="flex:none;width:{size}px;height:{size}px;border-radius:{radius};overflow:hidden">{inner}</div>'


def p(kind: str, words: str, style: str = "") -> str:
    return f'<span data-p="{kind}" style="{style}">{words}</span>'


def colors(dark: bool) -> tuple[str, str, str, str]:
    return ("#14171a", "#e8eaed", "#9aa0a6", "#2d3136") if dark else ("#ffffff", "#1f2124", "#5f6368", "#e4e7eb")


def participants(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    people = (
        f"{p('name', 'Ana García López')} {t('(Host)', '(anfitriona)')}",
        p("name", "JOSE PEREZ"),
        p("name", "García López, Ana"),
        p("name", "Lucia P."),
        p("name", "T. Ibarra"),
        p("name", "Emily"),
        p("name", "Xochitl Ramirez"),
        f"{p('name', 'Maria de la Cruz')} ({t('me', 'yo')})",
        "iPad",
        t("Room 12", "Salón 12"),
    )
    rows = "".join(
        f'<div style="display:flex;gap:14px;align-items:center;padding:8px 18px;font-size:17px;border-bottom:1px solid {line}">{photo(n, 60) if n < 6 else ""}<span>{name}</span></div>'
        for n, name in enumerate(people)
    )
    return f'<body style="background:{bg};color:{fg}">{status()}<div style="text-align:center;padding:14px;font-size:18px;font-weight:500">{t("Participants (10)", "Participantes (10)")}</div>{rows}<p style="color:{dim};padding:0 18px">{t("Mute all", "Silenciar a todos")}</p>'


def invitation(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    bubble = f"margin:10px 14px;padding:12px 14px;border-radius:12px;background:{line};font-size:16px;line-height:24px"
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="display:flex;align-items:center;gap:12px;padding:10px 16px">{photo(1, 64)}<b>{p("name", "Emily Walker")}</b></div><div style="{bubble}">{t("You are invited to a Zoom meeting.", "Le invito a una reunión de Zoom.")}<br>{t("Tuesday, Nov 24, 2026, 9:00 AM", "Martes 24 nov 2026, 9:00 a. m.")}<br>https://us05web.zoom.us/j/{p("meeting", "55501002000")}<br>'
        f'{t("Meeting ID:", "ID de reunión:")} {p("meeting", "555 0100 2000")}<br>{t("Passcode:", "Código de acceso:")} {p("meeting", "Lun4r8")}<br>{t("Dial in:", "Por teléfono:")} {p("phone", "+1 301 555 0187")}</div><div style="{bubble}">{t("Questions? Call the school:", "¿Preguntas? Llame a la escuela:")} {SCHOOL_PHONE}<br>{t("or write to", "o escriba a")} {p("email", "e.walker@example.org")}</div>'
        f'<div style="{bubble}">{t("Thank you,", "Gracias,")} {p("name", "Emily")}</div><div style="color:{dim};padding:0 16px">{t("12 messages, 3 photos", "12 mensajes, 3 fotos")}</div>'
    )


def contact(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    rows = "".join(
        f'<div style="padding:14px 22px;border-top:1px solid {line}"><div style="font-size:18px">{value}</div><div style="font-size:14px;color:{dim}">{label}</div></div>'
        for value, label in (
            (p("phone", "(410) 555-0142"), t("Mobile", "Celular")),
            (p("phone", "+52 55 5555 0134"), t("Home", "Casa")),
            (p("phone", "443.555.0171"), t("Work", "Trabajo")),
            (p("email", "jose.perez_n@correo.example.org"), t("Email", "Correo")),
            (t("December 3", "3 de diciembre"), t("Birthday", "Cumpleaños")),
        )
    )
    return f'<body style="background:{bg};color:{fg}">{status()}<div style="display:flex;justify-content:center;padding:24px">{photo(3, 190)}</div><div style="text-align:center;font-size:26px;margin-bottom:20px">{p("name", "José Pérez Núñez")}</div>{rows}'


def portal(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    rows = "".join(
        f'<tr><td style="padding:8px 16px;border-top:1px solid {line}">{name}</td><td style="padding:8px 16px;border-top:1px solid {line}">{number}</td><td style="padding:8px 16px;border-top:1px solid {line}">{phone}</td><td style="padding:8px 16px;border-top:1px solid {line}">{grade}</td></tr>'
        for name, number, phone, grade in (
            (p("name", "García López, Ana"), p("student-id", "S-204513"), p("phone", "410-555-0163"), "92"),
            (p("name", "Pérez Núñez, José"), p("student-id", "S-204587"), p("phone", "410-555-0164"), "88"),
            (p("name", "PEÑA, LUCÍA"), p("student-id", "S-204590"), p("phone", "443 555 0165"), "95"),
            (p("name", "Tomas Ibarra"), p("student-id", "S-204611"), p("phone", "555-0166"), "79"),
        )
    )
    return (
        f'<body style="background:{bg};color:{fg};font-size:15px"><div style="display:flex;align-items:center;gap:16px;padding:16px 30px;background:{line}">{photo(4, 70, "8px")}<div><b style="font-size:19px">{p("name", "Xóchitl Ramírez")}</b><div>{t("Student ID:", "Número de estudiante:")} {p("student-id", "100204512")}</div></div><div style="margin-left:50px">{t("Lunch number", "Número de comedor")}: {p("student-id", "12")}<br>{t("Grade 3", "Grado 3")}</div></div>'
        f'<table style="border-collapse:collapse;margin:24px 30px;font-size:15px"><tr><th style="text-align:left;padding:8px 16px">{t("Student", "Alumno")}</th><th style="text-align:left;padding:8px 16px">{t("Student number", "Número de alumno")}</th><th style="text-align:left;padding:8px 16px">{t("Phone", "Teléfono")}</th><th style="padding:8px 16px">{t("Grade", "Nota")}</th></tr>{rows}</table><p style="margin:0 30px;color:{dim}">{t("School year 2026-2027. 24 students, room 118.", "Ciclo escolar 2026-2027. 24 alumnos, salón 118.")}</p>'
    )


def people(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    rows = "".join(
        f'<div style="display:flex;gap:18px;align-items:center;padding:12px 0;border-bottom:1px solid {line}">{photo(n + 2, 56)}<div style="flex:1;font-size:16px">{name}</div><div style="font-size:14px;color:{dim}">{mail}</div></div>'
        for n, (name, mail) in enumerate(
            (
                (p("name", "Ana Garcia"), p("email", "ana.garcia@alumnos.example.org")),
                (p("name", "Núñez, J."), p("email", "jperez27@example.org")),
                (p("name", "Lucía"), p("email", "lucia-p@example.org")),
                (p("name", "Solis Tomas"), p("email", "tomas_ibarra@example.org")),
            )
        )
    )
    return f'<body style="background:{bg};color:{fg}"><div style="width:900px;margin:30px auto"><h2 style="color:#1967d2;border-bottom:1px solid #1967d2;padding-bottom:14px">{t("Classmates", "Compañeros")}</h2>{rows}<p style="font-size:14px;color:{dim}">{t("Class code:", "Código de la clase:")} {p("meeting", "x7kq2mb")}</p></div>'


def meeting(t: T, dark: bool) -> str:
    tiles = "".join(
        f'<div style="position:relative;width:300px;height:300px;overflow:hidden;border-radius:8px">{photo(n, 300, "8px")}<span style="position:absolute;left:8px;bottom:8px;background:#000b;color:#fff;padding:3px 8px;font-size:14px;border-radius:3px">{p("name", name)}</span></div>'
        for n, name in enumerate(("Ana García", "Emily W.", "XOCHITL RAMIREZ"))
    )
    return f'<body style="background:#18191b;color:#eee"><div style="padding:14px 24px;font-size:14px">{t("Meeting ID", "ID de la reunión")} {p("meeting", "987 6543 2101")} &nbsp; {t("Passcode", "Código de acceso")} {p("meeting", "483920")}</div><div style="display:flex;gap:16px;padding:20px 24px">{tiles}</div><div style="display:flex;gap:40px;justify-content:center;font-size:13px;padding:16px"><span>{t("Mute", "Silenciar")}</span><span>{t("Stop Video", "Detener video")}</span><span>{t("Participants 3", "Participantes 3")}</span><span>{t("More", "Más")}</span></div>'


def chats(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    rows = "".join(
        f'<div style="display:flex;gap:14px;align-items:center;padding:10px 16px">{photo(n, 62) if n != 2 else ""}<div><b style="font-weight:500;font-size:17px">{name}</b><div style="font-size:14px;color:{dim};margin-top:3px">{last}</div></div></div>'
        for n, (name, last) in enumerate(
            (
                (p("name", "Ana"), t("See you tomorrow", "Nos vemos mañana")),
                (p("phone", "+1 (410) 555-0199"), t("Who is this?", "¿Quién es?")),
                (t("Third grade", "Tercer grado"), f"{p('name', 'Lucía')}: {t('Is there class?', '¿Hay clase?')}"),
                (p("name", "Jose Perez N."), p("email", "jose.p@example.org")),
                (p("name", "María Ortega"), t("Photo", "Foto")),
                (t("Office", "Oficina"), SCHOOL_PHONE),
            )
        )
    )
    return f'<body style="background:{bg};color:{fg}">{status()}<div style="padding:14px 16px;font-size:23px;font-weight:700;border-bottom:1px solid {line}">{t("Chats", "Conversaciones")}</div>{rows}'


def sign_in(t: T, dark: bool) -> str:
    bg, fg, dim, line = colors(dark)
    box = f"border:1px solid {dim};border-radius:6px;padding:15px;margin:8px 0 18px;font-size:16px"
    return (
        f'<body style="background:{bg};color:{fg};padding:50px 26px;font-size:15px"><h2>{t("Parent portal", "Portal de padres")}</h2>{t("User", "Usuario")}<div style="{box}">{p("email", "familia.ortega@example.org")}</div>{t("Student ID", "Número de alumno")}<div style="{box}">{p("student-id", "00451298")}</div>PIN<div style="{box}">{p("meeting", "7391")}</div>'
        f'{t("Meeting passcode", "Código de acceso de la reunión")}<div style="{box}">{p("meeting", "9Qf!27")}</div><div style="background:#0b4f6c;color:#fff;border-radius:6px;padding:14px;text-align:center">{t("Sign in", "Entrar")}</div><p style="color:{dim}">{t("Version 4.12.0, updated 11/20/2026 at 10:24", "Versión 4.12.0, actualizada el 20/11/2026 a las 10:24")}</p><div style="height:1px;background:{line}"></div>'
    )


PAGES = (
    Page("participants", 390, 844, participants),
    Page("invitation", 360, 760, invitation),
    Page("contact", 412, 860, contact),
    Page("roster", 1024, 600, portal, "Liberation Sans"),
    Page("people", 1280, 640, people),
    Page("meeting", 1000, 480, meeting),
    Page("chats", 393, 740, chats, "Noto Sans"),
    Page("sign-in", 390, 760, sign_in),
)
