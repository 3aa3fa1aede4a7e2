# ruff: noqa: E501  (markup reads better in whole lines)
"""Test screens as HTML: what phones and laptops of families and schools show, drawn anew, in two languages and two themes.

``data-t`` marks a text to find, ``data-o`` the element that a finger would press there (on the text's own tag or around
it), ``data-i`` an icon. All people, numbers and addresses are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A screen: its CSS size in pixels, and a function of (language, dark) that gives the body."""

    name: str
    width: int
    height: int
    body: Callable[[Callable[[str, str], str], bool], str]
    font: str = "Roboto"


ICONS = {
    "mic": '<path d="M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3z" fill="currentColor"/>'
    '<path d="M6 11a6 6 0 0 0 12 0M12 17v4" fill="none" stroke="currentColor" stroke-width="2"/>',
    "camera": '<rect x="2" y="6" width="14" height="12" rx="2" fill="currentColor"/>'
    '<path d="M17 11l5-4v10l-5-4z" fill="currentColor"/>',
    "chat": '<path d="M3 4h18v13H9l-5 4v-4H3z" fill="currentColor"/>',
    "people": '<circle cx="9" cy="8" r="4" fill="currentColor"/><path d="M2 20c0-5 14-5 14 0z" fill="currentColor"/>'
    '<circle cx="17" cy="9" r="3" fill="currentColor"/><path d="M17 20h5c0-4-3-5-5-5z" fill="currentColor"/>',
    "more": '<circle cx="5" cy="12" r="2" fill="currentColor"/><circle cx="12" cy="12" r="2" fill="currentColor"/>'
    '<circle cx="19" cy="12" r="2" fill="currentColor"/>',
    "back": '<path d="M20 12H5m7-7l-7 7 7 7" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    "menu": '<path d="M3 6h18M3 12h18M3 18h18" stroke="currentColor" stroke-width="2.2"/>',
    "gear": '<circle cx="12" cy="12" r="4" fill="none" stroke="currentColor" stroke-width="3"/>'
    '<path d="M12 2v4m0 12v4M2 12h4m12 0h4M5 5l3 3m8 8l3 3M19 5l-3 3M8 16l-3 3" stroke="currentColor" stroke-width="3"/>',
    "share": '<path d="M12 3v12M7 8l5-5 5 5M5 13v8h14v-8" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    "plus": '<path d="M12 4v16M4 12h16" stroke="currentColor" stroke-width="2.6"/>',
    "hand": '<path d="M7 12V5a1.5 1.5 0 0 1 3 0V3.500a1.500 1.500 0 0 1 3 0V5a1.500 1.500 0 0 1 3 0v3a1.500 1.500 0 0 1 3 0v7'
    'a7 7 0 0 1-13 3l-3-5c-1-2 1-3 2-2z" fill="currentColor"/>',
    "wifi": '<path d="M2 9c6-6 14-6 20 0M5 13c4-4 10-4 14 0M8 17c2-2 6-2 8 0" fill="none" stroke="currentColor" '
    'stroke-width="2.2"/><circle cx="12" cy="20" r="1.600" fill="currentColor"/>',
    "bell": '<path d="M5 17c2-2 1-6 2-9 1-4 9-4 10 0 1 3 0 7 2 9zM10 19h4a2 2 0 0 1-4 0z" fill="currentColor"/>',
    "lock": '<rect x="5" y="10" width="14" height="11" rx="2" fill="currentColor"/>'
    '<path d="M8 10V7a4 4 0 0 1 8 0v3" fill="none" stroke="currentColor" stroke-width="2.200"/>',
    "search": '<circle cx="10" cy="10" r="6.500" fill="none" stroke="currentColor" stroke-width="2.200"/>'
    '<path d="M15 15l6 6" stroke="currentColor" stroke-width="2.400"/>',
    "send": '<path d="M3 4l19 8-19 8 3-8z" fill="currentColor"/>',
    "home": '<path d="M3 11l9-8 9 8v10h-6v-6H9v6H3z" fill="currentColor"/>',
    "book": '<path d="M4 4h7v16H4zM13 4h7v16h-7z" fill="currentColor"/>',
    "star": '<path d="M12 2l3 7 7 .5-5.500 4.800 2 7.200L12 17.500 5.500 21.500l2-7.200L2 9.500 9 9z" fill="currentColor"/>',
    "phone": '<path d="M5 3h4l2 5-3 2c1 3 3 5 6 6l2-3 5 2v4c-9 3-19-7-16-16z" fill="currentColor"/>',
}


def icon(name: str, size: int = 24, color: str = "currentColor", label: bool = False) -> str:
    mark = f' data-i="{name}"' if label else ""
    return f'<svg{mark} data-name="{name}" width="{size}" height="{size}" viewBox="0 0 24 24" style="color:{color};flex:none">{ICONS[name]}</svg>'


def status(light: bool = False) -> str:
    return (
        f'<div style="height:28px;display:flex;align-items:center;padding:0 16px;font-size:13px;'
        f'{"color:#fff" if light else ""}"><b>10:24</b><span style="flex:1"></span>{icon("wifi", 15)}&nbsp; 82%</div>'
    )


def android_settings(t: Callable[[str, str], str], dark: bool) -> str:
    rows = [
        (
            "wifi",
            t("Network & internet", "Redes e Internet"),
            t("Mobile, Wi-Fi, hotspot", "Datos móviles, Wi-Fi, zona Wi-Fi"),
        ),
        ("phone", t("Connected devices", "Dispositivos conectados"), t("Bluetooth, pairing", "Bluetooth, vinculación")),
        ("book", t("Apps", "Aplicaciones"), t("Permissions, default apps", "Permisos y apps predeterminadas")),
        ("bell", t("Notifications", "Notificaciones"), t("History, conversations", "Historial, conversaciones")),
        ("star", t("Battery", "Batería"), "82%"),
        ("mic", t("Sound & vibration", "Sonido y vibración"), t("Volume, haptics", "Volumen, No molestar")),
        ("lock", t("Privacy", "Privacidad"), t("Permissions, account activity", "Permisos, actividad de la cuenta")),
    ]
    bg, fg, dim = ("#121316", "#e6e6e9", "#a6a8ad") if dark else ("#fdfbff", "#1b1b1f", "#5c5e66")
    field = "#2a2b30" if dark else "#eeedf4"
    out = f'<body style="background:{bg};color:{fg}">{status()}<h1 style="font:400 30px Roboto;margin:22px 20px 12px">'
    out += f"<span data-t data-link>{t('Settings', 'Ajustes')}</span></h1>"
    out += (
        f'<div data-o style="margin:6px 16px 12px;height:52px;border-radius:26px;background:{field};display:flex;gap:14px;'
        f'align-items:center;padding:0 18px;font-size:17px;color:{dim}">{icon("search", 22, label=True)}'
        f"<span data-t>{t('Search settings', 'Buscar en ajustes')}</span></div>"
    )
    for name, title, sub in rows:
        out += (
            f'<div data-row style="display:flex;gap:22px;align-items:center;padding:13px 22px">{icon(name, 24, dim, True)}'
            f'<div><div style="font-size:19px"><span data-t data-link>{title}</span></div>'
            f'<div style="font-size:14px;color:{dim}">{sub}</div></div></div>'
        )
    return out


