import ByteIO
import DatasetIO
import YAMLReading

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

    /// Reads `bytes`, which are UTF-8; throws one error for all problems.
    mutating func read(_ bytes: [UInt8]) throws(AssayError) -> Suite {
        let root: YAMLNode?
        do throws(AssayError) {
            root = try YAMLDocument.read(bytes, path: path)
        } catch {
            throw AssayError(SafeText.terminal(error.message), path: path, line: error.line)
        }
        guard let root, !root.isNull else {
            throw AssayError("is empty; expected \"benchmarks\" with a list", path: path, line: 1)
        }
        let suite = readSuite(root)
        problems.sort { $0.line < $1.line }
        guard let first = problems.first else { return suite }
        let rest = problems.dropFirst().map { "\n\(path):\($0.line): \($0.message)" }.joined()
        throw AssayError(first.message + rest, path: path, line: first.line)
    }

    private mutating func readSuite(_ root: YAMLNode) -> Suite {
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
        if !hasBenchmarks && root.entries != nil { report(root, "has no \"benchmarks\"; expected a list of them") }
        return suite
    }

    private mutating func readProfile(_ node: YAMLNode) -> String? {
        guard let profile = string(node, "profile") else { return nil }
        guard IndexOptions.profiles.contains(profile) else {
            report(node, "there is no profile \"\(profile)\"; expected \(SuiteReader.list(IndexOptions.profiles))")
            return nil
        }
        return profile
    }

    private mutating func readN(_ node: YAMLNode) -> Int? {
        guard let n = node.integer, (1...255).contains(n) else {
            report(node, "n is \(SuiteReader.shown(node)); expected a whole number from 1 to 255")
            return nil
        }
        return n
    }

    private mutating func readBenchmarks(_ node: YAMLNode) -> [BenchmarkSpec] {
        guard let elements = node.elements, !elements.isEmpty else {
            report(node, "\"benchmarks\" is \(SuiteReader.shown(node)); expected a list of benchmarks")
            return []
        }
        var benchmarks: [BenchmarkSpec] = []
        var lines: [String: Int] = [:]
        for element in elements {
            guard let benchmark = readBenchmark(element) else { continue }
            let line = element.line
            if let other = lines[benchmark.name] {
                report(element, "the name \"\(benchmark.name)\" was given on line \(other) already; names must differ")
            }
            lines[benchmark.name] = lines[benchmark.name] ?? line
            benchmarks.append(benchmark)
        }
        return benchmarks
    }

    private mutating func readBenchmark(_ node: YAMLNode) -> BenchmarkSpec? {
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
        guard node.entries != nil else { return nil }
        for key in ["name", "files"] where !found.contains(key) { report(node, "a benchmark has no \"\(key)\"") }
        return spec.name.isEmpty ? nil : spec
    }

    private mutating func readFiles(_ node: YAMLNode) -> [String] {
        var files: [String] = []
        for (name, line) in stringsWithLines(node, "files") {
            let full = name.utf8.first == UInt8(ascii: "/") ? name : folder + name
            do throws(AssayError) {
                // A file named "-" beside the suite is that file, not standard input.
                files += try BenchmarkFiles.find(full == "-" ? "./-" : full)
            } catch {
                problems.append((line, SafeText.terminal("\(full): \(error.message)")))
            }
        }
        return files
    }

    private mutating func readFilters(_ node: YAMLNode) -> [String: [String]] {
        guard let entries = node.entries, !entries.isEmpty else {
            report(node, "\"filter\" is \(SuiteReader.shown(node)); expected FIELD: [VALUE, ...]")
            return [:]
        }
        var filters: [String: [String]] = [:]
        for (key, value) in entries {
            guard let field = key.text, !field.isEmpty else {
                report(key, "a filter's field is \(SuiteReader.shown(key)); expected a name")
                continue
            }
            filters[field] = strings(value, "filter.\(field)")
        }
        return filters
    }

    /// `FIELD`, or `{value: TEXT}` for one value for all items.
    private mutating func fieldOrValue(_ node: YAMLNode, _ key: String) -> (field: String?, value: String?) {
        guard node.entries != nil else { return (string(node, key), nil) }
        var value: String?
        for (_, inner) in entries(of: node, "\"\(key)\"", keys: ["value"]) { value = string(inner, "\(key).value") }
        return (nil, value)
    }
}

// Reading nodes: each of these reports what is not as expected and goes on.
extension SuiteReader {
    private mutating func report(_ node: YAMLNode, _ message: String) {
        problems.append((node.line, SafeText.terminal(message)))
    }

    /// The known entries of a mapping, in the file's order.
    private mutating func entries(of node: YAMLNode, _ what: String, keys: [String]) -> [(String, YAMLNode)] {
        guard let pairs = node.entries else {
            report(node, "\(what) is \(SuiteReader.shown(node)); expected keys \(SuiteReader.list(keys))")
            return []
        }
        var entries: [(String, YAMLNode)] = []
        for (key, value) in pairs {
            guard let name = key.text, keys.contains(name) else {
                report(key, "\(what) has no key \(SuiteReader.shown(key)); expected \(SuiteReader.list(keys))")
                continue
            }
            entries.append((name, value))
        }
        return entries
    }

    private mutating func string(_ node: YAMLNode, _ key: String) -> String? {
        guard let text = node.text, !text.isEmpty, !node.isNull else {
            report(node, "\"\(key)\" is \(SuiteReader.shown(node)); expected a string")
            return nil
        }
        return text
    }

    private mutating func strings(_ node: YAMLNode, _ key: String) -> [String] {
        stringsWithLines(node, key).map(\.string)
    }

    /// A list of strings, or one string, each with its line.
    private mutating func stringsWithLines(_ node: YAMLNode, _ key: String) -> [(string: String, line: Int)] {
        if node.text != nil {
            return string(node, key).map { [($0, node.line)] } ?? []
        }
        guard let elements = node.elements, !elements.isEmpty else {
            report(node, "\"\(key)\" is \(SuiteReader.shown(node)); expected a string or a list of strings")
            return []
        }
        return elements.compactMap { element in string(element, key).map { ($0, element.line) } }
    }

    /// A node in a message: its text if it is short, else its kind.
    private static func shown(_ node: YAMLNode) -> String {
        if node.isNull { return "empty" }
        if let text = node.text { return "\"\(DisplayWidth.shorten(text, to: 60))\"" }
        if let elements = node.elements { return elements.isEmpty ? "an empty list" : "a list" }
        return node.entries?.isEmpty == true ? "an empty mapping" : "a mapping"
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
