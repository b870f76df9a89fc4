"""Endpoints named in a text, and whether the event behind each is wanted."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from corpora.literature.effect import Measure


class EndpointKind(StrEnum):
    """What happens to the patient when the endpoint is reached."""

    SURVIVAL = "survival"
    UNWANTED = "unwanted"
    WANTED = "wanted"
    WANTED_TIME = "wanted_time"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class EndpointMention:
    """An endpoint at ``plain[start:end]``.

    Attributes
    ----------
    name
        The words of the text, an abbreviation written out as the text does.
    key
        The same for all wordings of a known endpoint (``"overall survival"`` for ``OS``), else the lower-case name.
    event
        Whether only the event is named (``death``), not the endpoint that counts it.
    """

    start: int
    end: int
    name: str
    key: str
    kind: EndpointKind
    event: bool = False


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: EndpointKind
    one_name: bool
    before: bool
    event: bool


@dataclass(frozen=True)
class _Lexicon:
    pattern: "re.Pattern[str]"
    entries: Mapping[str, _Entry]
    abbreviations: Mapping[str, _Entry]
    modifiers: frozenset[str]


_NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve"
_WHEN = re.compile(rf"(?:(?:\d+(?:\.\d+)?|{_NUMBER_WORDS})[ -](?:year|month|week|day)s?)[ -]+$", re.IGNORECASE)
_GRADE = re.compile(r"grades? ?≥? ?[1-5](?:(?: ?- ?| or | to | and )(?:[1-5]|higher|worse|greater|more|above))?[ -]+$")
_WORD_BEFORE = re.compile(r"(?<![\w-])([\w-]+?)[ -]$")
_DEFINITION = re.compile(r"(?: rates?)?\s*[(\[]\s*([a-z]{0,2}[A-Z][A-Za-z0-9-]{1,7})\b")
_ABBREVIATION = re.compile(r"\b([a-z]{0,2}[A-Z][A-Za-z0-9]{1,5}(?:-[A-Z]{2,4})?)(?![\w])")
_PRIMARY = re.compile(
    r"(?i)\b(?:primary|principal)\s+(?:study\s+|efficacy\s+|trial\s+)?(?:end\s?-?points?|outcomes?|objectives?|"
    r"outcome measures?|critère)\b|\bcritère (?:de jugement )?principal\b"
)


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads((files("assistant.effects") / "endpoints.toml").read_text(encoding="utf-8"))
    entries: dict[str, _Entry] = {}
    abbreviations: dict[str, _Entry] = {}
    branches: list[str] = []
    for event in (False, True):
        for i, row in enumerate(data["endpoint"]):
            kind = EndpointKind(row["kind"])
            entry = _Entry(row["name"], kind, row.get("one_name", False), row.get("before", False), event)
            patterns = row.get("events" if event else "patterns", [])
            if patterns:
                group = f"e{i}{'e' if event else ''}"
                entries[group] = entry
                branches.append(f"(?P<{group}>{'|'.join(patterns)})")
            if not event:
                abbreviations |= {short: entry for short in row.get("abbreviations", [])}
    pattern = re.compile(rf"\b(?:{'|'.join(branches)})(?![a-zé])")
    return _Lexicon(pattern, entries, abbreviations, frozenset(data["modifiers"]))


def find_endpoints(plain: str, meant_otherwise: frozenset[str]) -> list[EndpointMention]:
    """The endpoints that a whole text names, in order.

    Parameters
    ----------
    meant_otherwise
        Of ``"or"`` and ``"rr"``, those which the text uses for a response, not for a ratio.
    """
    lexicon = _lexicon()
    lowered = plain.lower()
    if len(lowered) != len(plain):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    found: list[EndpointMention] = []
    for m in lexicon.pattern.finditer(lowered):
        mention = _mention(plain, lowered, m, lexicon)
        if found and mention.start < found[-1].end:
            if mention.end - mention.start <= found[-1].end - found[-1].start:
                continue
            found.pop()
        found.append(mention)
    known: dict[str, EndpointMention] = {}
    for mention in found:
        defined = _DEFINITION.match(plain, mention.end)
        if defined and not mention.event:
            known.setdefault(defined[1], mention)
    ratios = {"OR", "RR"} - {short.upper() for short in meant_otherwise}
    spans = iter([*found])
    covering = next(spans, None)
    for m in _ABBREVIATION.finditer(plain):
        short = m[1]
        if short in ratios or (short not in known and short not in lexicon.abbreviations):
            continue
        while covering is not None and covering.end <= m.start():
            covering = next(spans, None)
        if covering is not None and covering.start <= m.start():
            continue
        start = _left(lowered, m.start(), lexicon) if short in lexicon.abbreviations else m.start()
        lead = plain[start : m.start()]
        if short in known:
            full = known[short]
            name = (lead + _WHEN_FIRST.sub("", full.name)).strip() if not full.name.startswith(lead.strip()) else full.name
            found.append(EndpointMention(start, m.end(), name, full.key, full.kind))
        else:
            entry = lexicon.abbreviations[short]
            key = entry.name if entry.one_name else short.lower()
            found.append(EndpointMention(start, m.end(), lead + (entry.name if entry.one_name else short), key, entry.kind))
    return sorted(found, key=lambda mention: mention.start)


_WHEN_FIRST = re.compile(rf"^(?:\d+(?:\.\d+)?|{_NUMBER_WORDS})[ -](?:year|month|week|day)s?[ -]+", re.IGNORECASE)


def _mention(plain: str, lowered: str, m: "re.Match[str]", lexicon: _Lexicon) -> EndpointMention:
    entry = lexicon.entries[m.lastgroup or ""]
    start, end = m.start(), m.start() + len(m[0].rstrip(" -"))
    if entry.before and (word := _WORD_BEFORE.search(lowered, max(0, start - 30), start)):
        start = word.start()
    start = _left(lowered, start, lexicon)
    name = plain[start:end]
    key = entry.name if entry.one_name or entry.event else " ".join(_WHEN_FIRST.sub("", name.lower()).split())
    return EndpointMention(start, end, name, key, entry.kind, entry.event)


def _left(lowered: str, start: int, lexicon: _Lexicon) -> int:
    """Where a name begins once the words before it that belong to it are counted in."""
    while word := _WORD_BEFORE.search(lowered, max(0, start - 25), start):
        if word[1] not in lexicon.modifiers:
            break
        start = word.start()
    for lead in (_GRADE, _WHEN):
        if m := lead.search(lowered, max(0, start - 30), start):
            start = m.start()
    return start


def primary_endpoint(plain: str, endpoints: list[EndpointMention]) -> EndpointMention | None:
    """The one endpoint that a text declares as its primary, or ``None`` where it names none or several."""
    for m in _PRIMARY.finditer(plain):
        stop = plain.find(". ", m.end())
        after = [e for e in endpoints if m.end() <= e.start < (stop if stop > 0 else len(plain)) and not e.event]
        if after and after[0].start - m.end() < 40:
            several = len(after) > 1 and re.fullmatch(r"[^.;]{0,12}\band\b\s*", plain[after[0].end : after[1].start])
            return None if several else after[0]
    return None


def primary_mentions(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where ``plain[start:end]`` speaks of "the primary endpoint"."""
    return [m.span() for m in _PRIMARY.finditer(plain, start, end)]


@cache
def kind_of_endpoint(name: str) -> EndpointKind:
    """Whether an endpoint, by its name in either language or its abbreviation, counts something wanted."""
    mentions = find_endpoints(name, frozenset({"or", "rr"}))
    named = [m for m in mentions if not m.event] or mentions
    return named[0].kind if named else EndpointKind.UNKNOWN


def below_one_is_better(kind: EndpointKind, measure: Measure) -> bool | None:
    """Whether a ratio under 1 (or a lower rate, for a measure that is no ratio) is good; ``None`` if not known.

    A hazard ratio of a survival endpoint counts its events, a rate its survivors; odds and risks may be of either.
    """
    if kind is EndpointKind.UNWANTED:
        return True
    if kind in (EndpointKind.WANTED, EndpointKind.WANTED_TIME):
        return False if measure is not Measure.MEDIAN or kind is EndpointKind.WANTED else True
    if kind is EndpointKind.SURVIVAL:
        return None if measure in (Measure.ODDS_RATIO, Measure.RISK_RATIO) else measure is Measure.HAZARD_RATIO
    return None
