/// The kinds of the suite `ethereum`, in the order of the report.
let ethereumKinds: [Kind] = [
    keccakKind,
    ecdsaKind, ecdhKind,
    addressKind,
    rlpKind, abiKind,
    transactionKind,
    personalSignKind, personalRecoverKind, typedDataKind, siweKind,
    keystoreKind, hdWalletKind,
]
