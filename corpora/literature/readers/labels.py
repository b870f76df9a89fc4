"""Headings inside running text: the labels of structured abstracts, and the marks of exported full texts."""

import re

from corpora.literature.passages import SECTION_SEPARATOR

# A label is a heading that abstracts are known to use, or one in capitals, at the start of a sentence, with a colon.
_KNOWN = (
    "importance|background|backgrounds|introduction|context|rationale|objectives?|aims?|purpose|"
    "study objectives?|hypothesis|"
    "design(?:,? setting,?(?: and)? participants)?|settings?(?: and participants)?|participants|"
    "patients?(?: and methods)?|subjects|"
    "interventions?|exposures?|main outcomes?(?: and| measures?)*|outcome measures?|main results?|"
    "methods?(?: and (?:results|findings|materials))?|"
    "methods/design|materials? and methods?|material et méthodes?|matériels? et méthodes?|study design|results?|"
    "findings?|discussion|"
    "interpretation|conclusions?(?: and relevance)?|significance|limitations?|funding|"
    "trial registration(?: number)?|registration|clinical trial registration|"
    "measurements?(?: and main results)?|data sources?|study selection|data extraction|data synthesis|"
    "case (?:presentation|report)|implications|"
    "contexte|objectifs?|but|buts|but de l[’']étude|méthodes?|méthodologie|patients et méthodes?|"
    "malades et méthodes?|population et méthodes?|résultats?|"
    "commentaires?|observations?|cas cliniques?|perspectives|toxicity|statistical analysis|"
    "main outcome measures?|keywords|mots[- ]clés"
)
_CAPITALS = r"[A-ZÀ-Ý][A-ZÀ-Ý0-9 ,/&’'()-]{2,60}"
_LABEL = re.compile(
    rf"(?:\A|(?<=[.!?)\]])\s?|\n)(?P<name>(?i:{_KNOWN})|{_CAPITALS})"
    r"(?:\s?:{1,2}\s+|\s?[.]\s(?=[A-ZÀ-Ý][a-zà-ÿ])|\s[–—-]\s+)"
)
_MARK = re.compile(r"^[ \t]*(?P<kind>TITLE|ABSTRACT|BODY)(?:\.(?P<path>[^\n]*?))?[ \t]*::?[ \t]*$", re.MULTILINE)
_TITLE_MARK = re.compile(r"\A\s*TITLE:[ \t]*\n?(?P<title>[^\n]*)")
_FEWEST = 2


def labelled_parts(text: str) -> tuple[tuple[str, str], ...]:
    """The parts of an abstract whose sections are labelled in the text, or the whole as one part.

    One label alone is taken for an ordinary phrase. The labels themselves become names and leave the text.
    """
    marks = [m for m in _LABEL.finditer(text) if _is_label(m)]
    if len(marks) < _FEWEST:
        return (("", text),)
    before = text[: marks[0].start("name")]
    parts = [("", before)] if before.strip() else []
    ends = [*(m.start("name") for m in marks[1:]), len(text)]
    parts.extend((m["name"], text[m.end() : end]) for m, end in zip(marks, ends, strict=True))
    return tuple(parts)


def _is_label(match: re.Match[str]) -> bool:
    name, after = match["name"], match.string[match.end("name") : match.end()]
    colon = ":" in after
    known = re.fullmatch(_KNOWN, name, re.IGNORECASE) is not None
    if colon:
        return known or (name.isupper() and len(name.split()) <= 8 and sum(c.isalpha() for c in name) >= 4)
    return known and name.isupper() if "." in after else known and name[0].isupper()


def marked_parts(text: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The title and parts of a full text whose headings are lines like ``ABSTRACT.METHODS:`` and ``BODY.RESULTS:``.

    ``None`` where the text has no such lines.
    """
    marks = list(_MARK.finditer(text))
    if not any(mark["kind"] != "TITLE" for mark in marks):
        return None
    titled = _TITLE_MARK.match(text)
    title = titled["title"].strip() if titled else ""
    before = text[titled.end() if titled else 0 : next(m for m in marks if m["kind"] != "TITLE").start()]
    parts = [("abstract", before)] if before.strip() else []
    marks = [mark for mark in marks if mark["kind"] != "TITLE"]
    ends = [*(m.start() for m in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        parts.append((_marked_name(mark["kind"], mark["path"] or ""), text[mark.end() : end]))
    return title, tuple(parts)


def _marked_name(kind: str, path: str) -> str:
    steps = [step.strip(" :").lower() for step in re.split(r"(?<=[^\d\s])\.(?=\S)", path) if step.strip(" :")]
    if kind == "ABSTRACT":
        return SECTION_SEPARATOR.join(["abstract", *steps])
    return SECTION_SEPARATOR.join(steps)
