"""Multiple-choice examination questions, for comparing language models."""

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from corpora.catalogue import Language, say
from eval.measure import Reference, mean, share
from eval.metrics.choice import exact_match, hamming_score
from eval.reading import in_shared
from eval.suite import Item, Loaded, Verdict
from eval.suites.formats.multiple_choice import read_multiple_choice
from eval.system import Ability, System

_MOST_TOKENS = 16


class MultipleChoice:
    """See :class:`eval.suite.Suite`.

    The model writes letters only, under a grammar; where several may be right, it is not told how many.
    """

    name = "multiple-choice"
    title = "eval_suites.multiple_choice"
    needs: frozenset[Ability] = frozenset({"complete"})
    measures = (
        share("exact_match", "eval_suites.exact_match", "eval_suites.of_questions"),
        mean("hamming", "eval_suites.hamming", "eval_suites.of_questions"),
        mean("chance", "eval_suites.chance", "eval_suites.of_questions", better="neither"),
    )
    labels: tuple[str, ...] = ("eval_suites.labels_options",)
    references: tuple[Reference, ...] = ()

    def default_data(self, shared: Path | None) -> Path:
        """FrenchMedMCQA's development questions."""
        return in_shared(shared, "benchmarks/french_medmcqa_dev.jsonl.gz")

    def load(self, data: Path) -> Loaded:
        """Every question."""
        return Loaded(
            tuple(
                Item(
                    id=row.id,
                    payload={
                        "question": row.question,
                        "options": dict(row.options),
                        "correct": list(row.correct),
                        "several": row.several,
                    },
                    groups={"language": row.language, "kind": row.kind},
                )
                for row in read_multiple_choice(data)
            )
        )

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """Nothing to prepare."""
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """The letters that the model chose."""
        language: Language = "fr" if item.groups["language"] == "fr" else "en"
        options = item.payload["options"]
        listed = "\n".join(f"{letter}. {text}" for letter, text in options.items())
        entry = "eval_suites.choose_several" if item.payload["several"] else "eval_suites.choose_one"
        prompt = say(entry, language, question=item.payload["question"], options=listed)
        choices = answers_possible(list(options), several=item.payload["several"])
        return {"chosen": system.complete(prompt, choices=choices, max_tokens=_MOST_TOKENS).text.strip()}

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """Exact match and Hamming score, and the exact match that a random choice has on average."""
        given = {letter for letter in output["chosen"].split(", ") if letter}
        correct = set(item.payload["correct"])
        right = exact_match(given, correct)
        possible = answers_possible(list(item.payload["options"]), several=item.payload["several"])
        wrong = () if right else (f"{output['chosen'] or 'nothing'} instead of {', '.join(sorted(correct))}",)
        return Verdict(
            {"exact_match": right, "hamming": hamming_score(given, correct), "chance": 1 / len(possible)}, wrong
        )


def answers_possible(letters: list[str], *, several: bool) -> list[str]:
    """Every answer that may be given: one letter, or any of them together, as ``"A, C"``."""
    sizes = range(1, len(letters) + 1) if several else range(1, 2)
    return [", ".join(chosen) for size in sizes for chosen in combinations(letters, size)]
