"""Hospital records in FHIR R4 (bundles, bulk export; mCODE profiles where present), read into a cohort."""

from corpora.cohorts.fhir.description import describe_fhir_patient
from corpora.cohorts.fhir.staging import stage_fhir

__all__ = ["describe_fhir_patient", "stage_fhir"]
