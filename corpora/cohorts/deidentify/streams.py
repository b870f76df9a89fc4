"""Texts that flow through: JSON Lines and plain text, one record or paragraph at a time."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from corpora.cohorts.deidentify.redaction import redact
from corpora.cohorts.deidentify.span import Redaction
from corpora.errors import SourcierError
from corpora.french_or_english import french_or_english

Rewrite = Callable[[str, str, str], Redaction]


@dataclass(frozen=True)
class Reading:
    """How a stream is read.

    Attributes
    ----------
    language
        ``"en"`` or ``"fr"``; empty: found out text by text.
    field
        Of a JSON record: the one that holds the text.
    kept
        Fields of a record that are copied. All others are dropped: they may identify somebody.
    patient
        The field that tells patients apart, where surrogates are wanted.
    """

    language: str = ""
    field: str = "text"
    kept: tuple[str, ...] = ("id",)
    patient: str = ""


def redact_note(text: str, language: str, patient: str) -> Redaction:
    """Redaction as for a patient's note; whose it is makes no difference."""
    return redact(text, language, note=True)


def rewrite_jsonl(lines: Iterable[str], name: str, reading: Reading, rewrite: Rewrite = redact_note) -> Iterator[str]:
    """JSON lines with ``redacted`` and ``spans`` (``start``, ``end``, ``label``; in characters of the original text).

    Raises
    ------
    SourcierError
        At the first line that is not a JSON object with the field, named with its number; never with its text.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            # The JSON error would quote the line.
            raise SourcierError("deidentify.not_json", file=name, line=number) from None
        text = row.get(reading.field) if isinstance(row, dict) else None
        if not isinstance(text, str):
            raise SourcierError("deidentify.no_text", file=name, line=number, field=reading.field)
        if reading.patient and reading.patient not in row:
            raise SourcierError("deidentify.no_text", file=name, line=number, field=reading.patient)
        language = reading.language or french_or_english(text)
        redaction = rewrite(text, language, str(row.get(reading.patient, "")))
        out = {field: row[field] for field in reading.kept if field in row}
        out["redacted"] = redaction.text
        out["spans"] = [{"start": s.start, "end": s.end, "label": s.label} for s in redaction.spans]
        yield json.dumps(out, ensure_ascii=False) + "\n"


def rewrite_text(lines: Iterable[str], reading: Reading, rewrite: Rewrite = redact_note) -> Iterator[str]:
    """Plain text, a paragraph at a time: a name may run over a line break, not over an empty line."""
    paragraph: list[str] = []
    for line in lines:
        paragraph.append(line)
        if not line.strip() or len(paragraph) >= _MOST_LINES:
            yield _rewritten("".join(paragraph), reading, rewrite)
            paragraph = []
    if paragraph:
        yield _rewritten("".join(paragraph), reading, rewrite)


# So that a text without empty lines still flows.
_MOST_LINES = 500


def _rewritten(paragraph: str, reading: Reading, rewrite: Rewrite) -> str:
    return rewrite(paragraph, reading.language or french_or_english(paragraph), "").text
