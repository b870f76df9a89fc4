"""How treatments compare: hazard ratios before and after adjustment, and whether adjustment made the groups alike."""

from assistant.analysis.results import Comparison, OutcomesByTreatment
from corpora.catalogue import Language
from ui.cohorts.love_plot import love_plot
from ui.cohorts.words import cohort_words, interval, p_value, percent
from ui.markup import Content, Markup, tag

# Above this standardised difference a covariate counts as unbalanced (Austin, Stat Med 2009;28:3083-107).
BALANCED_BELOW = 0.1


def comparison_table(outcomes: OutcomesByTreatment, language: Language) -> Markup:
    """Hazard ratios, a comparison a line, the unadjusted before the adjusted; a block each on a narrow screen."""
    t = cohort_words(language)
    heads = [t("comparison"), t("hazard_ratio"), t("log_rank"), t("proportional"), t("e_value")]
    head = tag("thead", tag("tr", [tag("th", words, scope="col") for words in heads]))
    rows = [
        tag(
            "tr",
            tag("th", _name(comparison, language), scope="row"),
            [
                tag("td", cell, data_label=name)
                for name, cell in zip(heads[1:], _cells(comparison, language), strict=True)
            ],
        )
        for comparison in outcomes.comparisons
    ]
    title = t("comparison_title")
    table = tag("table", head, tag("tbody", rows), class_="figures", aria_label=title)
    notes = [tag("p", t("e_value_note"), class_="figure-note")]
    if any(c.proportional is not None and c.proportional < 0.05 for c in outcomes.comparisons):
        notes.insert(0, tag("p", t("not_proportional"), class_="figure-note"))
    return tag("section", tag("h3", title), table, notes)


def balance_figure(outcomes: OutcomesByTreatment, language: Language, width: int) -> Markup:
    """Differences between the groups before and after weighting, and how far the groups overlap."""
    t = cohort_words(language)
    left = [b for b in outcomes.balance if abs(b.after) >= BALANCED_BELOW]
    verdict = t("unbalanced", names=", ".join(b.covariate for b in left)) if left else t("balanced")
    overlap = t("overlap", share=percent(outcomes.overlap, language)) if outcomes.overlap is not None else None
    return tag(
        "section",
        tag("h3", t("balance_title")),
        tag("figure", love_plot(outcomes.balance, language, width), class_="love-figure"),
        tag("p", verdict, " ", overlap, class_="figure-note"),
    )


def _name(comparison: Comparison, language: Language) -> Content:
    t = cohort_words(language)
    kind = t("adjusted") if comparison.adjusted else t("unadjusted")
    against = t("against", group=comparison.group, reference=comparison.reference)
    return [tag("span", against), tag("small", kind)]


def _cells(comparison: Comparison, language: Language) -> list[Content]:
    ratio = interval(comparison.hazard_ratio, language, lambda x: f"{x:.2f}")
    e_value = "—" if comparison.e_value is None else f"{comparison.e_value:.2f}"
    if comparison.e_value is not None and comparison.e_value_bound is not None:
        bound = f"{comparison.e_value_bound:.2f}"
        e_value = cohort_words(language)("e_value_bound", value=e_value, bound=bound)
    return [
        ratio,
        *("—" if p is None else p_value(p) for p in (comparison.log_rank_p, comparison.proportional)),
        e_value,
    ]
