"""Two rhythms of one treatment are answered by a source that compared just those."""

import pytest

from assistant.intervals import intervals_compared, prints_intervals
from corpora.literature.source import Source, SourceKind


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("Zometa tous les 3 mois au lieu de tous les mois", (90, 30)),
        ("Denosumab every 12 weeks versus every 4 weeks", (84, 28)),
        ("paclitaxel weekly or q3w", (7, 21)),
        ("agoniste mensuel ou trimestriel ?", (30, 90)),
    ],
)
def test_intervals_set_against_each_other_are_read(question: str, days: tuple[float, ...]) -> None:
    assert intervals_compared(question) == days


@pytest.mark.parametrize(
    "question", ["docetaxel every 3 weeks or cabazitaxel", "weekly paclitaxel, PFS?", "3 ou 6 mois"]
)
def test_one_rhythm_is_no_choice(question: str) -> None:
    assert intervals_compared(question) == ()


def test_a_month_is_four_weeks_and_a_rhythm_that_no_arm_has_does_not_answer() -> None:
    def arms(*names: str) -> Source:
        return Source("doi:10.1/x", SourceKind.TRIAL_REPORT, "T", "", about={"arms": list(names)})

    assert prints_intervals(arms("zoledronic acid every 12 weeks", "every 4 weeks"), (90, 30))
    assert not prints_intervals(arms("zoledronic acid every 4 weeks for 1 year", "placebo"), (90, 30))
