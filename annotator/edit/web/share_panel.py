"""What can be sent to families: the files of a pack, with the sentences and the message that go with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.edit.web.panel import Node, PageText, banner, button, element

Row = Mapping[str, Any]


def draw_share(path: str, pack: Row, chosen: str | None, making: bool, text: PageText) -> Node:
    """The page of a pack.

    Args:
        path: the address of the tutorial in the API.
        pack: as `annotator.edit.share_content.describe` has it, and whether it is ``current``.
        chosen: the language in view; None or one that isn't there is the first.
        making: whether it is being made now.
        text: the page's texts.
    """
    make = element("a", text("share.make"), class_="button main", href=f"#/t/{path.rpartition('/')[2]}/check")
    if not pack["exists"] or not pack["languages"]:
        return element(
            "div",
            element("h2", text("check.making" if making else "share.none")),
            element("p", text("share.none-about")),
            element("p", make),
            class_="wrap narrow",
        )
    shown = next((row for row in pack["languages"] if row["lang"] == chosen), pack["languages"][0])
    languages = (
        button(
            row["name"],
            (f"{path}/share", {"lang": row["lang"]}),
            aria_pressed=str(row is shown).lower(),
            lang=row["lang"],
            key=row["lang"],
        )
        for row in pack["languages"]
    )
    which = element(
        "div",
        element("span", text("share.which")),
        languages,
        class_="row",
        role="group",
        aria_label=text("share.which"),
    )
    return element(
        "div",
        element("div", element("h2", text("share.title")), which, class_="row spread"),
        not pack["current"] and banner(element("p", text("share.old")), make, kind="warning"),
        _draw_how("WhatsApp", "web.whatsapp.com", "", text),
        _draw_how("Messenger", "facebook.com/messages", "-apart", text),
        _draw_sections(shown, text),
        element(
            "p",
            element("span", f"{text('share.folder')} ", element("code", pack["folder"])),
            button(text("share.copy-folder"), copy=pack["folder"]),
            class_="row",
        ),
        class_="wrap",
    )


def _draw_how(app: str, address: str, variant: str, text: PageText) -> Node:
    """How to send all this by an app, in four steps with a drawing each. ``variant`` is that of the app's texts."""
    steps = (
        ("open", text("share.how-open", address=address)),
        ("drag", text("share.how-drag")),
        ("paste", text(f"share.how-paste{variant}")),
        ("send", text("share.how-send")),
    )
    return element(
        "details",
        element("summary", element("h3", text("share.how", app=app))),
        element("ol", (element("li", _drawing(name), element("p", said)) for name, said in steps), class_="hows"),
        element("p", text(f"share.how-files{variant}"), class_="soft"),
        class_="panel how",
        open=not variant,
        key=app,
    )


def _drawing(name: str) -> Node:
    used = element("use", href=f"/drawings.svg#how-{name}")
    return element("svg", used, class_="drawing", viewBox="0 0 240 140", aria_hidden="true")


def _draw_sections(shown: Row, text: PageText) -> list[Node]:
    letter = _draw_message(shown, text) if shown["message"] else None
    single: dict[str, Sequence[Row | None]] = {name: [shown[name]] for name in ("video", "voice")}
    sections = []
    for name in ("cards", "video", "voice", "clips", "others"):
        files = [file for file in single.get(name, shown.get(name)) or () if file]
        more = letter if name == "video" else None
        if files or more:
            heading = element("h3", text(f"share.{name}")), element("p", text(f"share.{name}-about"))
            everyone = _draw_grid([file for file in files if not file["aside"]], more, shown["lang"], text)
            some = [file for file in files if file["aside"]]
            last = (element("h4", text("share.asides")), _draw_grid(some, None, shown["lang"], text)) if some else None
            sections.append(element("section", heading, everyone, last, class_="panel", key=f"{shown['lang']} {name}"))
    return sections


def _draw_grid(files: Sequence[Row], more: Node | None, lang: str, text: PageText) -> Node:
    return element("div", (_draw_file(file, lang, text) for file in files), more, class_="files-grid")


def _draw_message(shown: Row, text: PageText) -> Node:
    message = element(
        "pre",
        shown["message"],
        tabindex="0",
        role="region",
        aria_label=text("share.message"),
        lang=shown["lang"],
        dir="auto",
    )
    link = element(
        "a",
        text("share.whatsapp"),
        class_="button whatsapp",
        href=shown["whatsapp"],
        target="_blank",
        rel="noopener noreferrer",
    )
    copy = button(text("share.copy-message"), copy=shown["message"])
    return element("div", message, element("div", copy, link, class_="row"), class_="letter")


def _draw_file(file: Row, lang: str, text: PageText) -> Node:
    name, url, said = file["name"], file["url"], file["text"]
    label = file["label"].get(text.lang, "")
    whole = not name.endswith(".html")  # a page without the files beside it shows nothing: it is opened in its folder
    save = element(
        "a",
        text("share.save"),
        class_="button",
        href=url,
        download=name,
        drag=name,
        title=text("share.drag-this"),
        aria_label=text("share.save-name", name=name),
        icon="save",
    )
    copies = (
        button(text("share.copy-sentence"), copy=said) if said else None,
        button(text("share.copy-picture"), copy_picture=url) if file["kind"] == "card" else None,
    )
    seconds = f" · {round(file['seconds'])} s" if file["seconds"] else ""
    return element(
        "div",
        _draw_content(name, url, said),
        element("p", element("strong", said), lang=lang, dir="auto") if said else None,
        element("p", label) if label else None,
        element("div", save, copies, class_="row") if whole else None,
        element(
            "p",
            f"{name if whole else file['path']} · {_megabytes(file['bytes'], text.lang)} MB{seconds}",
            class_="soft",
        ),
        class_="file",
        key=file["id"],
    )


def _draw_content(name: str, url: str, said: str) -> Node | None:
    """The picture, the film or the sound, to be looked at here."""
    if name.endswith((".jpg", ".png")):
        return element("img", src=url, alt=said or name, loading="lazy")
    if name.endswith(".mp4"):
        return element("video", controls=True, playsinline=True, preload="metadata", src=url, aria_label=name)
    if name.endswith(".ogg"):
        return element("audio", controls=True, preload="none", src=url, aria_label=name)
    return None


def _megabytes(size: int, lang: str) -> str:
    """Megabytes with two digits that count, as the page's language writes them: 1.2, 0.012, 120."""
    number = f"{float(f'{size / 1e6:.2g}'):.9f}".rstrip("0").rstrip(".")
    return number.replace(".", ",") if lang == "es" else number
