"""Signature blocks as they are printed: brackets, dots, marks above names, two columns."""

from __future__ import annotations

import textwrap

import pytest

from tests.test_structure import BODIES, check
from toolkit import reading

ZH = ["中华人民共和国", "俄罗斯联邦"]
RU = ["Правительство Китайской Народной Республики", "Правительство Российской Федерации"]
EN = ["the Government of the People’s Republic of China", "the Government of the Russian Federation"]
NAMES = {"zh": ["王毅", "拉夫罗夫"], "ru": ["Ван И", "С. Лавров"], "en": ["Wang Yi", "Sergey Lavrov"]}


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("language", "block", "states", "named"),
    [
        ("zh", "（中华人民共和国代表）\n王毅\n（俄罗斯联邦代表）\n拉夫罗夫", ZH, True),
        ("zh", "（中华人民共和国代表）\n（俄罗斯联邦代表）", ZH, False),
        ("zh", "中华人民共和国代表  （签字）\n俄罗斯联邦代表  （签字）", ZH, False),
        ("zh", "中华人民共和国代表  （签字）\n王毅\n俄罗斯联邦代表  （签字）\n拉夫罗夫", ZH, True),
        ("zh", "（中华人民共和国代表）　　　　（俄罗斯联邦代表）\n王　毅　　　　　　　　拉夫罗夫", ZH, True),
        ("zh", "中华人民共和国政府代表        俄罗斯联邦政府代表\n（签字）        （签字）", ZH, False),
        ("zh", "中华人民共和国代表　　俄罗斯联邦代表\n外交部部长　　外交部部长\n王　毅　　拉夫罗夫", ZH, True),
        ("zh", "中华人民共和国代表：…………………\n俄罗斯联邦代表：…………………", ZH, False),
        ("zh", "代表中华人民共和国政府\n王毅\n代表俄罗斯联邦政府\n拉夫罗夫", ZH, True),
        ("ru", "За Правительство                 За Правительство\n"
         "Китайской Народной Республики    Российской Федерации\n"
         "Министр КНР                      Министр Российской Федерации\n"
         "по делам печати                  по делам печати\n"
         "Ван И                            С. Лавров", RU, True),
        ("en", "(Signed) Wang Yi                                    (Signed) Sergey Lavrov\n"
         "For the Government of the People’s Republic of China    For the Government of the Russian Federation",
         EN, True),
        ("ru", "За Правительство Китайской Народной Республики\n(подпись)\n"
         "За Правительство Российской Федерации\n(подпись)", RU, False),
        ("ru", "За Правительство Китайской Народной Республики ................ Ван И\n"
         "За Правительство Российской Федерации ................ С. Лавров", RU, True),
        ("ru", "За Правительство                 За Правительство\n"
         "Китайской Народной               Российской Федерации\n"
         "Республики\n[Подпись]                 [Подпись]", RU, False),
        ("ru", "За Правительство                 За Правительство\n"
         "Китайской Народной               Российской Федерации\n"
         "Республики\nВан И                 С. Лавров", RU, True),
        ("en", "For the Government of\nthe People’s Republic of China\n(Signed) Wang Yi\n"
         "For the Government of\nthe Russian Federation\n(Signed) Sergey Lavrov", EN, True),
        ("en", "For the Government of the People’s Republic of China ....................\n"
         "For the Government of the Russian Federation .....................", EN, False),
        ("en", "For the Government of the People’s Republic of China:\n/s/ Wang Yi\n"
         "For the Government of the Russian Federation:\n/s/ Sergey Lavrov", EN, True),
        ("en", "[Signed]\nWang Yi\nFor the Government of the People’s Republic of China\n"
         "[Signed]\nSergey Lavrov\nFor the Government of the Russian Federation", EN, True),
        ("en", "On behalf of the Government of the People’s Republic of China\nWang Yi\n"
         "On behalf of the Government of the Russian Federation\nSergey Lavrov", EN, True),
        ("en", "For the Government of the            For the Government of the\n"
         "People’s Republic of China           Russian Federation\n[Signature]                          [Signature]\n"
         "Wang Yi                              Sergey Lavrov", EN, True),
    ],
)  # fmt: skip
def test_states_and_names(language: str, block: str, states: list[str], named: bool, gap: str) -> None:
    title, heading, text, testimonium = BODIES[language]
    articles = [line for each in ("一二三" if language == "zh" else "123") for line in (heading.format(each), text)]
    raw = gap.join([title, *articles, testimonium, *block.split("\n")])
    documents = reading.parse(raw, language)
    check(raw, documents, False)
    (document,) = documents
    assert [each.state for each in document.signatures] == states
    assert [each.name for each in document.signatures] == (NAMES[language] if named else ["", ""])
    assert {block.division for block in document.blocks} == {"title", "art.1", "art.2", "art.3", "end", "sign"}


