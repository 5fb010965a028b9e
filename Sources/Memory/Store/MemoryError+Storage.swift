internal import Storage

extension MemoryError {
    init(_ error: StorageError) {
        let kind: Kind =
            switch error.kind {
            case .full: .full
            case .readOnly: .readOnly
            case .corrupt: .damaged
            default: .unavailable
            }
        self.init(kind, error.description)
    }

    static var noSuchMemory: MemoryError { MemoryError(.unknown, "There is no such memory; it may have been forgotten.") }
}
