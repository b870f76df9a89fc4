"""Hospital records in the OMOP common data model 5.4, read into a cohort."""

from corpora.cohorts.omop.staging import stage_omop

__all__ = ["stage_omop"]
