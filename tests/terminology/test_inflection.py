from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import toolkit
from toolkit import data
from toolkit.errors import InputError
from toolkit.model import Concept, Term
from toolkit.terminology import TermIndex
from toolkit.terminology.inflection import CASES, inflect, term_in

LINES = (Path(__file__).parent / "inflected.tsv").read_text("utf-8").splitlines()
PAIRS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]
TERMS = {term.text: (term, concept.category == "persons") for concept in data.glossary() for term in concept.of("ru")}


def test_there_are_enough_pairs_and_all_of_the_glossary():
    assert len(PAIRS) >= 120
    assert {term for term, _, _ in PAIRS} <= set(TERMS)


@pytest.mark.parametrize(("term", "case", "form"), PAIRS)
def test_terms_of_the_glossary_are_inflected_rightly(term, case, form):
    made = term_in(*TERMS[term][:1], case, TERMS[term][1])
    assert (made.text, made.sure) == (form, True)


@pytest.mark.parametrize(
    ("compound", "case", "form"),
    [
        ("государство-участник", "genitive", "государства-участника"),
        ("государство-участник", "accusative", "государство-участник"),
        ("государства-участники", "accusative", "государства-участники"),
        ("институты-партнеры", "accusative", "институты-партнеры"),
        ("институты-партнёры", "dative", "институтам-партнёрам"),
        ("сторона-подписант", "accusative", "сторону-подписанта"),
        ("город-сестра", "accusative", "город-сестру"),
        ("секретарь-генерал", "accusative", "секретаря-генерала"),
        ("риск-менеджмент", "genitive", "риск-менеджмента"),
        ("бизнес-форум", "instrumental", "бизнес-форумом"),
        ("пресс-служба", "genitive", "пресс-службы"),
        ("интернет-ресурс", "prepositional", "интернет-ресурсе"),
        ("вице-премьер", "accusative", "вице-премьера"),
        ("экс-президент", "accusative", "экс-президента"),
        ("трудящийся-мигрант", "accusative", "трудящегося-мигранта"),
    ],
)
@pytest.mark.parametrize("gender", ["", "m"])
def test_of_a_compound_both_nouns_decline_or_the_second_alone(compound, case, form, gender):
    """Whatever gender a glossary gives it: that of the first half, or of the second."""
    made = inflect(compound, case, gender)
    assert (made.text, made.sure) == (form, True)


@pytest.mark.parametrize(
    ("term", "case", "form"),
    [
        ("чрезвычайный и полномочный посол", "instrumental", "чрезвычайным и полномочным послом"),
        ("временный поверенный в делах", "accusative", "временного поверенного в делах"),
        ("уполномоченный по правам человека", "accusative", "уполномоченного по правам человека"),
        ("дипломатический агент", "accusative", "дипломатического агента"),
        ("член экипажа", "accusative", "члена экипажа"),
        ("обвиняемые", "accusative", "обвиняемых"),
        ("управляющий совет", "accusative", "управляющий совет"),
        ("дух Шанхая", "accusative", "дух Шанхая"),
        ("заем", "genitive", "займа"),
        ("Нидерланды", "genitive", "Нидерландов"),
        ("Сан-Марино", "genitive", "Сан-Марино"),
        ("Эль-Сальвадор", "accusative", "Эль-Сальвадор"),
        ("Гвинея-Бисау", "genitive", "Гвинеи-Бисау"),
        ("Кот-д’Ивуар", "instrumental", "Кот-д’Ивуаром"),
        ("Гуандун", "accusative", "Гуандун"),
        ("Джалал-Абад", "accusative", "Джалал-Абад"),
        ("трудящиеся", "accusative", "трудящихся"),
        ("обе Договаривающиеся Стороны", "instrumental", "обеими Договаривающимися Сторонами"),
        ("два подлинных экземпляра", "genitive", "двух подлинных экземпляров"),
        ("оба посла", "accusative", "обоих послов"),
        ("две трети голосов", "instrumental", "двумя третями голосов"),
        ("пять лет", "instrumental", "пятью годами"),
        ("четыре года", "genitive", "четырех лет"),
        ("30 дней", "dative", "30 дням"),
        ("двадцать пять лет", "genitive", "двадцати пяти лет"),
        ("двадцать пять лет", "instrumental", "двадцатью пятью годами"),
        ("сорок два государства", "dative", "сорока двум государствам"),
        ("полтора года", "genitive", "полутора лет"),
        ("въезд/выезд", "genitive", "въезда/выезда"),
    ],
)
def test_persons_and_places_of_other_glossaries(term, case, form):
    made = inflect(term, case)
    assert (made.text, made.sure) == (form, True)


