/// Two certificates with their keys, in PEM.
///
/// Made with OpenSSL 3 by
///
///     for n in first second; do
///         openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out $n.key
///         openssl req -new -x509 -key $n.key -subj /CN=$n.test -days 34000 -out $n.pem
///     done
///
/// The keys guard nothing, and no test looks at the certificates' times.
enum NodeCertificates {
    static let first = """
        -----BEGIN CERTIFICATE-----
        MIIBgTCCASegAwIBAgIUZ1CGpmO/+lxgmc7kcD7mgORq6lkwCgYIKoZIzj0EAwIw
        FTETMBEGA1UEAwwKZmlyc3QudGVzdDAgFw0yNjExMjIwMjM4NDRaGA8yMTE5MTIy
        NTAyMzg0NFowFTETMBEGA1UEAwwKZmlyc3QudGVzdDBZMBMGByqGSM49AgEGCCqG
        SM49AwEHA0IABH/3J8f9feAXNdigxvfzwfEK4YPPPdaX6Y0uSpIltSkoSWM78mtf
        B0dYs8MqaYXH4DTZ/inZgrVEkVNmDct/PbajUzBRMB0GA1UdDgQWBBT1wo15Eitk
        gz4rfeRKxUya2LKLKDAfBgNVHSMEGDAWgBT1wo15Eitkgz4rfeRKxUya2LKLKDAP
        BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQCuXUchYiZgjHqOjdyc
        k26eBvQmUGp9Jh09PXaeKoAEsAIgUnRQBCvXljVGqbG6c9uFR0tP3XSrIRBAWUXd
        SRUbXWA=
        -----END CERTIFICATE-----
        """

    static let firstKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgi70dSFMghe1jXgAV
        UC7ya4vXMfWb698KfnjkklTE0oihRANCAAR/9yfH/X3gFzXYoMb388HxCuGDzz3W
        l+mNLkqSJbUpKEljO/JrXwdHWLPDKmmFx+A02f4p2YK1RJFTZg3Lfz22
        -----END PRIVATE KEY-----
        """

    static let second = """
        -----BEGIN CERTIFICATE-----
        MIIBgzCCASmgAwIBAgIUIKNQUl31zxiniPCEihDj5IGnBgcwCgYIKoZIzj0EAwIw
        FjEUMBIGA1UEAwwLc2Vjb25kLnRlc3QwIBcNMjYxMTIyMDIzODQ0WhgPMjExOTEy
        MjUwMjM4NDRaMBYxFDASBgNVBAMMC3NlY29uZC50ZXN0MFkwEwYHKoZIzj0CAQYI
        KoZIzj0DAQcDQgAEy6bYgxZB575rPcBriJP0egqbGbNavcPIwWeKCoyQJ8shUnaz
        GA42LcGWA8KfEFkKcwsznFLnzYgPPQpmfFrhdqNTMFEwHQYDVR0OBBYEFGnLF1rG
        mZYv6F0rHuXFE6/1Ulf5MB8GA1UdIwQYMBaAFGnLF1rGmZYv6F0rHuXFE6/1Ulf5
        MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgMEsgE4ev0gyT0Ouq
        JcM1ETKQ1JFR0OUmMMki6lEgTbQCIQDjq42l8AvqlOT+oVDImxrgKKVak6WDO/2x
        vP+E+vvfBw==
        -----END CERTIFICATE-----
        """

    static let secondKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghiadSkhEXU+WZV4s
        LyWe5zVfCjgd+47cIdG0gDyPxYyhRANCAATLptiDFkHnvms9wGuIk/R6CpsZs1q9
        w8jBZ4oKjJAnyyFSdrMYDjYtwZYDwp8QWQpzCzOcUufNiA89CmZ8WuF2
        -----END PRIVATE KEY-----
        """
}
