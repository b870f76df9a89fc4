"""What a concept of an OMOP database is called and coded as: its own vocabulary, or the few concepts known here."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from corpora.cohorts.events.diagnosis import Coding
from corpora.cohorts.omop.origin import Origin

_SYSTEMS = {
    "SNOMED": "snomed",
    "LOINC": "loinc",
    "RxNorm": "rxnorm",
    "RxNorm Extension": "rxnorm",
    "ATC": "atc",
    "ICD10": "icd10",
    "ICD10CM": "icd10",
    "ICD10GM": "icd10",
    "ICD10CN": "icd10",
    "CIM10": "icd10",
    "ICDO3": "icdo3",
}
_ATC = re.compile(r"[A-Z]\d{2}[A-Z]{2}\d{2}")
_LOINC = re.compile(r"\d{1,5}-\d")
_ICDO3 = re.compile(r"\d{4}/\d.*")


class Vocabulary:
    """Codings by concept id, for the concepts asked about.

    Parameters
    ----------
    concepts
        Every concept id (text) that a table uses.
    """

    def __init__(self, origin: Origin, concepts: Iterable[str]) -> None:
        wanted = sorted({concept for concept in concepts if concept and concept != "0"})
        self._codings: dict[str, list[Coding]] = {concept: list(_built_in().get(concept, ())) for concept in wanted}
        self._names: dict[str, str] = {}
        if wanted and "concept" in origin:
            self._read(origin, wanted)

    def codings(self, concept: str, source_concept: str = "", source_value: str = "") -> list[Coding]:
        """Everything known of a record's concept, of its source's concept, and of its source's own code."""
        found = [*self._codings.get(concept or "", ()), *self._codings.get(source_concept or "", ())]
        found.extend(Coding("omop", each) for each in (concept, source_concept) if each and each != "0")
        return [*found, *_of_source_value(source_value or "")]

    def name(self, concept: str) -> str:
        """The concept's name; empty where there is no vocabulary."""
        return self._names.get(concept, "")

    def _read(self, origin: Origin, wanted: Sequence[str]) -> None:
        connection = origin.workspace.connection
        origin.workspace.make("wanted", "concept varchar", [(concept,) for concept in wanted])
        rows = connection.execute(
            "select concept_id, vocabulary_id, concept_code, concept_name from src_concept "
            "where concept_id in (select concept from wanted)"
        ).fetchall()
        for concept, vocabulary, code, name in rows:
            self._names[concept] = name or ""
            self._codings[concept].insert(0, Coding(_system(vocabulary), code or "", name or ""))
        if "concept_relationship" in origin:
            self._add_mapped(origin)
        if "concept_ancestor" in origin:
            self._add_ancestors(origin)

    def _add_mapped(self, origin: Origin) -> None:
        """ICD-10 codes that map to a concept, the shortest first: how a standard concept is coded in a hospital."""
        rows = origin.workspace.connection.execute(
            "select distinct concept_id_2, vocabulary_id, concept_code from src_concept_relationship "
            "join src_concept on concept_id = concept_id_1 where relationship_id = 'Maps to' "
            "and concept_id_2 in (select concept from wanted) and vocabulary_id like 'ICD10%' "
            "order by concept_id_2, length(concept_code), concept_code"
        ).fetchall()
        for concept, vocabulary, code in rows:
            self._codings[concept].append(Coding(_system(vocabulary), code or ""))

    def _add_ancestors(self, origin: Origin) -> None:
        """Of a drug its ingredients, of a condition what it is a kind of, the nearest first."""
        rows = origin.workspace.connection.execute(
            "select descendant_concept_id, vocabulary_id, concept_code, concept_name, concept_class_id "
            "from src_concept_ancestor join src_concept on concept_id = ancestor_concept_id "
            "where descendant_concept_id in (select concept from wanted) "
            "and ancestor_concept_id <> descendant_concept_id "
            "and (concept_class_id = 'Ingredient' or vocabulary_id = 'SNOMED') "
            "order by descendant_concept_id, try_cast(min_levels_of_separation as integer), concept_code"
        ).fetchall()
        for concept, vocabulary, code, name, kind in rows:
            # The name of a drug's ingredient is the drug; that of a condition's ancestor ("neoplasm") says too much.
            display = name or "" if kind == "Ingredient" else ""
            self._codings[concept].append(Coding(_system(vocabulary), code or "", display))


def concepts_of(origin: Origin, table: str, *columns: str) -> set[str]:
    """The concept ids in some columns of a table."""
    found: set[str] = set()
    for column in columns:
        query = f"select distinct {column} from src_{table} where {column} is not null"
        found.update(row[0] for row in origin.workspace.connection.execute(query).fetchall())
    return found


def with_descendants(origin: Origin, concepts: Iterable[str]) -> set[str]:
    """Concepts and, where the vocabulary says so, everything that is a kind of them."""
    found = set(concepts)
    if "concept_ancestor" in origin and found:
        listed = ", ".join(f"'{int(concept)}'" for concept in sorted(found))
        rows = origin.workspace.connection.execute(
            f"select descendant_concept_id from src_concept_ancestor where ancestor_concept_id in ({listed})"
        ).fetchall()
        found.update(row[0] for row in rows)
    return found


def _system(vocabulary: str) -> str:
    return _SYSTEMS.get(vocabulary, (vocabulary or "").lower())


def _of_source_value(value: str) -> list[Coding]:
    """What a source's own code can be, by its form; a text that is none is a name."""
    if not value:
        return []
    if _ATC.fullmatch(value):
        return [Coding("atc", value)]
    if _LOINC.fullmatch(value):
        return [Coding("loinc", value)]
    if _ICDO3.fullmatch(value):
        return [Coding("icdo3", value)]
    if value.isdigit():
        return [Coding("snomed", value), Coding("rxnorm", value)]
    return [Coding("", value, value)]


@cache
def _built_in() -> dict[str, tuple[Coding, ...]]:
    lines = (files("corpora.cohorts.omop") / "concepts.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {concept: (Coding(system, code, name),) for concept, system, code, name in rows}
