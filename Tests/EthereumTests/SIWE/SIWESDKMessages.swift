/// Messages as the JavaScript SDK 7.0.5 wrote them, taken from recordings of it.
enum SDKMessages {
    static let plain = #"""
        localhost wants you to sign in with your Ethereum account:
        0x2c7536E3605D9C16a7a3D7b1898e529396a65c23

        This is a test statement.  You can put anything you want here.

        URI: https://localhost/login
        Version: 1
        Chain ID: 1
        Nonce: 0xaabbccddeeff00112233445566778899aabbccddeeff00112233445566778899
        Issued At: 2026-01-15T12:00:00.000Z
        Expiration Time: 2026-01-22T12:00:00.000Z
        """#

    static let session = #"""
        localhost wants you to sign in with your Ethereum account:
        0x2c7536E3605D9C16a7a3D7b1898e529396a65c23

        This is a test statement.  You can put anything you want here. I further authorize the stated URI to\#
         perform the following actions on my behalf: (1) 'Threshold': 'Decryption' for 'lit-accesscontrolcon\#
        dition://*'. (2) 'Threshold': 'Execution' for 'lit-litaction://*'. (3) 'Threshold': 'Signing' for 'l\#
        it-pkp://*'.

        URI: lit:session:4991e7417ebc0845ecc691e3537a26db69ca972e4d1c5a9fa81698ef9c5889c1
        Version: 1
        Chain ID: 1
        Nonce: 0x31d3009dd4dd689b35f7e8360548c22e2abca9997dd5762814d7eb1747ec7162
        Issued At: 2026-01-15T12:00:00.000Z
        Expiration Time: 2026-01-15T12:10:00.000Z
        Resources:
        - urn:recap:eyJhdHQiOnsibGl0LWFjY2Vzc2NvbnRyb2xjb25kaXRpb246Ly8qIjp7IlRocmVzaG9sZC9EZWNyeXB0aW9uIjpb\#
        e31dfSwibGl0LWxpdGFjdGlvbjovLyoiOnsiVGhyZXNob2xkL0V4ZWN1dGlvbiI6W3t9XX0sImxpdC1wa3A6Ly8qIjp7IlRocmVz\#
        aG9sZC9TaWduaW5nIjpbe31dfX0sInByZiI6W119
        """#

    static let mixed = #"""
        example.com wants you to sign in with your Ethereum account:
        0x2c7536E3605D9C16a7a3D7b1898e529396a65c23

        Hello. I further authorize the stated URI to perform the following actions on my behalf: (1) 'Thresh\#
        old': 'Decryption', 'Signing' for 'lit-accesscontrolcondition://aa/bb'. (2) 'Threshold': 'Signing' f\#
        or 'lit-pkp://001f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f'. (3) 'Auth': 'Auth' \#
        for 'lit-ratelimitincrease://7'.

        URI: lit:session:abababababababababababababababababababababababababababababababab
        Version: 1
        Chain ID: 137
        Nonce: 0xaabbccddeeff00112233445566778899aabbccddeeff00112233445566778899
        Issued At: 2026-01-15T12:00:00.000Z
        Expiration Time: 2026-01-15T12:10:00.000Z
        Resources:
        - urn:recap:eyJhdHQiOnsibGl0LWFjY2Vzc2NvbnRyb2xjb25kaXRpb246Ly9hYS9iYiI6eyJUaHJlc2hvbGQvRGVjcnlwdGlv\#
        biI6W3t9XSwiVGhyZXNob2xkL1NpZ25pbmciOlt7fV19LCJsaXQtcGtwOi8vMDAxZjFmMWYxZjFmMWYxZjFmMWYxZjFmMWYxZjFm\#
        MWYxZjFmMWYxZjFmMWYxZjFmMWYxZjFmMWYxZjFmMWYxZiI6eyJUaHJlc2hvbGQvU2lnbmluZyI6W3t9XX0sImxpdC1yYXRlbGlt\#
        aXRpbmNyZWFzZTovLzciOnsiQXV0aC9BdXRoIjpbe31dfX0sInByZiI6W119
        """#

    static let twoRestrictions = #"""
        localhost wants you to sign in with your Ethereum account:
        0x2c7536E3605D9C16a7a3D7b1898e529396a65c23

        This is a test statement.  You can put anything you want here. I further authorize the stated URI to\#
         perform the following actions on my behalf: (1) 'Auth': 'Auth' for 'lit-ratelimitincrease://*'.

        URI: lit:session:abababababababababababababababababababababababababababababababab
        Version: 1
        Chain ID: 1
        Nonce: 0xaabbccddeeff00112233445566778899aabbccddeeff00112233445566778899
        Issued At: 2026-01-15T12:00:00.000Z
        Expiration Time: 2026-01-22T12:00:00.000Z
        Resources:
        - urn:recap:eyJhdHQiOnsibGl0LXJhdGVsaW1pdGluY3JlYXNlOi8vKiI6eyJBdXRoL0F1dGgiOlt7Im5mdF9pZCI6WyIzIl0s\#
        InVzZXMiOiIxIn0seyJuZnRfaWQiOlsiNCJdfV19fSwicHJmIjpbXX0
        """#

    static let delegation = #"""
        localhost wants you to sign in with your Ethereum account:
        0x2c7536E3605D9C16a7a3D7b1898e529396a65c23

