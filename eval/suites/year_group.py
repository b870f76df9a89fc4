"""Years as subgroups."""


def year_group(year: str | int | None) -> dict[str, str]:
    """``{"year": "2015–2019"}``, the span of five years that a year is in; empty where it is not known."""
    if not str(year or "").isdigit() or not int(str(year)):
        return {}
    first = int(str(year)) // 5 * 5
    return {"year": f"{first}–{first + 4}"}