def ios_settings(t: Callable[[str, str], str], dark: bool) -> str:
    bg, fg, card, line = ("#000", "#fff", "#1c1c1e", "#38383a") if dark else ("#f2f2f7", "#000", "#fff", "#c6c6c8")
    groups = [
        [
            ("Wi-Fi", "LosRobles-5G", "#007aff"),
            ("Bluetooth", t("On", "Sí"), "#007aff"),
            (t("Cellular", "Datos celulares"), "", "#34c759"),
        ],
        [
            (t("Notifications", "Notificaciones"), "", "#ff3b30"),
            (t("Sounds & Haptics", "Sonidos y vibraciones"), "", "#ff2d55"),
            (t("Screen Time", "Tiempo en pantalla"), "", "#5856d6"),
        ],
        [
            (t("General", "General"), "", "#8e8e93"),
            (t("Accessibility", "Accesibilidad"), "", "#007aff"),
            ("Zoom", "", "#2d8cff"),
        ],
    ]
    out = f'<body style="background:{bg};color:{fg}">{status()}<h1 style="font-size:34px;margin:14px 18px 8px">{t("Settings", "Configuración")}</h1>'
    for group in groups:
        out += f'<div style="background:{card};border-radius:10px;margin:0 16px 30px;overflow:hidden">'
        for index, (title, value, color) in enumerate(group):
            border = f"border-top:0.5px solid {line}" if index else ""
            out += (
                f'<div data-o style="display:flex;align-items:center;padding-left:16px;height:46px">'
                f'<div style="width:29px;height:29px;border-radius:7px;background:{color};display:flex;align-items:center;'
                f'justify-content:center">{icon(["wifi", "star", "bell"][index], 18, "#fff")}</div>'
                f'<div style="flex:1;display:flex;align-items:center;height:46px;margin-left:14px;{border};padding-right:16px;'
                f'font-size:17px"><span data-t>{title}</span><span style="flex:1"></span><span style="color:#8e8e93">{value}'
                f"&nbsp; ›</span></div></div>"
            )
        out += "</div>"
    return out


def whatsapp(t: Callable[[str, str], str], dark: bool) -> str:
    bg, head, mine, other, fg, link = (
        ("#0b141a", "#1f2c34", "#005c4b", "#1f2c34", "#e9edef", "#53bdeb")
        if dark
        else ("#efe7de", "#008069", "#d9fdd3", "#fff", "#111b21", "#027eb5")
    )
    bubble = "border-radius:10px;padding:7px 10px;margin:7px 12px;max-width:78%;font-size:16px;line-height:21px;width:fit-content"
    return (
        f'<body style="background:{bg};color:{fg}"><div style="background:{head};color:#fff">{status(True)}'
        f'<div style="height:56px;display:flex;align-items:center;gap:12px;padding:0 12px">{icon("back", 24, "#fff", True)}'
        f'<div style="width:38px;height:38px;border-radius:19px;background:#c9b18f"></div><div style="flex:1">'
        f'<div style="font:500 18px Roboto"><span data-t data-link>{t("Ms. Rosa", "Sra. Rosa")}</span></div><div style="font-size:13px">'
        f"{t('online', 'en línea')}</div></div>{icon('camera', 24, '#fff', True)}&nbsp;{icon('phone', 22, '#fff', True)}&nbsp;"
        f"{icon('more', 22, '#fff', True)}</div></div>"
        f'<div style="{bubble};background:{other}">{t("Good morning! Class starts at 9.", "¡Buenos días! La clase empieza a las 9.")}'
        f'<small style="opacity:.6"> 8:31</small></div>'
        f'<div style="{bubble};background:{other}">{t("Tap here to join:", "Toque aquí para entrar:")}<br>'
        f'<span data-t data-link style="color:{link};text-decoration:underline">https://zoom.us/j/5550100200</span>'
        f'<small style="opacity:.6"> 8:32</small></div>'
        f'<div style="{bubble};background:{mine};margin-left:auto">{t("Thank you, teacher", "Gracias, maestra")}'
        f'<small style="opacity:.6"> 8:40</small></div>'
        f'<div data-o style="{bubble};background:{other};padding:12px 16px">'
        f"<b data-t>{t('Homework for Tuesday', 'Tarea para el martes')}</b></div>"
        f'<div style="position:absolute;bottom:10px;left:8px;right:8px;display:flex;gap:8px">'
        f'<div data-o style="flex:1;height:48px;border-radius:24px;background:{other};display:flex;align-items:center;'
        f'padding:0 18px;font-size:18px;color:#8696a0"><span data-t>{t("Message", "Mensaje")}</span></div>'
        f'<div style="width:48px;height:48px;border-radius:24px;background:#00a884;display:flex;align-items:center;'
        f'justify-content:center">{icon("mic", 24, "#fff", True)}</div></div>'
    )


def zoom_join(t: Callable[[str, str], str], dark: bool) -> str:
    bg, fg, card, dim = (
        ("#1a1a1a", "#f5f5f5", "#2a2a2a", "#a0a0a0") if dark else ("#f5f5f7", "#131619", "#fff", "#6e7680")
    )
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="display:flex;align-items:center;height:52px;'
        f'padding:0 16px;font-size:17px"><span data-t data-link style="color:#0e72ed">{t("Cancel", "Cancelar")}</span>'
        f'<b style="flex:1;text-align:center;padding-right:50px" data-t data-link>{t("Join a Meeting", "Entrar a una reunión")}</b></div>'
        f'<div data-o style="background:{card};height:54px;margin-top:22px;display:flex;align-items:center;'
        f'justify-content:center;font-size:18px;color:{dim}"><span data-t>{t("Meeting ID", "ID de reunión")}</span></div>'
        f'<p style="text-align:center;margin:10px"><span data-t data-link style="color:#0e72ed;font-size:14px">'
        f"{t('Join with a personal link name', 'Entrar con un nombre de vínculo personal')}</span></p>"
        f'<div data-o style="background:{card};height:54px;margin-top:10px;display:flex;align-items:center;'
        f'justify-content:center;font-size:18px;color:{dim}"><span data-t>{t("Your Name", "Su nombre")}</span></div>'
        f'<div data-o style="margin:26px 18px 14px;height:48px;border-radius:12px;background:#0e72ed;color:#fff;font:500 18px Roboto;'
        f'display:flex;align-items:center;justify-content:center"><span data-t>{t("Join", "Entrar")}</span></div>'
        f'<div data-o style="margin:0 18px;height:48px;border-radius:12px;border:1px solid {dim};font:500 18px Roboto;'
        f'display:flex;align-items:center;justify-content:center"><span data-t>{t("Sign in", "Iniciar sesión")}</span></div>'
        f'<p style="margin:24px 18px 8px;font-size:13px;color:{dim}">{t("JOIN OPTIONS", "OPCIONES PARA ENTRAR")}</p>'
        + "".join(
            f'<div style="background:{card};height:52px;display:flex;align-items:center;padding:0 18px;border-bottom:1px solid {bg}"'
            f' data-o><span data-t style="flex:1;font-size:16px">{label}</span><div style="width:46px;height:28px;border-radius:14px;'
            f'background:{"#34c759" if on else "#8e8e93"}"><div style="width:24px;height:24px;border-radius:12px;background:#fff;'
            f'margin:2px {2 if on else 20}px 0 {20 if on else 2}px"></div></div></div>'
            for label, on in (
                (t("Don't Connect To Audio", "No conectar el audio"), False),
                (t("Turn Off My Video", "Apagar mi video"), True),
            )
        )
    )


