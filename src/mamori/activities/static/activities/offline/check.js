// The rules of a kind that can be told by data. The server applies all of them again, and decides.
import { both } from "./words.js";

const EXACT = /^(?:約|およそ|about|少なくとも|at least)?\s*(-?[\d,]+)(?:以上)?$/i;

// A number as people mostly type it; anything else is left for the server to read.
export function number(typed) {
  const found = EXACT.exec(typed.normalize("NFKC").trim().replace(/^[△▲−–]/, "-"));
  return found ? Number(found[1].replaceAll(",", "")) : null;
}

export function today() {
  const now = new Date(), two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function problems(kind, typed) {
  const first = (name) => (typed.get(name) ?? "").trim();
  const found = [];
  const wrong = (field, key, ...values) => found.push({ field, ...both(key, ...values) });
  const total = first("total") === "yes", isHeld = first("status") !== "planned";
  const last = first("last") || first("first");
  if (!first("first")) wrong("days", "needs_day");
  else if (isHeld && last > today()) wrong("days", "not_come", last);
  if (kind.area && !first("area") && !total) wrong("area", "needs_area");
  for (const own of kind.numbers) ofNumber(own, first, { total, isHeld, wrong });
  const holds = (when) => when !== null && when.values.includes(first(`f.${when.field}`));
  for (const own of kind.fields) {
    const at = `f.${own.key}`, value = first(at);
    if (!value && (own.needed || holds(own.needed_when))) wrong(at, "needed", own.label);
    else if (value && own.only_when !== null && !holds(own.only_when))
      wrong(at, "not_here", own.label);
  }
  return found;
}

function ofNumber(own, first, { total, isHeld, wrong }) {
  const at = `n.${own.key}`, typed = first(at);
  if (!typed) {
    if (own.needed && isHeld) wrong(at, "needs_number", own.label);
    return;
  }
  const value = number(typed);
  if (value === null) return;
  if (value < 0) wrong(at, "below_zero", own.label);
  if (own.most !== null && value > own.most && !total) wrong(at, "over_most", own.label, own.most);
  const room = own.within ? number(first(`n.${own.within}`)) : null;
  if (room !== null && value > room) wrong(at, "over_room", own.label, value, room);
}
