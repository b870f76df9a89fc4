"""Letting the language model decide among a few words, from given texts."""

from collections.abc import Sequence

from corpora.catalogue import Language, say
from eval.system import System

# A small model's context holds about this many characters beside the question.
_MOST_CHARACTERS = 6_000
_MOST_TOKENS = 24


def decide(
    system: System, question: str, texts: Sequence[str], choices: Sequence[str], language: Language = "en"
) -> str:
    """One of the choices, decoded greedily under a grammar. Texts beyond what the context holds are cut off."""
    context = "\n".join(texts)[:_MOST_CHARACTERS]
    prompt = say("eval_suites.decide", language, context=context, question=question, choices=", ".join(choices))
    written = system.complete(
        prompt, instruction=say("eval_suites.decide_instruction", language), choices=choices, max_tokens=_MOST_TOKENS
    )
    return written.text.strip()
