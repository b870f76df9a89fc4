import itertools

from hypothesis import given
from hypothesis import strategies as st

from corpora.literature.passages import passages_of
from corpora.literature.sentences import split_sentences
from corpora.literature.source import Page, Section, Source, SourceKind
from corpora.literature.starter.cards import NUMBERS_SECTION, starter_sources


def source(sections: list[tuple[str, str]], pages: tuple[Page, ...] = ()) -> Source:
    text, spans = "", []
    for name, body in sections:
        start = len(text) + bool(text)
        text = f"{text}\n{body}" if text else body
        if name:
            spans.append(Section(name, start, len(text)))
    return Source("file:x", SourceKind.ARTICLE, "t", text, sections=tuple(spans), pages=pages)


def prose(characters: int) -> str:
    return " ".join(["The patients were treated and they were followed for five years."] * (characters // 65))


bodies = st.lists(
    st.sampled_from(["Short one.", prose(300), prose(900), prose(2_500), "x" * 2_200, "A b. C d? E f!"]),
    min_size=1,
    max_size=6,
)
names = st.sampled_from(["", "methods", "results", "results › safety", "references"])


@given(
    st.lists(st.tuples(names, bodies.map(" ".join)), min_size=1, max_size=6),
    st.lists(st.integers(1, 9_000), max_size=4),
)
def test_passages_index_the_text_in_order_and_cut_no_sentence(sections: list[tuple[str, str]], cuts: list[int]) -> None:
    made = source(sections)
    edges = sorted({0, len(made.text), *(cut for cut in cuts if cut < len(made.text))})
    pages = tuple(Page(n, a, b) for n, (a, b) in enumerate(itertools.pairwise(edges), start=1)) if cuts else ()
    made = source(sections, pages)
    within = {
        (section.start + start, section.start + end)
        for section in made.sections
        for start, end in split_sentences(made.text[section.start : section.end])
    }
    at = 0
    for ordinal, passage in enumerate(passages_of(made)):
        assert passage.text == made.text[passage.start : passage.end]
        assert (passage.id, passage.ordinal) == (f"{made.id}#{ordinal}", ordinal)
        assert at <= passage.start < passage.end
        at = passage.end
        assert len(passage.text) <= 1_800 or len(split_sentences(passage.text)) == 1
        for start, end in within:
            assert end <= passage.start or start >= passage.end or passage.start <= start < end <= passage.end
        if pages:
            page = pages[passage.page - 1]
            assert page.start <= passage.start < page.end


def test_a_structured_abstract_is_one_passage() -> None:
    parts = [("background", prose(250)), ("methods", prose(500)), ("results", prose(600)), ("conclusion", prose(200))]
    [passage] = passages_of(source(parts))
    assert passage.section == "background, methods, results, conclusion"


def test_long_sections_stay_apart_and_are_cut_evenly() -> None:
    passages = passages_of(source([("methods", prose(3_000)), ("results", prose(2_600))]))
    assert [p.section for p in passages] == ["methods", "methods", "results", "results"]
    assert all(1_100 < len(p.text) < 1_800 for p in passages)


def test_parts_of_one_section_are_joined_under_its_name() -> None:
    [passage] = passages_of(source([("methods › patients", prose(400)), ("methods › treatment", prose(400))]))
    assert passage.section == "methods"


def test_a_list_of_references_is_no_passage() -> None:
    assert [p.section for p in passages_of(source([("results", prose(700)), ("references", prose(900))]))] == [
        "results"
    ]


def test_no_passage_joins_sentences_of_two_pages() -> None:
    body = prose(1_000)
    middle = body.index("The", 500)
    passages = passages_of(source([("", body)], (Page(1, 0, middle), Page(2, middle, len(body)))))
    assert [p.page for p in passages] == [1, 2]
    assert passages[1].start == middle


def test_the_numbers_of_a_card_stand_apart_from_its_prose() -> None:
    for card in starter_sources():
        passages = passages_of(card)
        numbers = [p for p in passages if p.section == NUMBERS_SECTION]
        assert 1 <= len(passages) - len(numbers) <= 2
        for effect in card.effects:
            assert any(p.start <= effect.passage_start and effect.passage_end <= p.end for p in numbers)
