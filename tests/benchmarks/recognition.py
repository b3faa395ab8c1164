"""Recognition beside simpler means, and its speed beside its parts: ``python -m tests.benchmarks.recognition``.

Right and wrong are counted on ``attested.csv`` and ``blind.csv`` of ``tests/terminology``. Speed is in CPU seconds, the
best of a few runs, ours and the other in the same run. ``--quick`` leaves out a million terms.
"""

from __future__ import annotations

import csv
import gc
import random
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import daachorse
import razdel
import snowballstemmer

from toolkit import data, languages
from toolkit.languages import zh
from toolkit.model import Concept, Term
from toolkit.recognition import index
from toolkit.terminology import TermIndex, chinese, tree, words

TERMS = Path(__file__).parents[1] / "terminology"
# rows that nothing was mended against; rows that were measured before anything was mended against them
APART = ("held out", "blind")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
Found = Iterable[tuple[int, int, str]]
Finder = Callable[[str], Found]


def main() -> None:
    """Print the tables."""
    random.seed(1)
    accuracy()
    chinese_speed((10_000, 100_000) if "--quick" in sys.argv else (10_000, 100_000, 1_000_000))
    word_speed()


# ---------------------------------------------------------------- right and wrong


def accuracy() -> None:
    """Print recall and precision on the forms written by hand."""
    rows = []
    for name in ("attested", "blind"):
        with (TERMS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    print("| language | means | recall | precision |\n|---|---|---|---|")
    for code in ("zh", "ru", "en"):
        means: dict[str, Finder] = {"toolkit": _ours(code), "exact words": _by_words(code, languages.get(code).fold)}
        if code == "zh":
            means = {"toolkit": _ours(code), "substring": _substring, "jieba's words": _jieba}
        else:
            name = {"ru": "russian", "en": "english"}[code]
            stem = snowballstemmer.stemmer(name).stemWord
            means |= {"prefix of half a word": _by_words(code, _half), "stemmer": _by_words(code, _stemmed(stem))}
        for name, finder in means.items():
            for apart in ("", *APART):
                what = [apart] if apart else {row["what"] for row in rows} - {*APART}
                own = [row for row in rows if row["language"] == code and row["what"] in what]
                if own:
                    counts = _counted(own, finder)
                    said = f"{code}, {apart}" if apart else code
                    print(f"| {said} | {name} | {counts[0]:.1%} | {counts[1]:.1%} |")


def _counted(rows: list[dict[str, str]], finder: Finder) -> tuple[float, float]:
    right = wrong = whole = 0
    for row in rows:
        start = row["text"].find(row["surface"])
        stop = start + len(row["surface"])
        found = [(a, b) for a, b, concept in finder(row["text"]) if concept == row["concept"]]
        if row["kind"] == "term":
            whole += 1
            right += any(start <= a + 1 and b >= stop - 1 and a >= start - 1 for a, b in found)
        else:
            wrong += any(start < 0 or (a < stop and start < b) for a, b in found)
    return right / whole, right / max(right + wrong, 1)


def _ours(code: str) -> Finder:
    return lambda text: [(o.start, o.stop, o.concept) for o in index().recognise(text, code)]


def _stemmed(stem: Callable[[str], str]) -> Callable[[str], str]:
    return lambda word: stem(word.lower().replace("ё", "е"))


def _half(word: str) -> str:
    return word.lower().replace("ё", "е")[: max(3, (len(word) + 1) // 2)]


def _by_words(code: str, key: Callable[[str], str]) -> Finder:
    """Return what finds terms whose words have the keys of words in a row."""
    terms: dict[str, list[tuple[list[str], str]]] = {}
    for concept in data.glossary():
        for term in concept.of(code):
            keys = [key(word) for word in _TOKEN.findall(term.text)]
            if keys:
                terms.setdefault(keys[0], []).append((keys, concept.id))

    def find(text: str) -> Iterator[tuple[int, int, str]]:
        places = list(_TOKEN.finditer(text))
        keys = [key(each.group()) for each in places]
        for at, first in enumerate(keys):
            # a prefix is that of the term's word, whatever the length of the one in the text
            for wanted, concept in terms.get(first, []):
                if keys[at : at + len(wanted)] == wanted:
                    yield places[at].start(), places[at + len(wanted) - 1].end(), concept

    return find


def _substring(text: str) -> Iterator[tuple[int, int, str]]:
    for concept in data.glossary():
        for term in concept.of("zh"):
            for match in re.finditer(re.escape(term.text), text):
                yield *match.span(), concept.id


def _jieba(text: str) -> Iterator[tuple[int, int, str]]:
    own = {term.text: concept.id for concept in data.glossary() for term in concept.of("zh")}
    for start, stop in zh.words(text, "jieba", frozenset(own)):
        if text[start:stop] in own:
            yield start, stop, own[text[start:stop]]


# ---------------------------------------------------------------- speed


def best(run: Callable[[], Any], runs: int = 3) -> float:
    """Return the least CPU seconds of a few runs, without what the garbage collector takes, as ``timeit`` does."""
    found = float("inf")
    gc.collect()
    gc.disable()
    for _ in range(runs):
        before = time.process_time()
        run()
        found = min(found, time.process_time() - before)
    gc.enable()
    return found


def _dictionary() -> list[str]:
    lines = files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines()
    return [word for line in lines for word in [line.split()[0]] if 2 <= len(word) <= 6]


def _made(number: int, known: list[str]) -> list[str]:
    """Return so many terms: dictionary words, and two together when these are used up."""
    terms = set(random.sample(known, min(number, len(known))))
    while len(terms) < number:
        terms.add(random.choice(known) + random.choice(known))
    return sorted(terms)


def _page(known: list[str], size: int) -> str:
    """Return a text of clauses of the corpus and dictionary words, with some spaces, line breaks and old characters."""
    clauses = [clause for block in data.documents("declaration")["zh"].text.split("\n") for clause in block.split("，")]
    parts, length = [], 0
    while length < size:
        clause = random.choice(clauses) + random.choice(known) + random.choice(known)
        kind = random.random()
        part = zh.traditional(clause) if kind < 0.1 else clause[:5] + "\n" + clause[5:] if kind < 0.2 else clause
        parts.append(part + "，")
        length += len(parts[-1])
    return "".join(parts)


def chinese_speed(sizes: Iterable[int]) -> None:
    """Print the speed of Chinese matching with all folding beside the bare automaton."""
    known = _dictionary()
    text = _page(known, 2_000_000)
    print("\n| Chinese terms | bare, M characters/s | ours | ÷ bare | build, s | load, ms |\n|---|---|---|---|---|---|")
    for size in sizes:
        terms = _made(size, known)
        bare = daachorse.CharwiseDoubleArrayAhoCorasick(terms, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
        before = time.process_time()
        saved = chinese.compiled(terms)
        build = time.process_time() - before
        load = best(lambda saved=saved: chinese.Chinese([], saved))
        ours = chinese.Chinese([], saved)
        alone = best(lambda bare=bare: bare.find(text))
        whole = best(lambda ours=ours: ours.spans(text).original())
        rates = [f"{len(text) / each / 1e6:.1f}" for each in (alone, whole)]
        print(f"| {size:,} | {rates[0]} | {rates[1]} | {alone / whole:.0%} | {build:.2f} | {load * 1e3:.0f} |")
    before = time.process_time()
    found = index().recognise(text[:200_000], "zh")
    rate = 0.2 / (time.process_time() - before)
    print(f"\nglossary, with the vote and all occurrences: {rate:.1f} M characters/s, {len(found)} found")


def _phrases(number: int) -> list[Concept]:
    """Return so many Russian terms of an adjective and a noun, or a noun and another in the genitive."""
    import pymorphy3

    analyzer = pymorphy3.MorphAnalyzer(lang="ru")
    nouns: list[Any] = []
    adjectives: list[Any] = []
    for word, tag, normal, *_ in analyzer.dictionary.iter_known_words():
        if word == normal and tag.case == "nomn" and len(word) > 4 and not {"Surn", "Name", "Abbr"} & tag.grammemes:
            if tag.POS == "NOUN" and tag.number == "sing":
                nouns.append((word, tag.gender))
            elif tag.POS == "ADJF":
                adjectives.append(word)
    nouns, adjectives = random.sample(nouns, 12_000), random.sample(adjectives, 6_000)
    texts: set[str] = set()
    while len(texts) < number:
        noun, gender = random.choice(nouns)
        form = analyzer.parse(random.choice(adjectives))[0].inflect({gender or "masc", "sing", "nomn"})
        texts.add(f"{form.word} {noun}" if form else noun)
    return [Concept(str(at), "made", (Term("ru", text, "preferred"),)) for at, text in enumerate(sorted(texts))]


def word_speed() -> None:
    """Print the speed of Russian recognition beside razdel's tokens, and how long a large glossary takes."""
    samples = Path(__file__).parents[1] / "samples"
    texts = {
        "samples of treaties": "".join(
            (samples / f"ru-{name}.txt").read_text("utf-8") for name in ("treaty", "declaration")
        ),
        "our Declaration": data.documents("declaration")["ru"].text,
    }
    print("\nfirst: words known one by one, but not what follows what")
    print(
        "| Russian | words | terms per word | razdel, words/s | finder | recognise | first |\n"
        "|---|---|---|---|---|---|---|"
    )
    for name, text in texts.items():
        print(f"| {name} | {' | '.join(_rates(text * 20))} | {_first_rate(text):,.0f} |")
    concepts = _phrases(100_000)
    entries = [(concept, concept.terms[0]) for concept in concepts]
    before = time.process_time()
    saved = tree.compiled(entries, "ru")
    build = time.process_time() - before
    load = best(lambda: words.Words(entries, saved, "ru"))
    ours, text = words.Words(entries, saved, "ru"), texts["our Declaration"] * 20
    ours(text)
    rate = len(_TOKEN.findall(text)) / best(lambda: ours(text))
    print(f"\n100,000 Russian terms: build {build:.1f} s, load {load * 1e3:.0f} ms, {rate:,.0f} words/s")
    sized = sum(each.nbytes for each in saved.values())
    print(f"saved: {sized / 1e6:.1f} MB; first use of the glossary with its file: {_first_use() * 1e3:.0f} ms")


def _rates(text: str) -> list[str]:
    """Return the words of a text, terms per word, and words a second by razdel, the finder and all of recognition."""
    number = len(_TOKEN.findall(text))
    terms = len(index().recognise(text, "ru"))
    finder = index()._search("ru").finder
    runs = (lambda: list(razdel.tokenize(text)), lambda: finder(text), lambda: index().recognise(text, "ru"))
    return [f"{number:,}", f"{terms / number:.2f}", *(f"{number / best(run):,.0f}" for run in runs)]


def _first_rate(text: str) -> float:
    """Return the words a second of a text whose words are known, each by itself, but that was never read."""
    found = _TOKEN.findall(text)
    rates = []
    for _ in range(3):
        fresh = TermIndex(data.glossary())
        fresh.recognise("\n\n".join(sorted(set(found))), "ru")
        rates.append(len(found) / best(lambda fresh=fresh: fresh.recognise(text, "ru"), 1))
    return max(rates)


def _first_use() -> float:
    """Return the CPU seconds of a new index of the glossary, its files being there."""
    concepts = data.glossary()
    return best(lambda: [TermIndex(concepts).recognise("—", code) for code in ("zh", "ru", "en")])


if __name__ == "__main__":
    main()
