extension Page {
    /// The conversation as it is seen. Words only ever become text nodes.
    static let transcript = #"""
        class Transcript {
          static longest = 200;
          static parts = [
            ["detector", "hearing that you stopped"], ["silence_wait", "making sure you had finished"],
            ["turn_model", "asking whether you had"], ["recognizer", "recognising your words"], ["language", "finding an answer"],
            ["clause_wait", "its first clause"], ["synthesis", "making the voice"], ["queue", "sending"],
            ["leading_silence", "the voice’s first breath"],
          ];

          constructor(log, empty) {
            this.log = log;
            this.empty = empty;
            this.items = new Map();
            this.replies = new Map();
            this.isAtEnd = true;
            log.addEventListener("scroll", () => { this.isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60; });
            // A message above, a keyboard below: the last words stay in sight.
            new ResizeObserver(() => this.keepingEnd(() => {})).observe(log);
          }

          static element(tag, name, text = "") {
            const element = document.createElement(tag);
            element.className = name;
            element.textContent = text;
            return element;
          }

          // A reader who has scrolled up stays there.
          keepingEnd(change) {
            change();
            if (this.isAtEnd) this.log.scrollTop = this.log.scrollHeight;
          }

          add(element) {
            this.empty.hidden = true;
            this.keepingEnd(() => {
              this.log.append(element);
              while (this.log.children.length > Transcript.longest) this.empty.nextElementSibling.remove();
            });
          }

          entry(item, who) {
            const known = this.items.get(item);
            if (known) return known;
            const root = Transcript.element("div", `entry ${who === "You" ? "you" : "coda"} live`);
            root.setAttribute("aria-busy", "true");
            const entry = { root, words: Transcript.element("p", "words", "…"), foot: Transcript.element("div", "foot"), isFinal: false };
            root.append(Transcript.element("p", "who", who), entry.words);
            if (who !== "You") root.append(entry.foot);
            Transcript.keep(this.items, item, entry);
            this.add(root);
            return entry;
          }

          finish(entry) {
            entry.isFinal = true;
            entry.root.classList.remove("live");
            entry.root.setAttribute("aria-busy", "false");
          }

          // MARK: What you say

          hear(item) { this.entry(item, "You"); }

          partial(item, text) {
            const entry = this.entry(item, "You");
            if (!entry.isFinal && text) this.keepingEnd(() => { entry.words.textContent = text; });
          }

          said(item, text) {
            const entry = this.entry(item, "You");
            this.keepingEnd(() => { entry.words.textContent = text || "(no words)"; });
            this.finish(entry);
          }

          // MARK: What Coda says

          beginReply(response, item) {
            const entry = this.entry(item, "Coda");
            entry.text = "";
            entry.letters = 0;
            const [said, ahead] = [Transcript.element("span", "said"), Transcript.element("span", "ahead")];
            entry.words.replaceChildren(said, ahead);
            Object.assign(entry, { said, ahead });
            entry.root.classList.remove("live");
            Transcript.keep(this.replies, response, entry);
            return entry;
          }

          // As many as are shown; a map's first key is its oldest.
          static keep(entries, key, entry) {
            entries.set(key, entry);
            if (entries.size > Transcript.longest) entries.delete(entries.keys().next().value);
          }

          append(entry, text) {
            entry.text += text;
            this.show(entry);
          }

          // Shows the first `letters` (spaces not counted) as spoken, to the end of a word.
          speak(entry, letters) {
            if (entry.isFinal || letters <= entry.letters) return;
            entry.letters = letters;
            this.show(entry);
          }

          show(entry) {
            let end = 0, letters = 0;
            for (const { 0: word, index } of entry.text.matchAll(/\S+/g)) {
              if (letters + word.length / 2 > entry.letters) break;
              letters += word.length;
              end = index + word.length;
            }
            const [said, ahead] = [entry.text.slice(0, end), entry.text.slice(end)];
            if (said === entry.said.textContent && ahead === entry.ahead.textContent) return;
            this.keepingEnd(() => {
              entry.said.textContent = said;
              entry.ahead.textContent = ahead;
            });
          }

          static letters(text) { return text.replace(/\s/g, "").length; }

          // The reply as it stays in the conversation: shortened to what was heard where it was interrupted.
          endReply(item, text, isWhole) {
            const entry = this.items.get(item);
            if (!entry) return;
            if (!isWhole) return this.interrupt(entry, text);
            entry.text = text;
            this.show(entry);
          }

          interrupt(entry, text) {
            if (entry.isFinal) return;
            this.keepingEnd(() => {
              entry.said.textContent = text ? `${text} …` : "…";
              entry.ahead.textContent = "";
              if (!entry.foot.hasChildNodes()) entry.foot.append("Interrupted");
              else entry.foot.querySelector("summary")?.append(", interrupted");
            });
            this.finish(entry);
          }

          // Everything was heard.
          heardAll(entry) {
            if (entry.isFinal) return;
            entry.letters = Infinity;
            this.show(entry);
            this.finish(entry);
          }

          latency(response, total, parts) {
            const entry = this.replies.get(response);
            if (!entry) return;
            const format = (value) => `${Math.round(value)} ms`;
            const details = document.createElement("details");
            const summary = Transcript.element("summary", "", `Answered in ${format(total)}`);
            const table = document.createElement("table");
            const rows = parts ? Transcript.parts.filter(([key]) => key in parts) : [];
            const body = table.createTBody();
            for (const [key, name] of rows) Transcript.row(body, name, format(parts[key]));
            const span = parts ? "from your last sound to Coda’s first" : "from Ask to Coda’s first sound";
            Transcript.row(table.createTFoot(), span, format(total));
            summary.title = rows.map(([key, name]) => `${name}: ${format(parts[key])}`).join("\n");
            details.append(summary, table);
            details.dataset.milliseconds = Math.round(total);
            this.keepingEnd(() => entry.foot.replaceChildren(details));
          }

          static row(section, name, value) {
            const row = section.insertRow();
            const head = Transcript.element("th", "", name);
            head.scope = "row";
            row.append(head, Transcript.element("td", "", value));
          }

          // A new session knows nothing of the old one's items.
          divide(text) {
            for (const [, entry] of this.items) if (!entry.isFinal) this.finish(entry);
            this.items.clear();
            this.replies.clear();
            if (this.empty.hidden) this.add(Transcript.element("p", "divider", text));
          }
        }
        """#
}
