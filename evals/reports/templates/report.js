"use strict";
// Nothing of a record is made into markup or code here: texts are compared, classes and attributes are set.
const runs = [...document.querySelectorAll(".run")];
const form = document.getElementById("filters");
const count = document.getElementById("count");
const texts = new Map();

function textOf(run) {
  if (!texts.has(run)) texts.set(run, run.textContent.toLowerCase());
  return texts.get(run);
}

function filter() {
  const asked = new FormData(form);
  const outcomes = new Set(asked.getAll("outcome"));
  const text = asked.get("text").trim().toLowerCase();
  const chosen = ["family", "model", "eval"].filter((name) => asked.get(name));
  let shown = 0;
  for (const run of runs) {
    const fits =
      outcomes.has(run.dataset.outcome) &&
      chosen.every((name) => run.dataset[name] === asked.get(name)) &&
      (!text || textOf(run).includes(text));
    run.hidden = !fits;
    shown += fits;
  }
  const number = new Intl.NumberFormat("en");
  count.textContent = `${number.format(shown)} of ${number.format(runs.length)} runs, the failed ones first.`;
}

let waiting;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(filter, 120);
});
form.addEventListener("reset", () => setTimeout(filter));
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
filter();

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.eval !== undefined) {
    form.reset();
    form.elements.eval.value = button.dataset.eval;
    form.elements.model.value = button.dataset.model;
    filter();
    document.getElementById("runs").scrollIntoView();
    document.getElementById("runs").focus({ preventScroll: true });
  } else if (button.dataset.shows !== undefined) {
    const pressed = button.getAttribute("aria-pressed") !== "true";
    const run = button.closest(".run");
    for (const other of run.querySelectorAll("[data-shows]")) other.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-pressed", String(pressed));
    const marks = [...run.querySelectorAll("mark")];
    const quoted = (mark) => pressed && mark.dataset.c.split(" ").includes(button.dataset.shows);
    for (const mark of marks) mark.classList.toggle("shown", quoted(mark));
    marks.find(quoted)?.scrollIntoView({ block: "center" });
  }
});

function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  if (!named || !named.classList.contains("run")) return;
  if (named.hidden) {
    form.reset();
    setTimeout(filter);
  }
  named.open = true;
  named.scrollIntoView();
}
window.addEventListener("hashchange", openNamed);
openNamed();
