"use strict";
// The Evaluation section: a suite started and watched, runs opened, compared, and their items looked into.
sourcier.parts.evaluation = ({ element, server }) => {
  const { patch, hear, act, call, language } = sourcier;
  const find = (selector) => element.querySelector(selector);
  let place = { run: "", item: "", other: "" };
  let turn = 0;
  let watching = 0;
  let shown = false;

  const request = (change = {}) => ({ language: language(), ...place, ...change });
  const watch = (state) => {
    clearTimeout(watching);
    if (state.running) watching = setTimeout(progress, 1000);
  };
  const progress = async () => {
    // A page left open behind another section asks nothing.
    if (!shown) return undefined;
    const state = await call(server.evaluation_progress, request());
    if (!state?.regions) return undefined;
    patch(element, state.regions);
    if (state.running) return watch(state);
    // Finished: the new run is shown. Stopped or failed: only the list is new.
    return look(state.came ? { run: state.came, item: "", other: "" } : {});
  };
  // Of two requests on their way, only the later is shown.
  const ask = async (serve, change, focus) => {
    const mine = (turn += 1);
    const main = find(".evaluation-main");
    main.setAttribute("aria-busy", "true");
    const state = await call(serve, request(change));
    if (mine !== turn) return;
    main.removeAttribute("aria-busy");
    if (!state?.regions) return;
    place = { run: state.run, item: state.item, other: state.other };
    patch(element, state.regions);
    watch(state);
    if (focus) {
      main.focus({ preventScroll: true });
      main.scrollIntoView({ block: "start" });
    }
  };
  const look = (change, focus = false) => ask(server.evaluation_look, change, focus);
  const open = () => ask(server.evaluation_open, {}, false);

  act(element, {
    open: (target) => look({ run: target.dataset.run, item: "", other: "" }, true),
    item: (target) => look({ item: target.dataset.item }, true),
    back: () => look(place.item ? { item: "" } : { other: "" }, true),
    stop: async () => {
      const state = await call(server.evaluation_stop, request());
      if (state?.regions) patch(element, state.regions);
    },
  });
  element.addEventListener("change", ({ target }) => target.id === "evaluation-other" && target.value && look({ other: target.value, item: "" }, true));
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    const limit = Number.parseInt(find("#evaluation-limit").value, 10);
    const state = await call(server.evaluation_start, request({
      suite: find("#evaluation-suite").value,
      configuration: find("#evaluation-configuration").value,
      limit: limit > 0 ? limit : null,
      seed: Math.max(0, Number.parseInt(find("#evaluation-seed").value, 10) || 0),
    }));
    if (!state?.regions) return;
    patch(element, state.regions);
    watch(state);
  });
  hear("language", () => shown && open());
  hear("view", ({ name }) => {
    shown = name === "evaluation";
    if (shown) open();
    else clearTimeout(watching);
  });
  if (sourcier.memory.get("view") === "evaluation") {
    shown = true;
    open();
  }
};
