"""A turn collects what the events of an answer bring."""

from dataclasses import replace

from assistant.answer import Verdict
from assistant.events import Done, EvidenceFound, FindingsComposed, SentenceVerified
from tests.ui.scripted import ScriptedAssistant
from ui.turn import Stage, Turn, advance, begin

QUESTION = "Does ribociclib prolong survival?"


def folded(count: int, *, draft: bool = True) -> Turn:
    """A turn after the first ``count`` events."""
    turn = begin("en", draft=draft)
    for event in list(ScriptedAssistant().ask(QUESTION, draft=draft))[:count]:
        turn = advance(turn, event)
    return turn


def test_the_question_is_unknown_until_it_has_been_redacted() -> None:
    assert folded(0).answer.question == ""
    assert folded(1).answer.question == QUESTION


def test_evidence_and_findings_are_there_before_any_sentence() -> None:
    turn = folded(3)
    assert turn.answer.sources and turn.answer.findings and not turn.answer.sentences
    assert turn.stage is Stage.DRAFTING


def test_without_drafting_the_turn_never_says_that_it_drafts() -> None:
    assert folded(3, draft=False).stage is Stage.WEIGHING


def test_sentences_come_one_by_one_with_their_verdicts() -> None:
    verdicts = [s.verdict for s in folded(5).answer.sentences]
    assert verdicts == [Verdict.SUPPORTED, Verdict.STATED]


def test_the_whole_answer_replaces_what_was_collected() -> None:
    events = list(ScriptedAssistant().ask(QUESTION))
    done = events[-1]
    assert isinstance(done, Done)
    turn = advance(folded(5), Done(replace(done.answer, model="other")))
    assert turn.stage is Stage.DONE and turn.answer.model == "other" and not turn.running
    assert [type(e) for e in events[1:4]] == [EvidenceFound, FindingsComposed, SentenceVerified]
