import Testing

@testable import ByteIO
