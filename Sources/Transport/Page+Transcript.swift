extension Page {
    /// The conversation as it is seen. Words only ever become text nodes.
    static let transcript = #"""
        class Transcript {
          static longest = 200;

          constructor(log, empty) {
            this.log = log;
            this.empty = empty;
            this.items = new Map();
            this.feet = new Map();
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
            const entry = { root, words: Transcript.element("p", "words", "…"), isFinal: false };
            root.append(Transcript.element("p", "who", who), entry.words);
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
            const foot = this.foot(response);
            Object.assign(entry, { said, ahead, foot });
            this.keepingEnd(() => entry.root.append(foot.root));
            entry.root.classList.remove("live");
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
            });
            entry.foot.interrupt();
            this.finish(entry);
          }

          // Everything was heard.
          heardAll(entry) {
            if (entry.isFinal) return;
            entry.letters = Infinity;
            this.show(entry);
            this.finish(entry);
          }

          // Beneath a reply; what is told of it may come before its first word.
          foot(response) {
            const known = this.feet.get(response);
            if (known) return known;
            const foot = new Foot((change) => this.keepingEnd(change));
            Transcript.keep(this.feet, response, foot);
            return foot;
          }

          // A new session knows nothing of the old one's items.
          divide(text) {
            for (const [, entry] of this.items) if (!entry.isFinal) this.finish(entry);
            this.items.clear();
            this.feet.clear();
            if (this.empty.hidden) this.add(Transcript.element("p", "divider", text));
          }
        }
        """#
}
