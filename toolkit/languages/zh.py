"""Chinese: sentences, words (jieba or rjieba), pinyin (pypinyin), scripts (opencc)."""

from __future__ import annotations

import re
import tempfile
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, Protocol, cast

from toolkit import caching
from toolkit.errors import ToolkitError
from toolkit.languages import LanguageRules, Span, polyphones, trimmed
from toolkit.languages.quotes import curled, depths, pairs

Engine = Literal["jieba", "rjieba"]

_PAIRS = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "[": "]",
}  # fmt: skip
_CLOSERS = set(_PAIRS.values())
_CLOSING = "".join(_CLOSERS)
_NOTE = re.compile(r"[¹²³⁰⁴-⁹]{1,3}|\[\d{1,3}\]")
_TERMINAL = set("。！？!?…")
_CONTINUES = set("，、；：,;:。！？!?…")  # after these a mark has not ended the sentence
_ADDRESSES = {"先生", "女士", "小姐", "同志", "教授", "博士", "阁下"}
_SIGN = re.compile(r"[^\u3400-\u9fff]")
_YEAR = "[一二三四五六七八九][〇零一二三四五六七八九]{3}年?"
_ASCII_RUN = re.compile(r"[a-zA-Z0-9]+(?:\.\d+)?%?|.", re.S)
_USER_FREQUENCY = 100_000  # high enough to keep a glossary word whole, the same in both engines
_RARE = 30  # the frequency of words that both engines lack: 大陆|港口 stays as it is


class WordEngine(Protocol):
    """What a word segmenter offers."""

    def cut(self, text: str) -> list[str]:
        """Return the words, which join to the text."""
        ...


def sentences(text: str, semicolons: bool = False) -> list[Span]:
    """Return the spans of the sentences: cut after 。！？… (and ； if asked), never inside quotes or brackets.

    Quoted speech introduced by a colon, and a bracket that opens a sentence, end it where they close after a full stop.
    """
    terminal = _TERMINAL | ({"；", ";"} if semicolons else set())
    text = curled(text)
    found = pairs(text, _PAIRS)
    depth = depths(len(text), found)
    opened = {stop: start for start, stop in found}
    spans, start = [], 0
    for at, char in enumerate(text):
        following = text[at + 1 : at + 2]
        # a closing mark without its partner belongs to the sentence before it
        lone = following in _CLOSERS and at + 1 not in opened
        if (following and following in _CONTINUES) or (lone and (char in terminal or char in _CLOSERS)):
            continue
        ends = char in terminal and not depth[at]
        if char in _CLOSERS and text[:at].rstrip(_CLOSING)[-1:] in _TERMINAL:
            ends = depth[at] <= (at in opened) and _closes_sentence(text, start, opened.get(at))
        if ends:
            spans.append((start, at + 1))
            start = at + 1
    spans.append((start, len(text)))
    return trimmed(text, _noted(text, spans))


def _noted(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans with the mark of a note, [2] or ², in the sentence that ends before it."""
    out: list[Span] = []
    for start, stop in spans:
        mark = _NOTE.match(text, start, stop)
        if mark and out:
            out[-1] = (out[-1][0], mark.end())
            start = mark.end()
        out.append((start, stop))
    return out


def _closes_sentence(text: str, start: int, opening: int | None) -> bool:
    """Whether the sentence from ``start`` ends with the pair from ``opening``, which holds a full stop at its end."""
    if opening is None:
        return True
    if text[opening] in "（([【":
        return not text[start:opening].strip()
    return opening > start and text[opening - 1] in "：:"


class _Jieba:
    """The reference engine, with a tokenizer and cache folder of our own."""

    def __init__(self, dictionary: Iterable[str]) -> None:
        import logging

        import jieba

        self._tokenizer = jieba.Tokenizer()
        # jieba caches its dictionary as a marshal file: never in a folder that others can write
        kept = caching.folder()
        self._own = None if kept else tempfile.TemporaryDirectory(prefix="duizhao-")
        self._tokenizer.tmp_dir = str(kept) if self._own is None else self._own.name
        jieba.default_logger.setLevel(logging.WARNING)
        for word in _names()["lacking"].split("|"):
            self._tokenizer.add_word(word, _RARE, "n")
        for word in dictionary:
            self._tokenizer.add_word(word, _USER_FREQUENCY, "n")

    def cut(self, text: str) -> list[str]:
        return list(self._tokenizer.cut(text))


class _RJieba:
    """The quick engine; its ASCII runs are split again as jieba splits them."""

    def __init__(self, dictionary: Iterable[str]) -> None:
        self._user = frozenset(dictionary)
        self._engine = _rjieba() if self._user else quick()
        for word in sorted(self._user):
            self._engine.add_word(word, _USER_FREQUENCY, "n")

    def cut(self, text: str) -> list[str]:
        words: list[str] = []
        for word in self._engine.cut(text):
            if word.isascii() and word not in self._user:
                words.extend(_ASCII_RUN.findall(word))
            else:
                words.append(word)
        return words


@cache
def quick() -> Any:
    """Return the rjieba engine with no words of a glossary: ``cut``, and ``has_word`` for its dictionary."""
    return _rjieba()


def _rjieba() -> Any:
    import rjieba

    found = rjieba.Jieba()
    for word in _names()["lacking"].split("|"):
        found.add_word(word, _RARE, "n")
    return found


@cache
def engine(name: Engine = "jieba", dictionary: frozenset[str] = frozenset()) -> WordEngine:
    """Return a word segmenter that keeps the words of ``dictionary`` whole.

    Raises:
        ToolkitError: an engine of that name is not known.
    """
    makers: dict[str, Callable[[Iterable[str]], WordEngine]] = {"jieba": _Jieba, "rjieba": _RJieba}
    if name not in makers:
        raise ToolkitError(f"no word engine {name!r}; there are {', '.join(makers)}")
    return makers[name](sorted(dictionary))


@lru_cache(maxsize=8)
def _in_plain(dictionary: frozenset[str]) -> frozenset[str]:
    return frozenset(plain(word) for word in dictionary)


def words(text: str, name: Engine = "jieba", dictionary: frozenset[str] = frozenset()) -> list[Span]:
    """Return the spans of the words (punctuation and digits are words of their own; white space is none).

    The engines know simplified characters, so they cut a copy in these; ``dictionary`` may be in either script. They
    part words at any other sign, so those with one (沙夫卡特·米尔济约耶夫) are put together again, and 二〇二五年.
    """
    known = _in_plain(dictionary)
    copy = plain(text)
    spans, at = [], 0
    for word in engine(name, known).cut(copy):
        spans.append((at, at + len(word)))
        at += len(word)
    return trimmed(text, _whole(spans, [match.span() for match in _signed(known).finditer(copy)]))


@lru_cache(maxsize=8)
def _signed(dictionary: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for the words of a dictionary that hold other signs than Chinese characters, and for years."""
    signed = sorted((word for word in dictionary if _SIGN.search(word)), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, signed), _YEAR]))


