"use strict";
// What every part of the page shares: memory of the browser, regions, views, theme, language, notices.
window.sourcier = (() => {
  const parts = {};
  const memory = {
    get: (key) => localStorage.getItem(`sourcier.${key}`) ?? "",
    set: (key, value) => localStorage.setItem(`sourcier.${key}`, value),
  };
  const hex = (bytes) => [...crypto.getRandomValues(new Uint8Array(bytes))].map((b) => b.toString(16).padStart(2, "0")).join("");
  if (!memory.get("owner")) memory.set("owner", hex(16));

  // ---- language and theme
  const root = document.documentElement;
  const preferred = () => {
    const spoken = (navigator.language || "").slice(0, 2);
    return memory.get("language") || (["en", "fr"].includes(spoken) ? spoken : "");
  };
  const setLanguage = (language) => {
    memory.set("language", language);
    root.lang = language;
    announce("language", { language });
  };
  const setTheme = (theme) => {
    root.dataset.theme = theme;
    document.body?.classList.toggle("dark", theme === "dark");
  };
  const systemTheme = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => memory.get("theme") || (systemTheme.matches ? "dark" : "light");
  systemTheme.addEventListener("change", () => setTheme(theme()));
  setTheme(theme());

  // ---- news between parts
  const announce = (name, detail) => document.dispatchEvent(new CustomEvent(`sourcier:${name}`, { detail }));
  const hear = (name, act) => document.addEventListener(`sourcier:${name}`, (event) => act(event.detail));

  // ---- regions: only blocks that changed are replaced, so that what is open, typed or focused stays so
  const known = new WeakMap();
  const fresh = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  };
  const carry = (from, to) => {
    from.querySelectorAll("textarea[id], input[id], select[id]").forEach((field) => {
      const heir = to.querySelector(`#${CSS.escape(field.id)}`);
      if (!heir) return;
      if (field.type === "checkbox") heir.checked = field.checked;
      else heir.value = field.value;
      if (field === document.activeElement) queueMicrotask(() => heir.focus());
    });
    const opened = to.querySelectorAll("details");
    from.querySelectorAll("details").forEach((details, i) => {
      if (opened[i]) opened[i].open = details.open;
    });
  };
  const patch = (element, regions) => {
    for (const [name, blocks] of Object.entries(regions)) {
      const region = element.querySelector(`[data-region="${name}"]`);
      if (!region) continue;
      const before = known.get(region) ?? new Map();
      const after = new Map();
      for (const [key, html] of blocks) {
        const old = before.get(key);
        if (old?.html === html) after.set(key, old);
        else {
          const node = fresh(html);
          if (old) carry(old.node, node);
          after.set(key, { html, node });
        }
      }
      before.forEach((old, key) => after.get(key)?.node === old.node || old.node.remove());
      let place = region.firstChild;
      after.forEach(({ node }) => {
        if (node === place) place = place.nextSibling;
        else region.insertBefore(node, place);
      });
      known.set(region, after);
    }
  };

  // ---- views: a rule of style, because a view may be built after the header that names it
  const shown = document.head.appendChild(document.createElement("style"));
  const show = (wanted) => {
    const tabs = [...document.querySelectorAll("[data-view]")];
    const name = !tabs.length || tabs.some((tab) => tab.dataset.view === wanted) ? wanted : "ask";
    shown.textContent = `.view:not(#view-${CSS.escape(name)}) { display: none !important; }`;
    tabs.forEach((tab) => {
      if (tab.dataset.view === name) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    });
    memory.set("view", name);
    announce("view", { name });
  };
  show(memory.get("view") || "ask");

  // ---- notices
  const toast = (message, hint = "", alarming = false) => {
    const line = document.createElement("div");
    line.className = alarming ? "toast notice" : "toast";
    line.setAttribute("role", alarming ? "alert" : "status");
    const strong = document.createElement("strong");
    strong.textContent = message;
    line.append(strong, " ", hint);
    document.querySelector(".toasts")?.append(line);
    setTimeout(() => line.remove(), alarming ? 9000 : 3500);
  };
  const words = () => document.querySelector(".bar").dataset;
  const lost = () => toast(words().lost, words().lostHint, true);
  // Gradio's notices are in English and cover the header: ours take their place (frame.css hides them).
  const failed = async () => {
    announce("failed", {});
    const here = await fetch(location.href, { method: "HEAD" }).then(() => true, () => false);
    if (document.querySelector(".toast.notice")) return;
    if (here) toast(words().unexpected, words().unexpectedHint, true);
    else lost();
  };
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (added.some((node) => node.nodeType === 1 && (node.matches(".toast-body") || node.querySelector(".toast-body")))) failed();
  }).observe(root, { childList: true, subtree: true });
  // Calls a server function; a problem that it reports becomes a notice and the answer undefined.
  const call = async (serve, request) => {
    try {
      const answer = await serve(request);
      if (!answer?.problem) return answer;
      toast(answer.problem[0], answer.problem[1], true);
    } catch {
      lost();
    }
    return undefined;
  };
  const act = (element, actions) => {
    element.addEventListener("click", (event) => {
      const target = event.target.closest("[data-action]");
      if (target && target.tagName !== "FORM") actions[target.dataset.action]?.(target, event);
    });
  };

  // ---- menus close on Escape, on a choice, and on a click beside them
  const closeMenus = (except) => document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
  document.addEventListener("click", ({ target }) => closeMenus(target.closest(".menu-list button") ? null : target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else announce("escape", {});
  });

  // ---- the header
  parts.header = (context) => {
    const { element, trigger, props, watch } = context;
    const render = () => {
      patch(element, props.value.regions);
      const bar = element.querySelector(".bar");
      document.title = bar.dataset.title;
      root.lang = props.value.language;
      show(memory.get("view"));
    };
    act(element, {
      view: (button) => show(button.dataset.view),
      language: (button) => setLanguage(button.dataset.language),
      theme: () => {
        const next = root.dataset.theme === "dark" ? "light" : "dark";
        memory.set("theme", next);
        setTheme(next);
      },
    });
    watch("value", render);
    hear("language", ({ language }) => trigger("refresh", { language }));
    hear("library", () => trigger("refresh", { language: memory.get("language") }));
    if (!memory.get("language")) memory.set("language", preferred() || props.value.language);
    setTheme(theme());
    render();
    if (memory.get("language") !== props.value.language) trigger("refresh", { language: memory.get("language") });
  };

  const mount = (name, context) => parts[name](context);
  const language = () => memory.get("language") || preferred() || root.lang;
  return { parts, memory, patch, announce, hear, act, call, toast, show, mount, language };
})();
