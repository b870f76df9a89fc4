"""What is printed is what is extracted, whatever the typography."""

import time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.effects import extract_effects
from assistant.effects.plain_text import plain
from corpora.literature.effect import EffectEstimate, Measure

LABELS = {
    "HR": Measure.HAZARD_RATIO,
    "hazard ratio": Measure.HAZARD_RATIO,
    "hazard ratio [HR]": Measure.HAZARD_RATIO,
    "adjusted hazard ratio": Measure.HAZARD_RATIO,
    "odds ratio": Measure.ODDS_RATIO,
    "relative risk": Measure.RISK_RATIO,
}
hundredths = st.integers(min_value=10, max_value=400).map(lambda n: Decimal(n) / 100)


@st.composite
def printed_ratios(draw: st.DrawFn) -> tuple[str, Measure, Decimal, Decimal, Decimal, Decimal]:
    low, value, high = sorted(draw(st.lists(hundredths, min_size=3, max_size=3, unique=True)))
    label = draw(st.sampled_from(sorted(LABELS)))
    level = draw(st.sampled_from(["95", "90", "97.5", "99", "80"]))
    after_label = draw(st.sampled_from([" ", ", ", " = ", ": ", " of ", " was "]))
    opening, closing = draw(st.sampled_from([(" (", ")"), ("; ", ""), (", ", ""), (" [", "]")]))
    named = draw(
        st.sampled_from([f"{level}% CI ", f"{level}% CI, ", f"{level}% confidence interval ", f"{level}%CI: "])
    )
    between = draw(st.sampled_from(["-", "–", " to ", " – ", "‐"]))
    point = draw(st.sampled_from([".", "·"]))
    numbers = [f"{n:.2f}".replace(".", point) for n in (value, low, high)]
    printed = f"{label}{after_label}{numbers[0]}{opening}{named}{numbers[1]}{between}{numbers[2]}{closing}"
    return printed, LABELS[label], value, low, high, Decimal(level)


@settings(deadline=None)
@given(printed_ratios(), st.sampled_from(["overall survival", "progression-free survival", "time to progression"]))
def test_a_ratio_with_its_interval_is_found_as_printed(
    ratio: tuple[str, Measure, Decimal, Decimal, Decimal, Decimal], endpoint: str
) -> None:
    printed, measure, value, low, high, level = ratio
    (effect,) = extract_effects(
        f"After two years, {endpoint} was longer with surgery than with observation; {printed}."
    )
    assert (effect.measure, effect.value, effect.ci_low, effect.ci_high, effect.ci_level) == (
        measure,
        value,
        low,
        high,
        level,
    )
    assert effect.endpoint == endpoint


@settings(deadline=None)
@given(st.lists(hundredths, min_size=3, max_size=3, unique=True).map(sorted), st.sampled_from([" ; ", ", ", " "]))
def test_a_french_ratio_is_found_as_printed(numbers: list[Decimal], separator: str) -> None:
    low, value, high = (f"{n:.2f}".replace(".", ",") for n in numbers)
    text = f"La survie globale était de 12,5 mois dans le groupe A (HR {value}{separator}IC à 95 % : {low} à {high})."
    effect = next(e for e in extract_effects(text) if e.measure is Measure.HAZARD_RATIO)
    assert [effect.ci_low, effect.value, effect.ci_high] == numbers


SNIPPETS = st.sampled_from(
    [
        "median overall survival was 11.0 months",
        "HR, 0.62; 95% CI, 0.47 to 0.80",
        "in the sunitinib group",
        "with placebo",
        "v 7.8 months",
        "(13.5% v 7.5%; P = .007)",
        "95% CI, -1.2 to 3.4",
        "difference, 4.2 percentage points",
        "respectively",
        "grade 3 neutropenia",
        "35 [20%] of 173 patients",
        "odds ratio 0·5 (0·3–0·8)",
        "P for interaction = .63",
        "1,234 patients",
        "not reached",
        "; ",
        ". ",
        ", and ",
        "IC à 95 % : 0,41-0,89",
        "survie sans progression",
    ]
)


def printed_numbers(effect: EffectEstimate) -> list[str]:
    return [str(n).removeprefix("-") for n in (effect.value, effect.ci_low, effect.ci_high) if n is not None]


@given(st.lists(SNIPPETS, min_size=1, max_size=14).map(" ".join), st.integers(min_value=0, max_value=500))
@settings(max_examples=300, deadline=None)
def test_no_number_is_extracted_that_its_quote_does_not_print(text: str, start: int) -> None:
    for effect in extract_effects(text, start=start):
        assert text[effect.passage_start - start : effect.passage_end - start] == effect.quote
        quote = plain(effect.quote)
        for number in printed_numbers(effect):
            assert number in quote or number.removeprefix("0") in quote or number in quote.replace(",", "")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert len(plain(text)) == len(text)
    extract_effects(text)


def test_a_long_text_takes_time_in_proportion_to_its_length() -> None:
    sentence = (
        "Median overall survival was 11.0 v 8.0 months for erlotinib v placebo (HR, 0.62; 95% CI, 0.47 to 0.80). "
    )
    started = time.process_time()
    effects = extract_effects(sentence * 400)
    assert len(effects) == 1200
    assert time.process_time() - started < 10
