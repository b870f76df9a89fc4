"""What suites show has words in both languages, and a denominator."""

import pytest

from corpora.catalogue import LANGUAGES, say
from eval.runs.suites import all_suites, suite_named
from eval.suite import Suite

SUITES = [suite_named(name) for name in all_suites()]


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_every_measure_has_a_title_and_a_denominator_in_both_languages(suite: Suite) -> None:
    keys = [suite.title, *(key for m in suite.measures for key in (m.title, m.counted))]
    keys += [*suite.labels]
    keys += [reference.title for reference in suite.references]
    for language in LANGUAGES:
        assert all(say(key, language).strip() for key in keys)


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_measures_are_told_apart_and_references_belong_to_one(suite: Suite) -> None:
    keys = [measure.key for measure in suite.measures]
    assert len(keys) == len(set(keys))
    assert {reference.measure for reference in suite.references} <= set(keys)
