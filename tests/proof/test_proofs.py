"""Every proof, tried a few times; ``python -m tools.proof NAME --long`` looks longer."""

from __future__ import annotations

import random

import pytest

from tools.proof.__main__ import PROOFS, main, proof_called
from tools.proof.trials import Trials

SHORT = {"hostile": 3, "monkey": 2, "kills": 3, "faults": 3, "races": 2, "others": 6, "soak": 40, "library": 6}
"""Trials that fit into the tests; a proof that is not named makes its short run."""


@pytest.mark.parametrize("name", PROOFS)
def test_the_promise_holds_in_a_few_trials(name: str) -> None:
    proof = proof_called(name)
    trials = Trials(SHORT.get(name, proof.short))
    proof.prove(trials)
    assert trials.broken == []
    assert trials.done == trials.count


def test_what_breaks_a_promise_is_told_with_its_seed(capsys: pytest.CaptureFixture[str]) -> None:
    trials = Trials(3, seed=7)
    for number in trials:
        trials.tried(number, lambda chance: ["it broke"] if chance.random() == random.Random(8).random() else [])
    assert trials.broken == ["8: it broke"]
    assert "from seed 8: it broke" in capsys.readouterr().out
    assert trials.line("any", "trials").startswith("any: 3 trials from seed 7")


def test_what_a_trial_raises_is_broken_too() -> None:
    def raises(_: random.Random) -> list[str]:
        raise ValueError("no")

    trials = Trials(1)
    for number in trials:
        trials.tried(number, raises)
    assert len(trials.broken) == 1
    assert "ValueError: no" in trials.broken[0]


def test_a_proof_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 2
    assert (
        "NAME is one of hostile, monkey, kills, faults, races, others, soak, scale, library" in capsys.readouterr().out
    )
