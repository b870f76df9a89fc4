"""Citations in an answer: numbers that lead to their source's card."""

import re
from collections.abc import Iterable, Mapping

from assistant.answer import EvidenceSource
from ui.markup import Markup, join, tag, text
from ui.words import Words

_MARK = re.compile(r"\s*((?:\[\d+(?:\s*,\s*\d+)*\])+)")
NOTHING = Markup()
_NUMBER = re.compile(r"\d+")


def citation(n: int, turn: int, sources: Mapping[int, EvidenceSource], t: Words, at: int | None = None) -> Markup:
    """The button of one citation; ``at`` is where in the source's text the cited words stand."""
    cited = sources.get(n)
    label = t("cite_title", n=n, title=cited.source.title) if cited else t("cite", n=n)
    return tag(
        "button",
        str(n),
        type="button",
        class_="cite",
        data_action="cite",
        data_turn=turn,
        data_n=n,
        data_at=at if at is not None and at >= 0 else None,
        aria_label=label,
    )


def citations(
    numbers: Iterable[int], turn: int, sources: Mapping[int, EvidenceSource], t: Words, at: int | None = None
) -> Markup:
    """The buttons of several citations, kept on one line."""
    buttons = [citation(n, turn, sources, t, at) for n in numbers]
    return tag("span", join(" ", buttons), class_="cites") if buttons else Markup()


def cited_text(
    words: str,
    numbers: tuple[int, ...],
    turn: int,
    sources: Mapping[int, EvidenceSource],
    t: Words,
    sign: Markup = NOTHING,
) -> Markup:
    """A sentence with its citations: where it marks them itself (``[1]``), and the others at its end.

    ``sign`` comes last; no line breaks between it and the citations before it.
    """
    pieces: list[Markup] = []
    marked: set[int] = set()
    last = 0
    for mark in _MARK.finditer(words):
        here = [int(n) for n in _NUMBER.findall(mark[1]) if int(n) in numbers]
        if not here:
            continue
        pieces += [text(words[last : mark.start()]), text(" "), citations(here, turn, sources, t)]
        marked.update(here)
        last = mark.end()
    rest = citations([n for n in numbers if n not in marked], turn, sources, t)
    if rest:
        return text((pieces, followed(words[last:], text((rest, sign)))))
    return text((pieces, words[last:], sign))


def followed(words: str, buttons: Markup) -> Markup:
    """Words and their citations, of which none begins a line: the last word goes with them."""
    if not buttons:
        return text(words)
    before, space, last = words.rpartition(" ")
    return text((f"{before}{space}", tag("span", last, " ", buttons, class_="cites")))
