import ByteIO
import Testing

@testable import YAMLReading

@Suite("YAML documents")
struct YAMLDocumentTests {
    @Test("Scalars, sequences and mappings come with their lines and columns")
    func nodes() throws {
        let root = try #require(try read("# a suite\nn: 8\nlist:\n  - one\n  - {two: 'três'}\n"))
        #expect(show(root) == "{n: 8, list: [one, {two: \"três\"}]}")
        #expect(root.line == 2)
        let list = try #require(root.entries?.last?.value)
        #expect([list.line, list.column] == [4, 3])
        #expect(list.elements?.map(\.line) == [4, 5])
        let inner = try #require(list.elements?.last?.entries?.first)
        #expect([inner.key.column, inner.value.column] == [6, 11])
    }

    @Test(
        "Only what is written without quotes is empty or a number",
        arguments: [
            ("", true, nil), ("~", true, nil), ("null", true, nil), ("NULL", true, nil), ("nULL", false, nil),
            ("''", false, nil), ("'null'", false, nil), ("|\n  ~", false, nil),
            ("8", false, 8), ("+8", false, 8), ("-3", false, -3), ("0", false, 0), ("'8'", false, nil),
            ("\"8\"", false, nil), ("010", false, nil), ("0x10", false, nil), ("8.0", false, nil), ("1e2", false, nil),
            ("99999999999999999999", false, nil), ("eight", false, nil),
        ] as [(String, Bool, Int?)])
    func plain(text: String, isNull: Bool, integer: Int?) throws {
        let value = try #require(try read("key: " + text + "\n")?.entries?.first?.value)
        #expect(value.isNull == isNull)
        #expect(value.integer == integer)
        #expect(value.text != nil)
        #expect(value.elements == nil)
        #expect(value.entries == nil)
    }

    @Test("An alias stands for the node its anchor names, the latest of that name")
    func aliases() throws {
        let text = "- &a [x, y]\n- *a\n- &b {k: *a}\n- *b\n- &a z\n- *a\n"
        let root = try #require(try read(text))
        #expect(show(root) == "[[x, y], [x, y], {k: [x, y]}, {k: [x, y]}, z, z]")
        #expect(root.elements?.map(\.line) == [1, 1, 3, 3, 5, 5])
    }

    @Test("Where there is no document there is no root", arguments: ["", "\n\n", "# only a comment\n", "\u{FEFF}"])
    func none(text: String) throws {
        #expect(try read(text) == nil)
    }

    @Test("A byte order mark, Windows line ends and a document's own marks are no content")
    func marks() throws {
        let root = try #require(try read("\u{FEFF}---\r\na: 1\r\nb: [x]\r\n...\r\n"))
        #expect(show(root) == "{a: 1, b: [x]}")
        #expect(root.entries?.last?.key.line == 3)
    }

    @Test(
        "What is not one YAML document is an error with its line",
        arguments: [
            ("a: [1\nb: 2", 2, "is not YAML: did not find expected ',' or ']'"),
            ("a: 1\n\tb: 2", 2, "is not YAML: found a tab character that violates indentation"),
            ("a: \"x\ny", 2, "is not YAML: found unexpected end of stream"),
            ("a: 1\nb: x\u{01}y", 2, "is not YAML: control characters are not allowed"),
            ("- *gone", 1, "is not YAML: found undefined alias"),
            ("- a\n- &a [*a]", 2, "is not YAML: found undefined alias"),
            ("a: 1\n---\nb: 2", 2, "is not YAML: but found another document"),
            ("a: 1\nb: 2\na: 3\n'b': 4", 1, "a key is given twice: a, b; keep one"),
            ("x:\n  b: 2\n  \"b\": 3", 2, "a key is given twice: b; keep one"),
        ])
    func wrong(text: String, line: Int, message: String) throws {
        let error = #expect(throws: AssayError.self) { _ = try read(text) }
        #expect(error?.message == message)
        #expect(error?.line == line)
        #expect(error?.path == "suite.yaml")
    }

    @Test("A text that is cut in a character is an error, not a trap")
    func cutCharacter() throws {
        let error = #expect(throws: AssayError.self) {
            _ = try YAMLDocument.read(Array("a: 1\nb: é".utf8).dropLast(), path: "suite.yaml")
        }
        #expect(error?.line == 2)
        #expect(error?.message == "is not YAML: incomplete UTF-8 octet sequence")
    }

    private func read(_ text: String) throws(AssayError) -> YAMLNode? {
        try YAMLDocument.read(Array(text.utf8), path: "suite.yaml")
    }
}

/// A node in one line: quotes around what was not written plain.
func show(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, let isPlain): isPlain ? text : "\"\(text)\""
    case .sequence(let elements): "[\(elements.map(show).joined(separator: ", "))]"
    case .mapping(let entries):
        "{\(entries.map { "\(show($0.key)): \(show($0.value))" }.joined(separator: ", "))}"
    }
}
