/// Pieces of HTML and SVG, in which text from the data is only ever text.
enum HTML {
    /// The most columns of a name that is shown; what is cut stands in full in `report.json`.
    static let nameColumns = 100

    /// `text` escaped: control, bidi control and invisible characters made visible, markup shown as it is.
    static func text(_ text: String) -> String {
        var safe = ""
        for scalar in SafeText.terminal(text).unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    /// A name from the data, cut to a bounded length and escaped. Apart from the text around it in reading direction.
    static func name(_ name: String) -> String { "<bdi>\(text(shortened(name)))</bdi>" }

    /// The name within SVG or an attribute.
    static func plainName(_ name: String) -> String { text(shortened(name)) }

    /// A sentence that may hold names, cut to a bounded length and escaped.
    static func sentence(_ sentence: String) -> String { text(shortened(sentence, to: 300)) }

    /// Text made safe and cut to a bounded length in columns and in code points: one character may have any number of these.
    static func shortened(_ name: String, to columns: Int = nameColumns) -> String {
        var short = ""
        var count = 0
        for scalar in name.unicodeScalars {
            if count == 2 * columns { return DisplayWidth.shorten(SafeText.terminal(short), to: columns - 1) + "…" }
            short.unicodeScalars.append(scalar)
            count += 1
        }
        return DisplayWidth.shorten(SafeText.terminal(short), to: columns)
    }

    /// A table, at most `limit` of its rows; what is left out is said below it.
    static func table(_ table: TextTable, caption: String, limit: Int = 500, classes: String = "") -> String {
        var text = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(Self.text(caption))\">"
        text += "<table class=\"data \(classes)\"><caption>\(Self.text(caption))</caption>\n<thead><tr>"
        for column in table.columns { text += "<th scope=\"col\"\(side(column))>\(name(column.title))</th>" }
        text += "</tr></thead>\n<tbody>\n"
        for row in table.rows.prefix(limit) {
            text += "<tr>"
            for (place, cell) in row.enumerated() {
                let element = place == 0 ? "th scope=\"row\"" : "td"
                text += "<\(element)\(side(table.columns[place]))>\(name(cell))</\(place == 0 ? "th" : "td")>"
            }
            text += "</tr>\n"
        }
        text += "</tbody></table></div>\n"
        let more = table.rows.count - limit
        if more > 0 {
            text += "<p class=\"left-out\">\(CountText.counted(more, "more row")): in <code>report.json</code>.</p>\n"
        }
        return text
    }

    /// A part of a page that is closed at first.
    static func details(_ summary: String, _ content: String) -> String {
        "<details><summary>\(text(summary))</summary>\n\(content)</details>\n"
    }

    /// A drawing with what it shows in words, and its numbers in a table.
    static func figure(
        _ title: String, note: String, drawing: String, numbers: String, isWide: Bool = false
    ) -> String {
        var text = "<figure\(isWide ? " class=\"wide\"" : "")><figcaption><h3>\(Self.text(title))</h3>"
        if !note.isEmpty { text += "<p>\(note)</p>" }
        text += "</figcaption>\n\(drawing)"
        if !numbers.isEmpty { text += details("The numbers as a table", numbers) }
        return text + "</figure>\n"
    }

    private static func side(_ column: TextTable.Column) -> String {
        column.alignment == .right ? " class=\"number\"" : ""
    }
}
