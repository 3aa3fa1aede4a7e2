"""Change keys of a school's file in place: everything else of its text stays as it is."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.script import BadValueError, read_school
from annotator.script.school_edit import Key, Value, set_keys

TEXT = """\
# Our school, written by Rosa
name = "Los Robles"   # as on the sign
odd = 1               # no key of annotator's

# who answers
[help]
person = 'Sra. Rosa'

# ours
[colors]
main = "#0B4F6C" # blue
accent = "#FFD23F"
"""


def test_a_value_is_changed_where_it_is() -> None:
    assert set_keys(TEXT, {("name",): "El Sol"}) == TEXT.replace('"Los Robles"', '"El Sol"')
    assert set_keys(TEXT, {("colors", "main"): "#112233"}) == TEXT.replace("#0B4F6C", "#112233")


def test_a_value_that_is_there_already_is_left_as_it_is_written() -> None:
    assert set_keys(TEXT, {("help", "person"): "Sra. Rosa", ("phone",): None}) == TEXT


def test_a_new_key_comes_to_the_end_of_its_table_above_the_next_comment() -> None:
    made = set_keys(TEXT, {("phone",): "410-555-0100", ("help", "photo"): "rosa.jpg", ("colors", "mark"): "#E4003A"})
    assert made == (
        TEXT.replace("annotator's\n", 'annotator\'s\nphone = "410-555-0100"\n')
        .replace("'Sra. Rosa'\n", "'Sra. Rosa'\nphoto = \"rosa.jpg\"\n")
        .replace('"#FFD23F"\n', '"#FFD23F"\nmark = "#E4003A"\n')
    )


def test_a_new_table_comes_to_the_end() -> None:
    made = set_keys(TEXT, {("lexicon", "es", "Google Classroom"): "Gúgel clásrum"})
    assert made == TEXT + '\n[lexicon.es]\n"Google Classroom" = "Gúgel clásrum"\n'


def test_a_new_file_has_its_keys_before_its_tables() -> None:
    made = set_keys("", {("help", "person"): "Sra. Rosa", ("name",): "Los Robles"})
    assert made == 'name = "Los Robles"\n\n[help]\nperson = "Sra. Rosa"\n'


def test_a_key_is_taken_away_and_the_comments_around_it_stay() -> None:
    made = set_keys(TEXT, {("colors", "main"): None, ("name",): None})
    assert tomllib.loads(made) == {"odd": 1, "help": {"person": "Sra. Rosa"}, "colors": {"accent": "#FFD23F"}}
    assert all(comment in made for comment in ("# Our school", "# no key", "# who answers", "# ours"))


def test_a_list_over_several_lines_stays_so_and_one_with_comments_is_left_to_people() -> None:
    assert set_keys('order = [\n  "a",\n  "b",\n]\n', {("order",): ("b", "c")}) == 'order = [\n    "b",\n    "c",\n]\n'
    with pytest.raises(BadValueError, match="cannot be changed here"):
        set_keys('order = [\n  "a", # the first\n  "b"\n]\n', {("order",): ("b", "a")})


def test_other_ways_to_write_tables_are_kept() -> None:
    dotted = 'help.person = "Rosa"\nvoices.es = { voice = "kokoro", speed = 0.9 } # slow\n'
    made = set_keys(dotted, {("help", "person"): "Ana", ("voices", "es", "voice"): "pico"})
    assert made == dotted.replace("Rosa", "Ana").replace("kokoro", "pico")
    inline = 'help = { person = "Rosa" }\n'
    assert tomllib.loads(set_keys(inline, {("help", "photo"): "a.jpg"})) == {
        "help": {"person": "Rosa", "photo": "a.jpg"}
    }


def test_line_ends_of_windows_and_the_byte_order_mark_are_kept() -> None:
    windows = "\ufeff" + TEXT.replace("\n", "\r\n")
    made = set_keys(windows, {("name",): "El Sol", ("phone",): "410-555-0100"})
    assert made == "\ufeff" + set_keys(TEXT, {("name",): "El Sol", ("phone",): "410-555-0100"}).replace("\n", "\r\n")


@pytest.mark.parametrize("text", ['name = "x', "name = x", '"a" = 1\n"a" = 2', "[help]\n[help]"])
def test_what_cannot_be_read_is_not_changed(text: str) -> None:
    with pytest.raises(BadValueError):
        set_keys(text, {("name",): "El Sol"})


def test_a_key_that_is_no_table_takes_none_in() -> None:
    with pytest.raises(BadValueError):
        set_keys('help = "Rosa"\n', {("help", "photo"): "a.jpg"})


# ---------------------------------------------------------------- any file, any change

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = st.text("abcxyzÁñ#[]=\"'\\ .", min_size=1, max_size=8)
KEYS: st.SearchStrategy[Key] = st.one_of(
    st.sampled_from(
        [("name",), ("phone",), ("help", "person"), ("help", "photo"), ("colors", "main"), ("voices", "es")]
    ),
    st.tuples(st.just("lexicon"), st.sampled_from(["es", "en"]), PLAIN),
    st.tuples(st.just("language-names"), PLAIN),
)
LISTS: st.SearchStrategy[Key] = st.sampled_from([("order",), ("languages",), ("help", "languages")])
CHANGES = st.dictionaries(KEYS, st.one_of(st.none(), WORDS), max_size=6)
LIST_CHANGES = st.dictionaries(LISTS, st.lists(WORDS, max_size=4, unique=True), max_size=2)
LINES = st.lists(
    st.sampled_from(
        [
            'name = "Los Robles" # sign',
            "memo-clean = true",
            "# a comment",
            "",
            'order = [\n  "a", # one\n  "b"\n]',
            "odd = '''\n[help]\nname = 1\n'''",
            "[help]",
            "[ help ] # who",
            'person = "Rosa"',
            'languages = ["es", "en"] # both',
            "[colors]",
            '  main = "#0B4F6C"',
            "[lexicon.es]",
            'Zoom = "Sum"',
            '[ "language-names" ]',
            "voices.es = 'pico'",
            "[unknown.table]",
            "[[rows]]",
        ]
    ),
    max_size=12,
)


@given(LINES, CHANGES, LIST_CHANGES)
def test_any_change_of_any_file_changes_that_alone(
    lines: list[str], changes: dict[Key, Value], lists: dict[Key, Value]
) -> None:
    text = "\n".join(lines) + "\n"
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assume(False)
    wanted = {**changes, **lists}
    try:
        made = set_keys(text, wanted)
    except BadValueError:
        return  # said, and nothing written
    after = tomllib.loads(made)
    for key, value in wanted.items():
        assert _find(after, key) == value
    assert _without(after, wanted) == _without(before, wanted)
    assert made.count("# a comment") == text.count("# a comment")
    assert set_keys(made, wanted) == made


@given(CHANGES, LIST_CHANGES)
def test_a_file_of_ours_takes_every_change(changes: dict[Key, Value], lists: dict[Key, Value]) -> None:
    made = set_keys(TEXT, {**changes, **lists})
    assert "# who answers" in made and "# no key of annotator's" in made


@given(st.text("ab é", min_size=1).filter(str.strip), st.sampled_from(["#0b4f6c", "#FFD23F"]))
def test_what_is_written_is_read(name: str, color: str) -> None:
    text = set_keys(TEXT.replace("odd = 1", "# odd"), {("name",): name, ("colors", "mark"): color})
    school, problems = read_school(text, "school.toml", Path(), ["pico"])
    assert problems == () and school.name == name.strip() and school.colors.mark == color.upper()


def _find(table: object, key: Key) -> object:
    for part in key:
        table = table.get(part) if isinstance(table, dict) else None
    return table


def _without(table: dict[str, object], keys: dict[Key, Value]) -> list[tuple[str, str]]:
    """All values but those of some keys."""

    def walk(value: object, path: Key) -> list[tuple[str, str]]:
        if isinstance(value, dict):
            return [row for name, inner in value.items() for row in walk(inner, (*path, name))]
        return [] if path in keys else [(repr(path), repr(value))]

    return sorted(walk(table, ()))
