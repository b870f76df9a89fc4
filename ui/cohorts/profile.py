"""A cohort's "table 1", and the survival of all its patients."""

from assistant.analysis.results import CohortProfile, ProfileRow, ProfileVariable
from corpora.catalogue import Language
from ui.cohorts.groups import groups_table
from ui.cohorts.similar import curve_figure
from ui.cohorts.words import cohort_words, count_words, percent, plain
from ui.markup import Markup, svg_tag, tag
from ui.regions import Block


def profile_blocks(profile: CohortProfile, language: Language, width: int) -> list[Block]:
    """Table 1, then the curves, then what must accompany them."""
    t = cohort_words(language)
    blocks = [("table", _table(profile, language))]
    if profile.curves:
        blocks.append(("curves", curve_figure(profile.curves, t("profile_survival"), language, width)))
        blocks.append(("figures", groups_table(profile.curves, t("outcome"), language)))
    if profile.statements:
        said = tag("ul", [tag("li", words) for words in profile.statements])
        blocks.append(("caveats", tag("section", said, class_="caveats")))
    return blocks


def _table(profile: CohortProfile, language: Language) -> Markup:
    t = cohort_words(language)
    heads = (t("characteristic"), t("profile_n", n=count_words(profile.n, language)), t("share"))
    head = tag("tr", [tag("th", words, scope="col") for words in heads])
    bodies = [_variable(variable, language) for variable in profile.variables]
    table = tag("table", tag("thead", head), bodies, class_="table-one", aria_label=t("profile_title"))
    return tag("section", tag("h3", t("profile_title")), table)


def _variable(variable: ProfileVariable, language: Language) -> Markup:
    t = cohort_words(language)
    unit = tag("span", f" ({variable.unit})", class_="unit") if variable.unit else None
    missing = None
    if variable.missing is None:
        missing = t("missing_hidden")
    elif variable.missing > 0:
        missing = t("missing", share=percent(variable.missing, language, 1))
    name = tag("th", variable.label, unit, tag("small", missing) if missing else None, scope="rowgroup", colspan=3)
    return tag("tbody", tag("tr", name), [_row(row, language) for row in variable.rows])


def _row(row: ProfileRow, language: Language) -> Markup:
    t = cohort_words(language)
    if row.quartiles is not None:
        low, middle, high = (plain(x) for x in row.quartiles)
        words = t("quartiles", median=middle, low=low, high=high)
        return tag(
            "tr",
            tag("th", row.level or t("quartiles_of"), scope="row"),
            tag("td", words, colspan=2, class_="quartiles"),
        )
    share = None if row.percent is None else percent(row.percent / 100, language, 1)
    return tag(
        "tr",
        tag("th", row.level, scope="row"),
        tag("td", count_words(row.n, language), class_="figure"),
        tag("td", _bar(row.percent), tag("span", share or "—"), class_="share"),
    )


def _bar(share: float | None) -> Markup:
    """A share drawn beside its figure."""
    length = 0.0 if share is None else round(share * 0.8, 1)
    bar = svg_tag("rect", x=0, y=0, width=f"{length:.1f}", height=6)
    return svg_tag("svg", bar, view_box="0 0 80 6", class_="share-bar", aria_hidden="true", focusable="false")
