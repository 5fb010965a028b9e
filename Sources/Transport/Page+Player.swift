extension Page {
    /// Plays reply sound without gaps, and stops it at once.
    static let player = #"""
        class Player {
          static rate = 16000;
          // Sound waits this long before its first sample plays, so that uneven arrival is not heard. Seconds.
          static lead = 0.06;
          static fade = 0.008;

          constructor(changed) {
            this.changed = changed;
            this.sources = new Set();
            this.begin();
          }

          // Browsers let a page make sound only after a click or a key: call this from one.
          wake() {
            this.context ??= new AudioContext({ sampleRate: Player.rate, latencyHint: "interactive" });
            if (this.context.state !== "running") this.context.resume();
          }

          // A new reply begins.
          begin() {
            this.isRefusing = false;
            this.pushed = 0;
            this.isComplete = false;
          }

          get isPlaying() { return this.sources.size > 0; }
          get isUnderWay() { return this.pushed > 0 && !this.isComplete && !this.isRefusing; }

          // A filler is heard, but is no part of the reply.
          push(bytes, isFiller = false) {
            if (this.isRefusing || bytes.byteLength < 2) return;
            this.wake();
            const view = new DataView(bytes);
            const count = view.byteLength >> 1;
            const buffer = this.context.createBuffer(1, count, Player.rate);
            const samples = buffer.getChannelData(0);
            for (let index = 0; index < count; index++) samples[index] = view.getInt16(2 * index, true) / 32768;
            if (!isFiller) this.pushed += count;
            this.schedule(buffer, count);
          }

          // Positions are whole samples: sums of seconds would drift apart and click.
          schedule(buffer, count) {
            if (!this.isPlaying) {
              this.gain = this.context.createGain();
              this.gain.connect(this.context.destination);
            }
            const source = this.context.createBufferSource();
            source.buffer = buffer;
            source.connect(this.gain);
            const soon = Math.ceil(this.context.currentTime * Player.rate);
            if (!this.isPlaying || this.next < soon) this.next = soon + Player.lead * Player.rate;
            source.start(this.next / Player.rate);
            this.next += count;
            this.sources.add(source);
            source.onended = () => {
              this.sources.delete(source);
              if (!this.isPlaying) this.changed();
            };
          }

          // Silence now, and nothing more of this reply.
          stop() {
            this.isRefusing = true;
            if (!this.isPlaying) return;
            const now = this.context.currentTime;
            this.gain.gain.setValueAtTime(1, now);
            this.gain.gain.linearRampToValueAtTime(0, now + Player.fade);
            for (const source of this.sources) {
              source.onended = null;
              source.stop(now + Player.fade);
            }
            this.sources.clear();
            this.changed();
          }

          // Seconds of this reply that came out of the loudspeaker.
          get heard() {
            if (!this.context || this.pushed === 0) return 0;
            const now = (this.context.currentTime - (this.context.outputLatency || 0)) * Player.rate;
            return Math.max(0, this.pushed - Math.max(0, this.next - now)) / Player.rate;
          }

          // Seconds of this reply that have arrived.
          get arrived() { return this.pushed / Player.rate; }
        }
        """#
}
