/// Reads CSV the plain way, character by character (RFC 4180).
enum NaiveCSV {
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var (row, cell, isQuoted): ([String], String, Bool) = ([], "", false)
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            if isQuoted {
                if scalar != "\"" {
                    cell.unicodeScalars.append(scalar)
                } else if scalars.first == "\"" {
                    cell.unicodeScalars.append(scalars.removeFirst())
                } else {
                    isQuoted = false
                }
                continue
            }
            switch scalar {
            case "\"": isQuoted = true
            case ",", "\n":
                row.append(cell)
                cell = ""
                if scalar == "\n" {
                    rows.append(row)
                    row = []
                }
            default: cell.unicodeScalars.append(scalar)
            }
        }
        return rows
    }
}
