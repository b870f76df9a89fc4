"""What the words of a title and an abstract say of a study's design, in English and French."""

import re
from dataclasses import dataclass

from corpora.literature.commentary import titled_as_commentary
from corpora.literature.cue import cue
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


_POOLED_TITLE = cue(
    "anal|review|revue",
    r"meta-?\s?anal[iy]s[ei]s|méta-?analyses?\b|pooled analys[ei]s of .*trials",
    r"systematic (?:literature |scoping )?reviews?\b|revue systématique|cochrane review",
)
_POOLED_TEXT = cue(
    "review|meta|méta|revue|pubmed|medline|embase|cochrane",
    r"\b(?:this|present|our|cette|notre) (?:updated )?(?:systematic review|(?:network )?meta-?analysis|méta-?analyse)",
    r"\bcette revue systématique",
    r"\bwe (?:performed|conducted|did|undertook|carried out) an? (?:updated |network |systematic )*(?:review|"
    r"meta-?analysis)\b",
    r"\b(?:pubmed|medline|embase|cochrane library)\b[^.]{0,100}\b(?:searched|interrogée?s)",
    r"\bsearched (?:in |the )?(?:pubmed|medline|embase|cochrane|electronic)",
)
_REVIEW_TITLE = cue(
    "review|overview|revue|point|art|current",
    r"\breview(?: of the (?:current |recent )?literature)?$|\boverview\b|[:.] ?(?:an? )?(?:[\w-]+ )?review\b",
    r"^(?:an? |the )?(?:[\w-]+ )?review of\b|\bcurrent (?:perspectives|status|concepts)\b|"
    r"\bstate[ -]of[ -]the[ -]art\b",
    r"\brevue (?:générale|de la littérature|narrative|critique)|\bmise au point\b|\bétat de l[’']art\b",
)
_REVIEW_TEXT = cue(
    "review|article|revue|point|synth",
    r"\b(?:this|present|our) (?:[\w-]+ )?review\b(?! board)|\bin this (?:[\w-]+ )?review\b",
    r"\bwe (?:here |briefly |critically )?review\b|\bthis article (?:reviews|summari[sz]es|discusses)\b",
    r"\bcette (?:revue|mise au point|synthèse)\b|\bfai(?:t|re|sons) le point\b|\brevue de la littérature\b",
    r"\bcet article (?:passe en revue|propose|présente|décrit|aborde|discute|résume)\b",
)
_GUIDELINE_TITLE = cue(
    "guideline|consensus|recomm|référentiel|position",
    r"\bguidelines?\b(?! (?:adherence|concordan|implementation|compliance|development))",
    r"\bconsensus (?:statement|conference|recommendations?)\b|\brecommendations? (?:for|of|from|on|by)\b",
    r"\brecommandations?\b|\bréférentiel\b|\bposition (?:paper|statement)\b|\bconférence de consensus\b",
)
_PROTOCOL_TITLE = cue(
    "protocol|rationale",
    r"\b(?:study|trial|research) protocol\b|\bprotocol (?:for|of) an?\b|\brationale and (?:study )?design\b",
    r"\bdesign and rationale\b|\bprotocole (?:d[’']|de l[’'])(?:étude|essai)",
)
_OBSERVATIONAL = cue(
    "retrospectiv|rétrospectiv|control|témoin|sectional|observation|cohort|registr|propensity|real-world|review|étude|"
    "enquête|seer",
    r"\bretrospective|\bcase-?\s?control\b|\bcross-?sectional\b|\bobservational (?:study|cohort|analysis)\b",
    r"\bcohort (?:study|analysis|of)\b|\b(?:prospective|population-based|matched|historical) cohort\b",
    r"\b(?:cancer|tumou?r|national|seer) (?:registry|registries|database)\b|\bpropensity[- ]score\b|\breal-world\b",
    r"\b(?:medical records|charts?) (?:were |was )?review|\brétrospective|\bcohorte (?:de|prospective|nationale)\b",
    r"\bétude (?:[\w-]+ )?(?:observationnelle|transversale|de cohorte|cas-?\s?témoins?|descriptive|épidémiologique)\b",
    r"\bétude prospective\b|\benquête (?:[\w-]+ )?(?:transversale|descriptive|épidémiologique)\b",
)
_TRIAL = cue(
    "phase|trial|open-label|single-arm|placebo|double|escalation|cross|essai",
    r"\bphase (?:[1-4]|i{1,3}|iv)[ab]?(?:\s?[/-]\s?(?:[1-4]|i{1,3})[ab]?)? (?:[\w-]+ ){0,3}(?:trial|study)\b",
    r"\bclinical trial\b(?!s)|\bthis (?:[\w-]+ ){0,3}trial\b|\bopen-label\b|\bsingle-arm\b|\bdose[- ]escalation\b",
    r"\bplacebo[ -](?:controlled|group)\b|\bdouble[- ]blind|\bcross-?over (?:study|trial|design)\b",
    r"\bessai (?:clinique|thérapeutique|de phase|contrôlé)\b",
)
_COMPARED = cue(
    "compar|versus|vs|control|placebo|group",
    r"\bcompared (?:with|to)\b|\bversus\b|\bvs\b|\bcontrol(?:led)? (?:group|arm)\b|\bcontrols\b|\bplacebo\b",
    r"\bcomparati|\bgroupe (?:contrôle|témoin)\b|\b(?:two|both) groups\b",
)
_OF_OBSERVATIONAL = cue(
    "studies", r"\b(?:observational|cohort|case-control|non-?randomi[sz]ed|retrospective) studies\b"
)
_ANIMALS = cue(
    "rat|mice|mouse|murine|pig|dog|cat|rabbit|canine|feline|chien|chat|souris|veaux|porc|volaille|cheva",
    r"\b(?:wistar|sprague[- ]dawley|rats?|mice|mouse|murine|piglets?|pigs|dogs|cats|rabbits|canine|feline|rabbits)\b",
    r"\b(?:chiens?|chiennes?|chats?|souris|lapins?|veaux|porcs?|porcelets|cochettes|volailles|chevaux)\b",
)
_PEOPLE = cue(
    "patient|participant|volunteer|man|men|adult|child|boy|girl|subjects|malade|femme|homme|enfant|volontaires|garçon|fille|"
    "nourrisson",
    r"\b(?:patiente?s?|participants|volunteers|wom[ae]n|m[ae]n|adults?|child|children|boy|girl|subjects|malades?|femmes?|"
    r"hommes?|adultes|enfants?|volontaires|garçon|fille|fillette|nourrisson)\b",
)
_PHASE = re.compile(
    r"\bphase[s ]?\s?(?P<first>[1-4]|i{1,3}|iv)[abc]?\s?"
    r"(?:(?:[/–-]|and|et|or)\s?(?:phase )?(?P<second>[1-4]|i{1,3}|iv)[ab]?)?\b"
    r"(?!\s*(?:cell|angle|enzyme|metabol|clinical trials\b|trials\b|studies\b|of the (?:study|cycle)|reaction))"
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_FEATURES = (
    ("double-blind", cue("double|triple", r"\b(?:double|triple)[- ](?:blind|mask)|\bdouble (?:aveugle|insu)\b")),
    ("single-blind", cue("-blind| blind|aveugle", r"\b(?:single|assessor|observer|investigator|evaluator|"
    "rater)[- ]blind",
                         r"\bsimple aveugle\b")),
    ("open-label", cue("open|ouvert|blinded", r"\bopen[- ]label|\ben ouvert\b|\bunblinded\b|\bnon-blinded\b")),
    ("placebo-controlled", cue("placebo", r"\bplacebo[- ]control|\bcontre placebo\b|\bmatching placebo\b",
                               r"\b(?:or|and|versus) placebo\b")),
    ("crossover", cue("cross", r"\bcross-?over (?:trial|study|design|random)",
                      r"\b(?:randomi[sz]ed|blind|controlled),? cross-?over\b")),
    ("cluster-randomised", cue("cluster", r"\bcluster[- ]random")),
    ("factorial", cue("factorial", r"\bfactorial\b")),
    ("non-inferiority", cue("inferior|infériorité", r"\bnon-?inferior|\bnon[- ]infériorité\b")),
    ("single-arm", cue("single|unique", r"\bsingle[- ](?:arm|group)\b|\bbras unique\b")),
    ("multicentre", cue("multi", r"\bmulti-?cent(?:er|re|ric|rique)\b")),
    ("retrospective", cue("rospectiv", r"\br[eé]trospective")),
    ("case-control", cue("control|témoin", r"\bcase-?\s?control\b|\bcas-?\s?témoins?\b")),
    ("cross-sectional", cue("sectional|transversale", r"\bcross-?sectional\b",
                            r"\b(?:étude|enquête) (?:[\w-]+ )?transversale\b")),
    ("secondary analysis", cue("analys|study of", r"\b(?:post[- ]hoc|secondary|subgroup|ancillary) analysis of\b",
                               r"\bancillary study of\b|\banalyse post[- ]hoc\b")),
)  # fmt: skip


def reading(title: str, text: str) -> Reading:
    """What a title and the beginning of a text say of the design."""
    title, text = title.lower().strip(" ."), text[:_BEGINNING].lower()
    both = f"{title}\n{text}"
    drawn = randomised(title, text)
    features = tuple(name for name, feature in _FEATURES if feature.said(both))
    if "double-blind" in features:
        features = tuple(name for name in features if name not in ("single-blind", "open-label"))
    return Reading(
        kind=_kind(title, text, drawn),
        randomised=drawn,
        phase=_phase(title, text),
        features=features,
        controlled=_COMPARED.said(both),
        of_observational="randomi" not in both and _OF_OBSERVATIONAL.said(both),
    )


def _kind(title: str, text: str, drawn: bool | None) -> SourceKind | None:
    if titled_as_commentary(title):
        return SourceKind.ARTICLE
    if _POOLED_TITLE.said(title):
        return SourceKind.META_ANALYSIS
    if _PROTOCOL_TITLE.said(title):
        return SourceKind.ARTICLE
    if _ANIMALS.said(title) or (_ANIMALS.said(text) and not _PEOPLE.said(text)):
        return SourceKind.ARTICLE
    if drawn:
        return SourceKind.META_ANALYSIS if _POOLED_TEXT.said(text) else SourceKind.TRIAL_REPORT
    if _GUIDELINE_TITLE.said(title):
        return SourceKind.GUIDELINE
    if tells_of_cases(title, text):
        return SourceKind.CASE_REPORT
    for kind, words, where in (
        (SourceKind.REVIEW, _REVIEW_TITLE, title),
        (SourceKind.META_ANALYSIS, _POOLED_TEXT, text),
        (SourceKind.OBSERVATIONAL_STUDY, _OBSERVATIONAL, title),
        (SourceKind.TRIAL_REPORT, _TRIAL, title),
        (SourceKind.OBSERVATIONAL_STUDY, _OBSERVATIONAL, text),
        (SourceKind.TRIAL_REPORT, _TRIAL, text),
        (SourceKind.REVIEW, _REVIEW_TEXT, text),
    ):
        if words.said(where):
            return kind
    return None


def _phase(title: str, text: str) -> str:
    found = _PHASE.search(title) or (_PHASE.search(text) if "phase" in text else None)
    if not found:
        return ""
    phases = [_ROMAN.get(phase, phase) for phase in (found["first"], found["second"]) if phase]
    return "/".join(dict.fromkeys(phases)) if phases in (["1", "2"], ["2", "3"]) else phases[0]
