internal import CSimdjson

/// A unit path with numbers for its keys.
struct ResolvedPath {
    enum Step {
        case key(UInt16)
        case everyElement
        case element(Int)
    }

    let steps: [Step]
    let role: UnitRole

    /// The keys among its steps, in their order; the first is that of a top-level field.
    var keys: [UInt16] {
        steps.compactMap { step in
            if case .key(let key) = step { return key }
            return nil
        }
    }

    init(_ path: UnitPath, keys: inout KeyTable) {
        role = path.role
        var steps: [Step] = []
        for step in path.steps {
            switch step {
            case .key(let name): steps.append(.key(keys.id(of: name, isRoot: steps.isEmpty)))
            case .everyElement: steps.append(.everyElement)
            case .element(let index): steps.append(.element(index))
            }
        }
        self.steps = steps
    }
}

/// Units named by the user, in place of the recognised shapes.
extension RecordParser {
    mutating func readPaths(_ fields: Range<Int>, _ bytes: [UInt8]) throws(RecordProblem) {
        for path in paths.indices {
            guard case .key(let key) = paths[path].steps[0] else { continue }
            guard let index = tape.member(key, among: fields) else { continue }
            isRecognised = true
            if selection.scope.contains(paths[path].role) { try follow(path, 1, index, bytes) }
        }
    }

    /// Takes the steps of a path from `step` on, beginning at a value. Recursion is as deep as the path is long.
    private mutating func follow(
        _ path: Int, _ step: Int, _ index: Int, _ bytes: [UInt8]
    ) throws(RecordProblem) {
        let kind = tape.kind(index)
        if kind == ASSAY_NULL { return }
        guard step < paths[path].steps.count else {
            guard kind == ASSAY_STRING else { throw wrongType(index) }
            if tape.values[index].end > tape.values[index].start {
                emitString(index, paths[path].role, path, bytes)
            }
            return
        }
        let contents = tape.contents(of: index)
        switch paths[path].steps[step] {
        case .key(let key):
            guard kind == ASSAY_OBJECT else { throw wrongType(index) }
            if let member = tape.member(key, among: contents) { try follow(path, step + 1, member, bytes) }
        case .everyElement:
            guard kind == ASSAY_ARRAY else { throw wrongType(index) }
            var element = contents.lowerBound
            while element < contents.upperBound {
                try follow(path, step + 1, element, bytes)
                element = Int(tape.values[element].next)
            }
        case .element(let wanted):
            guard kind == ASSAY_ARRAY else { throw wrongType(index) }
            var element = contents.lowerBound
            var ordinal = 0
            while element < contents.upperBound, ordinal < wanted {
                element = Int(tape.values[element].next)
                ordinal += 1
            }
            if element < contents.upperBound { try follow(path, step + 1, element, bytes) }
        }
    }
}
