internal import CVectors

extension VectorStorage {
    /// The best first.
    ///
    /// - Parameters:
    ///   - vector: a checked one.
    ///   - breadth: nodes that a walk keeps in view; `nil` is what the size needs.
    func search(_ vector: [Float], limit: Int, breadth: Int?, accepts: ((Int) -> Bool)?) -> [MemoryMatch] {
        let limit = min(limit, slots.count)
        guard limit > 0 else { return [] }
        return withScratch { scratch in
            scratch.ask(vector)
            let breadth = max(breadth ?? usualBreadth(limit: limit), limit)
            if let accepts {
                searchAccepted(scratch, limit: limit, breadth: breadth, accepts)
            } else {
                if nodes > 0 { walk(scratch, breadth: breadth) }
                begin(limit, scratch)
                if nodes > 0 { offerPool(scratch) }
                scan(tail, scratch)
            }
            return take(limit, scratch)
        }
    }

    /// What passes may be all or next to nothing: where little does, a walk would find next to nothing.
    private func searchAccepted(_ scratch: VectorScratch, limit: Int, breadth: Int, _ accepts: (Int) -> Bool) {
        let share = acceptedShare(accepts)
        let accepted = share * Double(slots.count)
        // A walk sees about fifteen nodes for each that it keeps in view.
        let isWalked = nodes > 0 && share > 0.02 && 15 * Double(breadth) / share < accepted
        if isWalked {
            walk(scratch, breadth: Int(Double(breadth) / share))
            begin(limit, scratch)
            offerPool(scratch, accepts)
            if scratch.best.count == limit { return scan(tail, scratch, accepts) }
        }
        begin(limit, scratch)
        if nodes > 0 { scanLinked(scratch, accepts) }
        scan(tail, scratch, accepts)
    }

    /// The share of vectors that pass, from a sample of them spread evenly.
    private func acceptedShare(_ accepts: (Int) -> Bool) -> Double {
        var (seen, passed) = (0, 0)
        let step = max(1, used / 200)
        for slot in stride(from: step / 2, to: used, by: step) where isLive(slot) {
            seen += 1
            if unsafe accepts(ids.start[slot]) { passed += 1 }
        }
        return seen == 0 ? 0 : Double(passed) / Double(seen)
    }

    func isLive(_ slot: Int) -> Bool {
        let state = unsafe states.start[slot]
        return state == State.waiting || state == State.linked
    }

    // MARK: All of some

    /// After a walk, which needs the same room for its start.
    private func begin(_ limit: Int, _ scratch: VectorScratch) {
        scratch.best.empty(limit: limit)
        scratch.found.empty(limit: limit)
    }

    /// Compares the tail.
    private func scan(_ slots: [UInt32], _ scratch: VectorScratch) {
        unsafe slots.withUnsafeBufferPointer { slots in
            guard let start = slots.baseAddress else { return }
            for first in stride(from: 0, to: slots.count, by: VectorScratch.chunk) {
                unsafe compare(start + first, count: min(VectorScratch.chunk, slots.count - first), scratch)
            }
        }
    }

    private func scan(_ slots: [UInt32], _ scratch: VectorScratch, _ accepts: (Int) -> Bool) {
        var count = 0
        for slot in slots where unsafe accepts(ids.start[Int(slot)]) { gather(slot, &count, scratch) }
        unsafe compare(scratch.slots, count: count, scratch)
    }

    /// Compares every node of the graph that is accepted.
    private func scanLinked(_ scratch: VectorScratch, _ accepts: (Int) -> Bool) {
        var count = 0
        for slot in 0..<used where unsafe states.start[slot] == State.linked && accepts(ids.start[slot]) {
            gather(UInt32(slot), &count, scratch)
        }
        unsafe compare(scratch.slots, count: count, scratch)
    }

    private func gather(_ slot: UInt32, _ count: inout Int, _ scratch: VectorScratch) {
        unsafe scratch.slots[count] = slot
        count += 1
        guard count == VectorScratch.chunk else { return }
        unsafe compare(scratch.slots, count: count, scratch)
        count = 0
    }

    private func compare(_ slots: UnsafePointer<UInt32>, count: Int, _ scratch: VectorScratch) {
        var rows = unsafe self.rows
        unsafe coda_vectors_coarse(options.kernel.value, scratch.query, &rows, slots, count, scratch.scores)
        let near = unsafe coda_vectors_least(scratch.scores, count, leastOf(scratch), scratch.places)
        for place in 0..<near {
            let at = unsafe Int(scratch.places[place])
            unsafe offer(VectorPool.key(scratch.scores[at], slots[at]), scratch)
        }
    }

    // MARK: What may be among the best

    /// How far apart two rough scores must be for their order to be sure: eight standard deviations of what rounding does to it.
    private func doubt(_ scratch: VectorScratch) -> Float {
        let (a, b) = unsafe (scratch.query.pointee.scale, largestScale)
        return 8 * ((a * a + b * b) / 12).squareRoot()
    }

    private func leastOf(_ scratch: VectorScratch) -> Float { scratch.best.least - doubt(scratch) }

    private func offer(_ key: VectorPool.Key, _ scratch: VectorScratch) {
        scratch.found.append(key)
        _ = scratch.best.insert(key)
        // Most of what was found early is not needed any more.
        if scratch.found.count >= 4 * VectorScratch.chunk + 4 * scratch.best.limit { forget(scratch) }
    }

    /// Drops what cannot be among the best any more.
    private func forget(_ scratch: VectorScratch) {
        let least = leastOf(scratch)
        scratch.found.keep { VectorPool.score($0) >= least }
    }

    private func offerPool(_ scratch: VectorScratch) {
        for place in 0..<scratch.pool.count {
            let key = scratch.pool[place]
            guard VectorPool.score(key) >= leastOf(scratch) else { break }
            if unsafe states.start[Int(VectorPool.slot(key))] == State.linked { offer(key, scratch) }
        }
    }

    private func offerPool(_ scratch: VectorScratch, _ accepts: (Int) -> Bool) {
        for place in 0..<scratch.pool.count {
            let key = scratch.pool[place]
            guard VectorPool.score(key) >= leastOf(scratch) else { break }
            let slot = Int(VectorPool.slot(key))
            if unsafe states.start[slot] == State.linked && accepts(ids.start[slot]) { offer(key, scratch) }
        }
    }

    /// Puts what was found in order by exact scores.
    private func take(_ limit: Int, _ scratch: VectorScratch) -> [MemoryMatch] {
        forget(scratch)
        scratch.best.empty(limit: limit)
        var rows = unsafe self.rows
        for first in stride(from: 0, to: scratch.found.count, by: VectorScratch.chunk) {
            let count = min(VectorScratch.chunk, scratch.found.count - first)
            for place in 0..<count { unsafe scratch.slots[place] = VectorPool.slot(scratch.found[first + place]) }
            unsafe coda_vectors_fine(options.kernel.value, scratch.query, &rows, scratch.slots, count, scratch.scores)
            for place in 0..<count {
                _ = unsafe scratch.best.insert(VectorPool.key(scratch.scores[place], scratch.slots[place]))
            }
        }
        var matches: [MemoryMatch] = []
        matches.reserveCapacity(scratch.best.count)
        for place in 0..<scratch.best.count {
            let key = scratch.best[place]
            matches.append(MemoryMatch(id: unsafe ids.start[Int(VectorPool.slot(key))], score: VectorPool.score(key)))
        }
        return matches
    }
}
