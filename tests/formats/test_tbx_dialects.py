"""TBX 3 as its dialects are defined: structure by a schema, data categories by the published lists.

The lists stand here a second time, written from the definitions of the modules and not from the toolkit's own table.
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from tests.formats.glossaries import written
from tests.strategies import glossaries
from toolkit import data

CORE = "urn:iso:std:iso:30042:ed-2"
MODULES = {"min": "http://www.tbxinfo.net/ns/min", "basic": "http://www.tbxinfo.net/ns/basic"}
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas" / "tbx3.rng"))
# category: module, element in the style with attributes, where it may stand, and the values of a closed list
STATUSES = {f"{each}Term-admn-sts" for each in ("preferred", "admitted", "deprecated", "superseded")}
DEFINED = {
    "administrativeStatus": ("min", "termNote", {"termSec"}, STATUSES),
    "partOfSpeech": ("min", "termNote", {"termSec"}, {"noun", "verb", "adjective", "adverb", "other"}),
    "subjectField": ("min", "descrip", {"conceptEntry"}, None),
    "customerSubset": ("min", "admin", {"conceptEntry", "termSec"}, None),
    "grammaticalGender": ("basic", "termNote", {"termSec"}, {"masculine", "feminine", "neuter", "other"}),
    "termType": (
        "basic", "termNote", {"termSec"},
        {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
    ),
    "source": ("basic", "admin", {"conceptEntry", "langSec", "termSec"}, None),
    "crossReference": ("basic", "ref", {"conceptEntry", "termSec"}, None),
}  # fmt: skip
DIALECTS = {"core": set(), "min": {"min"}, "basic": {"min", "basic"}}


def faults(root, dialect):
    """Return what is wrong with a file, in either style."""
    found = []
    name, _, style = dialect.partition("-")
    tags = style == "dct"
    if (root.get("type").lower(), root.get("style")) != (f"tbx-{name}", style or "dca"):
        found.append("the root names another dialect or style")
    for each in root.iter():
        space, _, local = each.tag[1:].partition("}")
        category = local if space != CORE else each.get("type") if each is not root else None
        if category is None:
            continue
        if (space != CORE) != tags:
            found.append(f"{category} is in the other style")
        module, element, places, values = DEFINED.get(category, ("", "", set(), None))
        if module not in DIALECTS[name] or (tags and space != MODULES[module]):
            found.append(f"{category} is not in the dialect")
        if not tags and local != element:
            found.append(f"{category} is no {local}")
        if etree.QName(each.getparent()).localname not in places:
            found.append(f"{category} stands in {each.getparent().tag}")
        if values and each.text not in values:
            found.append(f"{each.text} is no {category}")
        if tags:  # as the schema knows it
            each.tag = f"{{{CORE}}}{element}"
            each.set("type", category)
    return found if SCHEMA.validate(root) else [*found, str(SCHEMA.error_log.last_error)]


ALL = [f"{name}{style}" for name in DIALECTS for style in ("", "-dct")]


@pytest.mark.parametrize("dialect", ALL)
def test_the_glossary_keeps_to_each_dialect(dialect):
    assert faults(etree.fromstring(written(".tbx", data.glossary(), dialect=dialect)[0]), dialect) == []


@pytest.mark.parametrize("dialect", ALL)
@settings(max_examples=20, deadline=None)
@given(concepts=glossaries)
def test_whatever_is_written_keeps_to_each_dialect(dialect, concepts):
    assert faults(etree.fromstring(written(".tbx", concepts, dialect=dialect)[0]), dialect) == []


def test_the_check_sees_faults():
    made = written(".tbx", data.glossary()[:3])[0].decode()
    assert made.count(">noun<")
    for wrong in (
        made.replace(">noun<", ">Noun<"),
        made.replace('"subjectField"', '"field"'),
        made.replace("<note>", '<termNote type="termType">variant</termNote><note>', 1),
        made.replace('style="dca"', 'style="dct"'),
        made.replace('id="', 'id="1', 1),
        made.replace("</term>", "</term><note>x</note>", 1),
    ):
        assert faults(etree.fromstring(wrong.encode()), "basic"), wrong
