import Glibc
import Synchronization

// What a thread sanitizer must keep silent about, and what it must tell: two threads add to one number,
// `race locked` under a lock they often wait for, `race unlocked` under none.

final class Shared: @unchecked Sendable {
    let lock = Mutex(())
    var number = 0

    func add(isLocked: Bool) {
        for _ in 0..<20_000 {
            if isLocked { lock.withLock { _ in number += 1 } } else { number += 1 }
        }
    }
}

final class Work {
    let shared: Shared
    let isLocked: Bool

    init(_ shared: Shared, isLocked: Bool) {
        self.shared = shared
        self.isLocked = isLocked
    }
}

let shared = Shared()
let isLocked = CommandLine.arguments.dropFirst() == ["locked"]
var threads = [pthread_t(), pthread_t()]
for index in threads.indices {
    let work = Unmanaged.passRetained(Work(shared, isLocked: isLocked)).toOpaque()
    pthread_create(
        &threads[index], nil,
        { argument in
            guard let argument else { return nil }
            let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
            work.shared.add(isLocked: work.isLocked)
            return nil
        }, work)
}
for thread in threads { pthread_join(thread, nil) }
print(shared.number)
