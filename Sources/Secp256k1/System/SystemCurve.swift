#if SystemSecp256k1 && os(Linux)
    internal import CSecp256k1
    internal import Primitives

    /// The backend on libsecp256k1.
    ///
    /// The library's calls reject only what cannot come here (see ``CurveOperations``), apart from the cases
    /// handled around them: zero scalars and infinity, neither of which it can represent.
    struct SystemCurve: CurveOperations {
        // Made and randomised once, in the initialiser. Every later call takes it as a pointer to const,
        // and the library documents that such calls may run at once from many threads.
        nonisolated(unsafe) let context: OpaquePointer

        /// Nil if the library cannot make or randomise a context.
        init?() {
            guard let context = secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else { return nil }
            var generator = SystemRandomNumberGenerator()
            let seed = Bytes32(
                words: generator.next(), generator.next(), generator.next(), generator.next())
            // Blinds the multiplications of secret scalars against side channels.
            guard withBytes(of: seed, { secp256k1_context_randomize(context, $0) }) == 1 else {
                secp256k1_context_destroy(context)
                return nil
            }
            self.context = context
        }

        func generatorMultiple(secret k: Scalar) -> AffinePoint {
            var key = secp256k1_pubkey()
            // Refuses zero only, which gives infinity.
            let made = withBytes(of: k.bytes32) { secp256k1_ec_pubkey_create(context, &key, $0) }
            return made == 1 ? point(key) : .infinity
        }

        func multiple(of point: AffinePoint, secret k: Scalar) -> AffinePoint {
            guard !point.isInfinity, var key = parse(point) else { return .infinity }
            return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { output in
                defer { Secret.wipe(output) }
                guard let bytes = output.assumingMemoryBound(to: UInt8.self).baseAddress else {
                    return .infinity
                }
                let made = withBytes(of: k.bytes32) {
                    secp256k1_ecdh(context, bytes, &key, $0, copyCoordinates, nil)
                }
                // Refuses zero only, which gives infinity.
                guard made == 1 else { return .infinity }
                return AffinePoint(trusted: UnsafeRawBufferPointer(output), at: 0)
            }
        }

        func combination(_ a: Scalar, _ point: AffinePoint, _ b: Scalar) -> AffinePoint {
            if a.isZero || point.isInfinity { return generatorMultiple(secret: b) }
            if b.isZero {
                guard var key = parse(point) else { return .infinity }
                let made = withBytes(of: a.bytes32) { secp256k1_ec_pubkey_tweak_mul(context, &key, $0) }
                return made == 1 ? self.point(key) : .infinity
            }
            // Key recovery is the library's only door to a double multiplication: from R = P, r = x(P),
            // s = ar and the digest -br it computes (sR + brG) / r.
            let (r, overflow) = Scalar.reduceOnce(point.x.canonicalBytes)
            if r.isZero {
                // There are two points with x = n, and those it cannot take as R.
                return add(combination(a, point, .zero), generatorMultiple(secret: b))
            }
            let id = Int32(truncatingIfNeeded: point.y.parity | overflow &<< 1)
            return recover(r, a * r, id, digest: -(b * r)) ?? .infinity
        }

        func add(_ a: AffinePoint, _ b: AffinePoint) -> AffinePoint {
            if a.isInfinity { return b }
            if b.isInfinity { return a }
            guard var first = parse(a), var second = parse(b) else { return .infinity }
            var total = secp256k1_pubkey()
            let made = withUnsafePointer(to: &first) { first in
                withUnsafePointer(to: &second) { second in
                    var both: (UnsafePointer<secp256k1_pubkey>?, UnsafePointer<secp256k1_pubkey>?)
                    both = (first, second)
                    return withUnsafePointer(to: &both) { pair in
                        pair.withMemoryRebound(to: UnsafePointer<secp256k1_pubkey>?.self, capacity: 2) {
                            secp256k1_ec_pubkey_combine(context, &total, $0, 2)
                        }
                    }
                }
            }
            // Refuses a sum of infinity only.
            return made == 1 ? point(total) : .infinity
        }

        func sum(_ points: [Point]) -> AffinePoint {
            var keys: [secp256k1_pubkey] = []
            keys.reserveCapacity(points.count)
            for point in points where !point.isInfinity {
                if let key = parse(point.affine) { keys.append(key) }
            }
            if keys.isEmpty { return .infinity }
            var total = secp256k1_pubkey()
            let made = keys.withUnsafeBufferPointer { keys in
                let pointers = keys.indices.map { index in keys.baseAddress.map { $0 + index } }
                return secp256k1_ec_pubkey_combine(context, &total, pointers, pointers.count)
            }
            // Refuses a sum of infinity only.
            return made == 1 ? point(total) : .infinity
        }

        func decompress(x: FieldElement, parity: UInt64) -> AffinePoint? {
            withUnsafeTemporaryAllocation(byteCount: 33, alignment: 8) { input in
                input[0] = 2 | UInt8(truncatingIfNeeded: parity)
                x.canonicalBytes.store(into: UnsafeMutableRawBufferPointer(rebasing: input[1...]))
                var key = secp256k1_pubkey()
                let bytes = UnsafePointer(input.assumingMemoryBound(to: UInt8.self).baseAddress)
                guard let bytes, secp256k1_ec_pubkey_parse(context, &key, bytes, 33) == 1 else { return nil }
                return point(key)
            }
        }

        func sign(_ digest: Scalar, key: Scalar) -> Signature? {
            var signature = secp256k1_ecdsa_recoverable_signature()
            let made = withBytes(of: digest.bytes32) { digest in
                withBytes(of: key.bytes32) { key in
                    secp256k1_ecdsa_sign_recoverable(
                        context, &signature, digest, key, deterministicNonce, nil)
                }
            }
            guard made == 1 else { return nil }
            return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { output in
                guard let bytes = output.assumingMemoryBound(to: UInt8.self).baseAddress else { return nil }
                var id: Int32 = 0
                secp256k1_ecdsa_recoverable_signature_serialize_compact(context, bytes, &id, &signature)
                let compact = UnsafeRawBufferPointer(output)
                return Signature(
                    r: Scalar(reducing: load(compact, at: 0)), s: Scalar(reducing: load(compact, at: 32)),
                    checkedRecoveryID: UInt8(truncatingIfNeeded: id & 3))
            }
        }

        func verify(_ signature: Signature, _ digest: Scalar, key: AffinePoint) -> Bool {
            guard var key = parse(key) else { return false }
            var parsed = secp256k1_ecdsa_signature()
            // The library accepts low s only; which form to accept has been decided above it.
            let s = Scalar.select(signature.s, -signature.s, signature.s.highBit)
            let valid = withCompact(signature.r, s) { compact in
                secp256k1_ecdsa_signature_parse_compact(context, &parsed, compact) == 1
            }
            guard valid else { return false }
            return withBytes(of: digest.bytes32) {
                secp256k1_ecdsa_verify(context, &parsed, $0, &key) == 1
            }
        }

        func recover(_ signature: Signature, _ digest: Scalar) -> AffinePoint? {
            recover(signature.r, signature.s, Int32(signature.recoveryID & 3), digest: digest)
        }

        private func recover(_ r: Scalar, _ s: Scalar, _ id: Int32, digest: Scalar) -> AffinePoint? {
            var parsed = secp256k1_ecdsa_recoverable_signature()
            let valid = withCompact(r, s) { compact in
                secp256k1_ecdsa_recoverable_signature_parse_compact(context, &parsed, compact, id) == 1
            }
            guard valid else { return nil }
            var key = secp256k1_pubkey()
            let found = withBytes(of: digest.bytes32) {
                secp256k1_ecdsa_recover(context, &key, &parsed, $0)
            }
            return found == 1 ? point(key) : nil
        }
    }

    /// The nonces of RFC 6979, as the library makes them by default, in less time: its own SHA-256 knows
    /// nothing of the processor's instructions for it.
    private let deterministicNonce: secp256k1_nonce_function = { output, digest, key, _, _, attempt in
        guard let output, let digest, let key else { return 0 }
        var nonces = DeterministicNonces(
            key: Scalar(reducing: load(UnsafeRawBufferPointer(start: key, count: 32), at: 0)),
            digest: Scalar(reducing: load(UnsafeRawBufferPointer(start: digest, count: 32), at: 0)))
        var nonce = nonces.next()
        // The library asks again if a nonce gives r = 0 or s = 0.
        for _ in 0..<attempt { nonce = nonces.next() }
        nonce.bytes32.store(into: UnsafeMutableRawBufferPointer(start: output, count: 32))
        return 1
    }

    /// In place of a hash of the shared point: its coordinates.
    private let copyCoordinates: secp256k1_ecdh_hash_function = { output, x, y, _ in
        guard let output, let x, let y else { return 0 }
        output.update(from: x, count: 32)
        (output + 32).update(from: y, count: 32)
        return 1
    }

    extension SystemCurve {
        /// The library's form of a finite point; nil never happens for a point that is on the curve.
        @inline(__always)
        private func parse(_ point: AffinePoint) -> secp256k1_pubkey? {
            withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { input in
                point.store(into: input)
                var key = secp256k1_pubkey()
                let bytes = UnsafePointer(input.assumingMemoryBound(to: UInt8.self).baseAddress)
                guard let bytes, secp256k1_ec_pubkey_parse(context, &key, bytes, 65) == 1 else { return nil }
                return key
            }
        }

        @inline(__always)
        private func point(_ key: secp256k1_pubkey) -> AffinePoint {
            withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { output in
                guard let bytes = output.assumingMemoryBound(to: UInt8.self).baseAddress else {
                    return .infinity
                }
                var key = key
                var count = 65
                _ = secp256k1_ec_pubkey_serialize(
                    context, bytes, &count, &key, UInt32(SECP256K1_EC_UNCOMPRESSED))
                return AffinePoint(trusted: UnsafeRawBufferPointer(output), at: 1)
            }
        }
    }

    /// Lends the thirty-two bytes from the stack and wipes them afterwards.
    @inline(__always)
    private func withBytes<R>(of bytes: Bytes32, _ body: (UnsafePointer<UInt8>) -> R) -> R {
        var storage = bytes.bigEndianWords
        defer { withUnsafeMutableBytes(of: &storage) { Secret.wipe($0) } }
        return withUnsafePointer(to: &storage) { words in
            words.withMemoryRebound(to: UInt8.self, capacity: 32) { body($0) }
        }
    }

    /// Lends r and s, one after the other, from the stack.
    @inline(__always)
    private func withCompact<R>(_ r: Scalar, _ s: Scalar, _ body: (UnsafePointer<UInt8>) -> R) -> R {
        var storage = (r.bytes32.bigEndianWords, s.bytes32.bigEndianWords)
        return withUnsafePointer(to: &storage) { words in
            words.withMemoryRebound(to: UInt8.self, capacity: 64) { body($0) }
        }
    }

    extension Bytes32 {
        /// Four words that lie in memory as the bytes do.
        fileprivate var bigEndianWords: (UInt64, UInt64, UInt64, UInt64) {
            (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
        }
    }
#endif
