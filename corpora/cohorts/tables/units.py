"""Units: what turns the file's numbers into the stored ones."""

from corpora.errors import SourcierError

DAYS = {"days": 1.0, "weeks": 7.0, "months": 365.25 / 12, "years": 365.25}

# How many of the base of its family each unit is (UCUM); "d" is the base of time, "g" of mass, "m" of length.
_FAMILIES = (
    {"d": 1.0, "wk": 7.0, "mo": 365.25 / 12, "a": 365.25, "h": 1 / 24},
    {"g": 1.0, "kg": 1e3, "mg": 1e-3, "ug": 1e-6, "µg": 1e-6, "ng": 1e-9, "pg": 1e-12},
    {"m": 1.0, "cm": 1e-2, "mm": 1e-3, "um": 1e-6, "µm": 1e-6, "[in_i]": 0.0254},
    {"1": 1.0, "%": 1e-2},
    {"mol": 1.0, "mmol": 1e-3, "umol": 1e-6, "µmol": 1e-6, "nmol": 1e-9, "pmol": 1e-12},
    {"L": 1.0, "dL": 1e-1, "cL": 1e-2, "mL": 1e-3, "uL": 1e-6, "µL": 1e-6},
    {"[IU]": 1.0, "m[IU]": 1e-3, "k[IU]": 1e3},
    {"10*9": 1.0, "10*6": 1e-3, "10*3": 1e-6, "10*12": 1e3},
)


def factor_between(unit_in_file: str, unit: str, column: str) -> float:
    """What to multiply by to come from one unit to another; a ratio ("ug/L") is converted part by part.

    Parameters
    ----------
    column
        Whose units they are, for the error.

    Raises
    ------
    SourcierError
        They do not measure the same.
    """
    if not unit_in_file or unit_in_file == unit:
        return 1.0
    theirs, ours = unit_in_file.split("/"), unit.split("/")
    differ = SourcierError("cohort_import.units_differ", column=column, unit=unit_in_file, stored=unit or "—")
    if len(theirs) != len(ours):
        raise differ
    factor = 1.0
    for position, (one, other) in enumerate(zip(theirs, ours, strict=True)):
        size = _size(one, other)
        if size is None:
            raise differ
        factor = factor / size if position else factor * size
    return factor


def _size(one: str, other: str) -> float | None:
    if one == other:
        return 1.0
    for family in _FAMILIES:
        if one in family and other in family:
            return family[one] / family[other]
    return None
