"""What may be called authentic: a text in a language in which the document says that it is, and no translation.

What makes a text authentic is the document's own closing clause. A table carries what it says in its column
``authentic``, and often the clause itself; what the corpus holds as something else stays that, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from toolkit import data, structure
from toolkit.errors import InputError
from toolkit.model import Document

if TYPE_CHECKING:
    import pandas as pd

_WORD = r"authentic|аутентич|作准|正本"
_CLAIM = re.compile(_WORD, re.I)
_DENIED = re.compile(rf"(?:\b(?:not|non|un|in|nor|no|not an|не)[\s-]*|неа?|非|不)(?={_WORD})\w*", re.I)
_ASIDE = re.compile(r"[(（]([^()（）]*)[)）]")
_BARE = re.compile(rf"\W*(?:equally |also |the |an )*(?:{_WORD})\w*(?: text| version| language)?\W*", re.I)


def claims(label: str) -> bool:
    """Whether a status calls its text authentic; what it says in brackets of another text is no such claim."""
    asides = _ASIDE.findall(label)
    said = _DENIED.sub("", _ASIDE.sub(" ", label))
    return bool(_CLAIM.search(said)) or any(_BARE.fullmatch(each) for each in asides)


def check(table: pd.DataFrame) -> None:
    """Raise InputError if a UNITS table calls a text authentic that is not.

    That is one in a language that the document does not name as authentic, in the column of that name or in a closing
    clause that stands in the table; or one that the corpus holds as a translation.
    """
    for code in table.attrs["languages"]:
        labels = {str(table.attrs.get("labels", {}).get(code, "")), *table.get(f"{code}_status", ())}
        if any(claims(str(each)) for each in labels if isinstance(each, str)):
            known = _stated(table)
            if code not in known:
                where = f"in {' and '.join(known)} only" if known else "in none, as far as its column authentic says"
                raise InputError(f"the {code} text can't be called authentic: the document is authentic {where}")
            check_text(code, table[code])


def check_text(code: str, texts: Iterable[str]) -> None:
    """Raise InputError if texts that are called authentic stand word for word in what the corpus holds as no such."""
    bare = [_bare(each) for each in texts if isinstance(each, str) and _bare(each)]
    for name in data.corpus_ids():
        facts = data.meta(name)
        status = facts["texts"].get(code, {}).get("status", "authentic")
        if "authentic" in facts and status != "authentic":
            held = _bare(data.documents(name)[code].text)
            if bare and all(each in held for each in bare):
                held_as = f"the {data.STATUS_LABELS.get(status, status)} of {name} in the corpus"
                raise InputError(f"the {code} text can't be called authentic: it is {held_as}, word for word")


def check_documents(versions: Iterable[Document]) -> None:
    """Raise DataError or InputError if one of a document's versions is called authentic that is not."""
    versions = list(versions)
    data.check_authentic(versions)
    for each in versions:
        if each.identity.status == "authentic":
            check_text(each.language, [each.text])


def _stated(table: pd.DataFrame) -> list[str]:
    """Return the languages in which a table's document is authentic, by all that the table itself says of it."""
    cells = {str(each) for each in table["authentic"] if each} if "authentic" in table else set()
    said = [set(each.split()) for each in cells]
    for code in table.attrs["languages"]:
        clauses = table[code][table["kind"] == "testimonium"]
        named = structure.named_in(" ".join(map(str, clauses)), code) if code in data.LANGUAGES else frozenset()
        said += [set(named)] if named else []
    return [code for code in data.LANGUAGES if said and all(code in each for each in said)]


def _bare(text: str) -> str:
    return "".join(text.split())
