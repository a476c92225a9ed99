"""Stems: the pairs of Porter's paper, and words that must be left alone."""

from __future__ import annotations

import pytest

from bpm_tui.library.stemmer import stem

TABLE = """
caresses caress ponies poni ties ti cats cat feed feed agreed agre plastered plaster bled bled motoring motor
sing sing conflated conflat troubled troubl sized size hopping hop tanned tan falling fall hissing hiss fizzed
fizz failing fail filing file happy happi sky sky relational relat conditional condit rational ration valenci
valenc hesitanci hesit digitizer digit conformabli conform radicalli radic differentli differ vileli vile
analogousli analog vietnamization vietnam predication predic operator oper feudalism feudal decisiveness decis
hopefulness hope callousness callous formaliti formal sensitiviti sensit sensibiliti sensibl triplicate
triplic formative form formalize formal electriciti electr electrical electr hopeful hope goodness good
revival reviv allowance allow inference infer airliner airlin gyroscopic gyroscop adjustable adjust defensible
defens irritant irrit replacement replac adjustment adjust dependent depend adoption adopt homologou homolog
communism commun activate activ angulariti angular homologous homolog effective effect bowdlerize bowdler
probate probat rate rate cease ceas controll control roll roll
"""
PAIRS = TABLE.split()


@pytest.mark.parametrize(("word", "expected"), zip(PAIRS[::2], PAIRS[1::2], strict=True))
def test_stems_are_those_of_the_paper(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize("word", ["", "a", "as", "2481", "k3f9a2", "größe", "日", "ings"])
def test_what_is_not_a_plain_english_word_is_its_own_stem(word: str) -> None:
    assert stem(word) in (word, word.removesuffix("s"))
