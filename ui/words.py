"""The page's texts in one language."""

from collections.abc import Callable
from functools import partial

from corpora.catalogue import Language, say
from ui.markup import Markup, tag, text
from ui.spacing import spaced

Words = Callable[..., str]


def words(language: Language) -> Words:
    """``words("en")("send")`` is the entry ``ui.send`` in English."""
    return partial(_word, language)


def _word(language: Language, entry: str, **details: object) -> str:
    return spaced(say(f"ui.{entry}", language, **details), language)


def notice(title: str, hint: str) -> Markup:
    """A notice: what is wrong, and what to do."""
    return tag("div", tag("strong", title), " ", tag("span", hint), class_="notice", role="alert")


def hidden(words_for_readers: str) -> Markup:
    """Words for those who listen to the page."""
    return tag("span", text(words_for_readers), class_="sr")
