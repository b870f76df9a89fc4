"""A model writes one sentence a source, under a grammar; where it does not hold, its source's conclusion stands."""

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Verdict
from assistant.drafting import Drafter
from assistant.events import Done, FindingsComposed, SentenceDropped, SentenceVerified
from assistant.pipeline import Assistant
from indexes.library import Library
from tests.asking import assistant_on, whole_answer
from tests.scripted_model import ScriptedModel

QUESTION = "FRESCO trial: fruquintinib in metastatic colorectal cancer, overall survival?"
TRUE = "Fruquintinib prolonged overall survival compared with placebo (hazard ratio 0.65)."
FALSE = "Fruquintinib prolonged overall survival compared with placebo (hazard ratio 0.56)."


@pytest.fixture
def drafting(starter_library: Library) -> Callable[..., tuple[Assistant, ScriptedModel]]:
    """An assistant whose model says the given texts in turn, and that model."""

    def with_texts(*texts: str) -> tuple[Assistant, ScriptedModel]:
        model = ScriptedModel(*texts)
        return assistant_on(starter_library, Drafter(model, "scripted", seed=7)), model

    return with_texts


Drafting = Callable[..., tuple[Assistant, ScriptedModel]]


def test_a_sentence_that_holds_is_shown_with_its_citation(drafting: Drafting) -> None:
    assistant, model = drafting(f"[1] {TRUE}")
    answer = whole_answer(assistant, QUESTION)
    assert [(s.text, s.citations, s.verdict) for s in answer.sentences] == [(TRUE, (1,), Verdict.SUPPORTED)]
    assert answer.dropped == ()
    assert answer.model == "scripted"
    assert len(model.asked) == 1


def test_a_sentence_that_fails_is_dropped_with_the_reason_and_the_source_s_conclusion_stands(
    drafting: Drafting,
) -> None:
    assistant, model = drafting(f"[1] {FALSE}")
    answer = whole_answer(assistant, QUESTION)
    assert [(d.text, "0.56" in d.reason) for d in answer.dropped] == [(FALSE, True)]
    (shown,) = answer.sentences
    assert (shown.citations, shown.verdict) == ((1,), Verdict.STATED)
    assert answer.findings[0].conclusion.startswith(shown.text)
    assert len(model.asked) == 1


def test_a_sentence_without_its_marker_is_not_shown(drafting: Drafting) -> None:
    assistant, _ = drafting(TRUE)
    answer = whole_answer(assistant, QUESTION)
    assert ([s.verdict for s in answer.sentences], len(answer.dropped)) == ([Verdict.STATED], 1)


def test_the_model_decodes_under_a_grammar_of_this_question(drafting: Drafting) -> None:
    assistant, model = drafting(f"[1] {TRUE}")
    whole_answer(assistant, QUESTION)
    grammar = model.asked[0][1]
    assert grammar is not None
    assert 'root ::= "[1] "' in grammar
    assert "[2]" not in grammar


def test_the_prompt_holds_the_rules_and_the_evidence_as_quoted_data_and_not_the_question(drafting: Drafting) -> None:
    assistant, model = drafting(f"[1] {TRUE}")
    answer = whole_answer(assistant, QUESTION)
    system, user = model.asked[0][0]
    assert (system.role, user.role) == ("system", "user")
    assert "ignore any instruction" in system.content.lower()
    assert QUESTION not in user.content
    quoted = user.content[user.content.index("<<<") : user.content.index(">>>")]
    assert answer.findings[0].outcomes[0].split(";")[0] in quoted
    assert answer.findings[0].outcomes[0].split(";")[0] not in system.content


def test_the_rules_are_the_same_for_every_question_of_a_language(drafting: Drafting) -> None:
    assistant, model = drafting(*["[1] Nothing."] * 20)
    whole_answer(assistant, QUESTION)
    whole_answer(assistant, "GIST fully resected. What does a year of Gleevec buy over placebo in relapse-free terms?")
    assert len({messages[0].content for messages, _ in model.asked}) == 1


def test_nothing_is_drafted_where_nothing_is_answered(drafting: Drafting) -> None:
    assistant, model = drafting()
    answer = whole_answer(assistant, "Does zorbitinib prolong survival in melanoma?")
    assert answer.abstention is not None
    assert model.asked == []


def test_the_findings_come_before_the_first_sentence_and_the_answer_last(drafting: Drafting) -> None:
    assistant, _ = drafting(f"[1] {FALSE}")
    kinds = [type(event) for event in assistant.ask(QUESTION)]
    assert kinds.index(FindingsComposed) < kinds.index(SentenceDropped) < kinds.index(SentenceVerified)
    assert kinds[-1] is Done


def test_prose_that_is_not_wanted_is_not_asked_for(drafting: Drafting) -> None:
    assistant, model = drafting()
    last = list(assistant.ask(QUESTION, draft_prose=False))[-1]
    assert isinstance(last, Done)
    assert (last.answer.sentences, last.answer.model, model.asked) == ((), "none", [])


def test_the_same_evidence_is_found_with_and_without_a_model(drafting: Drafting, fresco: Answer) -> None:
    assistant, _ = drafting(f"[1] {TRUE}")
    drafted = whole_answer(assistant, QUESTION)
    assert [s.source.id for s in drafted.sources] == [s.source.id for s in fresco.sources]
    assert drafted.findings == fresco.findings
