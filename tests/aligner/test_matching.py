from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from toolkit.aligner import matching
from toolkit.aligner.coverage import Windows
from toolkit.aligner.tokens import TokenRows


def _tokens(texts):
    """A text's phrases: as many as its number says, drawn with that number as the seed."""
    made = [np.random.default_rng(int(text)).normal(size=(int(text) % 5 + 1, 16)) for text in texts]
    rows = np.concatenate(made).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return TokenRows(rows, np.ones(len(rows), dtype=np.float32), np.array([len(each) for each in made]))


def _windows(count, other, reach):
    at = np.arange(count)
    return Windows(np.clip(at - reach, 0, other), np.clip(at + reach + 1, 0, other))


@pytest.mark.parametrize("held", [16_000_000, 50])
def test_matches_are_cosines_corrected_for_what_resembles_everything(monkeypatch, held):
    monkeypatch.setattr(matching, "_HELD", held)
    monkeypatch.setattr(matching, "_BLOCK", 4)
    texts = [str(k) for k in range(10)], [str(k + 3) for k in range(12)]
    near = _windows(10, 12, 4), _windows(12, 10, 4)
    windows = _windows(10, 12, 2), _windows(12, 10, 2)
    every = [[_tokens([text]).vectors for text in side] for side in texts]

    def hubness(side, at):
        low, high = near[side].low[at], near[side].high[at]
        return matching.nearness(every[side][at] @ np.concatenate(every[1 - side][low:high]).T)

    with ThreadPoolExecutor(2) as pool:
        phrases = [matching.Phrases(side, _tokens, pool) for side in texts]
        phrases[0].ahead(0, 10)
        found = matching.ByPhrase(tuple(phrases), near, windows)
        for side in (0, 1):
            for at in range(len(texts[side])):
                weights, matches = found.of(side, at)
                assert len(weights) == len(every[side][at])
                around = range(windows[side].low[at], windows[side].high[at])
                wanted = [
                    (2 * every[side][at] @ every[1 - side][other].T - hubness(1 - side, other)).max(axis=1)
                    for other in around
                ]
                assert np.allclose(matches, np.stack(wanted, axis=1), atol=1e-5)


def test_a_text_that_cannot_be_encoded_says_so_where_it_is_asked_for():
    with ThreadPoolExecutor(1) as pool:
        phrases = matching.Phrases(["odd"], _tokens, pool)
        phrases.ahead(0, 1)
        with pytest.raises(ValueError, match="odd"):
            phrases.range(0, 1)
