"""The public cohort that every installation carries."""

import re

from corpora.cohorts.gbsg2 import SMALLEST_CELL, gbsg2_sources
from corpora.literature.source import SourceKind


def test_every_stratum_is_a_cohort_and_says_that_it_is_observational() -> None:
    sources = list(gbsg2_sources())
    assert len(sources) >= 8
    for source in sources:
        assert source.kind is SourceKind.COHORT
        assert source.design.randomised is False
        assert "observational" in source.text and "not compared at random" in source.text


def test_no_count_of_patients_or_events_under_eleven_is_printed_or_derivable() -> None:
    for source in gbsg2_sources():
        for patients, events in re.findall(r"Of (\d+) patients with [^,]+, (\d+) had an event", source.text):
            assert int(patients) >= SMALLEST_CELL
            assert SMALLEST_CELL <= int(events) <= int(patients) - SMALLEST_CELL


def test_a_partition_with_a_small_stratum_is_left_out_whole() -> None:
    assert not [s.id for s in gbsg2_sources() if "grade" in s.id]


def test_each_effect_is_printed_where_it_says() -> None:
    for source in gbsg2_sources():
        for effect in source.effects:
            assert source.text[effect.passage_start : effect.passage_end] == effect.quote
            assert str(effect.value) in effect.quote


def test_the_whole_cohort_has_its_published_size() -> None:
    """Schumacher et al., J Clin Oncol 1994: 686 patients with complete data, 299 events."""
    whole = next(s for s in gbsg2_sources() if s.id == "cohort:gbsg2-all")
    counts = re.findall(r"Of (\d+) patients with [^,]+, (\d+) had an event", whole.text)
    assert sum(int(n) for n, _ in counts) == 686
    assert sum(int(e) for _, e in counts) == 299
