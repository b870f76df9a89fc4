"""The columns of a table, a line each: what was found, what it is taken for, and what it will be called."""

from corpora.catalogue import Language
from corpora.cohorts.cohort import Kind, Role
from corpora.cohorts.tables.mapping import LevelMapping, VariableMapping
from ui.cohorts.distribution import distribution
from ui.cohorts.inspected import Column, Inspected
from ui.cohorts.variable_names import variable_name
from ui.cohorts.words import cohort_words, percent
from ui.icons import icon
from ui.markup import Content, Markup, tag


def columns_table(found: Inspected, language: Language) -> Markup:
    """All columns of the file, the mapped ones ticked; those that an outcome or the file's keys use have a word for it."""
    t = cohort_words(language)
    assert found.mapping is not None
    variables = {v.column: (name, v) for name, v in found.mapping.variables.items() if not v.file}
    used = _used(found, language)
    taken = set(found.mapping.variables)
    heads = ("column", "found", "role", "kind", "labels", "unit", "known")
    head = tag("tr", [tag("th", t(f"head_{name}"), scope="col") for name in heads])
    rows = []
    for column in found.columns:
        if column.name in variables:
            name, variable = variables[column.name]
            rows.append(_row(column, name, variable, language, kept=True))
        elif column.name in used:
            rows.append(_used_row(column, used[column.name], language))
        else:
            name = variable_name(column.name, taken)
            taken.add(name)
            rows.append(_row(column, name, _unmapped(column), language, kept=False))
    table = tag("table", tag("thead", head), rows, class_="mapping-table")
    return tag("section", tag("h3", t("columns_title")), tag("p", t("columns_note"), class_="form-note"), table)


def _used(found: Inspected, language: Language) -> dict[str, str]:
    """Columns that are no variable of their own, and what they are for."""
    t = cohort_words(language)
    assert found.mapping is not None
    mapping = found.mapping
    used = {column: t("used_lines") for line in mapping.lines for column in line.columns}
    used |= {column: t("used_outcome") for outcome in mapping.outcomes.values() for column in outcome.columns}
    used |= {column: t("used_notes") for column in mapping.notes}
    if mapping.file.patient:
        used[mapping.file.patient] = t("used_patient")
    return used


def _unmapped(column: Column) -> VariableMapping:
    return VariableMapping(column=column.name, kind=Kind.CATEGORY, en=column.name, fr=column.name)


def _used_row(column: Column, words: str, language: Language) -> Markup:
    cells = [tag("th", tag("code", column.name), scope="row"), tag("td", _found(column, language))]
    return tag("tbody", tag("tr", cells, tag("td", words, colspan=5, class_="used")))


def _row(column: Column, name: str, variable: VariableMapping, language: Language, *, kept: bool) -> Markup:
    t = cohort_words(language)
    label = f"{column.name}: "

    def choice(field: str, values: type[Role] | type[Kind], chosen: str) -> Markup:
        options = [tag("option", t(f"{field}_{v.value}"), value=v.value, selected=v.value == chosen) for v in values]
        return tag("select", options, data_field=field, aria_label=label + t(f"head_{field}"))

    def words(field: str, value: str, head: str, size: int = 20) -> Markup:
        return tag(
            "input", type="text", value=value, data_field=field, maxlength=300, size=size, aria_label=label + head
        )

    keep = tag("input", type="checkbox", checked=kept, data_field="keep", aria_label=label + t("head_keep"))
    known = tag(
        "input", type="checkbox", checked=variable.is_quasi_identifier, data_field="quasi_identifier",
        aria_label=label + t("head_known"),
    )  # fmt: skip
    labels = [
        words("en", variable.en, f"{t('head_labels')} (en)"),
        words("fr", variable.fr, f"{t('head_labels')} (fr)"),
    ]
    unit = variable.unit_in_file if variable.unit_in_file and variable.unit_in_file != variable.unit else ""
    converted = tag("small", t("unit_converted", unit=unit)) if unit else None
    cells: list[tuple[str, Content]] = [
        ("head_found", _found(column, language)),
        ("head_role", choice("role", Role, variable.role.value)),
        ("head_kind", choice("kind", Kind, variable.kind.value)),
        ("head_labels", tag("span", labels, class_="label-pair")),
        ("head_unit", [words("unit", variable.unit, t("head_unit"), 7), converted]),
        ("head_known", known),
    ]
    first = tag("th", tag("label", keep, " ", tag("code", column.name)), scope="row")
    line = tag("tr", first, [tag("td", cell, data_label=t(head)) for head, cell in cells])
    return tag(
        "tbody", line, _levels(variable.levels, language), data_variable_row=name, data_column=column.name,
        class_=None if kept else "is-left-out",
    )  # fmt: skip


def _found(column: Column, language: Language) -> Content:
    t = cohort_words(language)
    missing = t("missing", share=percent(column.missing, language)) if column.missing else None
    words = [tag("span", part) for part in (column.words, missing) if part]
    return [distribution(column.bars), tag("span", words, class_="found")]


def _levels(levels: tuple[LevelMapping, ...], language: Language) -> Markup | None:
    if not levels:
        return None
    t = cohort_words(language)
    rows = [
        tag(
            "li",
            tag("code", ", ".join(level.spellings)),
            tag("input", type="text", value=level.en, maxlength=300, data_level=level.code, data_language="en",
                aria_label=f"{level.code} (en)"),
            tag("input", type="text", value=level.fr, maxlength=300, data_level=level.code, data_language="fr",
                aria_label=f"{level.code} (fr)"),
        )
        for level in levels
    ]  # fmt: skip
    summary = tag("summary", icon("arrow"), tag("span", t("levels", count=len(levels))))
    return tag(
        "tr", tag("td", tag("details", summary, tag("ul", rows, class_="levels")), colspan=7, class_="levels-cell")
    )
