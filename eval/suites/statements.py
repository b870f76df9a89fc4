"""The drafted sentences of an answer with what they cite, as attribution is judged on them."""

import re
from collections.abc import Mapping
from typing import Any

from eval.metrics.attribution import Cited

_MARKER = re.compile(r"\s*\[\s*\d+(?:\s*[,;]\s*\d+)*\s*\]")


def prose_of(record: Mapping[str, Any]) -> list[Cited]:
    """The drafted sentences, without their markers."""
    return [Cited(_MARKER.sub("", s["text"]), tuple(s["citations"])) for s in record["sentences"]]
