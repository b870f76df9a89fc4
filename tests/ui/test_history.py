"""Conversations outlast the page, and belong to the browser that began them."""

from decimal import Decimal
from pathlib import Path

import pytest

from corpora.errors import SourcierError
from tests.ui.scripted import ScriptedAssistant
from ui.history import History
from ui.turn import Turn, advance, begin

OWNER, OTHER = "a" * 32, "b" * 32


def a_turn(question: str = "Does ribociclib prolong survival?") -> Turn:
    """A whole turn."""
    turn = begin("en", draft=True)
    for event in ScriptedAssistant().ask(question):
        turn = advance(turn, event)
    return turn


def test_a_conversation_comes_back_as_it_was_with_every_printed_digit(tmp_path: Path) -> None:
    history = History(tmp_path)
    saved = history.save(OWNER, history.begin(), a_turn())
    loaded = History(tmp_path).load(OWNER, saved.id)
    assert loaded == saved
    assert loaded is not None
    values = [str(e.value) for f in loaded.turns[0].answer.findings for e in f.effects]
    assert "0.71" in values
    assert isinstance(loaded.turns[0].answer.findings[0].effects[0].value, Decimal)


def test_turns_are_appended_and_the_first_question_is_the_title(tmp_path: Path) -> None:
    history = History(tmp_path)
    first = history.save(OWNER, history.begin(), a_turn("ribociclib?"))
    history.save(OWNER, first, a_turn("Merkel?"))
    (listed,) = history.list(OWNER)
    assert [t.answer.question for t in listed.turns] == ["ribociclib?", "Merkel?"]
    assert listed.title == "ribociclib?"


def test_another_owner_sees_nothing_even_with_the_conversation_s_name(tmp_path: Path) -> None:
    history = History(tmp_path)
    saved = history.save(OWNER, history.begin(), a_turn())
    assert history.load(OTHER, saved.id) is None
    assert history.list(OTHER) == []
    history.delete(OTHER, saved.id)
    assert history.load(OWNER, saved.id) is not None


def test_the_owner_s_key_is_not_on_disk(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.save(OWNER, history.begin(), a_turn())
    assert not [path for path in tmp_path.rglob("*") if OWNER in str(path)]


def test_a_deleted_conversation_is_gone(tmp_path: Path) -> None:
    history = History(tmp_path)
    saved = history.save(OWNER, history.begin(), a_turn())
    history.delete(OWNER, saved.id)
    assert history.list(OWNER) == []


@pytest.mark.parametrize("name", ["", "../" + "a" * 29, "A" * 32, "a" * 32 + "/x"])
def test_a_name_that_was_not_given_here_opens_no_file(tmp_path: Path, name: str) -> None:
    assert History(tmp_path).load(OWNER, name) is None
    with pytest.raises(SourcierError) as caught:
        History(tmp_path).list(name)
    assert caught.value.key == "ui.owner_invalid"


def test_a_file_that_another_version_wrote_is_left_alone(tmp_path: Path) -> None:
    history = History(tmp_path)
    saved = history.save(OWNER, history.begin(), a_turn())
    (path,) = tmp_path.rglob("*.json")
    path.write_text('{"version": 99}')
    assert history.load(OWNER, saved.id) is None
    assert path.read_text() == '{"version": 99}'


def test_a_folder_that_cannot_be_written_is_said_with_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "conversations"
    blocked.write_text("a file where the folder should be")
    history = History(blocked)
    with pytest.raises(SourcierError) as caught:
        history.save(OWNER, history.begin(), a_turn())
    assert caught.value.key == "ui.history_unwritable"
