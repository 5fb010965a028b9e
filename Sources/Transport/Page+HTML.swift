extension Page {
    static let head = #"""
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="description" content="Talk to Coda, the voice assistant on this server.">
        <title>Coda</title>
        <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='8' fill='%232f6f6a'/%3E%3Cpath d='M4 7v2M6.7 5v6M9.3 4v8M12 6.5v3' stroke='white' stroke-width='1.4' stroke-linecap='round'/%3E%3C/svg%3E">
        """#

    static let body = #"""
        <header>
          <h1>Coda</h1>
          <label class="voice">Voice
            <select id="voice">
              <option value="slt">slt, a woman</option>
              <option value="rms">rms, a man</option>
              <option value="kal16">kal16, a robot</option>
            </select>
          </label>
        </header>

        <main>
          <div id="notice" class="notice" role="alert" hidden></div>
          <form id="entrance" class="entrance" autocomplete="off" hidden>
            <label for="key" id="key-question"></label>
            <input id="key" type="password" maxlength="512" autocomplete="off" spellcheck="false" required placeholder="Key">
            <button type="submit" class="plain">Connect</button>
          </form>
          <details id="known" class="known" hidden>
            <summary>What Coda knows about you</summary>
            <p id="known-state" role="status"></p>
            <ul id="known-list"></ul>
            <div class="choices">
              <button type="button" id="known-more" class="plain" hidden>Show more</button>
              <button type="button" id="known-all" class="plain grave" aria-haspopup="dialog" hidden>Forget everything</button>
            </div>
          </details>
          <dialog id="sure" aria-labelledby="sure-question">
            <p id="sure-question">Forget everything that Coda knows about you? It cannot be brought back.</p>
            <div class="choices">
              <button type="button" id="sure-no" class="plain">Keep it</button>
              <button type="button" id="sure-yes" class="plain grave">Forget everything</button>
            </div>
          </dialog>
          <section class="log" id="log" role="log" aria-label="Conversation" tabindex="0">
            <p class="empty" id="empty">Press Talk and ask something, or type it below.
              Try “what time is it”, “what is six times seven” or “set a timer for ten seconds”.
              You may interrupt at any moment.</p>
          </section>
        </main>

        <footer>
          <div class="talking">
            <button type="button" id="talk" class="talk" aria-pressed="false">
              <svg viewBox="0 0 24 24" aria-hidden="true"><rect x="9" y="3" width="6" height="11" rx="3"/>
                <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/></svg>
              <span id="talk-label">Talk</span>
            </button>
            <div class="state">
              <p id="state" role="status">Connecting…</p>
              <div class="meter" id="meter" role="meter" aria-label="Microphone level" aria-valuemin="0" aria-valuemax="100"
                aria-valuenow="0"><span id="level"></span></div>
            </div>
            <button type="button" id="hush" class="plain" aria-keyshortcuts="Escape" disabled>Stop reply</button>
          </div>
          <form id="ask" autocomplete="off">
            <label class="unseen" for="question">Type a question</label>
            <input id="question" type="text" maxlength="2000" enterkeyhint="send" placeholder="Type a question">
            <button type="submit" id="send" class="plain">Ask</button>
          </form>
        </footer>
        """#
}
