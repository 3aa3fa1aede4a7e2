"""What a site is asked for: its address, whether search engines may list it, and what is made of each tutorial."""

from __future__ import annotations

from pathlib import Path

from annotator.commands.site import SiteRequest
from annotator.model import School


def test_the_address_is_the_one_that_is_named_else_the_schools() -> None:
    school = School(website="https://losrobles.example.org/")
    assert SiteRequest(Path("public")).publishing(school).base_url == "https://losrobles.example.org"
    named = SiteRequest(Path("public"), "https://district.example.org/help/", public=True).publishing(school)
    assert (named.base_url, named.public) == ("https://district.example.org/help", True)
    assert SiteRequest(Path("public"), "").publishing(school).base_url == "", "asked for without an address"


def test_only_what_pages_need_is_made() -> None:
    options = SiteRequest(Path("public"), languages=("es",), voice="pico").options
    assert (options.languages, options.voice) == (("es",), "pico")
    assert {"video", "page", "paper", "message", "present"} == set(options.kinds)
