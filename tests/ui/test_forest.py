"""Forest plots: what is drawn together, and that each drawing is also said in words."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, EvidenceSource
from assistant.events import Done
from tests.ui.scripted import ScriptedAssistant, retracted
from ui.forest import forest
from ui.forest_drawing import WIDTH, bar, scale_of
from ui.words import words


def answered() -> Answer:
    """An answer with three pooled trials."""
    events = list(ScriptedAssistant().ask("Does ribociclib prolong survival?"))
    assert isinstance(events[-1], Done)
    return events[-1].answer


def test_pooled_ratios_are_drawn_once_with_both_pooled_estimates() -> None:
    answer = answered()
    plots = forest(answer.sources, answer.pooled, 0, words("en"))
    name, first = plots[0]
    assert name == "pooled/HR/overall survival"
    assert first.count('class="point"') == 3
    assert first.count('class="diamond"') == 2
    assert sum(html.count("0.54–0.95") for _, html in plots) == 1


def test_each_row_is_said_in_words() -> None:
    plots = forest(answered().sources, (), 0, words("en"))
    spoken = " ".join(re.findall(r'<span class="sr">([^<]*)</span>', " ".join(html for _, html in plots)))
    assert "HR 0.71 (95% CI 0.54 to 0.95); p\u00a0=\u00a00.00973" in spoken


def test_a_retracted_source_is_never_drawn() -> None:
    sources = tuple(replace(found, source=retracted(found.source)) for found in answered().sources[:3])
    assert forest(sources, (), 0, words("en")) == []


def test_sources_that_do_not_answer_are_drawn_only_where_none_does() -> None:
    near = tuple(replace(found, answers=False) for found in answered().sources[:1])
    assert forest(near, (), 0, words("en"))
    both: tuple[EvidenceSource, ...] = (*near, answered().sources[1])
    assert 'data-n="1"' not in "".join(html for _, html in forest(both, (), 0, words("en")))


@given(st.lists(st.floats(0.01, 100.0), min_size=1))
def test_the_axis_holds_no_difference_and_stays_inside_the_drawing(ratios: list[float]) -> None:
    scale = scale_of(ratios)
    assert scale.low < 1 < scale.high
    assert all(0 < scale.x(ratio) < WIDTH for ratio in (*ratios, 1.0))


def test_an_interval_that_the_axis_does_not_hold_ends_in_an_arrow() -> None:
    assert 'class="beyond"' in bar((0.5, 0.01, 1.2), scale_of([0.5, 0.01, 1.2]))
    assert 'class="beyond"' not in bar((0.5, 0.3, 1.2), scale_of([0.5, 0.3, 1.2]))
