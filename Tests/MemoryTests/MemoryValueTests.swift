import Memory
import Testing

@Suite struct MemoryValueTests {
    @Test func whatIsRetiredCountsNoMore() {
        let content = MemoryContent(.fact, "They live in Leeds.", happened: MemoryTime(milliseconds: 1))
        var memory = Memory(id: 1, owner: MemoryOwner(account: "a"), content: content, learned: MemoryTime(milliseconds: 1))
        #expect(memory.isCurrent)
        memory.retired = MemoryTime(milliseconds: 2)
        #expect(!memory.isCurrent)
    }

    @Test func ownersAreOrderedByAccountAndThenPerson() {
        let owners = [MemoryOwner(account: "b"), MemoryOwner(account: "a", person: "z"), MemoryOwner(account: "a")]
        #expect(owners.sorted() == [MemoryOwner(account: "a"), MemoryOwner(account: "a", person: "z"), MemoryOwner(account: "b")])
    }
}
