"""What the two columns show while a question is answered, and what is kept of it."""

import logging
import re
from pathlib import Path
from typing import Any

import pytest

from corpora.errors import SourcierError
from tests.ui.scripted import ScriptedAssistant
from ui.dialogue import Asked, Dialogue, Exported, Forgotten, Judged, Place, Screen
from ui.history import History

OWNER = "a" * 32
QUESTION = "Does ribociclib prolong survival?"


@pytest.fixture
def assistant() -> ScriptedAssistant:
    """Answers without waiting."""
    return ScriptedAssistant()


@pytest.fixture
def dialogue(assistant: ScriptedAssistant, tmp_path: Path) -> Dialogue:
    """A dialogue that keeps its conversations in a folder of the test."""
    return Dialogue(assistant, History(tmp_path))


def asked(question: str, conversation: str = "", **more: Any) -> Asked:
    """A question of one browser, in English."""
    return Asked.model_validate(
        {"owner": OWNER, "language": "en", "conversation": conversation, "question": question, **more}
    )


def words_of(screen: Screen, region: str = "thread") -> str:
    """What a region of the conversation says, without its markup."""
    blocks = screen.conversation["regions"][region]
    return re.sub(r"<[^>]+>", " ", " ".join(html for _, html in blocks))


def test_the_evidence_column_fills_before_the_prose(dialogue: Dialogue) -> None:
    screens = list(dialogue.ask(asked(QUESTION)))
    first_cards = next(i for i, s in enumerate(screens) if s.evidence["regions"]["sources"][0][0] == "bears")
    first_prose = next(i for i, s in enumerate(screens) if "lowered the hazard" in words_of(s))
    assert first_cards < first_prose


def test_only_blocks_that_changed_differ_between_screens(dialogue: Dialogue) -> None:
    *_, before, last = dialogue.ask(asked(QUESTION))
    blocks = dict(before.conversation["regions"]["thread"])
    after = dict(last.conversation["regions"]["thread"])
    assert blocks["0/findings"] == after["0/findings"]
    assert before.evidence["regions"]["sources"] == last.evidence["regions"]["sources"]


def test_a_kept_conversation_opens_as_it_was_shown(dialogue: Dialogue) -> None:
    *_, last = dialogue.ask(asked(QUESTION))
    place = Place(owner=OWNER, language="en", conversation=last.conversation["conversation"])
    assert dialogue.open(place).conversation["regions"]["thread"] == last.conversation["regions"]["thread"]


def test_a_follow_up_is_asked_with_the_earlier_questions(dialogue: Dialogue, assistant: ScriptedAssistant) -> None:
    *_, last = dialogue.ask(asked(QUESTION))
    list(dialogue.ask(asked("And in Merkel?", last.conversation["conversation"])))
    assert assistant.asked[-1][1] == (QUESTION,)


def test_prose_is_only_asked_for_where_it_is_wanted_and_can_be_had(tmp_path: Path) -> None:
    for drafting, wanted in ((True, False), (False, True)):
        assistant = ScriptedAssistant(drafting=drafting)
        *_, last = Dialogue(assistant, History(tmp_path)).ask(asked(QUESTION, draft=wanted))
        assert assistant.asked[-1][2] is False
        assert "In short" not in words_of(last)
        assert "Findings" in words_of(last)


def test_without_a_model_the_page_says_so_quietly(tmp_path: Path) -> None:
    dialogue = Dialogue(ScriptedAssistant(drafting=False), History(tmp_path))
    assert "answers are complete without it" in words_of(dialogue.open(Place(owner=OWNER, language="en")), "composer")


def test_a_failed_turn_says_what_to_do_and_is_not_kept(dialogue: Dialogue) -> None:
    *_, last = dialogue.ask(asked("boom", language="fr"))
    assert "n&#x27;est pas valable" in words_of(last) or "n'est pas valable" in words_of(last)
    assert dialogue.open(Place(owner=OWNER, language="fr")).conversation["turns"] == 0
    assert words_of(last, "bar").count("boom") == 0


def test_an_unforeseen_error_is_logged_and_said(dialogue: Dialogue, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        *_, last = dialogue.ask(asked("a bug"))
    assert "did not foresee" in words_of(last)
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(("question", "said"), [("   ", "no question"), ("x" * 4001, "4001 characters")])
def test_a_question_that_cannot_be_read_is_refused(dialogue: Dialogue, question: str, said: str) -> None:
    *_, last = dialogue.ask(asked(question))
    assert said in words_of(last)


def test_a_stopped_answer_keeps_what_was_checked_on_the_screen_only(dialogue: Dialogue) -> None:
    screens = dialogue.ask(asked(QUESTION))
    shown = [next(screens) for _ in range(4)]
    conversation = shown[-1].conversation["conversation"]
    dialogue.stop(Place(owner=OWNER, language="en", conversation=conversation))
    *_, last = screens
    assert "Stopped" in words_of(last)
    assert last.conversation["running"] is False
    assert dialogue.open(Place(owner=OWNER, language="en", conversation=conversation)).conversation["turns"] == 0


def test_an_answer_is_exported_and_judged_by_its_place(dialogue: Dialogue, assistant: ScriptedAssistant) -> None:
    *_, last = dialogue.ask(asked(QUESTION))
    at = {"owner": OWNER, "language": "en", "conversation": last.conversation["conversation"], "turn": 0}
    name, content = dialogue.export(Exported.model_validate({**at, "format": "ris"}))
    assert name.endswith(".ris") and content == f"ris: {QUESTION}".encode()
    dialogue.judge(Judged.model_validate({**at, "thumb": "bad", "comment": " wrong arm "}))
    assert [(thumb, comment) for _, thumb, comment in assistant.judged] == [("bad", "wrong arm")]


def test_an_answer_that_is_gone_is_said_to_be(dialogue: Dialogue) -> None:
    with pytest.raises(SourcierError) as caught:
        dialogue.export(Exported(owner=OWNER, language="en", conversation="c" * 32, turn=0, format="md"))
    assert caught.value.key == "ui.answer_missing"


def test_a_deleted_conversation_leaves_the_one_in_view(dialogue: Dialogue) -> None:
    *_, one = dialogue.ask(asked(QUESTION))
    *_, other = dialogue.ask(asked("Merkel?"))
    screen = dialogue.forget(
        Forgotten(
            owner=OWNER,
            language="en",
            conversation=other.conversation["conversation"],
            forgotten=one.conversation["conversation"],
        )
    )
    assert "Merkel?" in words_of(screen)
    assert QUESTION not in words_of(screen, "bar")
