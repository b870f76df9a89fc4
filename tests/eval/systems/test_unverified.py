"""Drafting with verification off."""

from eval.systems.completion import complete
from eval.systems.unverified import Drafts
from tests.scripted_model import ScriptedModel


class Whole(ScriptedModel):
    """The scripted model, ending each call as a backend does."""

    def stream(self, messages, **asked):  # type: ignore[no-untyped-def]
        from assistant.llm import Generation

        text = "".join(super().stream(messages, **asked))
        yield text
        return Generation(text, "stop", 0, 0, 0.0, 0.0)


def test_drafts_stand_with_their_citation() -> None:
    model = Drafts(Whole("[2] Survival was longer.", "No marker."))
    complete(model, "one")
    complete(model, "two")
    assert [(s["text"], s["citations"]) for s in model.sentences()] == [
        ("Survival was longer.", [2]),
        ("No marker.", []),
    ]


def test_sentences_are_handed_over_once() -> None:
    model = Drafts(Whole("[1] First."))
    complete(model, "one")
    model.sentences()
    assert model.sentences() == []
