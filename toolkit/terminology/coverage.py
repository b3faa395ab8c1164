"""How much of a Chinese text the glossary knows: of its names, which must all be there, and of its nominal terms.

Names are found without the glossary's help, those inside longer ones too: titles in 《》, quoted designations, words
that jieba's dictionary tags as persons, places or bodies, characters that transcribe foreign names, and nouns that end
like a body, place, event, document or project (``zh.names.toml``). Nominal terms are the nouns that are left, but for
the general words of ``glossary/general-words.txt``.

A name is known if one term is the whole name; before a name that ends in a kind of body or document, names of States,
places or bodies may stand apart (哈萨克斯坦共和国 + 卫生部).

Of a document that someone has read through, the names and terms found by reading count besides (``data.names``). Each
is known only as a whole: it is itself a term that may be written.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from toolkit import data, tables
from toolkit.errors import InputError
from toolkit.languages import zh
from toolkit.model import Concept, Document, Occurrence
from toolkit.terminology.index import TermIndex

if TYPE_CHECKING:
    import pandas as pd

Span = tuple[int, int]
Tagged = Sequence[tuple[Span, str]]
_QUOTED = tuple(re.compile(each) for each in (r"《([^《》]+)》", r"〈([^〈〉]+)〉", r"“([^“”]{4,80})”"))
_NAME_TAGS = ("nr", "ns", "nt")
_NOUN_TAGS = ("n", "vn", "an", "j", "l")
_RUN_TAGS = ("n", "vn", "an", "j", "b", "eng", "s", "k", "g", "t", "l")
_BREAK_TAGS = ("x", "m", "u", "p", "w", "r", "y")  # no name goes on over these, but for
# what is held has a name, even one that no dictionary takes for nouns: 举办全球山地可持续发展对话
_HELD = re.compile(r"(?:举办|举行|召开|承办|主办)(?!的)([\u3400-\u9fff]{6,40}?)(?=[，。；、：]|并|$)")
_LINKS = re.compile("[和与及之、—–（）()至-]|首届|第.{1,3}[届次]")  # those inside one: 科学和高等教育部, 中国—中亚峰会
_JOINS = re.compile("[和与及]")
_DASH = re.compile("[—–至-]")
_SEVERAL = re.compile("关于|[和与及的、]")  # a term with these may be a title that holds several names
_TAIL = 2  # characters
_OWNERS = ("persons", "places", "states", "organizations")


class _Name(NamedTuple):
    """A name in a text.

    ``whole``: a term is just this. ``inside``: a simple name holds it. ``end``: a term ends where it does, begins
    before or at ``latest`` and not before ``reach``, where the nouns linked to it begin.
    """

    kind: Literal["whole", "inside", "end"]
    start: int
    stop: int
    reach: int = 0
    latest: int = 0


def coverage(
    document: Document, terms: TermIndex, general: frozenset[str], read: Sequence[data.Named] = ()
) -> pd.DataFrame:
    """Return the COVERAGE table of a Chinese document: names and nominal terms, how often, and whether they are known.

    ``frame.attrs`` has the shares known (0 to 1, by occurrence): ``names`` and ``terms``.

    Args:
        document: the text.
        terms: the glossary.
        general: words that are no terms.
        read: the names and terms that were found in the text by reading.

    Raises:
        InputError: the document is not Chinese.
    """
    if document.language != "zh":
        raise InputError(f"coverage is measured on Chinese text; {document.id} is {document.language}")
    held = Counter((each.kind, each.text) for each in read)
    unknown = {(each.kind, each.text) for each in unknown_of(read, terms.concepts_by_id.values())}
    by_reading = {text for _, text in held}
    found = _found(document, terms, general).items()
    rows = [(*key[:2], number, key[2]) for key, number in found if key[1] not in by_reading]
    rows += [(*key, number, key not in unknown) for key, number in held.items()]
    return _table(document, sorted(rows, key=lambda row: (row[0], row[3], -row[2], row[1])))


def _found(document: Document, terms: TermIndex, general: frozenset[str]) -> Counter[tuple[str, str, bool]]:
    """Return how often each name and nominal term found without reading stands there, with whether it is known."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for block in document.blocks:
        text = document.text[block.start : block.stop]
        found = terms.recognise(text, "zh")
        tagged = zh.tagged(text)
        names = list(_names(text, tagged, general))
        known = {(name.start, name.stop) for name in names if _is_known(name, text, found, terms)}
        for span in _outer({(name.start, name.stop) for name in names}, known):
            counts["name", text[slice(*span)], span in known] += 1
        covered = {at for each in found for at in range(each.start, each.stop)}
        for span in _nominal(text, tagged, names, general) if block.kind not in ("jump", "agency") else ():
            counts["term", text[slice(*span)], all(at in covered for at in range(*span))] += 1
    return counts


