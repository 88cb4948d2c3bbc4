/// The kinds of the suite `crypto`, in the order of the report.
let cryptoKinds: [Kind] =
    [
        blsScalarKind, blsPointsKind, blsGroupKind,
        expandMessageKind, hashToCurveKind,
        blsPairingKind, blsSignatureKind,
        blsVerifyKind, blsShareVerifyKind, blsCombineKind, blsHashToScalarKind, blsEncryptKind,
        blsSessionKind,
        hdPublicKeyKind, pkpClaimKind, clientClaimsKind,
    ] + thresholdKinds
