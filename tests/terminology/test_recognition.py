"""Recognition as a translator would judge it: forms by hand, all forms of all terms, and what only looks like one."""

import csv
import re
from pathlib import Path

import pymorphy3
import pytest

from toolkit import data
from toolkit.languages import zh
from toolkit.recognition import index
from toolkit.segmenter import segment

with Path(__file__).with_name("attested.csv").open(encoding="utf-8", newline="") as _file:
    ATTESTED = list(csv.DictReader(_file))
_CASES = ("gent", "datv", "accs", "ablt", "loct")
_WORD = re.compile(r"[^\W\d_]+")


def _found(row):
    """Return whether the concept of a row was found where it is, or where it is not."""
    start = row["text"].find(row["surface"])
    stop = start + len(row["surface"])
    found = [o for o in index().recognise(row["text"], row["language"]) if o.concept == row["concept"]]
    if row["kind"] == "term":
        return any(o.surface == row["surface"] for o in found)
    return any(start < 0 or (o.start < stop and start < o.stop) for o in found)


def test_forms_and_near_misses_written_by_hand():
    found = [(row, _found(row)) for row in ATTESTED]
    terms = [hit for row, hit in found if row["kind"] == "term"]
    misses = [hit for row, hit in found if row["kind"] == "near-miss"]
    wrong = [(row["text"], row["surface"]) for row, hit in found if hit != (row["kind"] == "term")]
    assert len(terms) >= 300
    assert len(misses) >= 200
    assert {row["concept"] for row, _ in found} <= set(index().concepts_by_id)
    assert sum(terms) / len(terms) >= 0.99, wrong
    assert sum(terms) / (sum(terms) + sum(misses)) >= 0.98, wrong


