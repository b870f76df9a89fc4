"""What the words of a title and an abstract say of a study's design, in English and French."""

import re
from dataclasses import dataclass

from corpora.literature.design_cases import tells_of_cases
from corpora.literature.design_randomisation import randomised
from corpora.literature.source import SourceKind

_BEGINNING = 4_000
"""Characters of a text that speak of the study itself; later ones of a full text speak of others' studies."""


@dataclass(frozen=True)
class Reading:
    """What was understood.

    ``controlled`` tells whether groups are compared; ``of_observational`` whether a review pools studies that were not
    randomised.
    """

    kind: SourceKind | None
    randomised: bool | None
    phase: str
    features: tuple[str, ...]
    controlled: bool
    of_observational: bool


_POOLED_TITLE = re.compile(
    r"meta-?\s?anal[iy]s[ei]s|systematic (?:literature |scoping )?reviews?\b|pooled analys[ei]s of .*trials|méta-?analyses?\b|"
    r"revue systématique|cochrane review"
)
_POOLED_TEXT = re.compile(
    r"\b(?:this|present|our|cette|notre) (?:updated )?(?:systematic review|(?:network )?meta-?analysis|méta-?analyse|revue systématique)|"
    r"\bwe (?:performed|conducted|did|undertook|carried out) an? (?:updated |network |systematic |individual[- ]patient[- ]data )*(?:review|meta-?analysis)\b|"
    r"\b(?:pubmed|medline|embase|cochrane library|central)\b[^.]{0,100}\b(?:searched|interrogée?s)|"
    r"\bsearched (?:in |the )?(?:pubmed|medline|embase|the cochrane|electronic)"
)
_REVIEW_TITLE = re.compile(
    r"\breview(?: of the (?:current |recent )?literature)?$|\boverview\b|[:.] ?(?:an? )?(?:[\w-]+ )?review\b|^(?:an? |the )?(?:[\w-]+ )?review of\b|"
    r"\brevue (?:générale|de la littérature|narrative|critique)|\bmise au point\b|\bétat de l[’']art\b|\bstate[ -]of[ -]the[ -]art\b|"
    r"\bcurrent (?:perspectives|status|concepts)\b"
)
_REVIEW_TEXT = re.compile(
    r"\b(?:this|present|our) (?:[\w-]+ )?review\b(?! board)|\bin this (?:[\w-]+ )?review\b|\bwe (?:here |briefly |critically )?review\b|"
    r"\bcette (?:revue|mise au point|synthèse)\b|\bfai(?:t|re|sons) le point\b|\bcet article (?:passe en revue|propose|présente|décrit|aborde|discute|résume)\b|"
    r"\brevue de la littérature\b|\bthis article (?:reviews|summari[sz]es|discusses)\b"
)
_GUIDELINE_TITLE = re.compile(
    r"\bguidelines?\b(?! (?:adherence|concordan|implementation|compliance|development))|\bconsensus (?:statement|conference|recommendations?)\b|"
    r"\brecommendations? (?:for|of|from|on|by)\b|\brecommandations?\b|\bréférentiel\b|\bposition (?:paper|statement)\b|\bconférence de consensus\b"
)
_PROTOCOL_TITLE = re.compile(
    r"\b(?:study|trial|research) protocol\b|\bprotocol (?:for|of) an?\b|\brationale and (?:study )?design\b|\bdesign and rationale\b|\bprotocole (?:d[’']|de l[’'])(?:étude|essai)"
)
_OBSERVATIONAL = re.compile(
    r"\bretrospective|\bcase-?\s?control\b|\bcross-?sectional\b|\bobservational (?:study|cohort|analysis)\b|\bcohort (?:study|analysis|of)\b|"
    r"\b(?:prospective|population-based|matched|historical) cohort\b|\b(?:cancer|tumou?r|national|seer) (?:registry|registries|database)\b|"
    r"\bpropensity[- ]score\b|\breal-world\b|\b(?:medical records|charts?) (?:were |was )?review|\brétrospective|\bétude (?:[\w-]+ )?(?:observationnelle|transversale|"
    r"de cohorte|cas-?\s?témoins?|descriptive|épidémiologique|prospective)\b|\benquête (?:[\w-]+ )?(?:transversale|descriptive|épidémiologique)\b|"
    r"\bcohorte (?:de|prospective|nationale)\b"
)
_TRIAL = re.compile(
    r"\bphase (?:[1-4]|i{1,3}|iv)[ab]?(?:\s?[/-]\s?(?:[1-4]|i{1,3})[ab]?)? (?:[\w-]+ ){0,3}(?:trial|study)\b|\bclinical trial\b(?!s)|\bthis (?:[\w-]+ ){0,3}trial\b|"
    r"\bopen-label\b|\bsingle-arm\b|\bplacebo[ -](?:controlled|group)\b|\bdouble[- ]blind|\bdose[- ]escalation\b|\bcross-?over (?:study|trial|design)\b|"
    r"\bessai (?:clinique|thérapeutique|de phase|contrôlé)\b"
)
_COMPARED = re.compile(
    r"\bcompared (?:with|to)\b|\bversus\b|\bvs\b|\bcontrol(?:led)? (?:group|arm)\b|\bcontrols\b|\bplacebo\b|\bcomparati|"
    r"\bgroupe (?:contrôle|témoin)\b|\b(?:two|both) groups\b"
)
_PHASE = re.compile(
    r"\bphase[s ]?\s?(?P<first>[1-4]|i{1,3}|iv)[abc]?\s?(?:(?:[/–-]|and|et|or)\s?(?:phase )?(?P<second>[1-4]|i{1,3}|iv)[ab]?)?\b"
    r"(?!\s*(?:cell|angle|enzyme|metabol|clinical trials\b|trials\b|studies\b|of the (?:study|cycle)|reaction))"
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_FEATURES = (
    ("double-blind", r"\bdouble[- ](?:blind|mask)|\bdouble (?:aveugle|insu)\b|\btriple[- ]blind"),
    ("single-blind", r"\b(?:single|assessor|observer|investigator|evaluator|rater)[- ]blind|\bsimple aveugle\b"),
    ("open-label", r"\bopen[- ]label|\ben ouvert\b|\bunblinded\b|\bnon-blinded\b"),
    ("placebo-controlled", r"\bplacebo[- ]control|\bcontre placebo\b|\bmatching placebo\b|\b(?:or|and|versus) placebo\b"),
    ("crossover", r"\bcross-?over (?:trial|study|design|random)|\b(?:randomi[sz]ed|blind|controlled),? cross-?over\b"),
    ("cluster-randomised", r"\bcluster[- ]random"),
    ("factorial", r"\bfactorial\b"),
    ("non-inferiority", r"\bnon-?inferior|\bnon[- ]infériorité\b"),
    ("single-arm", r"\bsingle[- ](?:arm|group)\b|\bbras unique\b"),
    ("multicentre", r"\bmulti-?cent(?:er|re|ric|rique)\b"),
    ("retrospective", r"\bretrospective|\brétrospective"),
    ("case-control", r"\bcase-?\s?control\b|\bcas-?\s?témoins?\b"),
    ("cross-sectional", r"\bcross-?sectional\b|\b(?:étude|enquête) (?:[\w-]+ )?transversale\b"),
    ("secondary analysis", r"\b(?:post[- ]hoc|secondary|subgroup|ancillary) (?:analysis|study) of\b|\banalyse post[- ]hoc\b"),
)  # fmt: skip
_FEATURE_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _FEATURES)
_OF_OBSERVATIONAL = re.compile(r"\b(?:observational|cohort|case-control|non-?randomi[sz]ed|retrospective) studies\b")


