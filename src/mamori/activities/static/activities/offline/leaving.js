// Signing out takes the blank forms off the device; what waits to be sent stays, and the page says so.
import { all, drop, emptyForms } from "./store.js";

const PATIENCE = 1000; // ms: a device that does not answer keeps nobody signed in
const form = document.getElementById("leaving");
const waiting = (await all().catch(() => [])).filter((entry) => entry.state !== "sent").length;
document.getElementById("left-number").textContent = waiting;
document.getElementById("left").hidden = waiting === 0;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await Promise.race([emptied(), new Promise((done) => setTimeout(done, PATIENCE))]);
  } finally {
    form.submit();
  }
});

async function emptied() {
  await emptyForms();
  for (const entry of await all()) if (entry.state === "sent") await drop(entry.token);
}
