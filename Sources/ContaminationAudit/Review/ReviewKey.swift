/// A key of a terminal.
package enum ReviewKey: Sendable, Equatable {
    case character(Character)
    /// A letter with the control key, in lower case.
    case control(Character)
    case enter, escape, backspace, tab
    case up, down, left, right, pageUp, pageDown, home, end
}
