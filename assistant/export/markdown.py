"""The answer as Markdown."""

import base64
import re

from assistant.answer import Answer
from assistant.export.outline import outline

_SPECIAL = re.compile(r"([\\`*_#<>|~])")
_PREFIX = {"heading": "## ", "item": "- ", "text": "", "note": "  *", "reference": ""}


def write(answer: Answer) -> bytes:
    """Headings, findings as a list, sources as a list of references; pictures within the file, at its end."""
    lines: list[str] = []
    pictures: list[str] = []
    for paragraph in outline(answer):
        text = _SPECIAL.sub(r"\\\1", paragraph.text)
        if paragraph.style == "picture":
            name = f"picture-{len(pictures) + 1}"
            pictures.append(f"[{name}]: data:image/png;base64,{base64.b64encode(paragraph.image).decode()}")
            lines += [f"![{text}][{name}]", f"*{text}*"]
            continue
        lines.append(f"*{text}*" if paragraph.style == "note" else _PREFIX[paragraph.style] + text)
    return ("\n\n".join([*lines, *pictures]) + "\n").encode()