def test_long_names_of_ministries_side_by_side() -> None:
    one = "For the Ministry of Digital Development of the Republic of Arcadia"
    other = "For the Ministry of Communications of the Kingdom of Illyria"
    front = ["MEMORANDUM", "1. First they agree.", "2. So they do.", "Signed at Illyrion on 7 June 2022."]
    (document,) = reading.parse("\n".join([*front, f"{one}\t\t{other}", "_______\t\t_______"]))
    assert [each.state for each in document.signatures] == [one[4:], other[4:]]


MINISTRY = "Министерство образования Китайской Народной Республики"
OTHER = "Министерство высшего образования, науки и инноваций Республики Узбекистан"


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("За Министерство образования\nКитайской Народной Республики|Сунь Яо\n\n"
         "За Министерство высшего образования,\nнауки и инноваций Республики Узбекистан|И. Ибрагимов",
         [(MINISTRY, "Сунь Яо"), (OTHER, "И. Ибрагимов")]),
        ("За Министерство образования\nКитайской Народной Республики|(подпись)\n\n"
         "За Министерство высшего\nобразования, науки и инноваций\nРеспублики Узбекистан|(подпись)",
         [(MINISTRY, ""), (OTHER, "")]),
        ("За Министерство обороны\nРеспублики Таджикистан|Шерали Мирзо\n\n"
         "За Министерство обороны\nТуркменистана|Бегенч Гундогдыев\nМинистр обороны",
         [("Министерство обороны Республики Таджикистан", "Шерали Мирзо"),
          ("Министерство обороны Туркменистана", "Бегенч Гундогдыев")]),
        ("For the Ministry of Education\nof the People's Republic of China|Sun Yao\n\n"
         "For the Ministry of Higher Education,\nScience and Innovation\nof the Republic of Uzbekistan|I. Ibragimov",
         [("the Ministry of Education of the People's Republic of China", "Sun Yao"),
          ("the Ministry of Higher Education, Science and Innovation of the Republic of Uzbekistan", "I. Ibragimov")]),
    ],
)  # fmt: skip
def test_a_state_over_several_lines(text: str, parties: list[tuple[str, str]], between: str) -> None:
    front = {
        "З": "Меморандум о взаимопонимании\n\n1. Стороны поощряют связи между учебными заведениями.\n\n"
        "Подписан в г. Пекине 11 апреля 2023 года.",
        "F": "Memorandum of Understanding\n\n1. The Participants shall encourage links.\n\n"
        "Signed at Beijing on 11 April 2023.",
    }[text[0]]
    raw = f"{front}\n\n{text.replace('|', between)}\n"
    (document,) = reading.parse(raw)
    check(raw, (document,), False)
    assert [(each.state, each.name) for each in document.signatures] == parties
    signing = [block for block in document.blocks if block.division == "sign"]
    assert [(block.path, block.kind) for block in signing] == [("sign/1", "signature"), ("sign/2", "signature")]