def zoom_meeting(t: Callable[[str, str], str], dark: bool) -> str:
    bar = "#1c1c1c" if dark else "#f7f9fa"
    fg = "#e8e8e8" if dark else "#333"
    items = [
        ("mic", t("Mute", "Silenciar")),
        ("camera", t("Stop Video", "Detener video")),
        ("share", t("Share", "Compartir")),
        ("people", t("Participants", "Participantes")),
        ("more", t("More", "Más")),
    ]
    tiles = "".join(
        f'<div style="flex:1;display:flex;flex-direction:column;align-items:center;gap:4px;font-size:11px;color:{fg}">'
        f"{icon(name, 26, label=True)}<span data-t data-link>{label}</span></div>"
        for name, label in items
    )
    return (
        f'<body style="background:#111;color:#fff">{status(True)}<div style="background:{bar};color:{fg};height:52px;display:flex;'
        f'align-items:center;padding:0 14px;font-size:17px">{icon("bell", 22)}<b style="flex:1;text-align:center">Zoom</b>'
        f'<span data-o style="background:#e02828;color:#fff;border-radius:8px;padding:5px 12px;font:500 15px Roboto">'
        f"<span data-t>{t('Leave', 'Salir')}</span></span></div>"
        f'<div style="height:560px;background:linear-gradient(160deg,#35506b,#7d5a44 60%,#2b2b33);position:relative">'
        f'<div style="position:absolute;left:90px;top:170px;width:180px;height:180px;border-radius:90px;background:#d7a67e"></div>'
        f'<span style="position:absolute;left:8px;bottom:8px;background:#000a;padding:3px 8px;border-radius:4px;font-size:13px">'
        f"<span data-t data-link>Maestra Luna</span></span></div>"
        f'<div style="background:{bar};position:absolute;bottom:0;left:0;right:0;height:74px;display:flex;padding-top:12px">{tiles}</div>'
    )


def classroom(t: Callable[[str, str], str], dark: bool) -> str:
    bg, fg, dim, line = (
        ("#1f1f1f", "#e3e3e3", "#b0b3b8", "#444746") if dark else ("#fff", "#202124", "#5f6368", "#dadce0")
    )
    posts = [
        (t("New assignment: Fractions", "Nueva tarea: Fracciones"), t("Nov 24", "24 nov")),
        (t("New material: Plants", "Material nuevo: Las plantas"), t("Nov 23", "23 nov")),
    ]
    cards = "".join(
        f'<div data-o style="margin:0 14px 12px;border:1px solid {line};border-radius:8px;display:flex;gap:14px;padding:14px">'
        f'<div style="width:36px;height:36px;border-radius:18px;background:#1967d2;display:flex;align-items:center;justify-content:center">'
        f'{icon("book", 20, "#fff")}</div><div style="flex:1"><div style="font:500 15px Roboto"><span data-t>{title}</span></div>'
        f'<div style="font-size:12px;color:{dim}">{date}</div></div>{icon("more", 20, dim)}</div>'
        for title, date in posts
    )
    nav = "".join(
        f'<div style="flex:1;display:flex;flex-direction:column;align-items:center;gap:4px;font:500 12px Roboto">{icon(name, 24)}'
        f"<span data-t data-link>{label}</span></div>"
        for name, label in (
            ("chat", t("Stream", "Tablón")),
            ("book", t("Classwork", "Trabajo de clase")),
            ("people", t("People", "Personas")),
        )
    )
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="height:56px;display:flex;align-items:center;gap:18px;padding:0 16px">'
        f'{icon("menu", 24, label=True)}<span style="flex:1"></span>{icon("gear", 24, label=True)}</div>'
        f'<div style="margin:4px 14px 14px;height:112px;border-radius:10px;background:linear-gradient(90deg,#1967d2,#4f8ef0);color:#fff;'
        f'padding:16px"><div style="font:500 24px Roboto"><span data-t data-link>{t("Grade 3 Math", "Matemáticas 3.º")}</span></div>'
        f'<div style="font-size:14px">Sra. Luna</div></div>'
        f'<div data-o style="margin:0 14px 12px;border-radius:8px;box-shadow:0 1px 3px #0006;height:60px;display:flex;align-items:center;'
        f'gap:14px;padding:0 16px;background:{"#2d2e30" if dark else "#fff"};font-size:14px;color:{dim}">'
        f'<div style="width:34px;height:34px;border-radius:17px;background:#b06000"></div>'
        f"<span data-t>{t('Announce something to your class', 'Anuncia algo a tu clase')}</span></div>{cards}"
        f'<div data-o style="position:absolute;right:18px;bottom:96px;height:54px;border-radius:27px;background:{"#3c4043" if dark else "#fff"};'
        f'box-shadow:0 2px 6px #0008;display:flex;align-items:center;gap:10px;padding:0 22px 0 16px;font:500 15px Roboto;color:#1a73e8">'
        f"{icon('plus', 26, label=True)}<span data-t>{t('Join class', 'Unirme a una clase')}</span></div>"
        f'<div style="position:absolute;bottom:0;left:0;right:0;height:76px;border-top:1px solid {line};background:{bg};display:flex;'
        f'padding-top:12px">{nav}</div>'
    )


def android_dialog(t: Callable[[str, str], str], dark: bool) -> str:
    card, fg, accent = ("#2b2d30", "#e4e2e6", "#a8c7fa") if dark else ("#f3edf7", "#1c1b1f", "#0b57d0")
    chip = "#004a77" if dark else "#d3e3fd"
    buttons = "".join(
        f'<div data-o style="height:54px;border-radius:{radius};margin-bottom:3px;background:{chip};display:flex;align-items:center;'
        f'justify-content:center;font:500 15px Roboto;color:{"#d3e3fd" if dark else "#041e49"}"><span data-t>{label}</span></div>'
        for label, radius in (
            (t("While using the app", "Mientras la app está en uso"), "16px 16px 4px 4px"),
            (t("Only this time", "Solo esta vez"), "4px"),
            (t("Don't allow", "No permitir"), "4px 4px 16px 16px"),
        )
    )
    return (
        f'<body style="background:linear-gradient(170deg,#45506b,#20242c);color:{fg}">{status(True)}'
        f'<div style="position:absolute;left:24px;right:24px;top:210px;background:{card};border-radius:28px;padding:24px 24px 22px">'
        f'<div style="text-align:center">{icon("mic", 26, accent, True)}</div><p style="font-size:19px;text-align:center;margin:14px 0 24px">'
        f"{t('Allow <b>Zoom</b> to record audio?', '¿Permitir que <b>Zoom</b> grabe audio?')}</p>{buttons}</div>"
        f'<div style="position:absolute;left:24px;right:24px;top:560px;background:{card};border-radius:28px;padding:24px">'
        f'<div style="font-size:22px;margin-bottom:12px">{t("Delete this chat?", "¿Borrar este chat?")}</div>'
        f'<div style="font-size:14px;opacity:.8">{t("Messages will be removed from this device.", "Se quitarán los mensajes de este dispositivo.")}</div>'
        f'<div style="display:flex;justify-content:flex-end;gap:34px;margin-top:26px;font:500 14px Roboto;color:{accent}">'
        f"<span data-t data-link>{t('Cancel', 'Cancelar')}</span><span data-t data-link>OK</span></div></div>"
    )


