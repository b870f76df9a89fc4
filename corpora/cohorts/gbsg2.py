"""GBSG2: a real public cohort of 686 women with node-positive breast cancer, summarised into strata as sources.

Data: German Breast Cancer Study Group 2, shipped with lifelines (MIT). Schumacher M, et al. Randomized 2 x 2 trial
evaluating hormonal treatment and the duration of chemotherapy in node-positive breast cancer patients. J Clin Oncol
1994;12:2086-93. Hormonal treatment was not given at random to all of them, so strata by treatment are observational.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import Section, Source, SourceKind, StudyDesign

if TYPE_CHECKING:
    from pandas import DataFrame

SMALLEST_CELL = 11
_DAYS_A_YEAR = 365.25
_YEARS = (2, 5)


@dataclass(frozen=True)
class _Stratum:
    name: str
    description: str
    rows: "DataFrame"


def gbsg2_sources() -> Iterator[Source]:
    """One source a stratum.

    A partition of the cohort (by grade, by nodes, …) is published whole or not at all: if one of its strata has a group
    with fewer than eleven patients, events or patients without one, that stratum could be derived from the others.
    """
    from lifelines.datasets import load_gbsg2

    for partition in _partitions(load_gbsg2()):
        sources = [_summary(stratum) for stratum in partition]
        published = [source for source in sources if source is not None]
        if len(published) == len(sources):
            yield from published


def _partitions(cohort: "DataFrame") -> Iterator[list[_Stratum]]:
    yield [_Stratum("all", "all patients", cohort)]
    yield [
        _Stratum("premenopausal", "premenopausal patients", cohort[cohort.menostat == "Pre"]),
        _Stratum("postmenopausal", "postmenopausal patients", cohort[cohort.menostat == "Post"]),
    ]
    yield [
        _Stratum("nodes-1-3", "1 to 3 positive nodes", cohort[cohort.pnodes <= 3]),
        _Stratum("nodes-4-9", "4 to 9 positive nodes", cohort[(cohort.pnodes > 3) & (cohort.pnodes < 10)]),
        _Stratum("nodes-10", "10 or more positive nodes", cohort[cohort.pnodes >= 10]),
    ]
    yield [
        _Stratum(f"grade-{number}", f"grade {number} tumours", cohort[cohort.tgrade == roman])
        for number, roman in enumerate(("I", "II", "III"), start=1)
    ]
    yield [
        _Stratum("er-positive", "oestrogen receptor of 10 fmol or more", cohort[cohort.estrec >= 10]),
        _Stratum("er-negative", "oestrogen receptor below 10 fmol", cohort[cohort.estrec < 10]),
    ]


def _summary(stratum: _Stratum) -> Source | None:
    groups = {
        "hormonal therapy": stratum.rows[stratum.rows.horTh == "yes"],
        "no hormonal therapy": stratum.rows[stratum.rows.horTh == "no"],
    }
    if any(len(rows) < SMALLEST_CELL or _too_few(int(rows.cens.sum()), len(rows)) for rows in groups.values()):
        return None
    effects: list[EffectEstimate] = []
    sentences = [
        f"Cohort of node-positive primary breast cancer (GBSG2), {stratum.description}: {len(stratum.rows)} patients, "
        "observational with regard to hormonal therapy, recruited in Germany from 1984 to 1989; treatments are of their time."
    ]
    for arm, rows in groups.items():
        sentences.append(_group_sentence(arm, rows, effects))
    sentences.append(
        "These are unadjusted Kaplan-Meier estimates among patients who did or did not receive hormonal therapy; they were "
        "not compared at random here, and a difference may come from who received it."
    )
    text = " ".join(sentences)
    start_of = {effect.quote: text.index(effect.quote) for effect in effects}
    return Source(
        id=f"cohort:gbsg2-{stratum.name}",
        kind=SourceKind.COHORT,
        title=f"GBSG2 cohort: node-positive breast cancer, {stratum.description}, by hormonal therapy",
        text=text,
        year=1994,
        journal="GBSG2 cohort",
        sections=(Section("summary", 0, len(text)),),
        design=StudyDesign("observational cohort, not randomised", False, "", 3, "cohort"),
        effects=tuple(
            EffectEstimate(
                **{
                    **effect.__dict__,
                    "passage_start": start_of[effect.quote],
                    "passage_end": start_of[effect.quote] + len(effect.quote),
                }
            )
            for effect in effects
        ),
        about={
            "condition": f"node-positive breast cancer, {stratum.description}",
            "setting": "adjuvant",
            "biomarkers": [],
            "population": f"{stratum.description}, node-positive primary breast cancer",
            "arms": list(groups),
            "primary_endpoints": ["recurrence-free survival"],
            "secondary_endpoints": [],
            "trial_name": "GBSG2",
            "n_randomised": len(stratum.rows),
        },
        origin="gbsg2",
    )


def _group_sentence(arm: str, rows: "DataFrame", effects: list[EffectEstimate]) -> str:
    from lifelines import KaplanMeierFitter

    fitter = KaplanMeierFitter().fit(rows.time / _DAYS_A_YEAR, rows.cens)
    intervals = fitter.confidence_interval_survival_function_
    parts = []
    for years in _YEARS:
        if int((rows.time / _DAYS_A_YEAR >= years).sum()) < SMALLEST_CELL:
            continue
        at = intervals.index.get_indexer([years], method="ffill")[0]
        rate, low, high = (f"{100 * float(x):.1f}" for x in (fitter.predict(years), *intervals.iloc[at]))
        quote = f"{years}-year recurrence-free survival {rate}% (95% CI {low} to {high}) with {arm}"
        parts.append(quote)
        effects.append(
            EffectEstimate(
                endpoint=f"{years}-year recurrence-free survival",
                measure=Measure.RATE,
                comparison=arm,
                value=Decimal(rate),
                ci_low=Decimal(low),
                ci_high=Decimal(high),
                ci_level=Decimal(95),
                unit="%",
                quote=quote,
                exact=True,
            )
        )
    return f"Of {len(rows)} patients with {arm}, {int(rows.cens.sum())} had an event: {'; '.join(parts)}."


def _too_few(events: int, patients: int) -> bool:
    """Whether the events, or those without one, are too few to disclose."""
    return events < SMALLEST_CELL or patients - events < SMALLEST_CELL