def test_forms_measured_blind_are_found_no_worse_than_is_said():
    """Rows written without a look at what is found; Russian was mended after the first figures (see the benchmarks)."""
    with Path(__file__).with_name("blind.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for code, recall, precision in (("zh", 0.98, 0.94), ("ru", 0.95, 0.92)):
        found = [(row["kind"] == "term", _found(row)) for row in rows if row["language"] == code]
        right = sum(term and hit for term, hit in found)
        wrong = sum(hit and not term for term, hit in found)
        assert right / sum(term for term, _ in found) >= recall
        assert right / (right + wrong) >= precision


@pytest.mark.parametrize(
    ("text", "surface", "concept"),
    [
        ("Договор вступит в силу после ратификации.", "вступит в силу", "entry-into-force"),
        ("До вступления настоящего Договора в силу.", "вступления настоящего Договора в силу", "entry-into-force"),
        ("Сторонами принимаются необходимые меры.", "принимаются необходимые меры", "take-measures"),
        ("Меры были приняты.", "", "take-measures"),  # another word between
        ("Большое значение придается торговле.", "Большое значение придается", "attach-great-importance"),
        ("К сведению приняты доклады.", "К сведению приняты", "take-note-of"),
        ("Меры принял врач, а действие лекарства кончилось.", "", "cease-to-have-effect"),
    ],
)
def test_verbal_phrases_in_either_aspect_in_the_passive_and_inverted(text, surface, concept):
    found = [each.surface for each in index().recognise(text, "ru") if each.concept == concept]
    assert found == ([surface] if surface else [])


def test_chinese_names_joined_by_a_dash_are_found_without_it():
    found = {each.surface: each.concept for each in index().recognise("中國中亞峰會今日開幕。", "zh")}
    assert found["中國中亞峰會"] == "china-central-asia-summit"
    apart = {each.concept for each in index().recognise("在中国中亚研究发展很快。", "zh")}
    assert "china-central-asia-pair" not in apart


# ---------------------------------------------------------------- every term in every form, in sentences of the corpus


def _sentences(code):
    texts = [each.text for name in data.corpus_ids() for each in segment(data.documents(name)[code]).segments]
    return [each[:-1] for each in texts if each[-1] in ".。" and len(each) < (60 if code == "zh" else 120)][:20]


def _terms(code):
    for concept in index().concepts_by_id.values():
        for term in concept.of(code, "preferred", "admitted"):
            single = term.part_of_speech == "verb" and len(_WORD.findall(term.text)) < 2
            if len(term.text) > 1 and (code == "zh" or not single):
                yield concept, term


def _share_found(code, forms):
    """Return the share of forms found at the end of a sentence, and those that were not."""
    sentences, missed, number = _sentences(code), [], 0
    assert len(sentences) > 5
    for number, (concept, form) in enumerate(forms, 1):
        text = f"{sentences[number % len(sentences)]}{'：' if code == 'zh' else ': '}{form}."
        start = len(text) - len(form) - 1
        found = index().recognise(text, code)
        if not any(o.concept == concept.id and abs(o.start - start) < 5 and o.stop >= len(text) - 3 for o in found):
            missed.append(form)
    return 1 - len(missed) / number, missed


def _morphology():
    return pymorphy3.MorphAnalyzer(lang="ru")


def _changing(text, morphology):
    """Return the adjectives and the noun with which a Russian term begins, if only these change with the case."""
    words, found = list(_WORD.finditer(text)), []
    if re.search(" (?:и|или) |[,—-]", text):
        return []
    for word in words:
        parses = morphology.parse(word.group())
        noun = next((p for p in parses if p.tag.POS == "NOUN" and p.tag.case == "nomn"), None)
        adjective = next((p for p in parses if p.tag.POS in ("ADJF", "PRTF") and p.tag.case == "nomn"), None)
        if adjective and word is not words[-1]:
            found.append((word, adjective))
        elif noun and morphology.word_is_known(word.group()):
            return [*found, (word, noun)]
        else:
            return []
    return []


def _inflected(text, changing, case, number, only=None):
    """Return a Russian term in a case and number; with ``only``, just the noun or just the adjectives changed."""
    head = changing[-1][1].tag
    for word, parse in reversed(changing):
        wanted = {case, number}
        if parse.tag.POS != "NOUN" and number == "sing" and head.gender:
            wanted.add(head.gender)
        if parse.tag.POS != "NOUN" and case == "accs" and (number == "plur" or head.gender == "masc"):
            wanted.add(head.animacy)
        form = parse.inflect(wanted)
        if form is None:
            return ""
        if only and (only == "noun") != (parse.tag.POS == "NOUN"):
            continue
        old = word.group()
        new = old if old.isupper() else form.word.capitalize() if old[0].isupper() else form.word
        text = text[: word.start()] + new + text[word.end() :]
    return text


def test_every_russian_term_in_every_case_and_number():
    morphology = _morphology()
    forms = [(concept, term.text) for concept, term in _terms("ru")]
    for concept, term in _terms("ru"):
        changing = _changing(term.text, morphology)
        cells = [(case, number) for case in _CASES for number in ("sing", "plur") if changing]
        forms += [(concept, form) for cell in cells if (form := _inflected(term.text, changing, *cell))]
    assert len(forms) > 8000
    share, missed = _share_found("ru", forms)
    assert share >= 0.99, missed[:20]


def test_russian_words_that_do_not_agree_are_no_terms():
    morphology, wrong, number = _morphology(), [], 0
    for concept, term in _terms("ru"):
        changing = _changing(term.text, morphology)
        if len(changing) < 2 or changing[0][1].tag.POS == "NOUN" or "nomn" not in changing[0][1].tag:
            continue
        # a nominative with an instrumental can never go together
        form = _inflected(term.text, changing, "ablt", changing[-1][1].tag.number or "sing", only="noun")
        if form and form != term.text:
            number += 1
            found = [o for o in index().recognise(form, "ru") if o.start == 0 and o.stop >= len(form) - 1]
            wrong += [form for o in found if o.concept == concept.id]
    assert number > 200
    assert len(wrong) / number <= 0.02, wrong[:20]


def test_every_chinese_term_in_both_scripts_and_any_spacing():
    forms = []
    for concept, term in _terms("zh"):
        wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in term.text)
        broken = term.text[: len(term.text) // 2] + "\n" + term.text[len(term.text) // 2 :]
        dashed = term.text.replace("—", "-").replace("·", "•")
        for form in (term.text, zh.traditional(term.text), wide, broken, dashed):
            forms.append((concept, form))
    share, missed = _share_found("zh", forms)
    assert share >= 0.99, missed[:20]


def test_a_chinese_term_with_a_character_put_in_is_none():
    terms = [(concept, f"{term.text[:1]}某{term.text[1:]}") for concept, term in _terms("zh")]
    assert not [form for concept, form in terms for o in index().recognise(form, "zh") if o.surface == form]


def _plural(word):
    if re.search("[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search("(?:s|x|z|ch|sh)$", word) else "s")


def test_every_english_term_in_the_plural_possessive_and_with_other_spelling():
    forms = []
    for concept, term in _terms("en"):
        forms += [(concept, term.text), (concept, term.text.replace("iz", "is")), (concept, term.text.upper())]
        if term.part_of_speech == "noun" and term.text[-1] not in "s)”" and " of " not in term.text:
            forms += [(concept, term.text + "’s"), (concept, term.text + "'s")]
            if _WORD.search(term.text[-2:]) and not re.search("(?:ing|media|data)$", term.text):
                stem, last = term.text[: -len(term.text.split()[-1])], term.text.split()[-1]
                forms.append((concept, stem + _plural(last)))
    assert len(forms) > 4000
    share, missed = _share_found("en", forms)
    assert share >= 0.99, missed[:20]


def test_words_that_hold_a_term_are_none():
    for code, before, after in (("en", "un", "like"), ("ru", "не", "щик")):
        terms = [(concept, term.text) for concept, term in _terms(code) if term.text[-1].isalpha()]
        glued = [(concept, f"{before}{text.lower()}{after}") for concept, text in terms if " " not in text]
        assert len(glued) > 100
        assert not [text for _, text in glued for o in index().recognise(text, code) if o.surface == text]
