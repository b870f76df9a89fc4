"""Misspellings."""

import pytest

from corpora.lexicon import Category, Lexicon
from corpora.lexicon.folding import fold
from corpora.lexicon.typos import Speller, edits_between


def test_edits_count_swaps_as_one() -> None:
    assert edits_between("docetaxel", "doectaxel", 2) == 1
    assert edits_between("nivolumab", "nivolmab", 2) == 1
    assert edits_between("cetuximab", "rituximab", 1) == 2


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("pembrolizumb", "pembrolizumab"),
        ("Taxotre", "docetaxel"),
        ("Hercpetin", "trastuzumab"),
        ("abiratrone", "abiraterone"),
        ("capecitabne", "capecitabine"),
        ("témozolamide", "temozolomide"),
        ("cyclophosfamide", "cyclophosphamide"),
        ("oxaliplatyne", "oxaliplatin"),
        ("myelome", "multiple_myeloma"),
        ("glioblastomme", "glioblastoma"),
        ("prostatectomi", "prostatectomy"),
        ("mucyte", "mucositis"),
    ],
)
def test_a_misspelt_name_is_read(written: str, meant: str) -> None:
    assert meant in {mention.concept_id for mention in Lexicon.load().recognise(f"cancer : {written}")}


def test_a_known_drug_is_never_read_as_another() -> None:
    lexicon = Lexicon.load()
    for concept in lexicon:
        if concept.category is Category.DRUG:
            drugs = {
                m.concept_id
                for m in lexicon.recognise(concept.label_en)
                if lexicon.concept(m.concept_id).category is Category.DRUG
            }
            assert drugs <= {concept.id}, concept.id


@pytest.mark.parametrize(
    "unknown", ["zanolimumab", "rezivertinib", "fostamatinib", "tofacitinib", "secukinumab", "upadacitinib"]
)
def test_a_drug_that_the_lexicon_lacks_is_not_taken_for_one_that_it_has(unknown: str) -> None:
    assert not Lexicon.load().recognise(f"{unknown} chez ces malades")


def test_a_word_between_two_names_is_left_alone() -> None:
    speller = Speller({"patupilon", "patapilon"}, [("patupilon", True), ("patapilon", True)], frozenset())
    assert speller.read("patopilon") == "patopilon"


def test_everyday_words_are_left_alone() -> None:
    everyday = frozenset({fold("restore")})
    assert Speller({"crestor"}, [("crestor", True)], everyday).read("restor") == "restor"
