/** How the page looks: the same in light and dark, by other colours. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #f6f8fa; --box: #ffffff; --line: #6e7781; --faint: #d0d7de; --text: #1f2328; --soft: #57606a;
  --accent: #0969da; --open: #cf222e; --warn: #9a6700; --gateway: #8250df; --good: #1a7f37; --chosen: #ddf4ff; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { --ground: #0d1117; --box: #161b22; --line: #8b949e; --faint: #30363d; --text: #e6edf3;
  --soft: #9da7b3; --accent: #58a6ff; --open: #ff7b72; --warn: #d29922; --gateway: #bc8cff; --good: #3fb950; --chosen: #1f3a5f; } }
:root[data-theme=dark] { color-scheme: dark; --ground: #0d1117; --box: #161b22; --line: #8b949e; --faint: #30363d; --text: #e6edf3;
  --soft: #9da7b3; --accent: #58a6ff; --open: #ff7b72; --warn: #d29922; --gateway: #bc8cff; --good: #3fb950; --chosen: #1f3a5f; }
:root[data-theme=light] { color-scheme: light; }
* { box-sizing: border-box; }
html, body, #page { height: 100%; margin: 0; }
body { background: var(--ground); color: var(--text); font: 14px/1.45 system-ui, sans-serif; }
#page { display: grid; grid-template: auto minmax(0, 1fr) / 270px minmax(0, 1fr) 370px; }
header { grid-column: 1 / -1; display: flex; gap: 16px; align-items: center; padding: 8px 16px; background: var(--box); border-bottom: 1px solid var(--faint); }
h1 { font-size: 16px; margin: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; max-width: 40ch; }
h2 { font-size: 16px; margin: 0 0 4px; overflow-wrap: anywhere; } h3 { font-size: 13px; margin: 16px 0 4px; color: var(--soft); }
[role=tablist] { display: flex; gap: 4px; flex: 1; }
button, input, select, textarea { font: inherit; color: inherit; background: var(--box); border: 1px solid var(--faint); border-radius: 6px; padding: 4px 10px; }
button { cursor: pointer; } button:hover { border-color: var(--line); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
[role=tab] { border-color: transparent; } [role=tab][aria-selected=true] { background: var(--chosen); font-weight: 600; }
nav { border-right: 1px solid var(--faint); background: var(--box); min-height: 0; }
#page:not([data-view=graph]) nav { display: none; } #page:not([data-view=graph]) main { grid-column: 1 / 3; }
main { min-width: 0; min-height: 0; position: relative; }
.details { border-left: 1px solid var(--faint); background: var(--box); padding: 16px; overflow: auto; }
.details ul, .answer ul, .answer ol { margin: 0; padding-left: 18px; overflow-wrap: anywhere; }
.details li { margin: 2px 0; } .details em { color: var(--open); }
.host { margin: 0; color: var(--soft); font-size: 12px; overflow-wrap: anywhere; } .facts { margin: 0 0 4px; color: var(--soft); }
.facts.wide-open, .service.wide-open small { color: var(--open); font-weight: 600; } .facts.unreachable, .service.unreachable small { color: var(--warn); font-weight: 600; }
.link { border: 0; padding: 0; background: none; color: var(--accent); text-decoration: underline; text-align: left; overflow-wrap: anywhere; }
details { border-top: 1px solid var(--faint); padding: 4px 0; } summary { cursor: pointer; overflow-wrap: anywhere; }
pre { overflow: auto; font: 12px/1.4 ui-monospace, monospace; background: var(--ground); padding: 8px; border-radius: 6px; max-height: 60vh; }
.error { color: var(--open); } .warning { color: var(--warn); } .info { color: var(--soft); }
.details li.error, .details li.warning, .details li.info { color: var(--text); } li.error strong { color: var(--open); } li.warning strong { color: var(--warn); }
.graph { position: absolute; inset: 0; overflow: hidden; } canvas { width: 100%; height: 100%; display: block; touch-action: none; cursor: grab; }
.zoom { position: absolute; right: 12px; top: 12px; display: grid; gap: 4px; } .zoom button { width: 34px; height: 34px; padding: 0; }
.said { position: absolute; left: -9999px; }
.legend { position: absolute; left: 12px; max-width: calc(100% - 24px); bottom: 12px; display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 6px 10px; border: 1px solid var(--faint); border-radius: 6px; background: var(--box); font-size: 12px; }
.key::before { content: ''; display: inline-block; width: 22px; margin-right: 6px; vertical-align: middle; border-top: 2px solid var(--line); }
.key.plain::before { border-top: 2px dashed var(--warn); } .key.stuck::before { border-top: 2px dotted var(--open); }
.key.open::before { height: 10px; border: 2px solid var(--open); border-radius: 3px; } .key.unreachable::before { height: 10px; border: 2px dashed var(--warn); border-radius: 3px; }
.table { position: absolute; inset: 0; display: flex; flex-direction: column; } nav .table { position: static; height: 100%; }
.above { display: flex; gap: 8px; align-items: center; padding: 8px; } .above input { flex: 1; min-width: 0; } .count { color: var(--soft); font-size: 12px; white-space: nowrap; }
.list { overflow: auto; flex: 1; min-height: 0; } .rows { position: relative; }
.row, .head { display: grid; gap: 12px; padding: 4px 12px; align-items: center; } .row { position: absolute; left: 0; right: 0; border-top: 1px solid var(--faint); cursor: pointer; font-size: 13px; }
.head { font-weight: 600; font-size: 12px; color: var(--soft); } .columns-1 .head { display: none; }
.row:hover { background: var(--ground); } .row[aria-selected=true] { background: var(--chosen); }
.row > span { overflow: hidden; text-overflow: ellipsis; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; line-height: 1.2; overflow-wrap: anywhere; }
.columns-6 .row, .columns-6 .head { grid-template-columns: 3fr 3fr 90px 4fr 4fr 3fr; } .columns-4 .row, .columns-4 .head { grid-template-columns: 100px 70px 3fr 6fr; }
.service { display: grid; } .service b, .service small { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .service small { color: var(--soft); }
.ask { position: absolute; inset: 0; overflow: auto; padding: 16px; display: grid; grid-template-columns: minmax(280px, 1fr) minmax(280px, 1.4fr); gap: 24px; align-content: start; }
.controls { position: absolute; inset: 0; overflow: auto; padding: 16px; } .controls summary b { display: inline-block; min-width: 96px; } .controls em { font-style: normal; color: var(--soft); }
.controls ul { margin: 0; padding-left: 18px; overflow-wrap: anywhere; } .controls .against { color: var(--open); }
.cost { position: absolute; inset: 0; overflow: auto; padding: 16px; } .cost h2 { margin-top: 20px; } .cost h2:first-child { margin-top: 0; } .cost li { overflow-wrap: anywhere; }
.cost table { border-collapse: collapse; display: block; overflow-x: auto; } .cost th, .cost td { text-align: left; padding: 4px 16px 4px 0; border-bottom: 1px solid var(--faint); font-weight: 400; white-space: nowrap; }
.cost thead th { color: var(--soft); font-size: 12px; font-weight: 600; }
.field { display: grid; gap: 2px; margin-bottom: 10px; } .field label { font-weight: 600; } .field small { color: var(--soft); }
.verdict { font-size: 22px; font-weight: 700; margin: 0 0 8px; } .verdict.yes { color: var(--good); } .verdict.no { color: var(--open); } .verdict.part, .verdict.unknown { color: var(--warn); }
@media (max-width: 1000px) { #page { grid-template: auto 160px minmax(300px, 1fr) minmax(200px, 40vh) / minmax(0, 1fr); height: auto; min-height: 100%; } header { flex-wrap: wrap; } .ask { grid-template-columns: minmax(0, 1fr); } }
@media (prefers-reduced-motion: no-preference) { .list { scroll-behavior: auto; } }
`;
