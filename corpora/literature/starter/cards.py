"""The starter library: evidence cards on randomised oncology trials, as sources."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

from corpora.literature.effect import RATIOS, EffectEstimate, Measure
from corpora.literature.source import NoticeKind, Section, Source, SourceKind, StudyDesign

NUMBERS_SECTION = "numbers as printed"

_PRINTED_NUMBER = re.compile(r"(?<![\w.])[-−–]?(?:\d+(?:,\d{3})+|\d*[.]\d+|\d+)")
_TIME_UNIT = re.compile(r"\b(month|week|year|day)s?\b")
_RAISED_POINT = re.compile(r"(?<=\d)·(?=\d)")
_NOT_RANDOMISED = re.compile(
    r"not (a |the )?randomi[sz]ed|\bnon-?randomi[sz]ed (phase|, )|^non-?randomi[sz]ed|results? (is|are) single-arm"
)


def cards() -> Iterator[dict[str, Any]]:
    """The evidence cards as they are on file."""
    path = files("corpora.literature.starter") / "evidence_cards.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def starter_sources() -> Iterator[Source]:
    """The starter library's sources, in the order of the file."""
    return (source_of_card(card) for card in cards())


def source_of_card(card: dict[str, Any]) -> Source:
    """One card as a source: who was studied and how, the card's five texts, then each effect's numbers as printed."""
    parts: list[str] = []
    sections: list[Section] = []
    effects: list[EffectEstimate] = []
    length = 0

    def append(text: str) -> tuple[int, int]:
        nonlocal length
        start = length + (1 if parts else 0)
        parts.append(text)
        length = start + len(text)
        return start, length

    sections.append(Section("trial", *append(_description(card))))
    for name, text in card["text"].items():
        if text:
            sections.append(Section(name, *append(text)))
    numbers_start = length + 1
    lines: dict[str, tuple[int, int]] = {}
    for effect in card["effects"]:
        line = f"{effect['endpoint']} ({effect['comparison']}): {_RAISED_POINT.sub('.', effect['quote_numbers'])}"
        if line not in lines:
            lines[line] = append(line)
        effects.append(_effect(effect, " ".join(parts), lines[line]))
    if effects:
        sections.append(Section(NUMBERS_SECTION, numbers_start, length))

    doi = card["doi"].lower()
    registry = next((i for i in card["registry_ids"] if i.upper().startswith("NCT")), None)
    design = card["design"] or ""
    return Source(
        id=f"doi:{doi}",
        kind=SourceKind.TRIAL_REPORT,
        title=card["title"],
        text="\n".join(parts),
        year=int(card["published"][:4]),
        journal=card["journal"],
        identifiers={"doi": doi} | ({"nct": registry.upper()} if registry else {}),
        sections=tuple(sections),
        design=StudyDesign(design, _randomised(design), card["phase"] or "", _level(design), "card"),
        notices=(NoticeKind.CORRECTION,) if card.get("notice") == "Correction" else (),
        effects=tuple(effects),
        about={
            "condition": card["condition"] or "",
            "setting": card["setting"] or "",
            "biomarkers": card["biomarkers"],
            "population": card["population"] or "",
            "arms": [arm["name"] for arm in card["arms"]],
            "primary_endpoints": card["endpoints"]["primary"],
            "secondary_endpoints": card["endpoints"]["secondary"],
            "trial_name": card["trial_name"] or "",
            "n_randomised": card["n_randomised"] or 0,
        },
        origin="starter",
    )


def _description(card: dict[str, Any]) -> str:
    """The card's fields on who was studied, how, and with what, as text: what a finding says of them can be cited."""
    arms = "; ".join(f"{a['name']} (n = {a['n']})" if a["n"] else a["name"] for a in card["arms"])
    lines = {
        "Trial": card["trial_name"],
        "Published": f"{card['journal']}, {card['published'][:4]}",
        "Design": ", ".join(filter(None, (card["design"], f"phase {card['phase']}" if card["phase"] else ""))),
        "Condition": card["condition"],
        "Setting": card["setting"],
        "Population": card["population"],
        "Arms": arms,
        "Number of patients randomised": card["n_randomised"],
        "Primary endpoint": "; ".join(card["endpoints"]["primary"]),
    }
    return " ".join(f"{label}: {str(value).rstrip('.')}." for label, value in lines.items() if value)


def _effect(effect: dict[str, Any], text: str, span: tuple[int, int]) -> EffectEstimate:
    quote = _RAISED_POINT.sub(".", effect["quote_numbers"])
    measure = Measure(effect["measure"])
    return EffectEstimate(
        endpoint=effect["endpoint"],
        measure=measure,
        comparison=effect["comparison"] or "",
        value=_as_printed(effect["value"], quote, text),
        ci_low=_as_printed(effect["ci_low"], quote, text),
        ci_high=_as_printed(effect["ci_high"], quote, text),
        ci_level=_as_printed(effect["ci_level"], quote, text),
        p=_printed_p(effect["p"], quote, text),
        unit=_unit(effect, measure),
        quote=quote,
        passage_start=span[0],
        passage_end=span[1],
        exact=True,
    )


_PER_CENT = re.compile(r"%|percentage points")
# The level of an interval is no unit: "11.13 (95% CI, 8.95-13.68) events/1000 person-months".
_LEVEL = re.compile(r"(?i)\d\d(?:\.\d+)?\s?%\s?-?(?:CI|confidence|credible|upper|lower)")


def _unit(effect: dict[str, Any], measure: Measure) -> str:
    """Per cent for rates, else the unit of time that the endpoint or the quote names."""
    if measure in RATIOS:
        return ""
    texts = (effect["endpoint"], effect["quote_numbers"])
    if measure in (Measure.RATE, Measure.RATE_DIFFERENCE):
        return "%" if _PER_CENT.search(_LEVEL.sub("", " ".join(texts))) else ""
    found = next((m for m in map(_TIME_UNIT.search, texts) if m), None)
    return f"{found.group(1)}s" if found else ""


def _as_printed(value: float | None, quote: str, text: str) -> Decimal | None:
    """The value with the digits that the quote prints, or else the text: ``0.7`` is ``0.70`` where that is printed."""
    if value is None:
        return None
    wanted = Decimal(str(value))
    for printed in (quote, text):
        for token in _PRINTED_NUMBER.findall(printed):
            number = Decimal(token.replace(",", "").replace("−", "-").replace("–", ""))
            if number == wanted or -number == wanted:
                return number if number == wanted else -number
    return wanted.normalize() if wanted != wanted.to_integral() else wanted.quantize(Decimal(1))


def _printed_p(p: str | None, quote: str, text: str) -> str | None:
    """The p value, where the quote or the text prints its digits; a reader could not find it otherwise."""
    digits = re.search(r"\.\d+", p or "")
    return p if p and (digits is None or digits.group() in f"{quote} {text}") else None


def _randomised(design: str) -> bool | None:
    """Whether the card's design line says that what is reported is a randomised comparison."""
    lowered = design.lower()
    if _NOT_RANDOMISED.search(lowered):
        return False
    return True if re.search(r"(?<!non-)(?<!non)randomi[sz]", lowered) else None


def _level(design: str) -> int:
    return {True: 2, False: 3, None: 0}[_randomised(design)]