@pytest.mark.parametrize(
    ("compound", "right", "wrong"),
    [
        ("бизнес-форум", "бизнес-форумов", "бизнеса-форума"),
        ("пресс-служба", "пресс-службой", "прессе-службе"),
        ("государство-участник", "государствами-участниками", "государствами-участника"),
    ],
)
def test_a_compound_is_recognised_in_its_forms_and_in_no_others(compound, right, wrong):
    index = TermIndex([Concept("x", "", (Term("ru", compound, "preferred", "noun"),))])
    assert [each.surface for each in index.recognise(f"нет {right} и {wrong}", "ru")] == [right]


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("иметь одинаковую силу", "verb"),
        ("на всех уровнях", "preposition"),
        ("Тайвань является неотъемлемой частью территории Китая", "sentence"),
        ("общечеловеческие ценности: мир и развитие", "colon"),
        ("грузовые поезда Китай — Европа", "dash"),
        ("китайское приграничье", "may be a noun"),
        ("каждые два года", "numeral"),
    ],
)
def test_what_is_not_sure_is_said(phrase, why):
    made = inflect(phrase, "genitive")
    assert not made.sure
    assert why in made.note


@pytest.mark.parametrize("phrase", ["«Один пояс, один путь»", "ШОС", "QazaqGaz"])
def test_titles_and_abbreviations_stay(phrase):
    made = inflect(phrase, "dative")
    assert (made.text, made.sure) == (phrase, True)


@pytest.mark.parametrize(
    ("name", "gender", "case", "form"),
    [
        ("Роза Отунбаева", "f", "genitive", "Розы Отунбаевой"),
        ("Роза Отунбаева", "f", "accusative", "Розу Отунбаеву"),
        ("Дарига Назарбаева", "f", "dative", "Дариге Назарбаевой"),
        ("Мария Ткач", "f", "genitive", "Марии Ткач"),
        ("Иван Ткач", "m", "instrumental", "Иваном Ткачем"),
        ("Сергей Лавров", "m", "prepositional", "Сергее Лаврове"),
        ("Ван И", "m", "genitive", "Ван И"),
        ("К. К. Токаев", "m", "dative", "К. К. Токаеву"),
        ("Дмитрий Песков", "m", "genitive", "Дмитрия Пескова"),
        ("Нурлан Ермекбаев", "m", "instrumental", "Нурланом Ермекбаевым"),
        ("Сироджиддин Мухриддин", "m", "instrumental", "Сироджиддином Мухриддином"),
        ("Саида Мирзиёева", "", "genitive", "Саиды Мирзиёевой"),
        ("А. Мирзиёева", "", "dative", "А. Мирзиёевой"),
        ("Озода Рахмон", "", "dative", "Озоде Рахмон"),
        ("Никита Михалков", "", "genitive", "Никиты Михалкова"),
        ("Сергей Сова", "", "dative", "Сергею Сове"),
    ],
)
def test_names_of_men_and_women(name, gender, case, form):
    made = toolkit.inflect(name, case, gender, person=True)
    assert (made.text, made.sure) == (form, name != "Озода Рахмон")


def test_capitals_and_everything_around_stay():
    assert inflect("Президент и Министр", "genitive").text == "Президента и Министра"
    assert inflect("  договор (1951 г.)", "genitive").text == "  договора (1951 г.)"


def test_a_wrong_case_is_told():
    with pytest.raises(InputError, match="no case 'vocative'; there are nominative"):
        inflect("договор", "vocative")
    with pytest.raises(InputError, match="nothing"):
        inflect(" ", "genitive")


@given(st.text(max_size=60), st.sampled_from(list(CASES)))
def test_any_text_comes_back_in_one_piece(text, case):
    if text.strip():
        made = inflect(text, case)
        unchanged = [part for part in made.text.split() if not any("а" <= char <= "ё" for char in part.lower())]
        assert unchanged == [part for part in text.split() if not any("а" <= char <= "ё" for char in part.lower())]
        assert case != "nominative" or made.text == text
