"""Which words call somebody guilty before 认定?"""

import pytest

from media_library.ads.early_guilt import early_guilt


@pytest.mark.parametrize(
    ("text", "at_fault"),
    [
        ("这是非法集资广告", "是非法集资"),
        ("违法广告，责令改正", "违法广告"),
        ("该行为构成非法集资", "构成非法集资"),
        ("经核实属于诈骗。", "属于诈骗"),
        ("系典型的集资诈骗", "系典型的集资诈骗"),
        ("构成 非法\n集资", "构成非法集资"),
        ("涉嫌虚假宣传，且构成诈骗", "构成诈骗"),
        ("依据《防范和处置非法集资条例》，已构成非法集资", "构成非法集资"),
    ],
)
def test_words_of_guilt_are_found(text, at_fault):
    assert early_guilt(text) == at_fault


@pytest.mark.parametrize(
    "text",
    [
        "",
        "疑似非法集资广告，转打非办",
        "涉嫌构成非法集资，需进一步核实",
        "涉嫌发布违法广告",
        "不属于非法集资，是银行的正规宣传",
        "是否构成诈骗由打非办研判",
        "《防范和处置非法集资条例》第十九条",
        "这是谨防非法集资的公益广告",
        "属疑似诈骗线索",
    ],
)
def test_suspicion_denial_warning_and_titles_stay_free(text):
    assert early_guilt(text) == ""
