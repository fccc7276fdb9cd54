// What waits goes to the server, one by one. Whatever happens, an entry leaves only when it is kept there.
import { all, settle } from "./store.js";

export const LOST = "no_network", SIGNED_OUT = "sign_in", BROKEN = "no_answer", DENIED = "not_allowed";
const SOON = 30_000; // ms until a network that does not answer is none

export class Stopped extends Error {}

async function asked(address, more = {}) {
  if (!navigator.onLine) throw new Stopped(LOST);
  let answer;
  try {
    answer = await fetch(address, {
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(SOON),
      ...more,
    });
  } catch {
    throw new Stopped(LOST);
  }
  if (answer.type === "opaqueredirect") throw new Stopped(SIGNED_OUT);
  if (answer.status === 403) throw new Stopped(DENIED);
  return answer;
}

// Who is signed in and what there is to take along; throws why not.
export async function state(address) {
  const answer = await asked(address);
  if (!answer.ok) throw new Stopped(BROKEN);
  return answer.json();
}

export const waits = (entry) => entry.state !== "sent";

// All of this person's entries; those refused before go only when asked for.
export async function send(person, csrf, { again }) {
  const told = { sent: 0, refused: 0 };
  for (const entry of await all()) {
    const due = entry.state === "waiting" || (again && entry.state === "refused");
    if (entry.person === person && due) told[await sent(entry, csrf)] += 1;
  }
  return told;
}

async function sent(entry, csrf) {
  const body = new URLSearchParams([
    ...entry.pairs,
    ["token", entry.token],
    ["by", entry.person],
  ]);
  const answer = await asked(entry.send, {
    method: "POST",
    headers: { "X-CSRFToken": csrf, Accept: "application/json" },
    body,
  });
  const said = await answer.json().catch(() => null);
  if (answer.ok && said?.number) {
    const { number, url, same } = said;
    await settle(entry, { state: "sent", pairs: [], problems: [], number, url, same });
    return "sent";
  }
  if (!said?.problems) throw new Stopped(BROKEN);
  await settle(entry, { state: "refused", problems: said.problems });
  return "refused";
}
