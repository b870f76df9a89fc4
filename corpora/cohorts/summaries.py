"""A cohort as evidence: each stratum that may be told becomes a source with its numbers and their exact effects.

The text is English, as the library's is; what it says is composed from the data dictionary's labels, and the French of
each of its terms travels with it (``about["in_french"]``), so that a French answer needs no translation.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

import numpy as np

from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Dictionary, Label, Level, Outcome, Role, Variable
from corpora.cohorts.disclosure.curve import publishable_events
from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.disclosure.releases import Releases
from corpora.cohorts.landmark_survival import Landmark, SurvivalTable, landmarks, told_times
from corpora.cohorts.store import Cohort
from corpora.cohorts.strata import Group, Mask, Stratum, partitions
from corpora.cohorts.strata_words import mid_sentence
from corpora.cohorts.yes_no import was_given
from corpora.lexicon import Category, Lexicon
from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import Section, Source, SourceKind, StudyDesign

# Strata take this share of what the policy lets be released of a cohort; the rest is for its users' questions.
_SHARE_OF_RELEASES = 0.1
_LAST_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MEDICINES = frozenset({Category.DRUG, Category.DRUG_CLASS, Category.REGIMEN})
_LEVEL_95 = Decimal(95)

Release = Callable[[Sequence[Mask]], Sequence[bool]]


def strata_of(cohort: Cohort) -> list[Source]:
    """The cohort's strata as sources. What they tell is on the cohort's record of releases when this returns.

    Raises
    ------
    SourcierError
        The cohort, its policy or its record of releases cannot be read, or the record cannot be written.
    """
    releases = Releases.open(cohort)
    release = partial(releases.release_all, bears_outcomes=True)
    return list(cohort_sources(cohort, release, releases.policy, Lexicon.load()))


def cohort_sources(cohort: Cohort, release: Release, policy: Policy, lexicon: Lexicon) -> Iterator[Source]:
    """One source a stratum, with the strata of one cut or with none of them.

    Parameters
    ----------
    release
        Asked of a partition's groups before anything is said of them, as the rows of the patients that the numbers
        stand for (shapes (n,)): which may be told, with all that was before.
    """
    left = int(policy.most_releases * _SHARE_OF_RELEASES)
    outcome = _outcome(cohort.dictionary)
    if outcome is None:
        return
    days, events = cohort.times(outcome.name)
    known = np.isfinite(days) & (events >= 0)
    treatment = _treatment(cohort.dictionary)
    for partition in partitions(cohort, outcome, treatment, smallest=policy.smallest_cell):
        masks = [group.rows & known for stratum in partition for group in stratum.groups]
        if len(masks) > left:
            return
        if not all(release(masks)):
            continue
        left -= len(masks)
        for stratum in partition:
            rows = [group.rows & known for group in stratum.groups]
            tables = [SurvivalTable.of(days[mask], events[mask]) for mask in rows]
            years = told_times(tables, policy)
            groups = [_Told(g, table, years, policy) for g, table in zip(stratum.groups, tables, strict=True)]
            if any(group.landmarks for group in groups):
                yield _Summary(cohort.dictionary, outcome, treatment, stratum, groups, lexicon).source()


def _outcome(dictionary: Dictionary) -> Outcome | None:
    """The outcome that strata are told by: the first that is not one of several causes."""
    return next((o for o in dictionary.outcomes if not o.has_competing), None)


def _treatment(dictionary: Dictionary) -> str:
    if dictionary.main_treatment:
        return dictionary.main_treatment
    treatments = dictionary.of_role(Role.TREATMENT)
    return treatments[0].name if treatments and treatments[0].levels else ""


class _Told:
    """What may be told of one group."""

    def __init__(self, group: Group, table: SurvivalTable, years: tuple[float, ...], policy: Policy) -> None:
        self.level = group.level
        self.n = int(table.at_risk[0])
        self.events = publishable_events(int(table.events.sum()), self.n, policy=policy)
        self.landmarks = landmarks(table, years, policy)


@dataclass(frozen=True)
class _Summary:
    """A stratum, put into words."""

    dictionary: Dictionary
    outcome: Outcome
    treatment: str
    stratum: Stratum
    groups: list[_Told]
    lexicon: Lexicon

    def source(self) -> Source:
        """The stratum as a source of the library."""
        d = self.dictionary
        effects = [self._effect(group, at) for group in self.groups for at in group.landmarks]
        text = " ".join(self._sentences("en"))
        placed = tuple(
            replace(e, passage_start=text.index(e.quote), passage_end=text.index(e.quote) + len(e.quote))
            for e in effects
        )
        years = _LAST_YEAR.findall(d.years.en)
        return Source(
            id=f"cohort:{d.id}-{self.stratum.name}",
            kind=SourceKind.COHORT,
            title=self._title("en"),
            text=text,
            year=int(years[-1]) if years else 0,
            sections=(Section("summary", 0, len(text)),),
            design=self._design(),
            effects=placed,
            about=self._about(),
            origin=d.id,
        )

    def _design(self) -> StudyDesign:
        if self.dictionary.randomised and self.treatment == self.dictionary.main_treatment:
            return StudyDesign("individual data of a randomised trial, by stratum", None, "", 3, "cohort")
        return StudyDesign("observational cohort, not randomised", False, "", 3, "cohort")

    def _about(self) -> dict[str, str | int | list[str]]:
        d = self.dictionary
        concepts = [c for part in self.stratum.parts for c in _concepts(part.variable, part.code)]
        named = [self.lexicon.label(c, "en") for c in concepts if c in self.lexicon]
        return {
            "condition": self._condition("en"),
            "setting": "",
            "biomarkers": named,
            "population": ", ".join([self._stratum("en"), *named]),
            "arms": [self._arm(group.level, "en") for group in self.groups if group.level],
            "primary_endpoints": [mid_sentence(self.outcome.label.en)],
            "secondary_endpoints": [],
            "trial_name": d.id.upper(),
            "n_randomised": sum(group.n for group in self.groups),
            "years": d.years.en,
            "in_french": sorted(f"{en}\t{fr}" for en, fr in self._french().items()),
        }

    def _french(self) -> dict[str, str]:
        """The French of every term that a finding is composed of, by its English."""
        d = self.dictionary
        pairs = {
            self._condition("en"): self._condition("fr"),
            self._title("en"): self._title("fr"),
            d.years.en: d.years.fr,
            mid_sentence(self.outcome.label.en): mid_sentence(self.outcome.label.fr),
        }
        for group in self.groups:
            if group.level:
                pairs[self._arm(group.level, "en")] = self._arm(group.level, "fr")
            for at in group.landmarks:
                pairs[self._endpoint(at, "en")] = self._endpoint(at, "fr")
        return pairs

    def _condition(self, language: Language) -> str:
        return f"{self.dictionary.title(language)}, {self._stratum(language)}"

    def _stratum(self, language: Language) -> str:
        if not self.stratum.parts:
            return say("cohort_answer.all_patients", language)
        return ", ".join(mid_sentence(part.label(language)) for part in self.stratum.parts)

    def _title(self, language: Language) -> str:
        details = {"title": self.dictionary.title(language), "stratum": self._stratum(language)}
        if not self.treatment:
            return say("cohort_answer.whole", language, **details)
        return say("cohort_answer.by", language, treatment=self._treatment_label(language), **details)

    def _treatment_label(self, language: Language) -> str:
        return mid_sentence(self.dictionary.variable(self.treatment).label(language))

    def _arm(self, level: Level, language: Language) -> str:
        return arm_label(self.dictionary.variable(self.treatment), level)(language)

    def _sentences(self, language: Language) -> Iterator[str]:
        d = self.dictionary
        randomised = self._design().randomised is None
        yield say(
            "cohort_answer.summary_randomised" if randomised else "cohort_answer.summary_observational",
            language,
            title=d.title(language),
            stratum=self._stratum(language),
            n=sum(group.n for group in self.groups),
            treatment=self._treatment_label(language) if self.treatment else "",
            centre=d.centre(language),
            years=d.years(language),
        )
        if d.historical:
            yield say("cohort_answer.historical", language)
        for group in self.groups:
            yield self._group(group, language)
        note = "unadjusted_alone" if not self.treatment else "unadjusted_randomised" if randomised else "unadjusted"
        yield say(f"cohort_answer.{note}", language)

    def _group(self, group: _Told, language: Language) -> str:
        figures = "; ".join(self._figure(group.level, at, language) for at in group.landmarks)
        figures = say("cohort_answer.figures", language, figures=figures) if figures else ""
        if group.level is None:
            return say("cohort_answer.everyone", language, n=group.n, events=group.events, figures=figures)
        arm = with_arm(self._arm(group.level, language), language, self.lexicon)
        return say("cohort_answer.group", language, n=group.n, arm=arm, events=group.events, figures=figures)

    def _figure(self, level: Level | None, at: Landmark, language: Language) -> str:
        rate, low, high = map(_percent, (at.survival, at.low, at.high))
        details = {"endpoint": self._endpoint(at, language), "rate": rate, "low": low, "high": high}
        if level is None:
            return say("cohort_answer.figure_alone", language, **details)
        arm = with_arm(self._arm(level, language), language, self.lexicon)
        return say("cohort_answer.figure", language, arm=arm, **details)

    def _endpoint(self, at: Landmark, language: Language) -> str:
        return survival_at_words(self.outcome.label, at.years, language)

    def _effect(self, group: _Told, at: Landmark) -> EffectEstimate:
        return EffectEstimate(
            endpoint=self._endpoint(at, "en"),
            measure=Measure.RATE,
            comparison=self._arm(group.level, "en") if group.level else "",
            value=Decimal(_percent(at.survival)),
            ci_low=Decimal(_percent(at.low)),
            ci_high=Decimal(_percent(at.high)),
            ci_level=_LEVEL_95,
            unit="%",
            quote=self._figure(group.level, at, "en"),
            exact=True,
        )


def arm_label(variable: Variable, level: Level) -> Label:
    """What a treatment group is called: its level's own name, or, of a yes or no, the treatment with or without which."""
    given = was_given(level.label.en)
    if given is None:
        return Label(mid_sentence(level.label.en), mid_sentence(level.label.fr))
    key = "cohort_answer.treated" if given else "cohort_answer.untreated"
    return Label(
        say(key, "en", treatment=mid_sentence(variable.label.en)),
        say(key, "fr", treatment=mid_sentence(variable.label.fr)),
    )


def with_arm(arm: str, language: Language, lexicon: Lexicon) -> str:
    """An arm as it follows a figure: ``"without hormonal therapy"``, ``"sous hormonothérapie"``."""
    for absent in ("no ", "sans ", "without "):
        if arm.startswith(absent):
            return say("cohort_answer.without", language, arm=arm.removeprefix(absent))
    named = {lexicon.concept(m.concept_id).category for m in lexicon.recognise(arm, language)}
    key = "cohort_answer.with_medicine" if named and named <= _MEDICINES else "cohort_answer.with"
    return say(key, language, arm=arm)


def survival_at_words(outcome: Label, years: float, language: Language) -> str:
    """``"2-year overall survival"``, ``"survie globale à 2 ans"``; in months where it is no whole number of years."""
    months = round(12 * years)
    whole = months % 12 == 0
    return say(
        "cohort_answer.survival_years" if whole else "cohort_answer.survival_months",
        language,
        count=months // 12 if whole else months,
        outcome=mid_sentence(outcome(language)),
    )


def _concepts(variable: Variable, code: str) -> list[str]:
    return [concept for at, concept in variable.concepts if at == code]


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