def _outer(spans: set[Span], known: set[Span]) -> list[Span]:
    """Return the names without unknown ones inside other unknown names: 紫金矿业集团 in 紫金矿业集团股份有限公司."""
    unknown = spans - known
    return [
        each
        for each in spans
        if each in known or not any(a <= each[0] and each[1] <= b and (a, b) != each for a, b in unknown)
    ]


def _table(document: Document, rows: list[tuple[str, str, int, bool]]) -> pd.DataFrame:
    """Return the rows as a COVERAGE table with the shares known."""
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(tables.COVERAGE.columns))
    frame.attrs = {"table": "coverage", "document": document.id, "languages": ["zh"]}
    for kind in ("name", "term"):
        counted = [(row[2], row[3]) for row in rows if row[0] == kind]
        frame.attrs[f"{kind}s"] = sum(n for n, is_known in counted if is_known) / max(sum(n for n, _ in counted), 1)
    return frame


def unknown_of(read: Sequence[data.Named], concepts: Iterable[Concept]) -> list[data.Named]:
    """Return the names and terms found by reading that are no Chinese term which may be written, preferred or admitted.

    Parts do not count: 哈萨克斯坦共和国 and 卫生部 do not make 哈萨克斯坦共和国卫生部 known.
    """
    known = {
        zh.fold(term.text)
        for concept in concepts
        for term in concept.terms
        if term.language == "zh" and term.status in ("preferred", "admitted")
    }
    return [each for each in read if zh.fold(each.text) not in known]


