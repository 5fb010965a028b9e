extension Page {
    /// What stands beneath a reply: how long it took, who answered and why, what was called, and how much was remembered.
    static let foot = #"""
        class Foot {
          static parts = [
            ["detector", "hearing that you stopped"], ["silence_wait", "making sure you had finished"],
            ["turn_model", "asking whether you had"], ["recognizer", "recognising your words"], ["language", "finding an answer"],
            ["clause_wait", "its first clause"], ["synthesis", "making the voice"], ["queue", "sending"],
            ["leading_silence", "the voice’s first breath"],
          ];
          static ways = {
            direct: "Coda answered by itself, without a language model.", llm: "A language model answered.",
            hybrid: "Coda began at once, and a language model went on.",
          };
          static reasons = {
            mode: "This is how the conversation is set.", no_model: "None is set up.", model_unavailable: "None can be reached just now.",
            sure: "It was sure what you meant.", unsure: "Coda alone was not sure what you meant.",
            slow_model: "The model needs a while for its first word.", not_worth_it: "A model was not worth its wait or its cost.",
          };
          static outcomes = {
            needs_confirmation: "you are asked first", withdrawn: "taken back, since you went on", denied: "not allowed",
            timed_out: "failed, it took too long", cancelled: "cancelled", unavailable: "failed, not available now",
            unknown_tool: "failed, there is no such tool", invalid_arguments: "failed, called wrongly", failed: "failed",
          };

          // keepingEnd: calls what it is given, which changes what is seen.
          constructor(keepingEnd) {
            this.keepingEnd = keepingEnd;
            this.root = Transcript.element("div", "foot");
            this.details = document.createElement("details");
            this.summary = document.createElement("summary");
            this.list = document.createElement("ul");
            this.table = document.createElement("table");
            this.details.append(this.summary, this.list, this.table);
            this.tools = [];
            this.isInterrupted = this.hasFailed = false;
          }

          // MARK: What is told of a reply, each as it comes

          took(total, parts) {
            Object.assign(this, { total, parts });
            this.draw();
          }

          interrupt() {
            this.isInterrupted = true;
            this.draw();
          }

          routed(route) {
            this.route = route;
            this.draw();
          }

          failed() {
            this.hasFailed = true;
            this.draw();
          }

          called({ name }) {
            this.tools.push({ name });
            this.draw();
          }

          finished(details) {
            const tool = this.tools.find(({ name, outcome }) => name === details.name && !outcome);
            if (tool) Object.assign(tool, details);
            this.draw();
          }

          remembered({ count }) {
            this.count = count;
            this.draw();
          }

          // MARK: How it is shown

          static milliseconds(value) { return `${Math.round(value)} ms`; }

          get who() {
            if (!this.route) return "";
            const { way, reason, explanation } = this.route;
            if (reason === "cached") return "The same was asked before: its answer was given again.";
            return [Foot.ways[way], Foot.reasons[reason] ?? explanation].filter(Boolean).join(" ");
          }

          static told({ name, outcome, ms, cached }) {
            const words = [Foot.outcomes[outcome] ?? (outcome && outcome !== "ok" && `failed, ${outcome}`), cached && "known from before"];
            if (ms !== undefined) words.push(Foot.milliseconds(ms));
            return `Called ${name}` + (outcome ? `: ${words.filter(Boolean).join(", ")}.` : ".");
          }

          get lines() {
            const lines = [this.who, this.hasFailed && "The language model failed.", ...this.tools.map(Foot.told)];
            if (this.count === 0) lines.push("It had no memory of you to go by.");
            if (this.count > 0) lines.push(`It had ${this.count} ${this.count === 1 ? "memory" : "memories"} of you to go by.`);
            return lines.filter(Boolean);
          }

          draw() {
            const { lines, total } = this;
            const head = total !== undefined ? `Answered in ${Foot.milliseconds(total)}` : lines.length > 0 ? "How this was answered" : "";
            this.keepingEnd(() => {
              if (!head) return this.root.replaceChildren(this.isInterrupted ? "Interrupted" : "");
              this.summary.textContent = head + (this.isInterrupted ? ", interrupted" : "");
              this.list.replaceChildren(...lines.map((line) => Transcript.element("li", "", line)));
              this.list.hidden = lines.length === 0;
              this.drawTimes();
              // One that is open stays open.
              if (this.details.parentNode !== this.root) this.root.replaceChildren(this.details);
            });
          }

          drawTimes() {
            const { total, parts } = this;
            this.table.hidden = total === undefined;
            if (total === undefined) return;
            const rows = parts ? Foot.parts.filter(([key]) => key in parts) : [];
            const [body, end] = [document.createElement("tbody"), document.createElement("tfoot")];
            for (const [key, name] of rows) Foot.row(body, name, Foot.milliseconds(parts[key]));
            const span = parts ? "from your last sound to Coda’s first" : "from Ask to Coda’s first sound";
            Foot.row(end, span, Foot.milliseconds(total));
            this.table.replaceChildren(body, end);
            this.summary.title = rows.map(([key, name]) => `${name}: ${Foot.milliseconds(parts[key])}`).join("\n");
            this.details.dataset.milliseconds = Math.round(total);
          }

          static row(section, name, value) {
            const row = section.insertRow();
            const head = Transcript.element("th", "", name);
            head.scope = "row";
            row.append(head, Transcript.element("td", "", value));
          }
        }
        """#
}
