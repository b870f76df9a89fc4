"""BioASQ's yes/no and summary questions, their snippets given."""

from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpora.catalogue import say
from eval.measure import Reference, mean
from eval.metrics.rouge import rouge
from eval.suite import Item, Loaded, Verdict
from eval.suites.deciding import decide
from eval.suites.formats.bioasq import BioASQQuestion, read_bioasq
from eval.suites.label_measures import label_measures
from eval.system import Ability, System

_YES_NO = ("yes", "no")
_MOST_CHARACTERS = 6_000
_MOST_TOKENS = 160


class BioASQ:
    """See :class:`eval.suite.Suite`. Compares language models: nothing is retrieved. Factoid and list questions are left out."""

    name = "bioasq"
    title = "eval_suites.bioasq"
    needs: frozenset[Ability] = frozenset({"complete"})
    measures = (
        *label_measures(_YES_NO, "eval_suites.of_yes_no"),
        mean("rouge_2", "eval_suites.rouge_2", "eval_suites.of_summaries"),
        mean("rouge_l", "eval_suites.rouge_l", "eval_suites.of_summaries"),
    )
    labels: tuple[str, ...] = ("eval_suites.labels_bioasq",)
    references: tuple[Reference, ...] = ()

    def default_data(self, shared: Path | None) -> Path:
        """Eight questions in BioASQ's format on the starter library, written for this project."""
        return Path(str(files("eval.suites") / "examples" / "bioasq.json"))

    def load(self, data: Path) -> Loaded:
        """Yes/no questions with an exact answer, and summary questions with an ideal one, that have snippets."""
        items = []
        excluded: Counter[str] = Counter()
        for row in read_bioasq(data):
            reason = _why_not(row)
            if reason:
                excluded[reason] += 1
            else:
                items.append(_item(row))
        return Loaded(tuple(items), dict(sorted(excluded.items())))

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """Nothing to prepare."""
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """The model's decision, or its summary."""
        question, snippets = item.payload["question"], item.payload["snippets"]
        if item.payload["type"] == "yesno":
            return {"decision": decide(system, question, snippets, _YES_NO)}
        prompt = say("eval_suites.summarise", "en", context="\n".join(snippets)[:_MOST_CHARACTERS], question=question)
        return {"summary": system.complete(prompt, max_tokens=_MOST_TOKENS).text.strip()}

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """Right or wrong; ROUGE against the ideal answers."""
        if item.payload["type"] == "yesno":
            gold, given = item.payload["gold"], output["decision"]
            wrong = () if gold == given else (f"{given or 'nothing'} instead of {gold}",)
            return Verdict({"right": gold == given, "gold": gold, "given": given}, wrong)
        scores = rouge(output["summary"], item.payload["gold"])
        return Verdict({"rouge_2": scores["ROUGE-2"], "rouge_l": scores["ROUGE-L"]})


def _why_not(row: BioASQQuestion) -> str:
    if row.type not in ("yesno", "summary"):
        return "eval_suites.other_type"
    if not row.snippets:
        return "eval_suites.without_snippets"
    if row.exact_answer not in _YES_NO if row.type == "yesno" else not row.ideal_answer:
        return "eval_suites.without_answer"
    return ""


def _item(row: BioASQQuestion) -> Item:
    gold = row.exact_answer if row.type == "yesno" else list(row.ideal_answer)
    return Item(
        id=row.id,
        payload={"type": row.type, "question": row.body, "snippets": [s.text for s in row.snippets], "gold": gold},
        groups={"language": "en", "kind": row.type},
    )
