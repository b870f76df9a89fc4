"""Words around the names of arms, in English and French, lower case."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


GROUP_WORDS = _words("group groups arm arms groupe groupes bras")
DETERMINERS = _words("the a an each both either le la les l un une des du de")
CONNECTORS = _words(
    """
    plus and with without or by followed then & + , et ou avec sans suivi suivie puis combined combination added
    oral intravenous subcutaneous weekly daily
    """
)
TAIL_WORDS = _words(
    """
    alone only monotherapy therapy treatment regimen combination group chemotherapy radiotherapy seul seule
    maintenance single-agent single agent added adjuvant induction consolidation
    """
)
CONTROL_WORDS = _words(
    """
    control placebo standard observation usual conventional intervention experimental investigational treatment
    témoin contrôle combination chemotherapy comparator
    """
)
NOT_ARMS = _words(
    """
    modest favor favour favors favours achieve achieves different superior inferior compare compares feasible effective
    well-tolerated tolerable acceptable manageable comparable promising useful equal equally crossover respective
    yet despite substantial well apparent decline none baseline psa thyroid exploratory differ differed improve
    improves prolong prolongs reduce reduces respect statistical significance multivariate favorable favourable
    detect random clinicaltrials clinicaltrials.gov gov identifier equivalent them test pfs dfs os ttp efs rfs
    node lymph area curve square meter kilogram body body-surface surface weight bodyweight regardless
    irrespective cm mm pca fewer patients patient participants participant women men individuals people subjects
    those who which that whom were was is are be been had has have did do does not no than in on at for from to of
    as after before during until between among within when while this these there their its it and or but
    receiving received receive receives given assigned randomly randomized randomised allocated treated compared
    versus vs v median mean overall survival progression progression-free disease disease-free response rate rates
    months month weeks week days day years year daily twice once every times cycle cycles dose doses mg kg m2 gy
    mg/m2 mg/kg mg/d g ml auc oral orally intravenous intravenously iv subcutaneous subcutaneously course courses
    period duration end point endpoint endpoints primary secondary outcome outcomes analysis population
    intention-to-treat intent-to-treat per-protocol study studies trial phase open-label double-blind
    randomization randomisation ratio hazard odds risk relative hr ci p n we our all any two three four five six
    one each both either other same similar significantly significant longer shorter better worse improved
    improvement increase increased decrease decreased reduced reduction higher lower difference differences more
    less greater least most grade events event adverse serious toxicity toxicities effects toxic death deaths
    mortality incidence cancer tumor tumour tumors tumours metastatic advanced stage previous previously prior
    history age aged sex performance status eastern cooperative oncology quality life score scores health-related
    follow-up follow time group's respectively also however although results result finding findings conclusion
    conclusions methods background purpose objective objectives eligible enrolled evaluated comparison assess
    assessed determine evaluate investigate whether if will would could may can should up over under about
    approximately additional total maximum minimum initial first second third line first-line second-line day1
    days1 hours hour minutes fractions fraction weekly interval inhibitor inhibitors antibody drug drugs agent
    efficacy safety tolerability benefit effect treatment-related high low high-risk low-risk positive negative
    expression mutation mutations wild-type subgroup subgroups cohort cohorts centers centres center centre site
    sites hospital hospitals countries country institution institutions stratified stratification block blocks
    web-based interactive system voice computer-generated sequence number numbers masked unmasked blinded
    investigators clinicians staff data per protocol assignment 1:1 2:1 1:2 3:1 1:1:1 matching identical
    appearance followed unacceptable consent withdrawal whichever months' age-adjusted achieved observed occurred
    reported showed shown demonstrated found met reached statistically avec dans chez les le la des du de un une
    et ou par sur au aux était étaient ont a été patientes hommes femmes survie globale médiane mois ans semaines
    jours comparé comparée traitement traitements taux réponse groupe bras respectivement analyses event-free
    recurrence-free clinical clinically local response-rate complete partial newly diagnosed untreated
    unresectable resected resectable recurrent relapsed refractory early locally node-positive her2-positive
    her2-negative non-small-cell lung breast prostate colorectal colon rectal gastric ovarian melanoma renal cell
    carcinoma pancreatic hepatocellular bladder cervical lymphoma leukemia leukaemia myeloma glioblastoma sarcoma
    nonsignificant non-significant insignificant
    due according used using use good completion recurrence died experienced included including measured
    associated superiority noninferiority non-inferiority inferiority confirmed done defined intended ability
    routine function january february march april june july august september october november december trials date
    factor growth receptor optimal needed specific screened next level unit collection acute contre améliorée
    amélioré améliorait prolongée prolongé augmentée réduite sous survenus survenue survenues est rapport sans
    effets indésirables sont comparativement profile serum normal elevated child-pugh eight controls po head neck
    squamous adenocarcinoma esophageal oesophageal metastases lesions lesion
    """
)
# Words that two names of one arm may differ in.
DROPPED = _words(
    """
    combination alone only monotherapy treatment therapy regimen single agent single-agent added group seul seule
    """
)
# Words that say nothing of an arm by themselves, unless "group" follows.
GENERIC = _words(
    """
    treatment therapy care combination chemotherapy standard control experimental investigational intervention
    regimen adjuvant neoadjuvant induction maintenance consolidation first second alone only single agent
    monotherapy medical programme program strategy placebo-controlled level use type early late new
    """
)
