/// An HTML file that needs nothing but itself: style, script and data are within it, and it may load nothing.
///
/// Its policy lets one style and one script run, by their hashes: text of the data could not run even if it became markup.
struct PageDocument {
    /// The most bytes of a page, whatever the dataset; a little less than what is promised.
    static let largestByteCount = 4_900_000
    /// The most bytes of evidence: more would take longer to open.
    private static let largestEvidenceByteCount = 3_600_000

    /// What is left for evidence in a page whose other parts have so many bytes.
    static func evidenceByteCount(besides otherByteCount: Int) -> Int {
        let assets = PageAssets.style.count + PageAssets.script.count + 4_000
        return max(0, min(largestEvidenceByteCount, largestByteCount - assets - otherByteCount))
    }

    var title: String
    /// HTML.
    var body: String
    var evidence: EvidenceData

    func bytes() -> [UInt8] {
        var head = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        head += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        head += "style-src 'sha256-\(PageAssets.styleHash)'; script-src 'sha256-\(PageAssets.scriptHash)'; "
        head += "base-uri 'none'; form-action 'none'\">\n"
        head += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        head +=
            "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
        head += "<title>\(HTML.plainName(title))</title>\n<style>"
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            head.utf8.count + body.utf8.count + evidence.bytes.count + PageAssets.style.count + PageAssets.script.count
                + 200)
        bytes += head.utf8
        bytes += PageAssets.style
        bytes += "</style>\n</head>\n<body>\n".utf8
        bytes += body.utf8
        bytes += "<script type=\"application/json\" id=\"evidence-data\">".utf8
        bytes += evidence.bytes
        bytes += "</script>\n<script>".utf8
        bytes += PageAssets.script
        bytes += "</script>\n</body>\n</html>\n".utf8
        return bytes
    }
}

/// The pages' style and script, which the build puts into the library.
enum PageAssets {
    static var style: [UInt8] { PackageResources.page_css }
    static var script: [UInt8] { PackageResources.page_js }

    /// The SHA-256 of both in Base64, as a policy names them. A test holds them against the files and prints the new ones.
    static let styleHash = "Va6evlapb4d9qlBebH8RwWp90pRtNtezJroYIaFva9I="
    static let scriptHash = "dG5lYNG1ytxqwY2Bx8B2afV8GMHf6hr0+qvqXjCR9vs="
}
