"""A source as a card: what it is, how it was done, how it fits the question, what it says of it, and where."""

from collections.abc import Sequence

from assistant.answer import EvidenceSource, Fit
from assistant.cohort_terms import title_in, when_in
from corpora.catalogue import Language, say
from corpora.literature.source import Source, SourceKind
from ui.icons import icon
from ui.markup import Markup, join, tag, text
from ui.passage import Span, marked, merged, place
from ui.words import Words

_QUOTES = 2
_FIT_ORDER = (Fit.SAME, Fit.BROADER, Fit.NARROWER, Fit.DIFFERENT)


def card(found: EvidenceSource, turn: int, cited: Sequence[Span], language: Language, t: Words) -> Markup:
    """The card of a source.

    Parameters
    ----------
    cited
        Spans of the source's text that the answer leans on, marked beside the source's own highlights.
    """
    source = found.source
    spans = merged((*found.highlights, *cited))
    quotes = [source.text[start:end] for start, end in merged(found.highlights)[:_QUOTES]]
    kind = source.kind.value
    title, spoken = title_in(source, language)
    return tag(
        "article",
        tag("button", str(found.n), class_="card-number", type="button", data_action="back", tabindex="-1"),
        tag("h3", title, class_="card-title", lang=spoken),
        tag("p", _bibliography(source, language, t), class_="card-meta"),
        flags(found, language),
        [tag("blockquote", quote, lang=source.language) for quote in quotes],
        fit_words(found, t),
        passages(found, spans, t),
        tag("p", identifiers(source), class_="card-ids") if identifiers(source) else None,
        class_=f"card kind-{kind}" + (" is-retracted" if source.retracted else ""),
        data_n=found.n,
        data_turn=turn,
        tabindex="-1",
        aria_label=t("cite_title", n=found.n, title=title),
    )


def flags(found: EvidenceSource, language: Language) -> Markup | None:
    """What a reader must know before trusting the source, in words and with a sign."""
    chips = [
        tag("li", icon("warning"), say(f"flags.{flag}", language), class_=f"flag flag-{flag}") for flag in found.flags
    ]
    return tag("ul", chips, class_="flags") if chips else None


def fit_words(found: EvidenceSource, t: Words) -> Markup | None:
    """How the source stands to the question, facet by facet; what neither says is left out."""
    lines = []
    for fit in _FIT_ORDER:
        facets = [t(f"facet_{facet}") for facet, value in found.fit if value is fit]
        if facets:
            lines.append(tag("li", t(f"fit_{fit.value}", facets=", ".join(facets)), class_=f"fit-{fit.value}"))
    return tag("ul", lines, class_="fit") if lines else None


def passages(found: EvidenceSource, spans: Sequence[Span], t: Words) -> Markup | None:
    """The passages, folded, with their sentences marked."""
    if not found.passages:
        return None
    shown = [
        tag(
            "div",
            tag("p", place(passage, t), class_="passage-place"),
            tag("p", marked(passage, spans), class_="passage-text", lang=found.source.language),
            class_="passage",
        )
        for passage in found.passages
    ]
    pages = sorted({p.page for p in found.passages if p.page})
    where = " · ".join((t("passages", count=len(shown)), *(t("page", page=page) for page in pages[:3])))
    return tag("details", tag("summary", icon("arrow"), where), shown, class_="passages")


def kind_words(kind: SourceKind, language: Language) -> str:
    """What a source is."""
    return say(f"kinds.{kind.value}", language)


def identifiers(source: Source) -> str:
    """Identifiers in words; not links, which would tell another machine what is read here."""
    known = [value if scheme == "nct" else f"{scheme.upper()} {value}" for scheme, value in source.identifiers.items()]
    name = "" if source.origin in ("", "starter") else source.origin
    return " · ".join(part for part in (*known, name) if part)


def _bibliography(source: Source, language: Language, t: Words) -> Markup:
    where = " ".join(part for part in (source.journal, when_in(source, language)) if part)
    design = source.design
    # What a cohort is, its kind says already.
    details = [design.label if source.kind is not SourceKind.COHORT else ""]
    if design.phase and f"phase {design.phase}" not in design.label:
        details.append(t("phase", phase=design.phase))
    n = source.about.get("n_randomised")
    if isinstance(n, int) and n:
        details.append(t("patients", count=n))
    return join(
        " · ",
        [
            tag("span", kind_words(source.kind, language), class_="kind"),
            tag("cite", where, lang="en") if where else None,
            *[text(detail) for detail in details if detail],
        ],
    )
