"""Defined terms: where they are defined, and in what forms they stand later."""

import pytest

from tests.checker.linguistic import found, row, rules
from toolkit.checker.definitions import defined, place


@pytest.mark.parametrize(
    ("code", "text", "term"),
    [
        ("zh", "以下简称“各方”，", "各方"),
        ("zh", "（以下称“双方”），", "双方"),
        ("zh", "联合委员会（以下简称“委员会”）。", "委员会"),
        ("ru", "далее именуемые Сторонами,", "Сторонами"),
        ("ru", "Совместную комиссию (далее — Комиссия).", "Комиссия"),
        ("ru", "в дальнейшем именуемые «Сторонами»,", "Сторонами"),
        ("en", "hereinafter referred to as “the Parties”,", "Parties"),
        ("en", "(hereinafter referred to as the Commission).", "Commission"),
        ("en", "the Agreement on Trade (the “Agreement”)", "Agreement"),
    ],
)
def test_definitions(code, text, term):
    assert [text[start:stop] for _, start, stop in defined(text, code)] == [term]


@pytest.mark.parametrize("text", ["各方面", "стороны света", "both parties to it"])
def test_other_words(text):
    code, term = next(
        each for each in (("zh", "各方"), ("ru", "Стороны"), ("en", "Parties")) if _script(text) == each[0]
    )
    assert place(text, term, code) is None


def _script(text):
    return "zh" if text[0] > "\u3000" else "ru" if text[0] > "\u0400" else "en"


DEFINED = row(
    "opening", zh="以下简称“各方”，", ru="далее именуемые Сторонами,", en="hereinafter referred to as “the Parties”,"
)


@pytest.mark.parametrize(
    ("code", "text", "quoted"),
    [
        ("zh", "双方采取措施。", "双方"),
        ("ru", "Участники принимают меры.", "Участники"),
        ("ru", "Договаривающиеся Государства принимают меры.", "Договаривающиеся Государства"),
        ("en", "The parties shall take measures.", "parties"),
        ("en", "The Participants shall take measures.", "Participants"),
    ],
)
def test_a_changed_term_is_quoted_with_what_was_defined(code, text, quoted):
    texts = {"zh": "各方采取措施。", "ru": "Стороны принимают меры.", "en": "The Parties shall take measures."}
    ((_, finding),) = found([DEFINED, row(**{**texts, code: text})], "definitions")
    assert finding.rule == "definitions.changed"
    assert finding.spans[0].text == quoted
    assert finding.suggestion == {"zh": "各方", "ru": "Стороны", "en": "Parties"}[code]


def test_without_a_definition_nothing_is_asked():
    assert rules([row(zh="各方采取措施。", ru="Участники принимают меры.")], "definitions") == set()


def test_a_term_that_is_defined_again_is_told_once():
    wrong = row(zh="各方采取措施。", ru="Участники принимают меры.", en="The Parties shall take measures.")
    assert [each.rule for _, each in found([DEFINED, DEFINED, wrong], "definitions")] == ["definitions.changed"]


@pytest.mark.parametrize(
    ("text", "term", "language", "there"),
    [
        ("Обе Стороны согласны", "Стороны", "ru", "Стороны"),
        ("обе стороны согласны", "Стороны", "ru", None),
        ("Комитету по делам границы", "Комитет по границе", "ru", None),
        ("О Комитете по границе", "Комитет по границе", "ru", "Комитете по границе"),
        ("the parties agree", "Parties", "en", None),
        ("Each Party agrees", "Parties", "en", "Party"),
        ("各方面和各方", "各方", "zh", "各方"),
        ("各方面", "各方", "zh", None),
        ("5 (пять)", "№ 5", "ru", None),
    ],
)
def test_a_term_is_found_in_any_form_and_with_its_capital(text, term, language, there):
    at = place(text, term, language)
    assert (text[slice(*at)] if at else None) == there
