internal import CSimdjson

/// Why a record cannot be audited.
package enum RecordProblem: Error, Sendable, Equatable {
    /// The JSON's grammar is broken at a byte of the record.
    case notJSON(JSONFault, byteOffset: Int)
    /// JSON, but not an object.
    case notAnObject
    /// The bytes from `byteOffset` in the record are no UTF-8.
    case invalidUTF8(byteOffset: Int)
    /// A value of a table's column is no UTF-8 from `byteOffset` in it on.
    case invalidUTF8In(field: String, byteOffset: Int)
    /// The columns of one list, or of one structure, do not hold the same elements.
    case brokenColumns(field: String)
    /// A field in scope holds something else than text.
    case wrongType(field: String, found: JSONKind)
    /// Containers within containers beyond what is read.
    case tooDeep(byteOffset: Int)
    /// A CSV row with more or fewer fields than the header.
    case wrongWidth(expected: Int, got: Int)
    /// A CSV field with text after its closing quote.
    case strayQuote(byteOffset: Int)

    /// What is wrong, and what to do.
    package var message: String {
        switch self {
        case .notJSON(let fault, _):
            "not JSON: \(fault.rawValue); correct or remove the record"
        case .notAnObject:
            "a record has to be a JSON object with named fields; correct or remove the record"
        case .invalidUTF8:
            "not UTF-8; convert the file to UTF-8 or remove the record"
        case .invalidUTF8In(let field, let byteOffset):
            "'\(field)' is not UTF-8 at its byte \(byteOffset); convert the column to UTF-8 or remove the record"
        case .brokenColumns(let field):
            "the column of '\(field)' has other elements than the columns beside it; the file is damaged, get it again"
        case .wrongType(let field, let found):
            "'\(field)' has to hold text, but holds \(found.rawValue); correct the record, or name the fields to read "
                + "with --unit"
        case .tooDeep:
            "nested more than 1000 levels deep; flatten or remove the record"
        case .wrongWidth(let expected, let got):
            "expected \(expected) fields as in the header, got \(got); quote fields that hold commas or line feeds"
        case .strayQuote:
            "text after a field's closing quote; write a quote within a quoted field as two quotes"
        }
    }

    /// Where in the record, in bytes from its start, where that is known.
    package var byteOffset: Int? {
        switch self {
        case .notJSON(_, let offset), .invalidUTF8(let offset), .tooDeep(let offset), .strayQuote(let offset): offset
        case .notAnObject, .wrongType, .wrongWidth, .invalidUTF8In, .brokenColumns: nil
        }
    }
}

/// What is wrong with a text that should be JSON; the raw value says it.
package enum JSONFault: String, Sendable {
    case expectedValue = "expected a value"
    case expectedKey = "expected a key in quotes"
    case expectedColon = "expected a colon after the key"
    case expectedComma = "expected a comma or the closing bracket"
    case badLiteral = "neither a string nor a number nor true, false, null"
    case badNumber = "malformed number"
    case badEscape = "malformed escape in a string"
    case controlCharacter = "control character in a string"
    case unclosedString = "string without its closing quote"
    case truncated = "ends too early"
    case trailing = "more text after the end of the object"
    case noMemory = "too large for this machine's memory"
}

/// The kinds of JSON values; the raw value names one in a message.
package enum JSONKind: String, Sendable {
    case object = "an object"
    case array = "a list"
    case string = "a string"
    case number = "a number"
    case boolean = "a boolean"
    case null = "null"
    /// Of a table's column: bytes that are not said to be text; dates, decimals and the like.
    case binary = "binary data"
    case other = "neither text nor a number"
}

extension RecordProblem {
    /// What a walk found wrong with `record`; `nil` if nothing.
    init?(_ record: AssayJSONRecord) {
        let offset = Int(record.faultAt) - Int(record.start)
        let fault: JSONFault
        switch Int(record.fault) {
        case ASSAY_OK: return nil
        case ASSAY_INVALID_UTF8:
            self = .invalidUTF8(byteOffset: offset)
            return
        case ASSAY_TOO_DEEP:
            self = .tooDeep(byteOffset: offset)
            return
        case ASSAY_NOT_AN_OBJECT:
            self = .notAnObject
            return
        case ASSAY_EXPECTED_VALUE: fault = .expectedValue
        case ASSAY_EXPECTED_KEY: fault = .expectedKey
        case ASSAY_EXPECTED_COLON: fault = .expectedColon
        case ASSAY_EXPECTED_COMMA: fault = .expectedComma
        case ASSAY_BAD_LITERAL: fault = .badLiteral
        case ASSAY_BAD_NUMBER: fault = .badNumber
        case ASSAY_BAD_ESCAPE: fault = .badEscape
        case ASSAY_CONTROL_CHARACTER: fault = .controlCharacter
        case ASSAY_UNCLOSED_STRING: fault = .unclosedString
        case ASSAY_TRUNCATED: fault = .truncated
        case ASSAY_TRAILING: fault = .trailing
        default: fault = .noMemory
        }
        self = .notJSON(fault, byteOffset: offset)
    }
}

extension JSONKind {
    init(_ value: AssayJSONValue) {
        switch Int(value.kind) {
        case ASSAY_OBJECT: self = .object
        case ASSAY_ARRAY: self = .array
        case ASSAY_STRING: self = .string
        case ASSAY_NUMBER: self = .number
        case ASSAY_TRUE, ASSAY_FALSE: self = .boolean
        case ASSAY_BINARY: self = .binary
        case ASSAY_OTHER: self = .other
        default: self = .null
        }
    }
}
