/// The bytes of one token, normalised, as the naive tokeniser gives them.
struct TokenBytes: Hashable {
    var bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
}
