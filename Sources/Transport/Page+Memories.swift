extension Page {
    /// What is remembered of the person, seen and forgotten by `/v1/memories`; hidden where that is closed to this page.
    static let memories = #"""
        class Memories {
          static path = "v1/memories";
          static page = 50;
          static turned = new Map(Object.entries({
            They: "You", they: "you", Their: "Your", their: "your", them: "you", themselves: "yourself", theirs: "yours",
          }));

          // key: gives the key that this page has been given, or null
          constructor(key) {
            this.key = key;
            const find = (id) => document.getElementById(id);
            this.view = Object.fromEntries(
              ["known", "known-state", "known-list", "known-more", "known-all", "sure", "sure-no", "sure-yes"].map((id) => [id, find(id)]));
            const { known, sure, "known-more": more, "known-all": all, "sure-no": no, "sure-yes": yes } = this.view;
            known.addEventListener("toggle", () => known.open && this.list());
            more.addEventListener("click", () => this.list(this.before));
            all.addEventListener("click", () => sure.showModal());
            no.addEventListener("click", () => sure.close());
            yes.addEventListener("click", () => this.forgetAll());
            // Escape closes the question and leaves a reply alone.
            sure.addEventListener("keydown", (event) => event.stopPropagation());
          }

          // A browser writes down as a fault what a closed door answers: whether it is open is asked elsewhere.
          async look() {
            const { known } = this.view;
            try {
              known.hidden = (await (await this.fetch("readyz?for=memories")).json()).memories !== true;
            } catch {
              known.hidden = true;
            }
            if (known.hidden) known.open = false;
            this.refresh();
          }

          // Something may have been learnt; nobody is disturbed who is at the list.
          refresh() {
            const { known } = this.view;
            if (known.open && known.scrollTop === 0 && !known.contains(document.activeElement)) this.list();
          }

          fetch(address, method = "GET") {
            const key = this.key();
            return fetch(address, { method, cache: "no-store", headers: key ? { "Authorization": `Bearer ${key}` } : {} });
          }

          // Gives the answer's members; throws what a person can be told.
          async ask(query, method) {
            let answer, members;
            try {
              answer = await this.fetch(Memories.path + query, method);
              members = await answer.json();
            } catch {
              throw new Error("Coda does not answer. Try again in a moment.");
            }
            if (answer.ok) return members;
            const error = new Error(members.error?.message ?? `The server refused it (${answer.status}).`);
            throw Object.assign(error, { status: answer.status });
          }

          tell(text) { this.view["known-state"].textContent = text; }

          // Lists the newest, or those before one.
          async list(before) {
            const { "known-list": list, "known-more": more, "known-all": all } = this.view;
            const attempt = (this.attempt = {});
            try {
              const members = await this.ask(`?limit=${Memories.page}` + (before ? `&before=${before}` : ""));
              if (attempt !== this.attempt) return;
              const items = members.memories.map((memory) => this.item(memory));
              before ? list.append(...items) : list.replaceChildren(...items);
              if (before) items[0]?.querySelector("button").focus();
              this.before = members.before;
              more.hidden = !this.before;
              // Closed ones are not listed, and still there.
              const isEmpty = list.children.length === 0;
              all.hidden = isEmpty && (await this.ask("?retired=true&limit=1")).memories.length === 0;
              this.tell(!isEmpty ? "" : "Nothing yet. What you tell Coda of yourself it remembers, and shows here.");
            } catch (error) {
              this.tell(error.message);
            }
          }

          item(memory) {
            const item = document.createElement("li");
            const words = Memories.toYou(memory.text);
            const day = new Date(memory.learned).toLocaleDateString(undefined, { dateStyle: "medium" });
            const text = Transcript.element("p", "", words);
            text.append(" ", Transcript.element("small", "", `learnt ${day}`));
            const button = Transcript.element("button", "plain", "Forget");
            button.type = "button";
            button.setAttribute("aria-label", `Forget: ${words}`);
            button.addEventListener("click", () => this.forget(memory, item, button));
            item.append(text, button);
            return item;
          }

          // Kept in the third person, and read by the one it is about. What somebody said themselves stays as it was.
          static toYou(text) {
            const quoting = /^They (asked me to remember|said): /.exec(text)?.[0] ?? "";
            const turn = (words) => words.replace(/\p{L}+/gu, (word) => Memories.turned.get(word) ?? word);
            return quoting ? turn(quoting) + text.slice(quoting.length) : turn(text);
          }

          async forget(memory, item, button) {
            button.disabled = true;
            try {
              await this.remove(memory.id);
            } catch (error) {
              button.disabled = false;
              return this.tell(`It was not forgotten. ${error.message}`);
            }
            const next = item.nextElementSibling ?? item.previousElementSibling;
            const hasFocus = [button, document.body].includes(document.activeElement);
            item.remove();
            this.tell("Forgotten.");
            if (!next) await this.list();
            if (hasFocus) (next?.querySelector("button") ?? this.view.known.querySelector("summary")).focus();
          }

          // With what it took the place of. One that was forgotten meanwhile is gone all the same.
          async remove(id) {
            try {
              await this.ask(`/${id}?history=true`, "DELETE");
            } catch (error) {
              if (error.status !== 404) throw error;
            }
          }

          async forgetAll() {
            const { known, sure } = this.view;
            sure.close();
            try {
              await this.ask("?everything=true", "DELETE");
              await this.list();
              this.tell("Everything is forgotten.");
            } catch (error) {
              this.tell(`Not everything was forgotten. ${error.message}`);
            }
            known.querySelector("summary").focus();
          }
        }
        """#
}
