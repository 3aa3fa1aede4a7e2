# ruff: noqa: E501  (markup reads better in whole lines)
"""More test screens, drawn after the finder was made and never used to tune it. Attributes as in ``pages``.

``data-i`` names a file of ``assets/icons``, drawn in the screen's own colours; ``data-kind`` says ``button`` or ``field``.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.bench.screen.pages import Page, status

T = Callable[[str, str], str]
ROOT = Path(__file__).parents[3]


@cache
def _data(path: Path, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def glyph(name: str, size: int = 24, color: str = "currentColor", label: bool = True) -> str:
    """One of the icons that annotator brings along, in any colour."""
    url = _data(ROOT / "assets" / "icons" / f"{name}.png", "image/png")
    mark = f' data-i="{name}.png"' if label else ""
    return f'<span data-name="{name}"{mark} style="flex:none;display:inline-block;width:{size}px;height:{size}px;background:{color};-webkit-mask:url({url}) 0 0/100% 100%"></span>'


def text(words: str, style: str = "") -> str:
    return f'<span data-t style="{style}">{words}</span>'


def link(words: str, style: str = "") -> str:
    return f'<span data-t data-link style="{style}">{words}</span>'


def button(words: str, style: str, before: str = "") -> str:
    return f'<div data-o data-kind="button" style="display:flex;align-items:center;justify-content:center;gap:8px;text-align:center;{style}">{before}{text(words)}</div>'


def field(words: str, style: str) -> str:
    return f'<div data-o data-kind="field" style="display:flex;align-items:center;{style}">{text(words)}</div>'


def spacer() -> str:
    return '<span style="flex:1"></span>'


def face(n: int, size: int) -> str:
    """A round picture without a person: a garden, a sky, initials."""
    grounds = (
        "linear-gradient(160deg,#87b5d9,#e8d7b0 60%,#6c8f4e)",
        "radial-gradient(circle at 40% 35%,#ffe08a,#e08a3c 50%,#7a3f2c)",
        "#7b5ea7",
        "linear-gradient(45deg,#2c5364,#8fc1b5)",
        "#c2703d",
    )
    letters = ("", "", "R", "", "M")
    return (
        f'<div style="flex:none;width:{size}px;height:{size}px;border-radius:50%;background:{grounds[n % 5]};color:#fff;display:flex;align-items:center;'
        f'justify-content:center;font-size:{size // 2}px">{letters[n % 5]}</div>'
    )


def chat_list(t: T, dark: bool) -> str:
    bg, fg, dim, chip, on = (
        ("#0b141a", "#e9edef", "#8696a0", "#1f2c34", "#103529")
        if dark
        else ("#fff", "#0a0a0a", "#5b6b73", "#f0f2f5", "#d8fdd2")
    )
    chats = (
        (
            t("Third grade families", "Familias de tercero"),
            t("Rosa: See you on Friday", "Rosa: Nos vemos el viernes"),
            "10:12",
        ),
        (t("School office", "Oficina de la escuela"), t("The bus is late today", "Hoy el camión viene tarde"), "9:58"),
        (t("Soccer team", "Equipo de fútbol"), t("Photo", "Foto"), t("Yesterday", "Ayer")),
        (t("Library", "Biblioteca"), t("Two books are due", "Dos libros por devolver"), t("Yesterday", "Ayer")),
        (t("Aunt", "Tía"), t("Voice call", "Llamada de voz"), t("Monday", "lunes")),
    )
    rows = "".join(
        f'<div data-row style="display:flex;gap:14px;align-items:center;padding:11px 16px">{face(n, 50)}<div style="flex:1"><div style="display:flex"><b style="font-weight:500;font-size:17px">{link(name)}</b>{spacer()}'
        f'<span style="font-size:12px;color:{dim}">{when}</span></div><div style="font-size:14px;color:{dim};margin-top:3px">{link(last)}</div></div></div>'
        for n, (name, last, when) in enumerate(chats)
    )
    chips = "".join(
        button(
            words,
            f"height:34px;padding:0 14px;border-radius:17px;font-size:14px;background:{on if n == 0 else chip};color:{fg if n or dark else '#1b8748'}",
        )
        for n, words in enumerate((t("All", "Todos"), t("Unread", "No leídos"), t("Groups", "Grupos")))
    )
    nav = "".join(
        f'<div style="flex:1;text-align:center;font-size:12px;font-weight:500">{glyph(name, 24)}<br>{link(words)}</div>'
        for name, words in (
            ("chat", "Chats"),
            ("camera", t("Calls", "Llamadas")),
            ("settings", t("Tools", "Herramientas")),
        )
    )
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="display:flex;align-items:center;gap:22px;height:56px;padding:0 16px"><b style="font-size:23px;color:#1daa61">WhatsApp</b>{spacer()}{glyph("more", 22)}</div>'
        + field(
            t("Ask or search", "Pregunta o busca"),
            f"margin:4px 16px 12px;height:46px;border-radius:23px;background:{chip};padding:0 20px;font-size:16px;color:{dim}",
        )
        + f'<div style="display:flex;gap:8px;padding:0 16px 10px">{chips}</div>{rows}<div style="position:absolute;right:18px;bottom:100px;width:56px;height:56px;border-radius:16px;background:#1daa61;display:flex;'
        f'align-items:center;justify-content:center">{glyph("plus", 26, "#fff")}</div><div style="position:absolute;bottom:0;left:0;right:0;display:flex;padding:12px 0 18px;border-top:1px solid {chip}">{nav}</div>'
    )


def classroom_code(t: T, dark: bool) -> str:
    blue = "#a8c7fa" if dark else "#0b57d0"
    bg, fg, dim, line = (
        ("#131314", "#e3e3e3", "#9aa0a6", "#8e918f") if dark else ("#fff", "#1f1f1f", "#5f6368", "#747775")
    )
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="display:flex;align-items:center;height:60px;padding:0 8px 0 16px;gap:16px">{glyph("back", 24)}<span style="font-size:22px">{link(t("Join class", "Unirse a la clase"))}</span>{spacer()}'
        + button(
            t("Join", "Unirse"),
            f"height:40px;padding:0 24px;border-radius:20px;background:{'#2d2e30' if dark else '#e3e3e3'};color:{'#7c7d80' if dark else '#a2a3a5'};font:500 14px Roboto",
        )
        + f'</div><p style="font-size:14px;margin:18px 20px 6px;color:{dim}">{t("You’re currently signed in as", "Actualmente accedió como")}</p><div style="display:flex;align-items:center;gap:14px;padding:8px 20px 22px;border-bottom:1px solid {"#3c4043" if dark else "#dadce0"}">{face(2, 40)}<div style="font-size:15px">Luna Flores</div>{spacer()}'
        + button(
            t("Switch account", "Cambiar cuenta"),
            f"height:36px;padding:0 14px;border-radius:18px;border:1px solid {line};font:500 13px Roboto;color:{'#a8c7fa' if dark else '#0b57d0'}",
        )
        + f'</div><p style="font-size:15px;line-height:22px;margin:18px 20px">{t("Ask your teacher for the class code, then enter it here.", "Pídele a tu maestra el código de la clase y escríbelo aquí.")}</p>'
        + field(
            t("Class code", "Código de la clase"),
            f"margin:0 20px;height:56px;border:1px solid {line};border-radius:4px;padding:0 16px;font-size:16px;color:{dim}",
        )
        + f'<p style="font-size:14px;line-height:21px;margin:26px 20px 0"><b style="font-weight:500">{t("To sign in with a class code", "Para acceder con un código de clase")}</b><br>• {t("Use an authorized account", "Usa una cuenta autorizada")}<br>• {t("Use a code with 5-8 letters or numbers, and no spaces", "Usa un código de 5 a 8 letras o números, sin espacios")}</p>'
        f'<p style="font-size:14px;line-height:21px;margin:16px 20px">{t("If you have trouble joining, go to the", "Si tienes problemas, consulta el")} {link(t("Help Center article", "artículo del Centro de ayuda"), f"color:{blue};text-decoration:underline")}.</p>'
    )


def badge(t: T, dark: bool) -> str:
    bg, fg, card, line = (
        ("#12161f", "#f0f3f8", "#1d2430", "#3d4757") if dark else ("#eaf0fb", "#14213d", "#fff", "#c5d0e2")
    )
    return (
        f'<body style="background:{bg};color:{fg}"><div style="width:620px;margin:34px auto;background:{card};border-radius:14px;padding:28px 40px;text-align:center;box-shadow:0 2px 14px #0003"><h2 style="margin:0 0 4px">{link(t("Hold your badge up to the camera", "Muestra tu tarjeta a la cámara"))}</h2>'
        f'<p style="font-size:14px;opacity:.75;margin:6px 0 20px">{t("Keep it steady, and not too close.", "Sin moverla, y no muy cerca.")}</p><div style="height:280px;border:3px dashed {line};border-radius:12px;background:linear-gradient(135deg,#5a6b7c,#2b3440 55%,#7a6a58);display:flex;align-items:center;justify-content:center">{glyph("camera", 72, "#fff")}</div>'
        '<div style="display:flex;gap:14px;justify-content:center;margin:22px 0 14px">'
        + button(
            t("Flip camera", "Girar cámara"),
            f"height:44px;width:170px;border:2px solid {line};border-radius:8px;font-size:15px",
        )
        + button(
            t("Type a code instead", "Mejor escribir un código"),
            "height:44px;padding:0 22px;background:#436cf2;color:#fff;border-radius:8px;font-size:15px",
        )
        + f"</div>{link(t('I forgot my badge at school', 'Olvidé mi tarjeta en la escuela'), 'color:#5b86f7;font-size:14px;text-decoration:underline')}</div>"
        f'<div style="position:absolute;right:24px;top:20px;display:flex;gap:10px;font-size:13px">{link(t("Help", "Ayuda"))}<span>|</span>{link(t("Teacher log in", "Acceso de maestros"))}</div>'
    )


def chrome_phone(t: T, dark: bool) -> str:
    tonal = "#004a77" if dark else "#d3e3fd"
    bar, page, fg, sheet = (
        ("#2b2b2f", "#131316", "#e5e5e9", "#303136") if dark else ("#fff", "#fafafa", "#1c1b1f", "#fff")
    )
    return (
        f'<body style="background:{page};color:{fg}"><div style="background:{bar}">{status()}<div style="display:flex;align-items:center;gap:14px;padding:6px 14px 10px">'
        + field(
            "app.zoom.us/wc/join",
            f"flex:1;height:42px;border-radius:21px;background:{'#3b3b40' if dark else '#eceef4'};padding:0 18px;font-size:16px",
        )
        + f'{glyph("plus", 24)}{glyph("more", 24)}</div></div><div style="padding:40px 28px;text-align:center;opacity:.9"><h2 style="font-weight:500">{t("Enter meeting info", "Datos de la reunión")}</h2>'
        + field(
            t("Your name", "Su nombre"),
            f"height:50px;border:1px solid #888;border-radius:10px;padding:0 16px;margin:16px 0;text-align:left;color:#888;background:{bar}",
        )
        + button(
            t("Join from browser", "Entrar desde el navegador"),
            "height:48px;border-radius:10px;background:#0e72ed;color:#fff;font:500 16px Roboto",
        )
        + f'<p style="font-size:12px;line-height:18px;margin-top:14px">{t("By clicking “Join”, you agree to our", "Al hacer clic en “Entrar”, acepta los")} {link(t("Terms of Service", "Términos del servicio"), "color:#0e72ed")} {t("and", "y la")} {link(t("Privacy Statement", "Declaración de privacidad"), "color:#0e72ed")}</p></div>'
        f'<div style="position:absolute;left:12px;right:12px;bottom:18px;background:{sheet};border-radius:22px;padding:22px;box-shadow:0 0 0 2000px #0006"><div style="display:flex;gap:14px;align-items:center;font-size:17px;line-height:23px">{glyph("mic", 24, "#0b57d0")}<span>{t("<b>app.zoom.us</b> wants to use your microphone", "<b>app.zoom.us</b> quiere usar tu micrófono")}</span></div>'
        f'<div style="margin-top:20px">{button(t("Allow while visiting the site", "Permitir al visitar el sitio"), f"height:52px;border-radius:26px;background:{tonal};font:500 15px Roboto")}'
        f'<div style="height:8px"></div>{button(t("Allow this time", "Permitir esta vez"), f"height:52px;border-radius:26px;background:{tonal};font:500 15px Roboto")}'
        f'<div style="height:8px"></div>{button(t("Never allow", "No permitir nunca"), f"height:52px;border-radius:26px;background:{tonal};font:500 15px Roboto")}</div></div>'
    )


def gmail_phone(t: T, dark: bool) -> str:
    bg, fg, dim, pill = (
        ("#141218", "#e6e0e9", "#a8a3ad", "#2b2930") if dark else ("#f8fafd", "#1f1f1f", "#5e5e62", "#eaf1fb")
    )
    mails = (
        (
            "Los Robles",
            t("Picture day is Thursday", "El jueves son las fotos"),
            t("Bring the blue form", "Traiga la hoja azul"),
        ),
        (
            "ParentSquare",
            t("1 new message", "1 mensaje nuevo"),
            t("Ms. Luna wrote to you", "La maestra Luna le escribió"),
        ),
        (
            "Zoom",
            t("Your meeting starts soon", "Su reunión va a empezar"),
            t("Join by phone or video", "Entre por teléfono o video"),
        ),
        (
            "Google",
            t("Security alert", "Alerta de seguridad"),
            t("A new sign-in on Android", "Nuevo acceso en Android"),
        ),
        ("Clever", t("Finish setting up", "Termine de configurar"), t("Only one step left", "Falta un solo paso")),
    )
    rows = "".join(
        f'<div style="display:flex;gap:16px;padding:12px 16px">{face(n + 1, 42)}<div style="flex:1"><div style="display:flex;font-size:16px"><b>{sender}</b>{spacer()}<span style="font-size:12px">{9 - n}:1{n}</span></div><div style="font-size:14px">{link(subject)}</div>'
        f'<div style="font-size:14px;color:{dim}">{link(line)}</div></div></div>'
        for n, (sender, subject, line) in enumerate(mails)
    )
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div data-o data-kind="field" style="margin:8px 14px;height:50px;border-radius:25px;background:{pill};display:flex;align-items:center;gap:16px;padding:0 8px 0 16px;font-size:17px">{glyph("menu", 24)}{text(t("Search in mail", "Buscar en el correo"))}{spacer()}{face(4, 34)}</div>'
        f'<div style="padding:8px 16px;font-size:12px;letter-spacing:.5px">{link(t("PRIMARY", "PRINCIPAL"))}</div>{rows}'
        + button(
            t("Compose", "Redactar"),
            f"position:absolute;right:16px;bottom:96px;height:56px;border-radius:16px;padding:0 20px;background:{'#004a77' if dark else '#c2e7ff'};font:500 15px Roboto;box-shadow:0 2px 6px #0005",
            glyph("plus", 22),
        )
        + f'<div style="position:absolute;left:0;right:0;bottom:0;height:80px;background:{"#1d1b20" if dark else "#edf2fa"};display:flex"><div style="flex:1;text-align:center;padding-top:14px;font-size:12px">{glyph("share", 24)}<br>{link(t("Mail", "Correo"))}</div><div style="flex:1;text-align:center;padding-top:14px;font-size:12px">{glyph("camera", 24)}<br>{link("Meet")}</div></div>'
    )


def zoom_audio(t: T, dark: bool) -> str:
    win, fg, line = ("#242424", "#f1f1f1", "#4a4a4a") if dark else ("#fff", "#232333", "#dcdce4")
    tools = "".join(
        f'<div style="width:92px;text-align:center;font-size:11px;color:#d8d8d8">{glyph(name, 24)}<br>{link(words)}</div>'
        for name, words in (
            ("mic-off", t("Unmute", "Reactivar audio")),
            ("camera-off", t("Start Video", "Iniciar video")),
            ("chat", "Chat"),
            ("share", t("Share Screen", "Compartir pantalla")),
            ("raise-hand", t("Raise Hand", "Levantar la mano")),
            ("more-horizontal", t("More", "Más")),
        )
    )
    return (
        f'<body style="background:#1a1a1a;color:{fg}"><div style="display:flex;gap:10px;padding:44px 60px;height:520px"><div style="flex:1;border-radius:10px;background:linear-gradient(120deg,#39424e,#7b6f63)"></div><div style="flex:1;border-radius:10px;background:#2b2b31;display:flex;align-items:center;justify-content:center;color:#fff;font-size:28px">'
        f'</div></div><div style="position:absolute;left:0;right:0;bottom:0;height:64px;background:#111;display:flex;align-items:center;padding:0 20px;justify-content:center">{tools}<div style="position:absolute;right:20px">{button(t("Leave", "Salir"), "height:32px;padding:0 18px;border-radius:8px;background:#e02828;color:#fff;font:500 13px Roboto")}</div></div>'
        f'<div style="position:absolute;left:390px;top:130px;width:500px;background:{win};border-radius:10px;box-shadow:0 6px 30px #000a;overflow:hidden"><div style="padding:12px 16px;font-size:13px;border-bottom:1px solid {line}">{t("Join Audio", "Entrar al audio")}</div><div style="display:flex;border-bottom:1px solid {line};font-size:14px;text-align:center">'
        f'<div style="flex:1;padding:12px">{link(t("Phone Call", "Llamada telefónica"))}</div><div style="flex:1;padding:12px;border-bottom:3px solid #0e72ed;font-weight:600">{link(t("Computer Audio", "Audio de la computadora"))}</div></div><div style="padding:40px 60px;text-align:center">'
        + button(
            t("Join with Computer Audio", "Entrar con el audio de la computadora"),
            "height:44px;border-radius:8px;background:#0e72ed;color:#fff;font:500 15px Roboto",
        )
        + f'<p style="margin:16px 0 30px">{link(t("Test Speaker and Microphone", "Probar altavoz y micrófono"), "color:#3d8bfd;font-size:13px")}</p><div style="text-align:left;font-size:12px">☐ {link(t("Automatically join audio by computer when joining a meeting", "Entrar siempre con el audio de la computadora"))}</div></div></div>'
    )


def google_login(t: T, dark: bool) -> str:
    bg, card, fg, line, blue = (
        ("#1e1f20", "#0e0e0e", "#e3e3e3", "#8e918f", "#a8c7fa")
        if dark
        else ("#f0f4f9", "#fff", "#1f1f1f", "#747775", "#0b57d0")
    )
    return (
        f'<body style="background:{bg};color:{fg}"><div style="margin:110px auto;width:900px;height:340px;background:{card};border-radius:28px;padding:36px;display:flex"><div style="flex:1"><b style="font-size:26px;color:#4285f4">G</b><div style="font-size:34px;margin:18px 0 10px">{link(t("Sign in", "Acceder"))}</div><div style="font-size:15px">{t("Use your school account", "Usa tu cuenta de la escuela")}</div></div><div style="flex:1;padding-top:54px">'
        + field(
            t("Email or phone", "Correo o teléfono"),
            f"height:54px;border:1px solid {line};border-radius:4px;padding:0 14px;font-size:16px;color:{line}",
        )
        + f'<div style="margin:10px 0 26px;font:500 14px Roboto;color:{blue}">{link(t("Forgot email?", "¿Olvidaste el correo?"))}</div><div style="font-size:13px;line-height:20px;opacity:.8">{t("Not your computer? Use Guest mode to sign in privately.", "¿No es tu computadora? Usa el modo invitado.")} {link(t("Learn more", "Más información"), f"color:{blue}")}</div>'
        f'<div style="display:flex;justify-content:flex-end;align-items:center;gap:30px;margin-top:34px;font:500 14px Roboto"><span style="color:{blue}">{link(t("Create account", "Crear cuenta"))}</span>'
        + button(
            t("Next", "Siguiente"), f"height:40px;padding:0 24px;border-radius:20px;background:{blue};color:{card}"
        )
        + f'</div></div></div><div style="display:flex;justify-content:space-between;width:900px;margin:-90px auto 0;font-size:12px">{link(t("English (United States)", "Español (Latinoamérica)"))}<span>{link(t("Help", "Ayuda"))} &nbsp; &nbsp; {link(t("Privacy", "Privacidad"))} &nbsp; &nbsp; {link(t("Terms", "Condiciones"))}</span></div>'
    )


def survey(t: T, dark: bool) -> str:
    bg, card, fg, line = (
        ("#2a2533", "#1f1b26", "#ece6f0", "#5d566b") if dark else ("#f0ebf8", "#fff", "#202124", "#dadce0")
    )
    box = f"background:{card};border:1px solid {line};border-radius:8px;padding:18px 22px;margin-bottom:12px"
    options = "".join(
        f'<div style="display:flex;gap:12px;align-items:center;height:40px;font-size:14px"><span style="width:18px;height:18px;border:2px solid #80868b;border-radius:50%"></span>{link(words)}</div>'
        for words in (
            t("In person", "En persona"),
            t("By phone", "Por teléfono"),
            t("By video call", "Por videollamada"),
        )
    )
    return (
        f'<body style="background:{bg};color:{fg}"><div style="padding:12px"><div style="height:96px;border-radius:8px;margin-bottom:12px;background:repeating-linear-gradient(45deg,#673ab7 0 18px,#7e57c2 18px 36px)"></div>'
        f'<div style="{box};border-top:10px solid #673ab7"><div style="font-size:25px;line-height:32px">{link(t("Parent conference sign-up", "Inscripción a juntas con padres"))}</div><p style="font-size:13px;margin:10px 0 0;color:#d93025">* {t("Indicates required question", "Indica que la pregunta es obligatoria")}</p></div>'
        f'<div style="{box}"><div style="font-size:16px">{t("Name of your child", "Nombre de su hijo o hija")} <span style="color:#d93025">*</span></div><div style="border-bottom:1px solid {line};margin-top:22px;padding-bottom:6px;font-size:14px;opacity:.65">{link(t("Your answer", "Tu respuesta"))}</div></div>'
        f'<div style="{box}"><div style="font-size:16px;margin-bottom:10px">{t("How can you come?", "¿Cómo puede venir?")}</div>{options}</div><div style="display:flex;align-items:center">'
        + button(
            t("Submit", "Enviar"),
            "height:36px;padding:0 24px;border-radius:4px;background:#673ab7;color:#fff;font:500 14px Roboto",
        )
        + f'{spacer()}<span style="font:500 14px Roboto;color:{"#b39ddb" if dark else "#673ab7"}">{link(t("Clear form", "Borrar formulario"))}</span></div></div>'
    )


def translate(t: T, dark: bool) -> str:
    bg, fg, pane, chip = (
        ("#101418", "#e0e2e8", "#1d2024", "#3b4858") if dark else ("#f8f9ff", "#191c20", "#fff", "#d7e3f8")
    )
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="display:flex;align-items:center;height:56px;padding:0 16px">{glyph("menu", 24)}{spacer()}<span style="font-size:19px">Google Translate</span>{spacer()}{face(1, 30)}</div>'
        f'<div style="background:{pane};border-radius:24px;margin:6px 10px;height:380px;padding:22px;font-size:28px;line-height:36px"><span style="opacity:.6">{link(t("Enter text", "Introduce el texto"))}</span></div><div style="display:flex;gap:10px;margin:12px 10px;align-items:center">'
        + button(
            t("Spanish", "Español"), f"flex:1;height:56px;border-radius:12px;background:{chip};font:500 16px Roboto"
        )
        + "<span>⇄</span>"
        + button(
            t("English", "Inglés"), f"flex:1;height:56px;border-radius:12px;background:{chip};font:500 16px Roboto"
        )
        + f'</div><div style="display:flex;margin-top:30px;text-align:center;font-size:13px"><div style="flex:1">{glyph("chat", 28)}<br>{link(t("Conversation", "Conversación"))}</div><div style="flex:1"><div style="width:84px;height:84px;border-radius:42px;background:#005fae;margin:-24px auto 4px;display:flex;align-items:center;justify-content:center">{glyph("mic", 36, "#fff")}</div></div><div style="flex:1">{glyph("camera", 28)}<br>{link(t("Camera", "Cámara"))}</div></div>'
    )


def ios_share(t: T, dark: bool) -> str:
    sheet, card, fg, line = (
        ("#1c1c1e", "#2c2c2e", "#fff", "#48484a") if dark else ("#f2f2f7", "#fff", "#000", "#d1d1d6")
    )

    def rows(items: list[tuple[str, str]]) -> str:
        return (
            f'<div style="background:{card};border-radius:12px;margin:0 16px 16px">'
            + "".join(
                f'<div data-o style="height:52px;display:flex;align-items:center;padding:0 18px;font-size:17px;{f"border-top:1px solid {line}" if n else ""}">{text(words)}{spacer()}{glyph(name, 22)}</div>'
                for n, (name, words) in enumerate(items)
            )
            + "</div>"
        )

    apps = "".join(
        f'<div style="width:78px;text-align:center;font-size:11px"><div style="width:60px;height:60px;border-radius:14px;margin:0 auto 6px;background:{color};display:flex;align-items:center;justify-content:center">{glyph(name, 34, "#fff")}</div>{link(words)}</div>'
        for name, words, color in (
            ("share", "AirDrop", "#0a84ff"),
            ("chat", t("Messages", "Mensajes"), "#30d158"),
            ("plus", t("Mail", "Correo"), "#1e90ff"),
            ("settings", t("Notes", "Notas"), "#ffb000"),
        )
    )
    return (
        f'<body style="background:linear-gradient(180deg,#223,#889);color:{fg}">{status(True)}<div style="position:absolute;left:0;right:0;top:260px;bottom:0;background:{sheet};border-radius:14px 14px 0 0"><div style="display:flex;align-items:center;padding:16px;gap:14px;border-bottom:1px solid {line}"><div style="width:44px;height:44px;border-radius:8px;background:linear-gradient(#e66,#fa0)"></div>'
        f'<div style="flex:1"><b style="font-size:15px">{t("Permission slip", "Hoja de permiso")}</b><div style="font-size:12px;opacity:.6">PDF · 214 KB</div></div><span style="width:30px;height:30px;border-radius:15px;background:{line};text-align:center;line-height:30px">✕</span></div><div style="display:flex;padding:18px 6px;border-bottom:1px solid {line};margin-bottom:16px">{apps}</div>'
        + rows([("chat", t("Copy", "Copiar")), ("plus", t("Add to Home Screen", "Agregar a inicio"))])
        + rows([("share", t("Save to Files", "Guardar en Archivos")), ("settings", t("Print", "Imprimir"))])
        + f'<div style="text-align:center;font-size:14px">{link(t("Edit Actions…", "Editar acciones…"), "color:#0a84ff")}</div></div>'
    )


def wifi(t: T, dark: bool) -> str:
    bg, card, fg, line = (
        ("#202020", "#2d2d2d", "#fff", "#454545") if dark else ("#f3f3f3", "#fbfbfb", "#1a1a1a", "#e0e0e0")
    )
    side = "".join(
        f'<div style="height:38px;display:flex;align-items:center;gap:12px;padding:0 14px;border-radius:5px;font-size:14px;{f"background:{card}" if n == 2 else ""}">{glyph(name, 16)}{link(words)}</div>'
        for n, (name, words) in enumerate(
            (
                ("settings", t("System", "Sistema")),
                ("share", "Bluetooth"),
                ("menu", t("Network", "Red")),
                ("plus", t("Apps", "Aplicaciones")),
                ("chat", t("Accounts", "Cuentas")),
            )
        )
    )
    nets = "".join(
        f'<div style="background:{card};border:1px solid {line};border-radius:5px;height:66px;display:flex;align-items:center;padding:0 18px;margin-bottom:4px"><div><div style="font-size:14px">{name}</div><div style="font-size:12px;opacity:.7">{state}</div></div>{spacer()}'
        + button(
            words,
            f"height:32px;width:120px;border:1px solid {line};border-radius:4px;font-size:14px;background:{'#373737' if dark else '#fefefe'}",
        )
        + "</div>"
        for name, state, words in (
            ("LosRobles-Familias", t("Connected, secured", "Conectado, seguro"), t("Disconnect", "Desconectar")),
            ("LosRobles-Invitados", t("Open", "Abierta"), t("Connect", "Conectar")),
            ("Biblioteca", t("Secured", "Segura"), t("Connect", "Conectar")),
        )
    )
    return (
        f'<body style="background:{bg};color:{fg};font-family:Noto Sans"><div style="display:flex;padding:40px 20px;gap:30px"><div style="width:230px"><div style="font-size:14px;margin-bottom:16px">{t("Settings", "Configuración")}</div>'
        + field(
            t("Find a setting", "Buscar una opción"),
            f"height:32px;border:1px solid {line};border-bottom:2px solid #888;border-radius:4px;background:{card};padding:0 10px;font-size:13px;margin-bottom:14px;opacity:.9",
        )
        + f'{side}</div><div style="flex:1;max-width:860px"><div style="font-size:27px;margin-bottom:20px">{t("Network", "Red")} › {link("Wi-Fi")}</div><div data-o style="background:{card};border:1px solid {line};border-radius:5px;height:66px;display:flex;align-items:center;padding:0 18px;margin-bottom:22px;font-size:14px">{text("Wi-Fi")}{spacer()}'
        f'{t("On", "Activado")} &nbsp;<span style="width:40px;height:20px;border-radius:10px;background:#0067c0;display:inline-block"><span style="float:right;width:14px;height:14px;border-radius:7px;background:#fff;margin:3px"></span></span></div>{nets}<div style="margin-top:18px;font-size:14px">{link(t("Get help", "Obtener ayuda"), "color:#3a96dd")}</div></div></div>'
    )


def print_dialog(t: T, dark: bool) -> str:
    go = "#8ab4f8" if dark else "#1a73e8"
    side, fg, line, fill = (
        ("#292a2d", "#e8eaed", "#5f6368", "#3c4043") if dark else ("#fff", "#202124", "#dadce0", "#f1f3f4")
    )
    rows = "".join(
        f'<div style="display:flex;align-items:center;height:52px;font-size:13px"><span style="width:120px">{link(label)}</span>{field(value, f"flex:1;height:32px;border-radius:4px;background:{fill};padding:0 10px;font-size:13px")}</div>'
        for label, value in (
            (t("Destination", "Destino"), t("Office printer", "Impresora de la oficina")),
            (t("Pages", "Páginas"), t("All pages", "Todas las páginas")),
            (t("Copies", "Copias"), "1"),
            (t("Color", "A color"), t("Black and white", "Blanco y negro")),
        )
    )
    paragraph = "".join(
        f'<div style="height:7px;background:#c9ccd1;margin:9px 0;width:{90 - n * 17 % 45}%"></div>' for n in range(20)
    )
    return (
        f'<body style="background:#525659;color:{fg}"><div style="position:absolute;left:120px;top:30px;width:430px;height:600px;background:#fff;padding:36px;color:#222"><b style="font-size:20px">{t("Field trip", "Excursión")}</b>{paragraph}</div><div style="position:absolute;right:0;top:0;bottom:0;width:390px;background:{side};padding:20px 24px"><div style="display:flex;font-size:17px;margin-bottom:16px">{link(t("Print", "Imprimir"))}{spacer()}<span style="font-size:12px">{t("2 sheets of paper", "2 hojas de papel")}</span></div>'
        f'{rows}<div style="border-top:1px solid {line};margin-top:12px;padding-top:16px;font-size:13px">{link(t("More settings", "Más opciones"))}</div><div style="position:absolute;right:24px;bottom:24px;display:flex;gap:10px">{button(t("Print", "Imprimir"), f"height:34px;width:96px;border-radius:17px;background:{go};color:{side};font:500 13px Roboto")}'
        f"{button(t('Cancel', 'Cancelar'), f'height:34px;width:96px;border-radius:17px;border:1px solid {line};font:500 13px Roboto')}</div></div>"
    )


def school_site(t: T, dark: bool) -> str:
    bg, fg, card = ("#181a1b", "#e8e6e3", "#23282b") if dark else ("#fff", "#23313d", "#f5f1e8")
    nav = "".join(
        f'<span style="font-size:15px">{link(words)}</span>'
        for words in (
            t("Home", "Inicio"),
            t("Families", "Familias"),
            t("Calendar", "Calendario"),
            t("Lunch", "Comedor"),
            t("Contact us", "Contacto"),
        )
    )
    cards = "".join(
        f'<div data-o style="flex:1;background:{card};border-radius:10px;padding:20px;border-left:6px solid {color}"><b style="font-size:17px">{text(words)}</b><div style="font-size:14px;line-height:20px;margin-top:8px;opacity:.8">{more}</div></div>'
        for words, more, color in (
            (
                t("Enroll your child", "Inscriba a su hijo"),
                t("Bring a birth certificate and a bill.", "Traiga acta de nacimiento y un recibo."),
                "#d1495b",
            ),
            (
                t("Bus routes", "Rutas de camión"),
                t("Routes changed in November.", "Las rutas cambiaron en noviembre."),
                "#edae49",
            ),
            (
                t("Report an absence", "Avisar una falta"),
                t("Call before nine, or write here.", "Llame antes de las nueve, o escriba aquí."),
                "#00798c",
            ),
        )
    )
    return (
        f'<body style="background:{bg};color:{fg};font-family:Liberation Sans"><div style="display:flex;gap:32px;align-items:center;height:70px;padding:0 60px"><b style="font-size:22px;color:#00798c">Los Robles</b>{spacer()}{nav}{button(t("Español", "English"), "height:36px;padding:0 16px;border:2px solid #00798c;border-radius:6px;font-size:14px")}</div>'
        f'<div style="height:300px;background:linear-gradient(#0000,#0009),radial-gradient(circle at 20% 30%,#f6d365,#0000 40%),radial-gradient(circle at 70% 60%,#fda085,#0000 50%),linear-gradient(120deg,#3a7d44,#9dc08b 50%,#2c5f7c);color:#fff;padding:110px 60px"><div style="font-size:40px;font-weight:700;text-shadow:0 2px 8px #0008">{link(t("Welcome, families", "Bienvenidas, familias"))}</div><div style="display:flex;gap:14px;margin-top:22px">'
        + button(
            t("Log in to the portal", "Entrar al portal"),
            "height:48px;padding:0 26px;background:#fff;color:#00798c;border-radius:24px;font-size:16px;font-weight:700",
        )
        + button(
            t("Watch the video", "Ver el video"),
            "height:48px;padding:0 26px;border:2px solid #fff;border-radius:24px;font-size:16px",
        )
        + f'</div></div><div style="display:flex;gap:20px;padding:26px 60px">{cards}</div><p style="font-size:15px;line-height:23px;margin:0 60px">{t("School is closed on Thursday and Friday. Read the", "No hay clases jueves ni viernes. Lea el")} {link(t("full calendar", "calendario completo"), "color:#1273c4;text-decoration:underline")} {t("or ask", "o pregunte a")} {link(t("the office", "la oficina"), "color:#1273c4;text-decoration:underline")}.</p>'
    )


def meet(t: T, dark: bool) -> str:
    blue = "#a8c7fa" if dark else "#0b57d0"
    bg, fg = ("#131314", "#e3e3e3") if dark else ("#fff", "#1f1f1f")
    circle = "width:56px;height:56px;border-radius:28px;border:1px solid #fff;display:flex;align-items:center;justify-content:center"
    return (
        f'<body style="background:{bg};color:{fg}"><div style="display:flex;align-items:center;height:64px;padding:0 24px;font-size:20px">Google Meet{spacer()}<span style="font-size:13px">luna@example.org</span></div><div style="display:flex;gap:50px;padding:40px 110px;align-items:center"><div style="width:680px;height:382px;border-radius:10px;background:radial-gradient(circle at 60% 40%,#6b5a4a,#2a2725);position:relative;color:#fff">'
        f'<div style="position:absolute;left:16px;top:14px;font-size:15px">{link("Luna Flores")}</div><div style="position:absolute;left:0;right:0;top:170px;text-align:center;font-size:24px">{link(t("Camera is starting", "La cámara se está iniciando"))}</div><div style="position:absolute;bottom:18px;left:0;right:0;display:flex;gap:16px;justify-content:center"><div style="{circle}">{glyph("mic", 24, "#fff")}</div><div style="{circle}">{glyph("camera", 24, "#fff")}</div></div>'
        f'<div style="position:absolute;right:16px;bottom:34px">{glyph("more", 24, "#fff")}</div></div><div style="flex:1;text-align:center"><div style="font-size:27px;margin-bottom:8px">{link(t("Ready to join?", "¿Todo listo?"))}</div><div style="font-size:14px;margin-bottom:26px">{t("No one else is here", "No hay nadie más aquí")}</div>'
        + button(
            t("Join now", "Unirse ahora"),
            "height:56px;border-radius:28px;background:#0b57d0;color:#fff;font:500 16px Roboto;width:240px;margin:0 auto 12px",
        )
        + button(
            t("Present", "Presentar"),
            f"height:48px;border-radius:24px;border:1px solid #888;font:500 15px Roboto;width:240px;margin:0 auto 18px;color:{'#a8c7fa' if dark else '#0b57d0'}",
            glyph("share", 18),
        )
        + f"{link(t('Other ways to join', 'Otras formas de unirse'), f'font:500 14px Roboto;color:{blue}')}</div></div>"
    )


def feed(t: T, dark: bool) -> str:
    bg, card, fg, dim, line = (
        ("#101820", "#1a2530", "#e9eff5", "#93a4b3", "#30404e")
        if dark
        else ("#eef2f5", "#fff", "#1e2a35", "#667785", "#dbe3ea")
    )
    posts = "".join(
        f'<div style="background:{card};margin-bottom:10px;padding:16px"><div style="display:flex;gap:12px;align-items:center">{face(n, 42)}<div><b style="font-size:15px">{who}</b><div style="font-size:12px;color:{dim}">{when}</div></div>{spacer()}{glyph("more-horizontal", 22)}</div><div style="font-size:16px;line-height:22px;margin:12px 0">{words}</div>'
        f'<div style="display:flex;gap:10px">{button(t("Thank", "Agradecer"), f"flex:1;height:40px;border:1px solid {line};border-radius:6px;font-size:14px;color:{dim}")}{button(t("Comment", "Comentar"), f"flex:1;height:40px;border:1px solid {line};border-radius:6px;font-size:14px;color:{dim}", glyph("chat", 18, dim, False))}</div></div>'
        for n, (who, when, words) in enumerate(
            (
                (
                    t("Front office", "Dirección"),
                    t("2 hours ago", "hace 2 horas"),
                    f"{t('Volunteers needed for the book fair.', 'Se buscan voluntarios para la feria del libro.')} {link(t('See more', 'Ver más'), 'color:#2a7de1')}",
                ),
                (
                    t("Nurse", "Enfermería"),
                    t("Yesterday", "ayer"),
                    f"{t('Flu shots on Monday at 8:30.', 'Vacunas contra la gripe el lunes a las 8:30.')}<div style='margin-top:12px'>{button(t('Sign up<br>for a time', 'Apartar<br>un horario'), 'height:60px;border-radius:8px;background:#ee7d31;color:#fff;font-weight:700;line-height:20px')}</div>",
                ),
            )
        )
    )
    tabs = "".join(
        f'<div style="flex:1;text-align:center;padding:13px 0;font-size:14px;{"border-bottom:3px solid #ee7d31;font-weight:700" if n == 0 else f"color:{dim}"}">{link(words)}</div>'
        for n, words in enumerate((t("Posts", "Avisos"), t("Messages", "Mensajes"), t("Photos", "Fotos")))
    )
    return f'<body style="background:{bg};color:{fg}"><div style="background:#1f5673;color:#fff">{status(True)}<div style="display:flex;align-items:center;gap:18px;height:54px;padding:0 16px;font-size:19px">{glyph("menu", 24, "#fff")}Los Robles{spacer()}{glyph("settings", 22, "#fff")}</div></div><div style="display:flex;background:{card};margin-bottom:10px">{tabs}</div>{posts}'


def permission_page(t: T, dark: bool) -> str:
    bg, fg, dim, accent = (
        ("#141316", "#e6e1e6", "#a29ea6", "#c9bfff") if dark else ("#fdf8fd", "#1c1b1e", "#615d66", "#5b4fa8")
    )
    radios = "".join(
        f'<div data-row style="display:flex;gap:20px;align-items:center;padding:15px 24px;font-size:18px"><span style="width:20px;height:20px;border-radius:50%;border:2px solid {accent if n == 1 else dim};{f"box-shadow:inset 0 0 0 4px {bg};background:{accent}" if n == 1 else ""}"></span>{link(words)}</div>'
        for n, words in enumerate(
            (
                t("Allow all the time", "Permitir todo el tiempo"),
                t("Allow only while using the app", "Permitir solo si la app está en uso"),
                t("Ask every time", "Preguntar siempre"),
                t("Don’t allow", "No permitir"),
            )
        )
    )
    switches = "".join(
        f'<div data-row style="display:flex;align-items:center;padding:16px 24px"><div style="flex:1"><div style="font-size:18px">{link(words)}</div><div style="font-size:14px;color:{dim};margin-top:2px">{more}</div></div><span style="width:52px;height:32px;border-radius:16px;background:{accent if n else "#8885"};position:relative"><span style="position:absolute;top:{4 if n else 8}px;left:{24 if n else 8}px;width:{24 if n else 16}px;height:{24 if n else 16}px;border-radius:50%;background:{bg if n else dim}"></span></span></div>'
        for n, (words, more) in enumerate(
            (
                (
                    t("Use precise location", "Usar ubicación precisa"),
                    t("Otherwise approximate", "Si no, será aproximada"),
                ),
                (
                    t("Remove permissions if unused", "Quitar permisos si no se usa"),
                    t("After three months", "Después de tres meses"),
                ),
            )
        )
    )
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="display:flex;align-items:center;gap:20px;height:60px;padding:0 18px">{glyph("back", 24)}{spacer()}{glyph("more", 24)}</div><div style="font-size:32px;padding:24px 24px 20px;line-height:38px">{link(t("Camera permission", "Permiso de la cámara"))}</div><div style="padding:0 24px 8px;font:500 14px Roboto;color:{accent}">{t("Camera access for this app", "Acceso de esta app a la cámara")}</div>{radios}<div style="height:1px;background:#8884;margin:10px 0"></div>{switches}'
        f'<div style="padding:18px 24px;font-size:15px">{link(t("See all Zoom permissions", "Ver todos los permisos de Zoom"), f"color:{accent}")}</div>'
    )


def video_page(t: T, dark: bool) -> str:
    bg, fg, pill = ("#0f0f0f", "#f1f1f1", "#272727") if dark else ("#fff", "#0f0f0f", "#f2f2f2")
    pills = "".join(
        button(
            words,
            f"height:34px;padding:0 14px;border-radius:17px;background:{pill};font:500 13px Roboto",
            glyph(name, 18),
        )
        for name, words in (("share", t("Share", "Compartir")), ("plus", t("Save", "Guardar")))
    )
    chips = "".join(
        button(
            words,
            f"height:32px;padding:0 12px;border-radius:8px;background:{fg if n == 0 else pill};color:{bg if n == 0 else fg};font:500 13px Roboto",
        )
        for n, words in enumerate((t("All", "Todo"), t("For kids", "Para niños"), t("Related", "Relacionados")))
    )
    more = "".join(
        f'<div style="margin-top:14px"><div style="height:150px;background:linear-gradient({n * 70}deg,hsl({n * 120 + 20},50%,45%),hsl({n * 80 + 160},40%,60%));position:relative"><span style="position:absolute;right:8px;bottom:8px;background:#000c;color:#fff;font-size:12px;padding:1px 4px">3:4{n}</span></div><div style="padding:10px 12px;font-size:15px">{link(words)}</div></div>'
        for n, words in enumerate(
            (
                t("How to read with your child", "Cómo leer con su hijo"),
                t("Healthy lunches in five minutes", "Comidas sanas en cinco minutos"),
            )
        )
    )
    return (
        f'<body style="background:{bg};color:{fg}"><div style="height:220px;background:linear-gradient(140deg,#274,#8a6 50%,#d95);position:relative"><div style="position:absolute;left:0;right:0;bottom:0;height:3px;background:#f00;width:40%"></div></div><div style="padding:12px"><div style="font:500 18px/24px Roboto">{link(t("Learn to add fractions", "Aprende a sumar fracciones"))}</div><div style="font-size:12px;opacity:.7;margin:6px 0 12px">12 k · 2026</div>'
        f'<div style="display:flex;align-items:center;gap:10px;margin-bottom:12px">{face(3, 36)}<b style="font-weight:500">Los Robles TV</b>{spacer()}{button(t("Subscribe", "Suscribirse"), f"height:36px;padding:0 16px;border-radius:18px;background:{fg};color:{bg};font:500 14px Roboto")}</div><div style="display:flex;gap:8px;margin-bottom:14px">{pills}</div><div style="display:flex;gap:8px">{chips}</div></div>{more}'
    )


PAGES = (
    Page("chat-list", 393, 852, chat_list),
    Page("classroom-code", 412, 892, classroom_code),
    Page("badge", 1280, 720, badge),
    Page("chrome-phone", 393, 852, chrome_phone),
    Page("gmail-phone", 412, 860, gmail_phone),
    Page("zoom-audio", 1280, 720, zoom_audio),
    Page("google-login", 1280, 720, google_login),
    Page("survey", 390, 844, survey),
    Page("translate", 393, 852, translate),
    Page("ios-share", 390, 844, ios_share, "Liberation Sans"),
    Page("wifi", 1280, 720, wifi, "Noto Sans"),
    Page("print", 1200, 700, print_dialog),
    Page("school-site", 1280, 800, school_site, "Liberation Sans"),
    Page("meet", 1366, 700, meet),
    Page("feed", 360, 800, feed, "Noto Sans"),
    Page("permission-page", 412, 892, permission_page),
    Page("video-page", 360, 780, video_page),
)
