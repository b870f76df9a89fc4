"""What of an answer its cited sources do not print."""

import json
import re
from dataclasses import dataclass

from eval.questions.numbers import names_in, printed_numbers, values_in
from eval.questions.record import AnswerRecord, ListedSource

_MARKER = re.compile(r"\[\s*(\d+(?:\s*,\s*\d+)*)\s*\]")


@dataclass(frozen=True)
class Grounding:
    """Faults of an answer's statements against the sources that they cite.

    Attributes
    ----------
    unsupported
        ``number: statement`` where no passage of a cited source prints the number, nor its title, year, design or
        description.
    outside_passages
        The same where the source's title, year, design or description prints it, but none of its passages.
    unknown_citations
        Numbers cited that no listed source has.
    uncited
        Statements without a citation.
    retracted
        Statements that cite a retracted source.
    """

    unsupported: tuple[str, ...]
    outside_passages: tuple[str, ...]
    unknown_citations: tuple[str, ...]
    uncited: tuple[str, ...]
    retracted: tuple[str, ...]


def check_grounding(record: AnswerRecord) -> Grounding:
    """Check each finding (its limits included), each sentence, and what an abstention says."""
    by_number = {source.n: source for source in record.sources}
    printed = " ".join(passage.text for source in record.sources for passage in source.passages)
    unsupported: list[str] = []
    outside: list[str] = []
    unknown: list[str] = []
    uncited: list[str] = []
    retracted: list[str] = []
    for statement in record.statements:
        cited = set(statement.citations) | _markers(statement.text, printed)
        unknown += [f"[{n}]: {statement.text}" for n in sorted(cited - set(by_number))]
        if not cited:
            uncited.append(statement.text)
        sources = [by_number[n] for n in sorted(cited & set(by_number))]
        if any("retracted" in source.flags or "retraction" in source.flags for source in sources):
            retracted.append(statement.text)
        for text in (statement.text, *statement.limits):
            bad, beside = _numbers_missing(text, sources)
            unsupported += [f"{number}: {text}" for number in bad]
            outside += [f"{number}: {text}" for number in beside]
    if record.abstention:
        missing = record.abstention.missing
        # What is missing may be named otherwise than it was asked (radium-223 for its brand).
        bad, beside = _numbers_missing(
            missing, list(record.sources), also=f"{record.question} {' '.join(names_in([missing]))}"
        )
        unsupported += [f"{number}: {missing}" for number in bad]
        outside += [f"{number}: {missing}" for number in beside]
        unknown += [f"[{n}]: nearest" for n in record.abstention.nearest if isinstance(n, int) and n not in by_number]
    return Grounding(tuple(unsupported), tuple(outside), tuple(unknown), tuple(uncited), tuple(retracted))


def _markers(text: str, printed: str) -> set[int]:
    """The sources that markers in a text name; a bracket that a source prints itself (``57 [41]``) is none."""
    return {int(n) for m in _MARKER.finditer(text) if m.group() not in printed for n in m.group(1).split(",")}


def _numbers_missing(text: str, sources: list[ListedSource], also: str = "") -> tuple[list[str], list[str]]:
    """Numbers that no source prints at all, and those printed beside the passages only."""
    passages = [passage.text for source in sources for passage in source.passages] + [also]
    beside = [described for source in sources for described in _description(source)]
    shown, described = values_in(passages), values_in(beside)
    bad: list[str] = []
    outside: list[str] = []
    for number in printed_numbers(text, names_in(passages + beside)):
        if number.within(shown):
            continue
        (outside if number.within(shown | described) else bad).append(number.printed)
    return bad, outside


def _description(source: ListedSource) -> list[str]:
    return [source.title, str(source.year or ""), _text_of(source.design), _text_of(source.about)]


def _text_of(value: object) -> str:
    """The values of a description as text; its keys and its derived levels are nothing that the source prints."""
    if isinstance(value, dict):
        return " ; ".join(_text_of(v) for k, v in value.items() if k != "evidence_level")
    if isinstance(value, list | tuple):
        return " ; ".join(map(_text_of, value))
    return value if isinstance(value, str) else json.dumps(value)
