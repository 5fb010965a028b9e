internal import CPosix
internal import Glibc

private final class ThreadBody {
    let name: String
    let nice: Int
    let run: @Sendable () -> Void

    init(name: String, nice: Int, run: @escaping @Sendable () -> Void) {
        self.name = name
        self.nice = nice
        self.run = run
    }
}

/// Starts a detached thread that runs `body` once. It ends when `body` returns.
package func spawnThread(name: String, nice: Int = 0, _ body: @escaping @Sendable () -> Void) {
    let box = unsafe Unmanaged.passRetained(ThreadBody(name: name, nice: nice, run: body))
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // Flite and PocketSphinx keep large arrays on the stack.
    unsafe pthread_attr_setstacksize(&attributes, 2 << 20)
    var thread = pthread_t()
    let status = unsafe pthread_create(
        &thread, &attributes,
        { argument in
            guard let argument = unsafe argument else { return nil }
            let body = unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue()
            unsafe coda_thread_describe(String(body.name.prefix(15)), Int32(body.nice))
            body.run()
            coda_crash_stack_end()
            return nil
        }, unsafe box.toOpaque())
    unsafe pthread_attr_destroy(&attributes)
    precondition(status == 0, "no thread could be started: the process is out of threads or memory")
}
