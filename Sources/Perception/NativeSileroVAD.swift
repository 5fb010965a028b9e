internal import CSilero
package import Inference

/// Silero's voice activity detector computed by Coda itself: the same weights as `SileroVAD` and, within 1e-4, the same probabilities.
///
/// A window takes 20 us on a processor with AVX2, 50 us on any other, and allocates nothing. One for the process; any thread. The network:
/// silero-vad 6.2 (`tinygrad_model.py` describes it).
@safe
package final class NativeSileroVAD: VoiceActivityDetector {
    /// The end of the last window, and the network's memory.
    package struct StreamState: Sendable, Equatable {
        fileprivate var values = [Float](repeating: 0, count: CODA_SILERO_STATE)
    }

    /// Instructions that a kernel is made of.
    package enum Kernel: String, Sendable, CaseIterable {
        /// What every processor of 64 bits has: SSE2 or NEON.
        case base
        case avx2
        case avx512

        private var value: coda_silero_kernel {
            switch self {
            case .base: CODA_SILERO_BASE
            case .avx2: CODA_SILERO_AVX2
            case .avx512: CODA_SILERO_AVX512
            }
        }

        /// Whether this processor runs it.
        package var isAvailable: Bool { coda_silero_can_run(value) }

        /// The fastest that this processor runs.
        package static var best: Kernel { allCases.last { $0.isAvailable } ?? .base }

        fileprivate func open(_ weights: inout coda_silero_weights) -> OpaquePointer? { unsafe coda_silero_open(&weights, value) }
    }

    package let windowLength = CODA_SILERO_WINDOW
    package let kernel: Kernel
    // Only ever read after it is made.
    nonisolated(unsafe) private let network: OpaquePointer

    /// Loads the weights; takes about 20 ms.
    ///
    /// - Parameter kernel: one that is available.
    package convenience init(weightsPath: String, kernel: Kernel = .best) throws(PerceptionError) {
        let file: SafetensorsFile
        do { file = try SafetensorsFile(path: weightsPath) } catch { throw .model(path: weightsPath, cause: error.description) }
        try self.init(file, kernel: kernel)
    }

    package init(_ file: SafetensorsFile, kernel: Kernel = .best) throws(PerceptionError) {
        precondition(kernel.isAvailable, "this processor does not run the kernel \(kernel)")
        let weights: SileroWeights
        do { weights = try SileroWeights(file) } catch { throw .model(path: file.path, cause: error.description) }
        // The kernel transforms by Fourier's fast way, which is what the published tensor does step by step.
        guard unsafe weights.withTensors({ unsafe coda_silero_basis_error($0.basis) }) < 1e-5 else {
            let error = InferenceError.modelShape(path: file.path, cause: "its stft_conv.weight is no Fourier transform")
            throw .model(path: file.path, cause: error.description)
        }
        guard let network = unsafe weights.withTensors({ unsafe kernel.open(&$0) }) else {
            throw .model(path: file.path, cause: "there is no memory for the weights of \(file.path)")
        }
        self.kernel = kernel
        unsafe self.network = network
    }

    deinit { unsafe coda_silero_close(network) }

    package func makeState() -> StreamState { StreamState() }

    /// Leaves `state` as it was where it throws.
    package func probability(of window: Span<Float>, state: inout StreamState) throws(PerceptionError) -> Float {
        guard window.count == windowLength else { throw .windowLength(expected: windowLength, got: window.count) }
        guard window.isFinite else { throw .notNumbers }
        return unsafe window.withUnsafeBufferPointer { window in
            unsafe state.values.withUnsafeMutableBufferPointer { state in
                unsafe coda_silero_run(network, window.baseAddress, state.baseAddress)
            }
        }
    }
}
