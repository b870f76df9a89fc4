"""Drafting with verification off."""

from eval.systems.completion import complete
from eval.systems.unverified import FirstDrafts
from tests.scripted_model import ScriptedModel


class Whole(ScriptedModel):
    """The scripted model, ending each call as a backend does."""

    def stream(self, messages, **asked):  # type: ignore[no-untyped-def]
        from assistant.llm import Generation

        text = "".join(super().stream(messages, **asked))
        yield text
        return Generation(text, "stop", 0, 0, 0.0, 0.0)


def test_first_drafts_stand_with_their_citation() -> None:
    model = FirstDrafts(Whole("[2] Survival was longer.", "No marker."))
    complete(model, "one")
    complete(model, "two")
    assert [(s["text"], s["citations"]) for s in model.sentences()] == [
        ("Survival was longer.", [2]),
        ("No marker.", []),
    ]


def test_a_redraft_is_not_asked_of_the_model() -> None:
    inner = Whole("[1] First.", "[1] Another.")
    model = FirstDrafts(inner)
    complete(model, "one")
    assert complete(model, "one").text == ""
    assert [s["text"] for s in model.sentences()] == ["First."] and len(inner.asked) == 1


def test_the_same_question_asked_again_is_no_redraft() -> None:
    model = FirstDrafts(Whole("[1] First.", "[1] First."))
    complete(model, "one")
    model.sentences()
    assert complete(model, "one").text.strip() == "[1] First."


def test_sentences_are_handed_over_once() -> None:
    model = FirstDrafts(Whole("[1] First."))
    complete(model, "one")
    model.sentences()
    assert model.sentences() == []
