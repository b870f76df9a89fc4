"""No term of oncology is taken for an identifier."""

from corpora.cohorts.deidentify import redact
from corpora.cohorts.deidentify.gazetteer import gazetteer
from corpora.lexicon import Lexicon

_SENTENCES = (
    ("en", "My patient has had {} since surgery."),
    ("fr", "Ma patiente : {} après chirurgie, quelle place ?"),
    ("en", "{} or observation for this woman?"),
)


def test_no_name_of_the_lexicon_is_redacted() -> None:
    names = sorted({name for concept in Lexicon.load() for name in concept.names})
    assert len(names) > 5_000
    redacted = []
    for at, name in enumerate(names):
        language, sentence = _SENTENCES[at % len(_SENTENCES)]
        if redact(sentence.format(name), language).spans:
            redacted.append(name)
    assert redacted == []


def test_no_eponym_is_redacted_beside_what_it_names() -> None:
    eponyms = [eponym.title() for eponym in gazetteer().eponyms if eponym.isalpha()]
    assert len(eponyms) > 200
    redacted = [e for e in eponyms if redact(f"My patient: {e} disease, untreated, what next?").spans]
    assert redacted == []
