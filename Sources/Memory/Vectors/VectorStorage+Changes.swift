internal import CVectors

extension VectorStorage {
    /// Adds a checked vector to the tail, in place of that of the same id.
    func insert(_ vector: [Float], id: Int) {
        remove(id)
        let slot: UInt32
        if let reused = free.popLast() {
            slot = reused
        } else {
            precondition(used < Self.most, "an index holds at most \(Self.most) vectors")
            slot = UInt32(used)
            used += 1
            high.reserve(used * width)
            low.reserve(used * width)
            scales.reserve(used)
            ids.reserve(used)
            states.reserve(used)
            if nodes > 0 { links.reserve(used * Self.links) }
        }
        let row = Int(slot) * width
        let scale = unsafe vector.withUnsafeBufferPointer { vector in
            unsafe coda_vectors_quantise(vector.baseAddress, vector.count, width, high.start + row, low.start + row)
        }
        unsafe scales.start[Int(slot)] = scale
        largestScale = max(largestScale, scale)
        unsafe ids.start[Int(slot)] = id
        unsafe states.start[Int(slot)] = State.waiting
        slots[id] = slot
        tail.append(slot)
    }

    /// Returns whether there was one.
    @discardableResult
    func remove(_ id: Int) -> Bool {
        guard let slot = slots.removeValue(forKey: id) else { return false }
        if unsafe states.start[Int(slot)] == State.waiting {
            // The last ones are those that change.
            if let place = tail.lastIndex(of: slot) { tail.remove(at: place) }
            release(slot)
        } else {
            unsafe states.start[Int(slot)] = State.dead
            dead += 1
        }
        return true
    }

    /// Lets a slot that nothing leads to be used again.
    func release(_ slot: UInt32) {
        unsafe states.start[Int(slot)] = State.free
        if nodes > 0 { unsafe links.start[Int(slot) * Self.links] = Self.end }
        free.append(slot)
    }
}
