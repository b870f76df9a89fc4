"""The evidence table: one effect a row, as printed."""

from collections.abc import Sequence

from assistant.answer import EvidenceSource
from corpora.catalogue import Language
from corpora.literature.effect import EffectEstimate
from corpora.literature.source import SourceKind
from ui.cards import kind_words
from ui.citations import citation
from ui.effect_words import effect_words
from ui.forest import short_name
from ui.markup import Markup, tag
from ui.words import Words

# Of a source's effects, those shown before they are all asked for.
_SHOWN = 5


def evidence_table(sources: Sequence[EvidenceSource], turn: int, t: Words, language: Language) -> Markup | None:
    """The table of the sources' effects, those that bear on the question first; ``None`` where there are none."""
    bodies = [_body(found, turn, t, language) for found in sources if found.effects]
    if not bodies:
        return None
    columns = ("source", "population", "comparison", "endpoint", "effect")
    heads = [tag("th", t(f"table_{column}"), scope="col", class_=column) for column in columns]
    head = tag("thead", tag("tr", heads))
    return tag(
        "div",
        tag("table", tag("caption", t("table_caption")), head, bodies, class_="effects"),
        class_="scroll",
        tabindex="0",
        role="region",
        aria_label=t("table_caption"),
    )


def _body(found: EvidenceSource, turn: int, t: Words, language: Language) -> Markup:
    # A cohort's figures stand among trials' here, so each row of it says what it is.
    cohort = found.source.kind is SourceKind.COHORT
    kind = tag("span", kind_words(found.source.kind, language), class_="table-kind") if cohort else None
    number = citation(found.n, turn, {found.n: found}, t)
    population = str(found.source.about.get("population") or found.source.about.get("condition") or "")
    rows = []
    for position, effect in enumerate(found.effects):
        heads = (
            tag(
                "th",
                number,
                tag("span", short_name(found), class_="table-where"),
                kind,
                scope="rowgroup",
                rowspan=0,
            ),
            tag("td", population, rowspan=0, lang=found.source.language, class_="population"),
        )
        cells = _cells(effect, found.source.language, t)
        rows.append(tag("tr", heads if position == 0 else None, cells, hidden=position >= _SHOWN))
    more = len(found.effects) - _SHOWN
    if more > 0:
        button = tag("button", t("table_more", count=more), type="button", class_="quiet", data_action="rows")
        rows.append(tag("tr", tag("td", button, colspan=3)))
    return tag("tbody", rows)


def _cells(effect: EffectEstimate, language: str, t: Words) -> tuple[Markup, ...]:
    return (
        tag("td", effect.comparison or "—", lang=language),
        tag("td", effect.endpoint, lang=language),
        tag("td", effect_words(effect, t), class_="figure", title=effect.quote or None),
    )
