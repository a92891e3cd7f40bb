extension FileSystem {
    // All by bytes, as the system sees a path: to a `String`, a slash before a combining mark is no slash, and two names that
    // differ only in how their marks are composed are one.

    /// The names that `path` goes through, without "." and empty ones.
    package static func components(of path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }.filter { $0 != "." }
    }

    /// What `path` is below the folder at `folder`, both written in the same way; `nil` where it is not below it.
    package static func name(of path: String, below folder: String) -> String? {
        let prefix = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
        guard path.utf8.starts(with: prefix.utf8) else { return nil }
        return String(Substring(path.utf8.dropFirst(prefix.utf8.count)))
    }

    /// Whether `path`, read off a file, leads to something in the folder that it is relative to.
    package static func staysBelow(_ path: String) -> Bool {
        path.utf8.first != UInt8(ascii: "/") && !components(of: path).contains("..")
    }

    #if canImport(Darwin)
        /// What two names have in common that a folder takes for one.
        package typealias NameKey = String
        package static func key(of name: String) -> NameKey { name }
    #else
        /// What two names have in common that a folder takes for one.
        package typealias NameKey = ExactName
        package static func key(of name: String) -> NameKey { ExactName(name) }
    #endif
}
