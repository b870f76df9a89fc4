import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.literature.identity import (
    doi_in,
    identifiers_in,
    identity_keys,
    normalise_doi,
    normalise_nct,
    normalise_pmcid,
    normalise_pmid,
    own_doi_in,
    same_source,
    source_id,
)


@pytest.mark.parametrize(
    "written",
    [
        "10.1200/JCO.2005.12.013",
        "https://doi.org/10.1200/JCO.2005.12.013",
        "doi: 10.1200/jco.2005.12.013.",
        "http://dx.doi.org/10.1200/JCO.2005.12.013",
    ],
)
def test_a_doi_has_one_spelling(written: str) -> None:
    assert normalise_doi(written) == "10.1200/jco.2005.12.013"


def test_brackets_that_belong_to_a_doi_stay() -> None:
    assert normalise_doi("10.1016/S0140-6736(05)66924-4") == "10.1016/s0140-6736(05)66924-4"
    assert doi_in("(see 10.1016/S0140-6736(05)66924-4).") == "10.1016/s0140-6736(05)66924-4"


@pytest.mark.parametrize(
    "written", ["16081687", "PMID: 16081687", "https://pubmed.ncbi.nlm.nih.gov/16081687/", " 16081687.0 "]
)
def test_a_pubmed_number_has_one_spelling(written: str) -> None:
    assert normalise_pmid(written) == "16081687"


def test_other_identifiers_have_one_spelling() -> None:
    assert normalise_pmcid("https://pmc.ncbi.nlm.nih.gov/articles/PMC1079844/") == "PMC1079844"
    assert normalise_nct("ClinicalTrials.gov/nct01234567") == "NCT01234567"
    assert (normalise_pmid("PMC12"), normalise_pmcid("12"), normalise_nct("NCT123"), normalise_doi("12")) == (
        "",
        "",
        "",
        "",
    )


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(text: str) -> None:
    for normalise in (normalise_doi, normalise_pmid, normalise_pmcid, normalise_nct):
        assert normalise(normalise(text)) == normalise(text)


def test_the_id_is_the_first_identifier_known() -> None:
    known = {"doi": "10.1/x", "pmid": "7", "pmcid": "PMC9", "nct": "NCT01234567"}
    assert source_id(known, "f", "c") == "doi:10.1/x"
    assert source_id({"nct": "NCT01234567"}, "f", "c") == "nct:nct01234567"
    assert source_id({"record": "4983"}, "f", "c") == "file:4983"
    assert source_id({}, "Protocol.pdf", "ab12") == "file:protocol.pdf#ab12"


def test_a_source_known_by_one_identifier_is_recognised_by_two() -> None:
    assert same_source({"pmid": "7"}, {"doi": "10.1000/x", "pmid": "7"})
    assert not same_source({"pmid": "7"}, {"doi": "10.1000/x"})


def test_publications_of_one_trial_are_not_the_same_source() -> None:
    trial = {"nct": "NCT01234567"}
    assert not same_source({"pmid": "7"} | trial, {"pmid": "8"} | trial)
    assert not same_source({"pmid": "7"} | trial, trial)
    assert identity_keys(trial) == ("nct:nct01234567",)


def test_a_records_name_may_be_an_identifier_but_digits_alone_are_none() -> None:
    assert identifiers_in("PMC1079844") == {"pmcid": "PMC1079844"}
    assert identifiers_in("doi:10.1000/X") == {"doi": "10.1000/x"}
    assert identifiers_in("4983") == {}


@pytest.mark.parametrize(
    "line",
    [
        "doi:10.1000/own",
        "https://doi.org/10.1000/own",
        "N Engl J Med 2016;375:1823-33. DOI: 10.1000/own",
        "Published online 3 May 2020, https://doi.org/10.1000/own © 2020",
    ],
)
def test_a_document_prints_its_own_doi_on_a_line_of_its_imprint(line: str) -> None:
    assert own_doi_in(f"A title\n{line}\nText.") == "10.1000/own"


@pytest.mark.parametrize(
    "text",
    [
        "We read the trial of Smith (doi:10.1000/other) with interest.",
        "Comment on: doi:10.1000/other",
        "Dans cet essai (https://doi.org/10.1000/other), les patients étaient traités.",
        "References\nJ Oncol 2016. doi:10.1000/other",
        "1. Smith J, Doe A. Drug A.\nJ Oncol 2016. doi:10.1000/other",
    ],
)
def test_the_doi_of_another_document_is_not_taken_for_its_own(text: str) -> None:
    assert own_doi_in(f"A letter\n{text}") == ""
