"""What a language model writes, freely or as one of a few choices."""

import re
from collections.abc import Sequence

from assistant.llm import Backend, ChatMessage, Generation, completed

_SPECIAL = re.compile(r'["\\\n]')


def complete(
    backend: Backend,
    prompt: str,
    *,
    instruction: str = "",
    choices: Sequence[str] = (),
    max_tokens: int = 256,
    seed: int = 0,
) -> Generation:
    """Greedy decoding, under a grammar where there are choices: the same prompt gives the same text, byte for byte.

    Parameters
    ----------
    instruction
        The system turn.
    choices
        The only texts that may be written, each whole.
    """
    messages = [ChatMessage("system", instruction)] if instruction else []
    return completed(
        backend.stream(
            [*messages, ChatMessage("user", prompt)],
            grammar=choice_grammar(choices) if choices else None,
            max_tokens=max_tokens,
            temperature=0.0,
            seed=seed,
        )
    )


def choice_grammar(choices: Sequence[str]) -> str:
    """A grammar that allows exactly these texts."""
    quoted = (_SPECIAL.sub(lambda m: {"\n": "\\n"}.get(m.group(), "\\" + m.group()), choice) for choice in choices)
    return "root ::= " + " | ".join(f'"{choice}"' for choice in quoted) + "\n"
