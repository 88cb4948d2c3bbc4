extension FieldElement {
    /// The powers a^(2^223 - 1), a^(2^22 - 1) and a^3 with which the exponents p - 2 and (p + 1) / 4 begin.
    @inline(__always)
    private func runsOfOnes() -> (x223: FieldElement, x22: FieldElement, x2: FieldElement) {
        let x2 = squared() * self
        let x3 = x2.squared() * self
        let x6 = x3.squared(times: 3) * x3
        let x9 = x6.squared(times: 3) * x3
        let x11 = x9.squared(times: 2) * x2
        let x22 = x11.squared(times: 11) * x11
        let x44 = x22.squared(times: 22) * x22
        let x88 = x44.squared(times: 44) * x44
        let x176 = x88.squared(times: 88) * x88
        let x220 = x176.squared(times: 44) * x44
        let x223 = x220.squared(times: 3) * x3
        return (x223, x22, x2)
    }

    /// The inverse, by Fermat: this to the power p - 2. Zero gives zero.
    package func inverse() -> FieldElement {
        let (x223, x22, x2) = runsOfOnes()
        var t = x223.squared(times: 23) * x22
        t = t.squared(times: 5) * self
        t = t.squared(times: 3) * x2
        return t.squared(times: 2) * self
    }

    /// A square root, or nil where there is none.
    ///
    /// p ≡ 3 (mod 4), so the only candidate up to sign is the power (p + 1) / 4.
    package func squareRoot() -> FieldElement? {
        let (x223, x22, x2) = runsOfOnes()
        var t = x223.squared(times: 23) * x22
        t = t.squared(times: 6) * x2
        t = t.squared(times: 2)
        return t.squared().equals(self) ? t : nil
    }
}
