/// Entropy, words and seed (passphrase `TREZOR`), from the reference implementation of BIP-39.
enum MnemonicCases {
    static let all: [(entropy: String, phrase: String, seed: String)] = [
        (
            "00000000000000000000000000000000",
            """
            abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
            abandon about
            """,
            """
            c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e5349553\
            1f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04
            """
        ),
        (
            "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
            """
            legal winner thank year wave sausage worth useful legal winner thank yellow
            """,
            """
            2e8905819b8723fe2c1d161860e5ee1830318dbf49a83bd451cfb8440c28bd6f\
            a457fe1296106559a3c80937a1c1069be3a3a5bd381ee6260e8d9739fce1f607
            """
        ),
        (
            "80808080808080808080808080808080",
            """
            letter advice cage absurd amount doctor acoustic avoid letter advice cage above
            """,
            """
            d71de856f81a8acc65e6fc851a38d4d7ec216fd0796d0a6827a3ad6ed5511a30\
            fa280f12eb2e47ed2ac03b5c462a0358d18d69fe4f985ec81778c1b370b652a8
            """
        ),
        (
            "ffffffffffffffffffffffffffffffff",
            """
            zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong
            """,
            """
            ac27495480225222079d7be181583751e86f571027b0497b5b5d11218e0a8a13\
            332572917f0f8e5a589620c6f15b11c61dee327651a14c34e18231052e48c069
            """
        ),
        (
            "000000000000000000000000000000000000000000000000",
            """
            abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
            abandon abandon abandon abandon abandon abandon abandon agent
            """,
            """
            035895f2f481b1b0f01fcf8c289c794660b289981a78f8106447707fdd9666ca\
            06da5a9a565181599b79f53b844d8a71dd9f439c52a3d7b3e8a79c906ac845fa
            """
        ),
        (
            "ffffffffffffffffffffffffffffffffffffffffffffffff",
            """
            zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo when
            """,
            """
            0cd6e5d827bb62eb8fc1e262254223817fd068a74b5b449cc2f667c3f1f985a7\
            6379b43348d952e2265b4cd129090758b3e3c2c49103b5051aac2eaeb890a528
            """
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000000",
            """
            abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
            abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
            abandon abandon abandon art
            """,
            """
            bda85446c68413707090a52022edd26a1c9462295029f2e60cd7c4f2bbd30971\
            70af7a4d73245cafa9c3cca8d561a7c3de6f5d4a10be8ed2a5e608d68f92fcc8
            """
        ),
        (
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            """
            zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo \
            zoo zoo vote
            """,
            """
            dd48c104698c30cfe2b6142103248622fb7bb0ff692eebb00089b32d22484e16\
            13912f0a5b694407be899ffd31ed3992c456cdf60f5d4564b8ba3f05a69890ad
            """
        ),
        (
            "a54dca182530bb1d6d132cded6237b2e",
            """
            pipe hour maid engine arm modify reform grain tell rain tell frown
            """,
            """
            3df7e28e23415ce8ec5418dc2053d2de5ba3c427eda6fcf22ae68ecfa5a5a332\
            678041d6f4cb7835f36a7985cabece337a0533b612c6e10c3153ace32d86d9ff
            """
        ),
        (
            "d91e3f721fcb1971174494d6493c9d5c3460be31",
            """
            suit vehicle symptom display ranch review fringe myth stone enemy chef reveal \
            ecology gallery short
            """,
            """
            0b0a95d6f8b3b4b11d758fa01d1cc1a0028c782d7d0f4a2ef115761abeaa7c1c\
            e807e096b22b32e1583b6b1a24c36f285db0dcb14aff5b685981ce473c8fa472
            """
        ),
        (
            "201e69fedaa0eee8b9997f5c7c2999fdafe593253cd654af",
            """
            cactus viable leisure relief auction inmate toy copper fragile throw grid win \
            wrestle sister neutral onion feed kiwi
            """,
            """
            34b2e0befb9165f25815c54fee00d1686690ab74c4bf704209cbeba8da00d519\
            8f8583357494752d657e9f41e1628d5f4bf2d7177213e0c682e4347305397942
            """
        ),
        (
            "4dfad71427a0aeb3fee9232f8af2211f9ee491c5b10becb5563bfc1e",
            """
            evil stove shallow exercise april fly wing caught convince fiscal marriage dish \
            unusual employ bitter cannon uncover primary moment wealth tonight
            """,
            """
            89523f02794434b3e5c808e68e4729a20eb4fc8502d152ea3357b8f06a2afad2\
            4b65452922787a0d66ab6c8f9d7b3a2f5d0a62369d9ecc16be140e367d1cf712
            """
        ),
        (
            "6f93427ecbc8fe2955e5cd8e46dc8ed4b7c2764d2a5a4d767706f85d8690024a",
            """
            hurdle old panic nurse morning believe fiscal rifle mixture dad casual practice \
            label depth cruise ensure estate recipe script vague such elite ankle flee
            """,
            """
            3e78d7b47bb9da3cb7aefddef0ba2e4a09ceb9c97dfd475f73859f854c601ccd\
            ed46031600d62044852b446434cdf0342852955effbc0ffaff2b723e9b6024e8
            """
        ),
    ]
}
