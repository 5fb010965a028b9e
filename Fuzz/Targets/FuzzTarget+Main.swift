import FuzzDriver
import Glibc

extension FuzzTarget {
    // libFuzzer's callback carries no context. Written once, before the first call, on the only thread.
    nonisolated(unsafe) private static var chosen: FuzzTarget?

    /// Fuzzes the target that is named first; the rest is libFuzzer's. `--list` names them all. Gives the exit status.
    static func main(_ arguments: [String]) -> Int32 {
        var arguments = arguments
        if arguments.dropFirst() == ["--list"] {
            for target in all { print(target.name) }
            return 0
        }
        guard arguments.count > 1, let target = all.first(where: { $0.name == arguments[1] }) else {
            print("usage: coda-fuzz --list | TARGET [libFuzzer options] CORPUS...")
            return 2
        }
        arguments.remove(at: 1)
        unsafe chosen = target
        // For the life of the process, as libFuzzer keeps them.
        var words = unsafe arguments.map { word in unsafe strdup(word) } + [nil]
        var count = Int32(arguments.count)
        return unsafe words.withUnsafeMutableBufferPointer { buffer in
            var base = buffer.baseAddress
            return unsafe LLVMFuzzerRunDriver(&count, &base) { data, size in
                guard let data = unsafe data else { return 0 }
                let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
                unsafe FuzzTarget.chosen?.run(bytes)
                return 0
            }
        }
    }
}
