import Resources
import Testing

@Suite struct MailboxTests {
    @Test("messages come out in the order they were posted, from many threads each in its own order")
    func order() async {
        let mailbox = Mailbox<(sender: Int, number: Int)>(capacity: 0)
        await withTaskGroup(of: Void.self) { group in
            for sender in 0..<8 {
                group.addTask { for number in 0..<1_000 { mailbox.post((sender, number)) } }
            }
            group.addTask {
                var last = Array(repeating: -1, count: 8)
                for _ in 0..<8_000 {
                    guard let message = await mailbox.next() else { break }
                    #expect(message.number == last[message.sender] + 1)
                    last[message.sender] = message.number
                }
                #expect(last == Array(repeating: 999, count: 8))
            }
        }
        #expect(mailbox.poll() == nil)
    }

    @Test("what weighs more than is free is refused, and fits again once room is made")
    func capacity() {
        let mailbox = Mailbox<Int>(capacity: 10)
        #expect(mailbox.post(1, weight: 6))
        #expect(!mailbox.post(2, weight: 5))
        #expect(mailbox.post(3))
        #expect(mailbox.poll() == 1)
        #expect(mailbox.post(4, weight: 10))
        #expect(mailbox.poll() == 3)
        #expect(mailbox.poll() == 4)
    }

    @Test("closing wakes who waits, after what was already there")
    func close() async {
        let mailbox = Mailbox<Int>(capacity: 0)
        mailbox.post(1)
        async let taken = [mailbox.next(), mailbox.next()]
        mailbox.close()
        let result = await taken
        #expect(result == [1, nil])
        #expect(!mailbox.post(2))
    }
}
