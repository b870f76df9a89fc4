"""Two medicines set against each other are answered by a source whose arms they were."""

import pytest

from assistant.sides import compared, joined, options, sides
from tests.asking import lexicon


@pytest.mark.parametrize(
    ("question", "language", "left", "right"),
    [
        ("eribulin versus capecitabine in breast cancer", "en", {"eribulin"}, {"capecitabine"}),
        ("éribuline contre capécitabine, gain de SG ?", "fr", {"eribulin"}, {"capecitabine"}),
        ("Keytruda seul ou Keytruda + chimio ?", "fr", {"pembrolizumab"}, {"pembrolizumab", "chemotherapy"}),
        ("letrozole rather than tamoxifen", "en", {"letrozole"}, {"tamoxifen"}),
    ],
)
def test_the_sides_of_a_comparison_are_read(question: str, language: str, left: set[str], right: set[str]) -> None:
    asked = sides(question, language, lexicon())
    assert asked is not None
    assert (set(asked[0]), set(asked[1])) == (left, right)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("sorafenib or nirogacestat, what does each achieve?", "en"),
        ("Zometa contre la perte osseuse sous agoniste GnRH ?", "fr"),
        ("protons ou photons ?", "fr"),
        ("erlotinib after chemotherapy failure", "en"),
    ],
)
def test_alternatives_and_what_a_medicine_is_given_against_are_no_sides(question: str, language: str) -> None:
    assert sides(question, language, lexicon()) is None


ADDED = (("pembrolizumab",), ("pembrolizumab", "chemotherapy"))


@pytest.mark.parametrize(
    ("arms", "expected"),
    [
        (({"pembrolizumab"}, {"pembrolizumab", "pemetrexed"}), True),
        (({"pembrolizumab"}, {"chemotherapy"}), False),
        (({"pembrolizumab", "pemetrexed"}, {"placebo", "pemetrexed"}), False),
    ],
)
def test_an_addition_needs_an_arm_without_it(arms: tuple[set[str], ...], expected: bool) -> None:
    assert compared([frozenset(arm) for arm in arms], ADDED, lexicon()) is expected


def test_a_drug_of_a_regimen_does_not_stand_for_the_regimen() -> None:
    flox = [frozenset({"oxaliplatin", "fluorouracil"}), frozenset({"fluorouracil"})]
    assert not compared(flox, (("xelox",), ("fluorouracil",)), lexicon())


def test_arms_that_cannot_be_read_rule_nothing_out() -> None:
    assert compared([], (("eribulin",), ("capecitabine",)), lexicon())
    assert compared([frozenset({"eribulin"}), frozenset()], (("eribulin",), ("capecitabine",)), lexicon())


def test_a_medicine_that_both_arms_were_given_was_not_compared() -> None:
    backbone = [frozenset({"cetuximab", "cisplatin"}), frozenset({"cetuximab", "docetaxel"})]
    assert not compared(backbone, (("cisplatin",), ("cetuximab",)), lexicon())
    assert compared(backbone, (("cisplatin",), ("docetaxel",)), lexicon())


def test_the_drugs_of_an_arm_make_up_a_regimen() -> None:
    arms = [frozenset({"gefitinib"}), frozenset({"cisplatin", "docetaxel"})]
    assert compared(arms, (("gefitinib",), ("docetaxel_cisplatin",)), lexicon())


def test_what_is_alone_on_one_side_is_on_the_other_as_well() -> None:
    asked = sides("Kadcyla + un peu de Xeloda vs Kadcyla seul", "fr", lexicon())
    assert asked is not None
    assert (set(asked[0]), set(asked[1])) == ({"capecitabine", "trastuzumab_emtansine"}, {"trastuzumab_emtansine"})


def test_combinations_and_procedures_offered_as_alternatives_are_read() -> None:
    assert joined("trifluridine-tipiracil plus bevacizumab", "en", lexicon()) == (
        ("trifluridine_tipiracil", "bevacizumab"),
    )
    assert options("PSMA PET vs bone scan for staging", "en", lexicon())
    assert options("chirurgie ou radiothérapie ?", "fr", lexicon()) == ()
