"""The public cohort that every installation carries, imported like any other and told by strata."""

import re

from corpora.cohorts.store import Cohort
from corpora.literature.source import Source, SourceKind

GROUP = re.compile(r"Of (\d+) patients with(?:out)? [^,]+, about (\d+) had an event")


def test_the_whole_cohort_has_its_published_size(gbsg2: Cohort, gbsg2_strata: list[Source]) -> None:
    """Schumacher et al., J Clin Oncol 1994: 686 patients with complete data, 299 events; 246 had hormonal therapy."""
    assert gbsg2.n == 686
    whole = next(s for s in gbsg2_strata if s.id == "cohort:gbsg2-all")
    counts = {int(n): int(events) for n, events in GROUP.findall(whole.text)}
    assert set(counts) == {440, 246}
    assert abs(sum(counts.values()) - 299) <= 5, "each count of events is rounded to a multiple of five"


def test_every_stratum_is_a_cohort_and_says_that_it_is_observational(gbsg2_strata: list[Source]) -> None:
    assert len(gbsg2_strata) >= 5
    for source in gbsg2_strata:
        assert source.kind is SourceKind.COHORT
        assert source.design.randomised is False
        assert "observational" in source.text and "not compared at random" in source.text


def test_no_count_of_patients_or_events_under_eleven_is_printed(gbsg2_strata: list[Source]) -> None:
    for source in gbsg2_strata:
        groups = GROUP.findall(source.text)
        assert groups
        for patients, events in groups:
            assert int(patients) >= 11
            assert 11 <= int(events) <= int(patients) - 11 + 5
