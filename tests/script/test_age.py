"""When somebody last tried the steps."""

import datetime
from dataclasses import replace

from annotator.script import check_age, read


def test_steps_that_nobody_tried_for_long() -> None:
    one = read("# en: Join class\n- checked: 2026-01-01\n\n![](01.png)\n- tap: Join\n", {"01.png"}).tutorial
    assert one
    day = datetime.date(2026, 1, 1)
    assert check_age(one, day + datetime.timedelta(days=180)) == ()
    (warning,) = check_age(one, day + datetime.timedelta(days=181))
    assert str(warning) == (
        "tutorial.md:1: warning: These steps were last tried 181 days ago, on 2026-01-01. "
        'Check whether the screens are still the same, then write "- checked: 2026-07-01".'
    )
    assert check_age(replace(one, checked=None), day) == ()
    assert check_age(one, day - datetime.timedelta(days=1)) == ()
    for years in (1, 5, 800):
        (warning,) = check_age(one, day.replace(year=day.year - years))
        assert "2026-01-01, is still to come. Check" in str(warning)
