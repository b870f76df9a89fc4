"""Redaction by rules."""

import re
from collections.abc import Iterable

from corpora.cohorts.deidentify.addresses import addresses, french_codes
from corpora.cohorts.deidentify.ages import ages
from corpora.cohorts.deidentify.contacts import contacts, phones
from corpora.cohorts.deidentify.dates import dates, vague_dates
from corpora.cohorts.deidentify.names import names
from corpora.cohorts.deidentify.oncology import kept_words, published, vocabulary
from corpora.cohorts.deidentify.places import cities, hospitals, villages
from corpora.cohorts.deidentify.records import records
from corpora.cohorts.deidentify.social_security import social_security
from corpora.cohorts.deidentify.span import Identifier, Redaction, apart
from corpora.cohorts.deidentify.spelt_digits import spelt_digits
from corpora.cohorts.deidentify.words import Word, plain, words

# Ages from 90 are told as such: a reader still learns that the patient is very old.
_OLDEST = "≥90"


def redact(text: str, language: str = "en", *, note: bool = False) -> Redaction:
    """Replace what identifies a person by its category in brackets (``[NAME]``), ages over 89 by ``≥90``.

    Parameters
    ----------
    language
        ``"en"`` or ``"fr"``: settles which first names are also words ("Will", "Claire"). The rules of both languages
        are applied to either.
    note
        Whether the text is a patient's note, not a question. In French notes, years and months alone count as dates
        ("depuis 2016"); in English ones they stay, as the HIPAA safe harbour lets them (45 CFR 164.514(b)(2)).
    """
    spans = find(text, language, note=note)
    return Redaction(replaced(text, spans), spans)


def find(text: str, language: str = "en", *, note: bool = False) -> tuple[Identifier, ...]:
    """What identifies a person in a text, in its order, none overlapping."""
    found = words(text)
    kept = kept_words(found)
    rules: tuple[Iterable[Identifier], ...] = (
        contacts(text),
        spelt_digits(text),
        social_security(text, found),
        records(text, found),
        phones(text, found),
        dates(text, found),
        vague_dates(text) if note and language == "fr" else (),
        ages(text),
        addresses(text),
        hospitals(text, found, kept),
        villages(text),
        names(text, found, kept, language),
        cities(text, found, kept, note=note),
        french_codes(text),
    )
    public = published(text)
    spans = (span for rule in rules for span in rule if not _is_drug(text, span))
    spans_ = apart(text, (s for s in spans if not any(start < s.end and s.start < end for start, end in public)))
    return joined(text, spans_) if note or _about_somebody(found, spans_) else ()


def _is_drug(text: str, span: Identifier) -> bool:
    """Whether what looks like a number is the code of a drug: "BMS-936558"."""
    return span.label == "RECORD" and plain(text[span.start : span.end]) in vocabulary().single


def joined(text: str, spans: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """A hospital and its city told in one breath ("St. Mary's Hospital in Chicago, IL") are one place."""
    together: list[Identifier] = []
    for span in spans:
        last = together[-1] if together else None
        if last and last.label in _WHERE and span.label in _WHERE and _BREATH.fullmatch(text, last.end, span.start):
            together[-1] = Identifier(last.start, span.end, last.label)
        else:
            together.append(span)
    return tuple(together)


def _about_somebody(found: Iterable[Word], spans: Iterable[Identifier]) -> bool:
    """Whether a text is about a person: a city alone, as in "trials in Leeds", identifies nobody."""
    return any(span.label not in _WHERE for span in spans) or any(word.plain in _SOMEBODY for word in found)


_WHERE = frozenset({"PLACE", "HOSPITAL"})
_BREATH = re.compile(r",? (?:in |at |of )?|, ?(?:in )?|[ ]?[-–] ?")
_SOMEBODY_WORDS = """
patient patiente patients patientes pt pts mon ma mes my our he she his her him he's mother father man woman boy girl
child son daughter live lives living wife husband sister brother parents family femme homme enfant mere pere mari
fille fils frere soeur neveu niece conjoint conjointe epoux epouse famille il elle age agee aged old yo ans male
female seen admitted hospitalise hospitalisee hospitalised hospitalized vu vue suivi suivie adresse adressee ne nee
born infant baby gentleman lady monsieur madame chez visite domicile domiciliee habite habitent habitant reside
resides residing residant
"""
_SOMEBODY = frozenset(_SOMEBODY_WORDS.split())


def replaced(text: str, spans: Iterable[Identifier]) -> str:
    """A text with each span replaced by its category."""
    pieces, at = [], 0
    for span in spans:
        pieces += [text[at : span.start], _OLDEST if span.label == "AGE" else f"[{span.label}]"]
        at = span.end
    return "".join([*pieces, text[at:]])
