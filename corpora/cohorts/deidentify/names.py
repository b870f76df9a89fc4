"""Names of patients, relatives and clinicians."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from corpora.cohorts.deidentify.announced_names import after_cue, after_title, is_cue, is_title
from corpora.cohorts.deidentify.bare_names import bare, lower
from corpora.cohorts.deidentify.gazetteer import gazetteer
from corpora.cohorts.deidentify.name_run import PARTICLES, Read
from corpora.cohorts.deidentify.name_words import Likeness, likeness
from corpora.cohorts.deidentify.span import Identifier
from corpora.cohorts.deidentify.words import Word

# English texts count these as part of a clinician's name.
_LEARNED = frozenset({"dr", "doctor", "prof", "professor"})
# Initials of someone whose age follows: "J.D., 54F".
_INITIALS_AGED = re.compile(
    r"\b([A-Z]\.[ -]?[A-Z]\.?)(?=,? (?:is )?(?:a |an )?\d{1,3} ?(?:[FMH]\b|ans\b|y/?o\b|years?\b|-year))"
)
# A name as a file has it, after a word that announces one: "Pt: MARTIN, Paul".
_FILED = re.compile(
    r"\b(?i:pt|patiente?|name|nom|re|concerne)\s?[:\-]\s?([A-ZÀ-Ý][A-ZÀ-Ý'’-]{2,25}, [A-ZÀ-Ý][a-zà-ÿ'’-]{1,20})(?![\w-])"
)
_SHORTEST_AGAIN = 4


def names(text: str, found: Sequence[Word], kept: frozenset[int], language: str) -> Iterator[Identifier]:
    """Names after a title or a cue, first names with what stands beside them, and capitals that nothing explains.

    A word of a name found once is found again wherever else the text has it in capitals.

    Parameters
    ----------
    found
        The words of the text.
    kept
        Positions of the words that stand in a name that is no person's (see `kept_words`).
    """
    read = Read(text, found, [likeness(word.plain, at in kept, language) for at, word in enumerate(found)])
    spans = [*_told(read, language)]
    spans += [Identifier(*match.span(1), "NAME") for match in (*_INITIALS_AGED.finditer(text), *_FILED.finditer(text))]
    yield from spans
    yield from _again(found, spans, kept)


def _told(read: Read, language: str) -> Iterator[Identifier]:
    at = 0
    while at < len(read.words):
        name = _name_at(read, at, language)
        if name is None:
            at += 1
            continue
        first, last = _with_particles(read, name[0]), name[1]
        yield Identifier(read.words[first].start, read.end(last), "NAME")
        at = last + 1


def _name_at(read: Read, at: int, language: str) -> tuple[int, int] | None:
    """Positions of the first and last word of a name that starts at or just after a word."""
    word = read.words[at]
    if is_title(read, at):
        last = after_title(read, at)
        whole = language == "en" and word.plain in _LEARNED
        return None if last is None else (at if whole else at + 1, last)
    if is_cue(read, at):
        last = after_cue(read, at)
        if last is not None:
            return at + 1, last
    return lower(read, at) if word.text.islower() else bare(read, at)


def _with_particles(read: Read, first: int) -> int:
    """The first of the words in capitals that belong before a name: "DE LUCA Roberta", "Le Bihan", "AID MERGHAD, Z"."""
    found = read.words
    shouted = first > 0 and found[first].upper and found[first - 1].upper and read.gap(first) == " "
    if shouted and found[first - 1].starts and read.like[first - 1] in (Likeness.WORD, Likeness.WORDLIKE):
        return first - 1
    while first and found[first - 1].plain in PARTICLES and found[first].start - found[first - 1].end == 1:
        before = found[first - 1]
        if not before.upper and (not before.capital or before.starts):
            break
        first -= 1
    return first


def _again(found: Sequence[Word], spans: Sequence[Identifier], kept: frozenset[int]) -> Iterator[Identifier]:
    """The other places where a word of a name found stands in capitals."""
    not_names = gazetteer().ordinary | gazetteer().eponyms
    starts = [word.start for word in found]
    inside = {at for span in spans for at in range(bisect_left(starts, span.start), bisect_left(starts, span.end))}
    known = {
        found[at].plain
        for at in inside
        if found[at].capital and len(found[at].text) >= _SHORTEST_AGAIN and found[at].plain not in not_names
    }
    for at, word in enumerate(found):
        if word.plain in known and word.capital and at not in inside and at not in kept:
            yield Identifier(word.start, word.end, "NAME")