def _whole(spans: list[Span], wholes: list[Span]) -> list[Span]:
    """Return the spans with those that a whole one covers joined; one that goes over its edge is cut there."""
    out: list[Span] = []
    left = spans[::-1]
    for start, stop in wholes:
        while left and left[-1][1] <= start:
            out.append(left.pop())
        if left and left[-1][0] < start:
            out.append((left[-1][0], start))
        out.append((start, stop))
        while left and left[-1][1] <= stop:
            left.pop()
        if left and left[-1][0] < stop:
            left[-1] = (stop, left[-1][1])
    return out + left[::-1]


@cache
def _known() -> re.Pattern[str]:
    return re.compile("(" + "|".join(sorted(polyphones.readings().words, key=len, reverse=True)) + ")")


def pinyin(cut: Sequence[str], readings: Mapping[str, str] | None = None) -> list[str]:
    """Return the pinyin with tone marks of each word, its syllables joined by spaces.

    Polyphones are read as the word, or a longer phrase in it, asks (our own list, then pypinyin's phrase table), in
    either script, and surnames as such in persons' names; ``readings`` maps words to pinyin that goes before it. A word
    without Chinese characters comes back as it is.
    """
    own = readings or {}
    copy = [plain(word) for word in cut]
    together = polyphones.across(copy)
    out = []
    for at, (word, after) in enumerate(zip(cut, [*cut[1:], ""], strict=True)):
        known = own.get(word) or own.get(copy[at]) or together.get(at)
        if not known and (copy[at] in polyphones.readings().open) and len(cut) > 1:
            known = _read(copy[at][:-1]) + " " if copy[at][1:] else ""
            known += "wéi" if polyphones.becomes(copy, at) else "wèi"
        chinese = "〇" in word or LANGUAGE.letters.search(word)
        out.append(known or (_read(word, _surname(word, after)) if chinese else word))
    return out


def readings(character: str) -> tuple[str, ...]:
    """Return every reading of a Chinese character, with tone marks, the usual one first."""
    from pypinyin import Style, pinyin

    return tuple(pinyin(character, style=Style.TONE, heteronym=True)[0])


@cache
def _surnames() -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the surnames with their pinyin, and how words begin that are no names."""
    rows = files(__package__).joinpath("zh.surnames.tsv").read_text("utf-8").splitlines()
    read = dict(row.split("\t", 1) for row in rows if "\t" in row and not row.startswith("#"))
    return read, tuple(row[1:] for row in rows if row.startswith("!"))


def _surname(word: str, after: str) -> str:
    """Return the surname with which a word begins if the word, or it and the next one, is a person's name."""
    word, (read, never) = plain(word), _surnames()
    surname = next((each for each in (word[:2], word[:1]) if each in read), "")
    if not surname or (len(surname) == len(word) and not LANGUAGE.letters.match(after)):
        return ""
    if surname == word and plain(after) in _ADDRESSES:
        return surname
    name = word if len(surname) < len(word) else word + plain(after)
    if name in polyphones.readings().words:
        return surname if name != word else ""  # the whole word has its reading
    return surname if not name.startswith(never) and _is_person(name) else ""


