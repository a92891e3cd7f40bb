import ByteIO
import DatasetIO
import Yams

/// Turns a suite's YAML into a ``Suite``, gathering everything that is wrong with it on the way.
struct SuiteReader {
    let path: String
    /// The folder the suite's files are relative to: empty, or ending with a slash.
    let folder: String
    private var problems: [(line: Int, message: String)] = []

    init(path: String, folder: String) {
        self.path = path
        self.folder = folder
    }

    /// Reads `text`; throws one error for all problems.
    mutating func read(_ text: String) throws(AssayError) -> Suite {
        let root: Node?
        do {
            root = try compose(yaml: text)
        } catch {
            let (line, message) = SuiteReader.describe(error)
            throw AssayError(SafeText.terminal(message), path: path, line: line)
        }
        guard let root, !SuiteReader.isNull(root) else {
            throw AssayError("is empty; expected \"benchmarks\" with a list", path: path, line: 1)
        }
        let suite = readSuite(root)
        problems.sort { $0.line < $1.line }
        guard let first = problems.first else { return suite }
        let rest = problems.dropFirst().map { "\n\(path):\($0.line): \($0.message)" }.joined()
        throw AssayError(first.message + rest, path: path, line: first.line)
    }

    private mutating func readSuite(_ root: Node) -> Suite {
        var suite = Suite(profile: nil, n: nil, benchmarks: [])
        var hasBenchmarks = false
        for (key, value) in entries(of: root, "the suite", keys: ["profile", "n", "benchmarks"]) {
            switch key {
            case "profile": suite.profile = readProfile(value)
            case "n": suite.n = readN(value)
            default:
                hasBenchmarks = true
                suite.benchmarks = readBenchmarks(value)
            }
        }
        if !hasBenchmarks && root.mapping != nil { report(root, "has no \"benchmarks\"; expected a list of them") }
        return suite
    }

    private mutating func readProfile(_ node: Node) -> String? {
        guard let profile = string(node, "profile") else { return nil }
        guard IndexOptions.profiles.contains(profile) else {
            report(node, "there is no profile \"\(profile)\"; expected \(SuiteReader.list(IndexOptions.profiles))")
            return nil
        }
        return profile
    }

    private mutating func readN(_ node: Node) -> Int? {
        guard let n = node.int, (1...255).contains(n) else {
            report(node, "n is \(SuiteReader.shown(node)); expected a whole number from 1 to 255")
            return nil
        }
        return n
    }

    private mutating func readBenchmarks(_ node: Node) -> [BenchmarkSpec] {
        guard let sequence = node.sequence, !sequence.isEmpty else {
            report(node, "\"benchmarks\" is \(SuiteReader.shown(node)); expected a list of benchmarks")
            return []
        }
        var benchmarks: [BenchmarkSpec] = []
        var lines: [String: Int] = [:]
        for element in sequence {
            guard let benchmark = readBenchmark(element) else { continue }
            let line = SuiteReader.line(element)
            if let other = lines[benchmark.name] {
                report(element, "the name \"\(benchmark.name)\" was given on line \(other) already; names must differ")
            }
            lines[benchmark.name] = lines[benchmark.name] ?? line
            benchmarks.append(benchmark)
        }
        return benchmarks
    }

    private mutating func readBenchmark(_ node: Node) -> BenchmarkSpec? {
        let keys = ["name", "files", "fields", "field", "id", "subset", "split", "filter"]
        var spec = BenchmarkSpec(name: "", files: [])
        var found: Set<String> = []
        for (key, value) in entries(of: node, "a benchmark", keys: keys) {
            found.insert(key)
            switch key {
            case "name": spec.name = string(value, "name") ?? ""
            case "files": spec.files = readFiles(value)
            case "fields", "field":
                if found.isSuperset(of: ["fields", "field"]) {
                    report(value, "both \"field\" and \"fields\" are given; keep one")
                }
                spec.fields = strings(value, key)
            case "id": spec.idField = string(value, "id")
            case "subset": (spec.subsetField, spec.subset) = fieldOrValue(value, "subset")
            case "split": (spec.splitField, spec.split) = fieldOrValue(value, "split")
            default: spec.filters = readFilters(value)
            }
        }
        guard node.mapping != nil else { return nil }
        for key in ["name", "files"] where !found.contains(key) { report(node, "a benchmark has no \"\(key)\"") }
        return spec.name.isEmpty ? nil : spec
    }

