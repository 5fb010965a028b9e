extension StorageError {
    /// What the server refused.
    ///
    /// - Parameters:
    ///   - state: its five letters (SQLSTATE).
    ///   - message: what it says, without values.
    static func postgres(state: String, message: String, sql: String, place: String) -> StorageError {
        let kind: Kind =
            switch state {
            case "53100", "53200": .full
            case "25006", "42501": .readOnly
            case "XX001", "XX002": .corrupt
            case "40001", "40P01", "55P03": .locked
            case _ where state.hasPrefix("23"): .constraint
            case _ where state.hasPrefix("57P") || state.hasPrefix("08"): .closed
            default: .broken
            }
        let what = "\(message.isEmpty ? "a statement failed" : message) (\(state)) in \"\(sql.prefix(120))\""
        let advice =
            switch kind {
            case .full: "The server has no space left: free some there; nothing that was kept is lost."
            case .readOnly: "Give Coda's role the right to write there, and name a server that takes writes (no replica)."
            case .corrupt: "The server reports damage: mend the database or restore a backup of it."
            case .locked: "Try again."
            case .closed: "The server ended the connection; the next request makes a new one."
            default: ""
            }
        return StorageError(kind, "\(place): \(what). \(advice)".trimmingSpace)
    }

    static func unreachable(_ place: String, _ why: String) -> StorageError {
        StorageError(.notOpened, "\(place) cannot be reached (\(why)). See that the server runs and lets Coda in.")
    }

    static func lost(_ place: String, _ why: String) -> StorageError {
        StorageError(.closed, "\(place): the connection was lost (\(why)). The next request makes a new one.")
    }

    static func unsure(_ place: String) -> StorageError {
        StorageError(
            .closed,
            "\(place): the connection was lost while a change was being kept; whether it was is not known. Look before trying again.")
    }
}

extension String {
    fileprivate var trimmingSpace: String { hasSuffix(" ") ? String(dropLast()) : self }
}
