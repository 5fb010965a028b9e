/// Bounds of an executor.
package struct ToolExecutorSettings: Sendable {
    /// Calls that run at a time, those that may wait in line, and those nobody waits for any more that have not ended.
    package var concurrentCalls = 8
    package var waitingCalls = 32
    package var abandonedCalls = 32
    /// Times a call is tried again that was told to come later.
    package var retries = 1
    package var retryDelay = Duration.milliseconds(100)
    /// UTF-8 of a result as JSON; longer ones lose their end.
    package var resultBytes = 16 << 10
    package var cacheEntries = 512
    package var cacheBytes = 4 << 20

    package init() {}
}
