// What waits on this device to be sent, and the blank forms it took along. Nothing else is kept.
export const CACHE = "mamori-offline-";
const DATABASE = "mamori-offline", ENTRIES = "entries";

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(ENTRIES, { keyPath: "token" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const work = database.transaction(ENTRIES, mode, { durability: "strict" });
      const asked = act(work.objectStore(ENTRIES));
      work.oncomplete = () => resolve(asked.result);
      work.onabort = work.onerror = () => reject(work.error);
    });
  } finally {
    database.close();
  }
}

export const all = () => within("readonly", (entries) => entries.getAll());
export const one = (token) => within("readonly", (entries) => entries.get(token));
export const keep = (entry) => within("readwrite", (entries) => entries.put(entry));
export const drop = (token) => within("readwrite", (entries) => entries.delete(token));

// What the server said of an entry, unless it was edited while the server was thinking.
export function settle(entry, said) {
  return within("readwrite", (entries) => {
    const asked = entries.get(entry.token);
    asked.onsuccess = () => {
      if (asked.result?.changed === entry.changed) entries.put({ ...asked.result, ...said });
    };
    return asked;
  });
}

export async function shelves() {
  return (await caches.keys()).filter((name) => name.startsWith(CACHE));
}

export async function emptyForms(except = "") {
  for (const name of await shelves()) if (name !== except) await caches.delete(name);
}

export const holds = async (address) =>
  Boolean(await caches.match(address, { ignoreVary: true }));
