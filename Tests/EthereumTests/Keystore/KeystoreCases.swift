import Testing

/// A file, its passphrase and the key in it.
struct KeystoreCase: Sendable, CustomTestStringConvertible {
    let name: String
    let passphrase: String
    let privateKey: String
    let file: String

    var testDescription: String { name }
}

/// Public test data, no real keys.
enum KeystoreCases {
    /// Of the Ethereum Foundation's tests (KeyStoreTests), at full cost.
    static let foundation = [
        KeystoreCase(
            name: "test1", passphrase: "testpassword",
            privateKey: "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d",
            file: """
                {
                  "crypto": {
                    "cipher": "aes-128-ctr",
                    "cipherparams": {
                      "iv": "6087dab2f9fdbbfaddc31a909735c1e6"
                    },
                    "ciphertext": "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
                    "kdf": "pbkdf2",
                    "kdfparams": {
                      "c": 262144,
                      "dklen": 32,
                      "prf": "hmac-sha256",
                      "salt": "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"
                    },
                    "mac": "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"
                  },
                  "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6",
                  "version": 3
                }
                """),
        KeystoreCase(
            name: "test2", passphrase: "testpassword",
            privateKey: "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d",
            file: """
                {
                  "crypto": {
                    "cipher": "aes-128-ctr",
                    "cipherparams": {
                      "iv": "83dbcc02d8ccb40e466191a123791e0e"
                    },
                    "ciphertext": "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
                    "kdf": "scrypt",
                    "kdfparams": {
                      "dklen": 32,
                      "n": 262144,
                      "r": 1,
                      "p": 8,
                      "salt": "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"
                    },
                    "mac": "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"
                  },
                  "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6",
                  "version": 3
                }
                """),
        KeystoreCase(
            name: "evilnonce", passphrase: "bar",
            privateKey: "0202020202020202020202020202020202020202020202020202020202020202",
            file: """
                {
                  "version": 3,
                  "crypto": {
                    "ciphertext": "d69313b6470ac1942f75d72ebf8818a0d484ac78478a132ee081cd954d6bd7a9",
                    "cipherparams": {
                      "iv": "ffffffffffffffffffffffffffffffff"
                    },
                    "kdf": "pbkdf2",
                    "kdfparams": {
                      "dklen": 32,
                      "c": 262144,
                      "prf": "hmac-sha256",
                      "salt": "c82ef14476014cbf438081a42709e2ed"
                    },
                    "mac": "cf6bfbcc77142a22c4a908784b4a16f1023a1d0e2aff404c20158fa4f1587177",
                    "cipher": "aes-128-ctr",
                    "version": 1
                  },
                  "id": "abb67040-8dbe-0dad-fc39-2b082ef0ee5f"
                }
                """),
        KeystoreCase(
            name: "mycrypto", passphrase: "foobartest121",
            privateKey: "05a4d3eb46c742cb8850440145ce70cbc80b59f891cf5f50fd3e9c280b50c4e4",
            file: """
                {
                  "version": 3,
                  "id": "0eb785e0-340a-4290-9c42-90a11973ee47",
                  "address": "460121576cc7df020759730751f92bd62fd78dd6",
                  "crypto": {
                    "ciphertext": "54ae683c6287fa3d58321f09d56e26d94e58a00d4f90bdd95782ae0e4aab618b",
                    "cipherparams": {
                      "iv": "681679cdb125bba9495d068b002816a4"
                    },
                    "cipher": "aes-128-ctr",
                    "kdf": "scrypt",
                    "kdfparams": {
                      "dklen": 32,
                      "salt": "c3407f363fce02a66e3c4bf4a8f6b7da1c1f54266cef66381f0625c251c32785",
                      "n": 8192,
                      "r": 8,
                      "p": 1
                    },
                    "mac": "dea6bdf22a2f522166ed82808c22a6311e84c355f4bbe100d4260483ff675a46"
                  }
                }
                """),
    ]

