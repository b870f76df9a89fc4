"""What a question or a source is about: condition, biomarkers, setting, interventions, outcomes."""

import re
from dataclasses import dataclass, replace

from assistant.telltales import implied_tumours
from corpora.lexicon import INTERVENTIONS, MEDICINES, Category, Lexicon, Mention
from corpora.literature.source import Source

# What a patient has already had is part of the setting, not what is asked about.
_PRIOR = re.compile(
    r"\b(after|post|following|failed|failing|progress\w* (on|after|under)|refractory to|resistant to|pre-?treated with|"
    r"already (had|received)|previous(ly)?|prior|despite|"
    r"après|échec (de|du|des|d)|réfractaires? (à|au|aux)|résistante?s? (à|au|aux)|"
    r"prétraitée?s?( par)?|déjà (traitée?s?|eu|reçu|irradiée?s?)|progress\w+ (sous|après)|malgré)"
    r"(\s+(failure of|an?|the|le|la|les|un|une|du|de|des|d'|l'|first-line|second-line|\d\w+ ligne|échec du|one|two|"
    r"[\d-]+ (ans?|mois|semaines?|cures?|cycles?|years?|months?|weeks?|courses?)( (de|of)| d')?))*[\s(]*$",
    re.IGNORECASE,
)
# Several treatments that came before: "already had octreotide then everolimus".
_LISTED = re.compile(r"(?i)^\s*(?:,|\+|/|-|&|and|then|et|puis|plus)\s*$")
# Patients whom a trial leaves out: "except T3-4N0".
_EXCEPT = re.compile(r"(?i)\b(?:except(?:ing|ed)?|excluding|other than|hors|sauf|excepté)(?: for)?\s+\S{0,8}$")
# A comorbidity told in passing: "HTA équilibrée".
_UNDER_CONTROL = re.compile(r"(?i)\s(?:bien )?(?:équilibrée?s?|contrôlée?s?|(?:well[- ])?controlled)\b")
# What a patient is on while the question is about something else: cooling gloves on paclitaxel.
_BACKGROUND = re.compile(
    r"\b(on|under|into|taking|receiving|during|starting|while on|sous|pendant|pdt|durant|au cours d[eu]|lors d[eu])"
    r"(\s+(an?|the|their|his|her|le|la|les|un|une|son|sa|leur))?\s*$",
    re.IGNORECASE,
)
# A relapse to come is an outcome; one that has come is a setting.
_TO_COME = re.compile(
    r"\b(risques?|taux|réduction|réduit|prévention|prévient|délai|probabilité|risks?|rates?|reduction|reduces?|prevents?|"
    r"prevention|fewer|chance|time to)(\s+(de|du|des|la|le|les|of|the|a|in|d'|l'|jusqu'à))*\s*$",
    re.IGNORECASE,
)
# A harm asked about beside a result: "PFS and risk of pneumonitis".
_AS_OUTCOME = re.compile(
    r"(?i)\b(?:risks?|rates?|incidence|frequency|risque|taux|fréquence)\s+(?:of|de|des|du|d['’])\s*$"
)
_RETURN = frozenset({"relapsed", "recurrent"})
# A phase that is over when the question is asked: "after neoadjuvant chemotherapy".
_PHASES = frozenset({"first_line", "neoadjuvant", "adjuvant"})
_UNKNOWN_DRUG = re.compile(
    r"\b[a-zéèêëïôûü]{3,}(?:mab|nib|ciclib|parib|limus|platine?|taxel|rubicine?|fusp|lutamide|leucel|degib|tide|"
    r"dronate|dronique|setron|sétron|vedotine?|deruxt[eé]can|t[eé]can|zomib|stat|stim|grastim|poi[eé]tine?|tinine?)\b",
    re.IGNORECASE,
)
# Everyday words that end like drug names.
_NOT_DRUGS = frozenset(
    {
        "thermostat",
        "diktat",
        "constat",
        "photostat",
        "peptide",
        "nucleotide",
        "antitide",
        "angiopoietin",
        "angiopoïétine",
    }
)


