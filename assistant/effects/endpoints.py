"""Endpoints named in a text, and whether the event behind each is wanted."""

import re
import tomllib
from collections.abc import Mapping, Sequence
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
_WHEN = re.compile(
    rf"(?<![\w.])(?:(?:\d+(?:\.\d+)?|{_NUMBER_WORDS})[ -](?:year|month|week|day)s?)[ -]+$", re.IGNORECASE
)
_GRADE = re.compile(r"grades? ?≥? ?[1-5](?:(?: ?- ?| or | to | and )(?:[1-5]|higher|worse|greater|more|above))?[ -]+$")
_UNITS_OF_TIME = ("year", "years", "month", "months", "week", "weeks", "day", "days")
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
                abbreviations |= dict.fromkeys(row.get("abbreviations", []), entry)
    pattern = re.compile(rf"\b(?:{'|'.join(branches)})(?![a-zé])")
    return _Lexicon(pattern, entries, abbreviations, frozenset(data["modifiers"]))


def find_endpoints(
    plain: str, meant_otherwise: frozenset[str], spans: Sequence[tuple[int, int]] | None = None
) -> list[EndpointMention]:
    """The endpoints that a text names, in order.

    Parameters
    ----------
    meant_otherwise
        Of ``"or"`` and ``"rr"``, those which the text uses for a response, not for a ratio.
    spans
        Where to look; everywhere if not given.
    """
    lexicon = _lexicon()
    lowered = plain.lower()
    if len(lowered) != len(plain):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    found: list[EndpointMention] = []
    where = spans if spans is not None else [(0, len(plain))]
    for m in (m for start, end in where for m in lexicon.pattern.finditer(lowered, start, end)):
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
    named = iter([*found])
    covering = next(named, None)
    for m in (m for start, end in where for m in _ABBREVIATION.finditer(plain, start, end)):
        short = m[1]
        if short in ratios or (short not in known and short not in lexicon.abbreviations):
            continue
        while covering is not None and covering.end <= m.start():
            covering = next(named, None)
        if covering is not None and covering.start <= m.start():
            continue
        start = _left(lowered, m.start(), lexicon) if short in lexicon.abbreviations else m.start()
        lead = plain[start : m.start()]
        if short in known:
            full = known[short]
            name = (
                (lead + _WHEN_FIRST.sub("", full.name)).strip() if not full.name.startswith(lead.strip()) else full.name
            )
            found.append(EndpointMention(start, m.end(), name, full.key, full.kind))
        else:
            entry = lexicon.abbreviations[short]
            key = entry.name if entry.one_name else short.lower()
            found.append(
                EndpointMention(start, m.end(), lead + (entry.name if entry.one_name else short), key, entry.kind)
            )
    return sorted(found, key=lambda mention: mention.start)


_WHEN_FIRST = re.compile(rf"^(?:\d+(?:\.\d+)?|{_NUMBER_WORDS})[ -](?:year|month|week|day)s?[ -]+", re.IGNORECASE)


def _mention(plain: str, lowered: str, m: "re.Match[str]", lexicon: _Lexicon) -> EndpointMention:
    entry = lexicon.entries[m.lastgroup or ""]
    start, end = m.start(), m.start() + len(m[0].rstrip(" -"))
    if entry.before:
        start = _word_before(lowered, start)
    start = _left(lowered, start, lexicon)
    name = plain[start:end]
    key = entry.name if entry.one_name or entry.event else " ".join(_WHEN_FIRST.sub("", name.lower()).split())
    return EndpointMention(start, end, name, key, entry.kind, entry.event)


def _left(lowered: str, start: int, lexicon: _Lexicon) -> int:
    """Where a name begins once the words before it that belong to it are counted in."""
    while (begin := _word_before(lowered, start)) < start and lowered[begin : start - 1] in lexicon.modifiers:
        start = begin
    piece = lowered[max(0, start - 34) : start]
    if "grade" in piece and (m := _GRADE.search(piece)):
        start -= len(piece) - m.start()
        piece = piece[: m.start()]
    if piece.rstrip(" -").endswith(_UNITS_OF_TIME) and (m := _WHEN.search(piece)):
        start -= len(piece) - m.start()
    return start


def _word_before(lowered: str, start: int) -> int:
    """Where the word right before ``start`` begins; ``start`` itself where there is none."""
    at = start - 2
    if at < 0 or lowered[start - 1] not in " -":
        return start
    while at >= 0 and (lowered[at].isalnum() or lowered[at] in "-_") and lowered[at : at + 2] != "- ":
        at -= 1
    return at + 1 if at + 1 < start - 1 else start


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


# What outcomes that no lexicon lists are, by a word of theirs; an unwanted word decides.
_UNWANTED_WORD = re.compile(
    r"(?i)\b(?:cancers?|carcinomas?|neoplas\w+|tumou?rs? (?:occurrence|recurrence)|deaths?|mortality|pain|"
    r"syndromes?|events?|deteriorat\w+|"
    r"worsen\w+|loss|symptoms?|transfusions?|toxic\w*|effects|disorders?|insufficiency|necrosis|incontinence|"
    r"progression|opioid use|"
    r"décès|douleur|détérioration|perte|événements?)\b"
)
# To find a disease is not to get it.
_FOUND = re.compile(r"(?i)\b(?:detect\w*|diagnos\w*|sensitivity|specificity|referr\w*|dépist\w*)\b")
_WANTED_WORD = re.compile(
    r"(?i)\b(?:quality of life|ability|able|adherence|uptake|participation|preservation|eradication|clearance|"
    r"engraftment|benefit|"
    r"qualité de vie|observance|conservation|remission|improvement|success\w*|relief)\b"
)


@cache
def kind_of_endpoint(name: str) -> EndpointKind:
    """Whether an endpoint, by its name in either language or its abbreviation, counts something wanted."""
    if _FOUND.search(name):
        return EndpointKind.UNKNOWN
    mentions = find_endpoints(name, frozenset({"or", "rr"}))
    named = [m for m in mentions if not m.event] or mentions
    if named:
        return named[0].kind if not named[0].event or len(named) > 1 else _kind_of_event(named[0])
    if _UNWANTED_WORD.search(name):
        return EndpointKind.UNWANTED
    return EndpointKind.WANTED if _WANTED_WORD.search(name) else EndpointKind.UNKNOWN


def _kind_of_event(mention: EndpointMention) -> EndpointKind:
    return EndpointKind.SURVIVAL if re.search(r"surviv|survie|alive|vivant", mention.name) else EndpointKind.UNWANTED


def below_one_is_better(kind: EndpointKind, measure: Measure) -> bool | None:
    """Whether a ratio under 1 (or a lower rate, for a measure that is no ratio) is good; ``None`` if not known.

    A hazard ratio of a survival endpoint counts its events, a rate its survivors; odds and risks may be of either.
    """
    if kind is EndpointKind.UNWANTED:
        return True
    if kind is EndpointKind.WANTED:
        return False
    if kind is EndpointKind.WANTED_TIME:
        return measure is Measure.MEDIAN
    if kind is EndpointKind.SURVIVAL:
        return None if measure in (Measure.ODDS_RATIO, Measure.RISK_RATIO) else measure is Measure.HAZARD_RATIO
    return None
