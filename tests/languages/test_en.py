"""English: where sentences end and where they don't; words; dictionary forms."""

from __future__ import annotations

import pytest

from tests.languages import joined
from toolkit import languages
from toolkit.languages import en

SENTENCES = [
    "H.E. Amb. Smith, Amb. Qin, H. E. Mr. Wang Yi, the Rt. Hon. Lord Smith and the Hon. John Brown met.| |They left.",
    "Lt. Gen. Petrov, Maj. Gen. Wang, Brig. Ito, Col. Kim, Capt. Lee, Adm. Ivanov, Messrs. Li and Wu and Sgt. Fox met.",
    "Min. Lavrov, Dep. Min. Ryabkov, Sec. Gen. Guterres, Dir. Gen. Grossi, Pres. Xi, Sen. Fox and Rep. Li spoke.",
    "It took 5 min.| |China agreed.| |Asst. Sec. Campbell and Assoc. Prof. Li came from Mt. Elbrus and Ft. Meade.",
    "See subparas. (a) and (b), Nos. 4–5, vols. 3–4, pp. 6–9, figs. 3, n. 5, fn. 3, sch. 2, bk. 2 and app. A, B.",
    "Add. 1 and Corr. 2 of U.N. Doc. 5, Cap. 5, reg. 3, ann. I; op. cit. Brown.| |Cf. Article 5 and ibid. para. 6.",
    "The Govt. Delegation, the Natl. Assembly, the Intl. Court, the Dem. Rep. of the Congo and the Fed. Rep. met.",
    "It was signed by Wang Jr.| |The parties met.",
    "Exports, incl. Chinese goods, grew.| |The U.A.E. President came to the U.A.E.| |He left.",
    "Chargé d'Affaires a.i. Smith, Ph.D. Li and LL.M. Wang attended.",
    "Mr. Smith met Dr. Li at 5 p.m. on Monday.| |They agreed.",
    "The meeting ended at 5 p.m.| |Then they left.",
    "The talks began at 9.30 a.m.| |President Tokayev opened them.",
    "The ceremony began at 5 p.m. Beijing time in the Great Hall.",
    "They met at 10 a.m. Moscow Standard Time.| |Both spoke.",
    "The train leaves at 8 a.m. Monday and at 6 p.m. GMT.",
    "Notes are due by 5 p.m. May 3.",
    "They met in the U.S. They agreed.".replace(" They agreed", "| |They agreed"),
    "The U.S. Government signed.| |H.E. Mr. Li came.",
    "See Art. 5, para. 2, e.g. the case of No. 7.| |It applies, i.e. it binds.",
    "J. R. Smith spoke.| |He left.",
    "Goods, services, etc.| |The Parties agree.",
    "Goods, services, etc. are traded.",
    "The price is 3.5 million.| |It ended in 1999.| |That was late.",
    "The Parties (see Annex. It is long.) agree.| |Others do not.",
    "He said: “We agree. We sign.”| |She left.",
    "Arcadia v. Illyria, vol. 3, pp. 5–7, is cited.| |It binds.",
    "They met on 17 Jan. 2025 in Astana and on 5 Sept. 2013 in Beijing.| |It rained in Dec.| |The talks went on.",
    "Dr. Smith of Acme Co. Ltd. left.| |CNPC Co., Ltd. signed a contract.| |It is with Acme Co.| |The price is high.",
    "They met in Washington, D.C. They agreed.".replace(" They agreed", "| |They agreed"),
    "It came in 5 Jan. 2020.| |See Art. 5 for that.",
    "The date is 3 Sept. 2021.| |The Parties met.",
    "As stated in para. 3.| |The Parties may agree.| |So says sec. 4.| |The Court held so in No. 5.| |Others do not.",
    "They are listed in Annex I.| |The Parties shall protect them.| |See Appendix V.| |Each list may be amended.",
    "Vol. II.| |The list in Section B.| |Contracting Parties see App. IV.| |They agree.| |World War I.| |The end.",
    "Art. 5. The Parties agree.",
    "On the part of A. Smith and the Party J. R. Smith it was agreed.| |Mr. J. He spoke.",
    "Why?| |Because.",
    '"We agree. Fully!" he said.| |He left.',
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    text = marked.replace("| |", " ")
    assert joined(en.sentences(text), text) == marked


def test_semicolons_by_setting() -> None:
    text = "The Parties agree; they sign (here; there)."
    assert joined(en.sentences(text), text) == text
    assert joined(en.sentences(text, True), text) == "The Parties agree;| |they sign (here; there)."


def test_words() -> None:
    text = "The People’s Republic’s well-known treaty, 3.5 million."
    assert joined(en.LANGUAGE.words(text), text).split("| |") == [
        "The", "People’s", "Republic’s", "well-known", "treaty", ",", "3.5", "million", ".",
    ]  # fmt: skip


def test_lemmas() -> None:
    assert "treaty" in en.lemmas("Treaties")
    assert "people" in en.lemmas("People’s")
    assert en.LANGUAGE.fold("‘Good‑Neighbourliness’") == en.LANGUAGE.fold("'good-neighbourliness'")


@pytest.mark.parametrize(
    ("text", "ordinary"),
    [
        ("TREATY ON EXTRADITION. PART II", "Treaty on extradition. Part II"),
        ("DESIRING to promote the aims of UNESCO, HAVE AGREED", "Desiring to promote the aims of UNESCO, have agreed"),
        ("The decision of UNESCO binds.", "The decision of UNESCO binds."),
        ("The UN and the SCO", "The UN and the SCO"),
        ("UN and SCO", "UN and SCO"),
    ],
)
def test_capitals_in_ordinary_letters(text: str, ordinary: str) -> None:
    assert languages.ordinary(text, "en") == ordinary
    assert len(ordinary) == len(text)


def test_russian_and_other_capitals_in_ordinary_letters() -> None:
    assert languages.ordinary("ДОГОВОР О ДРУЖБЕ МЕЖДУ РФ И КНР", "ru") == "Договор о дружбе между РФ и КНР"
    assert languages.ordinary("VERTRAG ÜBER FREUNDSCHAFT", "de") == "Vertrag über freundschaft"
    assert languages.ordinary("条约 ABCD", "zh") == "条约 ABCD"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They meet yearly.² They report.[3] It decides.", ["They meet yearly.²", "They report.[3]", "It decides."]),
        ("It applies to the P.R.C. Each Party shall act.", ["It applies to the P.R.C.", "Each Party shall act."]),
        ("An area of 5 km² The", ["An area of 5 km² The"]),
    ],
)
def test_marks_of_notes_and_states(text: str, wanted: list[str]) -> None:
    assert [text[start:stop] for start, stop in languages.get("en").sentences(text, False)] == wanted
