// What CSS and htmx cannot: times that go on, the log that neither doubles nor grows without end,
// copy buttons.
"use strict";

const LONGEST_LOG = 5000;

function span(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n) => String(n).padStart(2, "0");
  if (s < 60) return s + " s";
  if (s < 3600) return Math.floor(s / 60) + " m " + two(s % 60) + " s";
  if (s < 86400) return Math.floor(s / 3600) + " h " + two(Math.floor((s % 3600) / 60)) + " m";
  return Math.floor(s / 86400) + " d " + Math.floor((s % 86400) / 3600) + " h";
}

function ago(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return s + " s ago";
  if (s < 3600) return Math.floor(s / 60) + " min ago";
  if (s < 86400) return Math.floor(s / 3600) + " h ago";
  return Math.floor(s / 86400) + " d ago";
}

// The server's clock counts, not this one's.
const served = Date.parse(document.documentElement.dataset.now);
const began = performance.now();

function tick() {
  if (document.hidden) return;
  const now = served + performance.now() - began;
  for (const time of document.querySelectorAll("time[data-run]")) {
    time.textContent = span(now - Date.parse(time.dateTime));
  }
  for (const time of document.querySelectorAll("time[data-ago]")) {
    time.textContent = ago(now - Date.parse(time.dateTime));
  }
}
setInterval(tick, 1000);

// A moment by this reader's own clock.
const clock = new Intl.DateTimeFormat(undefined, {
  weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
  timeZoneName: "short",
});

function locals() {
  for (const time of document.querySelectorAll("time[data-local]")) {
    time.textContent = clock.format(new Date(time.dateTime));
  }
}
locals();
document.addEventListener("htmx:afterSwap", locals);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button || !navigator.clipboard) return;
  navigator.clipboard.writeText(button.dataset.copy).then(() => {
    const word = button.querySelector("span");
    const before = word.textContent;
    word.textContent = "Copied";
    setTimeout(() => (word.textContent = before), 1500);
  });
});

// A stream that begins anew brings lines again that are there already.
document.addEventListener("htmx:sseBeforeMessage", (event) => {
  const list = event.target;
  if (list.id !== "lines") return;
  const last = Number(list.lastElementChild?.dataset.n ?? 0);
  const fresh = document.createElement("template");
  fresh.innerHTML = event.detail.data;
  const lines = [...fresh.content.children];
  const known = lines.filter((line) => Number(line.dataset.n) <= last);
  if (known.length === 0) return;
  event.preventDefault();
  known.forEach((line) => line.remove());
  list.append(fresh.content);
});

document.addEventListener("htmx:sseMessage", (event) => {
  const list = event.target;
  if (list.id !== "lines") return;
  while (list.childElementCount > LONGEST_LOG) list.firstElementChild.remove();
  const count = document.getElementById("line-count");
  if (count) count.textContent = Number(list.lastElementChild.dataset.n).toLocaleString("en");
});

document.addEventListener("htmx:sseOpen", () => live("RUNNING", "Live"));
document.addEventListener("htmx:sseError", () => live("warn", "Reconnecting"));
document.addEventListener("htmx:sseClose", (event) => {
  if (event.detail.type === "message") live("ok", "Ended");
});

function live(state, word) {
  const sign = document.getElementById("live");
  if (!sign) return;
  sign.querySelector(".dot").dataset.state = state;
  sign.querySelector("span:last-child").textContent = word;
}
