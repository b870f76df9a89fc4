"""The outcomes of a table, a line each, and an empty line for one more."""

from corpora.catalogue import Language
from corpora.cohorts.tables.mapping import OutcomeMapping
from ui.cohorts.inspected import Inspected
from ui.cohorts.words import cohort_words
from ui.markup import Content, Markup, tag

OUTCOMES = (
    "overall_survival",
    "progression_free_survival",
    "disease_free_survival",
    "recurrence_free_survival",
    "disease_specific_survival",
    "event_free_survival",
)
_UNITS = ("days", "weeks", "months", "years")


def outcomes_table(found: Inspected, language: Language) -> Markup:
    """Name, time with its unit, status with the values that mean the event."""
    t = cohort_words(language)
    assert found.mapping is not None
    heads = ("outcome", "labels", "time", "unit", "status", "event")
    head = tag("tr", [tag("th", t(f"outcome_{name}"), scope="col") for name in heads])
    columns = [column.name for column in found.columns]
    rows = [_row(name, outcome, columns, language) for name, outcome in found.mapping.outcomes.items()]
    rows.append(_row("", None, columns, language))
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="mapping-table")
    return tag("section", tag("h3", t("outcomes_title")), tag("p", t("outcomes_note"), class_="form-note"), table)


def _row(name: str, outcome: OutcomeMapping | None, columns: list[str], language: Language) -> Markup:
    t = cohort_words(language)
    by_dates = outcome is not None and bool(outcome.start)
    names = [tag("option", t("outcome_none"), value="")] + [
        tag("option", t(f"wizard_outcome_{known}"), value=known, selected=known == name) for known in OUTCOMES
    ]
    if name and name not in OUTCOMES:
        names.append(tag("option", name.replace("_", " "), value=name, selected=True))

    def select(field: str, options: list[Markup]) -> Markup:
        return tag("select", options, data_field=field, aria_label=t(f"outcome_{field}"))

    def of_columns(field: str, chosen: str) -> Markup:
        options = [tag("option", "—", value="")]
        return select(field, options + [tag("option", c, value=c, selected=c == chosen) for c in columns])

    units = [tag("option", t(f"unit_{u}"), value=u, selected=bool(outcome) and u == outcome.unit) for u in _UNITS]  # type: ignore[union-attr]
    labels = [
        tag("input", type="text", value=getattr(outcome, code, ""), maxlength=300, data_field=code,
            aria_label=f"{t('outcome_labels')} ({code})")
        for code in ("en", "fr")
    ]  # fmt: skip
    event = tag(
        "input", type="text", value=", ".join(outcome.event) if outcome else "", maxlength=300, data_field="event",
        aria_label=t("outcome_event"),
    )  # fmt: skip
    cells: list[tuple[str, Content]] = [("outcome_labels", tag("span", labels, class_="label-pair"))]
    if by_dates and outcome is not None:
        dates = t("outcome_by_dates", start=outcome.start, event=outcome.event_date, last=outcome.last_seen)
        cells.append(("outcome_time", dates))
    else:
        cells += [
            ("outcome_time", of_columns("time", outcome.time if outcome else "")),
            ("outcome_unit", select("unit", units)),
            ("outcome_status", of_columns("status", outcome.status if outcome else "")),
            ("outcome_event", event),
        ]
    first = tag("th", select("outcome", names), scope="row")
    return tag(
        "tr", first, [tag("td", cell, data_label=t(head)) for head, cell in cells], data_outcome_row=name or True,
        data_by_dates=by_dates or None,
    )  # fmt: skip
