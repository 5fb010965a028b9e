extension Page {
    /// Ties socket, microphone, loudspeaker and what is seen together.
    static let app = #"""
        class App {
          static states = {
            connecting: "Connecting…", disconnected: "Disconnected, trying again", locked: "A key is needed", asking: "Waiting for the microphone…",
            ready: "Ready", listening: "Listening", hearing: "Hearing you", thinking: "Thinking", speaking: "Speaking",
          };
          // Letters a second of the voice, until a whole reply has told better.
          pace = 13;
          isFirst = true;
          microphoneState = "off";
          isHearing = false;
          awaitsReply = false;
          // The response under way: { id, item, entry, asked }.
          reply = null;
          isOwed = false;

          constructor() {
            const find = (id) => document.getElementById(id);
            this.view = Object.fromEntries(
              ["notice", "talk", "talk-label", "state", "meter", "level", "hush", "ask", "question", "voice", "entrance", "key", "key-question"]
                .map((id) => [id, find(id)]));
            this.transcript = new Transcript(find("log"), find("empty"));
            this.player = new Player(() => this.refresh());
            this.microphone = new Microphone({
              sound: (sound) => this.connection.sendSound(sound),
              level: (level) => this.showLevel(level),
              lost: (message) => this.endTalk(message),
            });
            this.memories = new Memories(() => this.connection.entrance.key);
            this.view.talk.addEventListener("click", () => this.toggleTalk());
            this.view.hush.addEventListener("click", () => this.hush());
            this.view.ask.addEventListener("submit", (event) => this.ask(event));
            this.view.voice.addEventListener("change", () => this.useVoice());
            this.view.entrance.addEventListener("submit", (event) => this.giveKey(event));
            addEventListener("keydown", (event) => event.key === "Escape" && this.hush());
            // A message that is true as long as the page is open.
            this.standing = window.isSecureContext ? null : Microphone.missing;
            this.tell(null);
            this.connection = new Connection({
              event: (event) => {
                this.on[event.type]?.(event);
                this.refresh();
              },
              sound: (sound) => this.hearReply(sound),
              paused: (message) => this.pause(message),
              resumed: () => this.pause(null),
              lost: (message) => this.lose(message),
              asked: (question) => this.askForKey(question),
            });
            this.refresh();
          }

          // MARK: What the person does

          async toggleTalk() {
            this.player.wake();
            if (this.microphoneState !== "off") return this.endTalk(null);
            this.microphoneState = "asking";
            this.tell(null);
            this.refresh();
            const message = await this.microphone.start();
            if (message) return this.endTalk(message);
            if (this.microphoneState === "asking" && this.microphone.stream) this.microphoneState = "on";
            this.refresh();
          }

          endTalk(message) {
            this.microphone.stop();
            this.microphoneState = "off";
            this.showLevel(0);
            this.tell(message);
            this.refresh();
          }

          ask(event) {
            event.preventDefault();
            const text = this.view.question.value.trim();
            if (!text || !this.connection.isOpen) return;
            this.view.question.value = "";
            this.player.wake();
            this.hush();
            this.tell(null);
            const content = [{ type: "input_text", text }];
            this.connection.send({ type: "conversation.item.create", item: { type: "message", role: "user", content } });
            this.asked = performance.now();
            this.createReply();
          }

          createReply() {
            this.isOwed = false;
            this.awaitsReply = true;
            this.connection.send({ type: "response.create", event_id: "ask" });
            this.refresh();
          }

          // Stops the reply; what was not heard is gone.
          hush() {
            this.player.stop();
            if (this.reply) this.connection.send({ type: "response.cancel", event_id: "hush", response_id: this.reply.id });
          }

          giveKey(event) {
            event.preventDefault();
            const key = this.view.key.value.trim();
            if (!key) return;
            this.view.key.value = "";
            this.view.entrance.hidden = true;
            this.connection.use(key);
            this.refresh();
          }

          useVoice() {
            const output = { voice: this.view.voice.value };
            this.connection.send({ type: "session.update", session: { type: "realtime", audio: { output } } });
          }

          // MARK: What the server says

          on = {
            "session.created": ({ session }) => this.begin(session),
            "conversation.item.added": ({ item }) => {
              const text = item.content.find((part) => part.type === "input_text")?.text;
              if (item.role === "user" && text !== undefined) this.transcript.said(item.id, text);
            },
            "input_audio_buffer.speech_started": ({ item_id }) => {
              this.player.stop();
              this.isHearing = true;
              this.transcript.hear(item_id);
            },
            "input_audio_buffer.speech_stopped": () => {
              this.isHearing = false;
              this.awaitsReply = true;
            },
            "coda.input_transcript.partial": ({ item_id, transcript }) => this.transcript.partial(item_id, transcript),
            "conversation.item.input_audio_transcription.completed": ({ item_id, transcript }) => {
              this.transcript.said(item_id, transcript);
              if (!transcript) this.awaitsReply = false;
            },
            "conversation.item.input_audio_transcription.failed": ({ item_id, error }) => {
              this.transcript.said(item_id, "");
              this.awaitsReply = false;
              this.tell(error.message);
            },
            "response.created": ({ response }) => {
              this.awaitsReply = false;
              // The last sound of the reply before may still be playing.
              if (this.followed) this.transcript.heardAll(this.followed);
              this.player.begin();
              this.reply = { id: response.id, asked: this.asked };
              this.asked = null;
            },
            "response.output_item.added": ({ response_id, item }) => {
              if (this.reply) this.reply.entry = this.transcript.beginReply(response_id, item.id);
              this.follow();
            },
            "response.output_audio_transcript.delta": ({ delta }) => this.reply?.entry && this.transcript.append(this.reply.entry, delta),
            "response.output_audio.done": () => { this.player.isComplete = true; },
            "response.output_item.done": ({ item }) => {
              this.transcript.endReply(item.id, item.content[0]?.transcript ?? "", item.status === "completed");
            },
            "response.done": ({ response }) => this.endReply(response),
            "coda.turn.latency": ({ response_id, latency }) => {
              // A typed question is measured here: the server's figure is from the end of speech.
              if (!this.reply?.asked) this.transcript.foot(response_id).took(latency.total_ms, latency.parts_ms);
            },
            "coda.reply.routed": ({ response_id, details }) => this.transcript.foot(response_id).routed(details),
            "coda.model.failed": ({ response_id }) => this.transcript.foot(response_id).failed(),
            "coda.tool.called": ({ response_id, details }) => this.transcript.foot(response_id).called(details),
            "coda.tool.finished": ({ response_id, details }) => this.transcript.foot(response_id).finished(details),
            "coda.memory.used": ({ response_id, details }) => this.transcript.foot(response_id).remembered(details),
            "coda.service.level": ({ level }) => { this.isShort = level !== "full"; },
            "coda.output.filler": () => { if (this.reply) this.reply.isFilled = true; },
            "coda.output.filler.done": () => { if (this.reply) this.reply.isFilled = false; },
            "error": ({ error }) => {
              if (error.event_id === "hush") return;
              if (error.event_id === "ask") this.isOwed = true;
              else this.tell(error.message);
            },
          };

          begin(session) {
            this.view.entrance.hidden = true;
            this.isShort = false;
            if (!this.isFirst) this.transcript.divide("Connected again. Coda has forgotten what was said before.");
            const format = { type: "audio/pcm", rate: Player.rate };
            const output = { format };
            if (this.isFirst) this.view.voice.value = session.audio.output.voice;
            else output.voice = this.view.voice.value;
            this.connection.send({ type: "session.update", session: { type: "realtime", audio: { input: { format }, output } } });
            this.isFirst = false;
            if (this.notice === "connection") this.tell(null);
            this.memories.look();
          }

          hearReply(sound) {
            if (!this.reply) return;
            if (this.reply.isFilled) return this.player.push(sound, true);
            if (this.reply.asked && this.player.pushed === 0) {
              this.transcript.foot(this.reply.id).took(performance.now() - this.reply.asked, null);
            }
            this.player.push(sound);
            this.refresh();
          }

          endReply(response) {
            this.reply = null;
            // Again when what was said has been learnt from, which nobody waits for.
            this.memories.refresh();
            setTimeout(() => this.memories.refresh(), 1500);
            if (response.status === "cancelled") this.player.stop();
            if (response.status === "failed") {
              const code = response.status_details?.error?.code ?? "no reason given";
              this.tell(`Coda could not answer (${code}). Please ask again.`);
            }
            if (this.isOwed) this.createReply();
          }

          askForKey(question) {
            const { entrance, key, "key-question": label } = this.view;
            label.textContent = question;
            entrance.hidden = false;
            this.tell(null);
            key.focus();
            this.refresh();
          }

          // The connection is away for a moment; nothing of the conversation is.
          pause(message) {
            if (message || this.notice === "connection") this.tell(message, "connection");
            this.refresh();
          }

          lose(message) {
            this.player.stop();
            if (this.reply?.entry) this.transcript.interrupt(this.reply.entry, this.reply.entry.said.textContent);
            this.reply = null;
            this.isHearing = this.awaitsReply = this.isOwed = false;
            this.tell(message, "connection");
            this.refresh();
          }

        \#(seen)
        }

        window.coda = new App();
        """#
}
