internal import CAllocationCount

/// Counting what the whole process allocates.
enum Allocations {
    static func begin(keepsPlaces: Bool) { coda_allocations_begin(keepsPlaces ? 1 : 0) }
    static func end() -> Int { coda_allocations_end() }
    /// Blocks handed out and not given back.
    static var liveBlocks: Int { coda_allocations_live_blocks() }
    /// Writes the most frequent places to standard error.
    static func tellPlaces(most: Int) { coda_allocations_tell_places(Int32(most)) }
}