@lru_cache(maxsize=65536)
def _is_person(name: str) -> bool:
    return [str(pair.flag)[:2] for pair in _tagger().cut(name)] == ["nr"]


def tagged(text: str) -> list[tuple[Span, str]]:
    """Return the words of a text with jieba's tags: ``nr`` person, ``ns`` place, ``nt`` body, ``n`` noun, and so on."""
    found, at = [], 0
    for word, tag in _tagger().cut(text):
        found.append(((at, at + len(word)), str(tag)))
        at += len(word)
    return found


def frequency(word: str) -> int:
    """Return how often jieba's dictionary has met a word (公正 1361, 关羽 230), 0 if it does not know it."""
    tokenizer = cast(_Jieba, engine("jieba"))._tokenizer
    tokenizer.initialize()
    return int(tokenizer.FREQ.get(word) or 0)


@cache
def _tagger() -> Any:
    from jieba import posseg

    return posseg.POSTokenizer(cast(_Jieba, engine("jieba"))._tokenizer)


@lru_cache(maxsize=65536)
def _read(word: str, surname: str = "") -> str:
    from pypinyin import Style, lazy_pinyin

    syllables: list[str] = [_surnames()[0][surname]] if surname else []
    known = polyphones.readings()
    rest = simplified(word)[len(surname) :]  # the phrase table is in simplified characters
    for piece in _known().split(rest):
        if piece in known.words:
            syllables += known.words[piece].split()
        elif piece:
            # as one string, not as a list of words: only so are phrases found inside it (重庆市)
            syllables += polyphones.in_name(piece, lazy_pinyin(piece, style=Style.TONE), _transcribed())
    if rest[1:] and rest not in known.words and rest[-1] in known.ends:
        syllables[-1] = known.ends[rest[-1]]
    return " ".join(syllables)


@cache
def _transcribed() -> frozenset[str]:
    """Return the characters that write foreign names."""
    return frozenset(_names()["transcription"])


@cache
def _names() -> dict[str, Any]:
    """Return ``zh.names.toml``: how names look."""
    return tomllib.loads(files(__package__).joinpath("zh.names.toml").read_text("utf-8"))


@cache
def _converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


SCRIPTS = ("t2s", "s2t", "s2tw", "s2hk")  # into simplified, into traditional, and as it is written in two places


def converted(text: str, script: str) -> str:
    """Return the text converted by one of ``SCRIPTS``."""
    return str(_converter(script).convert(text))


def simplified(text: str) -> str:
    """Return the text in simplified characters (``zh-Hans``)."""
    return str(_converter("t2s").convert(text))


def traditional(text: str) -> str:
    """Return the text in traditional characters (``zh-Hant``)."""
    return str(_converter("s2t").convert(text))


@cache
def characters() -> dict[int, str]:
    """Return the simplified form of each traditional character, one for one, by code point."""
    chars = [chr(code) for start, stop in ((0x3400, 0xA000), (0x20000, 0x31350)) for code in range(start, stop)]
    forms = simplified("\n".join(chars)).split("\n")  # parted, so that no phrase is found
    return {ord(char): form for char, form in zip(chars, forms, strict=True) if form != char and len(form) == 1}


def plain(text: str) -> str:
    """Return the text with each character simplified by itself: offsets stay, unlike with ``simplified``."""
    return text.translate(characters())


def script(text: str) -> str:
    """Return ``zh-Hant`` if more of the characters that have two forms are traditional than simplified."""
    old, new = characters(), _forms()
    return "zh-Hant" if sum(ord(char) in old for char in text) > sum(char in new for char in text) else "zh-Hans"


@cache
def letters_of_scripts() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that have two forms: the traditional ones and the simplified ones."""
    return frozenset(map(chr, characters())), frozenset(_forms())


@cache
def _forms() -> dict[str, str]:
    """Return, by simplified character, its forms in both scripts."""
    found: dict[str, str] = {}
    for code, form in characters().items():
        found[form] = found.get(form, form) + chr(code)
    return found


def in_both_scripts(pattern: str) -> str:
    """Return a regular expression, written in simplified characters, that matches traditional ones as well."""
    out, in_set = [], False
    for at, char in enumerate(pattern):
        escaped = pattern[at - 1 : at] == "\\"  # no pattern holds an escaped backslash
        in_set = char != "]" if in_set and not escaped else in_set or (char == "[" and not escaped)
        forms = _forms().get(char, char)
        out.append(forms if in_set or len(forms) == 1 else f"[{forms}]")
    return "".join(out)


_FOLDS = str.maketrans("•‧∙⋅・﹒−–—―‒‑-", "······-------")


def fold(text: str) -> str:
    """Return a search key: NFKC, simplified, no white space, one dash and one middle dot, lower case."""
    plain = unicodedata.normalize("NFKC", text).translate(_FOLDS)
    return re.sub(r"\s+", "", simplified(plain)).lower()


LANGUAGE = LanguageRules(
    code="zh",
    tag="zh-Hans",
    name="Chinese",
    letters=re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"),
    sentences=sentences,
    words=words,
    fold=fold,
    script=script,
)
