import Assistant
import Dialogue
import Language
import Testing
import Tools
import Wire

@Suite struct HybridTests {
    @Test("an opening is said at once, and the model goes on without saying it again")
    func seam() async {
        let model = ScriptedModel([ScriptedModel.says("Let me", " think. Rome", " fell slowly.")])
        let reply = await Desk(model: model).answer(Desk.request("why did the Roman empire fall", mode: .hybrid))
        #expect(reply.pieces.first == "Let me think. ")
        #expect(reply.text == "Let me think. Rome fell slowly.")
        guard case .system(let circumstances)? = model.prompts.first?.messages.dropLast().last else {
            return #expect(Bool(false), "no circumstances")
        }
        #expect(circumstances.contains("Let me think."), "the model knows what was said")
    }

    @Test("what the intents are sure of is answered without the model")
    func sure() async {
        let model = ScriptedModel([ScriptedModel.says("never")])
        let reply = await Desk(model: model).answer(Desk.request("what time is it", mode: .hybrid))
        #expect(reply.text.contains("3:04") && model.prompts.isEmpty)
    }

    @Test(
        "a seam repeats nothing, wherever the pieces are cut",
        arguments: [
            ("Sure.", "Sure. Here it is.", "Here it is."), ("Sure.", "Sure, here it is.", "here it is."),
            ("Sure.", "Surely not.", "Surely not."), ("Sure.", "Sure. -5 °C", "-5 °C"), ("Sure.", "Sure: €5.", "€5."),
            ("Let me see.", "Let us go.", "Let us go."), ("Let me see.", "LET ME SEE: yes.", "yes."), ("Sure.", "Sure.", ""),
            ("Let me think.", "Let me", "Let me"), ("Sure.", "", ""), ("Sure.", "\n\nYes.", "Yes."),
        ])
    func cuts(opening: String, said: String, rest: String) {
        for size in 1...max(1, said.count) {
            var seam = SeamFilter(after: opening)
            var out = ""
            var left = Substring(said)
            while !left.isEmpty {
                out += seam.take(String(left.prefix(size)))
                left = left.dropFirst(size)
            }
            out += seam.finish()
            #expect(out == rest, "in pieces of \(size)")
        }
    }
}
