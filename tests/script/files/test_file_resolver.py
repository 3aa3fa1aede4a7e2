"""Names in a script are those of files beside it; an icon may also be one that is shipped, and the folder's own goes first."""

from __future__ import annotations

import pytest

from annotator.model import IconTarget, PointTarget
from annotator.script.blocks import PictureLine, parse_link
from annotator.script.files.file_index import FileIndex
from annotator.script.files.file_resolver import FileResolver
from annotator.script.problems import BadValueError

FILES = FileResolver(FileIndex(["01.PNG", "50% off.png", "mic.PNG", "rec.mp4"]), FileIndex(["mic.png", "mute.png"]))


def resolve(line: str) -> str:
    link = parse_link(line)
    assert link is not None
    return FILES.resolve_picture(PictureLine(1, link))


def test_an_icon_of_the_folder_goes_before_one_that_is_shipped() -> None:
    assert FILES.resolve_target(IconTarget("mic.png")) == IconTarget("mic.PNG")
    assert FILES.resolve_target(IconTarget("mute.PNG")) == IconTarget("mute.png")


def test_what_is_no_icon_stays_as_it_is() -> None:
    target = PointTarget(10, 20)
    assert FILES.resolve_target(target) is target


def test_a_screenshot_is_not_taken_from_the_shipped_icons() -> None:
    with pytest.raises(BadValueError, match="not in the folder"):
        resolve("![](mute.png)")


@pytest.mark.parametrize("line", ["![](<50% off.png>)", "![](50%25%20off.png)", "![](<./50% off.PNG>)"])
def test_a_picture_is_found_in_each_way_of_writing_its_address(line: str) -> None:
    assert resolve(line) == "50% off.png"
