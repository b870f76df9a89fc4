"""The page's texts in one language."""

import re
from collections.abc import Callable
from functools import partial

from corpora.catalogue import Language, say
from ui.markup import Markup, tag, text

Words = Callable[..., str]

# French sets a thin space before these signs and inside its quotation marks; a line must not break there.
_BEFORE_SIGN = re.compile(r" (?=[:;!?%»])|(?<=«) ")


def words(language: Language) -> Words:
    """``words("en")("send")`` is the entry ``ui.send`` in English."""
    return partial(_word, language)


def _word(language: Language, entry: str, **details: object) -> str:
    said = say(f"ui.{entry}", language, **details)
    return _BEFORE_SIGN.sub("\u202f", said) if language == "fr" else said


def notice(title: str, hint: str) -> Markup:
    """A notice: what is wrong, and what to do."""
    return tag("div", tag("strong", title), " ", tag("span", hint), class_="notice", role="alert")


def hidden(words_for_readers: str) -> Markup:
    """Words for those who listen to the page."""
    return tag("span", text(words_for_readers), class_="sr")
