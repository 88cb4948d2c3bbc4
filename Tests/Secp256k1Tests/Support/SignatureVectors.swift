/// Signatures made by others, as hexadecimal text; a signature is r ‖ s ‖ v with v of 27 or 28.
enum SignatureVectors {
    /// Private key, digest, signature: RFC 6979 with HMAC-SHA-256 and low s. The first are widely published
    /// (digests of short texts), the others from eth-account 0.13.7 (EIP-191).
    static let deterministic = [
        (
            "0000000000000000000000000000000000000000000000000000000000000001",
            "a0dc65ffca799873cbea0ac274015b9526505daaaed385155425f7337704883e",
            "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e51c"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000001",
            "7d1833f54854ac51659521afcd0ec6dca2ce2351429614bfa28a756b1b3c637f",
            "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b"
                + "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc211b"
        ),
        (
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "a0dc65ffca799873cbea0ac274015b9526505daaaed385155425f7337704883e",
            "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0"
                + "6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed51b"
        ),
        (
            "f8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181",
            "4ba38d48a60f1b29e9eb726eaff08b2e83d8d81e031666fee50e85900d7dc1ef",
            "7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c"
                + "58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea1b"
        ),
        (
            "f8de8448e316cfe0002b1bc491888dc9a5d7c62eca931441d25f4db126a30674",
            "34f291c0b5f0c13c8f43e9d37c04094c22234da43f4040adb36654c98235b4b3",
            "24b97c967f6946079681096da2f7945332c7cd0c27ccf5699cb69071b2fa0ab6"
                + "2075eac879f6307a15a40fc74a7fa88905dad97cd2bd918a2e2292f6c7d8577f1c"
        ),
        (
            "6d221aa368c88769aa9b63be2c9ed14f44064b15f4d4e08719dc7923d5b9d7c4",
            "50b2c43fd39106bafbba0da34fc430e1f91e3c96ea2acee2bc34119f92b37750",
            "dd825ffc8607f9da00567a5e40380247ecfea8e8e31bf457400d918cd5d4b23e"
                + "607aec6cfd5541f25d1072f2b49d86ab7b2018b648c745b69e25548b06ff0ec91b"
        ),
        (
            "e1ce0f3e3bf0f034931cb38b118794b6703fd56b5531a390933eb7bc8ab15e46",
            "b453bd4e271eed985cbab8231da609c4ce0a9cf1f763b6c1594e76315510e0f1",
            "792f3c8d9009a2692b1faa7ba1973b0c73fcf7c2af388a40c5974331472e07cf"
                + "305a8609040bc7f00969605f809d88dea8c83a21f6011342ca8b803a6c9af0431c"
        ),
        (
            "7eeb4909fb8267b0ed30d31bc98c41809030bdbfe05c6006fe7ed26e34186549",
            "cee7abfab9ea203c78558caf7fa55d35f6f00730de53812195b36ce2613b7493",
            "83a05372115b6d0510aa656845af04b6efe5994d73cce59e436d39f1a4c7cf9c"
                + "4195bc12c2781956d14a7d6b7007338040023831ba65f60b3bb1c96176ef8c2e1b"
        ),
        (
            "91687a30388c223aed41918adc5df247973a0d818606a332364846587db186b9",
            "f1cb9ad6fc32f2b28b0925b6025faf5a43b3214a9a7f6c608396c44dfffe9d5f",
            "bdcb22de699771c72c7d258d44d2e63b66b2cac2e9e05c57d461c2f76140bd9b"
                + "0e1a5acfc59f4ad8f7387f797fbbb9e287771aaf5f6c02f3194074c09d0a24bf1b"
        ),
        (
            "fe2bbf42023964d34454129be9cb4e705594b319492f00ab52a8260f9927b94a",
            "ade879a40f6045bfdca2cc49bcc1a468ebfbc7d4dbd9957f2863f43b1e4af0fa",
            "2009bbc79857847d098afcfbcaa3aa82c88108822854c57cf155e9167931117c"
                + "7cf9b5306784d3105fe6ed077867bb7e209798db026d630134b0bb02efdf4cf91b"
        ),
    ]