def ios_alert(t: Callable[[str, str], str], dark: bool) -> str:
    card, fg, line, blue = (
        ("#252525", "#fff", "#545458", "#0a84ff") if dark else ("#eeeeee", "#000", "#b9b9bc", "#007aff")
    )
    return (
        f'<body style="background:linear-gradient(200deg,#3a6f8f,#c9a26b 70%,#5a3b4b);color:{fg}">{status(True)}'
        f'<div style="position:absolute;left:60px;width:270px;top:300px;background:{card};border-radius:14px;overflow:hidden;text-align:center">'
        f'<div style="padding:20px 16px;font-size:17px"><b>{t("“Zoom” Would Like to Access the Camera", "“Zoom” quiere acceder a la cámara")}</b>'
        f'<div style="font-size:13px;margin-top:4px">{t("So that others can see you.", "Para que otros puedan verle.")}</div></div>'
        f'<div style="display:flex;border-top:0.5px solid {line};height:44px;color:{blue};font-size:17px">'
        f'<div data-o style="flex:1;display:flex;align-items:center;justify-content:center;border-right:0.5px solid {line}">'
        f"<span data-t>{t('Don’t Allow', 'No permitir')}</span></div>"
        f'<div data-o style="flex:1;display:flex;align-items:center;justify-content:center"><b data-t>{t("Allow", "Permitir")}</b></div></div></div>'
    )


def app_store(t: Callable[[str, str], str], dark: bool) -> str:
    bg, fg, dim = ("#131314", "#e3e3e3", "#aaa") if dark else ("#fff", "#1f1f1f", "#5f6368")
    chips = "".join(
        f'<span data-o style="border:1px solid {dim};border-radius:16px;padding:6px 14px;font-size:14px;margin-right:8px"><span data-t>{label}</span></span>'
        for label in (t("Business", "Empresa"), t("Video call", "Videollamada"), t("Free", "Gratis"))
    )
    return (
        f'<body style="background:{bg};color:{fg}">{status()}<div style="height:52px;display:flex;align-items:center;padding:0 16px">'
        f'{icon("back", 24, label=True)}<span style="flex:1"></span>{icon("search", 24, label=True)}&nbsp;&nbsp;{icon("more", 22, label=True)}</div>'
        f'<div style="display:flex;gap:20px;padding:10px 20px"><div style="width:72px;height:72px;border-radius:16px;background:#2d8cff;'
        f'display:flex;align-items:center;justify-content:center">{icon("camera", 44, "#fff")}</div><div>'
        f'<div style="font-size:24px">Zoom Workplace</div><div style="color:#0b8043;font:500 14px Roboto">zoom.com</div></div></div>'
        f'<div style="display:flex;padding:14px 20px;font-size:12px;color:{dim};text-align:center"><div style="flex:1"><b style="font-size:15px">4,2 ★</b><br>'
        f'{t("4M reviews", "4 M opiniones")}</div><div style="flex:1"><b style="font-size:15px">1 B+</b><br>{t("Downloads", "Descargas")}</div></div>'
        f'<div data-o style="margin:8px 20px 20px;height:40px;border-radius:20px;background:{"#a8c7fa" if dark else "#0b57d0"};'
        f'color:{"#062e6f" if dark else "#fff"};display:flex;align-items:center;justify-content:center;font:500 15px Roboto"><span data-t>'
        f"{t('Install', 'Instalar')}</span></div>"
        f'<div style="display:flex;gap:10px;padding:0 20px 22px">'
        + "".join(
            f'<div style="width:120px;height:220px;border-radius:12px;background:linear-gradient({angle}deg,#2d8cff,#9ad0ff)"></div>'
            for angle in (20, 140, 260)
        )
        + f'</div><div data-row style="display:flex;padding:8px 20px;font-size:18px"><span style="flex:1" data-t data-link>'
        f"{t('About this app', 'Acerca de esta app')}</span><span>→</span></div>"
        f'<p style="margin:8px 20px 18px;font-size:14px;color:{dim}">{t("Stay connected wherever you go", "Siga en contacto esté donde esté")}</p>'
        f'<div style="padding:0 20px">{chips}</div>'
    )


def home_screen(t: Callable[[str, str], str], dark: bool) -> str:
    names = [
        ("phone", t("Phone", "Teléfono"), "#1a73e8"),
        ("chat", t("Messages", "Mensajes"), "#0b8043"),
        ("camera", "Zoom", "#2d8cff"),
        ("book", "Classroom", "#188038"),
        ("star", "Clever", "#436cf2"),
        ("gear", t("Settings", "Ajustes"), "#5f6368"),
        ("camera", t("Camera", "Cámara"), "#444"),
        ("bell", t("Clock", "Reloj"), "#303134"),
        ("people", t("Contacts", "Contactos"), "#1967d2"),
        ("home", "Google", "#fff"),
        ("lock", t("Wallet", "Billetera"), "#c5221f"),
        ("share", t("Photos", "Fotos"), "#f29900"),
    ]
    tiles = "".join(
        f'<div style="width:25%;display:flex;flex-direction:column;align-items:center;gap:7px;margin-bottom:26px">'
        f'<div style="width:56px;height:56px;border-radius:28px;background:{color};display:flex;align-items:center;justify-content:center">'
        f'{icon(name, 30, "#fff" if color != "#fff" else "#4285f4")}</div><span data-t data-link style="font-size:13px;'
        f'text-shadow:0 1px 3px #000">{label}</span></div>'
        for name, label, color in names
    )
    sky = (
        "linear-gradient(180deg,#0b1d33,#41295a 60%,#1f4037)"
        if dark
        else "linear-gradient(180deg,#3f7cac,#95b8a5 55%,#c98a5e)"
    )
    return f'<body style="background:{sky};color:#fff">{status(True)}<div style="display:flex;flex-wrap:wrap;margin-top:210px">{tiles}</div>'


def clever(t: Callable[[str, str], str], dark: bool) -> str:
    bg, fg, line, card = (
        ("#20252e", "#eef1f6", "#46505f", "#2a313d") if dark else ("#f7f9fc", "#1b2530", "#c9d3df", "#fff")
    )
    big = "display:flex;align-items:center;justify-content:center;gap:10px;height:48px;border-radius:6px;font:500 16px Liberation Sans;margin-bottom:14px"
    return (
        f'<body style="background:{bg};color:{fg}"><div style="height:60px;display:flex;align-items:center;padding:0 32px;border-bottom:1px solid {line};'
        f'background:{card}"><b style="font-size:24px;color:#436cf2;flex:1">Clever</b><span data-t data-link style="margin-right:28px">'
        f'{t("Help", "Ayuda")}</span><span data-o style="border:1px solid #436cf2;color:#436cf2;border-radius:6px;padding:8px 18px">'
        f"<span data-t>{t('Not your school?', '¿No es su escuela?')}</span></span></div>"
        f'<div style="width:420px;margin:70px auto;background:{card};border:1px solid {line};border-radius:10px;padding:34px">'
        f'<h2 style="margin:0 0 6px;font-size:22px">Los Robles Elementary</h2><p style="margin:0 0 24px">{t("Log in with", "Entrar con")}</p>'
        f'<div data-o style="{big};background:#436cf2;color:#fff"><span data-t>{t("Log in with Google", "Entrar con Google")}</span></div>'
        f'<div data-o style="{big};border:1px solid {line}">{icon("search", 20)}<span data-t>{t("Log in with a Clever Badge", "Entrar con una tarjeta Clever")}</span></div>'
        f'<div data-o style="{big};height:66px;background:#0f7b5f;color:#fff;text-align:center;width:180px"><span data-t>{t("Parent or<br>guardian login", "Acceso de<br>padres o tutores")}</span></div>'
        f'<p style="margin:20px 0 0"><span data-t data-link style="color:#436cf2;text-decoration:underline">{t("Forgot your password?", "¿Olvidó su contraseña?")}</span></p></div>'
    )


