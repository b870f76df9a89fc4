"""De-identification of free text."""

import re
from dataclasses import dataclass

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("EMAIL", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("NIR", re.compile(r"\b[12378][ .]?\d{2}[ .]?\d{2}[ .]?(?:\d{2}|2[AB])[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{2})?\b")),
    ("PHONE", re.compile(r"(?<!\d)(?:\+?\d{1,3}[ .-]?)?(?:\(?0\d{1,4}\)?[ .-]?)(?:\d{2,4}[ .-]?){2,4}\d{2,4}(?!\d)")),
    ("DATE", re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}\b")),
    ("RECORD", re.compile(r"(?i:\b(?:MRN|IPP|NDA|NIP|dossier|hospital no|NHS)\b[ n°:#.]*)([A-Z]{0,4}-?\d[\w-]{3,})")),
    (
        "NAME",
        re.compile(
            r"\b(?:M\.|Mr\.?|Mrs\.?|Ms\.?|Mme|Mlle|Dr\.?|Pr\.?|Prof\.?|Monsieur|Madame|patient|patiente)\s+"
            r"((?:[A-ZÉÈÀÂÎÔÇ][\w'’-]+\s+){0,2}[A-ZÉÈÀÂÎÔÇ][\w'’-]+)"
        ),
    ),
)


@dataclass(frozen=True)
class Identifier:
    """A span of text that identifies a person: ``text[start:end]``."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Redaction:
    """A text without its identifiers, and where they stood in the original."""

    text: str
    spans: tuple[Identifier, ...]


def redact(text: str, language: str = "en") -> Redaction:
    """Replace identifying details by their category in brackets."""
    spans: list[Identifier] = []
    for label, rule in _RULES:
        for match in rule.finditer(text):
            start, end = match.span(1 if rule.groups else 0)
            if not any(s.start < end and start < s.end for s in spans):
                spans.append(Identifier(start, end, label))
    spans.sort(key=lambda s: s.start)
    pieces, at = [], 0
    for span in spans:
        pieces += [text[at : span.start], f"[{span.label}]"]
        at = span.end
    return Redaction("".join([*pieces, text[at:]]), tuple(spans))
