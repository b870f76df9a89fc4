"""Recall and precision of de-identification, by category and language.

``python -m eval.deidentification FILE…`` reads annotated texts and scores `redact` on them. Three forms of JSONL are
read, gzipped or not: ``text`` with inline tags (``[Jean](PRENOM)``), taken as French; ``query`` with ``phi`` (a list of
``identifier_type`` and ``value``), taken as English; and ``question`` with ``lang`` and ``phi`` (a list of strings).
See docs/deidentify.md for what the figures mean.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpora.cohorts.deidentify import Identifier, redact
from corpora.errors import SourcierError
from eval.deidentified.annotated import AnnotatedText, read_annotated
from eval.deidentified.score import Tally, score_text

_SPLIT_SEED = 20240


@dataclass(frozen=True)
class Miss:
    """A text in which something was missed or taken by mistake."""

    text: str
    missed: tuple[str, ...]
    mistaken: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status: 0 when scored, 2 for input that cannot be used."""
    options = _parser().parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 120)
    try:
        texts = [text for path in options.files for text in half(read_annotated(path), options.half)]
        find = _finder(options.model)
    except SourcierError as error:
        print(error, file=sys.stderr)
        return 2
    tallies, misses = evaluate(texts, find)
    console.print(_table(tallies))
    if options.failures:
        for miss in misses:
            console.print(miss.text, style="dim", markup=False, highlight=False)
            console.print(f"  missed: {list(miss.missed)}\n  mistaken: {list(miss.mistaken)}", markup=False)
    if options.json:
        report = {f"{language} {category}": tally.as_record() for (language, category), tally in tallies.items()}
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0


def half(texts: Sequence[AnnotatedText], which: str) -> list[AnnotatedText]:
    """The half that the rules were developed on, the other one, or all; drawn once, by a fixed seed."""
    if which == "all":
        return list(texts)
    positions = list(range(len(texts)))
    random.Random(_SPLIT_SEED).shuffle(positions)
    middle = len(texts) // 2
    return [texts[at] for at in sorted(positions[:middle] if which == "development" else positions[middle:])]


def evaluate(
    texts: Sequence[AnnotatedText], find: Callable[[str, str], Sequence[Identifier]]
) -> tuple[dict[tuple[str, str], Tally], list[Miss]]:
    """Counts by language and category (``"all"`` for every one), and the texts where something went wrong."""
    tallies: dict[tuple[str, str], Tally] = {}
    misses: list[Miss] = []
    for text in texts:
        scored = score_text(text, find(text.text, text.language))
        for category, tally in scored.tallies.items():
            key = (text.language, category)
            tallies[key] = tallies.get(key, Tally()) + tally
        if scored.missed or scored.mistaken:
            misses.append(Miss(text.text, scored.missed, scored.mistaken))
    return tallies, misses


def _finder(model: str | None) -> Callable[[str, str], Sequence[Identifier]]:
    if model is None:
        return lambda text, language: redact(text, language, note=True).spans
    from corpora.cohorts.deidentify.statistical import StatisticalNames

    recogniser = StatisticalNames.load(model)
    return lambda text, language: recogniser.redact(text, language).spans


def _table(tallies: dict[tuple[str, str], Tally]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("language", "category", "n", "removed", "touched", "precision", "chars recall", "chars precision"):
        table.add_column(heading, justify="left" if heading in ("language", "category") else "right")
    for (language, category), tally in sorted(
        tallies.items(), key=lambda item: (item[0][0], item[0][1] == "all", item[0][1])
    ):
        table.add_row(
            language,
            category,
            str(tally.gold),
            _ratio(tally.removed, tally.gold),
            _ratio(tally.touched, tally.gold),
            _ratio(tally.right, tally.found),
            _ratio(tally.gold_characters_found, tally.gold_characters),
            _ratio(tally.gold_characters_found, tally.found_characters) if category == "all" else "",
        )
    return table


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "–"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.deidentification", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="annotated texts, JSONL, gzipped or not")
    parser.add_argument("--half", choices=("all", "development", "other"), default="all", help="which half to score")
    parser.add_argument("--model", metavar="NAME", help="add a spaCy model to the rules: its package or folder")
    parser.add_argument("--failures", action="store_true", help="print what was missed and mistaken")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the counts here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
