/// Certificates of `secure.example`, `*.wild.example` and 127.0.0.1, and the authorities that signed them.
///
/// Made with OpenSSL 3 by
///
///     printf '[ca]\ndefault_ca=d\n[d]\ndir=.\nnew_certs_dir=.\ndatabase=index\nrand_serial=yes\ndefault_md=sha256\n' > ca.cnf
///     printf 'policy=p\nunique_subject=no\n[p]\ncommonName=supplied\n' >> ca.cnf; : > index
///     key() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out $1.key; }
///     sign() { openssl ca -batch -notext -config ca.cnf -startdate 20200101000000Z -enddate $2 -extfile $1.ext \
///         -in $1.csr -out $1.pem "${@:3}"; }
///     for n in root other server expired; do key $n; openssl req -new -key $n.key -subj /CN=$n.test -out $n.csr; done
///     for n in root other; do printf 'basicConstraints=critical,CA:TRUE\n' > $n.ext
///         sign $n 21200101000000Z -selfsign -keyfile $n.key; done
///     printf 'subjectAltName=DNS:secure.example,DNS:*.wild.example,IP:127.0.0.1\n' | tee server.ext > expired.ext
///     sign server 21200101000000Z -keyfile root.key -cert root.pem
///     sign expired 20210101000000Z -keyfile root.key -cert root.pem
///
/// The keys guard nothing.
enum TestCertificates {
    /// The authority that signed the servers' certificates.
    static let root = """
        -----BEGIN CERTIFICATE-----
        MIIBXTCCAQSgAwIBAgIUHXu6NXJhw56iibkkTXApElQd8ZUwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJcm9vdC50ZXN0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAx
        MDAwMDAwWjAUMRIwEAYDVQQDDAlyb290LnRlc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAATTHijYgXHCZ/STmZrwT7bTiHxoXBQKj+KjeNXib2sth3zxXekg8Ast
        Gcpwi1y1J/8mNm3yWa4kFOZ/pt6RcjGlozIwMDAPBgNVHRMBAf8EBTADAQH/MB0G
        A1UdDgQWBBTElpRB3whOSrvh5UBtfgwJ45fDYjAKBggqhkjOPQQDAgNHADBEAiBQ
        Qgd4cXe8+LlcLkHKdDO6k5/8qR3o/bVEoGVV9r5uMwIgBNlHtTq/B7aIcup2nPuh
        Tu4BxLhA0rKUwe6CF8KLusE=
        -----END CERTIFICATE-----
        """

    /// An authority that signed none.
    static let other = """
        -----BEGIN CERTIFICATE-----
        MIIBYDCCAQagAwIBAgIUDGe+29hnpd7ID41hnAxqwizHjbQwCgYIKoZIzj0EAwIw
        FTETMBEGA1UEAwwKb3RoZXIudGVzdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEw
        MTAwMDAwMFowFTETMBEGA1UEAwwKb3RoZXIudGVzdDBZMBMGByqGSM49AgEGCCqG
        SM49AwEHA0IABHYXLqh88NR5ozZikzncQv2mPIlzQw+6E414xyIq/am0Pg5qwGcn
        H867oRDV0vI4fkc6lt5pjQh5uMVo21cfnP6jMjAwMA8GA1UdEwEB/wQFMAMBAf8w
        HQYDVR0OBBYEFG3SwennGjY3vQGLCTi7GxEhG3M3MAoGCCqGSM49BAMCA0gAMEUC
        ICFpPPIccjkMQIzAUcLV8mnwEjDVn8gik349gCrZwtblAiEA3XcAJXB+na/ykU1I
        l65O7jWth9hQiSbAw0Pk6VenIgw=
        -----END CERTIFICATE-----
        """

    /// Valid until 2120.
    static let server = """
        -----BEGIN CERTIFICATE-----
        MIIBoDCCAUegAwIBAgIUBDe6nQb6EvlteQlmMpF0aHjuKecwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJcm9vdC50ZXN0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAx
        MDAwMDAwWjAWMRQwEgYDVQQDDAtzZXJ2ZXIudGVzdDBZMBMGByqGSM49AgEGCCqG
        SM49AwEHA0IABBTrL+gtTAZ528onBjANSmvKbWad0f4BARemgkeTMtLhtS0xUmhA
        490O6IkPYqYJytGoOGYvoCt2aQtrtO1MOvCjczBxMC8GA1UdEQQoMCaCDnNlY3Vy
        ZS5leGFtcGxlgg4qLndpbGQuZXhhbXBsZYcEfwAAATAdBgNVHQ4EFgQUOHN9O44J
        V9LQcC1muB/IeyavaZIwHwYDVR0jBBgwFoAUxJaUQd8ITkq74eVAbX4MCeOXw2Iw
        CgYIKoZIzj0EAwIDRwAwRAIgMAer4ByntEBs7JeyL0ntXMzEhZCQyap1YstatBdv
        kLYCIEuD9Il2yxNc8rrg6PClgO/hMSQf6h2ibaOdZFzNCsFI
        -----END CERTIFICATE-----
        """

    /// The key of ``server``.
    static let serverKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8/g3+C7ajYJsOZRd
        fNa7VkxolNf6fxlBBEXdFZvBpb2hRANCAAQU6y/oLUwGedvKJwYwDUprym1mndH+
        AQEXpoJHkzLS4bUtMVJoQOPdDuiJD2KmCcrRqDhmL6ArdmkLa7TtTDrw
        -----END PRIVATE KEY-----
        """

    /// Valid until 2021.
    static let expired = """
        -----BEGIN CERTIFICATE-----
        MIIBnzCCAUagAwIBAgIUcDUxqytbU711a0ajcDjk8PmVCLswCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJcm9vdC50ZXN0MB4XDTIwMDEwMTAwMDAwMFoXDTIxMDEwMTAw
        MDAwMFowFzEVMBMGA1UEAwwMZXhwaXJlZC50ZXN0MFkwEwYHKoZIzj0CAQYIKoZI
        zj0DAQcDQgAENVE6IK2up1SI+9lC75YMDBpjOiMYOWa8ZJmTpMkzN4DOkxJHJ5AU
        M0B2XtkBfatmCTBkeer5eEC45gK4xd4BNqNzMHEwLwYDVR0RBCgwJoIOc2VjdXJl
        LmV4YW1wbGWCDioud2lsZC5leGFtcGxlhwR/AAABMB0GA1UdDgQWBBQur2OxkETM
        xEipfKtDJ/WmPsaoiTAfBgNVHSMEGDAWgBTElpRB3whOSrvh5UBtfgwJ45fDYjAK
        BggqhkjOPQQDAgNHADBEAiBpBYW+JW5603K47B12ErpLoN+6AkEMBkEV+Q3GVAFO
        tQIgUYzXZljPaJRYL/UBrQ+ouxznNx0ptp3J9LZLGTvNbto=
        -----END CERTIFICATE-----
        """

    /// The key of ``expired``.
    static let expiredKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqwkXhzfmbtmCJ1p4
        ty7FckfKfc1ZPD9x+IsKvJr2rDuhRANCAAQ1UTogra6nVIj72ULvlgwMGmM6Ixg5
        ZrxkmZOkyTM3gM6TEkcnkBQzQHZe2QF9q2YJMGR56vl4QLjmArjF3gE2
        -----END PRIVATE KEY-----
        """
}
