// Reads app manifests, one JSON a line, and prints for each what Microsoft's own schema finds wrong with it.
// node judge_manifests.mjs .../node_modules/@microsoft/app-manifest < manifests.jsonl
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(process.argv[2]);
const require = createRequire(path.join(root, "package.json"));

function validator(version) {
  const file = path.join(root, `build/json-schemas/teams/v${version}/MicrosoftTeams.schema.json`);
  const schema = JSON.parse(readFileSync(file, "utf8"));
  const Ajv = /draft-04/.test(schema.$schema || "") ? require("ajv-draft-04") : require("ajv");
  const ajv = new (Ajv.default || Ajv)({ strict: false, allErrors: true, logger: false });
  try {
    const formats = require("ajv-formats");
    (formats.default || formats)(ajv);
  } catch {}
  return ajv.compile(schema);
}

for await (const line of createInterface({ input: process.stdin })) {
  const manifest = JSON.parse(line);
  const validate = validator(manifest.manifestVersion);
  validate(manifest);
  const errors = validate.errors || [];
  console.log(JSON.stringify(errors.map((error) => `${error.instancePath} ${error.message}`)));
}
