import ByteIO
import Testing

@testable import DatasetIO

/// Which strings of a record are text units, as `units()` in the reference has it.
@Suite struct ShapeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var json: String
        /// `path role text`, of scope all.
        var units: [String]
        var testDescription: String { json }
        init(_ json: String, _ units: String...) { (self.json, self.units) = (json, units) }
    }

    static let cases: [Case] = [
        Case(#"{"prompt": "a"}"#, "prompt prompt a"),
        Case(#"{"prompt": "", "response": ""}"#),
        Case(#"{"prompt": null, "answer": null}"#),
        Case(
            #"{"problem": "p", "input": "i", "question": "q", "instruction": "s", "prompt": "r"}"#,
            "prompt prompt r", "instruction prompt s", "question prompt q", "input prompt i", "problem prompt p"),
        Case(
            #"{"solution": "e", "answer": "d", "completion": "c", "output": "b", "response": "a"}"#,
            "response response a", "output response b", "completion response c", "answer response d",
            "solution response e"),
        Case(#"{"turns": ["a", "", "b"]}"#, "turns[0] prompt a", "turns[1] prompt ", "turns[2] prompt b"),
        Case(#"{"turns": [], "text": "t"}"#, "text prompt t"),
        Case(#"{"text": "t"}"#, "text prompt t"),
        Case(#"{"text": ""}"#, "text prompt "),
        Case(#"{"text": "t", "answer": "a"}"#, "answer response a"),
        Case(#"{"text": "t", "messages": [{"role": "tool", "content": 5}]}"#),
        Case(
            #"{"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "u"},"#
                + #"{"role": "assistant", "content": "a"}, {"content": "n"}, {"role": "", "content": "m"},"#
                + #"{"role": "tool", "content": "t"}, {"role": null, "content": "z"}, {"role": 3, "content": "y"}, "x"]}"#,
            "messages[0].content system s", "messages[1].content prompt u", "messages[2].content response a",
            "messages[3].content unnamed n", "messages[4].content unnamed m", "messages[8] prompt x"),
        Case(
            #"{"conversations": [{"from": "human", "value": "h"}, {"from": "gpt", "value": "g"},"#
                + #"{"from": "bot", "value": "b"}, {"from": "human", "content": null, "value": "no"}, {"from": "user"}]}"#,
            "conversations[0].value prompt h", "conversations[1].value response g", "conversations[2].value response b",
            "conversations[3].content prompt "),
        Case(#"{"messages": {"role": "user", "content": "one"}}"#, "messages.content prompt one"),
        Case(#"{"messages": "plain"}"#, "messages prompt plain"),
        Case(#"{"chosen": "a", "rejected": "b"}"#, "chosen prompt a", "rejected prompt b"),
        Case(
            #"{"prompt": "p", "chosen": "a", "rejected": "b"}"#, "chosen response a", "rejected response b",
            "prompt prompt p"),
        Case(#"{"prompt": null, "chosen": "a"}"#, "chosen response a"),
        Case(
            #"{"chosen": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}],"#
                + #" "rejected": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "b"}]}"#,
            "chosen[0].content prompt q", "chosen[1].content response a", "rejected[1].content response b"),
        Case(
            #"{"chosen": "drop\n\nHuman: one\n\nAssistant:two\n\nHuman:  x\n\nHumans"}"#, "chosen prompt one +13",
            "chosen response two +28", "chosen prompt  x\n\nHumans +40"),
        Case(
            #"{"prompt": "p", "chosen": "\n\nHuman: q\n\nAssistant: "}"#, "chosen prompt q +9", "chosen response  +23",
            "prompt prompt p"),
        Case(#"{"chosen": "\n\n\nHuman: q"}"#, "chosen prompt q +10"),
        Case(#"{"prompt": "\n\nHuman: q"}"#, "prompt prompt \n\nHuman: q"),
        Case(
            #"{"prompt": [{"role": "user", "content": "u"}, "s"]}"#, "prompt[0].content prompt u", "prompt[1] prompt s"),
        Case(#"{"prompt": "a", "answer": "a", "question": "a"}"#, "prompt prompt a"),
        Case(#"{"prompt": "old", "prompt": "new"}"#, "prompt prompt new"),
        Case(
            #"{"messages": [{"role": "user", "content": "x", "content": "y", "role": "system"}]}"#,
            "messages[0].content system y"),
        Case(#"{"\u0070rompt": "a"}"#, "prompt prompt a"),
        Case(#"{"other": {"prompt": "no"}, "list": ["no", 1, [2]], "n": 1.5e3, "prompt": "a"}"#, "prompt prompt a"),
        Case(#"{}"#),
    ]

    @Test(arguments: cases) func unitsOfScopeAll(_ example: Case) throws {
        let record = try parseRecord(example.json, RecordSelection(scope: .all))
        let units = record.units.map { unit in
            "\(unit.path) \(unit.role.name) \(unit.text)" + (unit.offset > 0 ? " +\(unit.offset)" : "")
        }
        #expect(units == example.units)
        let hasText = record.units.contains { !$0.text.isEmpty }
        #expect(record.status == (hasText ? .audited : .withoutText))
    }

    @Test(arguments: cases) func scopesSelectByRole(_ example: Case) throws {
        let all = try parseRecord(example.json, RecordSelection(scope: .all)).units
        for (scope, role) in [(Scope.prompt, UnitRole.prompt), (.response, .response)] {
            let units = try parseRecord(example.json, RecordSelection(scope: scope)).units
            // A text that is a prompt and an answer counts once, in each scope.
            let others = units.filter { unit in !all.contains(unit) }
            #expect(units.filter(all.contains) == all.filter { $0.role == role })
            #expect(others.allSatisfy { other in all.contains { $0.text == other.text } })
        }
    }

    @Test(arguments: [
        (#"{"prompt": 5}"#, Scope.prompt, "prompt", JSONKind.number),
        (#"{"prompt": {"a": 1}}"#, .prompt, "prompt", .object),
        (#"{"text": true}"#, .prompt, "text", .boolean),
        (#"{"answer": 5}"#, .response, "answer", .number),
        (#"{"answer": ["a"]}"#, .all, "answer", .array),
        (#"{"messages": false}"#, .prompt, "messages", .boolean),
        (#"{"messages": [7]}"#, .prompt, "messages[0]", .number),
        (#"{"messages": [{"role": "user", "content": ["a"]}]}"#, .prompt, "messages[0].content", .array),
        (#"{"messages": [{"role": ["user"], "content": "a"}]}"#, .prompt, "messages[0].role", .array),
        (#"{"turns": ["a", 3]}"#, .prompt, "turns[1]", .number),
    ])
    func wrongTypesInScopeAreBad(_ json: String, _ scope: Scope, _ field: String, _ kind: JSONKind) throws {
        let record = try parseRecord(json, RecordSelection(scope: scope))
        #expect(record.status == .bad(.wrongType(field: field, found: kind)))
        #expect(record.units.isEmpty)
    }

    @Test(arguments: [
        (#"{"prompt": "a", "answer": 5}"#, Scope.prompt),
        (#"{"prompt": 5, "answer": "a"}"#, .response),
        (#"{"prompt": "a", "text": 5}"#, .prompt),
        (#"{"prompt": "a", "turns": 2}"#, .prompt),
        (#"{"turns": ["a", null]}"#, .prompt),
        (#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": [1]}]}"#, .prompt),
        (#"{"messages": [{"role": "user", "content": "a"}, {"role": "tool", "content": {}}]}"#, .all),
        (#"{"prompt": "a", "meta": {"prompt": [1, {"x": NaN}]}, "score": -Infinity}"#, .all),
    ])
    func wrongTypesOutOfScopeAreNot(_ json: String, _ scope: Scope) throws {
        let record = try parseRecord(json, RecordSelection(scope: scope))
        #expect(record.status == .audited)
        #expect(record.units.map(\.text) == ["a"])
    }

    @Test func manyUnitsCountOnce() throws {
        let turns = (0..<3000).map { "\"t\($0 % 1000)\"" }.joined(separator: ",")
        let record = try parseRecord("{\"turns\": [\(turns)]}")
        #expect(record.units.map(\.text) == (0..<1000).map { "t\($0)" })
    }

    @Test func sources() throws {
        let cases: [(String, String?, String?)] = [
            (#"{"source": "a\nb"}"#, nil, "a\nb"), (#"{"source": null}"#, nil, nil), (#"{"source": 12}"#, nil, "12"),
            (#"{"source": ["x", 1]}"#, nil, #"["x", 1]"#), (#"{"prompt": "x"}"#, nil, nil),
            (#"{"source": ""}"#, nil, ""),
            (#"{"meta": {"origin": "m", "source": "n"}, "source": "s"}"#, "meta.origin", "m"),
            (#"{"meta": "text", "source": "s"}"#, "meta.origin", nil), (#"{"prompt": "p"}"#, "prompt", "p"),
        ]
        for (json, field, source) in cases {
            #expect(try parseRecord(json, RecordSelection(sourceField: field)).source == source)
        }
    }

    @Test func unitPathsReplaceTheShapes() throws {
        let json =
            #"{"prompt": "no", "data": {"turns": [{"text": "a"}, {"text": "b"}]}, "m": [["x"], ["y", ""]], "foo": null}"#
        func units(_ paths: String...) throws -> [String] {
            let selection = RecordSelection(scope: .all, unitPaths: try paths.map { try UnitPath($0) })
            return try parseRecord(json, selection).units.map { "\($0.path) \($0.role.name) \($0.text)" }
        }
        #expect(try units("data.turns[1].text=response") == ["data.turns[1].text response b"])
        #expect(try units("m[][]=prompt", "foo=prompt") == ["m[0][0] prompt x", "m[1][0] prompt y"])
        #expect(
            try units("data.turns[].text=system", "absent.x[0]=prompt", "m[999999999]=prompt")
                == ["data.turns[0].text system a", "data.turns[1].text system b"])
        #expect(try units("prompt=prompt") == ["prompt prompt no"])
        let wrong = RecordSelection(unitPaths: [try UnitPath("data.turns=prompt")])
        #expect(try parseRecord(json, wrong).status == .bad(.wrongType(field: "data.turns", found: .array)))
        for bad in [
            "", "a", "=prompt", "a=user", "a..b=prompt", "[]=prompt", "a[=prompt", "a[x]=prompt", "a[0]b=prompt",
        ] {
            #expect(throws: AssayError.self) { try UnitPath(bad) }
        }
    }

    @Test func fieldCountsAddUpToTheUnits() throws {
        let folder = try TemporaryFolder()
        let lines = [
            #"{"chosen": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}], "rejected": "\n\nHuman: q"}"#,
            #"{"prompt": "p", "answer": 3}"#, #"{"prompt": 5, "messages": ["lost"]}"#,
            #"{"messages": [{"from": "human", "value": "v"}]}"#,
        ]
        let parsed = try parse(try folder.write("x.jsonl", lines.joined(separator: "\n")))
        #expect(
            parsed.fields == [
                "messages[].value prompt 1", "chosen[].content prompt 1", "chosen[].content response 1",
                "prompt prompt 1",
            ])
    }
}
