"""Scripts of up to 200,000 characters that a careless reader takes minutes for."""

from __future__ import annotations

from string import ascii_lowercase

TITLE = "# es: a\n# en: b\n\n"
HOSTILE = {
    "items": TITLE + "![](01.png)\n" + "- x:\n" * 19_000,
    "actions": TITLE + "![](01.png)\n" + "- tap: a\n" * 10_000,
    "pictures": TITLE + "![](x)\n" * 14_000,
    "good pictures": TITLE + "![w](01.png)\n- tap: a\n\n" * 4_000,
    "asides": TITLE + "![](01.png)\n- tap: a\n\n" + "![](01.png)\n- if es: a\n- continues: yes\n\n" * 2_000,
    "chains": TITLE + "![](01.png)\n- tap: a\n- continues: yes\n\n" * 2_000,
    "titles": "".join(f"# {a}{b}{c}: t\n" for a in ascii_lowercase for b in ascii_lowercase for c in ascii_lowercase),
    "quotes": ">" * 99_000,
    "nested": "".join(" " * i + "- a:\n" for i in range(430)),
    "brackets": TITLE + "![" * 45_000,
    "bars": TITLE + "![](01.png)\n- tap: " + "|" * 90_000,
    "texts with bars": TITLE + "![](01.png)\n- tap: " + "a|" * 45_000 + "a",
    "open quotes": TITLE + "![](01.png)\n- tap: " + '"' * 90_001,
    "quotes and bars": TITLE + "![](01.png)\n- hide: " + '"a"|' * 22_000 + "a",
    "equals": TITLE + "![](01.png)\n- hide: " + " = " * 30_000,
    "percents": TITLE + "![](01.png)\n- tap: " + "1% " * 30_000 + "x",
    "digits": TITLE + "![](01.png)\n- tap: " + "1" * 90_000 + "%",
    "blanks": TITLE + "![](01.png)\n- tap: a" + " " * 90_000 + "#",
    "seconds": TITLE + "![](01.png)\n- from: " + "1" * 90_000,
    "long word": TITLE + "![](01.png)\n- " + "x" * 90_000 + ": a",
    "rules": "---\n" * 20_000,
    "fences": "```\n" * 20_000,
    "references": "[a]: b\n" * 14_000,
}

ENDLESS = ("toque " * 8000, "Tap Join and " * 4000, "¿como " * 8000, "es " * 16000)
"""Sentences that do not end."""
