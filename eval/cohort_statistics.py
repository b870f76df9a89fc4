"""``python -m eval.cohort_statistics FOLDER``: results on public cohorts, computed and as published, side by side.

FOLDER holds the public data sets (``r_survival_lung_ncctg.csv.gz``, …).
"""

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.cohort_references import Cohorts, references


def main(arguments: list[str]) -> int:
    """Print the table; the exit status is the number of results that differ in a printed digit."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__)
        return 2
    cohorts = Cohorts(Path(arguments[0]))
    table = Table("result", "computed", "published", "", "source", show_lines=False)
    different = 0
    for reference in references():
        computed = reference.computed(cohorts)
        same = computed == reference.printed
        different += not same
        table.add_row(reference.what, computed, reference.printed, "=" if same else "DIFFERS", reference.source)
    Console(width=None if sys.stdout.isatty() else 200).print(table)
    return different


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
