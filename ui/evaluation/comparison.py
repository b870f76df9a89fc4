"""Two runs, side by side: what differs by more than chance would, and the items that flipped."""

from corpora.catalogue import Language
from ui.evaluation.ports import ComparisonShown, DifferenceShown
from ui.evaluation.words import EvaluationWords, evaluation_words
from ui.icons import icon
from ui.markup import Markup, tag
from ui.regions import Block
from ui.words import hidden

_COLUMNS = ("measure", "a", "b", "difference", "interval", "only", "mcnemar", "judgement")


def comparison_blocks(shown: ComparisonShown, language: Language) -> list[Block]:
    """The comparison, and a way back to the first run."""
    t = evaluation_words(language)
    heads = [tag("th", t(column), scope="col") for column in _COLUMNS]
    return [
        (
            "comparison-head",
            tag(
                "div",
                tag("button", t("back"), type="button", class_="quiet", data_action="back"),
                tag("h1", t("comparison")),
                tag("p", tag("b", "A"), f" {shown.a}", class_="evaluation-name"),
                tag("p", tag("b", "B"), f" {shown.b}", class_="evaluation-name"),
                tag("p", shown.items, class_="evaluation-meta"),
            ),
        ),
        (
            "comparison-table",
            tag(
                "div",
                tag("table", tag("thead", tag("tr", heads)), tag("tbody", [_difference(d) for d in shown.differences])),
                class_="evaluation-table",
            ),
        ),
        ("comparison-flips", _flips(shown, t)),
        ("comparison-settings", _settings(shown, t)),
    ]


def _difference(row: DifferenceShown) -> Markup:
    cells = [row.a, row.b, row.difference, row.interval, row.only, row.p]
    return tag(
        "tr",
        tag("th", row.title, scope="row"),
        [tag("td", cell, class_="figure") for cell in cells],
        tag("td", row.judged, class_=f"judged is-{row.judgement}"),
    )


def _flips(shown: ComparisonShown, t: EvaluationWords) -> Markup:
    if not shown.flips:
        return tag("div", tag("h2", t("flips")), tag("p", t("flips_none"), class_="none"))
    rows = [
        tag(
            "tr",
            tag(
                "th", tag("button", item, type="button", class_="link", data_action="item", data_item=item), scope="row"
            ),
            tag("td", measure),
            tag("td", _sign(a, t)),
            tag("td", _sign(b, t)),
        )
        for item, measure, a, b in shown.flips
    ]
    heads = [tag("th", t(column), scope="col") for column in ("item", "measure", "a", "b")]
    return tag(
        "div",
        tag("h2", t("flips"), " ", tag("span", str(len(rows)), class_="figures")),
        tag("div", tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows)), class_="evaluation-table"),
    )


def _settings(shown: ComparisonShown, t: EvaluationWords) -> Markup:
    rows = [(tag("dt", name), tag("dd", f"{a} → {b}")) for name, a, b in shown.settings]
    return tag("details", tag("summary", t("settings")), tag("dl", rows), class_="evaluation-facts")


def _sign(holds: bool, t: EvaluationWords) -> Markup:
    return tag("span", icon("check" if holds else "cross"), hidden(t("yes") if holds else t("no")))