def chrome_dialog(t: Callable[[str, str], str], dark: bool) -> str:
    top, bar, fg, page = (
        ("#202124", "#35363a", "#e8eaed", "#1e1f22") if dark else ("#dee1e6", "#fff", "#202124", "#f4f4f6")
    )
    button = "border-radius:18px;height:34px;padding:0 18px;display:flex;align-items:center;font:500 13px Roboto"
    return (
        f'<body style="background:{page};color:{fg}"><div style="background:{top};height:40px;display:flex;align-items:flex-end;padding-left:12px">'
        f'<div style="background:{bar};border-radius:8px 8px 0 0;padding:8px 18px;font-size:12px">Launch Meeting - Zoom &nbsp; ×</div></div>'
        f'<div style="background:{bar};height:40px;display:flex;align-items:center;gap:14px;padding:0 14px">{icon("back", 18, label=True)}'
        f'{icon("home", 18)}<div data-o style="flex:1;height:28px;border-radius:14px;background:{"#202124" if dark else "#f1f3f4"};display:flex;'
        f'align-items:center;padding:0 14px;font-size:14px"><span data-t>us05web.zoom.us/j/5550100200</span></div>{icon("more", 18, label=True)}</div>'
        f'<div style="position:absolute;left:330px;width:450px;top:76px;background:{"#292a2d" if dark else "#fff"};border-radius:12px;'
        f'box-shadow:0 3px 14px #0007;padding:20px"><div style="font-size:15px;font-weight:500">{t("Open Zoom Meetings?", "¿Abrir Zoom Meetings?")}</div>'
        f'<div style="font-size:13px;margin:10px 0 22px">{t("https://us05web.zoom.us wants to open this application.", "https://us05web.zoom.us quiere abrir esta aplicación.")}</div>'
        f'<div style="display:flex;justify-content:flex-end;gap:10px"><div data-o style="{button};background:#0b57d0;color:#fff"><span data-t>'
        f'{t("Open Zoom Meetings", "Abrir Zoom Meetings")}</span></div><div data-o style="{button};background:{"#004a77" if dark else "#d3e3fd"};color:{"#c2e7ff" if dark else "#041e49"}">'
        f"<span data-t>{t('Cancel', 'Cancelar')}</span></div></div></div>"
        f'<div style="text-align:center;margin-top:330px;font-family:Liberation Sans"><p style="font-size:20px">{t("Click <b>Open Zoom Meetings</b> on the dialog shown by your browser", "Haga clic en <b>Abrir Zoom Meetings</b> en el cuadro de su navegador")}</p>'
        f'<span data-o style="display:inline-block;background:#0e72ed;color:#fff;border-radius:10px;padding:12px 60px;font-size:16px;margin:12px">'
        f"<span data-t>{t('Launch Meeting', 'Iniciar reunión')}</span></span>"
        f'<p style="font-size:14px">{t("Don’t have Zoom Client installed?", "¿No tiene Zoom instalado?")} <span data-t data-link style="color:#0e72ed">{t("Download Now", "Descargar ahora")}</span></p>'
        f'<p style="font-size:14px">{t("Having issues?", "¿Problemas?")} <span data-t data-link style="color:#0e72ed">{t("Join from your browser", "Entrar desde su navegador")}</span></p></div>'
    )


def form(t: Callable[[str, str], str], dark: bool) -> str:
    bg, fg, line, field = (
        ("#17191d", "#e7e9ec", "#5a6069", "#22252b") if dark else ("#fff", "#22262b", "#b6bcc6", "#fff")
    )
    fields = "".join(
        f'<label style="display:block;font-size:14px;margin:0 0 6px"><span data-t data-link>{label}</span></label><div data-o style="height:40px;border:1px solid {line};'
        f'border-radius:4px;background:{field};display:flex;align-items:center;padding:0 12px;margin-bottom:18px;color:#8a919c;font-size:15px">'
        f"<span data-t>{value}</span></div>"
        for label, value in (
            (t("Student's name", "Nombre del alumno"), t("First and last name", "Nombre y apellidos")),
            (t("Student ID", "Número de alumno"), "S-004512"),
            (t("Email", "Correo electrónico"), "familia@example.org"),
        )
    )
    return (
        f'<body style="background:{bg};color:{fg}"><div style="background:#0b4f6c;color:#fff;height:56px;display:flex;align-items:center;padding:0 28px;gap:30px">'
        f'<b style="font-size:18px;flex:1">ParentPortal</b>'
        + "".join(
            f'<span data-t data-link style="font-size:14px">{label}</span>'
            for label in (t("Grades", "Calificaciones"), t("Attendance", "Asistencia"), t("Calendar", "Calendario"))
        )
        + f'</div><div style="display:flex"><div style="width:210px;border-right:1px solid {line};height:600px;padding-top:14px">'
        + "".join(
            f'<div style="padding:12px 24px;font-size:15px;display:flex;gap:12px;align-items:center">{icon(name, 18, label=True)}<span data-t data-link>{label}</span></div>'
            for name, label in (
                ("home", t("Home", "Inicio")),
                ("bell", t("Messages", "Mensajes")),
                ("lock", t("Account", "Cuenta")),
                ("gear", t("Preferences", "Preferencias")),
            )
        )
        + f'</div><div style="padding:26px 40px;width:520px">{fields}<div style="display:flex;gap:10px;align-items:center;margin-bottom:22px;font-size:14px">'
        f'<div style="width:16px;height:16px;border:1.5px solid {line};border-radius:3px"></div><span data-t data-link>{t("Remember me on this computer", "Recordarme en esta computadora")}</span></div>'
        f'<div style="display:flex;gap:12px"><div data-o style="background:#0b4f6c;color:#fff;border-radius:4px;padding:10px 26px;font-size:15px"><span data-t>{t("Save", "Guardar")}</span></div>'
        f'<div data-o style="border:1px solid {line};border-radius:4px;padding:10px 26px;font-size:15px"><span data-t>{t("Cancel", "Cancelar")}</span></div></div></div></div>'
    )


