/* Keys: / searches, g t m change the view, f looks at the neighbourhood, Escape takes one step back. */

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const VIEW_KEYS = { g: "graph", t: "table", m: "matrix" };

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    stepBack();
    return;
  }
  const writes = event.target.matches("input:not([type=checkbox]):not([type=range])");
  if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
  } else if (VIEW_KEYS[event.key]) {
    setView(VIEW_KEYS[event.key], true);
  } else if (event.key === "f" && state.chosen && state.chosen.node) {
    focusOn(state.focus === state.chosen.node ? null : state.chosen.node);
  } else if (event.key === "0") {
    fit();
  }
});

/* The open list first, then what was chosen, then the neighbourhood. */
function stepBack() {
  if (document.activeElement === search) {
    closeSearch();
    homeOf(state.view).focus();
  } else if (state.chosen && !(state.focus && state.chosen.node === state.focus)) {
    choose(null);
    homeOf(state.view).focus({ preventScroll: true });
  } else if (state.focus) {
    focusOn(null);
  }
}

function homeOf(view) {
  if (view === "graph") return container;
  return document.querySelector(`#${view} [tabindex="0"], #${view} button`) || document.getElementById(view);
}

container.addEventListener("keydown", (event) => {
  if (STEPS[event.key] && !event.altKey && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    walk(...STEPS[event.key]);
  } else if (event.key === "Enter") {
    event.preventDefault(); // else the same key would press the button
    panel.focus();
  } else if (event.key === "+" || event.key === "-") {
    network.moveTo({ scale: network.getScale() * (event.key === "+" ? 1.25 : 0.8) });
    state.moved = true;
  }
});
