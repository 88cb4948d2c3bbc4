"""Random EVM programs under the Cancun rules, with the answers of revm (through pyrevm)."""
