"""ClinicalTrials.gov, version 2 of its API: a study's registration and the results posted for it.

Format: https://clinicaltrials.gov/data-api/about-api/study-data-structure
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from corpora.literature import identity
from corpora.literature.readers.record import Read, Record, year_in, yielded
from corpora.literature.readers.rejected import Rejected
from corpora.literature.readers.trial_results import posted_results
from corpora.literature.source import SourceKind, StudyDesign

_PHASES = {"EARLY_PHASE1": "1", "PHASE1": "1", "PHASE2": "2", "PHASE3": "3", "PHASE4": "4"}
_MASKING = {"NONE": "open-label", "SINGLE": "single-blind", "DOUBLE": "double-blind", "TRIPLE": "triple-blind",
            "QUADRUPLE": "quadruple-blind"}  # fmt: skip
_MODELS = {"CROSSOVER": "crossover", "SINGLE_GROUP": "single-arm", "FACTORIAL": "factorial", "SEQUENTIAL": "sequential"}
_RANDOMISED_LEVEL, _CONTROLLED_LEVEL, _UNCONTROLLED_LEVEL = 2, 3, 4

_ESCAPED = re.compile(r"\\([\\<>\[\]()*_~#+.=|^-])")

Json = Mapping[str, Any]


def read_study(study: object, origin: str, place: int) -> Iterator[Read]:
    """The source of one study, or the reason why it is none."""
    if not isinstance(study, dict) or not study.get("protocolSection"):
        yield Rejected(origin, place, "readers.not_a_study")
        return
    try:
        read = list(yielded(record_of_study(study), origin, place))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # The registry's own files keep to its format; in any other file a field may be of any kind.
        yield Rejected(origin, place, "readers.damaged_study", {"problem": str(error)})
        return
    yield from read


def record_of_study(study: Json) -> Record:
    """A study as a registered trial, its posted results as sections and effects."""
    protocol = study.get("protocolSection") or {}
    named = protocol.get("identificationModule") or {}
    status = protocol.get("statusModule") or {}
    conditions = protocol.get("conditionsModule") or {}
    arms = protocol.get("armsInterventionsModule") or {}
    outcomes = protocol.get("outcomesModule") or {}
    described = protocol.get("descriptionModule") or {}
    eligibility = protocol.get("eligibilityModule") or {}
    sponsor = (protocol.get("sponsorCollaboratorsModule") or {}).get("leadSponsor") or {}
    results = posted_results(study.get("resultsSection") or {})
    registered = (
        ("summary", _texts(described, "briefSummary", "detailedDescription")),
        ("status", _status(status, protocol, has_results=bool(results.parts))),
        ("conditions", _listed(conditions.get("conditions"))),
        ("arms and interventions", _arms(arms)),
        ("primary outcomes", _outcomes(outcomes.get("primaryOutcomes"))),
        ("secondary outcomes", _outcomes(outcomes.get("secondaryOutcomes"))),
        ("eligibility", _eligibility(eligibility)),
    )
    offset = len(registered)
    return Record(
        title=named.get("officialTitle") or named.get("briefTitle") or "",
        parts=(*registered, *results.parts),
        identifiers={identity.NCT: named.get("nctId") or ""},
        kind=SourceKind.REGISTERED_TRIAL,
        design=design_of_study(protocol),
        language="en",
        year=_year(status, bool(results.parts)),
        journal="ClinicalTrials.gov",
        authors=tuple(filter(None, (sponsor.get("name"),))),
        about={
            "condition": _listed(conditions.get("conditions")),
            "keywords": [str(k) for k in conditions.get("keywords") or ()],
            "arms": [str(arm.get("label")) for arm in arms.get("armGroups") or () if arm.get("label")],
            "interventions": [str(i.get("name")) for i in arms.get("interventions") or () if i.get("name")],
            "primary_endpoints": [str(o.get("measure")) for o in outcomes.get("primaryOutcomes") or ()],
            "secondary_endpoints": [str(o.get("measure")) for o in outcomes.get("secondaryOutcomes") or ()],
            "trial_name": named.get("acronym") or "",
            "status": str(status.get("overallStatus") or "").lower().replace("_", " "),
            "countries": _countries(protocol.get("contactsLocationsModule") or {}),
            **_enrolment(protocol),
        },
        effects_of=lambda spans: results.effects_at(spans[offset:]),
    )


def design_of_study(protocol: Json) -> StudyDesign:
    """The design that the registry states."""
    design = protocol.get("designModule") or {}
    info = design.get("designInfo") or {}
    allocation = str(info.get("allocation") or "").upper()
    model = str(info.get("interventionModel") or "").upper()
    masking = str((info.get("maskingInfo") or {}).get("masking") or "").upper()
    phases = sorted({_PHASES[p] for p in design.get("phases") or () if p in _PHASES})
    phase = "/".join(phases)
    if str(design.get("studyType") or "").upper() == "OBSERVATIONAL":
        model_of = str(info.get("observationalModel") or "").lower().replace("_", "-")
        return StudyDesign(
            ", ".join(filter(None, ("observational", model_of))), False, "", _CONTROLLED_LEVEL, "registry"
        )
    randomised = {"RANDOMIZED": True, "NON_RANDOMIZED": False, "NA": False}.get(allocation)
    if randomised is None and model == "SINGLE_GROUP":
        randomised = False
    label = ", ".join(
        filter(
            None,
            (
                {True: "randomised", False: "not randomised"}.get(randomised) if randomised is not None else "",
                f"phase {phase}" if phase else "",
                _MASKING.get(masking, ""),
                _MODELS.get(model, ""),
            ),
        )
    )
    if randomised:
        level = _RANDOMISED_LEVEL
    else:
        level = 0 if randomised is None else _UNCONTROLLED_LEVEL if model == "SINGLE_GROUP" else _CONTROLLED_LEVEL
    return StudyDesign(label, randomised, phase, level, "registry")


def _texts(module: Json, *names: str) -> str:
    return "\n".join(_unescaped(str(module[name])) for name in names if module.get(name))


def _unescaped(text: str) -> str:
    """The registry's free texts are Markdown, in which it escapes signs: ``Age \\>= 18``."""
    return _ESCAPED.sub(r"\1", text)


