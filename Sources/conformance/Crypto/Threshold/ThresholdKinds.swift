/// The kinds of threshold ECDSA and of key generation.
let thresholdKinds: [Kind] = [
    transcriptKind, proofsKind,
    binaryProductKind, transferCheckKind, multiplicationKind,
    feldmanKind, keyShareKind, keyShareRunKind,
    tripleRunKind, presignatureKind, thresholdSigningKind,
    combinationKind, clientSignatureKind,
].map(\.judgedByCategory)
