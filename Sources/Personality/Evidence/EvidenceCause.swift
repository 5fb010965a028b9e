/// What a person did or said from which something about a trait follows.
package enum EvidenceCause: String, Sendable, CaseIterable {
    /// They said how they want it.
    case asked
    /// Words that belong to one end of the trait: "would you be so kind", "gimme".
    case wording
    /// "don't" or "do not".
    case contraction
    /// Technical words, or plain ones where there are technical ones.
    case vocabulary
    /// How long what they say is.
    case length
    /// How fast they speak.
    case rate
    /// They cut a reply off.
    case interrupted
    /// They heard a long reply to its end.
    case heardOut
    /// They asked for more of the same.
    case wantedMore
    /// "what?", "what does that mean?"
    case notUnderstood
    /// They thanked for a reply.
    case thanked
    /// Nothing came after a reply.
    case silent
    /// They asked about what was said.
    case followedUp
    /// They laughed, or joked.
    case laughed
    /// They took up something that was offered.
    case acceptedOffer
    case declinedOffer
}
