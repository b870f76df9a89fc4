"""The import's port on the real thing: readers, the importer, and the library that the cohort's summaries go into."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Dictionary, Label
from corpora.cohorts.importing.origin import Format, format_of
from corpora.cohorts.importing.report import ImportReport
from corpora.cohorts.tables.mapping import Mapping
from corpora.errors import SourcierError
from ui.cohorts.inspected import Inspected
from ui.cohorts.proposed import inspected_table
from ui.cohorts.requests import Named

if TYPE_CHECKING:
    from assistant.settings import Settings


class PageImports:
    """Imports into the cohorts of an installation.

    Parameters
    ----------
    ready
        Folder of files and folders that lie ready; a request names one of them, never a path.
    """

    def __init__(self, settings: "Settings", ready: Path) -> None:
        self._settings, self._ready = settings, ready

    def ready(self) -> Sequence[str]:
        """By name."""
        if not self._ready.is_dir():
            return []
        return sorted(child.name for child in self._ready.iterdir() if not child.name.startswith("."))

    def ready_path(self, name: str) -> Path:
        """Where one of those is."""
        if name not in self.ready():
            raise SourcierError("ui_cohorts.not_ready", name=name)
        return self._ready / name

    def inspect(self, path: Path, language: Language) -> Inspected:
        """A table's columns and a proposed mapping; an OMOP database's conditions; of FHIR only that it is that."""
        kind = format_of(path)
        if kind is Format.TABLE:
            return inspected_table(path, language)
        if kind is Format.OMOP:
            from corpora.cohorts.omop.choosing import conditions_of

            return Inspected(path.name, path.name, kind, conditions=conditions_of(path))
        return Inspected(path.name, path.name, kind)

    def bring(
        self, path: Path, how: Mapping | Named, language: Language, progress: Callable[[int], None]
    ) -> tuple[ImportReport, Sequence[str]]:
        """The cohort into its folder, then its summaries into the library; without the latter it is a cohort all the same.

        Raises
        ------
        SourcierError
            As the readers and the importer; or there is a cohort of that id, which a page should not replace unasked.
        """
        from assistant.cohort_evidence import index_cohort
        from corpora.cohorts.importing import import_cohort
        from corpora.cohorts.importing.origin import stage_origin
        from corpora.cohorts.store import DICTIONARY, find_cohort

        folder = self._settings.cohorts_folder
        if isinstance(how, Named):
            staged = stage_origin(path, None, how.id, how.conditions)
            staged.dictionary = _called(staged.dictionary, how)
        else:
            staged = stage_origin(path, how)
        if (folder / staged.dictionary.id / DICTIONARY).is_file():
            raise SourcierError("ui_cohorts.exists", id=staged.dictionary.id)
        report = import_cohort(staged, folder, key=self._settings.cohort_key_file, progress=progress)
        try:
            index_cohort(self._settings, find_cohort(folder, report.cohort))
        except SourcierError as error:
            return report, [say("ui_cohorts.not_indexed", language, problem=error.message(language))]
        return report, []


def _called(dictionary: Dictionary, named: Named) -> Dictionary:
    """Under the title and the centre that were given; what was given in one language stands for both."""
    title, centre = (
        Label(en.strip() or fr.strip() or proposed.en, fr.strip() or en.strip() or proposed.fr)
        for en, fr, proposed in (
            (named.title_en, named.title_fr, dictionary.title),
            (named.centre_en, named.centre_fr, dictionary.centre),
        )
    )
    return replace(dictionary, title=title, centre=centre)
