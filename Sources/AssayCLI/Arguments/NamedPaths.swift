import ArgumentParser
import ByteIO

/// `NAME=PATH` arguments: names with the paths given for each, in the order of the names' first appearance.
enum NamedPaths {
    /// Sorts arguments by name; one without a name belongs to the name before it.
    ///
    /// A name has no slash in it, so that a path such as `data/split=test/a.jsonl` is a path.
    static func group(_ arguments: [String]) throws -> [(name: String, paths: [String])] {
        var groups: [(name: String, paths: [String])] = []
        var places: [ExactName: Int] = [:]
        var current: Int?
        for argument in arguments {
            guard let (name, path) = split(argument) else {
                guard let current else {
                    throw ValidationError("'\(argument)' has no name; write NAME=FILE, such as gsm8k=\(argument)")
                }
                groups[current].paths.append(argument)
                continue
            }
            guard !name.isEmpty, !path.isEmpty else {
                throw ValidationError("'\(argument)' lacks its name or its file; write NAME=FILE")
            }
            let place = places[ExactName(name)] ?? groups.count
            if place == groups.count { groups.append((name, [])) }
            places[ExactName(name)] = place
            groups[place].paths.append(path)
            current = place
        }
        return groups
    }

    /// The parts around the first `=`; `nil` where there is none, or a slash before it.
    static func split(_ argument: String) -> (name: String, path: String)? {
        guard let sign = argument.firstIndex(of: "=") else { return nil }
        let name = argument[..<sign]
        return name.contains("/") ? nil : (String(name), String(argument[argument.index(after: sign)...]))
    }
}
