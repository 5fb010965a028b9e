internal import CVectors
internal import Glibc

/// An index as a file: a head, the arrays as they lie in memory, and a checksum of all before it.
///
/// Everything is in the byte order of the processor: an index that moves to another machine is made again.
enum VectorFile {
    /// Whole numbers of the head, in this order.
    private struct Head {
        var words = [UInt64](repeating: 0, count: 10)

        /// "CODAVEC" and the version of this format.
        static let magic: UInt64 = 0x0143_4556_4144_4F43
        static let bytes = 10 * 8

        var isOurs: Bool { words[0] == Self.magic }
        var stamp: UInt64 { words[1] }
        var dimensions: UInt64 { words[2] }
        var used: UInt64 { words[3] }
        var count: UInt64 { words[4] }
        var nodes: UInt64 { words[5] }
        var dead: UInt64 { words[6] }
        var tail: UInt64 { words[7] }
        var landmarks: UInt64 { words[8] }
        var largestScale: UInt64 { words[9] }

        /// What the file must have, or `nil` where the numbers cannot be true.
        func fileBytes(width: Int) -> Int? {
            let most = UInt64(VectorStorage.most)
            guard used <= most, tail <= used, landmarks <= used, nodes <= used, dead <= nodes, count <= used else { return nil }
            let perSlot = 2 * width + 4 + 8 + 1 + (nodes > 0 ? VectorStorage.links * 4 : 0)
            return Self.bytes + Int(used) * perSlot + Int(tail + landmarks) * 4 + 8
        }
    }

    /// Writes beside `path` and puts it in its place once it is whole.
    static func write(_ storage: VectorStorage, to path: String, stamp: UInt64) throws(MemoryError) {
        var head = Head()
        head.words = [
            Head.magic, stamp, UInt64(storage.dimensions), UInt64(storage.used), UInt64(storage.slots.count), UInt64(storage.nodes),
            UInt64(storage.dead), UInt64(storage.tail.count), UInt64(storage.landmarks.count), UInt64(storage.largestScale.bitPattern),
        ]
        let beside = path + ".new"
        let file = try VectorFileHandle(creating: beside)
        do throws(MemoryError) {
            try file.write(head.words)
            try unsafe file.write(storage.high.start, storage.used * storage.width)
            try unsafe file.write(storage.low.start, storage.used * storage.width)
            try unsafe file.write(storage.scales.start, storage.used * 4)
            try unsafe file.write(storage.ids.start, storage.used * 8)
            try unsafe file.write(storage.states.start, storage.used)
            if storage.nodes > 0 { try unsafe file.write(storage.links.start, storage.used * VectorStorage.links * 4) }
            try file.write(storage.tail)
            try file.write(storage.landmarks)
            try file.write([file.checksum])
            try file.sync()
        } catch {
            unsafe unlink(beside)
            throw error
        }
        guard unsafe rename(beside, path) == 0 else {
            let error = VectorFileHandle.failure("put in place", path)
            unsafe unlink(beside)
            throw error
        }
    }

    /// `nil` where there is none, or it is of other data, of another format or for vectors of another length. Throws `.damaged`.
    static func read(_ path: String, dimensions: Int, stamp: UInt64, options: VectorIndexOptions) throws(MemoryError) -> VectorStorage? {
        guard let file = try VectorFileHandle(reading: path) else { return nil }
        let damaged = MemoryError(.damaged, "the vector index \(path) is damaged: delete it, and it is made again")
        var head = Head()
        guard file.size >= Head.bytes else { throw damaged }
        try file.read(&head.words)
        guard head.isOurs, head.stamp == stamp, head.dimensions == UInt64(dimensions) else { return nil }
        let storage = VectorStorage(dimensions: dimensions, options: options)
        guard let bytes = head.fileBytes(width: storage.width), bytes == file.size else { throw damaged }
        storage.reserve(Int(head.used), links: head.nodes > 0)
        try unsafe file.read(storage.high.start, storage.used * storage.width)
        try unsafe file.read(storage.low.start, storage.used * storage.width)
        try unsafe file.read(storage.scales.start, storage.used * 4)
        try unsafe file.read(storage.ids.start, storage.used * 8)
        try unsafe file.read(storage.states.start, storage.used)
        if head.nodes > 0 { try unsafe file.read(storage.links.start, storage.used * VectorStorage.links * 4) }
        storage.tail = [UInt32](repeating: 0, count: Int(head.tail))
        storage.landmarks = [UInt32](repeating: 0, count: Int(head.landmarks))
        try file.read(&storage.tail)
        try file.read(&storage.landmarks)
        let checksum = file.checksum
        var written: [UInt64] = [0]
        try file.read(&written)
        (storage.nodes, storage.dead) = (Int(head.nodes), Int(head.dead))
        storage.largestScale = Float(bitPattern: UInt32(truncatingIfNeeded: head.largestScale))
        guard written[0] == checksum, storage.settleSlots(), storage.slots.count == Int(head.count) else { throw damaged }
        return storage
    }
}

extension VectorStorage {
    /// Makes room for slots that are about to be read.
    fileprivate func reserve(_ count: Int, links hasLinks: Bool) {
        used = count
        high.reserve(count * width)
        low.reserve(count * width)
        scales.reserve(count)
        ids.reserve(count)
        states.reserve(count)
        if hasLinks { links.reserve(count * Self.links) }
    }

    /// Makes the tables that slots imply. Returns whether everything leads to where something is.
    fileprivate func settleSlots() -> Bool {
        slots.reserveCapacity(used)
        var (found, gone) = (0, 0)
        for slot in 0..<used {
            let state = unsafe states.start[slot]
            switch state {
            case State.free: free.append(UInt32(slot))
            case State.waiting, State.linked:
                guard unsafe slots.updateValue(UInt32(slot), forKey: ids.start[slot]) == nil else { return false }
            case State.dead: gone += 1
            default: return false
            }
            guard state == State.linked || state == State.dead else { continue }
            found += 1
            guard nodes > 0 else { return false }
            for place in slot * Self.links..<(slot + 1) * Self.links {
                let link = unsafe links.start[place]
                if link == Self.end { break }
                guard Int(link) < used else { return false }
            }
        }
        guard found == nodes, gone == dead, tail.count + nodes + free.count == used else { return false }
        return tail.allSatisfy { slot in unsafe Int(slot) < used && states.start[Int(slot)] == State.waiting }
            && landmarks.allSatisfy { Int($0) < used }
    }
}