def gmail(t: Callable[[str, str], str], dark: bool) -> str:
    bg, fg, read, line = (
        ("#111", "#e8eaed", "#1a1b1e", "#3c4043") if dark else ("#f6f8fc", "#202124", "#fff", "#e1e3e6")
    )
    mails = [
        ("Escuela Los Robles", t("Parent conferences on Friday", "Juntas con padres el viernes"), "10:02"),
        ("Google Classroom", t('New assignment: "Fractions"', "Nueva tarea: «Fracciones»"), "9:40"),
        ("Zoom", t("Meeting invitation: Grade 3", "Invitación a reunión: 3.º grado"), "8:15"),
        ("Clever", t("Confirm your account", "Confirme su cuenta"), t("Nov 20", "20 nov")),
    ]
    rows = "".join(
        f'<div data-o style="display:flex;height:40px;align-items:center;border-bottom:1px solid {line};padding:0 16px;font-size:14px;background:{read}">'
        f'<div style="width:18px;height:18px;border:2px solid #8a8d91;border-radius:3px;margin-right:16px"></div>'
        f'<b style="width:190px">{sender}</b><span data-t style="flex:1">{subject}</span><span>{when}</span></div>'
        for sender, subject, when in mails
    )
    return (
        f'<body style="background:{bg};color:{fg}"><div style="height:64px;display:flex;align-items:center;padding:0 20px;gap:22px">{icon("menu", 24, label=True)}'
        f'<span style="font-size:22px;width:130px">Correo</span><div data-o style="flex:1;height:46px;border-radius:23px;background:{"#2b2d31" if dark else "#eaf1fb"};display:flex;align-items:center;'
        f'gap:14px;padding:0 18px;font-size:16px">{icon("search", 20, label=True)}<span data-t>{t("Search mail", "Buscar correo")}</span></div>{icon("gear", 24, label=True)}</div>'
        f'<div style="display:flex"><div style="width:220px;padding:4px 8px"><div data-o style="height:56px;width:150px;border-radius:16px;background:{"#004a77" if dark else "#c2e7ff"};display:flex;align-items:center;'
        f'gap:12px;padding-left:18px;font:500 14px Roboto;margin-bottom:14px">{icon("plus", 22)}<span data-t>{t("Compose", "Redactar")}</span></div>'
        + "".join(
            f'<div style="height:32px;display:flex;align-items:center;padding-left:18px;font-size:14px"><span data-t data-link>{label}</span></div>'
            for label in (
                t("Starred", "Destacados"),
                t("Snoozed", "Pospuestos"),
                t("Sent", "Enviados"),
                t("Drafts", "Borradores"),
            )
        )
        + f'</div><div style="flex:1;background:{read};border-radius:16px;margin-right:16px;overflow:hidden;padding-top:12px">{rows}</div></div>'
    )


def material_form(t: Callable[[str, str], str], dark: bool) -> str:
    bg, fg, line, hint = (
        ("#1c1b1f", "#e6e1e5", "#938f99", "#cac4d0") if dark else ("#fffbfe", "#1c1b1f", "#79747e", "#49454f")
    )
    out = f'<body style="background:{bg};color:{fg};padding:40px 20px">'
    for label, value in ((t("First name", "Nombre"), "Luna"), (t("Last name", "Apellidos"), "Flores Rivera")):
        out += (
            f'<div data-o style="position:relative;border:1.5px solid {line};border-radius:5px;height:56px;margin-bottom:26px;padding:16px">'
            f'<span data-t data-link style="position:absolute;top:-8px;left:12px;background:{bg};padding:0 5px;font-size:12px;color:{hint}">{label}</span>'
            f'<span data-t style="font-size:16px">{value}</span></div>'
        )
    for label, value in (
        (t("School", "Escuela"), "Los Robles"),
        (t("Grade level", "Grado"), t("Third grade", "Tercer grado")),
    ):
        out += (
            f'<div data-o style="background:{"#2b2930" if dark else "#e7e0ec"};border-bottom:2px solid {line};border-radius:5px 5px 0 0;height:56px;'
            f'margin-bottom:26px;padding:8px 16px"><div style="font-size:12px;color:{hint}">{label}</div><span data-t style="font-size:16px">{value}</span></div>'
        )
    out += (
        f'<div style="display:flex;border:1px solid {line};border-radius:20px;height:40px;overflow:hidden;margin-bottom:26px">'
        + "".join(
            f'<div data-o style="flex:1;display:flex;align-items:center;justify-content:center;font:500 14px Roboto;{"" if n == 0 else f"border-left:1px solid {line};"}'
            f'{"background:#4f378b;color:#fff" if n == 1 else ""}"><span data-t>{label}</span></div>'
            for n, label in enumerate((t("Day", "Día"), t("Week", "Semana"), t("Month", "Mes")))
        )
        + "</div>"
    )
    out += (
        f'<div style="display:flex;gap:12px;margin-bottom:24px"><div data-o style="border-radius:20px;height:40px;padding:0 24px;display:flex;align-items:center;'
        f'background:{"#4a4458" if dark else "#e8def8"};font:500 14px Roboto"><span data-t>{t("Not now", "Ahora no")}</span></div>'
        f'<div data-o style="border-radius:20px;height:40px;padding:0 24px;display:flex;align-items:center;box-shadow:0 1px 4px #0005;background:{"#2b2930" if dark else "#f7f2fa"};'
        f'color:{"#d0bcff" if dark else "#6750a4"};font:500 14px Roboto"><span data-t>{t("Continue", "Continuar")}</span></div></div>'
        f'<p style="font-size:14px;line-height:20px;color:{hint}">{t("By tapping Continue you agree to the", "Al tocar Continuar usted acepta los")} '
        f'<span data-t data-link style="color:{"#d0bcff" if dark else "#6750a4"}">{t("Terms of use", "Términos de uso")}</span></p>'
    )
    return out


def photo_login(t: Callable[[str, str], str], dark: bool) -> str:
    blobs = "".join(
        f'<div style="position:absolute;left:{(n * 97) % 420 - 60}px;top:{(n * 173) % 860 - 60}px;width:{60 + n * 37 % 150}px;height:{50 + n * 53 % 140}px;'
        f'border-radius:{n * 13 % 60}px;transform:rotate({n * 31 % 90}deg);background:hsl({n * 47 % 360},{40 + n * 7 % 40}%,{(22 if dark else 48) + n * 11 % 26}%)"></div>'
        for n in range(70)
    )
    ghost = "border:2px solid #fff;border-radius:26px;height:52px;display:flex;align-items:center;justify-content:center;color:#fff;font:500 17px Roboto;margin-bottom:14px"
    return (
        f'<body style="background:#345;overflow:hidden">{blobs}<div style="position:absolute;left:28px;right:28px;bottom:60px">'
        f'<div data-o style="background:#ffffff;border-radius:26px;height:52px;display:flex;align-items:center;justify-content:center;color:#111;font:500 17px Roboto;'
        f'margin-bottom:14px"><span data-t>{t("Create an account", "Crear una cuenta")}</span></div>'
        f'<div data-o style="{ghost};background:#0008"><span data-t>{t("Sign in with email", "Entrar con correo")}</span></div>'
        f'<div data-o style="{ghost};background:#1877f2;border:0"><span data-t>{t("Continue with Facebook", "Continuar con Facebook")}</span></div>'
        f'<div data-o style="background:linear-gradient(90deg,#f09433,#dc2743 60%,#bc1888);border-radius:12px;height:50px;display:flex;align-items:center;justify-content:center;'
        f'color:#fff;font:500 17px Roboto"><span data-t>{t("Take a tour", "Ver cómo funciona")}</span></div></div>'
    )


