"""Results of an analysis of a cohort, as shown and cited. What stands in them may be disclosed: it has passed the policy."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % confidence interval; a bound that is not reached is ``None``."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class AtRisk:
    """Patients still followed at a time; ``n`` is ``None`` where it may not be shown."""

    day: float
    n: int | None


@dataclass(frozen=True)
class PublishedCurve:
    """A Kaplan-Meier curve that may be shown.

    Attributes
    ----------
    label
        The group, in the answer's language.
    n
        Patients in the group, at least eleven.
    events
        ``None`` where events, or patients without one, are too few to show.
    days, survival, low, high
        The curve's points, times in days, survival and its 95 % interval (log-log) from 0 to 1. Between two points lie
        enough events that neither they nor anyone's own time can be read off; the curve ends where fewer than eleven
        are at risk.
    median
        Days.
    landmarks
        Survival at round times: (days, estimate).
    restricted_mean
        Mean time in days up to ``restricted_to`` days.
    """

    label: str
    n: int
    events: int | None
    days: tuple[float, ...]
    survival: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_risk: tuple[AtRisk, ...]
    median: Interval
    landmarks: tuple[tuple[float, Interval], ...] = ()
    restricted_mean: Interval = Interval(None, None, None)
    restricted_to: float = 0.0
    median_follow_up: Interval = Interval(None, None, None)


@dataclass(frozen=True)
class Comparison:
    """A hazard ratio of ``group`` against ``reference``: unadjusted, or adjusted by weighting.

    ``e_value`` is VanderWeele and Ding's for the estimate and for the interval's bound nearer to 1 (Ann Intern Med
    2017;167:268-74). ``log_rank_p`` is unweighted. ``proportional`` is the p value of the test on scaled Schoenfeld
    residuals (Grambsch and Therneau 1994); ``None`` where it was not done.
    """

    group: str
    reference: str
    hazard_ratio: Interval
    adjusted: bool
    log_rank_p: float | None = None
    proportional: float | None = None
    e_value: float | None = None
    e_value_bound: float | None = None


@dataclass(frozen=True)
class Balance:
    """A covariate's standardised mean difference between two groups, before and after weighting."""

    covariate: str
    before: float
    after: float


@dataclass(frozen=True)
class OutcomesByTreatment:
    """What happened to a group of patients, by treatment.

    Attributes
    ----------
    cohort, title
        The cohort's id, and its title in the language asked.
    outcome, treatment
        Names in the dictionary; their labels are in ``outcome_label`` and ``treatment_label``.
    n
        Patients in all groups together.
    curves
        One a treatment; treatments of fewer than eleven are not among them and are counted in no total.
    comparisons
        Of each treatment with the most frequent one, unadjusted and adjusted.
    overlap
        Share of patients whose propensity lies where both groups have patients, 0 to 1; ``None`` for one group.
    missing
        Covariates with the share of patients in whom they are missing (level "missing" in the propensity model).
    statements
        The composed sentences, in the language asked, that must accompany the figures: observational or not, which
        centre, which years, what was adjusted for, what was missing; never a recommendation.
    """

    cohort: str
    title: str
    outcome: str
    outcome_label: str
    treatment: str
    treatment_label: str
    n: int
    curves: tuple[PublishedCurve, ...]
    comparisons: tuple[Comparison, ...]
    balance: tuple[Balance, ...]
    overlap: float | None
    missing: tuple[tuple[str, float], ...]
    statements: tuple[str, ...]
    competing: tuple["PublishedIncidence", ...] = ()


@dataclass(frozen=True)
class PublishedIncidence:
    """A cumulative incidence (Aalen-Johansen) that may be shown, where a competing event is recorded."""

    label: str
    days: tuple[float, ...]
    incidence: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Matched:
    """A characteristic of the patient described, and how it was used."""

    variable: str
    label: str
    value: str


@dataclass(frozen=True)
class SimilarPatients:
    """The patients of a cohort who are most like the one described.

    Attributes
    ----------
    matched
        Characteristics that were used, with the value looked for.
    missing
        Labels of the cohort's characteristics that the description does not give.
    not_in_cohort
        What the description gives and the cohort does not record, in words.
    n, n_cohort
        How many were taken, of how many.
    caliper
        Largest distance allowed, from 0 (the same in all) to 1 (as different as the cohort goes).
    outcomes
        What happened to them; ``None`` where it may not be shown (``statements`` says why).
    """

    cohort: str
    title: str
    matched: tuple[Matched, ...]
    missing: tuple[str, ...]
    not_in_cohort: tuple[str, ...]
    n: int
    n_cohort: int
    caliper: float
    outcomes: OutcomesByTreatment | None
    statements: tuple[str, ...]


@dataclass(frozen=True)
class ProfileRow:
    """A line of "table 1": a level with its count (``None``: not shown) and percentage, or a number's quartiles."""

    level: str
    n: int | None = None
    percent: float | None = None
    quartiles: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class ProfileVariable:
    """A variable of "table 1": its label, unit, share missing (0 to 1; ``None``: not shown) and lines."""

    variable: str
    label: str
    unit: str
    missing: float | None
    rows: tuple[ProfileRow, ...]


@dataclass(frozen=True)
class CohortProfile:
    """A cohort's "table 1", with the survival of all its patients by outcome."""

    cohort: str
    title: str
    n: int
    variables: tuple[ProfileVariable, ...]
    curves: tuple[PublishedCurve, ...]
    statements: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class PatientCount:
    """How many patients meet criteria: ``n`` is ``None`` where fewer than eleven do, or the count would tell of fewer."""

    cohort: str
    criteria: str
    n: int | None
    n_cohort: int
    statement: str
