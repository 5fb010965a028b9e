internal import CVectors
internal import Resources

extension VectorStorage {
    /// Upkeep that there is to do now.
    var hasUpkeep: Bool { repair != nil || needsRepair || needsLinks }

    private var needsRepair: Bool { dead > 64 && dead * 5 > nodes }

    private var needsLinks: Bool {
        guard let from = options.graphFrom else { return false }
        return nodes > 0 ? tail.count >= options.batch : tail.count > max(from, options.batch)
    }

    /// Works out the next step of upkeep without changing anything that a search sees; `nil` where there is none.
    ///
    /// - Parameter all: also links a tail that is shorter than a batch.
    func plan(batch: Int, threads: Int, all: Bool = false) -> VectorPlan? {
        if repair != nil || needsRepair { return planRepair(slots: batch * 4, threads: threads) }
        guard needsLinks || (all && nodes > 0 && !tail.isEmpty) else { return nil }
        return planLinks(Array(tail.prefix(batch)), threads: threads)
    }

    /// Does a step that was worked out on this very state.
    func apply(_ plan: VectorPlan) {
        if !plan.added.isEmpty { links.reserve(used * Self.links) }
        for node in plan.nodes {
            let start = unsafe links.start + Int(node.slot) * Self.links
            for (place, link) in node.links.enumerated() { unsafe start[place] = link }
            if node.links.count < Self.links { unsafe start[node.links.count] = Self.end }
        }
        for slot in plan.added {
            unsafe states.start[Int(slot)] = State.linked
            nodes += 1
        }
        landmarks += plan.landmarks
        tail.removeFirst(plan.added.count)
        if let place = plan.repairedTo { repaired(to: place) }
    }

    /// By the square root of nodes: comparing landmarks takes a small part of a search at any size.
    private func wantedLandmarks(_ nodes: Int) -> Int { 1 + Int(options.landmarks * Double(nodes).squareRoot()) }

    // MARK: New nodes

    /// The same links on any number of threads: nodes of a batch look at the graph as it was before, and at each other.
    private func planLinks(_ batch: [UInt32], threads: Int) -> VectorPlan {
        let found = inOrder(batch.count, threads: threads) { place, scratch in
            self.neighbours(of: batch[place], among: batch, scratch)
        }
        let own = found.map { $0.links }
        // Who is linked to links back.
        let back = zip(batch, own).flatMap { slot, links in links.map { UInt64($0) << 32 | UInt64(slot) } }.sorted()
        let ownOf = Dictionary(uniqueKeysWithValues: zip(batch, own))
        let ends = back.indices.filter { $0 + 1 == back.count || back[$0 + 1] >> 32 != back[$0] >> 32 }.map { $0 + 1 }
        let groups = zip([0] + ends, ends).map { $0..<$1 }
        let others = inOrder(groups.count, threads: threads) { group, scratch in
            let target = UInt32(back[groups[group].lowerBound] >> 32)
            let new = groups[group].map { UInt32(truncatingIfNeeded: back[$0]) }
            return self.links(of: target, now: ownOf[target] ?? self.links(of: target), adding: new, scratch)
        }
        var plan = VectorPlan()
        plan.added = batch
        plan.landmarks = landmarks(among: batch, covered: found.map { $0.covered })
        for (slot, links) in zip(batch, own) { plan.nodes.append(VectorPlan.Node(slot: slot, links: links)) }
        for (group, links) in zip(groups, others) {
            plan.nodes.append(VectorPlan.Node(slot: UInt32(back[group.lowerBound] >> 32), links: links))
        }
        return plan
    }

    func links(of slot: UInt32) -> [UInt32] {
        let start = unsafe links.start + Int(slot) * Self.links
        var found: [UInt32] = []
        for place in 0..<Self.links {
            let link = unsafe start[place]
            if link == Self.end { break }
            found.append(link)
        }
        return found
    }

    /// The new nodes that are furthest from every landmark, as many as are wanted: a walk that starts far from a group of vectors that is
    /// alike among itself does not find it.
    ///
    /// - Parameter covered: each node's score with the landmark nearest to it.
    private func landmarks(among batch: [UInt32], covered: [Float]) -> [UInt32] {
        var chosen: [UInt32] = []
        var covered = covered
        let wanted = min(batch.count, wantedLandmarks(nodes + batch.count) - landmarks.count)
        withScratch { scratch in
            while chosen.count < wanted, let furthest = covered.indices.min(by: { covered[$0] < covered[$1] }) {
                chosen.append(batch[furthest])
                ask(batch[furthest], scratch)
                var at = 0
                score(batch, scratch) { key in
                    covered[at] = max(covered[at], VectorPool.score(key))
                    at += 1
                }
                covered[furthest] = .infinity
            }
        }
        return chosen
    }

    /// What a new node is to be linked to, and its score with the nearest landmark.
    private func neighbours(of slot: UInt32, among batch: [UInt32], _ scratch: VectorScratch) -> (links: [UInt32], covered: Float) {
        ask(slot, scratch)
        var covered = -Float.infinity
        if nodes > 0 {
            walk(scratch, breadth: options.buildBreadth)
            if scratch.best.count > 0 { covered = VectorPool.score(scratch.best[0]) }
            // Dead nodes lead anywhere, also to slots that are used again.
            scratch.pool.keep { key in unsafe states.start[Int(VectorPool.slot(key))] == State.linked }
        } else {
            scratch.pool.empty(limit: options.buildBreadth)
        }
        score(batch, scratch) { key in if VectorPool.slot(key) != slot { _ = scratch.pool.insert(key) } }
        return (choose(scratch), covered)
    }

