"""The tumour that a question means without naming it: by its score, its marker or its examination."""

import re

_TELLTALE = (
    (re.compile(r"(?i)\b(?:gleason|PSA|PSMA|PI-?RADS|mCRPC|mHSPC)\b"), "prostate_cancer"),
    (
        re.compile(r"(?i)\b(?:séreux de haut grade|serous high[- ]grade|high[- ]grade serous|HGSO?C|CA[- ]?125)\b"),
        "ovarian_cancer",
    ),
    (re.compile(r"(?i)\b(?:mammogra\w+|mammo|BI-?RADS|ACR ?[0-6]|dense breasts?|seins denses)\b"), "breast_cancer"),
    (
        re.compile(r"(?i)\b(?:triple[- ]n[ée]g\w*|luminal [AB]|(?:ER|HR|RH|RE)(?:\+|[- ](?:positive|positif)))"),
        "breast_cancer",
    ),
    (re.compile(r"(?i)\b(?:pr[ée]-?|post-?|non[- ])m[ée]nopaus\w+"), "breast_cancer"),
    (
        re.compile(
            r"(?i)(?<!anti-)\b(?:EGFR(?:[- ]?(?:mut\w*|\+|exon|del\w*|positi\w+)|m)|exon (?:19|20)|L858R|T790M|ROS1)(?!\w)"
        ),
        "nsclc",
    ),
    (re.compile(r"(?i)\b(?:FLT3|NPM1)"), "aml"),
    (re.compile(r"\bBCG\b"), "nmibc"),
    (re.compile(r"\b(?:BCLC|TACE|CHC)\b"), "hepatocellular_carcinoma"),
    (re.compile(r"(?i)\bbreslow\b"), "melanoma"),
    (
        re.compile(r"\b[Cc]ol (?:de l'utérus |utérin )?(?:stade |FIGO )*(?:I{1,3}|IV|T\d)[ABab]?\d?(?!\w)"),
        "cervical_cancer",
    ),
    (re.compile(r"(?i)\bMGMT\b"), "glioma"),
)


def implied_tumours(text: str) -> tuple[str, ...]:
    """Ids of the tumours that a text's scores, markers and examinations belong to."""
    return tuple(tumour for telltale, tumour in _TELLTALE if telltale.search(text))
