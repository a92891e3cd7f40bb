/// A name as the data has it: equal to another only byte for byte, and ordered by bytes.
///
/// Swift's strings are equal where they are canonically equivalent, "é" as one code point and as two; JSON, Python and file
/// systems tell these apart, and so must every count by name. A value type; safe to share between threads.
package struct ExactName: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (left: ExactName, right: ExactName) -> Bool { left.text.isSame(as: right.text) }

    package static func < (left: ExactName, right: ExactName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        // No byte of UTF-8: ends the name.
        hasher.combine(UInt8(0xFF))
    }
}

extension String {
    /// Whether both have the same bytes.
    package func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
