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

_SHOWN = 5


def evidence_table(sources: Sequence[EvidenceSource], turn: int, t: Words, language: Language) -> Markup | None:
    """The table of the sources' effects, those that bear on the question first; ``None`` where there are none."""
    bodies = [_body(found, turn, t, language) for found in sources if found.effects]
    if not bodies:
        return None
    columns = ("table_source", "table_population", "table_comparison", "table_endpoint", "table_effect")
    head = tag("thead", tag("tr", [tag("th", t(column), scope="col") for column in columns]))
    return tag(
        "div",
        tag("table", tag("caption", t("table_caption")), head, bodies, class_="effects"),
        class_="scroll",
        tabindex="0",
        role="region",
        aria_label=t("table_caption"),
    )


def _body(found: EvidenceSource, turn: int, t: Words, language: Language) -> Markup:
    shown = found.effects[:_SHOWN]
    # A cohort's figures stand among trials' here, so each row of it says what it is.
    cohort = found.source.kind is SourceKind.COHORT
    kind = tag("span", kind_words(found.source.kind, language), class_="table-kind") if cohort else None
    number = citation(found.n, turn, {found.n: found}, t)
    population = str(found.source.about.get("population") or found.source.about.get("condition") or "")
    rows = []
    for position, effect in enumerate(shown):
        heads = (
            tag(
                "th",
                number,
                tag("span", short_name(found), class_="table-where"),
                kind,
                scope="rowgroup",
                rowspan=len(shown),
            ),
            tag("td", population, rowspan=len(shown), lang=found.source.language),
        )
        rows.append(tag("tr", heads if position == 0 else None, _cells(effect, found.source.language, t)))
    more = len(found.effects) - len(shown)
    if more > 0:
        rows.append(tag("tr", tag("td", t("table_more", count=more), colspan=5, class_="table-more")))
    return tag("tbody", rows)


def _cells(effect: EffectEstimate, language: str, t: Words) -> tuple[Markup, ...]:
    return (
        tag("td", effect.comparison or "—", lang=language),
        tag("td", effect.endpoint, lang=language),
        tag("td", effect_words(effect, t), class_="figure", title=effect.quote or None),
    )
