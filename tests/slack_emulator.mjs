// Runs the Slack of the npm package `emulate` (vercel-labs/emulate, Apache-2.0) on a loopback port, through its JS API:
// its command line needs a newer node, and out of the box it takes any token and reads no query strings.
//
//   node slack_emulator.mjs FOLDER-OF-EMULATE SEED.json
//
// Ours and no evidence of what Slack does: strict tokens, arguments of a query string, faults, the list of calls.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, seedFile] = process.argv.slice(2);
const seed = JSON.parse(fs.readFileSync(seedFile, "utf8"));
const dist = path.join(path.resolve(folder), "dist");
const holdsSlack = (name) => fs.readFileSync(path.join(dist, name), "utf8").includes('"/api/chat.postMessage"');
const plugin = fs.readdirSync(dist).filter((name) => name.endsWith(".js")).find(holdsSlack);
const { slackPlugin } = await import(pathToFileURL(path.join(dist, plugin)).href);
const { createEmulator } = await import(pathToFileURL(path.join(dist, "api.js")).href);

let faults = [];
const calls = [];
let kept;
let emulator;
const register = slackPlugin.register.bind(slackPlugin);
slackPlugin.register = (app, store, ...rest) => {
  kept = store;
  app.use("*", async (context, next) => {
    const method = context.req.path.replace(/^\/api\//, "");
    calls.push(method);
    const fault = faults.find((one) => one.method === method && one.times > 0);
    if (fault) {
      fault.times -= 1;
      const headers = fault.retry_after ? { "Retry-After": fault.retry_after } : {};
      return context.json({ ok: false, error: fault.error ?? "ratelimited" }, fault.status ?? 200, headers);
    }
    const token = (context.req.header("Authorization") ?? "").replace(/^Bearer\s+/i, "");
    const strange = token && !store.collection("slack.tokens").findOneBy("token", token);
    if (context.req.path.startsWith("/api/") && method !== "oauth.v2.access" && strange) {
      return context.json({ ok: false, error: "invalid_auth" });
    }
    const url = new URL(context.req.url);
    if (url.pathname.startsWith("/api/") && (context.req.method === "GET" || url.search)) {
      const answer = await fetch(emulator.url.replace("localhost", "127.0.0.1") + url.pathname, {
        method: "POST",
        body: url.search.slice(1),
        headers: {
          Authorization: context.req.header("Authorization") ?? "",
          "Content-Type": "application/x-www-form-urlencoded",
        },
      });
      return context.json(await answer.json(), answer.status);
    }
    await next();
  });
  return register(app, store, ...rest);
};

async function freePort() {
  const server = http.createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

emulator = await createEmulator({
  service: "slack", port: await freePort(), hostname: "127.0.0.1", seed: { slack: seed },
});

const control = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length ? JSON.parse(Buffer.concat(chunks).toString("utf8")) : {};
  const answer = {
    "/fault": () => (faults.push({ times: 1, ...body }), {}),
    "/clear": () => ((faults = []), (calls.length = 0), {}),
    "/calls": () => calls,
    "/state": () => kept.snapshot().collections,
  }[request.url];
  response.end(JSON.stringify(answer ? answer() : null));
});
await new Promise((done) => control.listen(0, "127.0.0.1", done));
console.log(JSON.stringify({ url: emulator.url, control: `http://127.0.0.1:${control.address().port}` }));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0)); // ends with whoever started it
