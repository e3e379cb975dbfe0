/** The report's style sheet: one page, readable in light and dark and on paper. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #16202c; --muted: #5d6b7c; --rule: #dfe4ea;
  --main: #1f6feb; --second: #d9730d; --third: #8250df; --plan: #8a96a3;
  --passed: #1a7f4b; --failed: #c9302c; --invalid: #9a6700; --band: #16202c0a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f151c; --card: #171f29; --text: #e4eaf1; --muted: #93a1b1; --rule: #2a3542;
    --main: #58a6ff; --second: #f0954a; --third: #b794f6; --plan: #768390;
    --passed: #3fb97a; --failed: #ff6b63; --invalid: #d9a52b; --band: #ffffff0a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  font-variant-numeric: tabular-nums;
}
main { max-width: 1180px; margin: 0 auto; padding: 28px 20px 56px; }
h2 { font-size: 17px; margin: 36px 0 12px; }
p { margin: 0; }
.muted, figcaption span, dt, th { color: var(--muted); font-weight: 400; }
.card { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; }
.stage { color: var(--muted); margin-bottom: 10px; }
.verdict { padding: 20px 24px; border-left: 6px solid var(--verdict); }
.verdict h1 { margin: 0 0 4px; font-size: 26px; line-height: 1.25; color: var(--verdict); }
.verdict p { font-size: 17px; }
.passed { --verdict: var(--passed); } .failed { --verdict: var(--failed); } .invalid, .unfinished { --verdict: var(--invalid); }
a { color: var(--main); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-top: 12px; }
.tile { padding: 14px 16px; }
.tile b { display: block; font-size: 24px; font-weight: 600; line-height: 1.2; white-space: nowrap; }
.tile span { color: var(--muted); font-size: 13px; }
.table { overflow-x: auto; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 470px), 1fr)); gap: 12px; align-items: start; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 7px 14px; text-align: right; border-top: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 8em; }
th.text, td.text { text-align: left; white-space: normal; }
thead th { border-top: 0; font-size: 13px; }
td.mark { width: 34px; min-width: 0; padding-right: 0; font-weight: 700; color: var(--verdict); text-align: left; }
td.verdict-word { font-weight: 700; color: var(--verdict); text-align: left; }
td.measured { font-weight: 600; }
tr.failed td, tr.invalid td { color: var(--verdict); }
.kind td { color: var(--muted); font-size: 13px; background: var(--band); }
.outcomes { padding: 16px 20px 14px; }
.bar { display: flex; gap: 2px; height: 22px; border-radius: 6px; overflow: hidden; margin: 12px 0; }
.bar i { display: block; background: currentColor; min-width: 3px; }
.outcomes ul { display: flex; flex-wrap: wrap; gap: 4px 22px; list-style: none; margin: 0; padding: 0; }
.outcomes li::before, .key::before {
  content: ''; display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 7px; background: var(--colour, currentColor);
}
.outcome-processed { --colour: var(--passed); } .outcome-filtered { --colour: var(--plan); }
.outcome-deadLettered { --colour: var(--second); } .outcome-inFlight { --colour: var(--invalid); }
.outcome-lost { --colour: var(--failed); }
.bar i { background: var(--colour); }
.chart { margin: 0; padding: 14px 16px 8px; }
.chart svg { display: block; width: 100%; height: auto; }
.plot { overflow-x: auto; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 12.5px; color: var(--muted); margin: 4px 0 2px; }
.series-main { --colour: var(--main); } .series-second { --colour: var(--second); }
.series-third { --colour: var(--third); } .key.expected { --colour: color-mix(in srgb, var(--invalid) 40%, transparent); }
.key.unexpected { --colour: color-mix(in srgb, var(--failed) 50%, transparent); } .series-plan { --colour: var(--plan); }
.line { fill: none; stroke: var(--colour); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.line.series-plan { stroke-dasharray: 5 4; stroke-width: 1.5; }
.dot { fill: var(--colour); }
.area { fill: var(--colour); opacity: 0.14; }
.grid { stroke: var(--rule); }
.tick, .phase-name { font-size: 11px; fill: var(--muted); }
.phase { fill: none; } .phase-1 { fill: var(--band); }
.charts { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; }
.nothing { font-size: 13px; fill: var(--muted); }
.span.expected { fill: var(--invalid); opacity: 0.14; } .span.unexpected { fill: var(--failed); opacity: 0.2; }
.heat rect { fill: var(--main); }
.hover rect { fill: transparent; } .hover:hover rect { fill: var(--main); opacity: 0.16; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 6px 18px; margin: 0; padding: 16px 20px; }
dd { margin: 0; overflow-wrap: anywhere; }
section > p { margin-top: 8px; }
.notes { margin: 12px 0 0; padding: 14px 20px 14px 38px; }
code { font: 13px ui-monospace, 'SF Mono', Menlo, monospace; overflow-wrap: anywhere; }
.ids { padding: 12px 20px; margin-top: 12px; }
@media (max-width: 640px) {
  .chart svg { width: 900px; }
  th, td { padding: 6px 8px; font-size: 13px; } td.measured, td.muted { white-space: normal; }
}
@media print { body { background: none; } .card { break-inside: avoid; } }
`;
