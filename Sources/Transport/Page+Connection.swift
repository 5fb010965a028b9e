extension Page {
    /// The WebSocket to this server, opened again whenever it is lost; the session goes on where its server still has it.
    static let connection = #"""
        class Connection {
          // More than this on its way means nobody is at the other end: 5 s of sound.
          static longestQueue = 160000;

          // Messages kept until the server is sure to have them: 5 s of sound.
          static longestMemory = 250;

          // listener: event(object), sound(ArrayBuffer), paused(message), resumed(), lost(message), asked(question for a key)
          constructor(listener) {
            this.listener = listener;
            this.entrance = new Entrance();
            this.failures = 0;
            this.isOpen = false;
            this.forget();
            addEventListener("online", () => this.retry());
            document.addEventListener("visibilitychange", () => document.hidden || this.retry());
            this.open();
          }

          async open() {
            clearTimeout(this.timer);
            this.timer = null;
            const attempt = (this.attempt = {});
            // Who knows a session's token needs no key to come back to it.
            const { protocols, question, trouble, wait } = this.token ? { protocols: [] } : await this.entrance.enter();
            if (attempt !== this.attempt) return;
            if (question) return this.listener.asked(question);
            if (trouble) {
              this.timer = setTimeout(() => this.open(), wait * 1000);
              return this.listener.lost(trouble);
            }
            const address = this.address(this.token ? this.place : "events=coda&audio=binary");
            address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
            const socket = new WebSocket(address, protocols);
            socket.binaryType = "arraybuffer";
            socket.onmessage = ({ data }) => {
              if (socket !== this.socket) return;
              if (typeof data !== "string") {
                this.frames += 1;
                return this.listener.sound(data);
              }
              this.take(JSON.parse(data));
            };
            socket.onclose = () => socket === this.socket && this.lose();
            this.socket = socket;
          }

          address(query) { return new URL(`v1/realtime?${query}`, location.href); }

          // The session, and how far this page got in it.
          get place() { return `resume=${this.token}&frames=${this.frames}` + (this.last ? `&after=${this.last}` : ""); }

          take(event) {
            if (event.event_id) {
              this.last = event.event_id;
              this.frames = 0;
            }
            if (event.type === "session.created") {
              this.failures = 0;
              this.isOpen = true;
            }
            if (event.type === "coda.session.resumable") this.token = event.token;
            if (event.type === "coda.session.resumed") return this.resume(event.received_messages);
            this.listener.event(event);
          }

          // The session is there still: it gets what it missed, as this page does.
          resume(received) {
            this.failures = 0;
            this.isOpen = true;
            // Sound that was too old to be kept never gets there: from here on, both sides count alike again.
            this.kept.splice(0, Math.max(0, received - this.dropped));
            this.dropped = received;
            for (const data of this.kept) this.socket.send(data);
            this.listener.resumed();
          }

          // There is nothing to come back to.
          forget() {
            this.token = this.last = null;
            this.frames = this.dropped = 0;
            this.kept = [];
          }

          use(key) {
            this.entrance.use(key);
            this.open();
          }

          // Tries at once instead of after the wait.
          retry() {
            if (this.timer) this.open();
          }

          send(message) { this.transmit(JSON.stringify(message)); }

          sendSound(sound) {
            if (this.isOpen && this.socket.bufferedAmount > Connection.longestQueue) {
              this.socket.close();
              this.lose();
            }
            this.transmit(sound);
          }

          transmit(data) {
            if (!this.isOpen && !this.token) return;
            this.kept.push(data);
            if (this.kept.length > Connection.longestMemory) {
              this.kept.shift();
              this.dropped += 1;
            }
            if (this.isOpen) this.socket.send(data);
          }

          async lose() {
            const wasOpen = this.isOpen;
            const attempt = this.attempt;
            this.socket = null;
            this.isOpen = false;
            const wait = wasOpen && this.token ? 100 : Math.min(10000, 500 * 2 ** this.failures) * (0.75 + Math.random() / 2);
            this.failures += 1;
            this.timer = setTimeout(() => this.open(), wait);
            if (wasOpen && this.token) return this.listener.paused("The connection broke. The conversation goes on when it is back.");
            const { message, isReady } = await this.reason();
            const isGone = this.token && isReady && await this.refusesReturn();
            // Another attempt may be under way by now, or have succeeded.
            if (this.isOpen || (isGone && attempt !== this.attempt)) return;
            if (this.token && !isGone) return this.listener.paused(message);
            if (this.token) {
              this.forget();
              this.retry();
            }
            this.listener.lost(message);
          }

          // Whether there is nothing to come back to; where the server cannot be asked, there may be.
          async refusesReturn() {
            try {
              return [400, 404, 410].includes((await fetch(this.address(this.place), { cache: "no-store" })).status);
            } catch {
              return false;
            }
          }

          // A browser does not tell why a WebSocket failed; the server's readiness does.
          async reason() {
            try {
              const { status, admits } = await (await fetch("readyz", { cache: "no-store" })).json();
              const isReady = status === "ready";
              if (status === "loading") return { message: "Coda is loading. This page connects by itself as soon as it is ready.", isReady };
              if (status === "stopping") return { message: "Coda is stopping. This page connects by itself when it is back.", isReady };
              if (!admits && !this.token) {
                return { message: "Coda has no room for another conversation just now. This page tries again by itself.", isReady };
              }
              return { message: "The connection to Coda was lost. This page is connecting again.", isReady };
            } catch {
              const message = `Coda does not answer at ${location.host}. Is the server running? This page keeps trying by itself.`;
              return { message, isReady: false };
            }
          }
        }
        """#
}
