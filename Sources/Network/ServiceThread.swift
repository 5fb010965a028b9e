internal import CLibwebsockets
internal import Glibc

/// Starts the threads on which the network is served.
enum ServiceThread {
    private final class Box {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    static func start(name: String, _ body: @escaping @Sendable () -> Void) throws(NetworkError) -> pthread_t {
        let box = unsafe Unmanaged.passRetained(Box(name: name, body: body))
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        unsafe pthread_attr_setstacksize(&attributes, 1 << 20)
        defer { unsafe pthread_attr_destroy(&attributes) }
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let box = unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue()
                unsafe coda_lws_name_thread(String(box.name.prefix(15)))
                box.body()
                return nil
            }, unsafe box.toOpaque())
        guard status == 0 else {
            unsafe box.release()
            throw .system(operation: "starting a network thread", code: status)
        }
        return thread
    }
}
