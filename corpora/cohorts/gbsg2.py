"""GBSG2, the public cohort of every installation: 686 women with node-positive breast cancer, imported like any other.

Data: German Breast Cancer Study Group 2, shipped with lifelines (MIT). Schumacher M, et al. Randomized 2 x 2 trial
evaluating hormonal treatment and the duration of chemotherapy in node-positive breast cancer patients. J Clin Oncol
1994;12:2086-93. Hormonal treatment was not given at random to all of them, so results by treatment are observational.
"""

from importlib.util import find_spec
from pathlib import Path

from corpora.cohorts.store import Cohort, find_cohort

GBSG2 = "gbsg2"


def install_gbsg2(folder: Path, key: Path) -> Cohort:
    """Import the cohort into the folder of all cohorts; ``key`` as for any import, made if absent.

    Raises
    ------
    SourcierError
        The folder cannot be written.
    """
    from corpora.cohorts.importing import import_cohort
    from corpora.cohorts.mappings import named_mapping
    from corpora.cohorts.tables.reading import stage_table

    # Found without importing lifelines, which takes a second.
    package = find_spec("lifelines")
    assert package is not None and package.origin is not None, "lifelines is a dependency"
    table = Path(package.origin).parent / "datasets" / "gbsg2.csv"
    import_cohort(stage_table(table, named_mapping(GBSG2)), folder, key=key)
    return find_cohort(folder, GBSG2)