        This is a test statement.  You can put anything you want here. I further authorize the stated URI to\#
         perform the following actions on my behalf: (1) 'Auth': 'Auth' for 'lit-ratelimitincrease://1'.

        URI: lit:capability:delegation
        Version: 1
        Chain ID: 1
        Nonce: 0x31d3009dd4dd689b35f7e8360548c22e2abca9997dd5762814d7eb1747ec7162
        Issued At: 2026-01-15T12:00:00.000Z
        Expiration Time: 2026-01-15T13:00:00.000Z
        Resources:
        - urn:recap:eyJhdHQiOnsibGl0LXJhdGVsaW1pdGluY3JlYXNlOi8vMSI6eyJBdXRoL0F1dGgiOlt7ImRlbGVnYXRlX3RvIjpb\#
        IkQ2YkM3QjBkRTVkOWNBYzREYjlDOUQ5ZkVGMEVhMDcxODcxQzVjNkEiLCI0ODUzZDFBN2FkMUUxNTY0ZTZDZEE0RUIzQTJkNDEy\#
        OTZENjRlZEJhIl0sIm5mdF9pZCI6WyIxIl0sInVzZXMiOiIxMCJ9XX19LCJwcmYiOltdfQ
        """#

    static let authContext = #"""
        litprotocol.com wants you to sign in with your Ethereum account:
        0x4853d1A7ad1E1564e6CdA4EB3A2d41296D64edBa

        Lit Protocol PKP session signature I further authorize the stated URI to perform the following actio\#
        ns on my behalf: I further authorize the stated URI to perform the following actions on my behalf: (\#
        1) 'Threshold': 'Decryption' for 'lit-accesscontrolcondition://*'. (2) 'Threshold': 'Execution' for \#
        'lit-litaction://*'. (3) 'Threshold': 'Signing' for 'lit-pkp://*'. I further authorize the stated UR\#
        I to perform the following actions on my behalf: (1) 'Threshold': 'Decryption' for 'lit-accesscontro\#
        lcondition://*'. (2) 'Threshold': 'Execution' for 'lit-litaction://*'. (3) 'Threshold': 'Signing' fo\#
        r 'lit-pkp://*'. (4) 'Auth': 'Auth' for 'lit-resolvedauthcontext://*'.

        URI: lit:session:edf565a28d0663b9a6cd986c303bfd2d1b6abc5cbd06df5521b957cea6085dd2
        Version: 1
        Chain ID: 1
        Nonce: 0x31d3009dd4dd689b35f7e8360548c22e2abca9997dd5762814d7eb1747ec7162
        Issued At: 2026-01-15T11:59:50Z
        Expiration Time: 2026-01-15T12:10:00.000Z
        Resources:
        - urn:recap:eyJhdHQiOnsibGl0LWFjY2Vzc2NvbnRyb2xjb25kaXRpb246Ly8qIjp7IlRocmVzaG9sZC9EZWNyeXB0aW9uIjpb\#
        e31dfSwibGl0LWxpdGFjdGlvbjovLyoiOnsiVGhyZXNob2xkL0V4ZWN1dGlvbiI6W3t9XX0sImxpdC1wa3A6Ly8qIjp7IlRocmVz\#
        aG9sZC9TaWduaW5nIjpbe31dfSwibGl0LXJlc29sdmVkYXV0aGNvbnRleHQ6Ly8qIjp7IkF1dGgvQXV0aCI6W3siYXV0aF9jb250\#
        ZXh0Ijp7ImFjdGlvbklwZnNJZFN0YWNrIjpbXSwiYWN0aW9uSXBmc0lkcyI6W10sImF1dGhNZXRob2RDb250ZXh0cyI6W3siYXBw\#
        SWQiOiJsaXQiLCJhdXRoTWV0aG9kVHlwZSI6MSwidXNlZEZvclNpZ25TZXNzaW9uS2V5UmVxdWVzdCI6dHJ1ZSwidXNlcklkIjoi\#
        MHgyYzc1MzZFMzYwNUQ5QzE2YTdhM0Q3YjE4OThlNTI5Mzk2YTY1YzIzIn1dLCJhdXRoU2lnQWRkcmVzcyI6bnVsbCwiY3VzdG9t\#
        QXV0aFJlc291cmNlIjoiIiwicmVzb3VyY2VzIjpbXX19XX19LCJwcmYiOltdfQ
        """#

    static let all = [plain, session, mixed, twoRestrictions, delegation, authContext]
}