    /// Written by eth-account, at low cost.
    static let foreign = [
        KeystoreCase(
            name: "scrypt n 2, passphrase not ASCII", passphrase: "пароль é",
            privateKey: "75008fc48e17a9db0cc94e1bfd098d30a0c0527f43efb56a392dae3ed44e3460",
            file: """
                {
                  "address": "05fb85126661Cd4aDbBAf551B442baC80B4AA2Cf",
                  "crypto": {
                    "cipher": "aes-128-ctr",
                    "cipherparams": {
                      "iv": "9b34a14d195862e0e5e392e30a6e30e3"
                    },
                    "ciphertext": "9d562fb18fe2e83f627a366dcd250dcd19777cae7b49b2347603d4bce0a4188f",
                    "kdf": "scrypt",
                    "kdfparams": {
                      "dklen": 32,
                      "n": 2,
                      "r": 8,
                      "p": 1,
                      "salt": "74a1c7c68ecc393dffae5f63176d74cf"
                    },
                    "mac": "9220ea3161050ce604e3abb1b22e2e8cbc898672ab1c0a2d06041cc785af9ecc"
                  },
                  "id": "69f71930-da62-4891-ac97-5ed88e7aeb48",
                  "version": 3
                }
                """),
        KeystoreCase(
            name: "scrypt n 1024, passphrase not ASCII", passphrase: "пароль é",
            privateKey: "6df179d5c9c46ced6b925b9f7635c5e781ccc5cedeadeacb71734eecf17036f3",
            file: """
                {
                  "address": "397Cda7B1Dbd8aa12D2A2Fa5aE7d12F5aF88C41e",
                  "crypto": {
                    "cipher": "aes-128-ctr",
                    "cipherparams": {
                      "iv": "85ff5063885bfadd8a25697e79b3a180"
                    },
                    "ciphertext": "54e0eb0b1a7689c31ca55d816b31f83d16c4e2ff096634ac12d4dec13b448568",
                    "kdf": "scrypt",
                    "kdfparams": {
                      "dklen": 32,
                      "n": 1024,
                      "r": 8,
                      "p": 1,
                      "salt": "21d187fc253f1b8ed89be23c78d68a71"
                    },
                    "mac": "8ce89703eec5b8cc03d24590e05e66230e1556780c9ecfee8fdfdb9ee098ead3"
                  },
                  "id": "7b0c513f-bd36-40e2-9bdb-89bc2df26de8",
                  "version": 3
                }
                """),
        KeystoreCase(
            name: "pbkdf2 c 1, empty passphrase", passphrase: "",
            privateKey: "3858b0842ccfa8c328e56caf46d0e1bbd9a8bbecf8dfcfe43b06f0ca965528ff",
            file: """
                {
                  "address": "B294EcD1048063749D52cfa6BCA5133c750b1ad1",
                  "crypto": {
                    "cipher": "aes-128-ctr",
                    "cipherparams": {
                      "iv": "f04a2fc0e5f6c39d5a591f1af5896d14"
                    },
                    "ciphertext": "ae1c761e4dc0028e5d6c30325a6d033b0e5e732da63342fd28914af5d7b9ef4d",
                    "kdf": "pbkdf2",
                    "kdfparams": {
                      "c": 1,
                      "dklen": 32,
                      "prf": "hmac-sha256",
                      "salt": "3558427831c13cb799b191fd6a0bbae8"
                    },
                    "mac": "c51b7445236ac62674b62d5566ca3b764df6b3d51e596e2a867bb4a6eb1bf3d1"
                  },
                  "id": "b2ed60a2-0ca0-4ad5-a204-d10d5a822056",
                  "version": 3
                }
                """),
        KeystoreCase(
            name: "pbkdf2 c 1000", passphrase: "testpassword",
            privateKey: "f4d76d7304c3b8cceeaf7d7c21ae148eccdfeb044390a4c186b038a62c3759c9",
            file: """
                {
                  "address": "34356913DBD295034694faE05b9BFAbB7DEEdD2b",
                  "crypto": {
                    "cipher": "aes-128-ctr",
                    "cipherparams": {
                      "iv": "4174f065457c256c5542d62ca37dee00"
                    },
                    "ciphertext": "0e0bc4dd154c4213cc0bd5c829a0f0478df485990d107978d20686c31739bb36",
                    "kdf": "pbkdf2",
                    "kdfparams": {
                      "c": 1000,
                      "dklen": 32,
                      "prf": "hmac-sha256",
                      "salt": "7757b301dfd3e7f1d604103a8b5e1ae9"
                    },
                    "mac": "20df88cbfaa9f2cad6e1b07ecec2f8567d5cbe7882ea14a8d28ada533c33bbad"
                  },
                  "id": "4bc7087b-eed2-45ad-9dd6-b8d98b63f122",
                  "version": 3
                }
                """),
        KeystoreCase(
            name: "scrypt n 64, empty passphrase", passphrase: "",
            privateKey: "1b2c329b6be673463dc52deda074bc9ab38b609b96c21750e3a84e0f03c1491e",
            file: """
                {
                  "address": "D6215a272DC8503F5e8752fBB7942DC3ADba397c",
                  "crypto": {
                    "cipher": "aes-128-ctr",
                    "cipherparams": {
                      "iv": "98751fedbee8ba623739ac3cc212d124"
                    },
                    "ciphertext": "43abc3fd8519051d94901c11e373a9f934d19f5adbe8e7553e22c0ff2ee69eb8",
                    "kdf": "scrypt",
                    "kdfparams": {
                      "dklen": 32,
                      "n": 64,
                      "r": 8,
                      "p": 1,
                      "salt": "b52c4a600943dbb4d12ca1eaf1c597cf"
                    },
                    "mac": "17f0fab9f29851d606fcfb300f21ae6d2ab7e2d3a5f2d52d3fef34df59069f1e"
                  },
                  "id": "ddb44ae7-02c1-4cba-9dbb-bcc7051ec9ab",
                  "version": 3
                }
                """),
    ]
}
