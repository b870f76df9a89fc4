"""The section's rail: a suite to start, what is running, and the runs there are."""

from collections.abc import Sequence

from corpora.catalogue import Language
from ui.evaluation.ports import RunShown, SuiteShown, Underway
from ui.evaluation.words import evaluation_words
from ui.icons import icon
from ui.markup import Markup, join, tag
from ui.words import notice


def start_form(suites: Sequence[SuiteShown], configurations: Sequence[str], language: Language) -> Markup:
    """What to run, on what, and how much of it."""
    t = evaluation_words(language)
    options = [
        tag(
            "option",
            f"{suite.title}" + (f" — {suite.missing}" if suite.missing else ""),
            value=suite.name,
            disabled=bool(suite.missing),
        )
        for suite in suites
    ]
    return tag(
        "form",
        tag("h2", t("start_title"), class_="rail-title"),
        _field("evaluation-suite", t("suite"), tag("select", options, id="evaluation-suite")),
        _field(
            "evaluation-configuration",
            t("configuration"),
            tag("select", [tag("option", name, value=name) for name in configurations], id="evaluation-configuration"),
        ),
        tag(
            "div",
            _field("evaluation-limit", t("limit"), _number("evaluation-limit", 20, 1)),
            _field("evaluation-seed", t("seed"), _number("evaluation-seed", 0, 0)),
            class_="evaluation-numbers",
        ),
        tag("button", t("start"), type="submit", class_="primary"),
        tag("p", t("start_note"), class_="form-note"),
        class_="evaluation-start",
        data_action="start",
    )


def progress(underway: Underway | None, language: Language) -> Markup:
    """What is running, or what came of what ran last."""
    t = evaluation_words(language)
    if underway is None:
        return tag("div")
    what = f"{underway.title} · {underway.configuration}"
    if underway.running:
        known = underway.total > 0
        return tag(
            "div",
            tag(
                "p",
                tag("span", what),
                tag("span", f"{underway.done}/{underway.total}" if known else "", class_="figures"),
            ),
            tag(
                "progress",
                value=underway.done if known else None,
                max=max(1, underway.total),
                aria_label=t("running", what=what),
            ),
            tag("button", icon("stop"), tag("span", t("stop")), type="button", class_="quiet", data_action="stop"),
            class_="evaluation-progress",
            role="status",
        )
    if underway.problem:
        return tag("div", notice(underway.problem[0], " ".join(underway.problem[1:])), class_="evaluation-progress")
    return tag(
        "div", tag("p", icon("check"), tag("span", t("done", what=what))), class_="evaluation-progress", role="status"
    )


def run_list(runs: Sequence[RunShown], chosen: str, language: Language) -> Markup:
    """The runs, the open one marked."""
    t = evaluation_words(language)
    items = [
        tag(
            "li",
            tag(
                "button",
                tag("span", run.title, class_="run-title"),
                tag(
                    "span", join(" · ", [run.configuration, _size(run, language), run.finished[:10]]), class_="run-meta"
                ),
                type="button",
                class_="run-choice",
                data_action="open",
                data_run=run.name,
                aria_current="true" if run.name == chosen else None,
            ),
        )
        for run in runs
    ]
    return tag(
        "div",
        tag("h2", t("runs"), class_="rail-title"),
        tag("ul", items) if items else tag("p", t("runs_none"), class_="rail-none"),
    )


def _size(run: RunShown, language: Language) -> str:
    t = evaluation_words(language)
    return t("items", count=run.items) if run.finished else t("unfinished", done=run.done, all=run.items)


def _field(name: str, label: str, field: Markup) -> Markup:
    return tag("div", tag("label", label, for_=name), field, class_="evaluation-field")


def _number(name: str, value: int, least: int) -> Markup:
    return tag("input", type="number", id=name, value=value, min=least, step=1, inputmode="numeric")
