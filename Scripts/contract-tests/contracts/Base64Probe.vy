# pragma version 0.4.3
# pragma evm-version cancun
"""
@notice Lets tests call the module.
"""

from modules import base64


@external
@pure
def code_of(text: String[base64.MAX_TEXT]) -> String[base64.MAX_CODE]:
    return base64._encode(text)
