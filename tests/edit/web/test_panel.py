"""Nodes that the page draws, and the answers that bring them."""

import json

import pytest

from annotator.edit.web.panel import PageText, button, element, panel_answer


def test_an_element_has_its_attributes_and_children():
    node = element("p", "One", ["Two", element("b", "three")], None, class_="note", aria_label="Said", hidden=False)
    assert node == ["p", {"class": "note", "aria-label": "Said"}, "One", "Two", ["b", {}, "three"]]


def test_nodes_in_a_list_are_children_of_their_own():
    rows = (element("li", text) for text in ("a", "b"))
    assert element("ul", rows) == ["ul", {}, ["li", {}, "a"], ["li", {}, "b"]]


def test_a_button_says_what_it_posts():
    node = button("Keep", ("/api/keep", {"n": 1}), "main", icon="done", disabled=True)
    expected = {
        "type": "button",
        "class": "button main",
        "press": ["/api/keep", {"n": 1}],
        "icon": "done",
        "disabled": True,
    }
    assert node == ["button", expected, "Keep"]


def test_texts_are_filled_in_and_know_one_from_many():
    text = PageText("en")
    assert text("home.steps", n=3) == "3 steps"
    assert text("home.steps", n=1) == "1 step"
    assert PageText("es")("home.steps", n=1) == "1 paso"


def test_a_text_that_is_missing_is_an_error():
    with pytest.raises(KeyError):
        PageText("en")("home.no-such-text")


def test_an_answer_has_only_what_it_brings():
    assert json.loads(panel_answer(element("p", "Hi")).body) == {"view": ["p", {}, "Hi"]}
    assert json.loads(panel_answer(notice="Saved", changed=True).body) == {"notice": "Saved", "changed": True}
