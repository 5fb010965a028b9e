internal import CEpoll
internal import Glibc

/// A descriptor's owner, told on the loop's thread what became of it.
protocol EventSource: AnyObject {
    /// - Parameter isBroken: error or hang-up: reading or writing will say which.
    func ready(reading: Bool, writing: Bool, isBroken: Bool)
    func timedOut()
}

/// One epoll instance, its timers, and the thread that serves both. Its price per event does not grow with the number of descriptors.
///
/// Other threads only call `request`; everything else belongs to the loop's own thread.
@safe
final class EventLoop: @unchecked Sendable {
    private struct Slot {
        var source: any EventSource
        /// Tells a descriptor from an earlier one of the same number.
        let key: UInt64
        var interest: UInt32
        /// When the source wants to be told.
        var deadline: Moment?
        /// The heap's entry for it, which may be earlier: a deadline that moves back costs nothing until then.
        var armed: Moment?
    }

    /// The epoll instance and the eventfd that wakes it.
    private struct Descriptors: ~Copyable {
        let epoll: Int32
        let wake: Int32

        init() throws(NetworkError) {
            epoll = coda_epoll_create()
            wake = coda_eventfd()
            guard epoll >= 0, wake >= 0, coda_epoll_control(epoll, EPOLL_CTL_ADD, wake, UInt32(CODA_EPOLL_IN), EventLoop.wakeKey) == 0
            else { throw .system(operation: "creating an event loop", code: errno) }
        }

        deinit {
            if epoll >= 0 { close(epoll) }
            if wake >= 0 { close(wake) }
        }
    }

    /// Bytes handed to the kernel, or taken from it, at a time.
    private static let writeBytes = 64 << 10
    private static let readBytes = 16 << 10
    private static let wakeKey = UInt64.max
    private static let eventsAtOnce = 256

    private let requests = RequestQueue()
    private let descriptors: Descriptors
    private let buffer: UnsafeMutableRawBufferPointer
    private let events: UnsafeMutablePointer<epoll_event>
    private var slots: [Slot?] = []
    private var keys: UInt64 = 0
    private var timers = TimerHeap()
    private var isEnding = false
    /// When the thread last returned from its wait.
    private(set) var now = Moment.now()

    init() throws(NetworkError) {
        descriptors = try Descriptors()
        unsafe buffer = .allocate(byteCount: Self.writeBytes + Self.readBytes, alignment: 16)
        unsafe events = .allocate(capacity: Self.eventsAtOnce)
        unsafe events.initialize(repeating: epoll_event(), count: Self.eventsAtOnce)
    }

    deinit {
        unsafe buffer.deallocate()
        unsafe events.deallocate()
    }

    /// Starts the thread, which keeps `owner` until `end`. Once only.
    func start(owner: any AnyObject & Sendable, threadName: String) throws(NetworkError) {
        let wake = descriptors.wake
        let ring: @Sendable () -> Void = {
            var one: UInt64 = 1
            _ = unsafe write(wake, &one, 8)
        }
        try requests.start(threadName: threadName, owner: owner, wake: ring) { [self] in run() }
    }

    /// Has `peer.service()` called soon on the loop's thread. Any thread; `false` once the loop has ended.
    @discardableResult
    func request(_ peer: any ServicePeer) -> Bool { requests.request(peer) }

    /// The loop ends after the current events.
    func end() { isEnding = true }

    func join() { requests.join() }
    func joinOrDetach() { requests.joinOrDetach() }

