"""Patients like the one described: who they are, what happened to them by treatment, and what that cannot say."""

from collections.abc import Sequence

from assistant.analysis.results import PublishedCurve, PublishedIncidence, SimilarPatients
from corpora.catalogue import Language
from ui.cohorts.comparison import balance_figure, comparison_table
from ui.cohorts.curve import curve_svg, incidence_svg
from ui.cohorts.groups import groups_table
from ui.cohorts.words import cohort_words, count_words, percent
from ui.icons import icon
from ui.markup import Content, Markup, tag
from ui.regions import Block

_FORMATS = ("csv", "png", "svg")


def similar_blocks(found: SimilarPatients, language: Language, width: int) -> list[Block]:
    """The blocks of the result, from the most to the least wanted."""
    outcomes = found.outcomes
    blocks = [("who", _who(found, language))]
    if outcomes is not None:
        if outcomes.curves:
            blocks.append(("curve", curve_figure(outcomes.curves, outcomes.outcome_label, language, width)))
            blocks.append(("groups", groups_table(outcomes.curves, outcomes.treatment_label, language)))
        if outcomes.competing:
            blocks.append(("competing", _incidence(outcomes.competing, outcomes.outcome_label, language, width)))
        if outcomes.comparisons:
            blocks.append(("comparison", comparison_table(outcomes, language)))
        if outcomes.balance:
            blocks.append(("balance", balance_figure(outcomes, language, width)))
    blocks.append(("caveats", _caveats(found, language)))
    if outcomes is not None and outcomes.curves:
        blocks.append(("export", _exports(language)))
    return blocks


def empty_block(language: Language) -> Block:
    """What stands where the result will be."""
    return ("empty", tag("p", cohort_words(language)("similar_empty"), class_="results-empty"))


def curve_figure(curves: Sequence[PublishedCurve], title: str, language: Language, width: int) -> Markup:
    """Curves with what must be known to read them."""
    t = cohort_words(language)
    drawing = Markup(curve_svg(curves, language, title=title, width=width))
    return tag("figure", drawing, tag("figcaption", t("curve_note")), class_="curve-figure")


def _incidence(incidences: Sequence[PublishedIncidence], outcome: str, language: Language, width: int) -> Markup:
    t = cohort_words(language)
    title = t("incidence", outcome=outcome)
    drawing = Markup(incidence_svg(incidences, language, title=title, width=width))
    return tag("figure", drawing, tag("figcaption", t("incidence_note")), class_="curve-figure")


def _who(found: SimilarPatients, language: Language) -> Markup:
    t = cohort_words(language)
    n, of = count_words(found.n, language), count_words(found.n_cohort, language)
    title = t("similar_found", n=n, of=of, count=found.n) if found.outcomes is not None else t("similar_none")
    used = [
        tag("li", tag("span", match.label, class_="match-label"), " ", tag("span", match.value, class_="match-value"))
        for match in found.matched
    ]
    lines: list[tuple[str, Content]] = [
        (t("matched_on"), tag("ul", used, class_="matches") if used else t("matched_nothing")),
        (t("not_described"), ", ".join(found.missing)),
        (t("not_recorded"), ", ".join(found.not_in_cohort)),
    ]
    terms = [tag("div", tag("dt", name), tag("dd", words)) for name, words in lines if words]
    return tag(
        "div",
        tag("h2", title, role="status"),
        tag("dl", terms, class_="matching"),
        tag("p", t("caliper", value=f"{found.caliper:.2f}"), class_="figure-note"),
        class_="who",
    )


def _caveats(found: SimilarPatients, language: Language) -> Markup:
    """What must be known first (what the data are, said of patients and of outcomes alike), then how it was done."""
    t = cohort_words(language)
    outcomes = found.outcomes
    of_outcomes = outcomes.statements if outcomes else found.statements
    first = [words for words in found.statements if words in of_outcomes]
    rest = [words for words in dict.fromkeys((*found.statements, *of_outcomes)) if words not in first]
    gaps = outcomes.missing if outcomes else ()
    missing = [t("missing_share", name=name, share=percent(share, language)) for name, share in gaps if share]
    details = tag(
        "details",
        tag("summary", icon("arrow"), tag("span", t("how_done"))),
        tag("ul", [tag("li", words) for words in rest], class_="how-done"),
        class_="by-form",
        open=True,
    )
    return tag(
        "section",
        tag(
            "div", tag("h3", icon("warning"), t("caveats")), tag("ul", [tag("li", s) for s in first]), class_="caveats"
        ),
        tag("p", t("missing_values"), " ", ", ".join(missing), class_="figure-note") if missing else None,
        details if rest else None,
    )


def _exports(language: Language) -> Markup:
    t = cohort_words(language)
    buttons = [
        tag("button", icon("export"), tag("span", name.upper()), type="button", class_="quiet", data_action="export",
            data_format=name, aria_label=t("export_as", format=name.upper()))
        for name in _FORMATS
    ]  # fmt: skip
    return tag("footer", tag("span", t("export"), class_="export-words"), buttons, class_="cohort-exports")
