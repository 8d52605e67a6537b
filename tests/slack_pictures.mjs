// Draws Slack messages with slack-blocks-to-jsx: a file of JSON and "light" or "dark" as arguments, a page on standard output.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx";

const require = createRequire(import.meta.url);
const style = readFileSync(require.resolve("slack-blocks-to-jsx").replace(/index\.js$/, "style.css"), "utf8");
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const logo = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

const theme = process.argv[3];

const drawn = ({ text, blocks }) => {
  const shown = createElement(Message, { blocks, logo, name: "Bedside", time: new Date(0), theme });
  // What Slack gets as "text" is escaped already.
  return `<div class="pair"><div class="card">${renderToStaticMarkup(shown)}</div><pre>${text}</pre></div>`;
};

const cards = JSON.parse(readFileSync(process.argv[2], "utf8"));
const body = cards.map(({ name, messages }) => `<section><h2>${escaped(name)}</h2>${messages.map(drawn).join("")}</section>`);
process.stdout.write(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Slack</title><style>${style}
body { font-family: sans-serif; margin: 8px }
body.dark { background: #1a1d21; color: #d1d2d3 }
body.dark pre { background: #222529 }
.pair { display: flex; flex-wrap: wrap; gap: 16px; padding: 8px 0; border-bottom: 1px solid #ccc }
.card { flex: 1 1 320px; min-width: 0; max-width: 640px }
pre { flex: 1 1 280px; margin: 0; padding: 8px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12px; background: #f6f6f6 }
</style><body class="${theme}">${body.join("")}</body></html>`);