    /// Where bytes are gathered before they go to the kernel.
    var writeRegion: UnsafeMutableRawBufferPointer { unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<Self.writeBytes]) }
    var readRegion: UnsafeMutableRawBufferPointer { unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[Self.writeBytes...]) }

    // MARK: Descriptors

    /// Begins to watch a descriptor for reading; `false` where the kernel refuses.
    func add(_ descriptor: Int32, _ source: any EventSource) -> Bool {
        let index = Int(descriptor)
        while slots.count <= index { slots.append(nil) }
        keys = (keys + 1) & 0xFFFF_FFFF
        let key = keys << 31 | UInt64(index)
        let interest = UInt32(CODA_EPOLL_IN)
        guard coda_epoll_control(descriptors.epoll, EPOLL_CTL_ADD, descriptor, interest, key) == 0 else { return false }
        slots[index] = Slot(source: source, key: key, interest: interest)
        return true
    }

    func watch(_ descriptor: Int32, reading: Bool, writing: Bool) {
        let interest = UInt32((reading ? CODA_EPOLL_IN : 0) | (writing ? CODA_EPOLL_OUT : 0))
        guard let slot = slots[Int(descriptor)], slot.interest != interest else { return }
        slots[Int(descriptor)]?.interest = interest
        _ = coda_epoll_control(descriptors.epoll, EPOLL_CTL_MOD, descriptor, interest, slot.key)
    }

    /// Must come before the descriptor is closed.
    func remove(_ descriptor: Int32) {
        _ = coda_epoll_control(descriptors.epoll, EPOLL_CTL_DEL, descriptor, 0, 0)
        slots[Int(descriptor)] = nil
    }

    /// Has `timedOut()` called once after `delay`, instead of at an earlier set moment; `nil` calls it off.
    func setTimer(_ descriptor: Int32, _ delay: Duration?) { setTimer(descriptor, at: delay.map { Moment.now() + $0 }) }

    func setTimer(_ descriptor: Int32, at deadline: Moment?) {
        let index = Int(descriptor)
        guard let slot = slots[index] else { return }
        slots[index]?.deadline = deadline
        guard let deadline else { return }
        if let armed = slot.armed, armed <= deadline { return }
        arm(index, slot.key, deadline)
    }

    private func arm(_ index: Int, _ key: UInt64, _ deadline: Moment) {
        slots[index]?.armed = deadline
        timers.insert(TimerHeap.Entry(at: deadline, key: key))
    }

    // MARK: The thread

    private func run() {
        // A request may have come between the thread's start and its number being noted.
        requests.note(thread: pthread_self())
        coda_block_broken_pipe()
        requests.serve()
        while !isEnding {
            let patience = timers.first.map { Int32(clamping: $0.at.milliseconds(since: .now())) } ?? -1
            let count = unsafe epoll_wait(descriptors.epoll, events, Int32(Self.eventsAtOnce), patience)
            now = .now()
            for index in 0..<max(0, Int(count)) { unsafe handle(events + index) }
            fireTimers()
            requests.serve()
        }
        requests.close()
        slots = []
    }

    private func handle(_ event: UnsafePointer<epoll_event>) {
        let key = unsafe coda_epoll_key(event)
        guard key != Self.wakeKey else {
            var count: UInt64 = 0
            _ = unsafe read(descriptors.wake, &count, 8)
            return requests.serve()
        }
        // A descriptor closed by an earlier event of the same round may have a successor.
        guard let slot = slot(for: key) else { return }
        let what = unsafe event.pointee.events
        slot.source.ready(
            reading: what & UInt32(CODA_EPOLL_IN) != 0, writing: what & UInt32(CODA_EPOLL_OUT) != 0,
            isBroken: what & UInt32(CODA_EPOLL_BROKEN) != 0)
        requests.serve()
    }

    private func slot(for key: UInt64) -> Slot? {
        let index = Int(key & 0x7FFF_FFFF)
        guard index < slots.count, let slot = slots[index], slot.key == key else { return nil }
        return slot
    }

    private func fireTimers() {
        while let first = timers.first, first.at <= now {
            timers.removeFirst()
            guard let slot = slot(for: first.key), slot.armed == first.at else { continue }
            let index = Int(first.key & 0x7FFF_FFFF)
            slots[index]?.armed = nil
            guard let deadline = slot.deadline else { continue }
            if deadline > now {
                arm(index, slot.key, deadline)
            } else {
                slots[index]?.deadline = nil
                slot.source.timedOut()
                requests.serve()
            }
        }
    }
}
