extension Page {
    static let style = #"""
        :root {
          color-scheme: light dark;
          --paper: #f6f6f3; --card: #ffffff; --ink: #1d2423; --quiet: #5b6664; --line: #d9dedb;
          --accent: #1f6b64; --on-accent: #ffffff; --mine: #dcebe8; --stop: #a63a2b; --warn: #fbeed6; --warn-ink: #5a3d06;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #121716; --card: #1b2221; --ink: #e6ecea; --quiet: #9aa8a5; --line: #313b39;
            --accent: #6cc3b8; --on-accent: #08211e; --mine: #1d3834; --stop: #f0917f; --warn: #3a2e14; --warn-ink: #f3dcae;
          }
        }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        html, body { height: 100%; margin: 0; }
        body {
          display: flex; flex-direction: column; height: 100dvh; background: var(--paper); color: var(--ink);
          font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
        }
        header, main, footer { width: 100%; max-width: 44rem; margin: 0 auto; padding: 0 1rem; }
        header { display: flex; align-items: center; justify-content: space-between; padding-block: .75rem; }
        h1 { margin: 0; font-size: 1.25rem; font-weight: 650; letter-spacing: .01em; }
        button, select, input { font: inherit; color: inherit; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .unseen {
          position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
        }
        .voice { display: flex; align-items: center; gap: .5rem; color: var(--quiet); }
        select, input[type=text], input[type=password], .plain {
          min-height: 2.75rem; padding: 0 .75rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card);
          color: var(--ink);
        }
        input::placeholder { color: var(--quiet); opacity: 1; }
        .plain { padding: 0 1rem; cursor: pointer; white-space: nowrap; }
        .plain:hover:not(:disabled) { border-color: var(--accent); }
        button:disabled { color: var(--quiet); cursor: default; opacity: .6; }

        main { flex: 1; min-height: 0; display: flex; flex-direction: column; gap: .75rem; }
        .notice { padding: .75rem 1rem; border-radius: .75rem; background: var(--warn); color: var(--warn-ink); overflow-wrap: anywhere; }
        .entrance { flex-wrap: wrap; padding: .75rem 1rem; border-radius: .75rem; background: var(--card); border: 1px solid var(--line); }
        .entrance label { flex-basis: 100%; }
        .known {
          flex: none; max-height: 45dvh; overflow-y: auto; scroll-padding-top: 3rem; border: 1px solid var(--line); border-radius: .75rem;
          background: var(--card);
        }
        .known summary {
          position: sticky; top: 0; min-height: 2.75rem; padding: .6rem 1rem; border-radius: .75rem; background: var(--card);
          cursor: pointer;
        }
        .known summary:focus-visible { outline-offset: -3px; }
        .known p { margin: 0; min-width: 0; overflow-wrap: anywhere; }
        .known > p { padding: 0 1rem; color: var(--quiet); }
        .known > p:not(:empty) { padding-block: .25rem .5rem; }
        .known ul { margin: 0; padding: 0 1rem; list-style: none; }
        .known li { display: flex; align-items: center; justify-content: space-between; gap: .75rem; padding: .35rem 0; }
        .known li + li { border-top: 1px solid var(--line); }
        .known small { color: var(--quiet); white-space: nowrap; }
        .choices { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: .5rem; }
        .known .choices { padding: .5rem 1rem .75rem; }
        .grave { color: var(--stop); }
        dialog {
          max-width: min(26rem, 100% - 2rem); padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 1rem;
          background: var(--paper); color: var(--ink);
        }
        dialog p { margin: 0 0 1rem; }
        dialog::backdrop { background: rgb(0 0 0 / .5); }
        .log {
          flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; scrollbar-gutter: stable;
          scrollbar-width: thin; scrollbar-color: var(--line) transparent; padding: .25rem .5rem 1rem; margin: 0 -.5rem;
          display: flex; flex-direction: column; gap: .5rem; border-radius: .75rem;
        }
        .log:focus-visible { outline-offset: -3px; }
        .empty { margin: auto; max-width: 26rem; text-align: center; text-wrap: balance; color: var(--quiet); }
        .entry { max-width: 85%; overflow-wrap: anywhere; }
        .entry .who { margin: 0 .25rem; font-size: .8rem; color: var(--quiet); }
        .entry .words {
          width: fit-content; margin: 0; padding: .55rem .9rem; min-height: 2.6rem; border-radius: 1.1rem; background: var(--card);
          border: 1px solid var(--line); white-space: pre-wrap;
        }
        .entry.you { align-self: flex-end; }
        .entry.you .who { text-align: right; }
        .entry.you .words { margin-inline-start: auto; background: var(--mine); border-color: transparent; border-end-end-radius: .3rem; }
        .entry.coda { align-self: flex-start; }
        .entry.coda .words { border-end-start-radius: .3rem; }
        .entry.live .words { color: var(--quiet); }
        .ahead { color: var(--quiet); }
        .foot { min-height: 1.75rem; margin: 0 .25rem; font-size: .85rem; color: var(--quiet); }
        .foot summary { width: fit-content; padding: .15rem .25rem; border-radius: .4rem; cursor: pointer; }
        .foot ul { margin: .15rem 0 .35rem .25rem; padding: 0; list-style: none; }
        .foot table { border-spacing: 0; margin: .15rem 0 .35rem .25rem; font-variant-numeric: tabular-nums; }
        .foot th { padding: .1rem 1.25rem .1rem 0; text-align: left; font-weight: 400; }
        .foot td { padding: .1rem 0; text-align: right; }
        .foot tfoot th, .foot tfoot td { border-top: 1px solid var(--line); }
        .divider { align-self: center; margin: .5rem 0; font-size: .85rem; color: var(--quiet); text-align: center; }

        footer {
          display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; padding-block: .75rem max(.75rem, env(safe-area-inset-bottom));
        }
        .talking { display: flex; align-items: center; gap: 1rem; }
        .talk {
          --loud: 0; position: relative; flex: none; display: grid; place-items: center; align-content: center;
          width: 5.25rem; height: 5.25rem; border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent);
          font-size: .85rem; font-weight: 600; line-height: 1.2; cursor: pointer; touch-action: manipulation;
        }
        .talk svg { width: 1.75rem; height: 1.75rem; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; }
        .talk rect { fill: currentColor; stroke: none; }
        .talk::before {
          content: ""; position: absolute; inset: 0; z-index: -1; border-radius: 50%; background: var(--accent); opacity: .25;
          transform: scale(calc(1 + var(--loud) * .3));
        }
        .talk[aria-pressed=true] { background: var(--stop); color: var(--paper); }
        .talk[aria-pressed=true]::before { background: var(--stop); }
        .state { flex: 1; min-width: 0; }
        .state p { margin: 0 0 .4rem; min-height: 1.5em; font-weight: 600; }
        .meter { height: .4rem; border-radius: .2rem; background: var(--line); overflow: hidden; }
        .meter span { display: block; height: 100%; background: var(--accent); transform: scaleX(0); transform-origin: left; }
        form { display: flex; gap: .5rem; }
        form input { flex: 1; min-width: 0; }

        @media (prefers-reduced-motion: no-preference) {
          .talk, .plain { transition: background-color .15s, border-color .15s; }
          .talk::before { transition: transform .08s linear; }
        }
        @media (prefers-reduced-motion: reduce) { .talk::before { display: none; } }
        @media (forced-colors: active) {
          .talk, .meter { border: 1px solid; }
          .meter span { background: Highlight; }
        }
        @media (max-width: 30rem) {
          .talking { gap: .75rem; }
          .talking .plain { width: min-content; white-space: normal; line-height: 1.2; }
          .state p { display: grid; align-items: end; min-height: 2.6em; line-height: 1.3; }
        }
        @media (max-height: 30rem) { .talk { width: 3.75rem; height: 3.75rem; } .talk svg { width: 1.25rem; height: 1.25rem; } }
        """#
}
