"""Keyed pseudonyms in place of the hospital's own identifiers."""

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyarrow import Array

# 80 bits: among three million patients, two share a pseudonym in one import of ten thousand million.
_BYTES = 10


def patient_keys(patients: "Array", key: bytes, cohort_id: str) -> "Array":
    """Pseudonyms (HMAC-SHA-256, hexadecimal), null for null; the same for the same patient of the same cohort."""
    import pyarrow as pa

    scope = f"patient\0{cohort_id}\0".encode()
    return pa.array(
        [
            None if patient is None else hmac.digest(key, scope + patient.encode(), "sha256")[:_BYTES].hex()
            for patient in patients.to_pylist()
        ],
        pa.string(),
    )