def test_unsigned_ministries_side_by_side() -> None:
    text = (
        "Меморандум о взаимопонимании\n\n1. Стороны сотрудничают.\n\nПодписан в г. Пекине 11 апреля 2023 года.\n\n"
        "За Министерство образования              За Министерство обороны\n"
        "Китайской Народной Республики            Республики Таджикистан\n\n"
        "(подпись)                                (подпись)\n"
    )
    (document,) = reading.parse(text)
    assert [(each.state, each.name) for each in document.signatures] == [
        (MINISTRY, ""),
        ("Министерство обороны Республики Таджикистан", ""),
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("columns", [50, 68, 78, 90])
@pytest.mark.parametrize(
    ("title", "sentence", "signing", "names"),
    [
        ("Совместное заявление Китайской Народной Республики и Республики Сербия",
         "Стороны подчеркивают, что нерушимая дружба, выдержавшая испытание временем, является ценным достоянием "
         "народов двух стран, и будут и впредь твердо поддерживать друг друга по вопросам, затрагивающим интересы.",
         "Председатель Китайской Народной Республики    Си Цзиньпин\nПрезидент Республики Сербия    Александр Вучич",
         ["Си Цзиньпин", "Александр Вучич"]),
        ("Joint Statement of the People's Republic of China and the Republic of Serbia",
         "The two sides emphasized that the ironclad friendship between China and Serbia, which has stood the test "
         "of time, is a precious asset of the two peoples, and will go on to support each other firmly.",
         "President of the People's Republic of China    Xi Jinping\n"
         "President of the Republic of Serbia    Aleksandar Vucic", ["Xi Jinping", "Aleksandar Vucic"]),
    ],
)  # fmt: skip
def test_offices_with_names_below_wrapped_text(
    title: str, sentence: str, signing: str, names: list[str], columns: int, gap: str
) -> None:
    numbered = [f"{number}. {sentence}" for number in range(1, 5)]
    raw = gap.join(["\n".join(textwrap.wrap(each, columns)) for each in (title, *numbered)] + [signing])
    (document,) = reading.parse(raw)
    check(raw, (document,), False)
    assert [each.name for each in document.signatures] == names
    assert document.title == title


STATEMENT_RU = """Совместное заявление Республики Узбекистан и Республики Корея
По приглашению Президента Республики Узбекистан Президент Республики Корея Ли Чжэ Мён совершил визит в Ташкент.
1. Стороны отметили рост торговли.
2. Стороны условились развивать транспорт.
3. Стороны поблагодарили друг друга."""
STATEMENT_EN = """Joint Statement of the People’s Republic of China and the Kyrgyz Republic
At the invitation of President Xi Jinping, President of the Kyrgyz Republic Sadyr Zhaparov paid a visit to China.
1. The Sides noted the growth of trade.
2. The Sides agreed to develop transport.
3. The Sides thanked each other."""


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("dated_first", [False, True])
@pytest.mark.parametrize(
    ("statement", "date", "lines", "expected"),
    [
        (STATEMENT_RU, "г. Ташкент, 5 июня 2025 г.",
         ["Президент Республики Узбекистан Ш.М. Мирзиёев", "Президент Республики Корея Ли Чжэ Мён"],
         [("Республики Узбекистан", "Ш.М. Мирзиёев"), ("Республики Корея", "Ли Чжэ Мён")]),
        (STATEMENT_EN, "Beijing, 5 February 2025",
         ["President of the People’s Republic of China Xi Jinping", "President of the Kyrgyz Republic S. Zhaparov"],
         [("the People’s Republic of China", "Xi Jinping"), ("the Kyrgyz Republic", "S. Zhaparov")]),
        (STATEMENT_EN, "Beijing, 5 February 2025",
         ["Xi Jinping, President of the People’s Republic of China",
          "Sadyr Zhaparov, President of the Kyrgyz Republic"],
         [("the People’s Republic of China", "Xi Jinping"), ("the Kyrgyz Republic", "Sadyr Zhaparov")]),
        (STATEMENT_RU, "Ташкент, 5 июня 2025 года",
         ["Шавкат Мирзиёев, Президент Республики Узбекистан", "Ли Чжэ Мён, Президент Республики Корея"],
         [("Республики Узбекистан", "Шавкат Мирзиёев"), ("Республики Корея", "Ли Чжэ Мён")]),
    ],
)  # fmt: skip
def test_office_state_and_name_in_one_line(
    statement: str, date: str, lines: list[str], expected: list[tuple[str, str]], dated_first: bool, gap: str
) -> None:
    raw = gap.join([*statement.split("\n"), *([date, *lines] if dated_first else [*lines, date])])
    documents = reading.parse(raw)
    check(raw, documents, False)
    (document,) = documents
    assert [(each.state, each.name) for each in document.signatures] == expected
    assert [block.path for block in document.blocks if block.kind == "signature"] == ["sign/1", "sign/2"]
    dated = next(block for block in document.blocks if document.text[block.start : block.stop] == date)
    assert dated.path == ("end/p1" if dated_first else "sign/p1")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("line", "state", "name"),
    [
        ("За Российскую Федерацию Борис Ельцин", "Российскую Федерацию", "Борис Ельцин"),
        ("За Республику Казахстан Н. А. Назарбаев", "Республику Казахстан", "Н. А. Назарбаев"),
        ("За Российскую Федерацию Сергей Викторович Лавров", "Российскую Федерацию", "Сергей Викторович Лавров"),
        ("За Соединенные Штаты Америки", "Соединенные Штаты Америки", ""),
        ("За Республику Южная Осетия", "Республику Южная Осетия", ""),
        ("За Великое Герцогство Люксембург", "Великое Герцогство Люксембург", ""),
        ("For Turkmenistan Saparmurat Niyazov", "Turkmenistan", "Saparmurat Niyazov"),
        ("For the World Health Organization", "the World Health Organization", ""),
        ("For Papua New Guinea", "Papua New Guinea", ""),
    ],
)
def test_state_and_name_without_a_gap(line: str, state: str, name: str, gap: str) -> None:
    language = "en" if line.startswith("For") else "ru"
    title, heading, text, testimonium = BODIES[language]
    known = {"en": "The Russian Federation and Turkmenistan have agreed as follows:"}
    front = [title, known.get(language, "Российская Федерация и Республика Казахстан договорились о нижеследующем:")]
    raw = gap.join([*front, *(each for n in "123" for each in (heading.format(n), text)), testimonium, line])
    (document,) = reading.parse(raw, language)
    assert [(each.state, each.name) for each in document.signatures] == [(state, name)]


