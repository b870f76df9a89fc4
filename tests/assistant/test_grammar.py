"""What the drafting grammar lets a model write, judged by a matcher of its own: the grammar as a regular expression.

The grammar has no recursion, so each rule can be put in place of its name. That the engines read it in the same way
is tested with the engines.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.grammar import answer_grammar, number_literals, sentence_grammar

_RULE_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\[(?:[^\]\\]|\\.)*\]|[A-Za-z][A-Za-z0-9-]*|\{\d+,\d+\}|[()|*+?]')


def pattern_of(grammar: str) -> re.Pattern[str]:
    """A grammar without recursion as one regular expression."""
    rules = dict(line.split(" ::= ", 1) for line in grammar.splitlines() if line)

    def expand(name: str) -> str:
        parts = []
        position = 0
        for token in _RULE_TOKEN.finditer(rules[name]):
            assert rules[name][position : token.start()].strip() == "", f"unread: {rules[name][position:]}"
            position = token.end()
            text = token.group()
            if text.startswith('"'):
                literal = re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), text[1:-1])
                parts.append(f"(?:{re.escape(literal)})")
            elif text[0] == "(":
                parts.append("(?:")
            elif text[0].isalpha():
                parts.append(f"(?:{expand(text)})")
            else:
                parts.append(text)
        assert rules[name][position:].strip() == ""
        return "".join(parts)

    return re.compile(expand("root"))


def accepts(grammar: str, text: str) -> bool:
    return pattern_of(grammar).fullmatch(text) is not None


NUMBERS = ["0.70", "0.7", "95%", "2,555", "12", ".005", "0.41", "3-4"]
ENGLISH = sentence_grammar([2], {2: NUMBERS}, "en", names=["HER2", "PD-L1", "T1N0", "5-FU"])
FRENCH = sentence_grammar([2], {2: NUMBERS}, "fr", names=["HER2", "PD-L1"])


@pytest.mark.parametrize(
    "text",
    [
        "[2] Overall survival was longer with the drug.",
        "[2] The drug improved survival (hazard ratio 0.70; 95% CI 0.41 to 0.7; P=.005) in 2,555 patients.",
        "[2] The drug improved survival (HR, 0.70; P<0.005), but not at 12-month follow-up.",
        "[2] HER2-positive and PD-L1+ tumours did not differ.",
        "[2] Anti-PD-L1 therapy and 5-FU gave grade 3-4 toxicity in 95%.",
        "[2] In T1N0 disease, the ratio was: 0.70.",
        "[2] Survival at 12 months (95% CI 0.41–0.7) was not reached.".replace("–", " – "),
    ],
)
def test_sentences_that_keep_to_the_evidence_are_possible(text: str):
    assert accepts(ENGLISH, text)


@pytest.mark.parametrize(
    "text",
    [
        "[2] Dans l'essai, la survie était prolongée (HR 0,70 ; IC à 95 % 0,41 à 0,7 ; p<0,005).",
        "[2] L’étude a inclus 2\u202f555 patientes HER2 positives, âgées de plus de 12 ans.",
        "[2] Le bénéfice s'élevait à 95\u00a0% : cœur, œsophage, naïveté.",
        "[2] L'étude a inclus 2 555 patients de grade 3-4.",
    ],
)
def test_french_sentences_have_accents_elisions_and_french_numbers(text: str):
    assert accepts(FRENCH, text)


@pytest.mark.parametrize(
    "claim",
    [
        "ratio 0.75",
        "ratio 10.7",
        "ratio 0.705",
        "ratio 00.7",
        "ratio 7",
        "ratio 0.7.5",
        "ratio 0.7,5",
        "ratio 0.7,12",
        "ratio 12.0.7",
        "ratio 0.70.41",
        "ratio 12 0.7",
        "ratio 12 555",
        "ratio 2,5",
        "ratio 2555",
        "ratio 120.7",
        "ratio 12%",
        "ratio 12 %",
        "ratio 95",
        "ratio 1212",
        "ratio 12-12",
        "ratio 12/12",
        "ratio -12",
        "ratio 12e",
        "ratio 12x",
        "ratio HER20",
        "ratio HER2.5",
        "ratio HER2,5",
        "ratio HER212",
        "ratio xHER2",
        "ratio 3-45",
        "ratio 5-FU2",
        "ratio ²",
        "ratio ٣",
        "ratio ½",
        "ratio [3]",
        "ratio 0,70",
    ],
)
def test_a_digit_beside_the_literals_is_impossible(claim: str):
    assert not accepts(ENGLISH, f"[2] The drug gave a {claim} in this trial.")


def test_the_decimal_comma_is_french_only():
    assert accepts(FRENCH, "[2] Le rapport était de 0,70 environ.")
    assert not accepts(ENGLISH, "[2] The ratio was about 0,70.")
    assert not accepts(FRENCH, "[2] Le rapport était de 0,75 environ.")


@pytest.mark.parametrize(
    "text",
    [
        "[1] Overall survival was longer.",
        "Overall survival was longer.",
        "[2] Overall survival was longer",
        "[2] Overall survival was longer. It was.",
        "[2] Overall survival was longer [2].",
        "[2] overall survival was longer.",
        "[2] Overall  survival was longer.",
        "[2] Overall.",
        "[2] Overall survival was longer (in men.",
        "[2] Overall survival was\nlonger.",
        "[2] ",
        "",
    ],
)
def test_a_sentence_is_one_whole_sentence_with_its_own_citation(text: str):
    assert not accepts(ENGLISH, text)


def test_each_citation_brings_its_own_numbers_only():
    grammar = sentence_grammar([1, 3], {1: ["0.60"], 3: ["0.85"]}, "en")
    assert accepts(grammar, "[1] The ratio was about 0.60.")
    assert accepts(grammar, "[3] The ratio was about 0.85.")
    assert not accepts(grammar, "[1] The ratio was about 0.85.")
    assert not accepts(grammar, "[3] The ratio was about 0.60.")
    assert not accepts(grammar, "[2] The ratio was about this.")


def test_a_source_without_numbers_is_cited_in_words():
    grammar = sentence_grammar([1], {}, "en", names=["HER2"])
    assert accepts(grammar, "[1] The drug (given early, or late) worked in HER2-negative disease: well.")
    assert not accepts(grammar, "[1] The drug worked in 2 patients.")


def test_the_length_of_a_sentence_is_bounded():
    grammar = sentence_grammar([1], {1: ["12"]}, "en", max_items=5)
    assert accepts(grammar, "[1] One two three four five six.")
    assert not accepts(grammar, "[1] One two three four five six seven.")


def test_an_answer_has_one_to_n_lines_each_ending_in_citations():
    grammar = answer_grammar([1, 3, 12], ["0.60"], "en", 2)
    one = "Survival was longer with pembrolizumab (HR 0.60) [1][3].\n"
    assert accepts(grammar, one)
    assert accepts(grammar, one + "The other trial agrees with it [12].\n")
    assert not accepts(grammar, one * 3)
    assert not accepts(grammar, "")
    assert not accepts(grammar, "Survival was longer with pembrolizumab.\n")
    assert not accepts(grammar, "Survival was longer with pembrolizumab [2].\n")
    assert not accepts(grammar, "Survival was longer with pembrolizumab [1].")


def test_something_must_be_citable():
    with pytest.raises(ValueError, match="cites"):
        sentence_grammar([], {}, "en")
    with pytest.raises(ValueError, match="cites"):
        answer_grammar([], [], "en", 1)


def test_names_with_quotes_and_backslashes_do_not_break_the_grammar():
    grammar = sentence_grammar([1], {}, "en", names=['A"2', "B\\3"])
    assert accepts(grammar, '[1] The marker A"2 and B\\3 were tested.')


def test_literals_keep_per_cent_signs_ranges_and_leading_points():
    text = "HR 0.60 (95% CI, 0.41–0.89; P=.005) in 2,555 HER2+ patients, grade 3-4 in 12 %, −3.2 vs 0·70 [2]"
    assert set(number_literals(text)) >= {
        "0.60",
        "95%",
        "0.41–0.89",
        "0.41",
        "0.89",
        ".005",
        "2,555",
        "3-4",
        "12 %",
        "0·70",
    }
    assert not {"2", "95", "12", "2555"} & set(number_literals(text))


printed = st.one_of(
    st.integers(0, 9999).map(str),
    st.decimals(0, 200, places=2, allow_nan=False).map(str),
    st.integers(1000, 99999).map(lambda n: f"{n:,}"),
    st.integers(0, 100).map(lambda n: f"{n}%"),
)


@settings(max_examples=60, deadline=None)
@given(allowed=st.lists(printed, max_size=6), tried=printed, language=st.sampled_from(["en", "fr"]))
def test_a_number_can_be_written_if_and_only_if_it_is_printed(allowed: list[str], tried: str, language: str):
    grammar = sentence_grammar([1], {1: allowed}, language)
    assert accepts(grammar, f"[1] The value there was {tried}.") == (tried in allowed)


@settings(max_examples=60, deadline=None)
@given(
    allowed=st.lists(printed, min_size=1, max_size=4),
    text=st.text(alphabet="0123456789.,%- ()<=aZé;", max_size=12),
    language=st.sampled_from(["en", "fr"]),
)
def test_whatever_is_accepted_prints_only_allowed_numbers(allowed: list[str], text: str, language: str):
    from assistant.numbers import normalise, numbers_in

    sentence = f"[1] The value there was {text}."
    if accepts(sentence_grammar([1], {1: allowed}, language), sentence):
        assert set(numbers_in(sentence)) <= {normalise(number.rstrip("%")) for number in allowed}
