/// Benchmarks that the contract names and other parts of the program bring.
enum BenchContract {
    static let names: Set<String> = [
        "intents", "tools", "language", "memory", "search", "recall", "consolidation", "personality", "concurrency",
        "failover",
        "modes", "integration", "stress", "resources", "soak",
    ]
}
