internal import CVectors

/// Instructions that the scalar products are made of; all give the same scores, bit for bit.
package enum VectorKernel: String, Sendable, CaseIterable {
    /// What every processor of 64 bits has: SSE2 or NEON.
    case base
    case avx2
    /// AVX-512 with VNNI.
    case avx512

    var value: coda_vectors_kernel {
        switch self {
        case .base: CODA_VECTORS_BASE
        case .avx2: CODA_VECTORS_AVX2
        case .avx512: CODA_VECTORS_AVX512
        }
    }

    /// Whether this processor runs it.
    package var isAvailable: Bool { coda_vectors_can_run(value) }

    /// The fastest that this processor runs.
    package static let best: VectorKernel = allCases.last { $0.isAvailable } ?? .base
}
