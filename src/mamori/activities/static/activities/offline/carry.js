// The page that says what waits on this device, sends it, and takes blank forms along.
import { all, drop, emptyForms, holds } from "./store.js";
import { LOST, SIGNED_OUT, Stopped, send, state, waits } from "./sending.js";
import { able, isOld, take, taken } from "./taking.js";
import { inPage, say } from "./words.js";

const at = (id) => document.getElementById(id);
const device = at("device"), { person } = device.dataset;
const links = [...at("forms").children];
const SOON = 2_000, LATEST = 120_000; // ms until it is tried again, each time twice as long
let pause = SOON, next = 0;

function tell(words, look = "note") {
  at("told").className = `notice ${look} then`;
  at("told").textContent = words;
  at("told").hidden = !words;
}

function network() {
  const here = navigator.onLine;
  at("network").textContent = say(here ? "online" : "offline");
  at("network").className = here ? "chip good" : "chip note";
  at("network").hidden = false;
}

function made(tag, words = "", look = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  if (look) element.className = look;
  return element;
}

function button(words, look, act) {
  const own = made("button", words, `button ${look}`);
  own.type = "button";
  own.addEventListener("click", act);
  return own;
}

function link(words, address) {
  const own = made("a", words, "button plain");
  own.href = address;
  return own;
}

const CHIPS = { waiting: "chip", refused: "chip stop", sent: "chip good" };

function shown(entry) {
  const item = made("li");
  item.append(made("b", inPage(entry.title)), made("span", say(entry.state), CHIPS[entry.state]));
  item.append(made("p", inPage(entry.told)));
  for (const problem of entry.problems) item.append(made("p", inPage(problem), "field-error"));
  const row = made("p", "", "row");
  if (waits(entry)) {
    const form = links.find((one) => one.dataset.kind === entry.kind);
    if (form) row.append(link(say("edit"), `${form.href}#${entry.token}`));
    row.append(button(say("delete"), "stop", () => removed(entry)));
  } else {
    item.append(made("p", say(entry.same ? "sent_as" : "differs", entry.number)));
    row.append(link(say("see"), entry.url), button(say("delete"), "plain", () => removed(entry)));
  }
  item.append(row);
  return item;
}

async function removed(entry) {
  if (waits(entry) && !confirm(say("sure"))) return;
  await drop(entry.token);
  await show();
}

async function show() {
  const entries = (await all()).sort((a, b) => b.made.localeCompare(a.made));
  const own = entries.filter((entry) => entry.person === person);
  const waiting = own.filter(waits).length, others = entries.filter(waits).length - waiting;
  at("entries").replaceChildren(...own.map(shown));
  if (others) at("entries").append(made("li", say("of_others", others)));
  at("number").textContent = waiting;
  at("send").disabled = waiting === 0;
  let any = false;
  for (const form of links) {
    form.hidden = !(await holds(form.getAttribute("href")));
    at(`take.${form.dataset.kind}`).checked ||= !form.hidden;
    any ||= !form.hidden;
  }
  at("none").hidden = any;
}

// The state of the server, or null after saying why there is none.
async function reached() {
  try {
    const told = await state(device.dataset.state);
    at("sign-in").hidden = true;
    if (told.person === person) return told;
    await emptyForms(); // they were taken along by somebody else
    location.reload();
  } catch (stopped) {
    stoppedBy(stopped);
  }
  return null;
}

function stoppedBy(stopped) {
  if (!(stopped instanceof Stopped)) throw stopped;
  at("sign-in").hidden = stopped.message !== SIGNED_OUT;
  if (stopped.message === LOST && navigator.onLine) later();
  tell(say(stopped.message), stopped.message === LOST ? "note" : "stop");
}

// A network that is said to be back is not always there at once.
function later() {
  clearTimeout(next);
  next = setTimeout(() => sendNow({ again: false }), pause);
  pause = Math.min(2 * pause, LATEST);
}

// One page of this browser sends at a time; were there two, the token would still keep one.
function sendNow({ again }) {
  return navigator.locks.request("mamori-offline", { ifAvailable: true }, async (lock) => {
    const mine = (await all()).filter((entry) => entry.person === person && waits(entry));
    if (!lock || (!again && !mine.some((entry) => entry.state === "waiting"))) return;
    tell(say("sending"));
    const server = await reached();
    if (server === null) return;
    pause = SOON;
    try {
      const { sent, refused } = await send(person, server.csrf, { again });
      if (refused) tell(say("some_refused", refused), "stop");
      else tell(sent ? say("all_sent", sent) : say("nothing"), "good");
    } catch (stopped) {
      stoppedBy(stopped);
    } finally {
      await show();
    }
  });
}

async function takeAlong(event) {
  event.preventDefault();
  const kinds = new FormData(at("take")).getAll("kind");
  if (kinds.length === 0) return tell(say("choose"), "stop");
  tell(say("taking"));
  const server = await reached();
  if (server === null) return;
  try {
    await take(server, kinds);
    tell(say("taken", kinds.length), "good");
  } catch {
    tell(say("not_taken"), "stop");
  }
  await show();
}

async function renew() {
  if (!navigator.onLine || links.every((form) => form.hidden)) return;
  const server = await reached();
  if (server === null || !(await isOld(server))) return;
  await take(server, await taken(server)).catch(() => {}); // what is there goes on working
}

async function start() {
  network();
  addEventListener("offline", network);
  if (!able()) return tell(say("unable"), "stop");
  at("send").addEventListener("click", () => sendNow({ again: true }));
  at("take").addEventListener("submit", takeAlong);
  at("all").addEventListener("click", () => {
    for (const box of at("take").elements) if (box.type === "checkbox") box.checked = true;
  });
  at("empty").addEventListener("click", async () => {
    await emptyForms();
    for (const box of at("take").elements) if (box.type === "checkbox") box.checked = false;
    tell(say("emptied"), "good");
    await show();
  });
  addEventListener("online", () => {
    network();
    sendNow({ again: false });
  });
  addEventListener("pageshow", show);
  await show();
  at("kinds").open = !at("none").hidden;
  if (navigator.onLine) await sendNow({ again: false });
  await renew();
}

at("no-script").hidden = true;
device.hidden = false;
start();
