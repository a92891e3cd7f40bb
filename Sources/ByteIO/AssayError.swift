/// What went wrong, where, and what to do about it, in words for a person.
///
/// Every module throws this one type, so that the command line can print `PATH:LINE: message` and end with exit code 2.
/// A value type; safe to share between threads.
public struct AssayError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sentence: what is wrong (expected and got), then what to do.
    public var message: String
    /// The file's path as the user gave it, or `nil` where no file is concerned.
    public var path: String?
    /// The 1-based line in the file, where lines exist.
    public var line: Int?
    /// The 0-based byte in the file's decompressed content, where known.
    public var byteOffset: Int?

    public init(_ message: String, path: String? = nil, line: Int? = nil, byteOffset: Int? = nil) {
        self.message = message
        self.path = path
        self.line = line
        self.byteOffset = byteOffset
    }

    /// `PATH:LINE: message (byte N)`, leaving out what is not known.
    public var description: String {
        var text = ""
        if let path { text += path + ":" }
        if let line { text += "\(line):" }
        if !text.isEmpty { text += " " }
        text += message
        if let byteOffset { text += " (byte \(byteOffset))" }
        return text
    }
}
