"""Answers as files, one format a file. Citations survive export."""

from collections.abc import Callable
from typing import Literal

from assistant.answer import Answer

Format = Literal["md", "docx", "json", "bib", "ris", "csl.json"]
FORMATS: tuple[Format, ...] = ("md", "docx", "json", "bib", "ris", "csl.json")


def export(answer: Answer, format: Format) -> bytes:
    """The content of a file in a format. Text formats are UTF-8."""
    return _writer(format)(answer)


def _writer(format: Format) -> Callable[[Answer], bytes]:
    match format:
        case "md":
            from assistant.export.markdown import write
        case "docx":
            from assistant.export.docx import write
        case "json":
            from assistant.export.json import write
        case "bib":
            from assistant.export.bibtex import write
        case "ris":
            from assistant.export.ris import write
        case "csl.json":
            from assistant.export.csl import write
    return write
