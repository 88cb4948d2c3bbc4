"""Amounts of ether, exactly."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Union

WEI_PER_ETHER = 10**18


def ether(amount: Union[str, int, Decimal]) -> int:
    """An amount of ether in wei: `ether("0.01")`. Floating point numbers are refused, as they are inexact.

    Raises ValueError for amounts below one wei and for what is no number.
    """
    if isinstance(amount, (bool, float)):
        raise ValueError("give amounts of ether as text, such as ether('0.01'): floating point is inexact")
    with localcontext() as context:
        context.prec = 120
        try:
            wei = Decimal(amount) * WEI_PER_ETHER
            exact = wei.is_finite() and wei == wei.to_integral_value()
        except ArithmeticError:
            raise ValueError(f"{amount!r} is no amount of ether") from None
        if not exact:
            raise ValueError(f"{amount!r} ether is no whole number of wei")
        return int(wei)
