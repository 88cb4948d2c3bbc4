// What an app needs beside the client itself: addresses, wallets, transactions, contracts.
@_exported public import Ethereum
@_exported public import EthereumRPC
@_exported public import LitContracts
@_exported public import Primitives
@_exported public import Secp256k1
