# ruff: noqa: E501  (markup reads better in whole lines)
"""Test screens that were drawn and measured before the finder was changed again. Attributes as in ``more_pages``.

``data-p`` marks a thing whose middle is a point to ask for: the answer is the ``data-o`` around it.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.bench.screen.more_pages import button, face, field, glyph, link, spacer, text
from tests.bench.screen.pages import Page, status

T = Callable[[str, str], str]


def row(inner: str, style: str) -> str:
    return f'<div data-o data-kind="row" style="display:flex;align-items:center;{style}">{inner}</div>'


def one_ui(t: T, dark: bool) -> str:
    """Settings in rounded cards, with round coloured icons, and no lines in some of the cards."""
    bg, card, fg, dim = (
        ("#010101", "#171719", "#fafafa", "#98989c") if dark else ("#f4f4f7", "#fcfcff", "#16161a", "#75757a")
    )

    def settings(items: list[tuple[str, str, str, str]], lines: bool) -> str:
        rows = "".join(
            row(
                f'<div data-p style="flex:none;width:30px;height:30px;border-radius:50%;background:{color};display:flex;align-items:center;justify-content:center">{glyph(name, 18, "#fff")}</div>'
                f'<div style="flex:1;padding:13px 0;{f"border-top:1px solid {dim}40" if lines and n else ""}"><div style="font-size:17px">{text(title)}</div><div style="font-size:13px;color:{dim};margin-top:2px">{below}</div></div>',
                "gap:18px;padding:0 22px",
            )
            for n, (name, title, below, color) in enumerate(items)
        )
        return f'<div style="background:{card};border-radius:26px;margin:0 10px 12px;padding:6px 0">{rows}</div>'

    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="display:flex;align-items:center;height:64px;padding:0 24px"><span style="font-size:22px;font-weight:600">{link(t("Settings", "Ajustes"))}</span>{spacer()}{glyph("more", 22)}</div>'
        + settings(
            [
                ("share", t("Connections", "Conexiones"), "Wi-Fi  •  Bluetooth", "#3e7bfa"),
                ("chat", t("Connected devices", "Dispositivos conectados"), "Quick Share", "#6d5bd0"),
            ],
            True,
        )
        + settings(
            [
                (
                    "settings",
                    t("Modes and Routines", "Modos y rutinas"),
                    t("Sleep  •  Driving", "Sueño  •  Conducción"),
                    "#8b57c9",
                ),
                (
                    "mic",
                    t("Sounds and vibration", "Sonidos y vibración"),
                    t("Sound mode  •  Ringtone", "Modo de sonido  •  Tono"),
                    "#c5459b",
                ),
                ("raise-hand", t("Notifications", "Notificaciones"), t("Status bar", "Barra de estado"), "#e0643c"),
            ],
            False,
        )
        + settings(
            [
                (
                    "camera",
                    t("Display", "Pantalla"),
                    t("Brightness  •  Eye comfort", "Brillo  •  Protección ocular"),
                    "#2f9e6c",
                ),
                ("menu", t("Battery", "Batería"), t("Power saving", "Ahorro de energía"), "#37a3a5"),
            ],
            True,
        )
    )


def teams_login(t: T, dark: bool) -> str:
    bg, card, fg, line, blue = (
        ("#1b1a19", "#292827", "#f3f2f1", "#8a8886", "#6cb8f6")
        if dark
        else ("#dfe6ee", "#fff", "#1b1b1b", "#666", "#0067b8")
    )
    return (
        f'<body style="background:linear-gradient(135deg,{bg},{"#32314a" if dark else "#c6d3e6"});color:{fg};font-family:Noto Sans"><div style="position:absolute;left:463px;top:110px;width:440px;background:{card};padding:44px;box-shadow:0 2px 6px #0003"><div style="font-size:18px;font-weight:600;color:{line};margin-bottom:16px">Microsoft</div><div style="font-size:24px;font-weight:600;margin-bottom:18px">{link(t("Sign in", "Iniciar sesión"))}</div>'
        + f'<div data-o data-kind="field" style="border-bottom:1px solid {line};height:36px;display:flex;align-items:center;font-size:15px;color:{line};margin-bottom:16px">{text(t("Email, phone, or Skype", "Correo, teléfono o Skype"))}</div>'
        + f'<div style="font-size:13px;margin-bottom:14px">{t("No account?", "¿No tiene cuenta?")} {link(t("Create one!", "¡Cree una!"), f"color:{blue}")}</div><div style="font-size:13px;margin-bottom:24px">{link(t("Can’t access your account?", "¿No puede acceder a su cuenta?"), f"color:{blue}")}</div><div style="display:flex;justify-content:flex-end;gap:4px">'
        + button(
            t("Back", "Atrás"), f"height:32px;width:108px;background:{'#484644' if dark else '#ccc'};font-size:15px"
        )
        + button(
            t("Next", "Siguiente"),
            f"height:32px;width:108px;background:{'#2f8ad8' if dark else '#0067b8'};color:#fff;font-size:15px",
        )
        + f'</div></div><div data-o data-kind="button" style="position:absolute;left:463px;top:470px;width:440px;height:48px;background:{card};display:flex;align-items:center;gap:14px;padding:0 44px;font-size:15px;box-shadow:0 2px 6px #0003">{glyph("settings", 22)}{text(t("Sign-in options", "Opciones de inicio de sesión"))}</div>'
        f'<div style="position:absolute;right:20px;bottom:8px;font-size:12px">{link(t("Terms of use", "Términos de uso"))} &nbsp; &nbsp; {link(t("Privacy & cookies", "Privacidad y cookies"))}</div>'
    )


def grades(t: T, dark: bool) -> str:
    """A portal with a table, as schools have it."""
    bg, card, fg, line, side = (
        ("#1c2430", "#232d3b", "#e8edf3", "#3c495b", "#151b24")
        if dark
        else ("#e9edf2", "#fff", "#20303f", "#c9d2dc", "#2b4a6f")
    )
    nav = "".join(
        row(
            f"{glyph(name, 20, '#fff')}{text(words)}",
            f"gap:12px;height:44px;padding:0 16px;font-size:14px;color:#fff;{'background:#4a7ab5' if n == 0 else ''}",
        )
        for n, (name, words) in enumerate(
            (
                ("menu", t("Grades and Attendance", "Notas y asistencia")),
                ("chat", t("Teacher Comments", "Comentarios")),
                ("share", t("School Bulletin", "Boletín escolar")),
                ("settings", t("Account Preferences", "Preferencias")),
            )
        )
    )
    courses = (
        (t("Mathematics", "Matemáticas"), "A", "B+", "2"),
        (t("Language Arts", "Lengua y literatura"), "B", "A-", "0"),
        (t("Science", "Ciencias"), "A", "A", "1"),
        (t("Social Studies", "Estudios sociales"), "C", "B", "4"),
        (t("Physical Education", "Educación física"), "A", "A", "0"),
    )
    head = "".join(
        f'<th style="padding:9px;border:1px solid {line};background:{side};color:#fff;font-size:13px">{words}</th>'
        for words in (t("Course", "Materia"), "Q1", "Q2", t("Absences", "Faltas"))
    )
    rows = "".join(
        f'<tr><td style="padding:9px 12px;border:1px solid {line};text-align:left">{link(name)}</td>'
        + "".join(
            f'<td style="border:1px solid {line};width:120px;color:{"#7db3f0" if dark else "#1a5fb4"}">{value}</td>'
            for value in values
        )
        + "</tr>"
        for name, *values in courses
    )
    tabs = "".join(
        button(
            words,
            f"height:38px;padding:0 20px;font-size:14px;border:1px solid {line};border-bottom:{'none' if n == 0 else f'1px solid {line}'};border-radius:6px 6px 0 0;background:{card if n == 0 else bg}",
        )
        for n, words in enumerate(
            (
                t("Attendance By Class", "Asistencia por clase"),
                t("Standards", "Estándares"),
                t("Daily view", "Vista diaria"),
            )
        )
    )
    return (
        f'<body style="background:{bg};color:{fg};font-family:Liberation Sans"><div style="height:54px;background:{side};color:#fff;display:flex;align-items:center;padding:0 20px;gap:20px;font-size:20px;font-weight:700">PowerSchool{spacer()}<span style="font-size:13px;font-weight:400">{link(t("Welcome, family", "Bienvenida, familia"))}</span>'
        + button(
            t("Sign Out", "Cerrar sesión"),
            "height:30px;padding:0 14px;border:1px solid #fff8;border-radius:4px;font-size:13px;font-weight:400",
        )
        + f'</div><div style="display:flex"><div style="width:230px;background:{side};height:646px">{nav}</div><div style="flex:1;padding:22px"><div style="font-size:22px;margin-bottom:16px">{link(t("Grades and Attendance: Luna", "Notas y asistencia: Luna"))}</div><div style="display:flex;gap:4px">{tabs}</div><div style="background:{card};padding:20px;border:1px solid {line}">'
        f'<table style="border-collapse:collapse;font-size:14px;text-align:center;width:100%">{head}{rows}</table><div style="margin-top:16px;font-size:13px">{link(t("Show dropped classes also", "Mostrar también clases dadas de baja"), "color:#3d86d8")}</div></div></div></div>'
    )


def launcher(t: T, dark: bool) -> str:
    """The launcher of a Chromebook: apps without a frame, a search field, a shelf."""
    panel, fg, chip = ("#202124f2", "#e8eaed", "#3c4043") if dark else ("#f7f9fcf2", "#202124", "#e3e8ef")
    apps = "".join(
        f'<div style="width:112px;text-align:center;font-size:13px;margin-bottom:26px"><div style="width:52px;height:52px;border-radius:50%;margin:0 auto 8px;background:{color};display:flex;align-items:center;justify-content:center">{glyph(name, 28, "#fff")}</div>{link(words)}</div>'
        for name, words, color in (
            ("menu", "Classroom", "#1e8e3e"),
            ("chat", t("Messages", "Mensajes"), "#1a73e8"),
            ("camera", t("Camera", "Cámara"), "#d93025"),
            ("share", t("Files", "Archivos"), "#188038"),
            ("settings", t("Settings", "Configuración"), "#5f6368"),
            ("plus", t("Web Store", "Tienda web"), "#f29900"),
            ("mic", "Screencast", "#a142f4"),
            ("raise-hand", t("Calculator", "Calculadora"), "#12b5cb"),
        )
    )
    shelf = "".join(
        f'<div style="width:36px;height:36px;border-radius:50%;background:{color}"></div>'
        for color in ("#4285f4", "#ea4335", "#34a853", "#fbbc05")
    )
    return (
        f'<body style="background:radial-gradient(circle at 70% 30%,#f5c77e,#c9628a 45%,#37407a);color:{fg}"><div style="position:absolute;left:10px;top:90px;width:600px;height:560px;border-radius:18px;background:{panel};padding:24px 34px"><div data-o data-kind="field" style="height:48px;border-radius:24px;background:{chip};display:flex;align-items:center;gap:14px;padding:0 18px;font-size:15px;margin-bottom:20px">'
        f'{glyph("menu", 20)}{text(t("Search your device, apps, settings", "Busca en tu dispositivo y en la web"))}{spacer()}{glyph("mic", 20)}</div><div style="font-size:13px;font-weight:500;margin-bottom:10px">{link(t("Continue where you left off", "Continuar donde lo dejaste"))}</div><div style="display:flex;gap:10px;margin-bottom:28px">'
        + button(
            t("Permission slip.pdf", "Hoja de permiso.pdf"),
            f"flex:1;height:52px;border-radius:14px;background:{chip};font-size:13px",
            glyph("share", 20),
        )
        + button(
            t("Join class", "Entrar a clase"),
            f"flex:1;height:52px;border-radius:14px;background:{chip};font-size:13px",
            glyph("camera", 20),
        )
        + f'</div><div style="display:flex;flex-wrap:wrap;gap:8px">{apps}</div></div><div style="position:absolute;left:0;right:0;bottom:0;height:52px;background:#20212499;display:flex;gap:14px;justify-content:center;align-items:center">{shelf}</div>'
        + '<div style="position:absolute;right:10px;bottom:8px">'
        + button(
            f"{t('Nov', '24 nov')} &nbsp;10:24",
            "height:36px;padding:0 16px;border-radius:18px;background:#3c4043;color:#fff;font-size:13px",
        )
        + "</div>"
    )


def compose(t: T, dark: bool) -> str:
    """Writing a mail on a phone, with the keyboard open."""
    bg, fg, dim, line, keys, key = (
        ("#131314", "#e3e3e3", "#9a9ca0", "#3a3c40", "#1d1e21", "#3b3d42")
        if dark
        else ("#fff", "#1f1f1f", "#5f6368", "#e1e3e6", "#e8eaef", "#fff")
    )
    board = "".join(
        '<div style="display:flex;justify-content:center;gap:5px;margin-bottom:9px">'
        + "".join(
            f'<div style="width:33px;height:42px;border-radius:6px;background:{key};display:flex;align-items:center;justify-content:center;font-size:20px">{letter}</div>'
            for letter in letters
        )
        + "</div>"
        for letters in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    )
    lines = "".join(
        row(
            f"{text(label)}{rest}",
            f"height:52px;padding:0 18px;font-size:16px;border-bottom:1px solid {line};color:{dim}",
        )
        for label, rest in (
            (t("From", "De"), f'<span style="color:{fg};margin-left:24px">luna@example.org</span>'),
            (t("To", "Para"), ""),
            (t("Subject", "Asunto"), ""),
        )
    )
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="display:flex;align-items:center;height:56px;padding:0 12px;gap:6px"><div data-o data-kind="button" style="width:44px;height:44px;display:flex;align-items:center;justify-content:center">{glyph("back", 24)}</div><span style="font-size:20px">{link(t("Compose", "Redactar"))}</span>{spacer()}{glyph("share", 24)}&nbsp; &nbsp;{glyph("more", 24)}</div>{lines}'
        f'<div style="padding:16px 18px;font-size:16px;color:{dim}">{link(t("Compose email", "Redactar correo"))}</div><div style="position:absolute;left:0;right:0;bottom:0;background:{keys};padding:10px 4px 26px"><div style="display:flex;text-align:center;font-size:15px;margin:2px 0 12px"><span style="flex:1">{link(t("Thanks", "Gracias"))}</span><span style="flex:1;border-left:1px solid {dim}60;border-right:1px solid {dim}60">{link(t("Hello", "Hola"))}</span><span style="flex:1">{link(t("Good", "Buenos"))}</span></div>{board}<div style="display:flex;gap:5px;justify-content:center">'
        + button(
            "?123",
            f"width:56px;height:42px;border-radius:21px;background:{'#4c5b73' if dark else '#c9d6f0'};font-size:14px",
        )
        + button(
            t("English", "Español"),
            f"width:210px;height:42px;border-radius:6px;background:{key};font-size:13px;color:{dim}",
        )
        + f'<div style="width:72px;height:42px;border-radius:21px;background:{"#a8c7fa" if dark else "#0b57d0"}"></div></div></div>'
    )


def messenger(t: T, dark: bool) -> str:
    """A chat with buttons of a page, pictures, and a field at the bottom."""
    bg, fg, dim, gray = ("#000", "#e4e6eb", "#8a8d91", "#303030") if dark else ("#fff", "#050505", "#65676b", "#f0f0f0")
    blue = "#2e89ff" if dark else "#0a7cff"

    def bubble(words: str, mine: bool) -> str:
        return f'<div style="display:flex;{"justify-content:flex-end" if mine else ""};margin:3px 12px"><div style="max-width:74%;padding:9px 14px;border-radius:20px;font-size:16px;line-height:21px;background:{f"linear-gradient({blue},#8a3ffc)" if mine else gray};color:{"#fff" if mine else fg}">{words}</div></div>'

    choices = "".join(
        button(
            words,
            f"height:38px;border-radius:8px;margin-top:6px;background:{'#4a4b4d' if dark else '#fff'};font-size:15px;font-weight:600;color:{'#fff' if dark else '#050505'}",
        )
        for words in (t("Talk to a person", "Hablar con una persona"), t("School calendar", "Calendario escolar"))
    )
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="display:flex;align-items:center;gap:14px;height:58px;padding:0 14px;border-bottom:1px solid {gray}">{glyph("back", 24, blue)}{face(1, 38)}<div><b style="font-size:17px">{link("Escuela Los Robles")}</b><div style="font-size:13px;color:{dim}">{t("Active now", "Activo(a) ahora")}</div></div>{spacer()}{glyph("camera", 26, blue)}</div>'
        f'<div style="text-align:center;font-size:12px;color:{dim};margin:20px 0 12px">{t("TODAY AT 9:41 AM", "HOY A LAS 9:41 A.M.")}</div>'
        + bubble(link(t("Good morning, how do I join the class?", "Buenos días, ¿cómo entro a la clase?")), True)
        + bubble(
            t("Good morning! Open this link:", "¡Buenos días! Abra este enlace:")
            + f" {link('zoom.us/j/5550100200', 'text-decoration:underline')}",
            False,
        )
        + f'<div style="margin:10px 12px;width:264px;border-radius:18px;background:{gray};padding:12px"><div style="font-size:15px;line-height:20px;padding:0 2px 4px">{t("What else do you need?", "¿Qué más necesita?")}</div>{choices}</div>'
        + bubble(link(t("Thank you very much", "Muchas gracias")), True)
        + f'<div style="position:absolute;left:0;right:0;bottom:0;display:flex;gap:12px;align-items:center;padding:10px 12px 22px;background:{bg}">{glyph("plus", 26, blue)}{glyph("mic", 26, blue)}'
        + field(
            "Aa", f"flex:1;height:38px;border-radius:19px;background:{gray};padding:0 14px;font-size:16px;color:{dim}"
        )
        + f"{glyph('raise-hand', 26, blue)}</div>"
    )


def cookies(t: T, dark: bool) -> str:
    """A news page of a school, under a banner about cookies."""
    bg, fg, card, line = (
        ("#14191f", "#e7ebef", "#212a33", "#4b5864") if dark else ("#faf9f5", "#26323c", "#fff", "#c8d0d7")
    )
    news = "".join(
        f'<div style="flex:1"><div style="height:130px;border-radius:6px;background:linear-gradient({angle}deg,hsl({angle},45%,50%),hsl({angle + 90},40%,65%))"></div><div style="font-size:17px;font-weight:700;margin:10px 0 4px">{link(title)}</div><div style="font-size:13px;opacity:.8">{below}</div></div>'
        for title, below, angle in (
            (
                t("Winter concert", "Concierto de invierno"),
                t("Songs by all grades", "Canciones de todos los grados"),
                30,
            ),
            (t("Free dental visits", "Dentista sin costo"), t("Bring the signed form", "Traiga la hoja firmada"), 150),
            (t("Bus changes", "Cambios de camión"), t("Route 4 stops earlier", "La ruta 4 pasa antes"), 250),
        )
    )
    return (
        f'<body style="background:{bg};color:{fg};font-family:Noto Sans"><div style="height:64px;background:#2f6f4f;color:#fff;display:flex;align-items:center;gap:28px;padding:0 40px;font-size:15px"><b style="font-size:20px">Los Robles</b>{spacer()}{link(t("News", "Noticias"))}{link(t("Families", "Familias"))}{link(t("Translate", "Traducir"))}{glyph("menu", 22, "#fff")}</div><div style="display:flex;gap:24px;padding:26px 40px">{news}</div>'
        f'<div style="position:absolute;left:0;right:0;bottom:0;background:{card};border-top:1px solid {line};padding:22px 40px;box-shadow:0 -4px 18px #0003"><b style="font-size:17px">{link(t("We value your privacy", "Cuidamos su privacidad"))}</b><p style="font-size:13px;line-height:20px;margin:8px 0 16px">{t("We use cookies to remember your language and to count visits. Read our", "Usamos cookies para recordar su idioma y contar visitas. Lea nuestra")} {link(t("cookie policy", "política de cookies"), "color:#3d8fd1;text-decoration:underline")}.</p><div style="display:flex;gap:12px">'
        + button(
            t("Accept all", "Aceptar todas"),
            "height:42px;padding:0 26px;background:#2f6f4f;color:#fff;border-radius:4px;font-size:14px;font-weight:700",
        )
        + button(
            t("Reject all", "Rechazar todas"),
            "height:42px;padding:0 26px;border:1px solid #2f6f4f;border-radius:4px;font-size:14px;font-weight:700",
        )
        + button(
            t("Cookie settings", "Configurar cookies"),
            f"height:42px;padding:0 26px;border:1px solid {line};border-radius:4px;font-size:14px",
        )
        + "</div></div>"
    )


def dojo(t: T, dark: bool) -> str:
    """Classes and a story, with a badge on a tab, rows without lines, and a button whose colour changes."""
    bg, fg, dim, card = (
        ("#1d1b2e", "#f3f0ff", "#a49fc0", "#2a2742") if dark else ("#fff", "#2b2540", "#7c7690", "#f6f3ff")
    )
    kids = "".join(
        row(
            f'{face(n + 1, 44)}<div style="flex:1"><div style="font-size:17px;font-weight:600">{text(name)}</div><div style="font-size:13px;color:{dim}">{where}</div></div><span style="color:{dim};font-size:20px">›</span>',
            "gap:14px;padding:12px 20px",
        )
        for n, (name, where) in enumerate(
            (
                (t("Room 12 story", "Historia del salón 12"), t("2 new photos", "2 fotos nuevas")),
                (t("School story", "Historia de la escuela"), t("Menu for next week", "Menú de la próxima semana")),
                (t("My portfolio", "Mi portafolio"), t("Nothing new", "Nada nuevo")),
            )
        )
    )
    tabs = "".join(
        f'<div data-o data-kind="button" style="flex:1;height:62px;text-align:center;padding-top:8px;font-size:12px"><div style="position:relative;width:26px;margin:0 auto">{glyph(name, 26)}{f"""<span data-p style="position:absolute;left:16px;top:-4px;width:18px;height:18px;border-radius:9px;background:#f0365b;color:#fff;font-size:11px;line-height:18px">{n + 1}</span>""" if n == 1 else ""}</div>{link(words)}</div>'
        for n, (name, words) in enumerate(
            (("menu", t("Home", "Inicio")), ("chat", t("Messages", "Mensajes")), ("settings", t("Account", "Cuenta")))
        )
    )
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="padding:14px 20px;font-size:28px;font-weight:800">{link(t("Hello!", "¡Hola!"))}</div><div style="margin:0 20px 18px;border-radius:20px;background:{card};padding:20px"><div style="font-size:17px;font-weight:700;margin-bottom:6px">{link(t("Join your child’s class", "Únase a la clase de su hijo"))}</div><div style="font-size:14px;color:{dim};margin-bottom:14px">{t("Type the code that the teacher sent.", "Escriba el código que mandó la maestra.")}</div>'
        + button(
            t("Add code", "Agregar código"),
            "height:50px;border-radius:25px;background:linear-gradient(90deg,#7b4dff,#ff5fa2);color:#fff;font-size:17px;font-weight:700",
        )
        + f'</div><div style="padding:6px 20px;font-size:14px;font-weight:700;color:{dim}">{link(t("YOUR STORIES", "SUS HISTORIAS"))}</div>{kids}<div style="position:absolute;left:0;right:0;bottom:0;display:flex;border-top:1px solid {dim}50;padding-bottom:14px">{tabs}</div>'
    )


PAGES = (
    Page("one-ui", 384, 832, one_ui),
    Page("launcher", 1280, 720, launcher),
    Page("teams-login", 1366, 700, teams_login),
    Page("grades", 1366, 700, grades, "Liberation Sans"),
    Page("compose", 393, 852, compose),
    Page("messenger", 360, 780, messenger),
    Page("cookies", 1280, 720, cookies, "Noto Sans"),
    Page("dojo", 390, 844, dojo, "Noto Sans"),
)
