"""Policy: docs/policy/plan.md §9.4. Every name, number and address here is invented."""

import pytest

from mamori.plan.rules.privacy import found_in


@pytest.mark.parametrize(
    "text",
    [
        "山田花子さんが講演した。",
        "連絡先は03-1234-5678である。",
        "電話０９０１２３４５６７８まで。",
        "問合せは aoi@ministry.example へ。",
        "〒100-0001に送付した。",
        "千代田区霞が関2丁目で開いた。",
        "Ms. Aoi opened the symposium.",
        "Dr Haru gave a talk.",
    ],
)
def test_a_private_person_is_noticed(text):
    assert found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "全国の警察と法務局で相談を受け付けた。",
        "児童相談所全国共通ダイヤル189を広報した。",
        "#8103の運用を始めた。",
        "お子さんと保護者の皆様に配布した。",
        "被害者様という語は使わない。",
        "2,309 meetings were held in 47 prefectures.",
        "The Minister of Education addressed the public.",
        "平成29年4月18日から平成30年3月31日まで",
    ],
)
def test_a_public_text_is_left_alone(text):
    assert found_in(text) == []
