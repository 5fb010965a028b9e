internal import Glibc

/// Threads as the system numbers them.
enum SpanThread {
    /// Where each thread keeps its number: asking the system each time costs more than the rest of a span.
    private static let key: pthread_key_t? = {
        var key = pthread_key_t()
        return unsafe pthread_key_create(&key, nil) == 0 ? key : nil
    }()

    static var current: UInt32 {
        guard let key else { return ask() }
        if let known = unsafe pthread_getspecific(key) { return UInt32(truncatingIfNeeded: UInt(bitPattern: known)) }
        let number = ask()
        unsafe pthread_setspecific(key, UnsafeRawPointer(bitPattern: UInt(number)))
        return number
    }

    /// The kernel's link reads "process/task/thread"; the C function for it is not among those that Swift sees.
    private static func ask() -> UInt32 {
        var text = [CChar](repeating: 0, count: 64)
        let count = unsafe readlink("/proc/thread-self", &text, text.count)
        let name = String(decoding: text[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return name.split(separator: "/").last.flatMap { UInt32($0) } ?? 0
    }

    /// What a thread of this process is called; `nil` once it has ended.
    static func name(of thread: UInt32) -> String? {
        guard let file = unsafe fopen("/proc/self/task/\(thread)/comm", "r") else { return nil }
        defer { unsafe fclose(file) }
        var text = [UInt8](repeating: 0, count: 64)
        let count = unsafe fread(&text, 1, text.count, file)
        return String(decoding: text[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
