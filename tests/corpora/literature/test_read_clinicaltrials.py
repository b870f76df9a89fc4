# ruff: noqa: E501 (documents stand here as their formats have them)
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpora.literature.effect import Measure
from corpora.literature.source import SourceKind
from tests.corpora.literature.reading import all_of, only, section, written


def study(hazard_ratio: str = "0.60", medians: tuple[str, str] = ("18.9", "10.2")) -> dict[str, Any]:
    groups = [{"id": "OG000", "title": "Drug A"}, {"id": "OG001", "title": "Placebo"}]
    measurements = [
        {"groupId": group["id"], "value": value, "lowerLimit": "9.1", "upperLimit": "20.0"}
        for group, value in zip(groups, medians, strict=True)
    ]
    return {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT01234567", "briefTitle": "Drug A", "officialTitle": "A Phase 3 Study of Drug A", "acronym": "ALPHA"},
            "statusModule": {"overallStatus": "COMPLETED", "startDateStruct": {"date": "2014-03"}, "resultsFirstPostDateStruct": {"date": "2019-05-01"}},
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "A Hospital"}},
            "descriptionModule": {"briefSummary": "This study compares drug A with placebo."},
            "conditionsModule": {"conditions": ["Lung Cancer"]},
            "designModule": {
                "studyType": "INTERVENTIONAL", "phases": ["PHASE2", "PHASE3"], "enrollmentInfo": {"count": 305, "type": "ACTUAL"},
                "designInfo": {"allocation": "RANDOMIZED", "interventionModel": "PARALLEL", "maskingInfo": {"masking": "DOUBLE"}},
            },
            "armsInterventionsModule": {"armGroups": [{"label": "Drug A", "type": "EXPERIMENTAL", "description": "Daily."}],
                                        "interventions": [{"type": "DRUG", "name": "Drug A", "otherNames": ["Alphamab"]}]},
            "outcomesModule": {"primaryOutcomes": [{"measure": "Progression-Free Survival", "timeFrame": "2 years"}]},
            "eligibilityModule": {"eligibilityCriteria": "Inclusion:\n* Adults", "sex": "ALL", "minimumAge": "18 Years"},
        },
        "resultsSection": {
            "outcomeMeasuresModule": {"outcomeMeasures": [{
                "type": "PRIMARY", "title": "Progression-Free Survival", "timeFrame": "2 years", "paramType": "MEDIAN",
                "dispersionType": "95% Confidence Interval", "unitOfMeasure": "months", "groups": groups,
                "classes": [{"categories": [{"measurements": measurements}]}],
                "analyses": [{"groupIds": ["OG000", "OG001"], "paramType": "Hazard Ratio (HR)", "paramValue": hazard_ratio, "ciPctValue": "95",
                              "ciLowerLimit": "0.41", "ciUpperLimit": "0.89", "pValue": "<0.001", "statisticalMethod": "Log Rank"}],
            }]},
            "adverseEventsModule": {"eventGroups": [{"title": "Drug A", "seriousNumAffected": 12, "seriousNumAtRisk": 150}]},
        },
    }  # fmt: skip


def test_a_registered_trial_is_read_with_its_design(tmp_path: Path) -> None:
    source = only(written(tmp_path, "NCT01234567.json", json.dumps(study())))
    assert (source.id, source.kind, source.year) == ("nct:nct01234567", SourceKind.REGISTERED_TRIAL, 2019)
    assert source.design.label == "randomised, phase 2/3, double-blind"
    assert (source.design.derived_from, source.design.evidence_level) == ("registry", 2)
    assert (source.about["condition"], source.about["n_randomised"], source.about["trial_name"]) == (
        "Lung Cancer",
        305,
        "ALPHA",
    )
    assert "also Alphamab" in section(source, "arms and interventions")
    assert "Serious" not in source.text
    assert "serious adverse events in 12 of 150" in section(source, "posted results › adverse events")


def test_posted_results_become_effects_with_their_digits(tmp_path: Path) -> None:
    source = only(written(tmp_path, "s.json", json.dumps(study())))
    ratio = next(e for e in source.effects if e.measure is Measure.HAZARD_RATIO)
    assert (str(ratio.value), str(ratio.ci_low), str(ratio.ci_high), ratio.ci_level, ratio.p) == (
        "0.60",
        "0.41",
        "0.89",
        Decimal(95),
        "<0.001",
    )
    assert source.text[ratio.passage_start : ratio.passage_end].endswith(
        "hazard ratio 0.60 (95% CI 0.41 to 0.89), p <0.001, Log Rank."
    )
    medians = [(e.comparison, str(e.value), e.unit) for e in source.effects if e.measure is Measure.MEDIAN]
    assert medians == [("Drug A", "18.9", "months"), ("Placebo", "10.2", "months")]


def test_the_direction_of_a_hazard_ratio_is_said_only_where_the_medians_tell_it(tmp_path: Path) -> None:
    def direction(made: dict[str, Any]) -> str:
        source = only(written(tmp_path, "s.json", json.dumps(made)))
        return next(e for e in source.effects if e.measure is Measure.HAZARD_RATIO).comparison

    assert direction(study()) == "Drug A vs Placebo"
    assert direction(study(hazard_ratio="1.67")) == "Placebo vs Drug A"
    assert direction(study(medians=("NA", "10.2"))) == ""


def test_a_search_response_a_list_and_lines_are_read(tmp_path: Path) -> None:
    both = [study(), study()]
    for name, content in (
        ("search.json", json.dumps({"studies": both, "nextPageToken": "x"}, indent=1)),
        ("list.json", json.dumps(both)),
        ("lines.jsonl", "\n".join(map(json.dumps, both))),
    ):
        assert len(all_of(written(tmp_path, name, content))[0]) == 2


def test_a_trial_without_results_says_so(tmp_path: Path) -> None:
    registered = study()
    del registered["resultsSection"]
    source = only(written(tmp_path, "s.json", json.dumps(registered)))
    assert source.effects == ()
    assert "No results are posted." in section(source, "status")


def test_adverse_events_are_read_by_term_where_they_are_common(tmp_path: Path) -> None:
    posted = study()
    posted["resultsSection"]["adverseEventsModule"] = {
        "eventGroups": [{"id": "EG000", "title": "Drug A"}, {"id": "EG001", "title": "Placebo"}],
        "seriousEvents": [
            {"term": term, "stats": [{"groupId": "EG000", "numAffected": count, "numAtRisk": 150}, {"groupId": "EG001", "numAffected": 0, "numAtRisk": 155}]}
            for term, count in (("Pneumonia", 7), ("Hiccups", 1))
        ],
    }  # fmt: skip
    source = only(written(tmp_path, "a.json", json.dumps(posted)))
    assert "Pneumonia: Drug A 7 of 150; Placebo 0 of 155." in section(source, "posted results › adverse events")
    assert "Hiccups" not in source.text


def test_a_study_whose_fields_are_of_other_kinds_is_left_out_and_the_next_is_read(tmp_path: Path) -> None:
    damaged: list[Any] = [{"protocolSection": {"designModule": {"phases": 3}}}, {"protocolSection": []}, 5]
    sources, rejected = all_of(written(tmp_path, "a.json", json.dumps({"studies": [*damaged, study()]})))
    assert (len(sources), [r.place for r in rejected]) == (1, [1, 2, 3])


def test_escaped_signs_of_the_registry_are_plain(tmp_path: Path) -> None:
    escaped = study()
    escaped["protocolSection"]["eligibilityModule"]["eligibilityCriteria"] = "Age \\>= 18"
    assert "Age >= 18" in only(written(tmp_path, "a.json", json.dumps(escaped))).text
