"""Markup escapes everything that is not markup already."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from ui.markup import Markup, join, svg_tag, tag, text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc"))), st.text(st.characters(blacklist_categories=("Cs", "Cc")))
)
def test_no_text_becomes_an_element_or_an_attribute(words: str, title: str) -> None:
    reader = _Reader()
    reader.feed(tag("p", words, title=title))
    reader.close()
    assert reader.tags == ["p"]
    assert reader.words == words
    assert reader.attributes == [("title", title)]


def test_markup_enters_markup_as_it_is() -> None:
    assert tag("p", tag("b", "a < b")) == "<p><b>a &lt; b</b></p>"


def test_attributes_that_are_none_or_false_are_left_out() -> None:
    assert tag("button", "x", hidden=False, disabled=True, title=None, class_="quiet") == (
        '<button disabled class="quiet">x</button>'
    )


def test_void_elements_are_not_closed_and_shapes_are() -> None:
    assert tag("input", type="text") == '<input type="text">'
    assert svg_tag("path", d="M0 0") == '<path d="M0 0"></path>'


def test_a_drawing_keeps_the_capital_of_its_view_box() -> None:
    assert svg_tag("svg", view_box="0 0 1 1").startswith('<svg viewBox="0 0 1 1"')


def test_joining_leaves_out_what_is_empty() -> None:
    assert join(" · ", ["a", "", None, tag("b", "c")]) == "a · <b>c</b>"
    assert isinstance(text(None), Markup)
