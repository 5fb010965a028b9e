import Resources
import Testing

@Suite struct ThreadConditionTests {
    @Test("a wait with a limit ends with what is there, and at once where there is nothing to wait for", arguments: [-1, 0, 1])
    func limit(milliseconds: Int) {
        let value = ThreadCondition(7)
        #expect(value.wait(until: { $0 > 7 }, atMost: .milliseconds(milliseconds), take: { $0 }) == 7)
        #expect(value.wait(until: { $0 == 7 }, atMost: .seconds(3_600), take: { $0 }) == 7)
    }

    @Test("who waits is woken by a change that says so, long before the limit")
    func wake() async {
        let value = ThreadCondition(0)
        let entered = ThreadCondition(false)
        let seen = await withTaskGroup(of: Int.self) { group in
            group.addTask {
                await onThread(named: "waiter") {
                    value.wait(
                        until: {
                            entered.withLock { $0 = true }
                            return $0 == 2
                        }, atMost: .seconds(3_600), take: { $0 })
                }
            }
            group.addTask {
                await onThread(named: "changer") {
                    entered.wait(until: { $0 }, take: { _ in })
                    value.change(wakingIf: {
                        $0 = 1
                        return false
                    })
                    value.change(wakingIf: {
                        $0 = 2
                        return true
                    })
                    return 2
                }
            }
            return await group.reduce(0) { max($0, $1) }
        }
        #expect(seen == 2)
    }
}
