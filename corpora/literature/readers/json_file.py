"""JSON that is one value: studies of ClinicalTrials.gov, or an array of documents."""

import json
from collections.abc import Iterator

from corpora.errors import SourcierError
from corpora.literature.readers.clinicaltrials import read_study
from corpora.literature.readers.encoding import decoded
from corpora.literature.readers.jsonl import read_json_records
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.record import Read
from corpora.literature.readers.streams import BufferedBounded


def read_json(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The studies or documents of a JSON file.

    Raises
    ------
    SourcierError
        ``readers.not_json`` with line and column; ``readers.unknown_json`` where it holds neither.
    """
    text = decoded(stream.whole(limits.document_bytes)).lstrip("\ufeff")
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourcierError("readers.not_json", file=origin, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise SourcierError("readers.not_json", file=origin, line=1, column=1) from error
    if isinstance(value, dict) and isinstance(value.get("studies"), list):
        yield from _studies(value["studies"], origin)
    elif isinstance(value, dict) and not value.get("protocolSection"):
        listed = next(
            (value[name] for name in ("documents", "records", "articles") if isinstance(value.get(name), list)), None
        )
        if listed is None and not {"title", "text", "abstract", "sections"} & {str(key).lower() for key in value}:
            raise SourcierError("readers.unknown_json", file=origin)
        yield from read_json_records([value] if listed is None else listed, origin)
    elif isinstance(value, list):
        yield from read_json_records(value, origin)
    else:
        yield from _studies([value], origin)


def _studies(studies: list[object], origin: str) -> Iterator[Read]:
    for number, study in enumerate(studies, start=1):
        yield from read_study(study, origin, number)
