import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.literature.sentences import split_sentences


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    "whole",
    [
        "The hazard ratio was 0.60 (95% CI, 0.5 to 0.9), as in Fig. 2 and Tab. 3.",
        "Smith et al. reported 12 vs. 14 months, i.e. no difference.",
        "Drug A (e.g. Xeloda) was given by J. Smith and M. Jones in the U.S. and Canada.",
        "The dose was 0. 5 mg (No. 4) of approx. 12 tablets.",
        "E. coli and S. aureus grew in c.35 G>A carriers with p.V600E.",
    ],
)
def test_abbreviations_and_numbers_do_not_end_a_sentence(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["Survival differed (p < .001).", "It was P = .04.", "Twelve patients died.", "12 patients lived."],
        ["The interval was wide (95% CI, 0.5 to 0.9).", "We conclude little."],
        ["They took vitamin D.", "The patients recovered.", "mTOR inhibition failed.", "pCR was higher."],
        ["As shown by Smith et al.", "The trial was small.", "Was it?", "Yes!", "(Funded by a foundation.)"],
        ["Survival improved.12", "The rest did not.[3,4]", "Nothing else."],
    ],
)
def test_sentences_of_english_abstracts_are_told_apart(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_sentences_of_french_abstracts_are_told_apart() -> None:
    parts = [
        "M. Dupont a été vu par le Pr. Martin (cf. supra).",
        "Le taux était de 5 %.",
        "« Il va bien. »",
        "Mme. Durand prend 10 mg p. ex. le soir.",
        "La masse mesurait 50 x 43 mm.",
        "Le patient est sorti.",
    ]
    assert sentences(" ".join(parts), "fr") == parts


def test_a_missing_space_after_a_full_stop_is_seen_through() -> None:
    assert sentences("Survival was 12 months.The toxicity was mild.") == [
        "Survival was 12 months.",
        "The toxicity was mild.",
    ]


def test_a_line_break_ends_a_sentence() -> None:
    assert sentences("overall survival (A vs B): 0.60\nresponse (A): 40%") == [
        "overall survival (A vs B): 0.60",
        "response (A): 40%",
    ]


@given(st.text(alphabet="aAé.?! \n(0)»[1]'é5", max_size=200), st.sampled_from(["en", "fr"]))
def test_spans_are_in_order_apart_and_hold_all_but_space(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    rest, at = "", 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        rest += text[at:start]
        at = end
    assert not (rest + text[at:]).strip()


def test_thousands_of_sentences_take_a_second() -> None:
    text = "The median survival was 12.3 months (95% CI, 0.5 to 0.9; P = .04). " * 5_000
    began = time.process_time()
    assert len(split_sentences(text)) == 5_000
    assert time.process_time() - began < 2
