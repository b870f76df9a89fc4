"""Whether what an answer quotes stands in the passages of the source that it cites, word for word."""

from collections.abc import Mapping
from typing import Any


def quotes_of(record: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """Each quotation that an answer's findings rest on, and whether a passage of a cited source has it.

    Quotations are those of the effects that findings state; white space and the raised point make no difference.
    """
    passages = {s["n"]: " ".join(_plain(p["text"]) for p in s["passages"]) for s in record["sources"]}
    found = []
    for finding in record["findings"]:
        shown = " ".join(passages.get(n, "") for n in finding["citations"])
        for effect in finding.get("effects", ()):
            if effect["quote"]:
                found.append((effect["quote"], _plain(effect["quote"]) in shown))
    return found


def _plain(text: str) -> str:
    return " ".join(text.replace("·", ".").split())