    /// Private key, digest, signature where the digest is 0, 1, n - 1, n, n + 1 or 2^256 - 1,
    /// from libsecp256k1.
    static let edgeDigests = [
        (
            "0000000000000000000000000000000000000000000000000000000000000001",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "a0b37f8fba683cc68f6574cd43b39f0343a50008bf6ccea9d13231d9e7e2e1e4"
                + "11edc8d307254296264aebfc3dc76cd8b668373a072fd64665b50000e9fcce521c"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000001",
            "0000000000000000000000000000000000000000000000000000000000000001",
            "6673ffad2147741f04772b6f921f0ba6af0c1e77fc439e65c36dedf4092e8898"
                + "4c1a971652e0ada880120ef8025e709fff2080c4a39aae068d12eed009b68c891c"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000001",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "0315f68838865553c4bd6fab5d27c7ebc72b94f1e2939a4f34d6954f998ef2d3"
                + "2464db52707d432135c48d6f37d18ee645d7a893a5505350e57b04300098ebe91b"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000001",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
            "a0b37f8fba683cc68f6574cd43b39f0343a50008bf6ccea9d13231d9e7e2e1e4"
                + "11edc8d307254296264aebfc3dc76cd8b668373a072fd64665b50000e9fcce521c"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000001",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142",
            "6673ffad2147741f04772b6f921f0ba6af0c1e77fc439e65c36dedf4092e8898"
                + "4c1a971652e0ada880120ef8025e709fff2080c4a39aae068d12eed009b68c891c"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000001",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "7cb38cc5712e9e11a767615f6080dbc111c9cdd613eb98999fd92a86bafd4540"
                + "7923ca1f4d03471d2866f776ef8a6d3cac099b427331aeb245aa9dafeddcf1151b"
        ),
        (
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "919026f3e239ea52cf530eb6d345dc2b56ef0928f1e9ad20d8f360284dc65048"
                + "14395e7137e2204f15b69239010f3c34fbb3c858a29b0d106b1fa65bc00472631b"
        ),
        (
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "0000000000000000000000000000000000000000000000000000000000000001",
            "eaa03e6c5cc815dd7cee2e11460df51a04bfd9b3169aa63f735c95dcf623c95d"
                + "192bf170e5284efefdb0d8ce148759a48ada553bd929d3deda5451decfa5c70e1c"
        ),
        (
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "775b77bfac3c9bb88544cf7ba7da61a4e6123c820a7af482b207e82214e5a4de"
                + "57fcc4e78cba69e8728e72df755bb2d9b70c7546461d7fa17754a63a150d12451b"
        ),
        (
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
            "919026f3e239ea52cf530eb6d345dc2b56ef0928f1e9ad20d8f360284dc65048"
                + "14395e7137e2204f15b69239010f3c34fbb3c858a29b0d106b1fa65bc00472631b"
        ),
        (
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142",
            "eaa03e6c5cc815dd7cee2e11460df51a04bfd9b3169aa63f735c95dcf623c95d"
                + "192bf170e5284efefdb0d8ce148759a48ada553bd929d3deda5451decfa5c70e1c"
        ),
        (
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "a7f83b5963eaf5332c633327cc967be8f4166d3f1e0b77f9761d8f4e42211e9a"
                + "58aae31be1eb1e496923bbe8ca5e843cfb89f4d986d61d4edfd7d6fc3c9cf62c1b"
        ),
        (
            "0000000000000000000000000000000000000000000000001234567890abcdef",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "3785b996ff136b4c30ccf468327d872605c647eb4eca6cb42a00a2e369e84c2f"
                + "6e8a61e29c09ede6961fc1f0852d48257e5a189ecffdebdd69c5e95910d041a41b"
        ),
        (
            "0000000000000000000000000000000000000000000000001234567890abcdef",
            "0000000000000000000000000000000000000000000000000000000000000001",
            "abeadb1ca93bc8c29980da5a44b46c9f837c82c93e2f5d6ea18d83fd143a9f13"
                + "5cbb16de08cd0f912d35ee468b986e17a50ec890b6ecdfa6d34ec832f4a3ddb61c"
        ),
        (
            "0000000000000000000000000000000000000000000000001234567890abcdef",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "018a5907b89ecc3247b4c0670ebebb6e31ecac35c239a6209290dc80df992491"
                + "16db1ba15289e6225d4ef8d543df6cddce489a75aa158fe2a8d7ac484a9ea2e91b"
        ),
        (
            "0000000000000000000000000000000000000000000000001234567890abcdef",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
            "3785b996ff136b4c30ccf468327d872605c647eb4eca6cb42a00a2e369e84c2f"
                + "6e8a61e29c09ede6961fc1f0852d48257e5a189ecffdebdd69c5e95910d041a41b"
        ),
        (
            "0000000000000000000000000000000000000000000000001234567890abcdef",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142",
            "abeadb1ca93bc8c29980da5a44b46c9f837c82c93e2f5d6ea18d83fd143a9f13"
                + "5cbb16de08cd0f912d35ee468b986e17a50ec890b6ecdfa6d34ec832f4a3ddb61c"
        ),
        (
            "0000000000000000000000000000000000000000000000001234567890abcdef",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "8261c22f02e1b713db38cf2fa571edc960a339edddbb799b7de4afb0b399d48d"
                + "1d30474ab5a0af8905bc6ff65c814a3d23c1e6c1e92d9ad21b1524b4d3ca8ab71c"
        ),
    ]

