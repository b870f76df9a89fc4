"""The import of a cohort, step by step: which file, what its columns are, how far it is, what came of it."""

from collections.abc import Sequence

from corpora.catalogue import Language
from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.importing.report import ImportReport
from ui.cohorts.inspected import Inspected
from ui.cohorts.wizard_columns import columns_table
from ui.cohorts.wizard_outcomes import outcomes_table
from ui.cohorts.wizard_records import about_field, records_form
from ui.cohorts.words import cohort_words, count_words, percent
from ui.icons import icon
from ui.markup import Content, Markup, tag
from ui.regions import Block
from ui.words import notice

_MISSING_SHOWN = 0.05
_TO_COMPLETE = ("to be completed", "à compléter")


def choice_block(origins: Sequence[str], most_mb: int, folder: str, language: Language) -> Block:
    """Which file: dropped, chosen, or one that lies ready on the server.

    Parameters
    ----------
    origins
        Names in the server's folder of files to import.
    most_mb
        Largest file that a browser may send.
    folder
        Name of that folder.
    """
    t = cohort_words(language)
    ready = [
        tag("li", tag("button", name, type="button", class_="origin", data_action="origin", data_origin=name))
        for name in origins
    ]
    drop = tag(
        "div",
        icon("attach"),
        tag("p", t("wizard_drop"), " ", tag("button", t("wizard_choose"), type="button", data_action="file")),
        tag("p", t("wizard_formats", most=most_mb), class_="form-note"),
        tag("input", type="file", hidden=True, accept=".csv,.tsv,.txt,.tab,.gz,.parquet,.json,.ndjson,.zip,.duckdb"),
        class_="wizard-drop",
        data_most_bytes=most_mb * 1_000_000,
        data_large=t("wizard_large", most=most_mb),
        data_large_hint=t("wizard_large_hint", folder=folder),
    )
    served = tag(
        "section",
        tag("h3", t("wizard_server")),
        tag("p", t("wizard_server_note", folder=folder), class_="form-note"),
        tag("ul", ready, class_="origins") if ready else tag("p", t("wizard_server_none"), class_="form-note"),
    )
    busy = tag("p", t("wizard_reading"), tag("progress"), class_="wizard-busy", role="status", hidden=True)
    head = tag("div", tag("h1", t("import")), tag("p", t("wizard_lead"), class_="lead"))
    return ("choice", tag("div", head, drop, busy, served, class_="wizard"))


def mapping_block(found: Inspected, language: Language) -> Block:
    """What the columns are, to be corrected; for OMOP and FHIR only what the cohort is to be called."""
    t, policy = cohort_words(language), Policy()
    parts: list[Content] = [
        tag("h1", t("wizard_check") if found.mapping else t("wizard_name")),
        tag("p", tag("b", found.name), " · ", t(f"format_{found.format.value}"), class_="cohort-meta"),
        [tag("p", remark, class_="remark") for remark in found.remarks],
    ]
    if found.mapping is None:
        parts.append(records_form(found, language))
    else:
        parts += [_about(found, language), columns_table(found, language), outcomes_table(found, language)]
    parts += [
        tag("p", t("wizard_disclosure", k=policy.k, smallest=policy.smallest_cell), class_="form-note"),
        tag(
            "div",
            tag("button", t("wizard_import"), type="submit", class_="primary"),
            tag("button", t("wizard_cancel"), type="button", class_="quiet", data_action="abandon"),
            class_="form-end",
        ),
    ]
    form = tag("form", parts, class_="wizard", data_action="bring", data_origin=found.origin)
    return (f"mapping-{found.origin}", form)


def progress_block(rows: int, language: Language) -> Block:
    """How many rows have been read."""
    t = cohort_words(language)
    words = t("wizard_rows", rows=count_words(rows, language), count=rows) if rows else t("wizard_begins")
    return (
        "progress",
        tag("div", tag("p", words), tag("progress", aria_label=words), class_="wizard-progress", role="status"),
    )


def problem_block(message: str, hint: str) -> Block:
    """What prevented the import; its lines (reasons, row by row) stay lines."""
    return ("problem", tag("div", notice(message, hint), class_="wizard-problem"))


def report_block(report: ImportReport, remarks: Sequence[str], language: Language) -> Block:
    """What was imported, what was rejected and where, what was made coarser."""
    t = cohort_words(language)
    figures = [
        (t("report_patients"), count_words(report.patients, language)),
        (t("report_rows"), count_words(report.rows, language)),
        (t("report_rejected"), count_words(report.rejected, language)),
        (t("report_lines"), count_words(report.lines, language) if report.lines else ""),
        (t("report_notes"), count_words(report.notes, language) if report.notes else ""),
    ]
    gaps = [
        t("missing_share", name=name, share=percent(share, language))
        for name, share in sorted(report.missing.items(), key=lambda item: -item[1])
        if share >= _MISSING_SHOWN
    ]
    opened = tag(
        "button", t("report_open"), type="button", class_="primary", data_action="finish", data_cohort=report.cohort
    )
    return (
        "report",
        tag(
            "div",
            tag("h1", t("report_title")),
            tag(
                "dl",
                [tag("div", tag("dt", name), tag("dd", value)) for name, value in figures if value],
                class_="report-figures",
            ),
            [tag("p", remark, class_="remark") for remark in remarks],
            _listed(t("report_rejects"), [group.text(language) for group in report.rejects]),
            _listed(t("report_warnings"), [group.text(language) for group in report.warnings]),
            _listed(
                t("report_coarser"), [one.text(language) for one in report.generalisations], t("report_coarser_none")
            ),
            _listed(t("missing_values").rstrip(" :\u00a0\u202f"), gaps),
            tag("div", opened, class_="form-end"),
            class_="wizard wizard-report",
        ),
    )


def _listed(title: str, items: Sequence[str], otherwise: str = "") -> Markup | None:
    if not items and not otherwise:
        return None
    body = tag("ul", [tag("li", item) for item in items]) if items else tag("p", otherwise, class_="form-note")
    return tag("section", tag("h3", title), body)


def _about(found: Inspected, language: Language) -> Markup:
    t = cohort_words(language)
    assert found.mapping is not None
    cohort = found.mapping.cohort
    pairs = [
        about_field(
            f"{name}_{code}",
            f"{t(f'about_name_{name}')} ({code})",
            _told(getattr(getattr(cohort, name), code)),
            required=code == language,
        )
        for name in ("title", "centre", "years")
        for code in ("en", "fr")
    ]
    treatments = [tag("option", t("about_none"), value="")] + [
        tag("option", name, value=name, selected=name == cohort.main_treatment) for name in found.mapping.variables
    ]
    main = tag(
        "div", tag("label", t("about_main_treatment"), for_="about-main_treatment"),
        tag("select", treatments, id="about-main_treatment", data_about="main_treatment"), class_="field-row",
    )  # fmt: skip
    checks = [
        tag(
            "label",
            tag("input", type="checkbox", data_about=name, checked=getattr(cohort, name)),
            " ",
            t(f"about_{name}"),
            class_="check",
        )
        for name in ("historical", "randomised")
    ]
    return tag(
        "section",
        tag("h3", t("about_title")),
        tag(
            "div",
            about_field("id", t("about_id"), cohort.id, required=True),
            main,
            pairs,
            class_="form-fields about-fields",
        ),
        tag("div", checks, class_="checks"),
    )


def _told(words: str) -> str:
    """A proposal's text; nothing where it only says that somebody has to complete it, so that somebody does."""
    return "" if words in _TO_COMPLETE else words
