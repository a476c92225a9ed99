"""The style of an exported HTML page: light and dark, narrow and wide screens, and paper."""

STYLE = """\
:root {
  color-scheme: light dark;
  --ground: #ffffff; --text: #1f2328; --muted: #57606a; --edge: #d0d7de; --band: #f6f8fa; --link: #0550ae;
  --notice: #fff8c5; --notice-edge: #bf8700;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171c; --text: #e6e8eb; --muted: #a0a8b2; --edge: #3a414b; --band: #1d2229; --link: #8ab4f8;
    --notice: #33290a; --notice-edge: #d4a72c;
  }
}
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 80rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--edge); }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
h2 small { font-size: .9rem; font-weight: normal; color: var(--muted); }
p, li { max-width: 52rem; }
p, li, td { white-space: pre-wrap; }
a { color: var(--link); overflow-wrap: anywhere; }
em { font-style: normal; color: var(--muted); }
small { color: var(--muted); font-size: .9rem; }
small em { font-weight: 600; }
.notice { padding: .6rem 1rem; background: var(--notice); border-left: 4px solid var(--notice-edge); }
ul { padding-left: 1.4rem; }
ul.facts, ul.tasks { list-style: none; padding-left: 0; }
ul.tasks li { padding-left: 1.6rem; text-indent: -1.6rem; margin: .5rem 0; }
ul.items li { margin: .4rem 0; }
table { border-collapse: collapse; min-width: 24rem; margin: .75rem 0 1.25rem; }
th, td {
  text-align: left; vertical-align: top; padding: .45rem .65rem; border: 1px solid var(--edge);
  overflow-wrap: break-word; min-width: 4.5rem;
}
th { background: var(--band); }
td:first-child { font-variant-numeric: tabular-nums; }
@media screen { table { display: block; overflow-x: auto; } }
@media screen and (max-width: 45rem) {
  table, tbody, tr, td { display: block; min-width: 0; border: 0; }
  thead, td:empty { display: none; }
  tr { padding: .6rem 0; border-top: 1px solid var(--edge); }
  td { padding: .15rem 0; overflow-wrap: anywhere; }
  td:not(:first-child)::before { content: attr(data-title) ": "; font-weight: 600; color: var(--muted); }
  td[data-title="Action or event"]::before { content: none; }
  tr:first-child { border-top: 0; }
  td:first-child { font-weight: 600; }
}
@media print {
  td { overflow-wrap: anywhere; }
  :root {
    --ground: #ffffff; --text: #000000; --muted: #444444; --edge: #999999; --band: #eeeeee; --link: #000000;
    --notice: #ffffff; --notice-edge: #000000;
  }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  tr, li { break-inside: avoid; }
  thead { display: table-header-group; }
}
"""
