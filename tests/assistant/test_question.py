"""A question is understood after redaction, in its own language, and with what the conversation said before."""

from assistant.question import Question, understand
from corpora.catalogue import Language
from tests.asking import lexicon


def read(question: str, *previous: str, language: Language | None = None) -> Question:
    """A question, understood after earlier turns."""
    return understand(question, lexicon(), previous=previous, language=language)


def test_a_question_without_a_telling_word_is_in_the_language_of_the_conversation() -> None:
    assert read("osimertinib?", "Quel est le traitement de première ligne du CBNPC muté EGFR ?").language == "fr"
    assert read("osimertinib?", "What is the first-line treatment of EGFR-mutated NSCLC?").language == "en"


def test_a_chosen_language_is_not_second_guessed() -> None:
    assert read("Does trastuzumab prolong survival?", language="fr").language == "fr"


def test_what_identifies_a_patient_is_gone_before_anything_is_read() -> None:
    question = read("Mrs Hortensia Blackwaite, DOB 14.03.1951, tel 01632 960 417: trastuzumab in breast cancer?")
    for identifying in ("Hortensia", "Blackwaite", "1951", "960 417"):
        assert identifying not in question.text
        assert identifying not in question.search_text
    assert question.redacted
    assert not any("Blackwaite" in category for category in question.redacted)
    assert question.about.interventions == ("trastuzumab",)


def test_what_identifies_a_patient_in_an_earlier_turn_is_not_inherited() -> None:
    question = read("Et la toxicité ?", "Mme Séverine Oudot-Planchard, 58 ans : lénalidomide dans le myélome, survie ?")
    assert "Oudot" not in question.search_text
    assert "lenalidomide" in question.about.interventions


def test_a_question_that_identifies_nobody_is_left_as_it_is() -> None:
    text = "R-CHOP every 14 or 21 days in a 70-year-old with DLBCL: event-free survival?"
    question = read(text)
    assert (question.text, question.redacted) == (text, ())


def test_a_follow_up_is_about_the_disease_and_the_treatment_of_the_turn_before() -> None:
    asked = read("and overall survival?", "Sorafenib in hepatocellular carcinoma, time to progression?")
    assert asked.about.conditions == ("hepatocellular_carcinoma",)
    assert asked.about.interventions == ("sorafenib",)
    assert asked.about.outcomes == ("overall_survival",)
    assert asked.text == "and overall survival?"
    assert "hepatocellular" in asked.search_text


def test_a_follow_up_that_names_another_medicine_replaces_the_earlier_one() -> None:
    asked = read("Et avec le lenvatinib ?", "Sorafénib dans le carcinome hépatocellulaire : survie ?")
    assert asked.about.interventions == ("lenvatinib",)
    assert asked.about.conditions == ("hepatocellular_carcinoma",)


def test_a_follow_up_of_a_follow_up_reaches_the_turn_that_names_the_disease() -> None:
    asked = read("and the toxicity?", "Sorafenib in hepatocellular carcinoma?", "what about overall survival?")
    assert asked.about.conditions == ("hepatocellular_carcinoma",)
    assert asked.about.interventions == ("sorafenib",)


def test_a_question_that_stands_alone_inherits_nothing() -> None:
    asked = read("Trastuzumab in gastric cancer?", "Sorafenib in hepatocellular carcinoma?")
    assert asked.about.interventions == ("trastuzumab",)
    assert "hepatocellular" not in asked.search_text
