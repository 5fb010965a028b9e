internal import Glibc
internal import Resources
internal import Synchronization
package import Telemetry

/// Profiling sessions of a process, one at a time: started, stopped, and given as a profile. Callable from any thread.
package final class Profiler: Sendable {
    private struct State {
        var recorder: ProfileRecorder?
        /// The thread of an older session ends when it sees another number.
        var number = 0
    }

    private let state = Mutex(State())
    private let engines: Engines

    /// How often spans are gathered; within it the tracer's ring does not run over.
    private static let milliseconds = 100
    /// Resources are looked at every so many times: 0.5 s.
    private static let sampling = 5

    package init(_ engines: Engines) { self.engines = engines }

    /// Begins a session; `false` where one is under way, or the level is off.
    package func start(name: String, level: ProfileLevel) -> Bool {
        let number = state.withLock { state -> Int? in
            guard state.recorder == nil, level != .off else { return nil }
            state.recorder = ProfileRecorder(name: name, tracer: engines.tracer, level: level)
            state.number += 1
            engines.tracer.level = level
            return state.number
        }
        guard let number else { return false }
        spawnThread(name: "profiler") { [weak self] in
            var round = 0
            while self?.gather(number, samples: level == .comprehensive && round % Self.sampling == 0) == true {
                round += 1
                var pause = timespec(tv_sec: 0, tv_nsec: Self.milliseconds * 1_000_000)
                unsafe nanosleep(&pause, nil)
            }
        }
        return true
    }

    private func gather(_ number: Int, samples: Bool) -> Bool {
        let queued = samples ? engines.workers.load.waiting : 0
        return state.withLock { state in
            guard state.number == number, state.recorder != nil else { return false }
            state.recorder?.collect()
            if samples { state.recorder?.take(ProfileSample(queued: queued)) }
            return true
        }
    }

    /// Ends the session and gives what it found; `nil` where none was under way.
    package func stop() -> Profile? {
        state.withLock { state in
            engines.tracer.level = .off
            guard var recorder = state.recorder else { return nil }
            state.recorder = nil
            recorder.collect(isLast: true)
            return recorder.profile
        }
    }
}
