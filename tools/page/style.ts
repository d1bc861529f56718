/** All of the style of a page; colours by meaning, each with a text that says the same. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --line: #d1d9e0; --back: #fff; --card: #f6f8fa;
  --good: #116329; --bad: #b3261e; --unknown: #8a5a00; --goodback: #dafbe1; --badback: #ffebe9; --unknownback: #fff3cd;
  --resolve: #7a5cc7; --connect: #2f7fc1; --tls: #138a72; --first: #c26a00; --transfer: #6e7781; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa5b1; --line: #3d444d; --back: #0d1117;
  --card: #161b22; --good: #56d364; --bad: #ff7b72; --unknown: #e3b341; --goodback: #10301a; --badback: #3c1618;
  --unknownback: #33270a; --resolve: #a58bf0; --connect: #58a6ff; --tls: #3fc3a5; --first: #f0994b; --transfer: #8b949e; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 72rem; color: var(--ink); background: var(--back);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; overflow-wrap: anywhere; } h4 { font-size: .9rem; margin: 1rem 0 .25rem; }
a { color: var(--connect); } p { margin: .25rem 0; overflow-wrap: anywhere; } .soft { color: var(--soft); }
code, pre { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: 1rem 0; list-style: none; }
.counts li { padding: .4rem .8rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
.counts b { font-size: 1.2rem; }
.badge { display: inline-block; padding: 0 .5rem; border-radius: 1rem; font-size: .85rem; font-weight: 600;
  border: 1px solid currentColor; white-space: nowrap; }
.good { color: var(--good); background: var(--goodback); } .bad { color: var(--bad); background: var(--badback); }
.unknown { color: var(--unknown); background: var(--unknownback); } .skipped { color: var(--soft); }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top;
  overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; } td.number, th.number { text-align: right; white-space: nowrap; }
td.whole { white-space: nowrap; }
.call { border: 1px solid var(--line); border-radius: .6rem; margin: 1rem 0; padding: .75rem 1rem; }
.call > summary { cursor: pointer; font-weight: 600; overflow-wrap: anywhere; } .call h2 { margin: 0; font-size: 1.05rem; }
.card { border-top: 1px solid var(--line); margin-top: .75rem; padding-top: .75rem; }
.path { display: flex; list-style: none; margin: .75rem 0; padding: 0; }
.path li { flex: 1 1 0; min-width: 0; text-align: center; position: relative; font-size: .8rem; padding: 0 .15rem; }
.path li + li::before { content: ""; position: absolute; left: -50%; right: 50%; top: .8rem; border-top: 2px solid var(--line); }
.path li.good + li:not(.later)::before { border-color: var(--good); }
.path .node { display: block; width: 1.6rem; height: 1.6rem; line-height: 1.45rem; margin: 0 auto .2rem; border-radius: 50%;
  border: 2px solid currentColor; background: var(--card); position: relative; z-index: 1; font-weight: 700; }
.path li { background: none; } .path b { display: block; } .path li, .path li b { color: var(--soft); }
.path li.good .node { color: var(--good); background: var(--goodback); }
.path li.bad .node { color: #fff; background: #b3261e; border-color: #b3261e; outline: 3px solid var(--badback); }
.path li.bad b { color: var(--bad); } .path li.good b { color: var(--ink); }
.path li.ended .node { color: var(--ink); } .path li.ended b { color: var(--ink); }
.path li.unknown .node, .path li.maybe .node { color: var(--unknown); background: var(--unknownback); border-style: dashed; }
.path small { display: block; color: var(--soft); overflow-wrap: anywhere; }
.why { border-left: 4px solid var(--line); padding: .25rem .75rem; margin: .5rem 0; background: var(--card); }
.why.bad { border-color: var(--bad); color: var(--ink); background: var(--card); }
.why.unknown { border-color: var(--unknown); color: var(--ink); background: var(--card); }
.commands { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .75rem; margin: .25rem 0;
  white-space: pre-wrap; overflow-wrap: anywhere; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .25rem 0; font-size: .9rem; }
dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
svg.waterfall { width: 100%; max-width: 46rem; height: auto; display: block; }
svg text { font: 12px system-ui, sans-serif; fill: var(--ink); } svg .axis { stroke: var(--line); } svg .soft { fill: var(--soft); }
svg .resolve { fill: var(--resolve); } svg .connect { fill: var(--connect); } svg .tls { fill: var(--tls); }
svg .first { fill: var(--first); } svg .transfer { fill: var(--transfer); }
svg .unfinished { fill: none; stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 4 3; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 44rem) { .path { flex-direction: column; gap: .4rem; } .path li { text-align: left; padding-left: 2.2rem; min-height: 1.8rem; }
  .path .node { position: absolute; left: 0; top: 0; text-align: center; } .path li + li::before { display: none; } .path b { display: inline; } 
  .path small { display: inline; margin-left: .5rem; } dl.facts { grid-template-columns: 1fr; } dl.facts dd { margin-bottom: .3rem; } }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #999; --back: #fff; --card: #fff; --good: #064b18;
  --bad: #8f1510; --unknown: #6b4500; --goodback: #fff; --badback: #fff; --unknownback: #fff; }
  body { padding: 0; max-width: none; font-size: 11px; } details::details-content { content-visibility: visible; height: auto; }
  .card, .why, .commands, tr, svg { break-inside: avoid; } h2, h3, h4, summary { break-after: avoid; } a { color: inherit; }
  svg rect, .path .node { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
