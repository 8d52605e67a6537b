// Reads Adaptive Cards, one JSON a line, and prints for each what npm adaptivecards finds wrong with it.
// node judge_cards.mjs .../node_modules/adaptivecards < cards.jsonl
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import path from "node:path";

const require = createRequire(path.resolve(process.argv[2], "package.json"));
const AdaptiveCards = require("./dist/adaptivecards.js");

for await (const line of createInterface({ input: process.stdin })) {
  const card = new AdaptiveCards.AdaptiveCard();
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  card.parse(JSON.parse(line), context);
  const events = [];
  for (let i = 0; i < context.eventCount; i++) {
    const event = context.getEventAt(i);
    events.push(`${AdaptiveCards.ValidationEvent[event.event]}: ${event.message}`);
  }
  for (const event of card.validateProperties().validationEvents) events.push(event.message);
  console.log(JSON.stringify(events));
}
