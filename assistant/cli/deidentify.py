"""``sourcier deidentify``: take out of notes what identifies a person."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from corpora.errors import SourcierError

if TYPE_CHECKING:
    from corpora.cohorts.deidentify.streams import Rewrite

_STREAM = Path("-")


class Spoken(StrEnum):
    """Languages of notes."""

    ENGLISH = "en"
    FRENCH = "fr"


def deidentify(
    file: Annotated[Path, typer.Argument(help="A text file; '-' reads what is piped in.")] = _STREAM,
    out: Annotated[Path, typer.Option(help="Where to write; '-' prints.")] = _STREAM,
    jsonl: Annotated[
        Path | None, typer.Option(help="JSON Lines with a field 'text', instead; '-' reads what is piped in.")
    ] = None,
    language: Annotated[Spoken | None, typer.Option(help="Of all texts; by default found out for each.")] = None,
    field: Annotated[str, typer.Option(help="The field of a JSON record that holds the text.")] = "text",
    keep: Annotated[list[str] | None, typer.Option(help="A field to copy; may be repeated.")] = None,
    key: Annotated[
        Path | None, typer.Option(help="Write surrogates and shifted dates, made from this key file; made if absent.")
    ] = None,
    patient: Annotated[str, typer.Option(help="With --key: the field that tells patients apart.")] = "",
    model: Annotated[
        str | None, typer.Option(help="Also find names by an installed spaCy model, such as fr_core_news_md.")
    ] = None,
) -> None:
    """Redact French and English notes: names, dates, places, numbers; or replace them by surrogates.

    A file is written whole or not at all. Of a JSON record, only the fields named by --keep (by default 'id') are
    copied beside 'redacted' and 'spans'.
    """
    from corpora.cohorts.deidentify.streams import Reading, rewrite_jsonl, rewrite_text

    source = jsonl or file
    if out != _STREAM and source != _STREAM and out.resolve() == source.resolve():
        raise SourcierError("deidentify.same_file", file=out)
    reading = Reading(language.value if language else "", field, tuple(keep or ("id",)), patient)
    if field in reading.kept:
        raise SourcierError("deidentify.keeps_text", field=field)
    rewrite = _rewrite(key, out, model)
    with _reading(source) as lines:
        if jsonl:
            _write(rewrite_jsonl(lines, str(source), reading, rewrite), out, source)
        else:
            _write(rewrite_text(lines, reading, rewrite), out, source)


def _rewrite(key: Path | None, out: Path, model: str | None) -> "Rewrite":
    from corpora.cohorts.deidentify.span import Redaction
    from corpora.cohorts.deidentify.streams import redact_note

    plain = redact_note
    if model:
        from corpora.cohorts.deidentify.statistical import StatisticalNames

        names = StatisticalNames.load(model)
        plain = lambda text, language, patient: names.redact(text, language)  # noqa: E731
    if key is None:
        return plain
    from corpora.cohorts.deidentify.key import load_key
    from corpora.cohorts.deidentify.pseudonyms import Pseudonymiser

    pseudonymiser = Pseudonymiser(load_key(key, apart_from=Path.cwd() if out == _STREAM else out.parent))

    def rewrite(text: str, language: str, patient: str) -> Redaction:
        spans = plain(text, language, patient).spans
        return Redaction(pseudonymiser.replace(text, spans, patient, language), spans)

    return rewrite


@contextmanager
def _reading(source: Path) -> Iterator[TextIO]:
    if source == _STREAM:
        yield sys.stdin
        return
    try:
        with source.open(encoding="utf-8") as file:
            yield file
    except OSError as error:
        raise SourcierError("deidentify.unreadable", file=source) from error


def _write(pieces: Iterable[str], out: Path, source: Path) -> None:
    """To a file by way of another beside it, so that a failure leaves no half; nothing of a text reaches an error."""
    partial = out.with_name(f"{out.name}.part")
    try:
        if out == _STREAM:
            for piece in pieces:
                sys.stdout.write(piece)
            return
        with partial.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
        partial.replace(out)
    except UnicodeDecodeError:
        raise SourcierError("deidentify.unreadable", file=source) from None
    except OSError as error:
        raise SourcierError("deidentify.unwritable", file=out) from error
    finally:
        partial.unlink(missing_ok=True)
