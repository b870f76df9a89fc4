"""The answer as Markdown."""

import re

from assistant.answer import Answer
from assistant.export.outline import outline

_SPECIAL = re.compile(r"([\\`*_#<>|~])")
_PREFIX = {"heading": "## ", "item": "- ", "text": "", "note": "  *", "reference": ""}


def write(answer: Answer) -> bytes:
    """Headings, findings as a list, sources as a list of references."""
    lines = []
    for paragraph in outline(answer):
        text = _SPECIAL.sub(r"\\\1", paragraph.text)
        lines.append(f"*{text}*" if paragraph.style == "note" else _PREFIX[paragraph.style] + text)
    return ("\n\n".join(lines) + "\n").encode()
