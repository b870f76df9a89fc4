"""Every card of the starter library is about something that the lexicon knows."""

import time

from corpora.lexicon import INTERVENTIONS, Category, Lexicon
from corpora.literature.starter.cards import cards


def test_every_card_names_a_disease_and_an_intervention() -> None:
    lexicon = Lexicon.load()
    lacking = []
    for card in cards():
        text = ". ".join((card["title"], card["condition"] or "", *(arm["name"] for arm in card["arms"])))
        categories = {lexicon.concept(mention.concept_id).category for mention in lexicon.recognise(text, "en")}
        if Category.DISEASE not in categories or not categories & INTERVENTIONS:
            lacking.append(card["doi"])
    assert not lacking


def test_the_arms_of_nearly_every_card_are_recognised() -> None:
    """What is left: arms such as "control, not contacted" that name no intervention."""
    lexicon = Lexicon.load()
    arms = [arm["name"] for card in cards() for arm in card["arms"]]
    known = [
        arm
        for arm in arms
        if any(lexicon.concept(m.concept_id).category in INTERVENTIONS for m in lexicon.recognise(arm))
    ]
    assert len(known) > 0.98 * len(arms)


def test_the_texts_of_all_cards_are_read_in_seconds() -> None:
    lexicon = Lexicon.load()
    texts = [" ".join(filter(None, card["text"].values())) for card in cards()]
    start = time.process_time()
    for text in texts:
        lexicon.recognise(text, "en")
    assert time.process_time() - start < 5
