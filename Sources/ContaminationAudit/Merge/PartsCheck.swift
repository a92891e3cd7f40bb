import ByteIO

/// Tells whether parts are those of one run, each of them once.
enum PartsCheck {
    /// The parts in their order.
    ///
    /// Throws, naming the parts, if two are of different runs or of the same share, or if one is missing.
    static func sorted(_ parts: [PartReader]) throws(AssayError) -> [PartReader] {
        guard let first = parts.first else { throw AssayError("no part was given; name the output folders of --part") }
        var byNumber: [Int: PartReader] = [:]
        for part in parts {
            if part.share.count != first.share.count {
                throw AssayError(
                    "is part \(part.share.words), and \(first.folder) is part \(first.share.words): "
                        + "parts must be of one number", path: part.folder)
            }
            if let difference = RunDifference.words(from: first.content.run, to: part.content.run) {
                throw AssayError(
                    "is not of the same run as \(first.folder): of that, \(difference); run one of them again",
                    path: part.folder)
            }
            if let other = byNumber[part.share.number] {
                throw AssayError(
                    "is part \(part.share.words), and so is \(other.folder); name each part once", path: part.folder)
            }
            byNumber[part.share.number] = part
        }
        let missing = (1...first.share.count).filter { byNumber[$0] == nil }
        guard missing.isEmpty else {
            let named =
                missing.prefix(20).map(String.init).joined(separator: ", ") + (missing.count > 20 ? ", ..." : "")
            throw AssayError(
                "\(missing.count) of \(first.share.count) parts \(missing.count == 1 ? "is" : "are") missing: \(named)")
        }
        return (1...first.share.count).compactMap { byNumber[$0] }
    }
}
