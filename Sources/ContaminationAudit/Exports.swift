// What a user of this library holds in hand beside its own types: `AssayError` and `BenchmarkSpec`.
@_exported public import ByteIO
@_exported public import DatasetIO
