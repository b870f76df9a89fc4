"""Measure the extraction of effect estimates from raw abstracts against the starter library's curated effects.

``python -m eval.effect_extraction --abstracts FILE`` reads the abstracts (JSONL, gzipped or not, with ``doi`` and
``abstract``), extracts, and prints each figure with its denominator. See docs/effects.md for the rules.
"""

import argparse
import gzip
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.effects import extract_effects
from corpora.literature.starter.cards import starter_sources
from eval.effects.agreement import Agreement, agreement_on
from eval.effects.tally import tally

_SEED = 2024
_DEVELOPED_ON = 0.75


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status: 0 when measured, 2 where there is no such file."""
    options = _parser().parse_args(arguments)
    if not options.abstracts.is_file():
        print(f"There is no file {options.abstracts}. Name the abstracts with --abstracts.", file=sys.stderr)
        return 2
    abstracts = dict(read_abstracts(options.abstracts))
    curated = {source.identifiers["doi"]: source.effects for source in starter_sources()}
    chosen = split(sorted(set(abstracts) & set(curated)), options.part)
    started = time.process_time()
    extracted = {doi: extract_effects(abstracts[doi]) for doi in chosen}
    seconds = time.process_time() - started
    agreements = [agreement_on(doi, abstracts[doi], extracted[doi], curated[doi]) for doi in chosen]
    _print(agreements, options.part, len(chosen), seconds)
    if options.disagreements:
        for agreement in agreements:
            for line in agreement.disagreements():
                print(line)
    return 0


def read_abstracts(path: Path) -> Iterator[tuple[str, str]]:
    """DOI (lower case) and abstract of each record of a JSONL file."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in content.decode("utf-8").splitlines():
        record = json.loads(line)
        yield record["doi"].lower(), record["abstract"]


def split(dois: list[str], part: str) -> list[str]:
    """The abstracts that the extraction was developed on, those held out, or all; the same at every run."""
    shuffled = dois[:]
    random.Random(_SEED).shuffle(shuffled)
    cut = round(len(shuffled) * _DEVELOPED_ON)
    return {"development": shuffled[:cut], "held-out": shuffled[cut:], "all": dois}[part]


def _print(agreements: list[Agreement], part: str, n: int, seconds: float) -> None:
    table = Table("figure", "right", "of", "share", title=f"Effect extraction, {part}: {n} abstracts")
    for row in tally(agreements):
        share = f"{row.right / row.of:.3f}" if row.of else "–"
        table.add_row(row.figure, str(row.right), str(row.of), share)
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(table)
    console.print(f"{n / seconds:.0f} abstracts per second of processor time" if seconds else "")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    beside = Path(__file__).parents[2] / "shared" / "data" / "literature" / "oncology_rct_abstracts.jsonl.gz"
    parser.add_argument("--abstracts", type=Path, default=beside, help="JSONL with doi and abstract")
    parser.add_argument("--part", choices=("development", "held-out", "all"), default="held-out")
    parser.add_argument("--disagreements", action="store_true", help="print what differs from the cards")
    return parser


if __name__ == "__main__":
    sys.exit(main())
