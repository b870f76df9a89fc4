"use strict";
// The Cohorts section: the chosen cohort and its tabs, the patient described, criteria counted, exports.
sourcier.parts.cohorts = (context) => {
  const { element, server } = context;
  const { memory, patch, hear, act, call, language } = sourcier;
  const find = (selector) => element.querySelector(selector);
  // Of the column where the drawing will stand, so that its letters keep their size.
  const width = () => Math.max(280, Math.min(760, Math.floor(find(".similar-results").clientWidth || find(".cohort-main").clientWidth - 40)));
  const seen = (change = {}) => ({ language: language(), cohort: memory.get("cohort"), width: width(), ...change });
  let tab = "similar";
  let asked = null;
  let counted = "";
  let profiled = "";
  let turn = 0;

  // ---- requests: of two on their way for one region, only the later is shown
  const latest = {};
  const fetched = async (region, serve, request) => {
    const mine = (latest[region] = (latest[region] ?? 0) + 1);
    const place = find(`[data-region="${region}"]`);
    place.setAttribute("aria-busy", "true");
    const answer = await call(serve, request);
    if (latest[region] !== mine) return undefined;
    place.removeAttribute("aria-busy");
    if (answer?.regions) patch(element, answer.regions);
    return answer;
  };

  const select = (name) => {
    tab = name;
    element.querySelectorAll("[role=tab]").forEach((one) => {
      const on = one.dataset.tab === tab;
      one.setAttribute("aria-selected", String(on));
      one.tabIndex = on ? 0 : -1;
    });
    for (const panel of ["similar", "profile", "count"]) find(`#cohort-${panel}`).hidden = panel !== tab;
    const key = `${memory.get("cohort")}/${language()}`;
    if (tab === "profile" && memory.get("cohort") && profiled !== key) {
      profiled = key;
      fetched("profile", server.cohorts_profile, seen());
    }
  };
  const wizard = (on) => {
    find(".cohort-page").hidden = on;
    find(".cohort-wizard").hidden = !on;
    if (on) imports.start();
    element.querySelectorAll(".cohort-choice").forEach((choice) => {
      const current = !on && choice.dataset.cohort === memory.get("cohort");
      current ? choice.setAttribute("aria-current", "true") : choice.removeAttribute("aria-current");
    });
    on ? find(".cohort-import")?.setAttribute("aria-current", "true") : find(".cohort-import")?.removeAttribute("aria-current");
  };
  const importing = () => !find(".cohort-wizard").hidden;
  const open = async (cohort) => {
    const mine = (turn += 1);
    const answer = await call(server.cohorts_open, seen({ cohort }));
    if (!answer || mine !== turn) return;
    const other = answer.cohort !== memory.get("cohort");
    memory.set("cohort", answer.cohort);
    if (other) {
      asked = null;
      counted = "";
    }
    profiled = "";
    patch(element, answer.regions);
    if (!importing() || other) wizard(!answer.cohort);
    else imports.start();
    select(other ? "similar" : tab);
    if (asked) similar();
    if (counted) count(counted);
  };

  // ---- a patient described
  const described = () => {
    const values = {};
    element.querySelectorAll("[data-variable]").forEach((field) => field.value && (values[field.dataset.variable] = field.value));
    return {
      text: find("#patient-text").value,
      values,
      outcome: find("#compared-outcome")?.value ?? "",
      treatment: find("#compared-treatment")?.value ?? "",
    };
  };
  const similar = () => {
    asked = described();
    stale();
    return fetched("results", server.cohorts_similar, seen(asked));
  };
  // Another outcome of the same patients is shown at once. Another patient only when asked for: each group that has been
  // shown is on the cohort's record and narrows what may be shown after it, a half-filled form's as well.
  element.addEventListener("change", (event) => {
    if (asked && event.target.matches("#compared-outcome, #compared-treatment")) similar();
  });
  const stale = () => {
    const now = described();
    const same = asked && now.text === asked.text && JSON.stringify(now.values) === JSON.stringify(asked.values);
    find(".similar-results").dataset.stale = find(".patient-form").dataset.stale;
    find(".similar-results").classList.toggle("is-stale", Boolean(asked) && !same);
  };
  element.addEventListener("input", (event) => event.target.closest(".patient-form") && stale());
  const count = (criteria) => {
    counted = criteria;
    return fetched("counted", server.cohorts_count, seen({ criteria }));
  };
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.matches(".patient-form")) {
      similar().then(() => matchMedia("(max-width: 60rem)").matches && find(".similar-results").scrollIntoView({ block: "start" }));
    }
    if (event.target.matches(".count-form")) count(find("#criteria").value);
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("#patient-text, #criteria")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.target.role !== "tab") return;
    const all = [...element.querySelectorAll("[role=tab]")];
    const next = all[(all.indexOf(event.target) + step + all.length) % all.length];
    select(next.dataset.tab);
    next.focus();
  });

  const save = (name, base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  act(element, {
    choose: (target) => {
      wizard(false);
      open(target.dataset.cohort);
    },
    tab: (target) => select(target.dataset.tab),
    wizard: () => wizard(true),
    clear: () => {
      find(".patient-form").reset();
      asked = null;
      stale();
      latest.results = (latest.results ?? 0) + 1;
      open(memory.get("cohort"));
      find("#patient-text").focus();
    },
    criteria: (target) => {
      find("#criteria").value = target.textContent;
      count(target.textContent);
    },
    export: async (target) => {
      const file = await call(server.cohorts_export, seen({ ...asked, format: target.dataset.format }));
      if (file) save(file.name, file.base64);
    },
    remove: async (target) => {
      if (target.classList.contains("is-sure")) {
        const answer = await call(server.cohorts_remove, seen({ cohort: target.dataset.cohort }));
        if (answer) {
          sourcier.announce("library", {});
          open("");
        }
        return;
      }
      const before = target.textContent;
      target.textContent = target.dataset.sure;
      target.classList.add("is-sure");
      target.addEventListener("blur", () => {
        target.textContent = before;
        target.classList.remove("is-sure");
      }, { once: true });
    },
  });

  const imports = sourcier.cohortWizard(context, {
    opened: () => wizard(true),
    left: (cohort) => open(cohort),
  });
  let opened = false;
  const enter = () => {
    if (memory.get("view") !== "cohorts" || opened) return;
    opened = true;
    open(memory.get("cohort"));
  };
  hear("view", enter);
  hear("language", () => opened && open(memory.get("cohort")));
  enter();
};
