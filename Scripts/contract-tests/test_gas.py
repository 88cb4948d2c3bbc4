"""The rules of gas.py; the figures themselves are its own run."""

import gas


def row(**changes):
    return {"name": "computeHDPubKey", "roots": 2, "gas": 100, "revm": 100} | changes


def test_a_figure_above_its_bound_or_another_engines_figure_is_a_fault():
    assert gas.faults([row(), row(gas=203_000, revm=203_000)]) == []
    assert gas.faults([row(gas=203_001, revm=203_001)]) == [
        "computeHDPubKey with 2 roots costs 203001, more than 203000"
    ]
    assert gas.faults([row(revm=99)]) == ["computeHDPubKey with 2 roots costs 100 here and 99 by revm"]
    assert gas.faults([row(revm=None)]) == []


def test_the_table_has_a_line_for_every_figure():
    lines = gas.table([row(), row(revm=None, gas=101_500)]).splitlines()
    assert len(lines) == 3 and lines[1].split() == ["computeHDPubKey", "2", "100", "100", "203,000", "0", "%"]
    assert lines[2].split()[3:] == ["—", "203,000", "50", "%"]


def test_data_costs_before_execution():
    assert gas.intrinsic(b"") == 21_000 and gas.intrinsic(b"\x00\x01") == 21_020
