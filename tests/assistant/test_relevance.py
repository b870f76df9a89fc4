"""A source's effects are grouped by outcome, and what is asked about comes first."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.about import About
from assistant.relevance import OutcomeGroup, is_per_arm, outcome_groups, time_point
from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import Source, SourceKind
from tests.asking import lexicon

NOTHING = About()


def effect(endpoint: str, measure: Measure = Measure.HAZARD_RATIO) -> EffectEstimate:
    """An effect of sorafenib against placebo."""
    return EffectEstimate(endpoint, measure, "sorafenib vs placebo", Decimal("0.70"))


def groups(effects: Sequence[EffectEstimate], about: About = NOTHING, text: str = "") -> list[OutcomeGroup]:
    """The groups of a trial whose primary endpoint is progression-free survival."""
    source = Source(
        "doi:10.1000/x", SourceKind.TRIAL_REPORT, "T", "t", about={"primary_endpoints": ["progression-free survival"]}
    )
    return outcome_groups(source, effects, about, text, lexicon())


EFFECTS = (effect("objective response rate"), effect("overall survival"), effect("progression-free survival"))


def test_the_primary_endpoint_comes_first_where_nothing_else_is_asked() -> None:
    found = groups(EFFECTS)
    assert [group.outcome for group in found][:2] == ["progression_free_survival", "overall_survival"]
    assert [group.primary for group in found] == [True, False, False]


def test_what_is_asked_about_comes_before_the_primary_endpoint() -> None:
    found = groups(EFFECTS, About(outcomes=("overall_survival",)))
    assert (found[0].outcome, found[0].asked) == ("overall_survival", True)


def test_effects_of_one_outcome_stand_together_whatever_their_unit_or_time() -> None:
    found = groups([effect("overall survival"), effect("overall survival (months)", Measure.MEDIAN)])
    assert [len(group.effects) for group in found] == [2]


def test_a_subgroup_is_a_group_of_its_own_and_comes_last_unless_it_is_named() -> None:
    effects = [effect("overall survival, PD-L1 subgroup"), effect("overall survival")]
    assert groups(effects)[0].qualifier == ""
    named = groups(effects, About(outcomes=("overall_survival",)), "PD-L1 subgroup")
    assert named[0].qualifier == "PD-L1 subgroup"


def test_a_time_point_is_read_from_the_endpoint() -> None:
    assert time_point("5-year overall survival") == "5-year"
    assert time_point("survival at 2 years") == "2-year"
    assert time_point("overall survival") == ""


def test_a_median_of_one_arm_is_told_from_a_comparison() -> None:
    assert is_per_arm(EffectEstimate("os", Measure.MEDIAN, "sorafenib", None))
    assert not is_per_arm(effect("os"))
