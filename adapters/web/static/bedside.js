// The page works without this file; with it, answers arrive in place and the keyboard is at home.

const $ = (selector, root = document) => root.querySelector(selector);
const chat = $("#chat");
const composer = $("#composer");
const words = composer && $("[data-words]", composer);
const announcer = $("#announce");

const announce = (told) => {
  announcer.textContent = "";
  requestAnimationFrame(() => { announcer.textContent = told; });
};

// Answers in place ---------------------------------------------------------------------------------

const parsed = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
};

const unreachable = () => {
  const note = parsed('<div class="note failed" role="alert" tabindex="-1"><p></p></div>');
  $("p", note).textContent = "Bedside cannot be reached. Your draft is still here; please try again.";
  return note;
};

const ask = async (form, submitter) => {
  const body = new URLSearchParams(new FormData(form, submitter));
  try {
    const response = await fetch(form.getAttribute("action").split("#")[0], {
      method: "POST",
      headers: { "X-Bedside": "fragment" },
      body,
    });
    return { ok: response.ok, part: parsed(await response.text()) ?? unreachable() };
  } catch {
    return { ok: false, part: unreachable() };
  }
};

// Of what an author said became of a draft the last word counts; its button says so.
const choose = ({ words }, chosen) => {
  if (!words.value.startsWith("outcome ")) return;
  $("button", words.form).ariaPressed = String(words.value === chosen);
};

// What its author said of a draft stays said when the answer is drawn anew, as when a model has read it, too.
function keepSaid(old, fresh) {
  const before = $(".after", old);
  const section = $(".after", fresh);
  if (!before || !section) return;
  const chosen = $("[aria-pressed=true]", before)?.form.elements.words.value;
  if (chosen) for (const { elements } of section.querySelectorAll("form")) choose(elements, chosen);
  const note = $(".note", before);
  if (note) section.append(note);
}

const places = {
  chat: (form, part, ok) => {
    chat.append(part);
    if (ok && form === composer) clear();
    rest();
    const answer = part.matches(".turn") ? $(".answer", part) : part;
    part.scrollIntoView({ block: part.offsetHeight > innerHeight / 2 ? "start" : "nearest" });
    answer.focus({ preventScroll: true });
  },
  turn: (form, part, ok) => {
    if (!ok || !part.matches(".turn")) {
      form.replaceWith(part);
      return;
    }
    const old = form.closest(".turn");
    const within = old.contains(document.activeElement);
    keepSaid(old, part);
    old.replaceWith(part);
    if (within) $(".answer", part).focus({ preventScroll: true });
    announce("A language model has read this, too.");
  },
  kept: (form, part, ok) => {
    if (!ok) {
      places.here(form, part, ok);
      return;
    }
    $("textarea", form).readOnly = true;
    $("button:not([data-copy])", form).remove();
    form.append(part);
    part.focus({ preventScroll: true });
  },
  here: (form, part, ok) => {
    part.classList.add("aside");
    if (ok) form.replaceWith(part);
    else form.after(part);
    part.focus({ preventScroll: true });
  },
  after: (form, part, ok) => {
    const section = form.closest(".after");
    $(".note", section)?.remove();
    section.append(part);
    const chosen = part.dataset.chosen;
    if (ok && chosen) for (const { elements } of section.querySelectorAll("form")) choose(elements, chosen);
    part.focus({ preventScroll: true });
    part.scrollIntoView({ block: "nearest" });
  },
  chain: (form, part) => {
    $("#chain-state").replaceWith(part);
    part.focus({ preventScroll: true });
  },
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const place = places[form.dataset.answer];
  if (!place) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  const { ok, part } = await ask(form, event.submitter);
  form.ariaBusy = "false";
  prepare(part);
  place(form, part, ok);
});

// Composer -----------------------------------------------------------------------------------------

