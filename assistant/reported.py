"""Which outcomes a source gives results for, and whether these are the ones asked about.

An abstract names outcomes that it has no result for: an endpoint still awaited, or one that it says it does not report.
Those are no answer to a question about them.
"""

import re
from collections.abc import Iterable

from corpora.lexicon import Category, Lexicon, Mention
from corpora.literature.sentences import split_sentences
from corpora.literature.source import Source

_WITHOUT_RESULT = re.compile(
    r"(?i)\bnot (?:\w+ )?(?:been )?(?:report|available|mature|given|stated|print|assess|address|measur|cover|descri)|awaited|"
    r"\bno (?:\w+ ){0,2}(?:results?|data|figures?|conclusion|information)\b|\bnothing\b|\bcannot\b|\bdoes not\b|\bto follow\b|"
    r"\bnot a\b|\bonly\b"
)
# Outcomes that answer for one another: what one trial calls relapse-free, another calls disease-free or event-free.
_FAMILIES = (
    ("overall_survival", "survival_rate", "mortality", "cancer_specific_mortality", "cancer_specific_survival"),
    (
        "disease_free_survival",
        "relapse_free_survival",
        "event_free_survival",
        "recurrence_rate",
        "local_recurrence",
        "cancer_incidence",
        "treatment_failure",
        "locoregional_control",
    ),
    (
        "progression_free_survival",
        "time_to_progression",
        "progression",
        "event_free_survival",
        "treatment_failure",
        "time_to_next_treatment",
        "duration_of_response",
    ),
    ("response_rate", "complete_response", "disease_control_rate"),
)
# As often a patient's history as what is asked about.
_HISTORY = frozenset(
    {
        "complete_response",
        "cost",
        "progression",
        "recurrence_rate",
        "response_rate",
        "toxicity",
        "vte_rate",
    }
)
# Words too common to tell that a result is asked: to walk, kilos.
_SELDOM_MEANT = frozenset({"ambulatory_status", "weight"})
# Sections that say what was to be found out.
_PURPOSE = re.compile(r"(?i)question|background|introduction|objective|purpose|aim")
_ASKED = re.compile(r"(?i)(?:\b(?:rate|taux|median|médiane?|percentage|pourcentage|how many|combien|QALY|coût)\b|%)")
_NEAR = 30


def reported_outcomes(source: Source, mentions: Iterable[Mention], lexicon: Lexicon, length: int) -> frozenset[str]:
    """The outcomes of a source's effects, and those named in its first sentences other than to say that they are missing.

    Parameters
    ----------
    mentions
        Of the first ``length`` characters of the source's text.
    """
    endpoints = " . ".join(effect.endpoint for effect in source.effects)
    found = {m.concept_id for m in lexicon.recognise(endpoints, source.language)}
    text = source.text[:length]
    missing = [(s.start, s.end) for s in source.sections if _PURPOSE.search(s.name)]
    missing += [span for span in split_sentences(text, source.language) if _WITHOUT_RESULT.search(text[slice(*span)])]
    named = {m.concept_id for m in mentions if not any(start <= m.start < end for start, end in missing)}
    # Deaths are told of in every report, as harms and within other endpoints ("progression or death").
    found |= named - {"mortality"} if source.effects else named
    return frozenset(c for c in found if lexicon.concept(c).category is Category.ENDPOINT)


def outcomes_insisted_on(text: str, language: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The outcomes that a question names, where it wants the result of one: not where they are a patient's history."""
    mentions = [
        m
        for m in lexicon.recognise(text, language)
        if lexicon.concept(m.concept_id).category is Category.ENDPOINT and m.concept_id not in _SELDOM_MEANT
    ]
    insists = any(
        m.concept_id not in _HISTORY or _ASKED.search(text[max(0, m.start - _NEAR) : m.end + _NEAR]) for m in mentions
    )
    return tuple(dict.fromkeys(m.concept_id for m in mentions)) if insists else ()


def reports(asked: Iterable[str], reported: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether one at least of the outcomes asked about is reported, under its own name or a kindred one."""
    return any(_kindred(one, other, lexicon) for one in asked for other in reported)


def _kindred(one: str, other: str, lexicon: Lexicon) -> bool:
    same_line = lexicon.is_a(one, other) or lexicon.is_a(other, one)
    return same_line or any(one in family and other in family for family in _FAMILIES)
