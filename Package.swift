// swift-tools-version: 6.2
import PackageDescription

// The settings every Swift target is built with: warnings are errors, and each use of a pointer is marked `unsafe`.
let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "assay",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "ContaminationAudit", targets: ["ContaminationAudit"]),
        .executable(name: "assay", targets: ["assay"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        .systemLibrary(
            name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
        .systemLibrary(
            name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"]), .brew(["xxhash"])]),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(
            name: "CSnappy", pkgConfig: "snappy", providers: [.apt(["libsnappy-dev"]), .brew(["snappy"])]),
        .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"]), .brew(["lz4"])]),
        .systemLibrary(
            name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"]), .brew(["brotli"])]),
        .systemLibrary(
            name: "CUtf8proc", pkgConfig: "libutf8proc", providers: [.apt(["libutf8proc-dev"]), .brew(["utf8proc"])]),
        .systemLibrary(
            name: "SimdjsonSystem", pkgConfig: "simdjson",
            providers: [.apt(["libsimdjson-dev"]), .brew(["simdjson"])]),
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(
            name: "CSimdjson", dependencies: ["SimdjsonSystem"], linkerSettings: [.linkedLibrary("simdjson")]),

        .target(name: "CTextScan", dependencies: ["CXXHash"]),
        .target(name: "CAllocator"),

        .target(
            name: "ByteIO", dependencies: ["CAllocator", "CBrotli", "CLZ4", "CSnappy", "CXXHash", "CZlib", "CZstd"],
            swiftSettings: swiftSettings),
        .target(name: "ParquetIO", dependencies: ["ByteIO"], swiftSettings: swiftSettings),
        .target(
            name: "NGramIndexing", dependencies: ["ByteIO", "CTextScan", "CUtf8proc"], swiftSettings: swiftSettings),
        .target(
            name: "DatasetIO", dependencies: ["ByteIO", "CSimdjson", "ParquetIO"], swiftSettings: swiftSettings),
        .target(name: "YAMLReading", dependencies: ["ByteIO", "CYAML"], swiftSettings: swiftSettings),
        .target(
            name: "ContaminationAudit", dependencies: ["ByteIO", "NGramIndexing", "DatasetIO", "YAMLReading"],
            // The reports' style and script, as bytes within the library: no bundle, no file beside the program.
            resources: [.embedInCode("Page/Assets/page.css"), .embedInCode("Page/Assets/page.js")],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "assay",
            dependencies: [
                "ContaminationAudit", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/AssayCLI",
            swiftSettings: swiftSettings),

        // A tool for scripts/crosscheck, not a product.
        .executableTarget(
            name: "parquet-values", dependencies: ["ParquetIO", "ByteIO"], path: "Sources/ParquetValues",
            swiftSettings: swiftSettings),

        .target(
            name: "TestSupport", dependencies: ["ByteIO"], path: "Tests/TestSupport", swiftSettings: swiftSettings),
        .testTarget(name: "ByteIOTests", dependencies: ["ByteIO", "TestSupport"], swiftSettings: swiftSettings),
        .testTarget(
            name: "ParquetIOTests", dependencies: ["ParquetIO", "ByteIO", "TestSupport"], exclude: ["Fixtures"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "NGramIndexingTests",
            dependencies: ["NGramIndexing", "ByteIO", "CTextScan", "CUtf8proc", "TestSupport"],
            exclude: ["Fixtures"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DatasetIOTests", dependencies: ["DatasetIO", "ByteIO", "CSimdjson", "TestSupport"],
            exclude: ["Fixtures"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "YAMLReadingTests", dependencies: ["YAMLReading", "ByteIO", "TestSupport"],
            swiftSettings: swiftSettings),
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        .testTarget(
            name: "ContaminationAuditTests",
            dependencies: [
                "ContaminationAudit", "NGramIndexing", "DatasetIO", "ByteIO", "CAllocationCounter", "TestSupport",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "FuzzCaseTests",
            dependencies: [
                "ContaminationAudit", "NGramIndexing", "DatasetIO", "ParquetIO", "ByteIO", "CSimdjson", "CUtf8proc",
                "TestSupport",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "AssayCLITests", dependencies: ["assay", "ContaminationAudit", "ByteIO", "TestSupport"],
            exclude: ["Faults", "Snapshots", "Suites"],
            swiftSettings: swiftSettings),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
