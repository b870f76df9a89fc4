"""The answer's record as JSON."""

import json

from assistant.answer import Answer
from assistant.record import from_record, to_record


def write(answer: Answer) -> bytes:
    """The record, indented."""
    return json.dumps(to_record(answer), ensure_ascii=False, indent=2).encode()


def read(content: bytes) -> Answer:
    """The inverse of :func:`write`."""
    return from_record(json.loads(content))