@dataclass(frozen=True)
class About:
    """What a text is about, as lexicon concept ids, in order of appearance.

    Attributes
    ----------
    interventions
        Asked about, or compared in the source's arms.
    prior
        Interventions already received, or received meanwhile.
    unknown
        Words that look like drug names and are in no lexicon entry, lower case.
    trials
        Trial acronyms named, upper case.
    """

    conditions: tuple[str, ...] = ()
    biomarkers: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    prior: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    trials: tuple[str, ...] = ()


def about_question(text: str, language: str, lexicon: Lexicon, trial_names: frozenset[str] = frozenset()) -> About:
    """Read a question."""
    mentions = [
        m
        for m in lexicon.recognise(text, language)
        if not (m.concept_id in _RETURN and _TO_COME.search(text[: m.start]))
        and not (m.concept_id in _PHASES and _PRIOR.search(text[: m.start]))
    ]
    trials = tuple(
        dict.fromkeys(
            _named_trials(
                text, trial_names, {word for m in mentions for word in (m.text.upper(), *m.text.upper().split())}
            )
        )
    )
    covered = [(m.start, m.end) for m in mentions]
    unknown = [
        match.group().lower()
        for match in _UNKNOWN_DRUG.finditer(text)
        if not any(s < match.end() and match.start() < e for s, e in covered)
        and match.group().lower() not in _NOT_DRUGS
    ]
    treatments = [m for m in mentions if _category(m, lexicon) in INTERVENTIONS]
    prior: list[Mention] = []
    for m in treatments:
        listed = bool(prior) and bool(_LISTED.match(text[prior[-1].end : m.start]))
        if m.prior or listed or _PRIOR.search(text[: m.start]):
            prior.append(m)
    background = [m for m in treatments if m not in prior and _BACKGROUND.search(text[: m.start])]
    asked = [m for m in treatments if m not in prior and m not in background]
    aside = [*prior, *background] if asked or unknown else prior if background else []
    # What a patient does not have is not what the question is about; a cancer that is denied is still its subject.
    absent = [
        m for m in mentions if (m.negated or _UNDER_CONTROL.match(text[m.end :])) and _is_complication(m, lexicon)
    ]
    harms = [m for m in mentions if _AS_OUTCOME.search(text[: m.start]) and _is_complication(m, lexicon)]
    about = _collect([m for m in mentions if m not in aside and m not in absent], lexicon)
    if about.outcomes:
        about = replace(about, conditions=tuple(c for c in about.conditions if c not in _ids(harms)))
    if "metastatic_disease" in about.conditions:  # "HER2+ mets": how far, not what
        conditions = tuple(c for c in about.conditions if c != "metastatic_disease")
        about = replace(about, conditions=conditions, settings=_join(about.settings, ("metastatic",)))
    return replace(
        about,
        conditions=_join(
            () if any(lexicon.is_a(c, "cancer") for c in about.conditions) else implied_tumours(text), about.conditions
        ),
        prior=_ids(aside),
        unknown=tuple(dict.fromkeys(unknown)),
        trials=trials,
    )


def about_source(source: Source, lexicon: Lexicon) -> About:
    """Read what a source says it is about: its structured description where it has one, else title and beginning."""
    described = source.about
    arms = described.get("arms")
    if isinstance(arms, list) and arms:
        condition = " . ".join(
            str(part)
            for part in (described.get("condition"), described.get("population"), described.get("biomarkers"))
            if part
        )
        interventions = f"{source.title} . {' . '.join(arms)}"
        whole = f"{source.title} . {condition} . {described.get('setting') or ''}"
        endpoints = " . ".join(
            [*_texts(described.get("primary_endpoints")), *_texts(described.get("secondary_endpoints"))]
            + [effect.endpoint for effect in source.effects]
        )
        in_whole = _collect(_of_now(lexicon.recognise(whole, source.language), whole, lexicon), lexicon)
        in_arms = _collect(lexicon.recognise(interventions, source.language), lexicon)
        in_endpoints = _collect(lexicon.recognise(endpoints, source.language), lexicon)
        about = replace(in_whole, interventions=in_arms.interventions, prior=in_whole.interventions)
        # A supportive-care trial's condition is often its endpoint (mucositis, febrile neutropenia).
        return replace(
            about,
            conditions=_join(about.conditions, in_endpoints.conditions),
            outcomes=_join(in_endpoints.outcomes, in_whole.outcomes),
            trials=acronyms(str(described.get("trial_name") or "")),
        )
    beginning = f"{source.title} . {source.text[:4000]}"
    return _collect(lexicon.recognise(beginning, source.language), lexicon)


