"""Which sources a search may return."""

from dataclasses import dataclass

from corpora.literature.source import SourceKind


@dataclass(frozen=True)
class Filters:
    """Conditions on a source; all that are set must hold.

    Attributes
    ----------
    first_year, last_year
        Of publication, inclusive. A source of unknown year fails both.
    randomised
        As ``StudyDesign.randomised``; a source of unknown design fails.
    languages, kinds, origins, source_ids
        Any of these; empty for all.
    exclude_retracted
        Leave out what has been retracted.
    """

    first_year: int | None = None
    last_year: int | None = None
    randomised: bool | None = None
    languages: frozenset[str] = frozenset()
    kinds: frozenset[SourceKind] = frozenset()
    origins: frozenset[str] = frozenset()
    source_ids: frozenset[str] = frozenset()
    exclude_retracted: bool = False

    def where(self) -> tuple[str, list[object]]:
        """An SQL condition on the store's ``sources`` (as ``s``), and its parameters."""
        conditions: list[str] = ["1"]
        parameters: list[object] = []
        if self.first_year is not None:
            conditions.append("s.year >= ?")
            parameters.append(self.first_year)
        if self.last_year is not None:
            conditions.append("s.year BETWEEN 1 AND ?")
            parameters.append(self.last_year)
        if self.randomised is not None:
            conditions.append("s.randomised = ?")
            parameters.append(int(self.randomised))
        if self.exclude_retracted:
            conditions.append("NOT s.retracted")
        for column, allowed in (
            ("language", self.languages),
            ("kind", frozenset(str(kind) for kind in self.kinds)),
            ("origin", self.origins),
            ("id", self.source_ids),
        ):
            if allowed:
                conditions.append(f"s.{column} IN ({','.join('?' * len(allowed))})")
                parameters += sorted(allowed)
        return " AND ".join(conditions), parameters
