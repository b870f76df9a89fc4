"""Cohorts for the section's tests, on stand-in results: GBSG2 as it is, and one whose labels try to run in the page.

Run as a program it serves the page: ``python -m tests.ui.cohorts.scripted PORT FOLDER``, with a third word ``real`` on
the real cohorts in that folder.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.analysis.results import (
    AtRisk,
    Balance,
    CohortProfile,
    Comparison,
    Interval,
    Matched,
    OutcomesByTreatment,
    PatientCount,
    ProfileRow,
    ProfileVariable,
    PublishedCurve,
    SimilarPatients,
)
from assistant.settings import Settings
from corpora.catalogue import Language
from corpora.cohorts.cohort import Dictionary, Kind, Label, Level, Outcome, Role, Variable
from corpora.errors import SourcierError
from tests.ui.scripted import HOSTILE, ScriptedAssistant, ScriptedLibrary
from ui.cohorts.bringing import Bringing
from ui.cohorts.import_wiring import PageImports
from ui.cohorts.ports import Described
from ui.cohorts.view import READY, cohorts_view, view_of
from ui.page import build
from ui.serve import launch, quieten
from ui.views import View

YEAR = 365.25


def label(en: str, fr: str = "") -> Label:
    """A name in both languages."""
    return Label(en, fr or en)


def levels(*pairs: tuple[str, str, str]) -> tuple[Level, ...]:
    """Levels by code, English and French."""
    return tuple(Level(code, label(en, fr)) for code, en, fr in pairs)


def dictionary() -> Dictionary:
    """A small breast cancer cohort."""
    variables = (
        Variable("age", Role.AGE, Kind.ORDERED, label("Age", "Âge"),
                 levels(("<50", "under 50", "moins de 50"), ("50-69", "50 to 69", "50 à 69"),
                        ("70+", "70 and over", "70 et plus")), "a"),
        Variable("grade", Role.GRADE, Kind.ORDERED, label("Grade"),
                 levels(("1", "1", "1"), ("2", "2", "2"), ("3", "3", "3"))),
        Variable("nodes", Role.COVARIATE, Kind.NUMBER, label("Positive nodes", "Ganglions envahis")),
        Variable("er", Role.BIOMARKER, Kind.CATEGORY, label("Oestrogen receptor", "Récepteur aux œstrogènes"),
                 levels(("positive", "positive", "positif"), ("negative", "negative", "négatif"))),
        Variable("hormonal", Role.TREATMENT, Kind.CATEGORY, label("Hormonal therapy", "Hormonothérapie"),
                 levels(("no", "no hormonal therapy", "pas d'hormonothérapie"), ("yes", "tamoxifen", "tamoxifène"))),
    )  # fmt: skip
    return Dictionary(
        "gbsg2", label("Node-positive breast cancer (GBSG2)", "Cancer du sein N+ (GBSG2)"), label("Germany", "Allemagne"),
        label("1984 to 1989", "1984 à 1989"), variables,
        (Outcome("recurrence_free_survival", label("Recurrence-free survival", "Survie sans récidive"), label("randomisation")),
         Outcome("overall_survival", label("Overall survival", "Survie globale"), label("randomisation"))),
        686, "hormonal", historical=True, citation="Schumacher M, et al. J Clin Oncol 1994;12:2086-93.", licence="MIT",
    )  # fmt: skip


def hostile() -> Dictionary:
    """The same, its labels those of a file that wants to run in the page."""
    bad = label(HOSTILE)
    variables = tuple(
        replace(v, label=bad, levels=tuple(replace(level, label=bad) for level in v.levels))
        for v in dictionary().variables
    )
    return replace(dictionary(), id="hostile", title=bad, centre=bad, years=bad, variables=variables, citation=HOSTILE)


def curves(labels: Sequence[str]) -> tuple[PublishedCurve, ...]:
    """Two groups, in few points."""
    days = (0.0, 300.0, 600.0, 1000.0, 1500.0, 2000.0)
    ticks = (0, 365, 730, 1096, 1461, 1826)
    found = []
    for i, name in enumerate(labels):
        survival = tuple(1 - x * (0.11 - 0.03 * i) for x in range(len(days)))
        found.append(
            PublishedCurve(
                name, 160 - 40 * i, 60 if i == 0 else None, days, survival, tuple(max(0.0, s - 0.07) for s in survival),
                tuple(min(1.0, s + 0.06) for s in survival),
                tuple(AtRisk(float(day), None if i and k == 5 else 160 - 40 * i - 22 * k) for k, day in enumerate(ticks)),
                Interval(1684.0, 1400.0, None) if i == 0 else Interval(None, 1700.0, None),
                ((2 * YEAR, Interval(0.76, 0.7, 0.81)), (5 * YEAR, Interval(0.52 + 0.1 * i, 0.45, 0.6 + 0.1 * i))),
                median_follow_up=Interval(1645.0, None, None),
            )
        )  # fmt: skip
    return tuple(found)


class ScriptedCohorts:
    """Results that are the same whoever is described; "Martin" in a description stands for what redaction removes."""

    def __init__(self) -> None:
        self._cohorts = {c.id: c for c in (dictionary(), hostile())}

    def cohorts(self) -> Sequence[Dictionary]:
        """By id."""
        return [self._cohorts[key] for key in sorted(self._cohorts)]

    def profile(self, cohort: str, language: Language) -> CohortProfile:
        """Of three variables."""
        found = self._found(cohort)
        age, grade, nodes = found.variables[:3]
        variables = (
            ProfileVariable(age.name, age.label(language), "", 0.0, tuple(
                ProfileRow(level.label(language), n, 100 * n / 686)
                for level, n in zip(age.levels, (270, 350, 66), strict=True))),
            ProfileVariable(grade.name, grade.label(language), "", 0.021,
                            (ProfileRow("1", 81, 11.8), ProfileRow("2", None, None))),
            ProfileVariable(nodes.name, nodes.label(language), "", None, (ProfileRow("", None, None, (1.0, 3.0, 7.0)),)),
        )  # fmt: skip
        shown = curves([outcome.label(language) for outcome in found.outcomes])
        said = "Observational." if language == "en" else "Cohorte observationnelle."
        return CohortProfile(found.id, found.title(language), 686, variables, shown, (said,))

    def similar(self, cohort: str, described: Described, language: Language) -> SimilarPatients:
        """The same 280; none for grade 1."""
        found = self._found(cohort)
        fr = language == "fr"
        matched = tuple(
            Matched(v.name, v.label(language), described.values[v.name])
            for v in found.variables
            if v.name in described.values
        )
        if described.values.get("grade") == "1":
            said = "Moins de 11 patients." if fr else "Fewer than 11 patients."
            return SimilarPatients(found.id, found.title(language), matched, (), (), 0, 686, 0.25, None, (said,))
        treatment = found.variable("hormonal")
        names = [level.label(language) for level in treatment.levels]
        outcome = found.outcome(described.outcome or "recurrence_free_survival")
        comparisons = tuple(
            Comparison(names[1], names[0], Interval(0.71, 0.55, 0.92) if adjusted else Interval(0.69, 0.54, 0.88), adjusted,
                       None if adjusted else 0.0034, 0.031, 1.9, 1.35)
            for adjusted in (False, True)
        )  # fmt: skip
        said = (
            "Résultat observationnel, non randomisé : Allemagne, 1984 à 1989."
            if fr
            else "Observational, not randomised: Germany, 1984 to 1989."
        )
        outcomes = OutcomesByTreatment(
            found.id, found.title(language), outcome.name, outcome.label(language), treatment.name, treatment.label(language),
            280, curves(names), comparisons,
            (Balance(found.variables[0].label(language), 0.42, 0.04), Balance("Grade", -0.2, 0.13)), 0.93,
            (("Grade", 0.021),), (said,),
        )  # fmt: skip
        return SimilarPatients(
            found.id, found.title(language), matched or (Matched("age", found.variables[0].label(language), "50-69"),),
            ("Grade",), ("HER2",), 280, 686, 0.25, outcomes, (said,),
        )  # fmt: skip

    def count(self, cohort: str, criteria: str, language: Language) -> PatientCount:
        """270 for a criterion, nothing to show for two, an error for none."""
        found = self._found(cohort)
        if not criteria.strip():
            raise SourcierError("cohort.unknown", id="", known="gbsg2")
        n = None if " et " in criteria or " and " in criteria else 270
        return PatientCount(found.id, criteria, n, 686, "Comptage." if language == "fr" else "Counted.")

    def remove(self, cohort: str) -> None:
        """Forgotten."""
        del self._cohorts[self._found(cohort).id]

    def _found(self, cohort: str) -> Dictionary:
        if cohort not in self._cohorts:
            raise SourcierError("cohort.unknown", id=cohort, known=", ".join(self._cohorts))
        return self._cohorts[cohort]


def view(home: Path, *, real: bool) -> View:
    """The section on stand-in results, or on the real cohorts of a home; the import is real in both."""
    settings = Settings(home=home)
    if real:
        return cohorts_view(settings)
    bringing = Bringing(PageImports(settings, home / READY), home / "uploads", READY, 600)
    return view_of(ScriptedCohorts(), bringing)


def main() -> None:
    """Serve the page until standard input ends."""
    port, folder, *options = sys.argv[1:]
    home = Path(folder)
    uploads = home / "uploads"
    quieten(uploads)
    views = [view(home, real="real" in options)]
    page = build(
        ScriptedAssistant(), ScriptedLibrary(), conversations=home / "conversations", uploads=uploads, views=views
    )
    launch(page, port=int(port), block=False)
    sys.stdin.read()
    page.close(verbose=False)


if __name__ == "__main__":
    main()
