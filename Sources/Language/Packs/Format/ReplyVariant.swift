/// One way to answer; conditional ones come before the others.
package struct ReplyVariant: Sendable, Equatable {
    package var condition: ReplyCondition?
    package var template: ReplyTemplate

    /// The sentence of the first condition that holds, else of those without one; alike ones take turns.
    static func choose(_ variants: [ReplyVariant], _ scope: TemplateScope, turn: Int) -> String? {
        let holding = variants.first { $0.condition?.holds(scope) == true }?.condition
        let alike = variants.filter { $0.condition == holding }
        let texts = alike.compactMap { $0.template.render(scope) }
        return texts.isEmpty ? nil : texts[turn % texts.count]
    }
}
