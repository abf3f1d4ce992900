/** The pages' one style sheet, in the colours of the agent and the console. Sizes are rem: the reader's own size scales all. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbf9f5, #16191a);
  --card: light-dark(#ffffff, #202526);
  --ink: light-dark(#1d2426, #eef1ef);
  --soft: light-dark(#4d585b, #b4bfbd);
  --line: light-dark(#d8d6cf, #3b4446);
  --accent: light-dark(#0a6157, #4cc3b1);
  --accent-ink: light-dark(#ffffff, #05201c);
  --accent-soft: light-dark(#e3f1ee, #16332f);
  --stop: light-dark(#b3261e, #ff8f85);
  --stop-soft: light-dark(#fdecea, #3a1e1c);
  --warn: light-dark(#7a4b00, #f2c264);
  --warn-soft: light-dark(#fff3dc, #362b14);
  --focus: light-dark(#1a4fd6, #9db8ff);
  font-family: "Noto Sans CJK JP", "BIZ UDPGothic", "Yu Gothic UI", "Hiragino Sans", "Hiragino Kaku Gothic ProN",
    "Segoe UI", system-ui, sans-serif;
  font-size: 118.75%;
  line-height: 1.7;
  word-break: auto-phrase;
  line-break: strict;
  overflow-wrap: anywhere;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); }
header, main, footer { max-width: 46rem; margin-inline: auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; justify-content: space-between; padding-block: 0.75rem; color: var(--soft); font-size: 0.9rem; }
footer { padding-block: 1rem 3rem; }
h1 { margin: 0.5rem 0; font-size: 1.7rem; line-height: 1.35; }
h2 { margin: 0 0 0.5rem; font-size: 1.3rem; line-height: 1.4; }
h3 { margin: 1.4rem 0 0.3rem; font-size: 1.1rem; }
h4 { margin: 1rem 0 0.2rem; font-size: 1rem; }
p { margin: 0.5rem 0; }
a { color: var(--accent); text-underline-offset: 0.2em; }
:focus-visible { outline: 0.1875rem solid var(--focus); outline-offset: 0.1875rem; border-radius: 0.25rem; }
section { margin: 1.25rem 0; padding: 1.1rem 1.25rem; border: 0.0625rem solid var(--line); border-radius: 0.625rem; background: var(--card); }
.lead { font-size: 1.1rem; }
.soft { color: var(--soft); font-size: 0.9rem; }
.main { border: 0.1875rem solid var(--accent); }
.yours { font-size: 1.1rem; }
.problem { padding: 0.75rem 1rem; border-inline-start: 0.4rem solid var(--stop); background: var(--stop-soft); font-weight: 700; }
.caution { border-color: var(--warn); background: var(--warn-soft); }
.caution h2 { font-size: 1.1rem; }
button, .button { display: block; width: 100%; margin: 1rem 0 0.5rem; padding: 1rem; border: 0.125rem solid var(--accent); border-radius: 0.625rem; background: var(--accent); color: var(--accent-ink); font: inherit; font-size: 1.4rem; font-weight: 700; line-height: 1.4; text-align: center; cursor: pointer; }
.button { padding: 0.6rem; background: var(--card); color: var(--accent); font-size: 1.1rem; }
button:hover, .button:hover { filter: brightness(1.1); }
.plain button { width: auto; padding: 0.6rem 1.5rem; font-size: 1.1rem; }
fieldset { margin: 0.75rem 0; padding: 0; border: 0; }
legend { padding: 0; margin-bottom: 0.4rem; font-size: 1.15rem; font-weight: 700; }
.choices { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 0.6rem; }
fieldset label { display: flex; gap: 0.75rem; align-items: center; padding: 0.65rem 0.9rem; border: 0.0625rem solid var(--soft); border-radius: 0.5rem; cursor: pointer; }
fieldset label:has(:checked) { border-color: var(--accent); background: var(--accent-soft); box-shadow: 0 0 0 0.125rem var(--accent); }
input { flex: none; width: 1.4rem; height: 1.4rem; margin: 0; accent-color: var(--accent); }
.phone { margin: 0; font-size: 1.9rem; font-weight: 700; line-height: 1.3; }
.phone a { color: inherit; white-space: nowrap; }
picture { display: block; }
img { display: block; width: 100%; max-width: 26rem; height: auto; margin: 0.75rem 0; border: 0.0625rem solid var(--line); border-radius: 0.75rem; }
.steps { padding: 0; list-style: none; counter-reset: step; }
.steps li { counter-increment: step; margin: 0 0 1.5rem; padding-inline-start: 3rem; position: relative; }
.steps li::before { content: counter(step); position: absolute; inset-inline-start: 0; top: 0; width: 2.2rem; height: 2.2rem; border-radius: 50%; background: var(--accent); color: var(--accent-ink); font-weight: 700; line-height: 2.2rem; text-align: center; }
.steps .step { font-size: 1.1rem; font-weight: 700; margin-top: 0; }
.files { padding: 0; list-style: none; font-size: 0.9rem; }
.files li { padding: 0.6rem 0; border-top: 0.0625rem solid var(--line); }
.files code { font-size: 0.8rem; }
@media (max-width: 43rem) {
  .steps li { padding-inline-start: 0; }
  .steps .step { padding-inline-start: 2.9rem; min-height: 2.2rem; }
}
@media print {
  :root { color-scheme: light; font-size: 11pt; }
  body { background: none; }
  .screen-only, button, .plain { display: none; }
  section, .main { padding: 0; border: 0; background: none; break-inside: auto; }
  .steps li, h2, h3, .files li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  img { max-width: 9cm; }
  .steps li::before { border: 0.0625rem solid; background: none; color: inherit; }
}
`
