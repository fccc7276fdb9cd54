// The form of a kind, filled in without network: checked by what the device knows, kept on the device.
import { problems, today } from "./check.js";
import { keep, one } from "./store.js";
import { inPage, say } from "./words.js";

const form = document.getElementById("entry");
const kind = JSON.parse(document.getElementById("known").textContent);
const token = location.hash.slice(1);

function tell(found) {
  for (const old of form.querySelectorAll(".field-error")) old.remove();
  for (const old of form.querySelectorAll(".wrong")) old.classList.remove("wrong");
  for (const old of form.querySelectorAll("[aria-invalid]")) {
    old.removeAttribute("aria-invalid");
    old.removeAttribute("aria-describedby");
  }
  const box = document.getElementById("errors");
  box.hidden = found.length === 0;
  document.getElementById("wr").textContent = say("to_put_right", found.length);
  document.getElementById("as-typed").textContent = say("as_typed");
  box.querySelector("ul").replaceChildren(...found.map(named));
  found.forEach(mark);
  if (found.length) box.focus();
}

function named(problem) {
  const item = document.createElement("li"), link = document.createElement("a");
  link.href = `#${problem.field}`;
  link.textContent = inPage(problem);
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address of the page says which entry it is
    const box = document.getElementById(problem.field);
    box?.scrollIntoView({ block: "center" });
    box?.focus();
  });
  item.append(link);
  return item;
}

function mark(problem, at) {
  const box = document.getElementById(problem.field);
  const around = box?.closest(".field, fieldset");
  if (!around) return;
  const words = document.createElement("p");
  words.className = "field-error";
  words.id = `wrong-${at}`;
  words.textContent = inPage(problem);
  around.classList.add("wrong");
  around.closest("details")?.setAttribute("open", "");
  around.querySelector("label, legend").after(words);
  if (box === around) return;
  box.setAttribute("aria-invalid", "true");
  box.setAttribute("aria-describedby", words.id);
}

function fill(pairs) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const box of form.elements) {
    if (!box.name) continue;
    const typed = values.get(box.name) ?? [];
    if (box.type === "checkbox" || box.type === "radio") box.checked = typed.includes(box.value);
    else box.value = typed[0] ?? "";
  }
}

function summary(typed, language) {
  const numbers = kind.numbers
    .filter((own) => typed.get(`n.${own.key}`))
    .map((own) => `${own.label[language]} ${typed.get(`n.${own.key}`)}`);
  return [typed.get("first"), ...numbers].join(" · ");
}

async function submit(event, held) {
  event.preventDefault();
  const typed = new FormData(form), found = problems(kind, typed);
  if (found.length) return tell(found);
  try {
    await keep({
      token: held?.token ?? crypto.randomUUID(),
      made: held?.made ?? new Date().toISOString(),
      changed: crypto.randomUUID(),
      person: form.dataset.person,
      send: form.dataset.send,
      kind: kind.key,
      title: kind.title,
      told: { ja: summary(typed, "ja"), en: summary(typed, "en") },
      pairs: [...typed],
      state: "waiting",
      problems: [],
    });
  } catch {
    return tell([{ field: "", ja: say("not_kept"), en: say("not_kept") }]);
  }
  location.href = form.dataset.back;
}

async function start() {
  const held = token ? await one(token) : null;
  const own = held && held.person === form.dataset.person && held.state !== "sent" ? held : null;
  if (own) {
    fill(own.pairs);
    tell(own.problems);
  } else {
    document.getElementById("first").value = today();
    if (token) tell([{ field: "", ja: say("gone"), en: say("gone") }]);
  }
  form.addEventListener("submit", (event) => submit(event, own));
  document.getElementById("keep").disabled = false;
}

document.getElementById("no-script").hidden = true;
if (form) {
  form.hidden = false;
  start();
}