    private mutating func readFiles(_ node: Node) -> [String] {
        var files: [String] = []
        for (name, line) in stringsWithLines(node, "files") {
            let full = name.hasPrefix("/") ? name : folder + name
            do throws(AssayError) {
                // A file named "-" beside the suite is that file, not standard input.
                files += try BenchmarkFiles.find(full == "-" ? "./-" : full)
            } catch {
                problems.append((line, SafeText.terminal("\(full): \(error.message)")))
            }
        }
        return files
    }

    private mutating func readFilters(_ node: Node) -> [String: [String]] {
        guard let mapping = node.mapping, !mapping.isEmpty else {
            report(node, "\"filter\" is \(SuiteReader.shown(node)); expected FIELD: [VALUE, ...]")
            return [:]
        }
        var filters: [String: [String]] = [:]
        for (key, value) in mapping {
            guard let field = key.scalar?.string, !field.isEmpty else {
                report(key, "a filter's field is \(SuiteReader.shown(key)); expected a name")
                continue
            }
            filters[field] = strings(value, "filter.\(field)")
        }
        return filters
    }

    /// `FIELD`, or `{value: TEXT}` for one value for all items.
    private mutating func fieldOrValue(_ node: Node, _ key: String) -> (field: String?, value: String?) {
        guard node.mapping != nil else { return (string(node, key), nil) }
        var value: String?
        for (_, inner) in entries(of: node, "\"\(key)\"", keys: ["value"]) { value = string(inner, "\(key).value") }
        return (nil, value)
    }
}

// Reading nodes: each of these reports what is not as expected and goes on.
extension SuiteReader {
    private mutating func report(_ node: Node, _ message: String) {
        problems.append((SuiteReader.line(node), SafeText.terminal(message)))
    }

    /// The known entries of a mapping, in the file's order.
    private mutating func entries(of node: Node, _ what: String, keys: [String]) -> [(String, Node)] {
        guard let mapping = node.mapping else {
            report(node, "\(what) is \(SuiteReader.shown(node)); expected keys \(SuiteReader.list(keys))")
            return []
        }
        var entries: [(String, Node)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string, keys.contains(name) else {
                report(key, "\(what) has no key \(SuiteReader.shown(key)); expected \(SuiteReader.list(keys))")
                continue
            }
            entries.append((name, value))
        }
        return entries
    }

    private mutating func string(_ node: Node, _ key: String) -> String? {
        guard let scalar = node.scalar, !scalar.string.isEmpty, !SuiteReader.isNull(node) else {
            report(node, "\"\(key)\" is \(SuiteReader.shown(node)); expected a string")
            return nil
        }
        return scalar.string
    }

    private mutating func strings(_ node: Node, _ key: String) -> [String] {
        stringsWithLines(node, key).map(\.string)
    }

    /// A list of strings, or one string, each with its line.
    private mutating func stringsWithLines(_ node: Node, _ key: String) -> [(string: String, line: Int)] {
        if node.scalar != nil {
            return string(node, key).map { [($0, SuiteReader.line(node))] } ?? []
        }
        guard let sequence = node.sequence, !sequence.isEmpty else {
            report(node, "\"\(key)\" is \(SuiteReader.shown(node)); expected a string or a list of strings")
            return []
        }
        return sequence.compactMap { element in string(element, key).map { ($0, SuiteReader.line(element)) } }
    }

    private static func line(_ node: Node) -> Int { node.mark?.line ?? 1 }

    private static func isNull(_ node: Node) -> Bool { node.null != nil }

    /// A node in a message: its text if it is short, else its kind.
    private static func shown(_ node: Node) -> String {
        if isNull(node) { return "empty" }
        if let scalar = node.scalar { return "\"\(DisplayWidth.shorten(scalar.string, to: 60))\"" }
        if let sequence = node.sequence { return sequence.isEmpty ? "an empty list" : "a list" }
        if let mapping = node.mapping { return mapping.isEmpty ? "an empty mapping" : "a mapping" }
        return "an alias"
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    /// The line and the words of an error of the YAML parser.
    private static func describe(_ error: any Error) -> (line: Int?, message: String) {
        guard let error = error as? YamlError else { return (nil, "is not YAML: \(error)") }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (mark.line, "is not YAML: \(problem)")
        case .reader(let problem, let offset, _, let yaml):
            let before = offset.map { yaml.prefix($0).count { $0.isNewline } + 1 }
            return (before, "is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            return (context.mark.line, "a key is given twice: \(list(duplicates)); keep one")
        default:
            return (nil, "is not YAML: \(error)")
        }
    }
}
