internal import Foundation

/// The one place that needs all of Foundation.
extension String {
    /// Normalization Form KD (Unicode Standard Annex 15), which BIP-39 asks for.
    var compatibilityDecomposed: String {
        // ASCII is its own normal form.
        if utf8.allSatisfy({ $0 < 0x80 }) { return self }
        return decomposedStringWithCompatibilityMapping.canonicallyOrdered
    }

    /// The combining marks of each character in the order of their classes (Unicode Standard,
    /// section 3.11, D109).
    ///
    /// Foundation leaves this out where a mark comes from a character that is no mark itself,
    /// such as U+FF9E, the halfwidth voiced sound mark.
    private var canonicallyOrdered: String {
        var ordered = String.UnicodeScalarView()
        var marks: [Unicode.Scalar] = []
        func flush() {
            // Stable, as the standard demands: marks of one class keep their order.
            ordered.append(contentsOf: marks.sorted { $0.combiningClass < $1.combiningClass })
            marks.removeAll(keepingCapacity: true)
        }
        for scalar in unicodeScalars {
            if scalar.combiningClass == 0 {
                flush()
                ordered.append(scalar)
            } else {
                marks.append(scalar)
            }
        }
        flush()
        return String(ordered)
    }
}

extension Unicode.Scalar {
    fileprivate var combiningClass: UInt8 { properties.canonicalCombiningClass.rawValue }
}
