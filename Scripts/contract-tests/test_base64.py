"""The module base64 against Python's: every length of the end of a text, and every letter."""

import base64
import random
from pathlib import Path

import pytest
from batch import ask
from contract import NO_REASON

PROBE = Path(__file__).parent / "contracts/Base64Probe.vy"


@pytest.fixture
def probe(blank):
    return blank.helper(PROBE)


def encoded(text):
    return base64.b64encode(text.encode()).decode()


def test_fuzz_texts_of_every_length_are_encoded_as_by_python(probe):
    dice = random.Random(4)
    letters = [chr(code) for code in range(1, 128)] + list("äß€漢😀")
    texts = ["", *("".join(dice.choices(letters, k=length)) for length in range(1, 150))]
    texts += ["?" * length for length in range(60, 66)]
    answers = ask(*((probe, "code_of", text) for text in texts))
    assert answers == [encoded(text) for text in texts]
    assert set("".join(answers)) == set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")


def test_the_longest_text_fits_and_no_longer_one(probe):
    for length in (9214, 9215, 9216):
        assert probe.code_of("?" * length) == encoded("?" * length)
    assert probe.fails.code_of("?" * 9217) == NO_REASON
