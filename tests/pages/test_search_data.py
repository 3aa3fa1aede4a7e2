"""What search engines are told of a site, where they may list it."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from annotator.pages import listing, tutorial_pages, website
from annotator.pages.page_data import Publishing, TutorialPages
from tests.helpers import sites

PUBLIC = replace(sites.PUBLISHING, public=True, day=datetime.date(2026, 12, 1))
SPANISH = f"{sites.BASE}/zoom-class/es/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tutorial's pages, in a site."""
    place = tmp_path_factory.mktemp("site") / "zoom-class"
    sites.fill(place, sites.ORDINARY)
    return place


def render(folder: Path, publishing: Publishing, tutorial: TutorialPages = sites.ORDINARY) -> str:
    return tutorial_pages.render(folder, tutorial, tutorial.pages[0], publishing, gallery=True)


def structured(text: str) -> list[dict[str, object]]:
    return [json.loads(each) for each in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)]


def test_a_public_page_says_what_search_engines_require_of_a_video_and_its_languages(folder: Path) -> None:
    text = render(folder, PUBLIC)
    how, film = structured(text)
    assert (how["@type"], how["name"], how["inLanguage"]) == ("HowTo", "Entrar a la clase por Zoom", "es")
    first = {"@type": "HowToStep", "position": 1, "text": "Toque Unirse.", "image": f"{SPANISH}paso-1.webp"}
    assert how["step"][0] == first  # type: ignore[index]
    assert len(how["step"]) == 4, "an aside is no step"  # type: ignore[arg-type]
    assert film["@type"] == "VideoObject"
    assert film["contentUrl"] == f"{SPANISH}zoom-class.mp4"
    assert film["thumbnailUrl"] == [f"{SPANISH}preview.jpg"]
    assert (film["uploadDate"], film["duration"]) == ("2026-12-01", "PT75S")
    assert "noindex" not in text
    alternates = re.findall(r'<link rel="alternate" hreflang="([a-z]+)" href="([^"]*)">', text)
    assert alternates == [(lang, f"{sites.BASE}/zoom-class/{lang}/") for lang in ("es", "en", "mix")]


def test_all_others_are_told_to_stay_away_while_chats_have_their_preview(folder: Path) -> None:
    text = render(folder, sites.PUBLISHING)
    assert "noindex" in text
    assert "ld+json" not in text
    assert 'rel="alternate"' not in text
    assert 'property="og:image"' in text


def test_hostile_words_end_no_script(folder: Path) -> None:
    how = structured(render(folder, PUBLIC, sites.NASTY))[0]
    assert how["name"] == sites.HOSTILE


def test_a_sitemap_is_there_where_the_school_names_its_website_and_search_engines_may_come(folder: Path) -> None:
    site, named = folder.parent, replace(sites.SCHOOL, website=sites.BASE)
    listing.write_listing(folder, sites.ORDINARY)
    path = site / "sitemap.xml"
    website.write_gallery(site, PUBLIC, named)
    found = [each.text for each in ET.parse(path).iter() if each.tag.endswith("loc")]
    assert found == [f"{sites.BASE}/", *(f"{sites.BASE}/zoom-class/{lang}/" for lang in ("es", "en", "mix"))]
    for publishing, school in ((PUBLIC, sites.SCHOOL), (sites.PUBLISHING, named)):
        path.touch()
        website.write_gallery(site, publishing, school)
        assert not path.exists(), "an older one goes"
