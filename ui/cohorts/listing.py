"""Which cohorts there are, and what the chosen one is: title, centre, years, size, and what it is not."""

from collections.abc import Sequence

from corpora.catalogue import Language
from corpora.cohorts.cohort import Dictionary
from ui.cohorts.words import cohort_words, count_words
from ui.icons import icon
from ui.markup import Markup, join, tag

TABS = ("similar", "profile", "count")


def cohort_list(cohorts: Sequence[Dictionary], chosen: str, language: Language) -> Markup:
    """The cohorts, the chosen one marked, and the way to import another."""
    t = cohort_words(language)
    items = [
        tag(
            "li",
            tag(
                "button",
                tag("span", cohort.title(language), class_="cohort-name"),
                tag("span", join(" · ", [_patients(cohort, language), cohort.centre(language)]), class_="cohort-size"),
                type="button",
                class_="cohort-choice",
                data_action="choose",
                data_cohort=cohort.id,
                aria_current="true" if cohort.id == chosen else None,
            ),
        )
        for cohort in cohorts
    ]
    bring = tag(
        "button", icon("new"), tag("span", t("import")), type="button", class_="quiet cohort-import",
        data_action="wizard", aria_current="true" if chosen == "" else None,
    )  # fmt: skip
    return tag(
        "div",
        tag("h2", t("cohorts"), class_="rail-title"),
        tag("ul", items),
        None if items else tag("p", t("none"), class_="rail-none"),
        bring,
    )


def cohort_head(cohort: Dictionary, language: Language) -> Markup:
    """Title, centre, years and size of a cohort, with its banner."""
    t = cohort_words(language)
    meta = join(" · ", [_patients(cohort, language), cohort.centre(language), cohort.years(language), cohort.licence])
    remove = tag(
        "button", t("remove"), type="button", class_="quiet remove", data_action="remove", data_cohort=cohort.id,
        data_sure=t("remove_sure"), aria_label=f"{t('remove')}: {cohort.title(language)}",
    )  # fmt: skip
    return tag(
        "div",
        tag("div", tag("h1", cohort.title(language)), remove, class_="cohort-title"),
        tag("p", meta, class_="cohort-meta"),
        _banner(cohort, language),
        tag("p", cohort.citation, class_="cohort-citation") if cohort.citation else None,
        class_="cohort-head",
    )


def cohort_tabs(language: Language) -> Markup:
    """The tabs of a cohort; the script marks the open one."""
    t = cohort_words(language)
    tabs = [
        tag(
            "button", t(f"tab_{name}"), type="button", role="tab", id=f"cohort-tab-{name}", class_="tab",
            data_action="tab", data_tab=name, aria_controls=f"cohort-{name}", aria_selected="false", tabindex="-1",
        )
        for name in TABS
    ]  # fmt: skip
    return tag("div", tabs, role="tablist", class_="cohort-tablist", aria_label=t("tabs"))


def _banner(cohort: Dictionary, language: Language) -> Markup:
    t = cohort_words(language)
    kind = "randomised" if cohort.randomised else "observational"
    words = [tag("strong", t(kind)), " ", tag("span", t(f"{kind}_means"))]
    if cohort.historical:
        words += [
            " ",
            tag("strong", t("historical")),
            " ",
            tag("span", t("historical_means", years=cohort.years(language))),
        ]
    return tag("p", words, class_="cohort-banner", role="note")


def _patients(cohort: Dictionary, language: Language) -> str:
    return cohort_words(language)("patients", n=count_words(cohort.n, language), count=cohort.n)
