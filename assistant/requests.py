"""Requests that no evidence answers, told by their wording (requests.toml): kinds of request, not single questions.

Some wordings are never a question of evidence. Those whose name ends in ``_loose`` are bedside shorthand that also occurs
in questions of evidence: they count only where nothing asks for a result or a comparison.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files


def worded(kind: str, question: str) -> bool:
    """Whether a question has a wording of a kind (``"order"``, ``"practice"``, ``"practice_loose"``, ...)."""
    return bool(_patterns()[kind].search(question))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    with (files("assistant") / "requests.toml").open("rb") as file:
        table = tomllib.load(file)
    words = {f"{{{name}}}": f"(?:{'|'.join(text.split(chr(10))).strip('|')})" for name, text in table["words"].items()}
    return {kind: _pattern(text, words) for kind, text in table["wordings"].items()}


def _pattern(text: str, words: dict[str, str]) -> re.Pattern[str]:
    for name, alternatives in words.items():
        text = text.replace(name, alternatives)
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(text.strip().splitlines())})(?!\w)")
