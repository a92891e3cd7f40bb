import CFuzzer
import Foundation

/// `fuzz TARGET [libFuzzer's arguments]`: runs one of the targets under libFuzzer.
@main
enum Fuzz {
    nonisolated(unsafe) private static var target = FuzzTarget.json

    static func main() {
        var arguments = CommandLine.arguments
        guard arguments.count > 1, let target = FuzzTarget(rawValue: arguments[1]) else {
            print("usage: fuzz \(FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")) [libFuzzer's arguments]")
            exit(64)
        }
        unsafe self.target = target
        arguments.remove(at: 1)
        var count = Int32(arguments.count)
        // Kept until the process ends.
        let copies = unsafe arguments.map { unsafe strdup($0) } + [nil]
        let vector = unsafe UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: copies.count)
        for (place, copy) in unsafe copies.enumerated() { unsafe vector[place] = copy }
        var pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe vector
        let status = unsafe LLVMFuzzerRunDriver(&count, &pointer) { data, size in
            let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
            unsafe Fuzz.target.run(bytes)
            return 0
        }
        exit(status)
    }
}
