"""The answer as a Word document."""

import io
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.export.outline import Paragraph, outline
from corpora.catalogue import say

if TYPE_CHECKING:
    from docx.document import Document as Documented

_WIDTH_CM = 15
_STYLES = {"heading": "Heading 2", "text": "Normal", "item": "List Bullet", "note": "Normal", "reference": "Normal"}


def write(answer: Answer) -> bytes:
    """A document with the styles of Word's default template; notes in italics."""
    from docx import Document

    document = Document()
    document.core_properties.title = say("export.title", answer.language)
    document.core_properties.author = "Sourcier"
    document.core_properties.comments = answer.id
    document.add_heading(say("export.title", answer.language), level=1)
    for paragraph in outline(answer):
        if paragraph.style == "picture":
            _picture(document, paragraph)
            continue
        run = document.add_paragraph(style=_STYLES[paragraph.style]).add_run(_printable(paragraph.text))
        run.italic = paragraph.style == "note"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _picture(document: "Documented", paragraph: Paragraph) -> None:
    """The picture with its caption, which is its description too, for those who cannot see it."""
    from docx.shared import Cm

    shape = document.add_picture(io.BytesIO(paragraph.image), width=Cm(_WIDTH_CM))
    shape._inline.docPr.set("descr", paragraph.text)
    document.add_paragraph(_printable(paragraph.text), style="Caption")


def _printable(text: str) -> str:
    """Without control characters, which XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or ord(c) >= 32)