@pytest.mark.parametrize(
    ("language", "close", "block", "states", "names"),
    [
        (
            "en",
            "V. President Vučić accepted the invitation with pleasure.",
            "Xi Jinping\nPresident of the People’s Republic of China\n\n"
            "Aleksandar Vučić\nPresident of the Republic of Serbia",
            ["the People’s Republic of China", "the Republic of Serbia"],
            ["Xi Jinping", "Aleksandar Vučić"],
        ),
        (
            "ru",
            "V. Президент А. Вучич с удовольствием принял приглашение.",
            "Си Цзиньпин\nПредседатель Китайской Народной Республики\n\nАлександр Вучич\nПрезидент Республики Сербия",
            ["Китайской Народной Республики", "Республики Сербия"],
            ["Си Цзиньпин", "Александр Вучич"],
        ),
    ],
)
def test_names_above_offices_without_a_closing_clause(
    language: str, close: str, block: str, states: list[str], names: list[str]
) -> None:
    title = {"en": "Joint Statement of China and Serbia", "ru": "Совместное заявление Китая и Сербии"}[language]
    said = {"en": "The two sides will deepen cooperation.", "ru": "Стороны будут углублять сотрудничество."}[language]
    sections = "\n\n".join(f"{numeral}. {said}" for numeral in ("I", "II", "III", "IV"))
    (document,) = reading.parse(f"{title}\n\n{sections}\n\n{close}\n\n{said}\n\n{block}\n", language)
    assert [each.state for each in document.signatures] == states
    assert [each.name for each in document.signatures] == names
    assert [each.path for each in document.blocks if each.division == "sign"] == ["sign/1", "sign/2"]
    assert [each.path for each in document.blocks if each.division == "sec.5"] == ["sec.5/p1", "sec.5/p2"]


def test_a_name_above_an_office_inside_the_text_is_no_signature() -> None:
    text = (
        "Joint Statement of China and Serbia\n\nI. The two sides spoke of their friendship.\n\n"
        "Xi Jinping\n\nPresident of the People’s Republic of China\n\n"
        "Aleksandar Vučić\n\nPresident of the Republic of Serbia\n\n"
        "II. The two sides will deepen cooperation."
    )
    (document,) = reading.parse(text, "en")
    assert document.signatures == ()


@pytest.mark.parametrize("side", [False, True])
def test_premiers_sign_a_communique(side: bool) -> None:
    left = ["Премьер Государственного совета", "Китайской Народной Республики", "Вэнь Цзябао"]
    right = ["Премьер-министр", "Республики Таджикистан", "А. Акилов"]
    rows = [f"{one:<45}{two}" for one, two in zip(left, right, strict=True)] if side else [*left, "", *right]
    text = "\n".join(["Совместное коммюнике", "", "1. Стороны едины.", "", "2. Стороны дружат.", "", *rows])
    documents = reading.parse(text, "ru")
    check(text, documents, False)
    signed = [(each.state, each.name) for each in documents[0].signatures]
    assert signed == [("Китайской Народной Республики", "Вэнь Цзябао"), ("Республики Таджикистан", "А. Акилов")]