def general_words(folder: Path | None = None) -> frozenset[str]:
    """Return the words that are no terms, from ``glossary/general-words.txt``."""
    text = ((folder or data.home() / "glossary") / "general-words.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


def _names(text: str, tagged: Tagged, general: frozenset[str]) -> Iterator[_Name]:
    """Yield the names in a text, those inside others too."""
    patterns = _patterns()
    for pattern in (*_QUOTED, patterns["short"]):
        for match in pattern.finditer(text):
            start, stop = match.span(match.lastindex or 0)
            yield _Name("whole", start, stop)
    for match in _HELD.finditer(text):
        if match[1] not in general and "的" not in match[1]:
            yield _Name("whole", *match.span(1))
    foreign = [match.span() for match in patterns["transcription"].finditer(text)]
    for start, stop in [*foreign, *(span for span, tag in tagged if tag[:2] in _NAME_TAGS and span[1] - span[0] > 1)]:
        piece = any(a <= start and stop <= b and (a, b) != (start, stop) for a, b in foreign)
        if text[start:stop] not in general and not piece:
            yield _Name("inside", start, stop)
    yield from (name for name in _headed(text, tagged, general) if text[name.start : name.stop] not in general)


def _headed(text: str, tagged: Tagged, general: frozenset[str]) -> Iterator[_Name]:
    """Yield the noun runs that end like a body, document or event, or in an office."""
    patterns = _patterns()
    # the whole title is a name already
    titles = {match.end(match.lastindex or 0) for pattern in _QUOTED for match in pattern.finditer(text)}
    foreign = [match.span() for match in patterns["transcription"].finditer(text)]
    run = reach = pair = -1  # where the run of nouns begins, the runs linked to it, and two names with a dash
    for at, (span, tag) in enumerate(tagged):
        word = text[slice(*span)]
        ending = max(run, pair) >= 0 and patterns["ends"].fullmatch(word)
        if tag.startswith(_BREAK_TAGS) and not (_LINKS.fullmatch(word) or ending):
            run = reach = pair = -1
            continue
        reach = span[0] if reach < 0 else reach
        if _DASH.fullmatch(word) and run >= 0:
            pair = run
        elif _LINKS.fullmatch(word):
            pair = -1
        nominal = tag.startswith((*_RUN_TAGS, *_NAME_TAGS)) and (tag != "j" or len(word) > 1)
        if not (nominal or ending):
            run = run if tag == "a" else -1
            continue
        if run < 0 and word not in general and len(word) > 1:
            run = next((start for start, stop in foreign if start < span[0] < stop), span[0])  # 图|尔克斯坦州
            whole = _beginning(text, tagged, at, run)
        end = patterns["ends"].search(text[run : span[1]]) if run >= 0 else None
        alone = patterns["alone"].search(word)
        outer = span[1] in titles or text[span[1] : span[1] + 1] in ("长", "间")  # 署长 is no 署, 政府间 no 政府
        if pair >= 0 and patterns["ends"].search(word) and not outer:
            yield _Name("end", pair, span[1], reach, pair)
        elif alone and not outer:
            yield _Name("end", span[0] if run < 0 else run, span[1], reach, span[0] + alone.start())
        elif end and end.start() and word not in general and not outer:
            yield _Name("end", whole, span[1], min(reach, whole), run + end.start() - 1)


def _beginning(text: str, tagged: Tagged, at: int, run: int) -> int:
    """Return where a name begins whose nouns begin with word ``at``: 国家|移民管理局, 亚洲相互协作与|信任措施会议."""
    patterns = _patterns()
    before = at - 1
    if before >= 0 and _JOINS.fullmatch(text[slice(*tagged[before][0])]):
        first = before
        while first and tagged[first - 1][1].startswith((*_RUN_TAGS, *_NAME_TAGS)):
            first -= 1
        left = text[tagged[first][0][0] : tagged[before][0][0]]
        named = tagged[first][1].startswith(_NAME_TAGS) or patterns["opens"].fullmatch(text[slice(*tagged[first][0])])
        if before - first > 1 and named and not patterns["ends"].search(left):
            return tagged[first][0][0]
    opens = before >= 0 and patterns["opens"].fullmatch(text[slice(*tagged[before][0])])
    return tagged[before][0][0] if opens and tagged[before][0][1] == run else run


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of names of ``zh.names.toml``."""
    raw = tomllib.loads(files("toolkit.languages").joinpath("zh.names.toml").read_text("utf-8"))
    return {
        "ends": re.compile(f"(?:{'|'.join(raw['ends'])})$"),
        "alone": re.compile(f"(?:{raw['alone']})$"),
        "opens": re.compile(raw["opens"]),
        "short": re.compile(raw["short"]),
        "transcription": re.compile(f"(?:[{raw['transcription']}](?!入)){{3,}}"),
    }


def _is_known(name: _Name, text: str, found: Sequence[Occurrence], terms: TermIndex) -> bool:
    """Whether a term is the name; before one with an end, names of States, places or bodies may stand apart."""
    if name.kind == "whole":
        edges = ((name.start, name.stop), (name.start - 1, name.stop + 1))
        return any((each.start, each.stop) in edges for each in found)
    owners = [each for each in found if terms.concepts_by_id[each.concept].category in _OWNERS]
    owned = {at for each in owners for at in range(each.start, each.stop)}
    simple = [each for each in found if not _SEVERAL.search(text[each.start : each.stop])]
    if name.kind == "inside":
        around = any(each.start <= name.start and name.stop <= each.stop for each in simple)
        return around or all(at in owned for at in range(name.start, name.stop))
    longer = [each for each in simple if name.stop < each.stop <= name.stop + _TAIL]  # 省州 in 友好省州关系
    ends = [each for each in found if each.stop == name.stop] + longer
    return any(
        name.reach <= each.start <= name.latest and all(at in owned for at in range(name.start, each.start))
        for each in ends
    )


def _nominal(text: str, tagged: Tagged, names: Sequence[_Name], general: frozenset[str]) -> Iterator[Span]:
    for span, tag in tagged:
        word = text[slice(*span)]
        noun = tag.startswith(_NOUN_TAGS) and len(word) > 1 and word not in general
        if noun and not any(name.start <= span[0] and span[1] <= name.stop for name in names):
            yield span
