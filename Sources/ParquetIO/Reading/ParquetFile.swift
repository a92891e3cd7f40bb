package import ByteIO

/// An open Parquet file, whose footer was read and checked. Immutable; many readers on many threads may share one.
package final class ParquetFile: Sendable {
    /// The path as messages name it.
    package let path: String
    /// The file's length in bytes.
    package let byteCount: Int
    package let schema: ParquetSchema
    package let rowGroups: [RowGroupMetadata]
    /// The rows of all row groups.
    package let rowCount: Int
    /// The file's key-value metadata, in its order.
    package let keyValues: [KeyValue]
    /// The program that wrote the file, as it says.
    package let createdBy: String?

    let limits: ParquetLimits
    let storage: PositionedFile
    /// What is written again as it is stored.
    let metadata: RawFileMetadata

    /// Opens the file at `path`, which messages call `name`. Cost: reads the footer.
    ///
    /// Throws if it cannot be read by position (a pipe), is no Parquet file, is encrypted, or its footer is damaged.
    package convenience init(
        path: String, name: String? = nil, limits: ParquetLimits = .standard
    ) throws(AssayError) {
        try self.init(PositionedFile(path: path, name: name), limits: limits)
    }

    /// As above, from bytes in memory: for tests of files that are damaged in every way.
    package convenience init(
        bytes: [UInt8], name: String, limits: ParquetLimits = .standard
    ) throws(AssayError) {
        try self.init(PositionedFile(bytes: bytes, name: name), limits: limits)
    }

    private init(_ storage: PositionedFile, limits: ParquetLimits) throws(AssayError) {
        let footer = try ParquetFooter(storage, limits: limits)
        let place = ParquetPlace(path: storage.name)
        path = storage.name
        byteCount = storage.byteCount
        self.storage = storage
        self.limits = limits
        let metadata: FileMetadata
        do throws(ParquetProblem) {
            metadata = try FileMetadata(footer.bytes, from: 0, to: footer.bytes.count)
            schema = try ParquetSchema(metadata.elements, limits: limits)
        } catch {
            throw place.error("the footer: " + error.message, byteOffset: footer.byteOffset)
        }
        var groups = metadata.rowGroups
        var rowCount = 0
        for index in groups.indices {
            groups[index].firstRow = rowCount
            rowCount = try groups[index].check(
                schema, rowsBefore: rowCount, dataEnd: footer.byteOffset, limits,
                ParquetPlace(path: storage.name, rowGroup: index))
        }
        if metadata.rowCount != Int64(rowCount) {
            throw place.error(
                "the footer has \(metadata.rowCount) rows, its row groups \(rowCount)", byteOffset: footer.byteOffset)
        }
        try Self.refuseTooMany(rowCount, groups, schema, limits, fileByteCount: storage.byteCount, place)
        // Without columns nothing else bounds the rows.
        if schema.columns.isEmpty && rowCount > limits.pageEntryCount {
            throw place.error("the footer has \(rowCount) rows without columns", byteOffset: footer.byteOffset)
        }
        rowGroups = groups
        self.rowCount = rowCount
        keyValues = metadata.keyValues
        createdBy = metadata.createdBy.map { String(decoding: $0, as: UTF8.self) }
        self.metadata = RawFileMetadata(metadata)
    }

    /// Refuses rows, and values of a column, that no file of this size holds.
    private static func refuseTooMany(
        _ rowCount: Int, _ groups: [RowGroupMetadata], _ schema: ParquetSchema, _ limits: ParquetLimits,
        fileByteCount: Int, _ place: ParquetPlace
    ) throws(AssayError) {
        let most = fileByteCount.multipliedReportingOverflow(by: limits.entriesPerByte)
        if most.overflow { return }
        if rowCount > most.partialValue {
            throw place.error(
                "the footer has \(rowCount) rows, more than \(limits.entriesPerByte) for each of the file's "
                    + "\(fileByteCount) bytes")
        }
        for column in schema.columns.indices {
            var place = place
            place.column = schema.path(ofColumn: column)
            var entryCount = 0
            for group in groups {
                entryCount = entryCount.addingReportingOverflow(max(0, group.chunks[column].entryCount)).partialValue
                guard entryCount >= 0, entryCount <= most.partialValue else {
                    throw place.error(
                        "the footer has more than \(most.partialValue) values, \(limits.entriesPerByte) for each of the "
                            + "file's \(fileByteCount) bytes")
                }
            }
        }
    }

    /// Whether a file that begins with `bytes` is Parquet, encrypted or not.
    package static func hasMagic(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: ParquetFooter.magic) || bytes.starts(with: ParquetFooter.encryptedMagic)
    }
}

/// The parts of a footer that a written file has as they were read.
struct RawFileMetadata: Sendable {
    let version: Int32
    let schema: [UInt8]
    let keyValues: [UInt8]?
    let columnOrders: [UInt8]?

    init(_ metadata: FileMetadata) {
        version = metadata.version
        schema = metadata.rawSchema
        keyValues = metadata.rawKeyValues
        columnOrders = metadata.rawColumnOrders
    }
}

extension RowGroupMetadata {
    /// Checks the group against the schema and the file; returns the rows up to its end.
    fileprivate mutating func check(
        _ schema: ParquetSchema, rowsBefore: Int, dataEnd: Int, _ limits: ParquetLimits, _ place: ParquetPlace
    ) throws(AssayError) -> Int {
        if rowCount > limits.rowGroupRowCount {
            throw place.error(
                "it has \(rowCount) rows, and \(limits.rowGroupRowCount) are allowed", byteOffset: dataEnd,
                advice: ParquetLimits.memoryAdvice + ", or write the file again with smaller row groups")
        }
        guard chunks.count == schema.columns.count else {
            throw place.error("it has \(chunks.count) columns, the schema \(schema.columns.count)", byteOffset: dataEnd)
        }
        for column in chunks.indices {
            do throws(ParquetProblem) {
                try chunks[column].check(schema.node(ofColumn: column), rowCount: rowCount, dataEnd: dataEnd)
            } catch {
                var place = place
                place.column = schema.path(ofColumn: column)
                throw place.error(error.message, byteOffset: dataEnd)
            }
        }
        let (rows, overflow) = rowsBefore.addingReportingOverflow(rowCount)
        if overflow { throw place.error("the counts of rows are too large", byteOffset: dataEnd) }
        return rows
    }
}
