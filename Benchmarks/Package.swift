// swift-tools-version: 6.2
import PackageDescription

// The library's modules are compiled as part of this package, through the link Library -> ../Sources: what they offer each
// other has `package` access, which a dependency on the package above would not see.
// The list of targets follows the one above: a module that is added there is added here.
let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
]

let package = Package(
    name: "assay-benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        // Without its trait for jemalloc: the system's allocator is what assay uses.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: [])
    ],
    targets: [
        .systemLibrary(name: "CZstd", path: "Library/CZstd", pkgConfig: "libzstd"),
        .systemLibrary(name: "CXXHash", path: "Library/CXXHash", pkgConfig: "libxxhash"),
        .systemLibrary(name: "CZlib", path: "Library/CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CSnappy", path: "Library/CSnappy", pkgConfig: "snappy"),
        .systemLibrary(name: "CLZ4", path: "Library/CLZ4", pkgConfig: "liblz4"),
        .systemLibrary(name: "CBrotli", path: "Library/CBrotli", pkgConfig: "libbrotlidec"),
        .systemLibrary(name: "CUtf8proc", path: "Library/CUtf8proc", pkgConfig: "libutf8proc"),
        .systemLibrary(name: "SimdjsonSystem", path: "Library/SimdjsonSystem", pkgConfig: "simdjson"),
        .target(
            name: "CSimdjson", dependencies: ["SimdjsonSystem"], path: "Library/CSimdjson",
            linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CTextScan", dependencies: ["CXXHash"], path: "Library/CTextScan"),
        .target(name: "CAllocator", path: "Library/CAllocator"),
        .target(
            name: "ByteIO", dependencies: ["CAllocator", "CBrotli", "CLZ4", "CSnappy", "CXXHash", "CZlib", "CZstd"],
            path: "Library/ByteIO", swiftSettings: swiftSettings),
        .target(
            name: "ParquetIO", dependencies: ["ByteIO"], path: "Library/ParquetIO", swiftSettings: swiftSettings),
        .target(
            name: "NGramIndexing", dependencies: ["ByteIO", "CTextScan", "CUtf8proc"], path: "Library/NGramIndexing",
            swiftSettings: swiftSettings),
        .target(
            name: "DatasetIO", dependencies: ["ByteIO", "CSimdjson", "ParquetIO"], path: "Library/DatasetIO",
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "AssayBenchmarks",
            dependencies: [
                "ByteIO", "NGramIndexing", "DatasetIO", .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/AssayBenchmarks",
            swiftSettings: swiftSettings,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
