"""Doing without a treatment is answered by a trial that left it out, not by one that compared how much of it."""

import pytest

from assistant.omission import left_out, omitted
from tests.asking import lexicon


@pytest.mark.parametrize(
    ("question", "language", "what"),
    [
        ("peut-on se passer totalement d'iode 131 ?", "fr", "radioactive_iodine"),
        ("Can we omit axillary dissection with one positive sentinel node?", "en", "axillary_dissection"),
        ("Stage II: is bevacizumab needed at all?", "en", "bevacizumab"),
        ("ATRA plus arsenic without chemo, survival?", "en", ""),
    ],
)
def test_what_is_to_be_left_out_is_read(question: str, language: str, what: str) -> None:
    assert omitted(question, language, lexicon()) == ((what,) if what else ())


def test_two_doses_of_a_treatment_do_not_say_what_happens_without_it() -> None:
    both = [frozenset({"radioactive_iodine"})] * 2
    assert not left_out("radioactive_iodine", both, ["1.1 GBq", "3.7 GBq"], lexicon())
    assert left_out("radioactive_iodine", [both[0], frozenset({"surgery"})], ["iodine", "surgery"], lexicon())


def test_an_arm_that_stops_it_leaves_it_out() -> None:
    both = [frozenset({"imatinib"})] * 2
    assert left_out("imatinib", both, ["imatinib continuation", "imatinib interruption"], lexicon())
