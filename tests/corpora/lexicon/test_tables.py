"""The tables agree with each other."""

from collections import defaultdict

import pytest

from corpora.lexicon import Category, Lexicon
from corpora.lexicon.folding import words_of
from corpora.lexicon.tables import FILES, read, table

SUBSTANCES = {Category.DRUG, Category.REGIMEN}


def test_every_id_is_used_once() -> None:
    ids = [row["id"] for file in FILES.values() for row in table(file)]
    assert len(ids) == len(set(ids))


def test_every_concept_has_a_label_in_both_languages() -> None:
    assert not [concept.id for concept in Lexicon.load() if not (concept.label_en and concept.label_fr)]


def test_what_a_concept_is_a_kind_of_exists() -> None:
    concepts, _ = read()
    assert not [(c.id, id) for c in concepts.values() for id in (*c.broader, *c.components) if id not in concepts]


def test_names_of_several_concepts_and_rules_point_to_concepts() -> None:
    concepts, names = read()
    assert not [(name.text, id) for name in names for id in name.concept_ids if id not in concepts]
    cues = {cue for row in table("ambiguous") for cue in row["cues"].replace("&", "|").split("|")}
    meant = {row["concept"] for row in table("ambiguous")}
    assert not [id for id in (cues | meant) - {"*", "fr", "en"} if id not in concepts]


def test_no_concept_is_a_kind_of_itself() -> None:
    concepts, _ = read()
    done: set[str] = set()

    def visit(id: str, path: tuple[str, ...]) -> None:
        assert id not in path, f"{' > '.join((*path, id))}"
        if id not in done:
            for broader in concepts[id].broader:
                visit(broader, (*path, id))
            done.add(id)

    for id in concepts:
        visit(id, ())


@pytest.mark.parametrize("category", sorted(Category))
def test_no_name_belongs_to_two_concepts_of_a_category(category: Category) -> None:
    """A name that means several things of one kind has to be settled by the context, in ``ambiguous.tsv``."""
    concepts, names = read()
    settled = {row["form"] for row in table("ambiguous")}
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        of_category = [id for id in name.concept_ids if concepts[id].category is category]
        if len(name.concept_ids) == 1 and of_category and name.text not in settled:
            owners["".join(words_of(name.text)[0])].add(of_category[0])
    assert not {name: ids for name, ids in owners.items() if len(ids) > 1}


def test_no_drug_shares_a_name_with_a_regimen() -> None:
    concepts, names = read()
    settled = {row["form"] for row in table("ambiguous")}
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        if concepts[name.concept_ids[0]].category in SUBSTANCES and name.text not in settled:
            owners["".join(words_of(name.text)[0])].add(name.concept_ids[0])
    assert not {name: ids for name, ids in owners.items() if len(ids) > 1}


def test_every_drug_is_recognised_by_each_of_its_names() -> None:
    lexicon = Lexicon.load()
    settled = {row["form"] for row in table("ambiguous")}
    _, names = read()
    missed = []
    for name in names:
        concept = lexicon.concept(name.concept_ids[0])
        if concept.category is Category.DRUG and name.text not in settled:
            found = {mention.concept_id for mention in lexicon.recognise(f"cancer, {name.text}, placebo")}
            if concept.id not in found:
                missed.append((concept.id, name.text, found))
    assert not missed


def test_every_regimen_names_its_drugs() -> None:
    lexicon = Lexicon.load()
    regimens = [concept for concept in lexicon if concept.category is Category.REGIMEN]
    assert not [c.id for c in regimens if not c.components]


def test_endpoints_say_which_way_is_good_and_whether_they_are_surrogates() -> None:
    lexicon = Lexicon.load()
    assert lexicon.concept("overall_survival").surrogate is False
    assert lexicon.concept("progression_free_survival").surrogate is True
    assert lexicon.concept("mortality").good == "lower"
    assert lexicon.concept("response_rate").good == "higher"
