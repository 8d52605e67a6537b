// Fills a person's own facts into links. They live in this tab's memory, and no form or request of ours carries them.

const KEY = "bedside.facts";
const fields = [...document.querySelectorAll("[data-fact]")];
const links = [...document.querySelectorAll("a[data-template]")];
const missing = { name: "YOUR NAME", employer: "YOUR EMPLOYER", city: "YOUR CITY", former: "FORMER EMPLOYER", fact: "" };

const kept = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
};

const keep = (facts) => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(facts));
  } catch {
    // A browser that keeps nothing: the links of this page work all the same.
  }
};

const filled = (template, facts) => template.replace(/\{([a-z]+)\}/g, (_, name) => {
  const said = (facts[name] ?? "").trim().replace(/\s+/g, " ") || (missing[name] ?? "");
  return encodeURIComponent((name === "fact" && said ? ` ${said}` : said).toWellFormed?.() ?? said);
});

const update = () => {
  const facts = { ...kept(), ...Object.fromEntries(fields.map((field) => [field.dataset.fact, field.value])) };
  for (const link of links) link.href = filled(link.dataset.template, facts);
  keep(facts);
};

const facts = kept();
for (const field of fields) {
  field.value = facts[field.dataset.fact] ?? "";
  field.addEventListener("input", update);
}
for (const group of document.querySelectorAll("[data-facts]")) group.hidden = false;
if (fields.length) update();
fields.find((field) => !field.value && field.dataset.fact !== "fact")?.focus();

// A text file goes into the field beside it and no further: what is sent is what stands there.
for (const input of document.querySelectorAll("[data-into]")) {
  input.closest("[hidden]").hidden = false;
  input.addEventListener("change", async () => {
    const field = document.getElementById(input.dataset.into);
    if (input.files[0]) field.value = await input.files[0].text();
    field.focus();
  });
}

// The browser knows where it is; one tap takes that for reminders, where the page does not say it already.
const here = document.querySelector("[data-zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
const clock = `${zone.split("/").at(-1).replaceAll("_", " ")} time`;
if (here && zone.includes("/") && !document.querySelector("main").textContent.includes(clock)) {
  here.querySelector("[name=words]").value = `remind zone ${zone}`;
  here.querySelector("button").textContent = `Use ${clock}, as on this device`;
  here.hidden = false;
}
