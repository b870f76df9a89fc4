"""The lexicon's questions and answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def _named(lexicon: Lexicon, text: str) -> set[str]:
    return {mention.concept_id for mention in lexicon.recognise(text)}


def test_a_drug_is_a_kind_of_every_class_above_it(lexicon: Lexicon) -> None:
    for broader in ("pembrolizumab", "anti_pd1", "anti_pd1_pdl1", "checkpoint_inhibitors", "immunotherapy"):
        assert lexicon.is_a("pembrolizumab", broader)
    assert not lexicon.is_a("anti_pd1", "pembrolizumab")


def test_relations_are_told_from_the_first_to_the_second(lexicon: Lexicon) -> None:
    assert lexicon.related("lung_cancer", "nsclc") == "broader"
    assert lexicon.related("nsclc", "lung_cancer") == "narrower"
    assert lexicon.related("nsclc", "nsclc") == "same"
    assert lexicon.related("nsclc", "sclc") == "different"


def test_a_regimen_is_made_of_its_drugs(lexicon: Lexicon) -> None:
    assert lexicon.parts("folfox") == {"fluorouracil", "leucovorin", "oxaliplatin"}
    assert lexicon.parts("cisplatin") == {"cisplatin"}


def test_what_lies_below_a_class_is_found(lexicon: Lexicon) -> None:
    assert {"binimetinib", "cobimetinib", "trametinib"} <= lexicon.below("mek_inhibitors")


def test_labels_come_in_both_languages(lexicon: Lexicon) -> None:
    assert lexicon.label("docetaxel", "fr") == "docétaxel"
    assert lexicon.label("nsclc", "en") == "non-small-cell lung cancer"


def test_a_french_question_gives_english_terms(lexicon: Lexicon) -> None:
    terms = lexicon.english_terms("Cavum métastatique : géfitinib ou curiethérapie ?")
    assert {"nasopharyngeal carcinoma", "metastatic", "gefitinib", "brachytherapy"} <= set(terms)
    assert len(terms) == len(set(terms))


def test_a_name_of_several_things_gives_a_mention_of_each(lexicon: Lexicon) -> None:
    assert _named(lexicon, "TNBC") == {"breast_cancer", "triple_negative"}
    assert {"crpc", "metastatic"} == _named(lexicon, "CPRCm")


@pytest.mark.parametrize("text", ["T-DM1", "TDM1", "T DM1", "t-dm1"])
def test_hyphens_spaces_and_case_do_not_matter(lexicon: Lexicon, text: str) -> None:
    assert _named(lexicon, text) == {"trastuzumab_emtansine"}


@pytest.mark.parametrize("text", ["tumeurs neuroendocrines", "neuroendocrine tumors", "Neuroendocrine Tumours"])
def test_plurals_and_spellings_do_not_matter(lexicon: Lexicon, text: str) -> None:
    assert _named(lexicon, text) == {"neuroendocrine_tumour"}


def test_decomposed_accents_are_read_as_composed_ones(lexicon: Lexicon) -> None:
    assert _named(lexicon, "ge\u0301fitinib") == _named(lexicon, "géfitinib") == {"gefitinib"}


def test_two_letters_count_in_capitals_only(lexicon: Lexicon) -> None:
    assert "overall_survival" in _named(lexicon, "OS and PFS in breast cancer")
    assert "overall_survival" not in _named(lexicon, "métastases de l'os, cancer du sein")


def test_a_text_all_in_capitals_is_not_taken_for_abbreviations(lexicon: Lexicon) -> None:
    assert "fit" not in _named(
        lexicon, "ALL PATIENTS WHO WERE FIT FOR THE STUDY OF COLORECTAL CANCER WERE INCLUDED AT ONCE"
    )


@pytest.mark.parametrize("text", ["sans métastase cérébrale", "no brain metastases", "without any brain mets"])
def test_what_is_absent_is_marked(lexicon: Lexicon, text: str) -> None:
    assert [(m.concept_id, m.negated) for m in lexicon.recognise(text)] == [("brain_metastases", True)]


@pytest.mark.parametrize("text", ["avec ou sans bévacizumab", "with or without bevacizumab"])
def test_with_or_without_is_not_without(lexicon: Lexicon, text: str) -> None:
    assert [m.negated for m in lexicon.recognise(text)] == [False]


@pytest.mark.parametrize(
    "text", ["après Taxotère", "after docetaxel", "docetaxel-pretreated", "progressing on docetaxel", "post-docétaxel"]
)
def test_a_treatment_that_came_before_is_marked(lexicon: Lexicon, text: str) -> None:
    assert [m.prior for m in lexicon.recognise(text) if m.concept_id == "docetaxel"] == [True]


def test_an_age_from_seventy_is_elderly_and_a_duration_is_no_age(lexicon: Lexicon) -> None:
    assert "elderly" in _named(lexicon, "femme de 78 ans, sein")
    assert "elderly" not in _named(lexicon, "sein, survie à 80 ans")
    assert "paediatric" in _named(lexicon, "garçon de 9 ans, ostéosarcome")
    assert "paediatric" not in _named(lexicon, "tamoxifène pendant 5 ans")


def test_a_bare_numeral_is_a_stage_beside_a_cancer_only(lexicon: Lexicon) -> None:
    assert "stage_4" in _named(lexicon, "un ovaire IV sous chimio")
    assert "stage_4" not in _named(lexicon, "cisplatine IV pour un ovaire")


def test_an_adjective_shares_the_noun_of_the_cancer_beside_it(lexicon: Lexicon) -> None:
    assert {"gastric_cancer", "esophageal_cancer"} <= _named(lexicon, "cancer gastrique ou œsophagien")
    assert "lung_cancer" not in _named(lexicon, "image pulmonaire chez une patiente traitée d'un lymphome")


@given(st.text(max_size=200))
def test_mentions_stand_where_they_say(text: str) -> None:
    mentions = Lexicon.load().recognise(text)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert mentions == sorted(mentions, key=lambda m: m.start)


@given(
    st.sampled_from(("sein", "HER2+", "T1", "CPRCm", "IV", "après Taxotère", "AC", "78 ans", "-", ",", "\n", "ou")),
    st.data(),
)
def test_any_order_of_words_is_read_without_fail(first: str, data: st.DataObject) -> None:
    words = data.draw(
        st.lists(
            st.sampled_from(("sein", "III", "N0", "OS", "gem", "cis", "lung", "or", "pT2", "(", "l'")), max_size=12
        )
    )
    text = " ".join([first, *words])
    assert all(text[m.start : m.end] == m.text for m in Lexicon.load().recognise(text))
