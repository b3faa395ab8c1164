"""Words on which a provision turns: told if they stand in one text only, and not if the texts agree."""

import csv
from pathlib import Path

import pytest

from tests.checker.linguistic import row
from toolkit.divergence.particulars import particulars

with Path(__file__).with_name("particulars.tsv").open(encoding="utf-8", newline="") as lines:
    SAMPLES = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def told(**texts):
    return [each.finding.message for each in particulars([row(**texts)])]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each["said"])
def test_a_word_of_one_text_only_is_told(sample):
    texts = {code: sample[code] for code in ("zh", "ru", "en")}
    assert told(**texts) == told(zh=texts["zh"], ru=texts["ru"]) == told(zh=texts["zh"], en=texts["en"]) == []
    assert any(f"({sample['said']})" in each for each in told(**texts | {"ru": sample["instead"]}))
    assert any(f"({sample['said']})" in each for each in told(zh=texts["zh"], ru=sample["instead"]))


@pytest.mark.parametrize(
    "texts",
    [
        {"zh": "水能和可再生能源", "en": "hydropower and renewable energy"},
        {"zh": "有权退出本条约", "en": "shall have the right to withdraw from this Treaty"},
        {"zh": "秘书处提供资料", "en": "the Secretariat shall provide information"},
        {"zh": "考虑到全球不平等趋势", "en": "having regard to the trend towards global inequality"},
        {"zh": "缔约任何一方可临时中止本协定", "ru": "любая Сторона может временно приостановить Соглашение"},
        {"zh": "双方全面加强互信", "ru": "Стороны по всем направлениям укрепляют доверие"},
    ],
    ids=lambda each: each["zh"],
)
def test_what_only_looks_like_such_a_word_is_not_told(texts):
    assert told(**texts) == []
