internal import CPosix

/// How much of the heap this process has in use.
package enum HeapUse {
    /// Bytes handed out and not given back, large blocks included.
    package static var bytes: Int { Int(coda_heap_bytes()) }
}
