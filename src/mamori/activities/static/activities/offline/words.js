// The words of the page, from the server in both languages; the page says which.
const language = document.documentElement.lang === "en" ? "en" : "ja";
const held = document.getElementById("words");
const words = held ? JSON.parse(held.textContent) : {};

export const inPage = (spoken) => spoken?.[language] ?? "";

export function filled(template, ...values) {
  return template.replace(/\{(\d)(:,)?\}/g, (_, at, grouped) =>
    grouped ? Number(values[at]).toLocaleString("en") : String(values[at]),
  );
}

export const say = (key, ...values) => filled(inPage(words[key]), ...values);

// A reason in both languages: it is kept, and may be read in the other one.
export function both(key, ...values) {
  const told = {};
  for (const one of ["ja", "en"]) {
    const own = values.map((value) => (value && typeof value === "object" ? value[one] : value));
    told[one] = filled(words[key][one], ...own);
  }
  return told;
}