    /// Public key, digest, signature: combined from threshold shares by another implementation.
    static let combined = [
        (
            "04750e0399a6737fbd08281baecf935c7c87a29e7e871510ff223196b90ee63e8e"
                + "4f9fda76d462e9512fe3d8a912f8ad9800acd20eba38ef8314a586d6317542ab",
            "f44b1f92b5ce576c875349e1a11f1f783438f601092fe4811e260651735bf3f0",
            "f9f538e4faabd299c059f5d6ce24379cab8833e3b78a6a1258c50283651815a9"
                + "025f4ea7d92b4f8502bb76b28a4ca1d7bffd8b1f98a2bb02d828bfdd6c318f371c"
        ),
        (
            "043c314886d21680b98b04135674814de36befd7945fd2c36aea17af5762829667"
                + "7bb9e60b846011c0988317fc04faf2726d18576d701ec6ed543bbbb49e9c5ad1",
            "0c3be74fecccdcf0829ed74cd257e72bae6591ad6cdb2a757ea2b4823f1b5fc5",
            "1635c0b17504f9c46a09c65f05ff378c3067f058f9de8e4fe32a717238abaa54"
                + "354b438dbde34f2336b4894fb9db89ae0efc52cfb58c30690db1c2259539be901b"
        ),
        (
            "04b10638738208ba0eaeb117823d0e2ed4f04229ef5843b14e40134251317f3db7"
                + "9276a76195995f8ff44f4e8d62aaf5326b2d44cbfd3d8a9748ee7120e2385088",
            "7c31deda67356a769ec3e4278191854382a77af14454a6ab3d17d4c4793c7743",
            "6394dd7c1d9f019c3eafbfcf4951bccb1d29b284b5203f4d3dc3ee7c62006b41"
                + "4ad6e069f961d4ff823e9b9dd77a8709c01367f4e5be987a743214dba45118e01c"
        ),
        (
            "04d6a85fd4243ef4665b842514dfa99f3ebc33e613a1823b3dbf80a225313ed270"
                + "0d10f8a4386eec2ea54d38d34831191ee8a74276bb980d267d32f9c8c9e54d7c",
            "75676696ce37f31f670ccd8e839bb16c880f631629f87d63e3d8f398ef9e2000",
            "9c1135ccb8c52f8121d779997a0b8853240999a974f017def6c800cf33a66e92"
                + "5c150f9208723797d9edbb5b32935d23a12ce8c30ff79941edada9620c1733a31b"
        ),
    ]
}