// X counts links as 23 and most letters beyond Latin as 2; Google counts bytes. The server has the last word.
const lengths = {
  x: (text) => {
    const links = text.match(/https?:\/\/\S+/g) ?? [];
    const rest = [...new Intl.Segmenter().segment(text.replace(/https?:\/\/\S+/g, ""))];
    return links.length * 23 + rest.reduce((sum, { segment }) => sum + (segment.codePointAt(0) > 0x10ff ? 2 : 1), 0);
  },
  google: (text) => new TextEncoder().encode(text).length,
};

function count() {
  const output = $("#count");
  if (!output) return;
  const { outlet } = composer.elements;
  const chosen = outlet.selectedOptions[0];
  const limit = Number(chosen.dataset.limit ?? output.dataset.longest);
  const length = (lengths[chosen.value] ?? ((text) => [...text].length))(words.value);
  const over = length - limit;
  output.classList.toggle("over", over > 0);
  const told = `${length.toLocaleString("en")} of ${limit.toLocaleString("en")}`;
  output.textContent = over > 0 ? `${told}: ${over.toLocaleString("en")} too many` : chosen.dataset.limit || over > -2000 ? told : length.toLocaleString("en");
}

// It shrinks when an answer comes, never when it loses the focus: what is about to be clicked must not move.
function rest() {
  if (!composer) return;
  composer.classList.add("follows");
  composer.classList.toggle("resting", words.value === "");
}

// What a form keeps for the next text is named on it: the outlet, but no authorization, and no stars.
function clear() {
  const kept = composer.dataset.keeps.split(" ").map((name) => [name, composer.elements[name].value]);
  composer.reset();
  for (const [name, value] of kept) composer.elements[name].value = value;
  words.value = "";
  $(".known").open = false;
  count();
}

const compose = (turn, text) => {
  for (const [name, value] of Object.entries(JSON.parse(turn.dataset.fields))) {
    composer.elements[name].value = value;
  }
  words.value = text;
  const known = $(".known");
  known.open = [...known.querySelectorAll("[data-opens]")].some((field) => field.value !== "");
  count();
  words.focus();
};

if (composer) {
  composer.addEventListener("focusin", () => composer.classList.remove("resting"));
  composer.addEventListener("input", (event) => {
    const { kind, outlet } = composer.elements;
    if (event.target.name === "kind") {
      const reviewSite = outlet.selectedOptions[0].parentElement.label === "Review sites";
      if ((kind.value === "reply") !== reviewSite) outlet.value = kind.value === "reply" ? "google" : "linkedin";
    }
    count();
  });
  const hint = $(".hint", composer);
  if (/mac|iphone|ipad/i.test(navigator.platform)) hint.textContent = "⌘ Enter";
  hint.hidden = matchMedia("(pointer: coarse)").matches;
  count();
  if (chat.children.length > 0 || matchMedia("(max-width: 40rem)").matches) rest();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("form.composer")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

// Buttons that need a script -------------------------------------------------------------------------

const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "unseen";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-compose]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy ?? button.dataset.compose).textContent;
  if (button.dataset.compose) {
    compose(button.closest(".turn"), text);
    return;
  }
  const label = button.dataset.label ??= button.textContent;
  const done = await copied(text);
  button.focus();
  button.textContent = done ? "Copied" : label;
  announce(done ? "Copied" : "Your browser does not allow copying. Please select the words yourself.");
  setTimeout(() => { button.textContent = label; }, 2500);
});

// Times in the viewer's own zone ----------------------------------------------------------------------

const zone = { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" };

function prepare(root) {
  for (const form of root.querySelectorAll("form[data-now]")) {
    $("button", form).hidden = true;
    $(".notice", form).hidden = false;
    setTimeout(() => form.requestSubmit());
  }
  for (const button of root.querySelectorAll("[data-copy], [data-compose]")) button.hidden = false;
  for (const time of root.querySelectorAll("time")) {
    const here = document.createElement("span");
    here.className = "here";
    here.textContent = `${new Date(time.dateTime).toLocaleString(undefined, zone)}, your time`;
    time.after(here);
  }
}

prepare(document);
