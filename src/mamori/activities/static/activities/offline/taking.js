// Blank forms are put on the device whole, or not at all; a worker opens them from there.
import { CACHE, emptyForms, holds, shelves } from "./store.js";

export const able = () =>
  "serviceWorker" in navigator && "caches" in window && "indexedDB" in window && isSecureContext;

export async function taken(state) {
  const found = [];
  for (const [key, [page]] of Object.entries(state.kinds)) if (await holds(page)) found.push(key);
  return found;
}

export const isOld = async (state) => {
  const names = await shelves();
  return names.length > 0 && !(names.length === 1 && names[0] === CACHE + state.version);
};

export async function take(state, kinds) {
  const pages = kinds.flatMap((key) => state.kinds[key]);
  const addresses = [...state.files, ...state.pages, ...pages];
  const answers = await Promise.all(addresses.map(fetched));
  const name = CACHE + state.version;
  const shelf = await caches.open(name);
  await Promise.all(addresses.map((address, at) => shelf.put(address, answers[at])));
  for (const request of await shelf.keys())
    if (!addresses.includes(new URL(request.url).pathname)) await shelf.delete(request);
  await emptyForms(name);
  await Promise.all(state.workers.map((worker) => navigator.serviceWorker.register(worker)));
  await navigator.serviceWorker.ready;
  await navigator.storage?.persist?.();
}

async function fetched(address) {
  const answer = await fetch(address, { cache: "reload", redirect: "manual" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}
