"""De-identification of French and English clinical text: what identifies a person is found and taken out."""

from corpora.cohorts.deidentify.redaction import redact
from corpora.cohorts.deidentify.span import Identifier, Redaction

__all__ = ["Identifier", "Redaction", "redact"]
