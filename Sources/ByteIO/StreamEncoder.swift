/// Turns content into stored bytes, a piece at a time. One file per codec.
protocol StreamEncoder: AnyObject {
    /// Encodes `piece` and writes what is ready to `sink`; with `isLast`, writes all that remains and ends the stream.
    func encode(_ piece: UnsafeRawBufferPointer, isLast: Bool, to sink: StoredByteSink) throws(AssayError)
}

/// Stores content as it is.
final class PlainEncoder: StreamEncoder {
    func encode(_ piece: UnsafeRawBufferPointer, isLast: Bool, to sink: StoredByteSink) throws(AssayError) {
        try unsafe sink.write(piece)
    }
}
