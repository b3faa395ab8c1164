"""Every check finds what it is for and is silent where it should be; what it says can be shown and found again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from toolkit.checker import checks, running, samples, telling
from toolkit.checker.rows import rows
from toolkit.checker.settings import CheckSettings

SAMPLES = [(name, sample, fails) for name in checks() for kind, fails in (("fails", True), ("passes", False))
           for sample in getattr(samples.of(name), kind)]  # fmt: skip


def found(sample_rows, only=()):
    codes = sample_rows[0].languages
    return list(running.run(sample_rows, running.plan(codes, CheckSettings(only=only))))


def test_every_check_has_a_failing_and_a_passing_sample():
    lacking = [name for name in checks() if not (samples.of(name).fails and samples.of(name).passes)]
    assert lacking == []


def test_every_sample_is_of_a_check():
    assert set(samples.known()) <= set(checks())


@pytest.mark.parametrize(("name", "sample", "fails"), SAMPLES)
def test_sample(name, sample, fails):
    told = [each for each in found(sample.rows, (name,)) if each.finding.rule == name]
    assert bool(told) == fails, [each.finding for each in told]
    if sample.quoted:
        assert any(sample.quoted in telling.quoted(each.finding) for each in told)


@pytest.mark.parametrize(("name", "sample"), [(name, sample) for name, sample, fails in SAMPLES if fails])
def test_spans_quote_the_texts(name, sample):
    for row, finding, _ in found(sample.rows, (name,)):
        assert finding.spans
        assert finding.message.strip()
        for span in finding.spans:
            assert row.texts.get(span.language, "")[span.start : span.stop] == span.text


def test_names_are_dotted_words_with_title_and_reason():
    for check in checks().values():
        assert check.name == check.name.lower()
        assert check.name.count(".") >= 1
        assert check.title
        assert len(check.why) > 20
        assert bool(check.pairs) != bool(check.languages)
        assert bool(check.row) != bool(check.watch)


ANYTHING = st.text(st.sampled_from("第一条（二）3)a).,;:«»“”\"' \n\u00adаяЁёAzІ中國国0９—-…。，"), max_size=24)


@given(st.lists(st.tuples(ANYTHING, ANYTHING, ANYTHING), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_a_check(texts):
    blank = dict.fromkeys(("unit", "document", "provision", "kind", "agreement"), "") | {"confidence": None}
    given_rows = list(rows(({**blank, "zh": z, "ru": r, "en": e} for z, r, e in texts), ("zh", "ru", "en")))
    for row, finding, severity in found(given_rows):
        assert severity in ("error", "warning", "note")
        for span in finding.spans:
            assert row.texts.get(span.language, "")[span.start : span.stop] == span.text


def test_the_page_of_checks_names_them_all():
    page = (ROOT / "docs/checks.md").read_text("utf-8").splitlines()
    said = {
        row[0]: row[1:3]
        for row in ([cell.strip(" `") for cell in line.split("|")[1:-1]] for line in page)
        if len(row) == 4
    }
    assert {name: said.get(name) for name in checks()} == {
        check.name: [check.severity, check.title] for check in checks().values()
    }
    options = {(name, option) for check in checks().values() for name in [check.name] for option in check.options}
    assert options <= {(row[1].strip(" `"), row[2].strip(" `")) for row in (f"{line}|||".split("|") for line in page)}
