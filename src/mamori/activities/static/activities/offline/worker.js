// The pages taken along open from this device, with or without network; all else goes to the server.
const PAST = ["reload", "no-store"]; // what the pages ask of the server itself
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const page = request.mode === "navigate";
  if (request.method !== "GET" || (!page && PAST.includes(request.cache))) return;
  event.respondWith(answer(request, page));
});

async function answer(request, page) {
  const held = await caches.match(request, { ignoreVary: true, ignoreSearch: page });
  if (held) return held;
  try {
    return await fetch(request);
  } catch (lost) {
    const first = page && (await caches.match(registration.scope, { ignoreVary: true }));
    if (first) return first;
    throw lost;
  }
}
