"""What is read of the OMOP common data model 5.4, and nothing else: providers, care sites and locations never are."""

from typing import NamedTuple

VERSION = "5.4"


class Table(NamedTuple):
    """Columns that a table must have, and those that are read where it has them."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    needed: bool = False


TABLES = {
    "person": Table(
        ("person_id", "gender_concept_id", "year_of_birth"), ("month_of_birth", "day_of_birth"), needed=True
    ),
    "observation_period": Table(
        ("person_id", "observation_period_start_date", "observation_period_end_date"), needed=True
    ),
    "condition_occurrence": Table(
        ("person_id", "condition_concept_id", "condition_start_date"),
        ("condition_source_value", "condition_source_concept_id"),
        needed=True,
    ),
    "death": Table(("person_id", "death_date")),
    "visit_occurrence": Table(("person_id", "visit_start_date"), ("visit_end_date",)),
    "measurement": Table(
        ("person_id", "measurement_concept_id", "measurement_date"),
        (
            "measurement_source_value",
            "measurement_source_concept_id",
            "value_as_number",
            "value_as_concept_id",
            "value_source_value",
            "unit_source_value",
            "unit_concept_id",
        ),
    ),
    "observation": Table(
        ("person_id", "observation_concept_id", "observation_date"),
        (
            "observation_source_value",
            "observation_source_concept_id",
            "value_as_number",
            "value_as_concept_id",
            "value_as_string",
            "value_source_value",
            "unit_source_value",
            "unit_concept_id",
        ),
    ),
    "drug_exposure": Table(
        ("person_id", "drug_concept_id", "drug_exposure_start_date"),
        ("drug_exposure_end_date", "drug_source_value", "drug_source_concept_id", "drug_exposure_id"),
    ),
    "drug_era": Table(("person_id", "drug_concept_id", "drug_era_start_date"), ("drug_era_end_date",)),
    "procedure_occurrence": Table(
        ("person_id", "procedure_concept_id", "procedure_date"),
        ("procedure_source_value", "procedure_source_concept_id"),
    ),
    "episode": Table(
        ("episode_id", "person_id", "episode_concept_id", "episode_start_date"),
        ("episode_end_date", "episode_object_concept_id", "episode_source_value", "episode_source_concept_id"),
    ),
    "episode_event": Table(("episode_id", "event_id", "episode_event_field_concept_id")),
    "note": Table(("person_id", "note_text")),
    "concept": Table(("concept_id", "concept_name", "vocabulary_id", "concept_code"), ("concept_class_id",)),
    "concept_ancestor": Table(("ancestor_concept_id", "descendant_concept_id"), ("min_levels_of_separation",)),
    "concept_relationship": Table(("concept_id_1", "concept_id_2", "relationship_id")),
    "cdm_source": Table(("cdm_version",)),
}
# Files of the vocabularies as they are distributed hold bare quotation marks.
VOCABULARY = frozenset({"concept", "concept_ancestor", "concept_relationship"})

MALE, FEMALE = "8507", "8532"
# Episodes: https://ohdsi.github.io/CommonDataModel/cdm54.html#episode
DISEASE_RECURRENCE, DISEASE_PROGRESSION, PROGRESSION = "32529", "32677", "32949"
TREATMENT_REGIMEN = "32531"
DRUG_EXPOSURE_ID_FIELD = "1147094"
