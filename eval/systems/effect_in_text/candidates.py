"""The sentences of a text, each with its section, and how well it fits a prompt."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpora.literature.sentences import split_sentences
from eval.systems.effect_in_text.asked import Asked, stems
from eval.systems.effect_in_text.cues import BAD, DOWN, GOOD, INTERVAL, NO_DIFFERENCE, NUMBER, P_VALUE, SIGNIFICANT, UP

_HEADING = re.compile(r"^([A-Z][A-Z &,/;:.()\d-]{3,120}?):?\s*$", re.MULTILINE)
_SECTIONS = {
    "abstract_results": re.compile(r"ABSTRACT.*(RESULT|FINDING|OUTCOME)"),
    "abstract_conclusion": re.compile(r"ABSTRACT.*(CONCLU|INTERPRET|DISCUSS|SIGNIF)"),
    "abstract_other": re.compile(
        r"ABSTRACT.*(BACKGR|METHOD|OBJECT|AIM|INTROD|PURPOS|DESIGN|TRIAL REG|SETTING|PATIENT)"
    ),
    "abstract": re.compile(r"ABSTRACT"),
    "title": re.compile(r"TITLE"),
    "methods": re.compile(r"METHOD|STATISTIC|PROCEDURE|DESIGN|RECRUIT|RANDOMI|SAMPLE SIZE|MEASURES"),
    "results": re.compile(r"RESULT|FINDING|OUTCOME|EFFICACY|SAFETY"),
    "discussion": re.compile(r"DISCUSS|CONCLU|LIMITATION|STRENGTH"),
    "introduction": re.compile(r"INTRO|BACKGROUND|OBJECTIVE|AIM"),
}
_LONGEST = 700


@dataclass(frozen=True)
class Candidate:
    """A sentence: ``text[start:end]``, its section, its stems."""

    start: int
    end: int
    sentence: str
    section: str
    stems: frozenset[str]


@lru_cache(maxsize=32)
def candidates(text: str) -> tuple[Candidate, ...]:
    """The sentences of a text that could report a result: those with words, none longer than a paragraph's worth."""
    headings = [(match.start(), _section(match.group(1))) for match in _HEADING.finditer(text)]
    found, at, section = [], 0, "other"
    for start, end in split_sentences(text, "en"):
        while at < len(headings) and headings[at][0] <= start:
            section, at = headings[at][1], at + 1
        end = min(end, start + _LONGEST)
        sentence = text[start:end]
        if len(sentence) > 20 and section != "title":
            found.append(Candidate(start, end, sentence, section, stems(sentence)))
    return tuple(found)


def fit(found: Sequence[Candidate], prompt: Asked) -> list[dict[str, float]]:
    """Features of each candidate: does it speak of the outcome, the arms, a result? All between 0 and about 1."""
    in_how_many = Counter(stem for candidate in found for stem in candidate.stems)
    weight = {stem: math.log(1 + len(found) / (1 + in_how_many[stem])) for stem in prompt.outcome}
    whole = sum(weight.values()) or 1.0
    covered = [sum(weight[stem] for stem in candidate.stems & prompt.outcome) / whole for candidate in found]
    best = max(covered, default=0.0) or 1.0
    return [
        _features(candidate, covered[at], covered[at] / best, covered[at - 1] if at else 0.0, prompt)
        for at, candidate in enumerate(found)
    ]


def _features(
    candidate: Candidate, covered: float, of_best: float, just_before: float, prompt: Asked
) -> dict[str, float]:
    first = len(candidate.stems & prompt.intervention) / max(1, len(prompt.intervention))
    second = len(candidate.stems & prompt.comparator) / max(1, len(prompt.comparator))
    told = _told(candidate.sentence)
    return told | {
        "covered": covered,
        "of_best": of_best,
        "is_best": float(of_best > 0.999),
        "just_before": just_before * (1 - covered),
        "intervention": min(1.0, 2 * first),
        "comparator": min(1.0, 2 * second),
        "both_arms": float(first > 0 and second > 0),
        "told_of_best": told["told"] * of_best,
        "p_of_best": told["p"] * of_best,
        f"in_{candidate.section}": 1.0,
    }


@lru_cache(maxsize=20_000)
def _told(sentence: str) -> dict[str, float]:
    """What of a result a sentence tells, whatever is asked."""
    changes = any(cue.search(sentence) for cue in (UP, DOWN, GOOD, BAD))
    none = bool(NO_DIFFERENCE.search(sentence))
    return {
        "changes": float(changes),
        "none": float(none),
        "told": float(changes or none),
        "p": float(bool(P_VALUE.search(sentence))),
        "interval": float(bool(INTERVAL.search(sentence))),
        "significant": float(bool(SIGNIFICANT.search(sentence))),
        "numbers": min(1.0, len(NUMBER.findall(sentence)) / 6),
        "long": min(1.0, len(sentence) / 400),
        "short": float(len(sentence) < 60),
    }


def _section(heading: str) -> str:
    return next((name for name, pattern in _SECTIONS.items() if pattern.search(heading)), "other")
