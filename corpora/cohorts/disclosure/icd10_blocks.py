"""Blocks of ICD-10 chapter II (neoplasms), and the letters of its other chapters: what a rare code is grouped under.

Source: WHO, International Statistical Classification of Diseases, 10th revision, volume 1, tabular list.
"""

import re

from corpora.cohorts.cohort import Label

ICD10 = re.compile(r"([A-Z]\d\d)(?:\.?\w{1,4})?[+*]?")

_BLOCKS = (
    ("C00", "C14", "Lip, oral cavity and pharynx", "Lèvre, cavité buccale et pharynx"),
    ("C15", "C26", "Digestive organs", "Organes digestifs"),
    ("C30", "C39", "Respiratory and intrathoracic organs", "Organes respiratoires et intrathoraciques"),
    ("C40", "C41", "Bone and articular cartilage", "Os et cartilage articulaire"),
    ("C43", "C44", "Skin", "Peau"),
    ("C45", "C49", "Mesothelial and soft tissue", "Tissu mésothélial et tissus mous"),
    ("C50", "C50", "Breast", "Sein"),
    ("C51", "C58", "Female genital organs", "Organes génitaux de la femme"),
    ("C60", "C63", "Male genital organs", "Organes génitaux de l'homme"),
    ("C64", "C68", "Urinary tract", "Voies urinaires"),
    ("C69", "C72", "Eye, brain and central nervous system", "Œil, encéphale et système nerveux central"),
    ("C73", "C75", "Thyroid and other endocrine glands", "Thyroïde et autres glandes endocrines"),
    ("C76", "C80", "Ill-defined, secondary and unspecified sites", "Sièges mal définis, secondaires et non précisés"),
    ("C81", "C96", "Lymphoid and haematopoietic tissue", "Tissus lymphoïde et hématopoïétique"),
    ("C97", "C97", "Multiple independent sites", "Sièges multiples indépendants"),
    ("D00", "D09", "In situ neoplasms", "Tumeurs in situ"),
    ("D10", "D36", "Benign neoplasms", "Tumeurs bénignes"),
    ("D37", "D48", "Neoplasms of uncertain behaviour", "Tumeurs à évolution imprévisible"),
)


def icd10_category(code: str) -> str | None:
    """The three characters of a code (``"C50.9"`` gives ``"C50"``), or ``None`` where it is not an ICD-10 code."""
    found = ICD10.fullmatch(code)
    return found.group(1) if found else None


def icd10_block(code: str) -> tuple[str, Label] | None:
    """The block of a neoplasm's code with its name; of another code, its letter; ``None`` where it is not ICD-10."""
    category = icd10_category(code)
    if category is None:
        return None
    for first, last, english, french in _BLOCKS:
        if first <= category <= last:
            return f"{first}-{last}", Label(english, french)
    letter = category[0]
    return letter, Label(f"Other diagnoses ({letter})", f"Autres diagnostics ({letter})")
