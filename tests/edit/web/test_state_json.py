"""What of the folder is in the tray."""

import pytest

from annotator.edit.web.state_json import list_unused
from annotator.model import Action, Hide, IconTarget, Step, Tutorial, Variant

ICON = IconTarget("ours.png")


@pytest.mark.parametrize(
    "tutorial",
    [
        Tutorial((), (Step("1.png", Action("tap", ICON)),)),
        Tutorial((), (Step("1.png", variants=(Variant("iphone", Action("tap", ICON)),)),)),
        Tutorial((), (Step("1.png", Action("wait")),), hides=(Hide(ICON),)),
    ],
)
def test_an_icon_that_any_line_names_is_not_in_the_tray(tutorial: Tutorial) -> None:
    assert list_unused(tutorial, ("1.png", "2.png", "ours.png")) == ("2.png",)
