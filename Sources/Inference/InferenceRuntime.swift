internal import COnnxRuntime

/// ONNX Runtime, opened by path: a program that needs no model starts without it.
///
/// One for the process; its sessions keep it alive. Any thread.
@safe
package final class InferenceRuntime: Sendable {
    // ONNX Runtime's environment may be used from any thread.
    nonisolated(unsafe) let handle: OpaquePointer
    /// The library's own version, "1.28.2".
    package let version: String

    package init(libraryPath: String) throws(InferenceError) {
        var cause = Cause()
        guard let handle = unsafe coda_ort_open(libraryPath, &cause.text, cause.text.count) else {
            throw .library(path: libraryPath, cause: cause.description)
        }
        unsafe self.handle = handle
        version = unsafe String(cString: coda_ort_version(handle))
    }

    deinit { unsafe coda_ort_close(handle) }
}