    private func links(of slot: UInt32, now: [UInt32], adding new: [UInt32], _ scratch: VectorScratch) -> [UInt32] {
        let all = now + new.filter { !now.contains($0) }
        if all.count <= Self.links { return all }
        return choose(all, for: slot, scratch)
    }

    /// Chooses a node's links among some nodes.
    func choose(_ candidates: [UInt32], for slot: UInt32, _ scratch: VectorScratch) -> [UInt32] {
        ask(slot, scratch)
        scratch.pool.empty(limit: candidates.count)
        score(candidates, scratch) { key in _ = scratch.pool.insert(key) }
        return choose(scratch)
    }

    private func ask(_ slot: UInt32, _ scratch: VectorScratch) {
        let row = Int(slot) * width
        unsafe scratch.ask(high: high.start + row, low: low.start + row, scale: scales.start[Int(slot)])
    }

    private func score(_ slots: [UInt32], _ scratch: VectorScratch, _ body: (VectorPool.Key) -> Void) {
        var rows = unsafe self.rows
        unsafe slots.withUnsafeBufferPointer { slots in
            guard let start = slots.baseAddress else { return }
            for first in stride(from: 0, to: slots.count, by: VectorScratch.chunk) {
                let count = min(VectorScratch.chunk, slots.count - first)
                unsafe coda_vectors_coarse(options.kernel.value, scratch.query, &rows, start + first, count, scratch.scores)
                for at in 0..<count { body(VectorPool.key(unsafe scratch.scores[at], unsafe start[first + at])) }
            }
        }
    }

    /// Chooses links among the pool's live nodes, the nearest first: none that a chosen one leads to by a way not much longer.
    private func choose(_ scratch: VectorScratch) -> [UInt32] {
        var (slots, distances): ([UInt32], [Float]) = ([], [])
        for place in 0..<scratch.pool.count {
            let key = scratch.pool[place]
            let slot = VectorPool.slot(key)
            guard isLive(Int(slot)) else { continue }
            slots.append(slot)
            distances.append(distance(VectorPool.score(key), scratch))
        }
        var (chosen, passed): ([UInt32], [UInt32]) = ([], [])
        var isOpen = [Bool](repeating: true, count: slots.count)
        var rest: [UInt32] = []
        var places: [Int] = []
        let slack = options.slack * options.slack
        for place in slots.indices {
            guard isOpen[place] else {
                passed.append(slots[place])
                continue
            }
            chosen.append(slots[place])
            if chosen.count == options.degree { break }
            (rest, places) = ([], [])
            for other in (place + 1)..<max(place + 1, slots.count) where isOpen[other] {
                rest.append(slots[other])
                places.append(other)
            }
            ask(slots[place], scratch)
            var at = 0
            score(rest, scratch) { key in
                let other = places[at]
                at += 1
                if slack * distance(VectorPool.score(key), scratch) <= distances[other] { isOpen[other] = false }
            }
        }
        // Where many are alike, the nearest of those that were passed over keep them in reach of each other.
        return chosen + passed.prefix(max(0, options.nearest - chosen.count))
    }

    /// The square of a distance, zero where rounding hides it.
    private func distance(_ score: Float, _ scratch: VectorScratch) -> Float {
        unsafe max(0, 2 - 2 * score - 4 * scratch.query.pointee.scale)
    }

    // MARK: Repair

    private func planRepair(slots count: Int, threads: Int) -> VectorPlan {
        let first = repair?.next ?? 0
        let last = min(used, first + count)
        let broken = (first..<last).filter { slot in
            unsafe states.start[slot] == State.linked
                && links(of: UInt32(slot)).contains { link in unsafe states.start[Int(link)] == State.dead }
        }
        let mended = inOrder(broken.count, threads: threads) { place, scratch in
            // What the dead were linked to stands in for them.
            var candidates: Set<UInt32> = []
            for link in self.links(of: UInt32(broken[place])) {
                if unsafe self.states.start[Int(link)] == State.dead {
                    candidates.formUnion(self.links(of: link))
                } else {
                    candidates.insert(link)
                }
            }
            candidates.remove(UInt32(broken[place]))
            let live = candidates.filter { unsafe self.states.start[Int($0)] == State.linked }
            return self.choose(live.sorted(), for: UInt32(broken[place]), scratch)
        }
        var plan = VectorPlan()
        for (slot, links) in zip(broken, mended) { plan.nodes.append(VectorPlan.Node(slot: UInt32(slot), links: links)) }
        plan.repairedTo = last
        return plan
    }

    private func repaired(to place: Int) {
        let pass = repair ?? VectorRepair(dead: (0..<used).filter { unsafe states.start[$0] == State.dead }.map { UInt32($0) })
        guard place >= used else {
            repair = VectorRepair(dead: pass.dead, next: place)
            return
        }
        for slot in pass.dead { release(slot) }
        dead -= pass.dead.count
        nodes -= pass.dead.count
        repair = nil
        landmarks.removeAll { unsafe states.start[Int($0)] != State.linked }
        plantLandmarks()
    }

    /// Starts a walk may begin from, where too few are left.
    private func plantLandmarks() {
        let wanted = wantedLandmarks(nodes) - landmarks.count
        guard wanted > landmarks.count else { return }
        let known = Set(landmarks)
        let step = max(1, nodes / max(1, wanted))
        var seen = 0
        for slot in 0..<used where unsafe states.start[slot] == State.linked {
            if seen % step == 0, !known.contains(UInt32(slot)) { landmarks.append(UInt32(slot)) }
            seen += 1
        }
    }
}
