"""A table's proposed mapping as the page shows it."""

from pathlib import Path

from corpora.catalogue import Language
from corpora.cohorts.importing.origin import Format
from corpora.cohorts.tables.profile import Holds, Profile
from corpora.cohorts.tables.proposal import ProposedColumn, propose_mapping
from corpora.lexicon import Lexicon
from ui.cohorts.inspected import Column, Inspected
from ui.cohorts.words import cohort_words, count_words

_VALUES_SHOWN = 4


def inspected_table(path: Path, language: Language) -> Inspected:
    """Look at a table.

    Raises
    ------
    SourcierError
        As :func:`corpora.cohorts.tables.proposal.propose_mapping`.
    """
    t = cohort_words(language)
    proposal = propose_mapping(path, Lexicon.load())
    rows = count_words(proposal.rows, language)
    looked = t("looked_at" if proposal.complete else "looked_at_first", rows=rows, columns=len(proposal.columns))
    remarks = (looked, *(warning.text(language) for warning in proposal.warnings))
    columns = tuple(_column(column, language) for column in proposal.columns)
    return Inspected(path.name, path.name, Format.TABLE, proposal.mapping, columns, remarks)


def _column(column: ProposedColumn, language: Language) -> Column:
    seen = column.profile
    if column.use == "patient":
        return Column(column.name, seen.missing, (), cohort_words(language)("holds_identifiers", count=seen.distinct))
    counts = seen.histogram or tuple(n for _, n in seen.values)
    tallest = max(counts, default=0)
    bars = tuple(n / tallest for n in counts) if tallest else ()
    return Column(column.name, seen.missing, bars, _words(seen, language))


def _words(seen: Profile, language: Language) -> str:
    """Values of codes and the range of numbers; of identifiers, dates and text never a value, but how many there are."""
    t = cohort_words(language)
    if seen.holds is Holds.NUMBERS and not seen.values:
        low, _, median, _, high = seen.numbers
        return t("holds_range", low=f"{low:.9g}", median=f"{median:.9g}", high=f"{high:.9g}")
    if seen.values:
        shown = ", ".join(f"{value} ({count})" for value, count in seen.values[:_VALUES_SHOWN])
        more = len(seen.values) - _VALUES_SHOWN
        return f"{shown}, {t('and_more', count=more)}" if more > 0 else shown
    return t(f"holds_{seen.holds.value}", count=seen.distinct)
