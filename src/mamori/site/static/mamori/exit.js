// “Leave now” puts its page in the place of this one, so that Back does not lead here again.
// Esc pressed three times does the same. Without JavaScript the link is a plain link.
(() => {
  const way = document.querySelector("a.exit");
  if (!way) return;
  const leave = () => location.replace(way.href);
  way.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let pressed = [];
  addEventListener("keydown", (event) => {
    pressed = event.key === "Escape" && !event.repeat ? [...pressed, event.timeStamp].slice(-3) : [];
    if (pressed.length === 3 && pressed[2] - pressed[0] < 2000) leave();
  });
})();
