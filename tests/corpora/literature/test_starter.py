"""The starter library."""

import re

from corpora.literature.starter.cards import NUMBERS_SECTION, cards, starter_sources


def test_every_card_is_a_source_with_an_identity_of_its_own() -> None:
    sources = list(starter_sources())
    assert len(sources) == len({s.id for s in sources}) == 573


def test_every_number_of_an_effect_keeps_its_printed_digits() -> None:
    for source in starter_sources():
        for effect in source.effects:
            for number in (effect.value, effect.ci_low, effect.ci_high):
                assert number is None or str(abs(number)) in source.text, (source.id, number)


def test_every_p_value_of_an_effect_is_printed() -> None:
    for source in starter_sources():
        for effect in source.effects:
            digits = re.search(r"\.\d+", effect.p or "")
            assert digits is None or digits.group() in source.text, (source.id, effect.p)


def test_sections_cover_the_text_in_order() -> None:
    for source in starter_sources():
        ends = [section.end for section in source.sections]
        assert ends == sorted(ends) and ends[-1] == len(source.text)
        assert source.sections[-1].name == NUMBERS_SECTION or not source.effects


def test_each_effect_stands_where_it_says() -> None:
    for source in starter_sources():
        for effect in source.effects:
            assert effect.quote in source.text[effect.passage_start : effect.passage_end]


def test_reports_that_are_not_a_randomised_comparison_are_known() -> None:
    by_id = {s.id: s for s in starter_sources()}
    design = {f"doi:{c['doi'].lower()}": c["design"].lower() for c in cards()}
    for source_id, text in design.items():
        if "not a randomised comparison" in text and "group is not" not in text:
            assert by_id[source_id].design.randomised is False, text


def test_the_level_of_an_interval_is_no_unit_of_the_rate_beside_it() -> None:
    sources = {source.id: source for source in starter_sources()}
    forum = {
        str(e.value): e.unit for e in sources["doi:10.1200/jco.20.02529"].effects if "overall survival" in e.endpoint
    }
    assert forum == {"0.91": "", "0.75": ""}
    points = [e for e in sources["doi:10.1056/nejmoa2304875"].effects if str(e.value) == "13.0"]
    assert [e.unit for e in points] == ["%"]
