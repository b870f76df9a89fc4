"""A run, opened: its figures, its failing items, and how it came about."""

from corpora.catalogue import Language
from ui.evaluation.ports import FigureShown, RunDetail
from ui.evaluation.words import EvaluationWords, evaluation_words
from ui.markup import Markup, join, tag
from ui.regions import Block

_MOST_FAILING = 100


def run_blocks(detail: RunDetail, language: Language) -> list[Block]:
    """Head, figures, failing items and facts."""
    t = evaluation_words(language)
    return [
        ("head", _head(detail, language)),
        ("figures", _figures(detail, t)),
        ("failing", _failing(detail, t)),
        ("facts", _facts(detail, t)),
    ]


def _head(detail: RunDetail, language: Language) -> Markup:
    t = evaluation_words(language)
    run = detail.run
    others = [tag("option", f"{configuration} · {name[-8:]}", value=name) for name, configuration in detail.comparable]
    against = (
        tag(
            "div",
            tag("label", t("compare_with"), for_="evaluation-other"),
            tag("select", tag("option", "–", value=""), others, id="evaluation-other"),
            class_="evaluation-against",
        )
        if others
        else None
    )
    when = run.finished[:16].replace("T", " ")
    size = t("items", count=run.items) if run.finished else t("unfinished", done=run.done, all=run.items)
    return tag(
        "div",
        tag("h1", run.title),
        tag("p", join(" · ", [run.configuration, size, when]), class_="evaluation-meta"),
        tag("p", run.name, class_="evaluation-name"),
        against,
    )


def _figures(detail: RunDetail, t: EvaluationWords) -> Markup:
    if not detail.figures:
        return tag("p", t("no_figures"), class_="none")
    heads = [tag("th", t(column), scope="col") for column in ("measure", "value", "interval", "count", "counted")]
    return tag(
        "div",
        tag("figure", Markup(detail.plot), class_="evaluation-plot") if detail.plot else None,
        tag(
            "div",
            tag("table", tag("thead", tag("tr", heads)), tag("tbody", [_figure(f) for f in detail.figures])),
            class_="evaluation-table",
        ),
        [tag("p", note, class_="evaluation-note") for note in detail.notes],
    )


def _figure(figure: FigureShown) -> Markup:
    return tag(
        "tr",
        tag("th", figure.title, scope="row"),
        tag("td", tag("b", figure.value), class_="figure"),
        tag("td", figure.interval, class_="figure"),
        tag("td", figure.count, class_="figure"),
        tag("td", figure.counted, class_="column-counted"),
    )


def _failing(detail: RunDetail, t: EvaluationWords) -> Markup:
    if not detail.failing:
        return tag("div", tag("h2", t("failing")), tag("p", t("failing_none"), class_="none"))
    items = [
        tag(
            "li",
            tag(
                "button",
                tag("span", item.asked or item.id, class_="asked"),
                tag("span", item.failures[0], class_="why"),
                type="button",
                class_="failing-item",
                data_action="item",
                data_item=item.id,
            ),
        )
        for item in detail.failing[:_MOST_FAILING]
    ]
    more = len(detail.failing) - len(items)
    return tag(
        "div",
        tag("h2", t("failing"), " ", tag("span", str(len(detail.failing)), class_="figures")),
        tag("ul", items, class_="failing-list"),
        tag("p", t("failing_more", count=more), class_="evaluation-note") if more > 0 else None,
    )


def _facts(detail: RunDetail, t: EvaluationWords) -> Markup:
    rows = [(tag("dt", name), tag("dd", value)) for name, value in detail.facts]
    return tag("details", tag("summary", t("facts")), tag("dl", rows), class_="evaluation-facts")
