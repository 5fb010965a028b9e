// swift-tools-version: 6.2
import PackageDescription

/// Settings every Swift target shares. Warnings are errors; every unsafe use of memory is marked.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// Where `make models` puts libraries and headers that Debian does not package.
let deps = Context.packageDirectory + "/.deps"

/// A target of its own shows it, so that a new commit compiles one line.
let commit = String(Context.gitInformation?.currentCommit.prefix(9) ?? "unknown")

func swift(_ name: String, _ dependencies: Target.Dependency...) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: Target.Dependency..., exclude: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.target(name: name), "TestSupport"] + dependencies, exclude: exclude,
        // What they test is optimised; the tests themselves would take minutes to be.
        swiftSettings: strict + [.unsafeFlags(["-Onone"])])
}

/// Only `scripts/fuzz.sh` builds these: they need libFuzzer's loop, and every module instrumented.
let fuzzing: [Target] =
    Context.environment["CODA_FUZZ"] == nil
    ? []
    : [
        .target(name: "FuzzDriver", path: "Fuzz/Driver"),
        .executableTarget(
            name: "coda-fuzz",
            dependencies: ["FuzzDriver", "Audio", "Wire", "Network", "Configuration", "Language", "Tools", "Realtime", "Transport"],
            path: "Fuzz/Targets",
            swiftSettings: strict,
            // gold fails on libFuzzer's debug information.
            linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
    ]

let package = Package(
    name: "coda",
    products: [.executable(name: "coda", targets: ["coda"])],
    targets: [
        // Layer 0: C. One Swift target imports each.
        .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
        .systemLibrary(name: "CSpeexDSP", pkgConfig: "speexdsp", providers: [.apt(["libspeexdsp-dev"])]),
        .systemLibrary(name: "CFlite", providers: [.apt(["flite1-dev"])]),
        .systemLibrary(name: "CLibwebsockets", pkgConfig: "libwebsockets", providers: [.apt(["libwebsockets-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CEpoll"),
        .target(name: "CPosix"),
        .target(name: "CBuildInfo", cSettings: [.define("CODA_COMMIT", to: "\"\(commit)\"")]),
        .target(name: "CSoundDevices", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "COnnxRuntime", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CPostgreSQL", linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CVectors", linkerSettings: [.linkedLibrary("m")]),
        .target(name: "CSilero", linkerSettings: [.linkedLibrary("m")]),
        .target(
            name: "CPocketSphinx",
            cSettings: [.unsafeFlags(["-I\(deps)/include"])],
            linkerSettings: [.unsafeFlags(["-L\(deps)/lib"]), .linkedLibrary("pocketsphinx"), .linkedLibrary("m")]),
        // Layer 1: plain values.
        swift("Telemetry"),
        swift("Personality"),
        swift("Audio", "CSoxr", "CSpeexDSP"),
        // Layer 2: owners and pure logic.
        swift("Resources", "CPosix"),
        swift("Wire", "Audio"),
        swift("Dialogue", "Audio"),
        swift("Network", "CLibwebsockets", "CEpoll", "COpenSSL", "CCurl"),
        swift("Configuration", "Personality", "CYAML"),
        // Layer 3: models and devices, and what was recorded.
        swift("Recording", "Audio", "Resources", "Wire", "Dialogue"),
        swift("Devices", "Resources", "CSoundDevices"),
        swift("Inference", "Resources", "Wire", "COnnxRuntime"),
        swift("Storage", "Resources", "CSQLite", "CPostgreSQL"),
        // Layer 4: the stages and their engines.
        swift("Perception", "Audio", "Resources", "Inference", "CSilero"),
        swift("Speech", "Telemetry", "Audio", "Resources", "CPocketSphinx", "CFlite"),
        swift("Language", "Resources", "Network", "Wire", "Dialogue", "Configuration", "Inference"),
        swift(
            "Memory", "CVectors", "CZlib", "Telemetry", "Resources", "Network", "Wire", "Dialogue", "Configuration", "Storage", "Inference"),
        swift("Tools", "Resources", "Network", "Wire", "Dialogue", "Configuration", "Storage", "Inference"),
        // Layer 5: who answers.
        swift(
            "Assistant", "Telemetry", "Personality", "Resources", "Wire", "Dialogue", "Configuration", "Inference", "Language", "Memory",
            "Tools"),
        // Layer 6: the only place that knows all stages.
        swift(
            "Realtime", "Telemetry", "Audio", "Resources", "Wire", "Dialogue", "Recording", "Inference", "Perception", "Speech", "Language",
            "Memory", "Assistant"),
        // Layer 7: doors, the command line, the measurements.
        swift(
            "Transport", "Telemetry", "Audio", "Resources", "Network", "Wire", "Dialogue", "Recording", "Configuration", "Speech",
            "Realtime", "Memory", "Tools"),
        swift(
            "Scenarios", "Audio", "Resources", "Network", "Wire", "Dialogue", "Recording", "Configuration", "Speech", "Language", "Tools",
            "Realtime"),
        .target(
            name: "Benchmarks",
            dependencies: [
                "Telemetry", "Audio", "Personality", "Resources", "Network", "Wire", "Dialogue", "Storage", "Inference",
                "Perception", "Speech", "Language", "Memory", "Tools", "Assistant", "Realtime",
            ],
            path: "Benchmarks/Harness", swiftSettings: strict),
        .executableTarget(
            name: "coda",
            dependencies: [
                "CBuildInfo", "Telemetry", "Audio", "Personality", "Resources", "Wire", "Recording", "Devices", "Network", "Speech",
                "Configuration",
                "Dialogue", "Language", "Inference", "Memory", "Tools", "Assistant", "Realtime", "Transport", "Scenarios", "Benchmarks",
            ],
            swiftSettings: strict,
            // Static at link time only, so that tests share every object; the two libraries are what FoundationEssentials needs then.
            linkerSettings: [.unsafeFlags(["-static-stdlib", "-l_FoundationCollections", "-l_FoundationCShims"])]),
        // Tests.
        // Counts allocations: it has a `malloc` of its own. The names in its traces come from the exported symbols.
        .target(name: "CAllocationCount", path: "Benchmarks/CAllocationCount"),
        .executableTarget(
            name: "coda-allocations",
            dependencies: ["CAllocationCount", "Audio", "Resources", "Dialogue", "Wire", "Perception", "Realtime", "ScriptedEngines"],
            path: "Benchmarks/Allocations", swiftSettings: strict, linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"])]),
        .executableTarget(name: "coda-echo", dependencies: ["Network"], path: "Tests/Echo", swiftSettings: strict),
        .target(name: "TestSupport", dependencies: ["Audio"], path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "ScriptedEngines", dependencies: ["Audio", "Resources", "Dialogue", "Perception", "Speech", "Language", "Realtime"],
            path: "Tests/ScriptedEngines", swiftSettings: strict),
        tests("Telemetry"),
        tests("Audio"),
        tests("Resources"),
        tests("Inference", "Wire", exclude: ["Golden"]),
        tests("Wire", "Audio"),
        tests("Dialogue", "Audio", "Wire", "Recording", exclude: ["Recordings"]),
        tests(
            "Scenarios", "Audio", "Wire", "Dialogue", "Recording", "Configuration", "Speech", "Language", "Tools", "Assistant", "Realtime",
            "ScriptedEngines"),
        tests("Network"),
        tests("Configuration", "Personality"),
        tests(
            "Transport", "Telemetry", "Audio", "Resources", "Network", "Wire", "Dialogue", "Configuration", "Realtime", "ScriptedEngines",
            "Inference", "Memory", "Tools"),
        tests("Perception", "Audio", "Inference", "Speech", exclude: ["Golden"]),
        tests("Speech", "Audio", "Resources"),
        tests("Language", "Wire", "Dialogue", "Configuration", "Inference", "Network", exclude: ["Dialogues"]),
        tests("Storage"),
        tests("Personality"),
        tests("Memory", "Telemetry", "Resources", "Storage", "Inference", "Network"),
        tests("Tools", "Resources", "Wire", "Dialogue", "Storage", "Network", "Configuration"),
        tests("Assistant", "Personality", "Wire", "Dialogue", "Configuration", "Inference", "Language", "Memory", "Tools"),
        tests("Benchmarks", "Wire", "Speech"),
        tests(
            "Realtime", "Telemetry", "Audio", "Resources", "Wire", "Dialogue", "Configuration", "Speech", "Language", "Memory", "Assistant",
            "ScriptedEngines"),
    ] + fuzzing,
    swiftLanguageModes: [.v6]
)