def windows(t: Callable[[str, str], str], dark: bool) -> str:
    bg, win, fg, button, line = (
        ("#0a2540", "#2b2b2b", "#fff", "#3a3a3a", "#555")
        if dark
        else ("#3a6ea5", "#f3f3f3", "#1b1b1b", "#fdfdfd", "#cfcfcf")
    )
    file_rows = "".join(
        f'<div style="display:flex;height:26px;align-items:center;padding:0 12px;font-size:12px;{"background:#0067c033" if n == 1 else ""}" data-row>'
        f'<span style="width:14px;height:16px;background:#f0b429;margin-right:8px"></span><span data-t data-link style="width:240px">{name}</span><span>{when}</span></div>'
        for n, (name, when) in enumerate(
            (
                (t("Downloads", "Descargas"), "11/24/2026 9:12"),
                (t("Homework.pdf", "Tarea.pdf"), "11/23/2026 17:40"),
                (t("Permission slip.docx", "Permiso.docx"), "11/20/2026 8:05"),
            )
        )
    )
    return (
        f'<body style="background:{bg}"><div style="position:absolute;left:60px;top:50px;width:640px;background:{win};color:{fg};border-radius:8px;box-shadow:0 8px 30px #0008;overflow:hidden;'
        f'font-size:12px"><div style="height:34px;display:flex;align-items:center;padding:0 12px">{t("Save as", "Guardar como")}<span style="flex:1"></span>—&nbsp;&nbsp;□&nbsp;&nbsp;✕</div>'
        f'<div style="background:{"#202020" if dark else "#fff"};padding:8px 0">{file_rows}</div><div style="padding:14px 16px;display:flex;align-items:center;gap:10px">'
        f'<span data-t data-link>{t("File name:", "Nombre:")}</span><div data-o style="flex:1;height:24px;border:1px solid {line};background:{"#1e1e1e" if dark else "#fff"};display:flex;align-items:center;padding:0 8px">'
        f'<span data-t>{t("class notes", "notas de clase")}</span></div></div><div style="background:{"#232323" if dark else "#e9e9e9"};padding:12px 16px;display:flex;gap:8px;justify-content:flex-end">'
        f'<div data-o style="background:#0067c0;color:#fff;border-radius:4px;padding:6px 30px"><span data-t>{t("Save", "Guardar")}</span></div>'
        f'<div data-o style="background:{button};border:1px solid {line};border-radius:4px;padding:6px 26px"><span data-t>{t("Cancel", "Cancelar")}</span></div></div></div>'
        f'<div style="position:absolute;left:760px;top:90px;width:440px;background:{win};color:{fg};border:1px solid {line};padding:26px;font-size:14px"><b style="font-size:20px">'
        f'{t("Do you want to allow this app?", "¿Quiere permitir esta aplicación?")}</b><p style="font-size:13px">Zoom Workplace</p><div style="display:flex;gap:8px;margin-top:30px">'
        f'<div data-o style="flex:1;text-align:center;background:#0067c0;color:#fff;padding:9px"><span data-t>{t("Yes", "Sí")}</span></div>'
        f'<div data-o style="flex:1;text-align:center;background:{"#454545" if dark else "#cccccc"};padding:9px"><span data-t>No</span></div></div></div>'
        f'<div style="position:absolute;left:0;right:0;bottom:0;height:48px;background:{"#1c2733" if dark else "#e8eef5"};color:{fg};display:flex;align-items:center;padding:0 16px;gap:18px;font-size:12px">'
        f'<div data-o style="width:220px;height:32px;border-radius:16px;border:1px solid {line};background:{"#2d3844" if dark else "#fff"};display:flex;align-items:center;padding:0 14px"><span data-t>{t("Search", "Buscar")}</span></div></div>'
    )


def portal(t: Callable[[str, str], str], dark: bool) -> str:
    bg, fg, line, card = (
        ("#15171a", "#e4e6ea", "#30343b", "#1e2126") if dark else ("#eef1f4", "#20262d", "#d5dae0", "#fff")
    )
    apps = "".join(
        f'<div data-o style="width:132px;height:124px;background:{card};border:1px solid {line};border-radius:10px;display:flex;flex-direction:column;align-items:center;'
        f'justify-content:center;gap:12px;font-size:13px"><div style="width:52px;height:52px;border-radius:10px;background:{color};display:flex;align-items:center;justify-content:center">{icon(name, 32, "#fff")}</div>'
        f"<span data-t>{label}</span></div>"
        for name, label, color in (
            ("book", t("Reading", "Lectura"), "#c2410c"),
            ("star", "Khan Academy", "#14a085"),
            ("chat", t("Teacher chat", "Mensajes"), "#7c3aed"),
            ("home", t("Lunch menu", "Menú escolar"), "#ca8a04"),
            ("people", t("Family", "Familia"), "#1d4ed8"),
        )
    )
    head = "".join(
        f'<th style="text-align:left;padding:8px 14px;font-size:12px">{h}</th>'
        for h in (t("Class", "Materia"), t("Teacher", "Docente"), t("Grade", "Nota"), "")
    )
    rows = "".join(
        f'<tr style="background:{card if n % 2 else "transparent"}">'
        + f'<td style="padding:9px 14px;border-top:1px solid {line}"><span data-t data-link>{name}</span></td><td style="border-top:1px solid {line};padding:9px 14px">{who}</td>'
        f'<td style="border-top:1px solid {line};padding:9px 14px">{mark}</td><td style="border-top:1px solid {line};padding:4px 14px"><span data-o style="display:inline-block;border:1px solid #2563eb;color:{"#8ab4ff" if dark else "#2563eb"};'
        f'border-radius:4px;padding:3px 10px;font-size:12px"><span data-t>{view}</span></span></td></tr>'
        for n, (name, who, mark, view) in enumerate(
            (
                (t("Mathematics", "Matemáticas"), "Sra. Luna", "92", t("View math", "Ver mate")),
                (t("Science", "Ciencias"), "Sr. Robles", "88", t("View science", "Ver ciencias")),
                (t("Art", "Arte"), "Sra. Mar", "95", t("View art", "Ver arte")),
            )
        )
    )
    tabs = "".join(
        f'<div style="padding:12px 20px;font-size:14px;{"border-bottom:3px solid #2563eb;font-weight:700" if n == 0 else ""}"><span data-t data-link>{label}</span></div>'
        for n, label in enumerate((t("Overview", "Resumen"), t("Assignments", "Tareas"), t("Report cards", "Boletas")))
    )
    return (
        f'<body style="background:{bg};color:{fg}"><div style="height:48px;background:{"#26303d" if dark else "#1e3a5f"};color:#fff;display:flex;align-items:center;padding:0 24px;font-size:16px"><b>Los Robles</b><span style="flex:1"></span>'
        f'<span data-o style="background:#ffffff22;border-radius:4px;padding:6px 12px;font-size:13px"><span data-t>{t("Español", "English")}</span></span></div>'
        f'<div style="display:flex;border-bottom:1px solid {line};background:{card}">{tabs}</div><div style="display:flex;gap:16px;padding:24px">{apps}</div>'
        f'<table style="border-collapse:collapse;margin:0 24px;width:760px;font-size:14px;background:{"#191c20" if dark else "#f8fafc"};border:1px solid {line}"><tr>{head}</tr>{rows}</table>'
        f'<div style="margin:20px 24px;display:flex;gap:10px;align-items:center"><div data-o style="width:200px;height:34px;border:1px solid {line};border-radius:4px;background:{card};display:flex;align-items:center;padding:0 10px;font-size:13px">'
        f'<span data-t style="flex:1">{t("Choose a child", "Elija un alumno")}</span>⌄</div><div data-o style="border:1px dashed #888;border-radius:6px;padding:10px 22px;font-size:13px"><span data-t>{t("Upload a file", "Subir un archivo")}</span></div></div>'
    )


