extension Page {
    /// The part of the class `App` that shows how things stand.
    static let seen = #"""
          // MARK: What is seen

          // Marks words as they are spoken. Where each lies in the sound is not told: time is shared out by letters.
          follow() {
            const { entry } = this.reply ?? {};
            if (!entry) return;
            this.followed = entry;
            const step = () => {
              if (entry.isFinal) return;
              const letters = Transcript.letters(entry.text);
              const { heard, arrived, isComplete, isPlaying, isRefusing } = this.player;
              // Of a reply that was stopped, the server is about to tell how much was heard.
              const isStopped = isRefusing && this.reply?.entry === entry;
              if (isComplete && !isPlaying && !isStopped) {
                if (arrived > 1) this.pace = letters / arrived;
                return this.transcript.heardAll(entry);
              }
              this.transcript.speak(entry, isComplete ? letters * heard / arrived : this.pace * heard);
              requestAnimationFrame(step);
            };
            requestAnimationFrame(step);
          }

          // Why: "connection" goes away by itself, everything else when the person acts.
          tell(message, why = "person") {
            this.notice = message ? why : null;
            const shown = message ?? this.standing ?? "";
            this.view.notice.hidden = !shown;
            if (this.view.notice.textContent !== shown) this.view.notice.textContent = shown;
          }

          get state() {
            if (!this.view.entrance.hidden) return "locked";
            if (!this.connection?.isOpen) return this.isFirst && this.notice !== "connection" ? "connecting" : "disconnected";
            if (this.microphoneState === "asking") return "asking";
            if (this.isHearing) return "hearing";
            if (this.player.isPlaying || (this.reply && this.player.isUnderWay)) return "speaking";
            if (this.reply || this.awaitsReply) return "thinking";
            return this.microphoneState === "on" ? "listening" : "ready";
          }

          refresh() {
            const { state, talk, "talk-label": label, hush, ask } = this.view;
            const name = this.state;
            const words = App.states[name] + (this.isShort ? " (Coda is busy)" : "");
            if (state.dataset.name !== name || state.textContent !== words) {
              state.dataset.name = name;
              state.textContent = words;
            }
            const isTalking = this.microphoneState !== "off";
            talk.setAttribute("aria-pressed", String(isTalking));
            label.textContent = isTalking ? "Stop" : "Talk";
            hush.disabled = !this.reply && !this.player.isPlaying;
            ask.querySelector("button").disabled = !this.connection?.isOpen;
          }

          // level: 0...1, shown from -60 dB to full scale.
          showLevel(level) {
            const shown = Math.max(0, Math.min(1, 1 + Math.log10(Math.max(level, 1e-6)) / 3));
            this.view.level.style.transform = `scaleX(${shown.toFixed(3)})`;
            this.view.talk.style.setProperty("--loud", shown.toFixed(3));
            const percent = String(Math.round(shown * 10) * 10);
            if (this.view.meter.getAttribute("aria-valuenow") !== percent) this.view.meter.setAttribute("aria-valuenow", percent);
          }
        """#
}
