"""What axe doesn't judge of WCAG 2.1 A and AA on a page of playwright: reflow, spacing, letters of 200 %, focus, keys, fields."""

from __future__ import annotations

from typing import Any

from tests.helpers.axe import violations

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
"""The spacing of 1.4.12."""
LARGE = "html { font-size: 200% !important }"
CLIPPED = """() => [...document.querySelectorAll("body *")].filter((node) => {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    if (!own || !node.checkVisibility({ visibilityProperty: true }) || style.clipPath !== "none") return false;
    if (style.display === "inline" || style.webkitLineClamp !== "none") return false;
    return (style.overflowX === "hidden" && node.scrollWidth > node.clientWidth + 1) ||
        (style.overflowY === "hidden" && node.scrollHeight > node.clientHeight + 1);
}).map((node) => node.outerHTML.slice(0, 120))"""
"""Visible texts of which a part is cut off, unless on purpose: the editor's list of steps has two lines of each sentence."""
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
FOCUSED = """() => {
    const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
    if (node === document.body) return null;
    const around = [style, getComputedStyle(node, "::after"), node.labels?.[0] && getComputedStyle(node.labels[0])];
    const mark = node.querySelector?.(".focus"); // on a picture of the editor
    const seen = (mark && getComputedStyle(mark).display !== "none") || around.some((each) => each &&
        each.outlineStyle !== "none" && parseFloat(each.outlineWidth) >= 1);
    return { html: node.outerHTML.slice(0, 120), seen, shown: box.width > 0 && box.right > 0 && box.left < innerWidth &&
        box.bottom > 0 && box.top < innerHeight, video: node.matches("video, audio") };
}"""
"""The element that has the focus: whether its focus is seen, and whether it is in view."""
STOPS = """() => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((node) =>
    node.checkVisibility({ visibilityProperty: true }) && !node.disabled && node.tabIndex >= 0 && !node.closest("[inert]") &&
    !(node.type === "radio" && !node.checked)).map((node) => node.outerHTML.slice(0, 120))"""
"""What the Tab key must reach; of radio buttons, the chosen one."""
FIELDS = """() => {
    const light = (color) => {
        const [red, green, blue] = color.match(/[\\d.]+/g).map((value) => value / 255)
            .map((value) => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
        return .2126 * red + .7152 * green + .0722 * blue;
    };
    const ratio = (one, other) => (Math.max(light(one), light(other)) + .05) / (Math.min(light(one), light(other)) + .05);
    const behind = (node) => {
        while (node && /, 0\\)|transparent/.test(getComputedStyle(node).backgroundColor)) node = node.parentElement;
        return node ? getComputedStyle(node).backgroundColor : "rgb(255, 255, 255)";
    };
    return [...document.querySelectorAll("input, select, textarea")].filter((node) => {
        const style = getComputedStyle(node);
        const native = style.appearance !== "none" && /checkbox|radio|range|file|color|hidden/.test(node.type);
        if (native || !node.checkVisibility({ visibilityProperty: true }) || style.opacity === "0") return false;
        const around = behind(node.parentElement), rim = parseFloat(style.borderBottomWidth) ? style.borderBottomColor : around;
        return ratio(rim, around) < 3 && ratio(behind(node), around) < 3;
    }).map((node) => node.outerHTML.slice(0, 120));
}"""
"""Fields whose rim is hard to see (1.4.11)."""


def faults(page: Any, *widths: int, phone: bool = True) -> list[str]:
    """What is wrong on a page at these widths, on its side, with more spacing, and (for a ``phone``) with letters of 200 %."""
    wrong = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 740})
        wrong += [f"{width} px: {rule} {place}" for rule, places in violations(page, **RULES) for place in places]
        wrong += _layout(page, f"{width} px")
    if not page.title() or not page.evaluate("document.documentElement.lang"):
        wrong.append("no title or no language")
    wrong += [f"a rim of less than 3 to 1: {field}" for field in page.evaluate(FIELDS)]
    page.set_viewport_size({"width": 740, "height": 320})
    wrong += _layout(page, "on its side")
    styles = [("spacing", SPACING, 320), ("spacing", SPACING, 1280), ("letters of 200 %", LARGE, 360)]
    for name, style, width in styles if phone else styles[:2]:
        page.set_viewport_size({"width": width, "height": 740})
        tag = page.add_style_tag(content=style)
        wrong += _layout(page, f"{name}, {width} px")
        tag.evaluate("node => node.remove()")
    return wrong


def _layout(page: Any, where: str) -> list[str]:
    wide = page.evaluate(TOO_WIDE)
    cut = [f"{where}: cut off: {text}" for text in page.evaluate(CLIPPED)]
    return cut + [f"{where}: {wide} px too wide"] * (wide > 0)


def walk(page: Any) -> list[str]:
    """What is wrong when one goes through a page by Tab alone: what isn't reached, what isn't seen, where one can't go on."""
    due, reached, wrong = page.evaluate(STOPS), [], []
    page.evaluate("document.activeElement.blur()")
    for _ in range(6 * len(due) + 20):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        if not (stop["seen"] or stop["video"]):
            wrong.append(f"no sign of the focus: {stop['html']}")
        if not stop["shown"]:
            wrong.append(f"out of view: {stop['html']}")
        reached.append(stop["html"])
    else:
        wrong.append(f"the Tab key stays at {reached[-1]}")
    return wrong + [f"not reached: {stop}" for stop in due if stop not in reached]
