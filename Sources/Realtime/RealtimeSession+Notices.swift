internal import Dialogue
internal import Resources
internal import Synchronization
internal import Wire

/// Saying what is due.
extension RealtimeSession {
    /// Called once a second; costs a look where nothing is due.
    nonisolated func lookForNotices() {
        guard let notices = engines.notices, notices.isDue(account: account) else { return }
        guard !hasLook.exchange(true, ordering: .relaxed) else { return }
        mailbox.post(.noticesDue)
    }

    /// A client that is away is told when it is back; what is taken counts as said, so that it is taken only once all before it was.
    func takeNotices() {
        guard let notices = engines.notices, detachedAt == nil, !conversation.isAnnouncing else {
            return hasLook.store(false, ordering: .relaxed)
        }
        let (account, person, now, mailbox) = (account, configuration.person, CivilTime.local(), mailbox)
        Task {
            let texts = await notices.take(account: account, person: person, now: now, most: Conversation.announcementCapacity)
            for text in texts { mailbox.post(.announce(text)) }
            hasLook.store(false, ordering: .relaxed)
        }
    }
}
