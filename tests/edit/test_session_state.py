"""The rules of undo, redo and typing, and of what other programs do: each is a state made from another one, without a disk."""

from __future__ import annotations

from dataclasses import replace

from annotator.edit.tutorial.changes import parse
from annotator.edit.tutorial.file_moves import FileMove
from annotator.edit.tutorial.history import Entry
from annotator.edit.tutorial.session_state import TYPING_SECONDS, Change, State
from annotator.model import Said

SCRIPT = "\ufeff# es: Entrar\r\n# en: Join\r\n\r\n![](01.png)\r\n- toque: Unirse\r\n"
THEIRS = "# es: Suyo\n\n![](02.png)\n- tap: A\n"
FILES = frozenset({"01.png", "02.png", "01.es.m4a"})
START = State(SCRIPT, parse(SCRIPT, FILES), FILES, 1)


def rename(state: State) -> Change:
    return Change("set-language-picture", state.tutorial, (FileMove("02.png", "01.es.png"),))


def say(state: State, text: str, lang: str = "es") -> Change:
    (step,) = state.tutorial.steps
    texts = {said.lang: said for said in (*step.narration, Said(lang, text))}
    narration = tuple(texts[each] for each in ("es", "en") if each in texts and texts[each].text)
    return Change(
        "set-sentence", replace(state.tutorial, steps=(replace(step, narration=narration),)), field=f"0:{lang}"
    )


def with_rename(state: State) -> State:
    return state.changed(rename(state), 0)


def names(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.name for entry in entries]


def test_undo_goes_back_exactly_and_redo_forth_as_often_as_one_likes() -> None:
    after = START.changed(replace(rename(START), name="set-sentence", tutorial=say(START, "Toque.").tutorial), 0)
    assert (after.files, after.revision) == ({"01.png", "01.es.png", "01.es.m4a"}, 2)
    state = after
    for _ in range(2):
        state = state.undone()
        assert names(state.redo) == ["set-sentence"]
        assert replace(state, revision=1, redo=()) == START
        state = state.redone()
        assert replace(state, revision=2) == after.paused()
    assert state.revision == 6


def test_typing_is_one_entry_as_long_as_no_pause_is_too_long() -> None:
    state, pause = START, TYPING_SECONDS * 0.75
    for count, text in enumerate(("T", "To", "Toq")):
        state = state.changed(say(state, text), count * pause)
    assert state.undo == (Entry("set-sentence", SCRIPT),)
    assert state.revision == 4
    assert len(state.changed(say(state, "Toque"), 2 * pause + TYPING_SECONDS).undo) == 2


def test_typing_ends_with_another_field_and_with_whatever_else_is_done() -> None:
    typed = START.changed(say(START, "T"), 0)
    assert len(typed.changed(say(typed, "To"), 0).undo) == 1
    for state in (
        typed.changed(say(typed, "J", "en"), 0),
        with_rename(typed),
        typed.changed_elsewhere(THEIRS, parse(THEIRS, FILES), FILES),
        typed.paused(),
    ):
        assert len(state.changed(say(state, "To"), 0).undo) == len(state.undo) + 1


def test_a_file_that_comes_or_goes_does_not_end_typing() -> None:
    relisted = START.changed(say(START, "T"), 0).relisted(FILES | {"03.png"}).touched()
    assert len(relisted.changed(say(relisted, "To"), 0).undo) == 1


def test_a_script_of_another_program_is_an_entry_and_nothing_can_be_redone() -> None:
    ours = with_rename(START.changed(say(START, "a"), 0)).undone()
    state = ours.changed_elsewhere(THEIRS, parse(THEIRS, FILES), FILES)
    assert (names(state.undo), state.redo) == (["set-sentence", "changed-elsewhere"], ())
    assert state.tutorial.title("es") == "Suyo"
    assert state.revision == ours.revision + 1
    assert state.undone().tutorial == ours.tutorial
    assert state.undone().redone().text == THEIRS


def test_what_changes_nothing_is_the_same_state() -> None:
    assert START.changed(say(START, ""), 0) is START


def test_a_state_outlasts_the_session_but_for_what_is_being_typed() -> None:
    state = with_rename(START.changed(say(START, "a"), 0)).undone()
    assert State.from_stored(state.stored(), state.reading, state.files) == state
    typed = START.changed(say(START, "a"), 0)
    assert State.from_stored(typed.stored(), typed.reading, FILES) == typed.paused()
