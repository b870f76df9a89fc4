"""Learn the weights of the two models from a file of Evidence Inference prompts.

``python -m eval.systems.effect_in_text.train FILE [--out weights.json]``. The weights in the repository were learnt from
the 244 articles of ``evidence_inference_train250.jsonl.gz``; what they score is told by the suite on other articles.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from eval.suites.formats.evidence_inference import EvidencePrompt, read_evidence_inference
from eval.systems.effect_in_text.asked import asked
from eval.systems.effect_in_text.candidates import candidates, fit
from eval.systems.effect_in_text.reading import LABELS, label_features, ranked_sentences

_TAUGHT_BY_RANK = 1
Features = dict[str, float]


def learn(prompts: Sequence[EvidencePrompt], *, sentence_c: float = 0.3, label_c: float = 0.3) -> dict[str, Any]:
    """Both models' weights, by name of the feature.

    The sentence model learns from every sentence that names the outcome, whether annotators marked it. The label model
    learns from the sentences marked, and from the best-ranked one, which is what it will be given; each label weighs as
    much as the others, since macro-F1 counts them so.
    """
    told = [prompt for prompt in prompts if prompt.label is not None and prompt.spans]
    rows: list[Features] = []
    marked: list[str] = []
    for prompt in told:
        found = candidates(prompt.text)
        words = asked(prompt.intervention, prompt.comparator, prompt.outcome, prompt.text)
        for candidate, features in zip(found, fit(found, words), strict=True):
            if features["covered"] > 0:
                rows.append(features)
                marked.append("relevant" if _touches(candidate.start, candidate.end, prompt) else "other")
    sentence = _fitted(rows, marked, None, sentence_c)
    often = Counter(str(prompt.label) for prompt in told)
    weight_of = {label: len(told) / (len(often) * n) for label, n in often.items()}
    rows, labels, weights = [], [], []
    for prompt in told:
        words = asked(prompt.intervention, prompt.comparator, prompt.outcome, prompt.text)
        ranked = ranked_sentences(prompt.text, words, sentence["relevant"])
        for rank, (score, candidate) in enumerate(ranked):
            is_marked = _touches(candidate.start, candidate.end, prompt)
            if is_marked or rank < _TAUGHT_BY_RANK:
                rows.append(label_features(candidate, words, prompt.outcome))
                labels.append(str(prompt.label))
                weights.append(weight_of[str(prompt.label)] * (1.0 if is_marked else score))
    return {"sentence": sentence, "label": _fitted(rows, labels, weights, label_c)}


def _fitted(
    rows: Sequence[Features], labels: Sequence[str], weights: Sequence[float] | None, c: float
) -> dict[str, dict[str, float]]:
    vectors = DictVectorizer(sparse=True)
    model = LogisticRegression(C=c, max_iter=2000).fit(vectors.fit_transform(rows), labels, weights)
    names = vectors.get_feature_names_out()
    coefficients, intercepts, classes = model.coef_, model.intercept_, list(model.classes_)
    if len(classes) == 2:
        coefficients, intercepts, classes = model.coef_[:1], model.intercept_[:1], classes[1:]
    return {
        str(label): {"bias": round(float(intercepts[at]), 4)}
        | {str(name): round(float(value), 4) for name, value in zip(names, coefficients[at], strict=True)}
        for at, label in enumerate(classes)
    }


def _touches(start: int, end: int, prompt: EvidencePrompt) -> bool:
    """Whether a sentence shares at least half of the shorter of it and a marked span."""
    return any(
        2 * (min(end, last) - max(start, first)) >= min(end - start, last - first) for first, last in prompt.spans
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prompts", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("weights.json"))
    options = parser.parse_args(arguments)
    learnt: Mapping[str, Any] = learn(read_evidence_inference(options.prompts))
    assert set(learnt["label"]) == set(LABELS)
    options.out.write_text(json.dumps(learnt, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
