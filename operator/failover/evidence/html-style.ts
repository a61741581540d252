/** The page's style: for light and dark, on paper, and where colors can't be told apart. */
export const EVIDENCE_STYLE = `
:root { color-scheme: light dark; --line: #8884; --ok: #1a7f37; --bad: #b3261e; --soft: #8881; --bar: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ok: #57c878; --bad: #ff8a80; --bar: #58a6ff; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; overflow-wrap: anywhere; } h2 { margin-top: 2rem; border-bottom: 1px solid var(--line); }
.ok { color: var(--ok); } .bad { color: var(--bad); } .verdict { font-size: 1.2rem; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; } caption { text-align: left; font-weight: 600; padding: .5rem 0; }
td, th { text-align: left; padding: .25rem 1rem .25rem 0; vertical-align: top; overflow-wrap: anywhere; }
tbody tr + tr { border-top: 1px solid var(--line); } th[scope="row"] { font-weight: 600; }
.bar { display: block; height: .5rem; min-width: 2px; background: var(--bar); border-radius: 2px; }
.track { display: block; width: 12rem; }
details { border: 1px solid var(--line); border-radius: 6px; padding: .4rem .8rem; margin: .4rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; } code, pre { font: .85rem/1.4 ui-monospace, monospace; }
pre { background: var(--soft); padding: .5rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { details { break-inside: avoid; } }
`;
