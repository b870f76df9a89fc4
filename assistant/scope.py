"""Whether a question is one that evidence can answer: not an order, not one person's prognosis, not urgent care."""

import re
from enum import StrEnum

from assistant.requests import worded


class Scope(StrEnum):
    """What is asked for."""

    EVIDENCE = "evidence"
    ORDER = "order"
    PROGNOSIS = "prognosis"
    URGENT = "urgent"
    PRACTICE = "practice"
    READING = "reading"
    OTHER = "other"


_ORDER = re.compile(
    r"^\W*(please\s+|can you\s+|could you\s+|merci de\s+|peux-tu\s+|pouvez-vous\s+)?"
    r"(order|prescribe|book|schedule|arrange|request|refer|send|e-?mail|"
    r"call|bleep|page|write (him|her|them|up|a (script|letter|prescription))|"
    r"draft (a|an|the|his|her) (letter|e-?mail|referral)|chart|admit|discharge|cancel|increase his|"
    r"prescri(s|vez|re)|commande[rz]?|programme[rz]?|demande[rz]?|envoie|envoye[rz]|réserve[rz]?|appelle|appele[rz]|"
    r"prends? (un )?rendez-vous|prene[rz] (un )?rendez-vous|"
    r"rédige[rz]? (une |la |mon |le )?(lettre|ordonnance|courrier|compte)|"
    r"fai(s|tes)[- ](moi|lui) (une )?(ordonnance|prescription)|hospitalise[rz]?|annule[rz]?)\b",
    re.IGNORECASE,
)
_PROGNOSIS = re.compile(
    r"\b(how (long|many (months|years|weeks))\b[^?.]{0,40}\b(left|live|got|survive)|life expectancy|"
    r"(will|is) (my|this|our) (mother|father|mum|dad|wife|husband|"
    r"patient|sister|brother|son|daughter)\b[^?.]{0,30}\b(die|survive|live)|"
    r"chances? of (my|his|her) |will (s?he|they|my \w+) (see|make|live|survive|be here|last)|"
    r"(sera|verra)-t-(il|elle)|passera-t-(il|elle)|tiendra-t-(il|elle)|"
    r"combien de (temps|mois|semaines|d'années)\b[^?.]{0,40}\b(reste|vivre|à vivre|lui reste)|espérance de vie de|"
    r"(va-t-(il|elle)|vais-je) (mourir|survivre|s'en sortir|guérir)|"
    r"ses chances de (survie|guérison)|quel est (le|son) pronostic de (ma|mon|m\.|mme|monsieur|madame))",
    re.IGNORECASE,
)
_URGENT = re.compile(
    r"\b(extravasation|overdose|surdosage|intrathecal error|antidote|anaphyla\w+|arrêt cardiaque|cardiac arrest)\b"
    r"[^?]*\b(antidote|now|ago|il y a|hour|heure|what do (i|we) do|"
    r"que faire|chaud ou froid|hot or cold|immediately|tout de suite)\b",
    re.IGNORECASE,
)


_PRACTICE = re.compile(
    r"\b(what|which)\b[^?.,;]{0,30}\b(dose|dosage|antibiotics?|"
    r"antidote)\b|\bhow many mg\b|\bhow (do|should) (i|we) manage\b|"
    r"\bquelle?s?\b[^?.,;]{0,20}\b(dose|posologie|antibiothérapie|"
    r"antibiotique|antidote|conduite)\b|\bcombien de (mg|jours)\b|"
    r"\bcombien de temps\b[^?.]{0,15}\b(arrêter|suspendre|interrompre|attendre|sans traitement)\b|"
    r"\b(supplément\w+|corrig\w+|adapt\w+|rédui\w+|gér\w+|trait\w+)[- ](t-)?(on )?comment\b|\bcomment (gérer|adapter|corriger|"
    r"supplémenter|surveiller|annoncer|administrer|diluer|désensibiliser)\b|\bprotocole de désensibilisation\b|"
    r"\b(by how much|how much) should (i|we) (reduce|increase)\b|\bwhen (can|should|do) (i|we) (restart|resume|stop|hold)\b|"
    r"\bprophyla\w+,? (for )?how long\b|\bhow long (should|do|to) [^?.]{0,20}prophyla|\bprophylaxie\b[^?.]{0,20}combien de temps|"
    r"\b(which|what) (staging|blood|baseline) (tests?|investigations|work-?up|imaging)\b|\bquel bilan\b|"
    r"\b(?:drug |herb |food )?interactions? (?:with|between|avec|entre)\b|\b(?:grapefruit|pamplemousse|millepertuis|"
    r"St John'?s wort|inhibiteurs? du CYP|CYP3A4)\b|"
    r"\bwhat now\b|\bconduite à tenir\b|\bque faire\b|\bCAT (devant|en cas)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:funded|funding|reimburse\w*|rembours\w+|liste en sus|AMM|ATU|accès (?:précoce|compassionnel)|combien coûte|"
    r"prise? en charge par la (?:sécu\w*|CPAM|CNAM))\b|"
    r"\b(R|python|excel|sql) (script|code|macro|formula)|\bmacro excel|\bscript (R|python)|\b(CCAM|GHM|GHS|PMSI)\b|"
    r"\bcode (CIM|ICD)|\b(ICD|CIM)-?10 (code|cod)|\b(weather|météo|parking|canteen|cantine|wi-?fi|mot de passe|password)\b|"
    r"\btranslate (this|the|my)|\btradui(s|sez|re)\b|\b(numéro d[eu] (téléphone|secrétariat|service|bip)|"
    r"phone number|bleep number|planning|rota|tableau de garde|on-call rota)\b",
    re.IGNORECASE,
)


def scope_of(question: str) -> Scope:
    """What a question asks for, by its wording."""
    for scope, patterns in _PLAIN.items():
        if any(pattern.search(question) for pattern in patterns) or worded(scope.value, question):
            return scope
    if not worded("evidence_asked", question):
        return next((scope for scope, kind in _LOOSE if worded(kind, question)), Scope.EVIDENCE)
    return Scope.EVIDENCE


_PLAIN = {
    Scope.ORDER: (_ORDER,),
    Scope.PROGNOSIS: (_PROGNOSIS,),
    Scope.URGENT: (_URGENT,),
    Scope.PRACTICE: (_PRACTICE,),
    Scope.READING: (),
    Scope.OTHER: (_OTHER,),
}
_LOOSE = (
    (Scope.PRACTICE, "adapting"),
    (Scope.PRACTICE, "practice_loose"),
    (Scope.READING, "reading_loose"),
    (Scope.OTHER, "other_loose"),
)