def _listed(values: Any) -> str:
    return "; ".join(str(value) for value in values or ())


def _date(status: Json, name: str) -> str:
    return str((status.get(name) or {}).get("date") or "")


def _year(status: Json, has_results: bool) -> int:
    names = ["resultsFirstPostDateStruct"] if has_results else []
    names += ["studyFirstPostDateStruct", "startDateStruct"]
    return next((year for name in names if (year := year_in(_date(status, name)))), 0)


def _enrolment(protocol: Json) -> dict[str, int]:
    """The number enrolled, as ``n_randomised`` where the trial was randomised and the number is an actual one."""
    design = protocol.get("designModule") or {}
    enrolment = design.get("enrollmentInfo") or {}
    count = enrolment.get("count")
    actual = str(enrolment.get("type") or "").upper() == "ACTUAL"
    randomised = str((design.get("designInfo") or {}).get("allocation") or "").upper() == "RANDOMIZED"
    return {"n_randomised" if actual and randomised else "n_enrolled": count} if isinstance(count, int) else {}


def _countries(places: Json) -> list[str]:
    """The countries of the trial's sites, as the registry names them."""
    return sorted({str(place["country"]) for place in places.get("locations") or () if place.get("country")})


def _status(status: Json, protocol: Json, has_results: bool) -> str:
    design = protocol.get("designModule") or {}
    enrolment = design.get("enrollmentInfo") or {}
    sentences = []
    if overall := status.get("overallStatus"):
        why = f" ({status['whyStopped'].strip(' .')})" if status.get("whyStopped") else ""
        sentences.append(f"Status: {str(overall).lower().replace('_', ' ')}{why}.")
    if start := _date(status, "startDateStruct"):
        sentences.append(f"Start: {start}.")
    if end := _date(status, "primaryCompletionDateStruct"):
        sentences.append(f"Primary completion: {end}.")
    if (count := enrolment.get("count")) is not None:
        sentences.append(f"Enrolment: {count} ({str(enrolment.get('type') or 'number').lower()}).")
    if label := design_of_study(protocol).label:
        sentences.append(f"Design: {label}.")
    sentences.append("Results are posted." if has_results else "No results are posted.")
    return " ".join(sentences)


def _arms(arms: Json) -> str:
    lines = []
    for arm in arms.get("armGroups") or ():
        kind = str(arm.get("type") or "").lower().replace("_", " ")
        head = f"{arm.get('label', '')}{f' ({kind})' if kind else ''}"
        lines.append(f"{head}: {arm['description']}" if arm.get("description") else head)
    for intervention in arms.get("interventions") or ():
        kind = str(intervention.get("type") or "").lower().replace("_", " ")
        others = f" (also {', '.join(intervention['otherNames'])})" if intervention.get("otherNames") else ""
        head = f"{kind}: {intervention.get('name', '')}{others}".strip(": ")
        lines.append(f"{head}. {intervention['description']}" if intervention.get("description") else head)
    return "\n".join(lines)


def _outcomes(outcomes: Any) -> str:
    lines = []
    for outcome in outcomes or ():
        frame = f" [{outcome['timeFrame']}]" if outcome.get("timeFrame") else ""
        described = f": {outcome['description']}" if outcome.get("description") else ""
        lines.append(f"{outcome.get('measure', '')}{frame}{described}")
    return "\n".join(lines)


def _eligibility(eligibility: Json) -> str:
    limits = ", ".join(
        filter(
            None,
            (
                f"sex: {str(eligibility['sex']).lower()}" if eligibility.get("sex") else "",
                f"from {eligibility['minimumAge']}" if eligibility.get("minimumAge") else "",
                f"to {eligibility['maximumAge']}" if eligibility.get("maximumAge") else "",
            ),
        )
    )
    return "\n".join(filter(None, (limits, _unescaped(str(eligibility.get("eligibilityCriteria") or "")))))
