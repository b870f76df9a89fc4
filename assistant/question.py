"""A question as it is understood: its language, its text without identifying details, what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.about import About, about_question, inherit
from assistant.omission import omitted
from assistant.reported import outcomes_insisted_on
from assistant.sides import Side, joined, options, sides
from corpora.catalogue import Language
from corpora.cohorts.deidentify import redact
from corpora.french_or_english import french_or_english
from corpora.lexicon import Lexicon


@dataclass(frozen=True)
class Question:
    """A question, understood.

    Attributes
    ----------
    text
        As asked, after redaction.
    redacted
        Categories of what was redacted, never the text of it.
    search_text
        What retrieval embeds: the question, and the earlier turn that it follows up on.
    about
        Conditions, interventions, settings, outcomes, …, those inherited from the conversation included.
    results
        Outcomes of which it wants a result; empty where it names them in passing.
    sides
        The medicines that it sets against each other, if it does.
    joined
        Pairs of medicines that it asks about in combination.
    options
        The procedures that it offers as alternatives.
    omitted
        Treatments that it asks to do without.
    """

    text: str
    language: Language
    redacted: tuple[str, ...]
    search_text: str
    about: About
    results: tuple[str, ...] = ()
    sides: tuple[Side, Side] | None = None
    joined: tuple[Side, ...] = ()
    options: Side = ()
    omitted: tuple[str, ...] = ()


def understand(
    question: str,
    lexicon: Lexicon,
    *,
    previous: Sequence[str] = (),
    language: Language | None = None,
    trial_names: frozenset[str] = frozenset(),
) -> Question:
    """Redact a question, then read it; nothing before redaction leaves this function.

    Parameters
    ----------
    previous
        Earlier turns of the user, oldest first; a question that names no disease follows up on the latest that does.
    language
        Where given, not detected.
    trial_names
        Acronyms of the library's trials, upper case: read as names where a question has them in capitals.
    """
    tongue = language or french_or_english(question, french_or_english(previous[-1]) if previous else "en")
    redaction = redact(question, tongue)
    text = redaction.text
    about = about_question(text, tongue, lexicon, trial_names)
    search_text = text
    for turn in reversed(previous):
        if about.conditions and about.interventions:
            break
        if about.trials:
            break
        earlier_text = redact(turn, french_or_english(turn, tongue)).text
        earlier = about_question(earlier_text, tongue, lexicon, trial_names)
        inherited = inherit(about, earlier, lexicon)
        if inherited != about:
            about = inherited
            search_text = f"{earlier_text} {search_text}"
    return Question(
        text=text,
        language=tongue,
        redacted=tuple(sorted({span.label for span in redaction.spans})),
        search_text=search_text,
        about=about,
        results=outcomes_insisted_on(text, tongue, lexicon),
        sides=sides(text, tongue, lexicon),
        joined=joined(text, tongue, lexicon),
        options=options(text, tongue, lexicon),
        omitted=omitted(text, tongue, lexicon),
    )
