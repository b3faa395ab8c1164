"""Glossary files as other programs write them: what they say at every level is kept or told."""

import pytest

from tests.formats.glossaries import read

HEAD = '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>'
FOOT = "</body></text></tbx>"
EVERYWHERE = """<conceptEntry id="c1"><admin type="source">S0</admin><descrip type="definition">D0</descrip>
<transacGrp><transac type="transactionType">origination</transac><date>2025-01-01</date></transacGrp>
<note>Usage: at home</note><note>of the concept</note>
<langSec xml:lang="ru"><descripGrp><descrip type="definition">D1</descrip><admin type="source">S1</admin></descripGrp>
<note>of the language</note>
<termSec><term>договор</term><termNote type="partOfSpeech">Noun</termNote>
<termNote type="grammaticalGender">Masculine</termNote><termNote type="termType">fullForm</termNote>
<descripGrp><descrip type="context">C</descrip><admin type="source">S2</admin><note>N2</note></descripGrp>
<descrip type="subjectField">law</descrip></termSec>
<termSec><term>контракт</term><termNote type="partOfSpeech">verbForm</termNote>
<termNote type="forbidden">true</termNote><termNote type="grammaticalGender">common</termNote></termSec>
<termSec><term>пакт</term><termNote type="forbidden">false</termNote></termSec></langSec></conceptEntry>"""


def test_what_a_tbx_says_at_every_level_is_kept_or_told():
    (concept,), (report,) = read(".tbx", (HEAD + EVERYWHERE + FOOT).encode())
    first, wrong, last = concept.terms
    assert (first.text, first.part_of_speech, first.gender, first.note) == ("договор", "noun", "m", "of the language")
    assert first.sources == ()
    assert (wrong.text, wrong.status, wrong.part_of_speech) == ("контракт", "forbidden", "")
    assert (last.status, last.note, concept.note) == ("admitted", "", "of the concept")
    assert sorted(report.removeprefix("left out: ").split(", ")) == [
        "context (1)", "definition (2)", "grammaticalGender of terms (1)", "note of context (1)",
        "partOfSpeech of terms (1)", "source of concepts (1)", "source of context (1)", "source of definition (1)",
        "subjectField of terms (1)", "termType of terms (1)", "transacGrp (1)",
        "usage of concepts (1)",
    ]  # fmt: skip


MULTITERM = """<?xml version="1.0"?>
{}<mtf><conceptGrp><concept>1</concept><descripGrp><descrip type="Usage">home</descrip></descripGrp>
<languageGrp><language type="Russian" lang="RU"/><descripGrp><descrip type="Definition">D</descrip></descripGrp>
<descripGrp><descrip type="Note">N</descrip></descripGrp>
<termGrp><term>договор</term><descripGrp><descrip type="Domain">law</descrip></descripGrp></termGrp></languageGrp>
</conceptGrp></mtf>"""


def test_what_a_multiterm_file_says_at_every_level_is_kept_or_told():
    (concept,), (report,) = read(".mtf.xml", MULTITERM.format("").encode())
    assert [(term.text, term.status) for term in concept.terms] == [("договор", "preferred")]
    assert sorted(report.removeprefix("left out: ").split(", ")) == [
        "Definition (1)", "domain of terms (1)", "note of languages (1)", "usage of concepts (1)",
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".mtf.xml", ".tbx"])
def test_a_doctype_that_only_names_a_dtd_is_not_opened(suffix):
    root = "mtf" if suffix == ".mtf.xml" else "tbx"
    doctype = f'<!DOCTYPE {root} SYSTEM "http://127.0.0.1:9/no.dtd">\n'
    whole = MULTITERM.format(doctype) if suffix == ".mtf.xml" else doctype + HEAD + EVERYWHERE + FOOT
    assert read(suffix, whole.encode())[0][0].terms[0].text == "договор"
