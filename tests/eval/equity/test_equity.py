"""Of whom texts speak, and which gaps intervals support."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from corpora.lexicon import Lexicon
from corpora.literature.readers.clinicaltrials import record_of_study
from corpora.literature.source import Source, SourceKind
from eval.equity.facets import facets_of, facets_of_source, tumour_rows, tumours
from eval.equity.report import FEWEST, fared, library_table, outcome_table
from eval.equity.shares import composition, outcomes
from eval.equity.written import written
from eval.runs.folder import Run
from tests.asking import lexicon


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("Children with relapsed neuroblastoma", {"age": "child", "rarity": "rare"}),
        ("women with metastatic breast cancer", {"sex": "female", "rarity": "common"}),
        ("Cancer de la prostate chez le sujet âgé", {"sex": "male", "age": "older", "rarity": "common"}),
        ("uveal melanoma", {"rarity": "rare"}),
        ("non-small-cell lung cancer", {"rarity": "common"}),
        ("leiomyosarcoma", {"rarity": "rare"}),
        ("breast cancer or prostate cancer", {"rarity": "common"}),
        ("nausea after chemotherapy", {}),
    ],
)
def test_a_text_says_sex_age_and_rarity_or_nothing(text: str, facets: dict[str, str]) -> None:
    assert facets_of(text, lexicon()) == facets


def test_every_tumour_of_the_table_is_a_concept() -> None:
    known = Lexicon.load()
    assert all(concept in known for concept in tumours())


def test_what_is_not_said_is_counted_as_such() -> None:
    shares = {(s.dimension, s.group): (s.count, s.of) for s in composition([{"sex": "female"}, {"sex": "male"}, {}])}
    assert shares["sex", "female"] == (1, 2) and shares["sex", "not said"] == (1, 3)


def test_a_gap_is_flagged_where_the_interval_supports_it() -> None:
    rows = [({"sex": "female"}, i < 90) for i in range(100)] + [({"sex": "male"}, i < 50) for i in range(100)]
    assert [(s.group, s.gap) for s in outcomes(rows)] == [("female", False), ("male", True)]


def test_a_gap_of_a_few_questions_is_not_flagged() -> None:
    rows = [({"sex": "female"}, True) for _ in range(5)] + [({"sex": "male"}, i < 3) for i in range(5)]
    assert not any(share.gap for share in outcomes(rows))


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 60), st.integers(0, 60))
def test_flags_agree_with_newcombes_interval(n: int, m: int, well: int, others: int) -> None:
    well, others = min(well, n), min(others, m)
    rows = [({"age": "older"}, i < well) for i in range(n)] + [({"age": "child"}, i < others) for i in range(m)]
    _, high = confint_proportions_2indep(well, n, others, m, compare="diff", method="newcomb", alpha=0.025)
    assert next(s for s in outcomes(rows) if s.group == "older").gap == (high < 0)


def test_the_starter_library_is_broken_down_in_both_languages() -> None:
    from corpora.literature.starter.cards import starter_sources

    sources = list(starter_sources())[:60]
    facets = [facets_of_source(source, lexicon()) for source in sources]
    english, french = (written([library_table(facets, each)], each) for each in ("en", "fr"))  # type: ignore[arg-type]
    assert "| sex | women |" in english and "| sexe | femmes |" in french
    assert "no source of this library states it" in english


def test_a_run_without_patients_questions_has_no_table(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from eval.runs.execute import run_suite
    from tests.eval.arithmetic import Adder, order

    run = run_suite(order(tmp_path), lambda c, s: Adder())
    assert outcome_table(run, fared(run, lexicon()), "en") is None


def test_every_rarity_is_that_of_an_incidence_with_its_source() -> None:
    for row in tumour_rows():
        if not row["rarity"]:
            assert not row["per_100000"] and not row["source"]
            continue
        bound = float(row["per_100000"].lstrip("<>≤"))
        assert (bound < 6) == (row["rarity"] == "rare") or row["per_100000"] == ">6"
        assert row["source"] in set("RHCL")


def _trial(*countries: str) -> Source:
    sites = [{"facility": "A Hospital", "country": country} for country in countries]
    study = {"protocolSection": {"contactsLocationsModule": {"locations": sites}}}
    about = {key: value for key, value in record_of_study(study).about.items() if value}
    return Source("nct:nct00000001", SourceKind.REGISTERED_TRIAL, "Drug A", "Drug A", about=about)


@pytest.mark.parametrize(
    ("countries", "group"), [(("France", "France"), "France"), (("France", "Italy"), "several"), ((), None)]
)
def test_the_country_of_a_trial_is_that_of_its_registered_sites(countries: tuple[str, ...], group: str | None) -> None:
    assert facets_of_source(_trial(*countries), lexicon()).get("country") == group


def test_countries_take_the_place_of_the_note_that_none_is_known() -> None:
    table = library_table([facets_of_source(_trial("France"), lexicon())], "en")
    assert table.notes == () and "| country of the trial | France |" in written([table], "en")


def test_a_run_of_a_few_questions_is_not_broken_down() -> None:
    run = Run(Path("x"), {"suite": "pubmedqa", "configuration": {"name": "default"}, "items": 3}, {})
    few = outcome_table(run, [({"sex": "female"}, True)] * (FEWEST - 1), "en")
    many = outcome_table(run, [({"sex": "female"}, True)] * FEWEST, "en")
    assert few is not None and few.shares == () and "Too few" in few.notes[0]
    assert many is not None and many.shares and "decision is that of the experts" in many.notes[0]
