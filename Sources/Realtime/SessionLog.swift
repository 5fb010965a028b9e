/// What a session said lately, so that a client that lost its connection can be told again what it missed. The oldest fall first.
package struct SessionLog: Sendable {
    package enum Message: Sendable, Equatable {
        case event([UInt8])
        case sound([UInt8])

        fileprivate var count: Int {
            switch self {
            case .event(let bytes), .sound(let bytes): bytes.count
            }
        }
    }

    /// How far a client got: the number of the last event it has, and the binary frames it got after that one.
    package struct Place: Sendable, Equatable {
        package var event: Int
        package var frames: Int

        package init(event: Int, frames: Int) {
            self.event = event
            self.frames = frames
        }
    }

    package enum Failure: Error, Sendable, Equatable {
        /// What the client misses is no longer kept.
        case gone
        /// The client claims to have what was never sent.
        case unknown
        /// The session itself is over.
        case ended
    }

    private struct Entry {
        var message: Message
        /// Samples (16 kHz) of the reply the person waits for.
        var samples: Int
    }

    private let capacity: Int
    private var entries: [Entry] = []
    private var head = 0
    private var bytes = 0
    /// Where the client must be at least: what was evicted, counted the same way.
    private var start = Place(event: 0, frames: 0)

    /// - Parameter capacity: in bytes; what every entry costs beside its own is counted as 64.
    package init(capacity: Int) { self.capacity = capacity }

    package mutating func append(_ message: Message, samples: Int) {
        entries.append(Entry(message: message, samples: samples))
        bytes += message.count + 64
        while bytes > capacity, head < entries.count { evict() }
        if head > 256, head * 2 > entries.count {
            entries.removeFirst(head)
            head = 0
        }
    }

    private mutating func evict() {
        switch entries[head].message {
        case .event: start = Place(event: start.event + 1, frames: 0)
        case .sound: start.frames += 1
        }
        bytes -= entries[head].message.count + 64
        entries[head].message = .sound([])
        head += 1
    }

    /// What came after `place`, in order, and the samples it carries.
    package func messages(after place: Place) throws(Failure) -> (messages: [Message], samples: Int) {
        guard place.event > start.event || (place.event == start.event && place.frames >= start.frames) else { throw .gone }
        var reached = start
        var index = head
        while reached != place {
            guard index < entries.count else { throw .unknown }
            switch entries[index].message {
            case .event:
                guard reached.event < place.event else { throw .unknown }
                reached = Place(event: reached.event + 1, frames: 0)
            case .sound: reached.frames += 1
            }
            index += 1
        }
        let missed = entries[index...]
        return (missed.map(\.message), missed.reduce(0) { $0 + $1.samples })
    }
}