def bottom_sheet(t: Callable[[str, str], str], dark: bool) -> str:
    sheet, fg, dim, line = (
        ("#1f1f23", "#e8e8ec", "#9a9aa2", "#3a3a40") if dark else ("#ffffff", "#1b1b1f", "#6b6b73", "#e3e3e8")
    )
    rows = "".join(
        f'<div data-o style="height:56px;display:flex;align-items:center;gap:24px;padding:0 22px;font-size:16px;border-top:1px solid {line}">{icon(name, 24, dim, True)}<span data-t>{label}</span></div>'
        for name, label in (
            ("share", t("Share invite link", "Compartir enlace")),
            ("lock", t("Copy passcode", "Copiar código")),
            ("people", t("Add contacts", "Agregar contactos")),
            ("bell", t("Remind me later", "Recordarme luego")),
        )
    )
    keys = "".join(
        '<div style="display:flex;gap:6px;justify-content:center;margin-top:8px">'
        + "".join(
            f'<div style="width:32px;height:42px;border-radius:6px;background:{"#4a4a50" if dark else "#fff"};display:flex;align-items:center;justify-content:center;font-size:20px">{key}</div>'
            for key in line_of_keys
        )
        + "</div>"
        for line_of_keys in ("qwertyuiop", "asdfghjklñ", "zxcvbnm")
    )
    return (
        f'<body style="background:{"#3a3a40" if dark else "#8d8d94"};color:{fg}"><div style="padding:60px 22px;opacity:.5;font-size:18px;color:#fff">{t("Meeting details", "Detalles de la reunión")}</div>'
        f'<div style="position:absolute;left:0;right:0;top:200px;background:{sheet};border-radius:20px 20px 0 0;bottom:0"><div style="width:36px;height:4px;border-radius:2px;background:{dim};margin:10px auto 14px"></div>'
        f'<div style="padding:4px 22px 14px;font:500 20px Roboto">{t("Invite people", "Invitar personas")}</div>{rows}'
        f'<div style="position:absolute;left:0;right:0;bottom:0;height:230px;background:{"#2a2a2e" if dark else "#d4d6db"};padding-top:6px">{keys}'
        f'<div style="display:flex;gap:6px;justify-content:center;margin-top:8px"><div data-o style="width:200px;height:42px;border-radius:6px;background:{"#4a4a50" if dark else "#fff"};display:flex;align-items:center;justify-content:center;font-size:15px">'
        f'<span data-t>{t("space", "espacio")}</span></div><div data-o style="width:90px;height:42px;border-radius:6px;background:#0a7aff;color:#fff;display:flex;align-items:center;justify-content:center;font-size:15px"><span data-t>{t("done", "listo")}</span></div></div></div></div>'
    )


def notification(t: Callable[[str, str], str], dark: bool) -> str:
    card, fg, dim = ("#26282c", "#e6e7ea", "#a3a6ab") if dark else ("#f4f5f8", "#1a1c1f", "#5b5f66")
    pill = "border-radius:30px;height:62px;display:flex;align-items:center;gap:12px;padding:0 18px;font-size:15px"
    tiles = "".join(
        f'<div data-o style="{pill};flex:1;background:{"#a8c7fa" if on else ("#3a3d42" if dark else "#dfe2e8")};color:{"#062e6f" if on else fg}">{icon(name, 22)}<span data-t>{label}</span></div>'
        for name, label, on in (("wifi", "Internet", True), ("bell", t("Do Not Disturb", "No molestar"), False))
    )
    cards = "".join(
        f'<div data-o style="background:{card};border-radius:24px;margin:0 10px 6px;padding:14px 18px;display:flex;gap:14px"><div style="width:36px;height:36px;border-radius:18px;background:{color};flex:none"></div>'
        f'<div><div style="font-size:12px;color:{dim}">{app} · 5 min</div><div style="font:500 15px Roboto"><span data-t>{title}</span></div><div style="font-size:14px;color:{dim}">{body}</div></div></div>'
        for app, title, body, color in (
            (
                "WhatsApp",
                t("Ms. Luna", "Maestra Luna"),
                t("The class starts at nine", "La clase empieza a las nueve"),
                "#25d366",
            ),
            ("Classroom", t("New homework", "Nueva tarea"), t("Due on Friday", "Para el viernes"), "#188038"),
        )
    )
    return (
        f'<body style="background:{"#0d0e10" if dark else "#cfd6e4"};color:{fg}">{status()}<div style="display:flex;gap:10px;padding:20px 12px">{tiles}</div>{cards}'
        f'<div style="display:flex;justify-content:space-between;padding:14px 22px;font:500 14px Roboto"><span data-o style="background:{card};border-radius:20px;padding:10px 20px"><span data-t>{t("Manage", "Administrar")}</span></span>'
        f'<span data-o style="background:{card};border-radius:20px;padding:10px 20px"><span data-t>{t("Clear all", "Borrar todo")}</span></span></div>'
        f'<div data-o style="position:absolute;left:16px;right:16px;bottom:40px;height:56px;border-radius:12px;background:#00695c;color:#fff;display:flex;flex-direction:column;justify-content:center;align-items:center;font-size:15px;line-height:19px">'
        f'<span data-t style="text-align:center">{t("Join the meeting<br>without video", "Entrar a la reunión<br>sin video")}</span></div>'
    )


PAGES = (
    Page("android-settings", 393, 852, android_settings),
    Page("ios-settings", 390, 844, ios_settings, "Liberation Sans"),
    Page("whatsapp", 360, 760, whatsapp),
    Page("zoom-join", 390, 844, zoom_join),
    Page("zoom-meeting", 360, 780, zoom_meeting),
    Page("classroom", 393, 852, classroom),
    Page("android-dialog", 412, 860, android_dialog),
    Page("ios-alert", 390, 844, ios_alert, "Liberation Sans"),
    Page("app-store", 412, 860, app_store),
    Page("home-screen", 393, 852, home_screen),
    Page("clever", 1280, 720, clever, "Liberation Sans"),
    Page("chrome-dialog", 1280, 720, chrome_dialog),
    Page("form", 1024, 640, form, "Liberation Sans"),
    Page("gmail", 1280, 640, gmail),
    Page("material-form", 393, 852, material_form),
    Page("photo-login", 390, 844, photo_login),
    Page("bottom-sheet", 412, 892, bottom_sheet),
    Page("notification", 393, 852, notification),
    Page("windows", 1280, 720, windows, "Liberation Sans"),
    Page("portal", 1366, 720, portal, "Noto Sans"),
)


def html(page: Page, lang: str, dark: bool) -> str:
    """A screen as a whole document."""
    body = page.body(lambda en, es: es if lang == "es" else en, dark)
    style = f"*{{box-sizing:border-box}}body{{margin:0;font-family:'{page.font}';overflow:hidden;height:100vh;position:relative}}"
    return f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><style>{style}</style>{body}'
