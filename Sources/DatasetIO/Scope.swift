/// Which text units of a record are searched.
public enum Scope: String, Sendable, CaseIterable {
    /// What a user says: user turns and prompt fields.
    case prompt
    /// What a model says: assistant turns and response fields.
    case response
    /// Both, and system turns and turns without a role.
    case all
}

/// Who speaks in a text unit.
package enum UnitRole: UInt8, Sendable, CaseIterable {
    case prompt
    case response
    case system
    /// A turn without a role, or with an empty one.
    case unnamed
    /// A turn of anybody else (a tool, say): in no scope.
    case other

    /// The name in reports.
    package var name: String {
        switch self {
        case .prompt: "prompt"
        case .response: "response"
        case .system: "system"
        case .unnamed: "unnamed"
        case .other: "other"
        }
    }
}

extension Scope {
    /// Whether units of `role` are searched.
    package func contains(_ role: UnitRole) -> Bool {
        switch self {
        case .prompt: role == .prompt
        case .response: role == .response
        case .all: role != .other
        }
    }
}
