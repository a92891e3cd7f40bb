import ByteIO

/// Puts sections behind a header and a table of their places and checksums. See docs/index-format.md.
enum IndexFileWriter {
    static func write(
        _ sections: [SectionContent], settings: IndexSettings, to path: String, isStopped: () -> Bool
    ) throws(AssayError) {
        var table: [UInt8] = []
        var offset = aligned(IndexFormat.headerByteCount + sections.count * IndexFormat.sectionEntryByteCount)
        for (section, bytes) in sections {
            table += section.name.utf8
            table.appendLittleEndian(UInt32(0))
            table.appendLittleEndian(UInt64(offset))
            table.appendLittleEndian(UInt64(bytes.count))
            table.appendLittleEndian(bytes.checksum)
            offset = aligned(offset + bytes.count)
        }
        let fileByteCount = offset

        var header = IndexFormat.magic
        header.appendLittleEndian(IndexFormat.version)
        header.appendLittleEndian(UInt32(truncatingIfNeeded: sections.count))
        header.appendLittleEndian(UInt64(fileByteCount))
        header.append(settings.profile.identifier)
        header.append(UInt8(truncatingIfNeeded: settings.n))
        header.append(UInt8(truncatingIfNeeded: settings.hashBitCount))
        header += [0, 0, 0, 0, 0]
        // The settings and every section's checksum: equal fingerprints mean equal content.
        let fingerprint = XXH3.hash128((Array(header[IndexFormat.HeaderOffset.profile...]) + table).span)
        header.appendLittleEndian(fingerprint.high)
        header.appendLittleEndian(fingerprint.low)
        header.appendLittleEndian(XXH3.hash64((header + table).span))
        header.appendLittleEndian(UInt64(0))

        let file = try OutputFile(path: path)
        do {
            try file.write(header)
            try file.write(table)
            var written = header.count + table.count
            for (_, bytes) in sections {
                try file.write([UInt8](repeating: 0, count: aligned(written) - written))
                try bytes.forEachPiece { piece throws(AssayError) in
                    if isStopped() { throw IndexBuilder.stopped }
                    try file.write(piece)
                }
                written = aligned(written) + bytes.count
            }
            try file.write([UInt8](repeating: 0, count: fileByteCount - written))
            _ = try file.finish()
        } catch {
            file.discard()
            throw error
        }
    }

    private static func aligned(_ offset: Int) -> Int {
        (offset + IndexFormat.alignment - 1) / IndexFormat.alignment * IndexFormat.alignment
    }
}
