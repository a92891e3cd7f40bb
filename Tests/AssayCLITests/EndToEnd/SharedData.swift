import Foundation
import Testing

/// Real data, which is not part of the project.
enum SharedData {
    /// The folder that ASSAY_SHARED_DATA names, or ../shared/data beside the package; `nil` where there is none.
    static let folder: String? = {
        let named = ProcessInfo.processInfo.environment["ASSAY_SHARED_DATA"]
        let folder = named ?? URL(fileURLWithPath: Corpora.root).deletingLastPathComponent().path + "/shared/data"
        return FileManager.default.fileExists(atPath: folder + "/expected/COMMANDS.tsv") ? folder : nil
    }()

    static let whyAbsent: Comment =
        "there is no real data; set ASSAY_SHARED_DATA to the folder that holds it (expected/COMMANDS.tsv and the rest)"
}
