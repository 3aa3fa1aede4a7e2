"""What a site is asked for: its address, whether search engines may list it, and what is made of each tutorial."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.commands.site import SiteRequest, check_address, check_order
from annotator.model import School
from annotator.pages.page_data import Publishing, TutorialPages


def test_the_address_is_the_one_that_is_named_else_the_schools() -> None:
    school = School(website="https://losrobles.example.org/")
    assert SiteRequest(Path("public")).publishing(school).base_url == "https://losrobles.example.org"
    named = SiteRequest(Path("public"), "https://district.example.org/help/", public=True).publishing(school)
    assert (named.base_url, named.public) == ("https://district.example.org/help", True)
    assert SiteRequest(Path("public"), "").publishing(school).base_url == "", "asked for without an address"


@pytest.mark.parametrize(
    ("address", "folder", "notes"),
    [
        ("https://losrobles.example.org/ayuda", "ayuda", []),
        ("", "public", []),
        ("http://losrobles.example.org/ayuda", "ayuda", ["http://, which phones call unsafe"]),
        ("https://losrobels.example.org/ayuda/", "ayuda", ["packs lead to https://losrobles.example.org/ayuda"]),
        ("https://losrobles.example.org", "public", ["as in https://losrobles.example.org/ayuda"]),
        ("https://LosRobles.example.org/a%20b", "public", ["names no folder"]),
    ],
)
def test_an_odd_address_is_a_warning_and_names_the_folder_of_the_archive(
    address: str, folder: str, notes: list[str]
) -> None:
    school = School(website="https://losrobles.example.org/ayuda")
    publishing = SiteRequest(Path("public"), address).publishing(school)
    assert publishing.folder == folder
    found = list(check_address(publishing, school))
    assert len(found) == len(notes)
    assert all(note in text for note, text in zip(notes, found, strict=True))
    (slash,) = check_address(Publishing("https://x.org/", folder="public"), School())
    assert slash.endswith("as in https://x.org/ayuda.")


def test_names_in_the_order_that_no_tutorial_has_are_told() -> None:
    school = School(order=("join class", "get-zoom", "seesaw", "zoom"))
    tutorials = [TutorialPages("get-zoom", ()), TutorialPages("join-class", ())]
    assert list(check_order(school, tutorials)) == ["In the order of tutorials, but not on the website: seesaw, zoom."]


def test_only_what_pages_need_is_made() -> None:
    options = SiteRequest(Path("public"), languages=("es",), voice="pico").options
    assert (options.languages, options.voice) == (("es",), "pico")
    assert {"video", "page", "paper", "message", "present"} == set(options.kinds)