def _of_now(mentions: list[Mention], text: str, lexicon: Lexicon) -> list[Mention]:
    """Without settings of treatment had before (relapse after adjuvant tamoxifen), and those left out (except T3-4N0)."""
    return [
        m
        for m in mentions
        if _category(m, lexicon) is not Category.SETTING
        or not (_PRIOR.search(text[: m.start]) or _EXCEPT.search(text[: m.start]))
    ]


def inherit(about: About, earlier: About, lexicon: Lexicon) -> About:
    """A follow-up's facets, completed from the turn before: what it leaves unsaid is still meant.

    A medicine named anew replaces the earlier ones; a procedure (after what surgery, with which radiotherapy) joins them.
    """
    names_treatment = any(lexicon.concept(i).category in MEDICINES for i in about.interventions)
    return replace(
        about,
        conditions=about.conditions or earlier.conditions,
        biomarkers=about.biomarkers or earlier.biomarkers,
        settings=about.settings or earlier.settings,
        interventions=about.interventions if names_treatment else _join(about.interventions, earlier.interventions),
        prior=about.prior or earlier.prior,
        outcomes=about.outcomes or earlier.outcomes,
        unknown=about.unknown if names_treatment else _join(about.unknown, earlier.unknown),
        trials=about.trials or earlier.trials,
    )


def acronyms(trial_name: str) -> tuple[str, ...]:
    """The names by which a trial may be called, upper case: the whole, each part of it, each word in capitals (``TACT2``).

    A word before a number is a group's name (``PRODIGE 12``), not the trial's.
    """
    parts = [part.strip() for part in re.split(r"[/;,()]| and ", trial_name)]
    words = [w for w in re.findall(r"[\w-]+(?![\w-]*\s\d)", trial_name) if sum(c.isupper() for c in w) >= 3]
    named = (trial_name.strip().upper(), *(part.upper() for part in (*parts, *words)))
    return tuple(dict.fromkeys(name for name in named if len(name) >= 4))


def _named_trials(text: str, names: frozenset[str], terms: set[str]) -> list[str]:
    """Trials that a question names, in capitals; not what is a term of oncology as well (BRCA)."""
    found = []
    for size in (3, 2, 1):
        words = list(re.finditer(r"[\w-]+", text))
        for at in range(len(words) - size + 1):
            printed = text[words[at].start() : words[at + size - 1].end()]
            name = re.sub(r"\s+", " ", printed).upper()
            capitals = sum(c.isupper() for c in printed)
            if (
                name in names
                and name not in terms
                and (capitals >= 3 or (any(c.isdigit() for c in printed) and capitals))
            ):
                found.append(name)
    return found


def _collect(mentions: list[Mention], lexicon: Lexicon) -> About:
    def of(*categories: Category) -> list[Mention]:
        return [m for m in mentions if _category(m, lexicon) in categories]

    return About(
        conditions=_ids(of(Category.DISEASE)),
        biomarkers=_ids(of(Category.BIOMARKER)),
        settings=_ids(of(Category.SETTING)),
        interventions=_ids(of(*INTERVENTIONS)),
        outcomes=_ids(of(Category.ENDPOINT)),
    )


def _is_complication(mention: Mention, lexicon: Lexicon) -> bool:
    return _category(mention, lexicon) is Category.DISEASE and not lexicon.is_a(mention.concept_id, "cancer")


def _category(mention: Mention, lexicon: Lexicon) -> Category:
    return lexicon.concept(mention.concept_id).category


def _ids(mentions: list[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.concept_id for m in mentions))


def _join(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _texts(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []
