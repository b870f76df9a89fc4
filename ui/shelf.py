"""The library as the page shows it: how large it is, what is in it, what is being added."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from corpora.catalogue import Language, say
from corpora.errors import SourcierError
from indexes.listing import ListedSource
from ui.cards import kind_words
from ui.icons import icon
from ui.markup import Markup, join, tag
from ui.ports import ImportStep, LibraryPort
from ui.regions import sent
from ui.words import Words, notice, words

PAGE = 40


class Searched(BaseModel):
    """What of the library is shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Language
    query: str = Field(default="", max_length=400)
    shown: int = Field(default=PAGE, ge=1, le=4000)


class Removed(Searched):
    """Which source goes."""

    source: str


class Added(Searched):
    """Files that the browser has sent, as paths on this machine."""

    paths: tuple[str, ...] = Field(max_length=1000)


def shelf(library: LibraryPort, searched: Searched) -> dict[str, Any]:
    """The library's section of the page."""
    t = words(searched.language)
    status = library.status()
    rows, found = library.find(searched.query, 0, searched.shown)
    kinds = [
        tag("li", kind_words(kind, searched.language), " ", tag("b", str(count)))
        for kind, count in sorted(status.kinds.items(), key=lambda item: -item[1])
        if count
    ]
    head = tag(
        "div",
        tag("h1", t("view_library")),
        tag("p", t("library_lead"), class_="lead"),
        tag(
            "p",
            tag("b", str(status.sources)), " ", t("library_sources"), tag("span", " · ", class_="dot"),
            tag("b", str(status.passages)), " ", t("library_passages"),
            class_="counts",
        ),
        tag("ul", kinds, class_="kinds") if len(kinds) > 1 else None,
        class_="shelf-head",
    )  # fmt: skip
    drop = tag(
        "div",
        icon("attach"),
        tag("p", t("library_drop"), " ", tag("button", t("library_choose"), type="button", data_action="attach")),
        tag("p", t("library_formats"), class_="formats"),
        class_="drop",
    )
    search = tag(
        "div",
        tag("label", t("library_search"), for_="library-search", class_="sr"),
        tag("input", type="search", id="library-search", placeholder=t("library_search"), value=searched.query),
        class_="shelf-search",
    )
    count = tag("p", t("library_found", count=found), class_="found", role="status")
    more = tag("button", t("library_more"), type="button", class_="quiet more", data_action="more")
    regions = {
        "head": [("head", head)],
        "drop": [("drop", drop)],
        "search": [("search", search)],
        "list": [
            ("found", count),
            ("rows", _table(rows, searched.language) if rows else tag("p", t("library_none"), class_="none")),
            *([("more", more)] if found > len(rows) else []),
        ],
    }
    return sent(regions, query=searched.query, shown=searched.shown, page=PAGE)


def imports(library: LibraryPort, paths: Sequence[Path], language: Language) -> Iterator[dict[str, Any]]:
    """The tray of an import, step by step: how far it is, then what came of it."""
    t = words(language)
    problems: list[tuple[str, Markup]] = []
    last = ImportStep("", 0, 0)
    for step in library.add_files(paths):
        last = step
        if step.error is not None:
            message = step.error.message(language)
            if step.file not in message:
                message = t("import_failed", file=step.file, message=message)
            problems.append((f"problem-{len(problems)}", notice(message, step.error.hint(language))))
        yield sent({"tray": [("progress", _progress(step, t)), *problems]}, running=True)
    outcome = t("import_done", added=last.added, updated=last.updated, unchanged=last.unchanged)
    close = tag(
        "button", icon("cross"), type="button", class_="quiet sign", data_action="dismiss", aria_label=t("close")
    )
    summary = tag("p", icon("check"), outcome, close, class_="import-done", role="status")
    done = [("done", summary)] if last.added or last.updated or last.unchanged or not problems else [("done", close)]
    yield sent({"tray": [*done, *problems]}, running=False)


def failed(error: SourcierError, language: Language) -> dict[str, Any]:
    """The tray of an import that could not begin."""
    t = words(language)
    close = tag(
        "button", icon("cross"), type="button", class_="quiet sign", data_action="dismiss", aria_label=t("close")
    )
    return sent(
        {"tray": [("done", close), ("problem", notice(error.message(language), error.hint(language)))]}, running=False
    )


def _progress(step: ImportStep, t: Words) -> Markup:
    # The length of a single file is not known before it has been read: its bar only shows that work goes on.
    share = step.done if step.files > 1 else None
    bar = tag("progress", value=share, max=step.files, aria_label=t("import_reading", file=step.file))
    figures = tag("span", t("import_so_far", count=step.added + step.updated + step.unchanged), class_="figures")
    return tag("div", tag("p", tag("span", t("import_reading", file=step.file)), figures), bar, class_="import")


def _table(rows: Sequence[ListedSource], language: Language) -> Markup:
    t = words(language)
    columns = ("source", "kind", "year", "passages")
    heads = [tag("th", t(f"library_column_{column}"), scope="col", class_=f"column-{column}") for column in columns]
    head = tag("thead", tag("tr", heads, tag("td")))
    return tag("table", head, tag("tbody", [_row(row, language) for row in rows]), class_="shelf")


def _row(row: ListedSource, language: Language) -> Markup:
    t = words(language)
    notices = [
        tag("span", icon("warning"), say(f"flags.{n.value}", language), class_=f"flag flag-{n.value}")
        for n in row.notices
    ]
    origin = "" if row.origin == "starter" else row.origin
    details = join(" · ", [row.journal, row.id, origin])
    remove = tag(
        "button", t("library_remove"), type="button", class_="quiet remove", data_action="remove", data_source=row.id,
        data_sure=t("library_remove_sure"), aria_label=f"{t('library_remove')}: {row.title}",
    )  # fmt: skip
    return tag(
        "tr",
        tag(
            "th",
            tag("span", row.title, class_="row-title"),
            notices,
            tag("span", details, class_="row-details"),
            scope="row",
        ),
        tag("td", kind_words(row.kind, language), class_="column-kind"),
        tag("td", str(row.year or "—"), class_="figure column-year"),
        tag("td", str(row.passages or "—"), class_="figure column-passages"),
        tag("td", remove, class_="column-remove"),
    )
