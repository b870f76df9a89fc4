"""Findings set to be scanned: who was studied, an outcome a line, the source's conclusion, its harms, its limits."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from assistant.answer import Answer, EvidenceSource, Finding
from ui.citations import citations, followed
from ui.icons import icon
from ui.markup import Markup, join, tag, text
from ui.spacing import spaced
from ui.words import Words

_Said = Callable[[str], str]

# The first findings stand open; of the others the heading and the first outcome do, and the rest opens.
OPEN_FINDINGS = 2
_QUOTATION = ("“", "«")
# What a heading ends with in brackets, which may hold brackets of their own.
_WHOM = re.compile(r" (?=\((?:[^()]|\([^()]*\))*\)$)")
_EFFECT = re.compile(r"[^()\d]*\d[^();]*\([^()]*\d[^()]*\)")


def findings(answer: Answer, position: int, sources: Mapping[int, EvidenceSource], t: Words) -> Markup | None:
    """The findings of an answer, those that matter most in full.

    Parameters
    ----------
    position
        Which turn of the conversation the answer is; citations name it.
    """
    if not answer.findings:
        return None
    items = [
        tag("li", _finding(finding, at < OPEN_FINDINGS, answer, position, sources, t), class_="finding")
        for at, finding in enumerate(answer.findings)
    ]
    return tag("section", tag("h3", t("findings")), tag("ul", items, lang=answer.language), class_="findings")


def _finding(
    finding: Finding,
    whole: bool,
    answer: Answer,
    position: int,
    sources: Mapping[int, EvidenceSource],
    t: Words,
) -> Markup:
    at = finding.effects[0].passage_start if finding.effects else None
    buttons = citations(finding.citations, position, sources, t, at)
    said = partial(spaced, language=answer.language)
    limits = _limits(finding, said, t)
    if not finding.heading:
        return text((tag("p", followed(said(finding.text), buttons), class_="finding-text"), limits))
    first, *others = [_outcome(outcome, said) for outcome in finding.outcomes] or [Markup()]
    conclusion = tag("p", said(finding.conclusion), class_="conclusion") if finding.conclusion else None
    safety = tag("p", said(finding.safety), class_="safety") if finding.safety else None
    rest = text((others, conclusion, safety, limits))
    heading = _heading(finding.heading, buttons, said)
    if whole or not rest:
        return text((heading, first, rest))
    names = (
        t("finding_more_outcomes", count=len(others)) if others else None,
        t("finding_more_conclusion") if conclusion else None,
        t("finding_more_safety") if safety else None,
        t("finding_more_limits") if limits else None,
    )
    folded = tag("summary", icon("arrow"), tag("span", join(", ", names), class_="sentence-case"))
    return text((heading, first, tag("details", folded, rest, class_="finding-more")))


def _heading(heading: str, buttons: Markup, said: _Said) -> Markup:
    """What the source is, then more quietly whom it studied, which a heading says in brackets.

    ``said`` spaces words as the answer's language asks.
    """
    study, *whom = _WHOM.split(heading, 1)
    quieter = [tag("span", said(f" {brackets}"), class_="whom") for brackets in whom]
    return tag("h4", said(study), quieter, " ", buttons, class_="finding-heading")


def _outcome(outcome: str, said: _Said) -> Markup:
    """An outcome's name, then its figures; the source's own words stay as they are."""
    name, colon, figures = outcome.partition(": ")
    if not colon or outcome.startswith(_QUOTATION):
        return tag("p", said(outcome), class_="outcome")
    effect, others = _split(figures)
    return tag(
        "p",
        tag("span", said(f"{name}:"), class_="endpoint"),
        " ",
        tag("span", said(effect), class_="effect") if effect else None,
        said(others),
        class_="outcome",
    )


def _split(figures: str) -> tuple[str, str]:
    """The first effect with its interval in brackets, set to be seen at a glance, and what follows it."""
    found = _EFFECT.match(figures)
    return (found[0], figures[found.end() :]) if found else ("", figures)


def _limits(finding: Finding, said: _Said, t: Words) -> Markup:
    if not finding.limits:
        return Markup()
    named = join(" · ", [said(limit) for limit in finding.limits])
    return tag("p", tag("span", t("finding_limits"), class_="limits-name"), " ", named, class_="limits")
