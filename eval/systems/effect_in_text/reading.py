"""From a full text and a prompt to a label and the sentence that it rests on."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from eval.systems.effect_in_text.asked import Asked, asked
from eval.systems.effect_in_text.candidates import Candidate, candidates, fit
from eval.systems.effect_in_text.extracted import extracted_features
from eval.systems.effect_in_text.label import direction_features

LABELS = ("significantly increased", "significantly decreased", "no significant difference")

# How many sentences are read, and how much more the better ones count; chosen by cross-validation on the training set.
_READ = 5
_SHARPNESS = 2


@dataclass(frozen=True)
class Reported:
    """What a text reports.

    Attributes
    ----------
    label
        One of :data:`LABELS`, of the outcome under the intervention against the comparator.
    span
        Of the sentence cited, in the text; ``None`` where no sentence names the outcome.
    probability
        Of the label, by the model's own reckoning.
    """

    label: str
    span: tuple[int, int] | None
    probability: float


Weights = Mapping[str, Mapping[str, float]]


def effect_in_text(text: str, intervention: str, comparator: str, outcome: str) -> Reported:
    """Find the sentence that reports the outcome of the comparison, and read which way it goes.

    Two logistic models over features made by hand, with weights learnt by ``python -m
    eval.systems.effect_in_text.train``: one ranks sentences, one reads each of the best; their labels are averaged by
    how well the sentences fit.
    """
    prompt = asked(intervention, comparator, outcome, text)
    ranked = ranked_sentences(text, prompt, weights()["sentence"]["relevant"])
    if not ranked:
        return Reported(LABELS[2], None, 0.0)
    shares = [
        (score**_SHARPNESS, candidate, label_shares(label_features(candidate, prompt, outcome), weights()["label"]))
        for score, candidate in ranked[:_READ]
    ]
    total = {label: sum(weight * share[label] for weight, _, share in shares) for label in LABELS}
    best = max(LABELS, key=lambda label: total[label])
    cited = max(shares, key=lambda each: each[0] * each[2][best])[1]
    return Reported(best, (cited.start, cited.end), round(total[best] / sum(total.values()), 4))


def ranked_sentences(text: str, prompt: Asked, learnt: Mapping[str, float]) -> list[tuple[float, Candidate]]:
    """Sentences that name the outcome, the best first, each with how well it fits, 0 to 1."""
    found = candidates(text)
    scored = [
        (1 / (1 + math.exp(-_dot(features, learnt))), candidate)
        for candidate, features in zip(found, fit(found, prompt), strict=True)
        if features["covered"] > 0
    ]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].start))


def label_features(candidate: Candidate, prompt: Asked, outcome: str) -> dict[str, float]:
    """Features of a sentence's words, and of the effects that the project's extraction finds in it."""
    return direction_features(candidate.sentence, prompt, outcome) | extracted_features(candidate.sentence, prompt)


def label_shares(features: Mapping[str, float], learnt: Weights) -> dict[str, float]:
    """The probability of each label."""
    odds = {label: math.exp(_dot(features, learnt[label])) for label in LABELS}
    whole = sum(odds.values())
    return {label: value / whole for label, value in odds.items()}


@cache
def weights() -> dict[str, Any]:
    """The weights learnt, as the training wrote them."""
    loaded: dict[str, Any] = json.loads((files(__package__) / "weights.json").read_text(encoding="utf-8"))
    return loaded


def _dot(features: Mapping[str, float], learnt: Mapping[str, float]) -> float:
    return learnt.get("bias", 0.0) + sum(value * learnt.get(name, 0.0) for name, value in features.items())
