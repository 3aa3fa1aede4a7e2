"""What was seen on a picture is remembered whole, and forgotten when anything that shapes it changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotator.build.looks import Looks, plain, restored
from annotator.cache import Cache
from annotator.model import Action, Ask, Box, Found, Hidden, IconTarget, Said, Screen, Step, TargetName, TextTarget
from annotator.privacy.matcher import Privacy

SEEN = (
    Screen("abc", (Hidden(Box(1, 2, 3, 4), "email"),), (Box(5, 6, 7, 8),)),
    "1.png",
    Found(TextTarget(("Unirse", "Join"), 2), Box(1, 1, 2, 2), None, "Unirse", 0.93, (Box(0, 0, 1, 1),), ("Salir",)),
    (),
    TargetName("Unirse"),
    ("Entrar",),
    (Ask("Ana", "word", "Ana Ruiz"),),
    ("Unirse", "Salir"),
)
STEP = Step("1.png", Action("tap", IconTarget("mic.png")), (Said("es", "Toque."),))


def test_everything_comes_back_as_it_was() -> None:
    assert restored(plain(SEEN)) == SEEN


def test_a_look_is_kept_until_picture_target_icon_or_roster_changes(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(b"one")
    (tmp_path / "mic.png").write_bytes(b"icon")

    def looks(*names: str) -> Looks:
        return Looks(tmp_path, Privacy(names), lambda icon: tmp_path / icon, Cache(tmp_path / "cache"))

    assert looks().recall(STEP, "1.png") is None
    looks().keep(STEP, "1.png", SEEN)
    assert looks().recall(STEP, "1.png") == SEEN
    assert looks().recall(replace(STEP, narration=(Said("es", "Oprima."),)), "1.png") == SEEN
    assert looks("Ana").recall(STEP, "1.png") is None
    assert looks().recall(replace(STEP, action=Action("tap", TextTarget(("Unirse",)))), "1.png") is None
    (tmp_path / "mic.png").write_bytes(b"another icon")
    assert looks().recall(STEP, "1.png") is None
    looks().keep(STEP, "1.png", SEEN)
    (tmp_path / "1.png").write_bytes(b"another picture")
    assert looks().recall(STEP, "1.png") is None
    (tmp_path / "1.png").unlink()
    assert looks().recall(STEP, "1.png") is None
