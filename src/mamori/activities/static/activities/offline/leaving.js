// Signing out takes the blank forms off the device; what waits to be sent stays, and the page says so.
import { all, drop, emptyForms } from "./store.js";

const form = document.getElementById("leaving");
const waiting = (await all().catch(() => [])).filter((entry) => entry.state !== "sent").length;
document.getElementById("left-number").textContent = waiting;
document.getElementById("left").hidden = waiting === 0;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await emptyForms();
    for (const entry of await all()) if (entry.state === "sent") await drop(entry.token);
  } finally {
    form.submit();
  }
});