def reading(title: str, text: str) -> Reading:
    """What a title and the beginning of a text say of the design."""
    title, text = title.lower().strip(" ."), text[:_BEGINNING].lower()
    both = f"{title}\n{text}"
    drawn = randomised(title, text)
    features = tuple(name for name, pattern in _FEATURE_PATTERNS if pattern.search(both))
    if "double-blind" in features:
        features = tuple(name for name in features if name not in ("single-blind", "open-label"))
    return Reading(
        kind=_kind(title, text, drawn),
        randomised=drawn,
        phase=_phase(title, text),
        features=features,
        controlled=bool(_COMPARED.search(both)),
        of_observational="randomi" not in both and bool(_OF_OBSERVATIONAL.search(both)),
    )


def _kind(title: str, text: str, drawn: bool | None) -> SourceKind | None:
    if _POOLED_TITLE.search(title):
        return SourceKind.META_ANALYSIS
    if _PROTOCOL_TITLE.search(title):
        return SourceKind.ARTICLE
    if drawn:
        return SourceKind.META_ANALYSIS if _POOLED_TEXT.search(text) else SourceKind.TRIAL_REPORT
    if _GUIDELINE_TITLE.search(title):
        return SourceKind.GUIDELINE
    if tells_of_cases(title, text):
        return SourceKind.CASE_REPORT
    if _REVIEW_TITLE.search(title):
        return SourceKind.REVIEW
    if _POOLED_TEXT.search(text):
        return SourceKind.META_ANALYSIS
    if _OBSERVATIONAL.search(title):
        return SourceKind.OBSERVATIONAL_STUDY
    if _TRIAL.search(title):
        return SourceKind.TRIAL_REPORT
    if _OBSERVATIONAL.search(text):
        return SourceKind.OBSERVATIONAL_STUDY
    if _TRIAL.search(text):
        return SourceKind.TRIAL_REPORT
    return SourceKind.REVIEW if _REVIEW_TEXT.search(text) else None


def _phase(title: str, text: str) -> str:
    found = _PHASE.search(title) or _PHASE.search(text)
    if not found:
        return ""
    phases = [_ROMAN.get(phase, phase) for phase in (found["first"], found["second"]) if phase]
    return "/".join(dict.fromkeys(phases)) if phases in (["1", "2"], ["2", "3"]) else phases[0]
