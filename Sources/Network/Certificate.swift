internal import Glibc
internal import Synchronization

/// The certificate a server shows, and the files it comes from. Any thread.
final class Certificate: Sendable {
    /// What tells one state of the files from another.
    private struct Stamp: Equatable {
        var values: [Int]

        init(_ files: TLSFiles) {
            values = [files.certificateChain, files.key].flatMap { path -> [Int] in
                var about = stat()
                guard unsafe stat(path, &about) == 0 else { return [] }
                return [Int(about.st_mtim.tv_sec), about.st_mtim.tv_nsec, about.st_size, Int(bitPattern: UInt(about.st_ino))]
            }
        }
    }

    private let files: TLSFiles
    private let state: Mutex<(context: TLSContext, stamp: Stamp)>

    init(_ files: TLSFiles) throws(NetworkError) {
        self.files = files
        let stamp = Stamp(files)
        let context = try TLSContext(files)
        state = Mutex((context, stamp))
    }

    func session(on descriptor: Int32) -> TLSSession? { state.withLock { $0.context }.session(on: descriptor) }

    /// Reads the files again; where they cannot be used, the old certificate stays.
    func reload() throws(NetworkError) {
        let stamp = Stamp(files)
        // A bad state of the files is tried once, not until it changes.
        state.withLock { $0.stamp = stamp }
        let context = try TLSContext(files)
        state.withLock { $0.context = context }
    }

    func reloadIfChanged() {
        guard Stamp(files) != state.withLock({ $0.stamp }) else { return }
        do throws(NetworkError) {
            try reload()
            NetworkLog.note("the certificate \(files.certificateChain) was read again", isFailure: false)
        } catch { NetworkLog.note("the old certificate stays in use: \(error)") }
    }
}
