"""A turn of the conversation as blocks: question, prose, findings, what was not said, what to do next."""

from collections.abc import Mapping
from functools import partial

from assistant.answer import Answer, EvidenceSource, Sentence
from corpora.catalogue import Language
from ui.actions import actions
from ui.citations import citation, cited_text
from ui.findings import findings
from ui.icons import icon
from ui.markup import Markup, join, tag
from ui.patients_like import patients_like
from ui.regions import Block
from ui.spacing import spaced
from ui.turn import Stage, Turn
from ui.words import Words, hidden, notice, words

# Longer questions, in characters, are set smaller and scroll: a case pasted whole would push its answer away.
LONG_QUESTION = 280
_REDACTED = frozenset({"NAME", "DATE", "PHONE", "EMAIL", "NIR", "RECORD"})


def turn_blocks(turn: Turn, position: int, language: Language) -> list[Block]:
    """The blocks of one turn, those that have something to show.

    Parameters
    ----------
    position
        Which turn of the conversation it is, from 0; citations name it.
    language
        Of the page; what the answer says stays in the answer's own language.
    """
    t = words(language)
    answer = turn.answer
    sources = {found.n: found for found in answer.sources}
    parts: list[tuple[str, Markup | None]] = [
        ("question", _question(turn, t)),
        ("abstained", _abstained(answer, position, sources, t)),
        ("short", _in_short(turn, position, sources, t)),
        ("findings", findings(answer, position, sources, t)),
        ("patients-like", patients_like(answer, position, sources, t)),
        ("not-said", _not_said(answer, t)),
        ("status", _status(turn, t)),
        ("actions", actions(answer, position, t) if turn.stage is Stage.DONE else None),
    ]
    return [(f"{position}/{name}", markup) for name, markup in parts if markup]


def _question(turn: Turn, t: Words) -> Markup | None:
    answer = turn.answer
    if not answer.question:
        return None
    categories = dict.fromkeys(label if label in _REDACTED else "OTHER" for label in turn.redacted)
    what = ", ".join(t(f"redacted_{label}") for label in categories)
    return tag(
        "header",
        hidden(t("asked")),
        tag("h2", spaced(answer.question, answer.language), lang=answer.language),
        tag("p", t("redacted", what=what), class_="redacted") if what else None,
        class_="question is-long" if len(answer.question) > LONG_QUESTION else "question",
    )


def _in_short(turn: Turn, position: int, sources: Mapping[int, EvidenceSource], t: Words) -> Markup | None:
    answer = turn.answer
    waiting = turn.stage is Stage.DRAFTING
    if not answer.sentences and not answer.dropped and not waiting:
        return None
    # A box in which nothing came to stand says so, instead of vanishing.
    refused = not answer.sentences and not waiting
    sentences = [_sentence(sentence, position, sources, answer.language, t) for sentence in answer.sentences]
    return tag(
        "section",
        tag("h3", t("in_short")),
        tag("p", join(" ", sentences), class_="prose-text", lang=answer.language) if sentences else None,
        tag("p", t("stage_drafting"), class_="waiting") if waiting else None,
        tag("p", t("in_short_refused"), class_="refused") if refused else None,
        class_="in-short",
    )


def _sentence(
    sentence: Sentence, position: int, sources: Mapping[int, EvidenceSource], language: Language, t: Words
) -> Markup:
    checked = t(f"verdict_{sentence.verdict.value}")
    badge = tag("span", icon("check"), hidden(checked), class_=f"verdict {sentence.verdict.value}", title=checked)
    said = spaced(sentence.text, language)
    return tag("span", cited_text(said, sentence.citations, position, sources, t, badge), class_="sentence")


def _not_said(answer: Answer, t: Words) -> Markup | None:
    """How many sentences were checked; those that failed, and why, behind a line that opens."""
    checked = len(answer.sentences)
    count = tag("p", icon("check"), t("checked", count=checked), class_="checked") if checked else None
    if not answer.dropped:
        return tag("div", count, class_="verdicts") if count else None
    said = partial(spaced, language=answer.language)
    items = [
        tag("li", tag("s", said(dropped.text)), tag("p", icon("cross"), said(dropped.reason), class_="reason"))
        for dropped in answer.dropped
    ]
    summary = tag("summary", icon("arrow"), t("not_said", count=len(answer.dropped)))
    unsaid = tag("details", summary, tag("ul", items, lang=answer.language), class_="dropped")
    return tag("div", count, unsaid, class_="verdicts")


def _abstained(answer: Answer, position: int, sources: Mapping[int, EvidenceSource], t: Words) -> Markup | None:
    abstention = answer.abstention
    if abstention is None:
        return None
    nearest = [sources[n] for n in abstention.nearest if n in sources]
    items = [
        tag("li", citation(found.n, position, sources, t), " ", tag("span", found.source.title, lang="en"))
        for found in nearest
    ]
    return tag(
        "section",
        tag("h3", t("abstained")),
        tag("h4", t("missing")),
        tag("p", spaced(abstention.missing, answer.language), lang=answer.language),
        (tag("h4", t("nearest")), tag("ul", items)) if items else None,
        class_="abstained",
    )


def _status(turn: Turn, t: Words) -> Markup | None:
    if turn.problem[0]:
        return notice(*turn.problem)
    if turn.stage is Stage.STOPPED:
        return tag("p", t("stage_stopped"), class_="stopped", role="status")
    if turn.running and turn.stage is not Stage.DRAFTING:
        return tag("p", t(f"stage_{turn.stage.value}"), class_="waiting", role="status")
    return None
