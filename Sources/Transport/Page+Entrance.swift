extension Page {
    /// How the page shows who it is, where the server demands a key.
    static let entrance = #"""
        class Entrance {
          static place = "coda.key";

          constructor() {
            // A browser that may store nothing throws already here.
            try { this.storage = sessionStorage; } catch { this.storage = null; }
            this.key = this.storage?.getItem(Entrance.place) ?? null;
          }

          // This tab alone remembers the key, and forgets it when it is closed.
          use(key) {
            this.key = key;
            key ? this.storage?.setItem(Entrance.place, key) : this.storage?.removeItem(Entrance.place);
          }

          // What to do next: { protocols } to connect with, { question } to ask the person for a key, or { trouble } to wait.
          async enter() {
            return this.key ? await this.trade() : await this.look();
          }

          // A server that does not answer is found out by connecting.
          async look() {
            try {
              const { needs_key } = await (await fetch("readyz", { cache: "no-store" })).json();
              return needs_key ? { question: "This server needs a key. Whoever runs it can give you one." } : { protocols: [] };
            } catch {
              return { protocols: [] };
            }
          }

          // The key itself stays out of the handshake: a secret of a minute's life goes in its place.
          async trade() {
            // Anything else fits into no header.
            if (!/^[\x21-\x7e]+$/.test(this.key)) return this.forget();
            try {
              const answer = await fetch("v1/realtime/client_secrets", {
                method: "POST",
                cache: "no-store",
                headers: { "Authorization": `Bearer ${this.key}`, "Content-Type": "application/json" },
                body: JSON.stringify({ expires_after: { anchor: "created_at", seconds: 60 } }),
              });
              if (answer.ok) return { protocols: ["realtime", `openai-insecure-api-key.${(await answer.json()).value}`] };
              if (answer.status === 401) return this.forget();
              if (answer.status !== 429) return { protocols: [] };
              const wait = Number(answer.headers.get("Retry-After")) || 60;
              return { trouble: `Too many attempts. Wait ${wait} seconds; this page then tries again by itself.`, wait };
            } catch {
              return { protocols: [] };
            }
          }

          forget() {
            this.use(null);
            return { question: "The server does not know this key. Check it and try again." };
          }
        }
        """#
}
