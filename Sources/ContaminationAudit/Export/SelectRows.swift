import ByteIO

/// The rows to leave out of each file, for `select` of the library `datasets`: schema `assay.select/1`.
///
/// Of a cleaning: the records in its `removed/`. Of an audit: those that a cleaning of `onlySources` would remove, honouring
/// the decisions. Memory is bounded by the rows of one file.
struct SelectRows {
    let folder: String
    let report: AuditReport
    let manifest: Manifest?
    let decisions: Decisions
    let onlySources: [String]

    func write(to output: (borrowing [UInt8]) throws(AssayError) -> Void) throws(AssayError) {
        var list = FileList(inputs: report.inputs[...])
        try forEachRemoved { name, row throws(AssayError) in
            if list.begins(name) {
                try list.finish(before: name, to: output)
                guard list.begin(name) else {
                    throw AssayError(
                        "names the file \(SafeText.terminal(name)), which is not among the inputs of report.json or not "
                            + "in their order; audit again", path: FileSystem.path(of: "matches.jsonl.zst", in: folder))
                }
            }
            list.rows.append(row)
        }
        try list.finish(before: nil, to: output)
        try output(list.end())
    }

    /// The list of files as it is written: those of the inputs that are left, and the rows of the one at hand.
    private struct FileList {
        var inputs: ArraySlice<AuditReport.Input>
        var rows: [Int] = []
        private var isInFile = false
        private var line = JSONLine()

        init(inputs: ArraySlice<AuditReport.Input>) {
            self.inputs = inputs
            line.beginObject()
            line.key("schema")
            line.value("assay.select/1")
            line.key("files")
            line.beginArray()
        }

        /// Whether a row of the file `name` is not one of the file at hand.
        func begins(_ name: String) -> Bool { !isInFile || !Self.isSame(inputs.first?.path, name) }

        /// Takes the first input that is left as the file at hand; false if it is another one.
        mutating func begin(_ name: String) -> Bool {
            isInFile = Self.isSame(inputs.first?.path, name)
            return isInFile
        }

        /// Writes the inputs before the one called `next`, all if it is `nil`, with the rows of the file at hand.
        mutating func finish(
            before next: String?, to output: (borrowing [UInt8]) throws(AssayError) -> Void
        ) throws(AssayError) {
            while let input = inputs.first, !Self.isSame(input.path, next) {
                inputs.removeFirst()
                line.beginObject()
                line.key("path")
                line.value(input.path)
                line.key("records")
                line.value(input.records)
                line.key("removed")
                line.beginArray()
                for row in rows { line.value(row) }
                line.endArray()
                line.endObject()
                try output(line.takeBytes())
                rows = []
            }
            isInFile = false
        }

        mutating func end() -> [UInt8] {
            line.endArray()
            line.endObject()
            line.endLine()
            return line.takeBytes()
        }

        /// Names as the file system has them: by their bytes.
        private static func isSame(_ left: String?, _ right: String?) -> Bool {
            guard let left, let right else { return false }
            return left.isSame(as: right)
        }
    }

    private func forEachRemoved(_ body: (String, Int) throws(AssayError) -> Void) throws(AssayError) {
        guard let manifest else {
            let sources = Set(onlySources.map { Array($0.utf8) })
            try RecordMatches.forEach(FileSystem.path(of: "matches.jsonl.zst", in: folder)) {
                record throws(AssayError) in
                if record.isRemoved(decisions, onlySources: sources) { try body(record.file, record.row) }
            }
            return
        }
        let removed = manifest.outputs.map(\.path).filter { FileSystem.name(of: $0, below: "removed") != nil }
        let files = Dictionary(removed.map { (Array($0.utf8), $0) }) { first, _ in first }
        for input in report.inputs {
            guard let path = files[Array(CleanOutput.removedPath(ofShard: input.path).utf8)] else { continue }
            var fields = try KnownFields(path: FileSystem.path(of: path, in: folder), names: ["row"])
            while try fields.next() {
                guard let row = fields.member(0).flatMap({ fields.count(of: $0) }) else {
                    throw AssayError(
                        "is not a removed record as `assay clean` writes them; clean again", path: path,
                        line: fields.line)
                }
                try body(input.path, row)
            }
        }
    }
}
