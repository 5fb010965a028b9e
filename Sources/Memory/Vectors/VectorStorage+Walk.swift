internal import CVectors

extension VectorStorage {
    /// Nodes that a search keeps in view where nobody says how many: what 98 of 100 found need, with something to spare.
    func usualBreadth(limit: Int) -> Int {
        // Ten times as many vectors lie closer together: the way to the nearest is less clear.
        var breadth = 24
        var size = 100_000
        while size <= nodes {
            breadth += 8
            size *= 10
        }
        // Whoever wants many needs less to spare for each.
        return max(breadth, limit + breadth / 2)
    }

    /// Leaves in `scratch.pool` the nodes nearest to its query, as far as a walk along the links from the best landmarks finds them.
    func walk(_ scratch: VectorScratch, breadth: Int) {
        let mark = scratch.beginVisit(used)
        let visited = unsafe scratch.visited.start
        scratch.pool.empty(limit: breadth)
        enter(scratch)
        // A walk is tens of steps: each part of an object that it reads by its name anew would cost a check.
        unsafe walk(scratch, &scratch.pool, rows: rows, links: links.start, visited: visited, mark: mark)
    }

    private func walk(
        _ scratch: VectorScratch, _ pool: inout VectorPool, rows: coda_vectors_rows, links: UnsafePointer<UInt32>,
        visited: UnsafeMutablePointer<UInt8>, mark: UInt8
    ) {
        let (kernel, query, slots, scores) = unsafe (options.kernel.value, scratch.query, scratch.slots, scratch.scores)
        var rows = unsafe rows
        for place in 0..<pool.count { unsafe visited[Int(VectorPool.slot(pool[place]))] = mark }
        var place = 0
        while place < pool.count {
            let key = pool[place]
            if key & 1 == 1 {
                place += 1
                continue
            }
            pool[place] = key | 1
            place += 1
            // The neighbours that were not seen yet.
            let own = unsafe links + Int(VectorPool.slot(key)) * Self.links
            var count = 0
            for link in 0..<Self.links {
                let slot = unsafe own[link]
                if slot == Self.end { break }
                if unsafe visited[Int(slot)] == mark { continue }
                unsafe visited[Int(slot)] = mark
                unsafe slots[count] = slot
                count += 1
            }
            guard count > 0 else { continue }
            // Most often the walk goes on there.
            if place < pool.count {
                let likely = unsafe links + Int(VectorPool.slot(pool[place])) * Self.links
                unsafe coda_vectors_soon(likely)
                unsafe coda_vectors_soon(likely + Self.links / 2)
            }
            unsafe coda_vectors_coarse(kernel, query, &rows, slots, count, scores)
            for at in 0..<count {
                let entered = unsafe pool.insert(VectorPool.key(scores[at], slots[at]))
                if entered < place { place = entered }
            }
        }
    }

    /// Scores the landmarks and puts the best into the pool.
    private func enter(_ scratch: VectorScratch) {
        scratch.best.empty(limit: min(options.starts, scratch.pool.limit))
        unsafe landmarks.withUnsafeBufferPointer { landmarks in
            guard let start = landmarks.baseAddress else { return }
            var rows = unsafe self.rows
            for first in stride(from: 0, to: landmarks.count, by: VectorScratch.chunk) {
                let count = min(VectorScratch.chunk, landmarks.count - first)
                unsafe coda_vectors_coarse(options.kernel.value, scratch.query, &rows, start + first, count, scratch.scores)
                let near = unsafe coda_vectors_least(scratch.scores, count, scratch.best.least, scratch.places)
                for place in 0..<near {
                    let at = unsafe Int(scratch.places[place])
                    _ = unsafe scratch.best.insert(VectorPool.key(scratch.scores[at], start[first + at]))
                }
            }
        }
        for place in 0..<scratch.best.count { _ = scratch.pool.insert(scratch.best[place]) }
    }
}
