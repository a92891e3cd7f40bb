import ArgumentParser
import ContaminationAudit

/// The profiles, as the library names them.
struct Profile: ExpressibleByArgument {
    var name: String

    init?(argument: String) {
        guard IndexOptions.profiles.contains(argument) else { return nil }
        name = argument
    }

    static var allValueStrings: [String] { IndexOptions.profiles }
}

/// `assay index`: benchmarks in, an index file out.
struct IndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Build an index of benchmarks' prompts.",
        usage: """
            assay index -o <file> [<options>] <name=file> ...
            assay index -o <file> [<options>] --suite <file>
            assay index -o <file> --from <index> ... [--drop <name>] ... [<name=file> ...]
            """,
        discussion: """
            Each NAME=FILE adds a file (or every file below a folder) to the benchmark NAME. A name may be repeated, and a \
            FILE without a name belongs to the name before it. Benchmarks with different fields go into a suite file.

            Example:
              assay index -o bench.assay gsm8k=gsm8k-test.jsonl.zst --field question
              assay index -o bench.assay mt-bench=a.jsonl b.jsonl arena=arena/
              assay index -o bench.assay --suite suite.yaml
              assay index -o new.assay --from bench.assay --drop arena arena=arena-v2/
            """)

    @Argument(
        help: ArgumentHelp(
            """
            A benchmark's name and its files: JSONL, one JSON array or CSV, plain, zstd or gzip; Parquet; - is standard \
            input.
            """,
            valueName: "name=file"))
    var benchmarks: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("The index file to write.", valueName: "file"))
    var output: String

    @Option(help: ArgumentHelp("Read the benchmarks from a YAML file instead.", valueName: "file"))
    var suite: String?

    @Option(
        help: ArgumentHelp(
            """
            A field that is searched for; may be repeated. (default: the first of prompt, question, problem, \
            instruction, turns, text)
            """, valueName: "field"))
    var field: [String] = []

    @Option(help: ArgumentHelp("The field of an item's id. (default: id)", valueName: "field"))
    var idField: String?

    @Option(help: ArgumentHelp("The field of an item's subset. (default: subset)", valueName: "field"))
    var subsetField: String?

    @Option(help: "How text is cut into tokens. (default: the suite's, else words)")
    var profile: Profile?

    @Option(
        name: .short,
        help: ArgumentHelp("Tokens of an n-gram, 1 to 255. (default: the suite's, else 8; skywork 7)", valueName: "n"),
        transform: ValueParsing.n)
    var n: Int?

    @Option(
        help: ArgumentHelp(
            "Take over the benchmarks of an index that is there, without their files; may be repeated.",
            valueName: "index"))
    var from: [String] = []

    @Option(help: ArgumentHelp("Leave a benchmark of --from out; may be repeated.", valueName: "name"))
    var drop: [String] = []

    @Option(
        help: ArgumentHelp(
            "Memory to use, such as 512MiB; the rest goes to temporary files beside the output. (default: 1GiB)",
            valueName: "size"),
        transform: ValueParsing.memory)
    var memory: Int?

    @Flag(help: "Replace the index file if it is there.")
    var force = false

    @OptionGroup var quiet: QuietArguments
    @OptionGroup var display: DisplayArguments

    func validate() throws {
        try checkDropped()
        if suite == nil {
            if benchmarks.isEmpty, from.isEmpty {
                throw ValidationError("nothing to index; give NAME=FILE or --suite")
            }
            let paths = try NamedPaths.group(benchmarks).flatMap(\.paths)
            if paths.count(where: { $0 == "-" }) > 1 {
                throw ValidationError("standard input (-) can be read only once")
            }
        } else {
            if !benchmarks.isEmpty { throw ValidationError("both --suite and NAME=FILE are given; keep one") }
            if !field.isEmpty || idField != nil || subsetField != nil {
                throw ValidationError(
                    "a suite names its fields itself; leave out --field and the like")
            }
        }
    }

    private func checkDropped() throws {
        if !drop.isEmpty, from.isEmpty { throw ValidationError("--drop needs --from, the index to leave it out of") }
    }

    func run() throws {
        let groups = try NamedPaths.group(benchmarks)
        let summary = try Exit.whileWatching(quiet: quiet.quiet) { progress, cancellation throws(AssayError) in
            let (specs, options) = try resolved(groups)
            return try Assay.buildIndex(specs, options: options, progress: progress, cancellation: cancellation)
        }
        if quiet.quiet { return }
        let text = IndexText.text(of: summary, path: output, style: display.style)
        try Exit.onError { () throws(AssayError) in try Console.writeResult(text) }
    }

    /// The same as the library takes it; what the command line says goes before what the suite says.
    private func resolved(
        _ groups: [(name: String, paths: [String])]
    ) throws(AssayError) -> ([BenchmarkSpec], IndexOptions) {
        var options = IndexOptions(outputPath: output)
        options.overwrite = force
        options.previousPaths = from
        options.dropped = drop
        options.memoryByteCount = memory ?? options.memoryByteCount
        var specs: [BenchmarkSpec] = []
        if let suite {
            options.suitePath = suite
            let suite = try Suite.read(path: suite)
            options.profile = suite.profile ?? options.profile
            options.n = suite.n
            specs = suite.benchmarks
        }
        for (name, paths) in groups {
            var spec = BenchmarkSpec(name: name, files: [])
            for path in paths { spec.files += try BenchmarkFiles.find(path) }
            spec.fields = field
            spec.idField = idField
            spec.subsetField = subsetField
            specs.append(spec)
        }
        options.profile = profile?.name ?? options.profile
        options.n = n ?? options.n
        return (specs, options)
    }
}
