/// The part of a page in which matches are read: the script fills it from the evidence's data.
enum EvidenceSection {
    /// - Parameters:
    ///   - note: HTML that says which matches are shown.
    ///   - divisionLabel: what the matches are divided by, or `nil`.
    ///   - hasDecisions: whether a reviewer has decided on some.
    static func html(note: String, divisionLabel: String?, hasDecisions: Bool) -> String {
        var text =
            "<section id=\"evidence\" aria-labelledby=\"evidence-title\">\n<h2 id=\"evidence-title\">Evidence</h2>\n"
        text += "<p class=\"lede\">\(note)</p>\n"
        text +=
            "<noscript><p>The list of matches is drawn by the script in this file, which this browser does not run. "
        text += "All matches are in <code>matches.jsonl.zst</code>.</p></noscript>\n"
        text += "<form id=\"filters\" role=\"search\" aria-label=\"Which matches are listed\" hidden>\n"
        text += field(
            "search", "Search texts, ids and files", "<input type=\"search\" id=\"search\" autocomplete=\"off\">",
            "wide")
        if let divisionLabel { text += menu("division", divisionLabel) }
        text += menu("benchmark", "Benchmark") + menu("subset", "Subset") + menu("source", "Source")
        if hasDecisions { text += menu("decision", "Decision") }
        text += field(
            "least", "Longest run at least",
            "<input type=\"number\" id=\"least\" min=\"1\" step=\"1\" inputmode=\"numeric\">")
        text += field(
            "order", "Order",
            "<select id=\"order\"><option value=\"longest\">Longest run first</option>"
                + "<option value=\"coverage\">Largest coverage first</option>"
                + "<option value=\"shortest\">Shortest run first</option>"
                + "<option value=\"records\">Prompts in the most records first</option>"
                + "<option value=\"place\">By file and row</option></select>")
        text += "<button type=\"reset\">Clear</button>\n</form>\n"
        text += "<p id=\"status\" role=\"status\"></p>\n<ol id=\"matches\"></ol>\n"
        text += "<nav id=\"pager\" aria-label=\"Pages of matches\" hidden>"
        text += "<button type=\"button\" id=\"previous\">Previous</button><span id=\"page\"></span>"
        text += "<button type=\"button\" id=\"next\">Next</button>"
        text +=
            "<label for=\"size\">A page has <select id=\"size\"><option>10</option><option>25</option><option>100</option>"
        text += "</select> matches</label></nav>\n</section>\n"
        return text
    }

    private static func menu(_ id: String, _ label: String) -> String {
        field(id, label, "<select id=\"\(id)\"><option value=\"\">All</option></select>")
    }

    private static func field(_ id: String, _ label: String, _ control: String, _ classes: String = "") -> String {
        "<p class=\"field \(classes)\"><label for=\"\(id)\">\(HTML.text(label))</label>\(control)</p>\n"
    }
}
