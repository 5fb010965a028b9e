internal import Glibc
internal import Synchronization

/// The last spans of the process: any thread writes without a lock or an allocation, any number of readers follow with a place of their own.
///
/// The oldest span is overwritten; a reader that was too slow is told how many it missed.
@safe
final class SpanRing: @unchecked Sendable {
    /// What one reader did not have yet.
    struct Place: Sendable {
        fileprivate var next: UInt64
    }

    private typealias Word = Atomic<UInt64>

    /// A slot is a cache line: its state, then the words of a span.
    private static let wordsPerSlot = 8
    private let slots: UnsafeMutablePointer<Word>
    private let mask: UInt64
    private let head = Atomic<UInt64>(0)

    /// - Parameter capacity: spans kept, a power of two; 64 bytes each, taken from the system when they are first written.
    init(capacity: Int) {
        precondition(capacity > 0 && capacity & (capacity - 1) == 0, "the capacity must be a power of two")
        mask = UInt64(capacity - 1)
        guard let memory = unsafe calloc(capacity, Self.wordsPerSlot * 8) else { preconditionFailure("out of memory") }
        unsafe slots = memory.bindMemory(to: Word.self, capacity: capacity * Self.wordsPerSlot)
    }

    deinit { unsafe free(slots) }

    var capacity: UInt64 { mask + 1 }

    func write(_ span: SpanRecord) {
        let place = head.wrappingAdd(1, ordering: .relaxed).oldValue
        let slot = unsafe slots + Int(place & mask) * Self.wordsPerSlot
        // An odd state is a slot being written. Who was overtaken by a whole round leaves it to the other.
        let state = unsafe slot[0].load(ordering: .relaxed)
        guard state & 1 == 0, state < Self.done(place) else { return }
        let isOurs = unsafe slot[0].compareExchange(expected: state, desired: Self.done(place) - 1, ordering: .acquiring).exchanged
        guard isOurs else { return }
        atomicMemoryFence(ordering: .releasing)
        unsafe slot[1].store(span.id, ordering: .relaxed)
        unsafe slot[2].store(span.parent, ordering: .relaxed)
        unsafe slot[3].store(span.turnKey, ordering: .relaxed)
        unsafe slot[4].store(span.start, ordering: .relaxed)
        unsafe slot[5].store(span.length, ordering: .relaxed)
        unsafe slot[6].store(UInt64(span.name.rawValue) << 32 | UInt64(span.thread), ordering: .relaxed)
        unsafe slot[0].store(Self.done(place), ordering: .releasing)
    }

    /// The state of a slot that holds the span written as number `place`.
    private static func done(_ place: UInt64) -> UInt64 { 2 * place + 2 }

    /// Where a reader begins that wants only what comes from now on.
    var end: Place { Place(next: head.load(ordering: .acquiring)) }

    /// Appends what was written since `place`; gives the number of spans that were overwritten before.
    ///
    /// - Parameter isLast: nothing is read after this, so what is being written is left out instead of waited for.
    func read(from place: inout Place, isLast: Bool = false, into spans: inout [SpanRecord]) -> Int {
        let end = head.load(ordering: .acquiring)
        var lost = 0
        if end - place.next > capacity {
            lost = Int(end - place.next - capacity)
            place.next = end - capacity
        }
        while place.next < end {
            switch read(place.next) {
            case .span(let span): spans.append(span)
            case .overwritten: lost += 1
            case .unfinished:
                // One that was given up is never finished.
                guard isLast || end - place.next > capacity / 2 else { return lost }
                lost += 1
            }
            place.next += 1
        }
        return lost
    }

    private enum Slot {
        case span(SpanRecord)
        case unfinished
        case overwritten
    }

    private func read(_ place: UInt64) -> Slot {
        let slot = unsafe slots + Int(place & mask) * Self.wordsPerSlot
        let state = unsafe slot[0].load(ordering: .acquiring)
        guard state == Self.done(place) else { return state < Self.done(place) ? .unfinished : .overwritten }
        let id = unsafe slot[1].load(ordering: .relaxed)
        let parent = unsafe slot[2].load(ordering: .relaxed)
        let key = unsafe slot[3].load(ordering: .relaxed)
        let start = unsafe slot[4].load(ordering: .relaxed)
        let length = unsafe slot[5].load(ordering: .relaxed)
        let what = unsafe slot[6].load(ordering: .relaxed)
        atomicMemoryFence(ordering: .acquiring)
        guard unsafe slot[0].load(ordering: .relaxed) == state, let name = SpanName(rawValue: UInt8(truncatingIfNeeded: what >> 32)) else {
            return .overwritten
        }
        return .span(
            SpanRecord(
                name, id: id, parent: parent, session: UInt32(truncatingIfNeeded: key >> 32), turn: Int32(truncatingIfNeeded: key),
                start: start, length: length, thread: UInt32(truncatingIfNeeded: what)))
    }
}
