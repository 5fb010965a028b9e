extension Page {
    /// The WebSocket to this server, opened again whenever it is lost.
    static let connection = #"""
        class Connection {
          // More than this on its way means nobody is at the other end: 5 s of sound.
          static longestQueue = 160000;

          // listener: event(object), sound(ArrayBuffer), lost(message), asked(question for a key)
          constructor(listener) {
            this.listener = listener;
            this.entrance = new Entrance();
            this.failures = 0;
            this.isOpen = false;
            addEventListener("online", () => this.retry());
            document.addEventListener("visibilitychange", () => document.hidden || this.retry());
            this.open();
          }

          async open() {
            clearTimeout(this.timer);
            this.timer = null;
            const attempt = (this.attempt = {});
            const { protocols, question, trouble, wait } = await this.entrance.enter();
            if (attempt !== this.attempt) return;
            if (question) return this.listener.asked(question);
            if (trouble) {
              this.timer = setTimeout(() => this.open(), wait * 1000);
              return this.listener.lost(trouble);
            }
            const address = new URL("v1/realtime?events=coda&audio=binary", location.href);
            address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
            const socket = new WebSocket(address, protocols);
            socket.binaryType = "arraybuffer";
            socket.onmessage = ({ data }) => {
              if (socket !== this.socket) return;
              if (typeof data !== "string") return this.listener.sound(data);
              const event = JSON.parse(data);
              if (event.type === "session.created") {
                this.failures = 0;
                this.isOpen = true;
              }
              this.listener.event(event);
            };
            socket.onclose = () => socket === this.socket && this.lose();
            this.socket = socket;
          }

          use(key) {
            this.entrance.use(key);
            this.open();
          }

          // Tries at once instead of after the wait.
          retry() {
            if (this.timer) this.open();
          }

          send(message) {
            if (this.isOpen) this.socket.send(JSON.stringify(message));
          }

          sendSound(sound) {
            if (!this.isOpen) return;
            if (this.socket.bufferedAmount > Connection.longestQueue) {
              this.socket.close();
              this.lose();
            } else {
              this.socket.send(sound);
            }
          }

          async lose() {
            this.socket = null;
            this.isOpen = false;
            const wait = Math.min(10000, 500 * 2 ** this.failures) * (0.75 + Math.random() / 2);
            this.failures += 1;
            this.timer = setTimeout(() => this.open(), wait);
            const message = await this.reason();
            if (!this.isOpen) this.listener.lost(message);
          }

          // A browser does not tell why a WebSocket failed; the server's readiness does.
          async reason() {
            try {
              const { status } = await (await fetch("readyz", { cache: "no-store" })).json();
              if (status === "loading") return "Coda is loading. This page connects by itself as soon as it is ready.";
              if (status === "stopping") return "Coda is stopping. This page connects by itself when it is back.";
              return "The connection to Coda was lost. This page is connecting again.";
            } catch {
              return `Coda does not answer at ${location.host}. Is the server running? This page keeps trying by itself.`;
            }
          }
        }
        """#
}
