"""A text as it is read for effects: once for the whole, then sentence by sentence."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.effects.arm_learning import learn_arms
from assistant.effects.arm_mentions import mentions_of_arms, parts_of_mention
from assistant.effects.arms import ArmMention, Arms
from assistant.effects.assigned_arms import assigned_arms
from assistant.effects.assignment import is_explicit, lists_of_arms
from assistant.effects.endpoints import EndpointMention, find_endpoints, primary_endpoint
from assistant.effects.plain_text import plain as make_plain
from assistant.effects.ratio_labels import RatioLabel, defines_rc, find_ratio_labels, other_meanings
from assistant.effects.sentences import sentence_spans
from assistant.effects.trial_arms import TrialArms, reduced, two_arms

_COMPARATOR = re.compile(r"\b(?:compared\s+(?:with|to)|than(?:\s+with)?|versus|vs\.?|over)\s+(?:the\s+)?$")
_ASSIGNMENT = re.compile(r"(?i)\b(?:assigned|allocated|randomi[sz]ed|randomisés?)\b")
_IS_A_GROUP = re.compile(r"(?i)\b(?:groups?|arms?|bras|groupe)\b")
_NAMES_ENDPOINTS = re.compile(r"\d|[Pp]rimary|[Pp]rincipal|[(\[][a-z]?[A-Z]{2}")
_WORTH_READING = re.compile(
    r"\d\s?%|\d\.\d|\d (?:months|mois|weeks|years)|[Pp]\s?[=<]|\bv(?:s|ersus)?\b|compared|\bcontre\b|assigned|"
    r"andomi[sz]ed"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a plain text, ``plain[start:end]``, and what it mentions."""

    start: int
    end: int
    labels: list[RatioLabel]
    endpoints: list[EndpointMention]
    arms: list[ArmMention]


@dataclass(frozen=True)
class Reading:
    """A text and what is known of it as a whole.

    Attributes
    ----------
    pairs
        How often the text says "A versus B", by the keys of A and B.
    names
        The commonest name of each arm, by key.
    trial
        The two arms, where the text reports a trial of two.
    """

    plain: str
    sentences: list[Sentence]
    arms: Arms
    primary: EndpointMention | None
    pairs: Counter[tuple[frozenset[str], frozenset[str]]]
    names: dict[frozenset[str], str]
    trial: TrialArms | None


def read(text: str) -> Reading:
    """Read a text: its sentences with the endpoints, arms and ratio labels that each mentions."""
    plain = make_plain(text)
    meant_otherwise, rc = other_meanings(plain), defines_rc(plain)
    spans = sentence_spans(plain, text)
    endpoints = find_endpoints(plain, meant_otherwise, [s for s in spans if _NAMES_ENDPOINTS.search(plain, *s)])
    arms = learn_arms(plain)
    named = iter(endpoints)
    ahead = next(named, None)
    sentences = []
    for start, end in spans:
        here = []
        while ahead is not None and ahead.start < end:
            here.append(ahead)
            ahead = next(named, None)
        mentions: list[ArmMention] = []
        if _WORTH_READING.search(plain, start, end):
            found = mentions_of_arms(plain, start, end, arms)
            mentions = [reduced(m, arms) for m in found if not any(e.start < m.end and m.start < e.end for e in here)]
        labels = find_ratio_labels(plain, start, end, meant_otherwise, rc)
        sentences.append(Sentence(start, end, labels, here, mentions))
    return _with_trial_arms(plain, sentences, arms, primary_endpoint(plain, endpoints))


def _with_trial_arms(plain: str, sentences: list[Sentence], arms: Arms, primary: EndpointMention | None) -> Reading:
    every = [m for sentence in sentences for m in sentence.arms]
    runs = [run for sentence in sentences for run in lists_of_arms(plain, sentence.arms)]
    compared = [m for run in runs if len(run) == 2 and is_explicit(plain, run[0].end, run[1].start) for m in run]
    compared += [m for m in every if m.key & arms.assigned and _COMPARATOR.search(plain, max(0, m.start - 25), m.start)]
    trial = None
    if not _three(plain, sentences, arms):
        trial = two_arms(plain, every, compared, arms.assigned) or assigned_arms(plain, every, arms)
    if trial is not None:
        sentences = [replace(s, arms=_resolved(s.arms, trial, arms)) for s in sentences]
    pairs: Counter[tuple[frozenset[str], frozenset[str]]] = Counter()
    counted: dict[frozenset[str], Counter[str]] = {}
    for sentence in sentences:
        for mention in sentence.arms:
            counted.setdefault(mention.key, Counter())[mention.name] += 1
        for first, second in _side_by_side(plain, sentence.arms):
            pairs[first.key, second.key] += 1
    names = {key: names.most_common(1)[0][0] for key, names in counted.items()}
    return Reading(plain, sentences, arms, primary, pairs, names, trial)


def _three(plain: str, sentences: list[Sentence], arms: Arms) -> bool:
    """Whether the text sets three or more arms side by side where it tells what patients were assigned to."""
    for sentence in sentences:
        if _ASSIGNMENT.search(plain, sentence.start, sentence.end):
            for run in lists_of_arms(plain, sentence.arms):
                if len({m.key for m in run if m.key & arms.assigned}) > 2:
                    return True
    return False


def _resolved(mentions: list[ArmMention], trial: TrialArms, arms: Arms) -> list[ArmMention]:
    kept = []
    for mention in mentions:
        resolved = trial.resolve(mention)
        if resolved is not None:
            kept.append(resolved)
        elif len(both := [r for part in parts_of_mention(mention, arms) if (r := trial.resolve(part))]) == 2:
            kept += both
        elif _IS_A_GROUP.search(mention.name):
            kept.append(mention)
    return kept


def _side_by_side(plain: str, mentions: list[ArmMention]) -> Iterator[tuple[ArmMention, ArmMention]]:
    for run in lists_of_arms(plain, mentions):
        if len(run) == 2 and is_explicit(plain, run[0].end, run[1].start):
            yield run[0], run[1]
