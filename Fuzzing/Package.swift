// swift-tools-version: 6.2
import Foundation
import PackageDescription

// As in Benchmarks: the library's modules are compiled as part of this package, through the link Library -> ../Sources, here
// with libFuzzer's counters and the address sanitizer. The list of targets follows the one above.
// scripts/fuzz sets ASSAY_FUZZER to the toolchain's libclang_rt.fuzzer_no_main.
let fuzzer = ProcessInfo.processInfo.environment["ASSAY_FUZZER"] ?? ""
let counters: [CSetting] = [.unsafeFlags(["-fsanitize=address,fuzzer-no-link", "-g", "-O1"])]
let cxxCounters: [CXXSetting] = [.unsafeFlags(["-fsanitize=address,fuzzer-no-link", "-g", "-O1"])]
let plainSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
]
let swiftSettings =
    plainSettings + [
        .unsafeFlags([
            "-sanitize=address", "-sanitize-coverage=edge,trace-cmp,inline-8bit-counters,pc-table", "-enable-testing",
        ])
    ]

let package = Package(
    name: "assay-fuzzing",
    platforms: [.macOS(.v26)],
    targets: [
        .systemLibrary(name: "CZstd", path: "Library/CZstd", pkgConfig: "libzstd"),
        .systemLibrary(name: "CXXHash", path: "Library/CXXHash", pkgConfig: "libxxhash"),
        .systemLibrary(name: "CZlib", path: "Library/CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CSnappy", path: "Library/CSnappy", pkgConfig: "snappy"),
        .systemLibrary(name: "CLZ4", path: "Library/CLZ4", pkgConfig: "liblz4"),
        .systemLibrary(name: "CBrotli", path: "Library/CBrotli", pkgConfig: "libbrotlidec"),
        .systemLibrary(name: "CUtf8proc", path: "Library/CUtf8proc", pkgConfig: "libutf8proc"),
        .systemLibrary(name: "SimdjsonSystem", path: "Library/SimdjsonSystem", pkgConfig: "simdjson"),
        .systemLibrary(name: "CYAML", path: "Library/CYAML", pkgConfig: "yaml-0.1"),
        .target(
            name: "CSimdjson", dependencies: ["SimdjsonSystem"], path: "Library/CSimdjson", cSettings: counters,
            cxxSettings: cxxCounters, linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CTextScan", dependencies: ["CXXHash"], path: "Library/CTextScan", cSettings: counters),
        .target(name: "CAllocator", path: "Library/CAllocator"),
        .target(
            name: "ByteIO", dependencies: ["CAllocator", "CBrotli", "CLZ4", "CSnappy", "CXXHash", "CZlib", "CZstd"],
            path: "Library/ByteIO", swiftSettings: swiftSettings),
        .target(name: "ParquetIO", dependencies: ["ByteIO"], path: "Library/ParquetIO", swiftSettings: swiftSettings),
        .target(
            name: "NGramIndexing", dependencies: ["ByteIO", "CTextScan", "CUtf8proc"], path: "Library/NGramIndexing",
            swiftSettings: swiftSettings),
        .target(
            name: "DatasetIO", dependencies: ["ByteIO", "CSimdjson", "ParquetIO"], path: "Library/DatasetIO",
            swiftSettings: swiftSettings),
        .target(
            name: "YAMLReading", dependencies: ["ByteIO", "CYAML"], path: "Library/YAMLReading",
            swiftSettings: swiftSettings),
        .target(
            name: "ContaminationAudit", dependencies: ["ByteIO", "NGramIndexing", "DatasetIO", "YAMLReading"],
            path: "Library/ContaminationAudit",
            resources: [.embedInCode("Page/Assets/page.css"), .embedInCode("Page/Assets/page.js")], swiftSettings: swiftSettings),
        .target(name: "CFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "CFuzzer", "ByteIO", "ParquetIO", "NGramIndexing", "DatasetIO", "ContaminationAudit", "CSimdjson",
                "CUtf8proc",
            ],
            path: "Sources/Fuzz",
            swiftSettings: plainSettings + [.unsafeFlags(["-sanitize=address"])],
            linkerSettings: [.unsafeFlags(["-sanitize=address", fuzzer, "-lstdc++"])]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
