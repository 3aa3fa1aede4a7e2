"""The lines of keys and of syntax errors, which tomllib doesn't report."""

from __future__ import annotations

import tomllib

import pytest

from annotator.script.toml_lines import find_error_line, find_key_lines


def test_keys_tables_and_dotted_keys_have_their_first_line() -> None:
    text = 'name = "a"\n\n[voices]\nes = "auto"\n"x.y" = 1\n\n[help]\na.b = 1\na.c = 2\n'
    assert find_key_lines(text) == {
        ("name",): 1,
        ("voices",): 3,
        ("voices", "es"): 4,
        ("voices", "x.y"): 5,
        ("help",): 7,
        ("help", "a"): 8,
        ("help", "a", "b"): 8,
        ("help", "a", "c"): 9,
    }


@pytest.mark.parametrize(("text", "line"), [('a = 1\nb = "\n', 2), ("a = 1\nb = [1,\n", 2), ("= 1\n", 1)])
def test_a_syntax_error_has_its_line(text: str, line: int) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert find_error_line(caught.value, text) == line
