// Keys for a list of stories, and its dialogs. An element says by which key it is pressed
// (data-key); a story is an element with data-item.

const CHOICE = "desk-keys";
const useKeys = () => localStorage.getItem(CHOICE) !== "off";
const items = () => [...document.querySelectorAll("[data-item]")];
const current = () => document.activeElement.closest("[data-item]");

function go(step) {
  const all = items();
  const at = all.indexOf(current());
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (!next) return;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  // a reload comes back to the same story
  history.replaceState(history.state, "", `#${next.id}`);
}

function press(key) {
  const selector = `[data-key="${CSS.escape(key)}"]`;
  // a key never decides about a story that nobody has gone to
  const pressed = current()?.querySelector(selector) ?? document.querySelector(`${selector}:not([data-item] *)`);
  pressed?.click();
  return pressed;
}

addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (target.closest("input, textarea, select, [contenteditable], dialog[open]") || !useKeys()) return;
  if (key === "j") go(1);
  else if (key === "k") go(-1);
  else if (event.repeat || !press(key)) return;
  event.preventDefault();
});

addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  const closer = target.closest("button[data-closes]");
  if (closer) document.getElementById(closer.dataset.closes).close();
});

addEventListener("change", ({ target }) => {
  if (target.id === "use-keys") localStorage.setItem(CHOICE, target.checked ? "on" : "off");
});

// where one was, for when what had the focus is gone with the list that it stood in
let place = "shown";
addEventListener("focusin", ({ target }) => {
  place = target.closest("[data-item]")?.id ?? place;
});
function comeBack() {
  const at = document.activeElement;
  if (at !== document.body && at.checkVisibility()) return;
  (document.getElementById(place) ?? document.getElementById("shown"))?.focus();
}

// a form that was fetched into a dialog is shown there, and closed once it is sent
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.matches?.("dialog")) detail.target.showModal();
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const dialog = detail.elt.dataset.closes;
  // one that was refused stays, with all that was typed
  if (dialog && (detail.successful || detail.xhr.status === 409)) document.getElementById(dialog).close();
  setTimeout(comeBack);
});
// what had the focus may go only now
document.addEventListener("htmx:afterSettle", () => setTimeout(comeBack));

document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("use-keys");
  if (box) box.checked = useKeys();
  items().find((item) => `#${item.id}` === location.hash)?.focus();
});
