/* Motcua's few scripts: every page works without them. No build step.
   1. a form that is being sent says so, and a second click sends nothing twice;
   2. `data-autosave="URL"`: a draft is saved as it is typed, and kept here while the connection is down;
   3. the office's keys: j k Enter e s / ? (off when the officer turns them off);
   4. `data-bulk`: how many are chosen; `data-copy`: copy a code; `data-print`: print the page; `data-insert`: put a word in a text; `data-line`: go to a fault of it;
   5. a file being uploaded shows how far it is;
   6. a menu that scrolls shows where one is. */
(() => {
  "use strict";
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* private window: nothing is kept */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* the same */ } },
  };

  /* 1. sending ------------------------------------------------------------------------------------- */
  const free = (form) => {
    form.removeAttribute("aria-busy");
    all("[data-pressed]", form).forEach((button) => button.removeAttribute("data-pressed"));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method.toLowerCase() !== "post") return;
    if (form.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
    form.setAttribute("aria-busy", "true");
    if (event.submitter) event.submitter.setAttribute("data-pressed", "");
    setTimeout(() => free(form), 8000);
  });
  window.addEventListener("pageshow", () => all("form[aria-busy]").forEach(free));
  document.addEventListener("htmx:afterRequest", (event) => { if (event.target instanceof HTMLFormElement) free(event.target); });

  /* 2. drafts --------------------------------------------------------------------------------------- */
  // What was sent is forgotten only when another page has arrived: one that never came, or asks again, finds it here.
  const SENT = "motcua-sent";
  const keyOf = (form) => `motcua-draft:${form.dataset.autosave}${location.pathname}`;
  if (store.get(SENT) && !all("form[data-autosave]").some((form) => keyOf(form) === store.get(SENT))) store.drop(store.get(SENT));
  store.drop(SENT);
  const keep = (form) => {
    const key = keyOf(form);
    const says = form.querySelector("[data-autosave-status]");
    const say = (word, time) => { if (says) says.textContent = (says.dataset[word] || says.dataset.offline || "").replace("{time}", time); };
    let timer = 0;
    const entries = () => Array.from(new FormData(form)).filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    const send = async () => {
      const typed = JSON.stringify(entries());
      store.set(key, typed);
      say("saving");
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST", credentials: "same-origin",
          headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken ? form.elements.csrfmiddlewaretoken.value : "", "X-Autosave": "1", Accept: "application/json" },
          body: new URLSearchParams(JSON.parse(typed)),
        });
        if (answer.status === 401) { say("signedOut"); return; }
        if (!answer.ok) throw new Error(String(answer.status));
        if (store.get(key) === typed) store.drop(key);
        say("saved", answer.headers.get("X-Saved-At"));
      } catch {
        say("offline");
        clearTimeout(timer);
        timer = setTimeout(send, 10000);
      }
    };
    const later = () => { clearTimeout(timer); timer = setTimeout(send, 700); };
    form.addEventListener("input", later);
    form.addEventListener("submit", () => { clearTimeout(timer); store.set(key, JSON.stringify(entries())); store.set(SENT, key); });
    window.addEventListener("online", () => { if (store.get(key)) send(); });
    const kept = store.get(key);
    if (!kept) return;
    JSON.parse(kept).forEach(([name, value]) => {
      all(`[name="${CSS.escape(name)}"]`, form).forEach((field) => {
        if (field.type === "radio" || field.type === "checkbox") { if (field.value === value) field.checked = true; }
        else if (field.type !== "file" && field.type !== "hidden") field.value = value;
      });
    });
    send();
  };
  all("form[data-autosave]").forEach(keep);

  /* 3. keys ----------------------------------------------------------------------------------------- */
  const KEYS = "motcua-keys";
  const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  const move = (step) => {
    const rows = all("[data-row]");
    if (!rows.length) return;
    let at = rows.indexOf(document.activeElement);
    if (at < 0) at = rows.findIndex((row) => row.hasAttribute("aria-current"));
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (!document.body.classList.contains("office") || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") all(".own[open]").forEach((menu) => { menu.open = false; });
    if (event.key === "Escape" && typing(document.activeElement)) {
      // Some browsers empty a search field at this key; what was found would go from under the next key.
      if (document.activeElement.type === "search") event.preventDefault();
      document.activeElement.blur();
      return;
    }
    if (typing(event.target) && event.target.type !== "checkbox") return;
    if (store.get(KEYS) === "off") return;
    if (event.key === "j" || event.key === "k") { event.preventDefault(); move(event.key === "j" ? 1 : -1); return; }
    if (event.key === "x" && document.activeElement.matches("[data-row]")) {
      const tick = document.activeElement.parentElement.querySelector('input[type="checkbox"]');
      if (tick) { tick.click(); event.preventDefault(); }
      return;
    }
    if (!/^[a-z/?]$/.test(event.key)) return;
    const meant = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!meant) return;
    event.preventDefault();
    if (typing(meant)) { meant.focus(); meant.select(); } else { meant.click(); }
  });
  all("input[data-keys-switch]").forEach((box) => {
    box.checked = store.get(KEYS) !== "off";
    box.addEventListener("change", () => store.set(KEYS, box.checked ? "on" : "off"));
  });

  /* a row opened beside its list: the row is marked, and on a telephone the dossier takes the list's place */
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "act") { const first = event.target.querySelector("input:not([type=hidden]), select, textarea"); if (first) first.focus(); }
    if (event.target.id !== "dossier") return;
    const row = event.detail.requestConfig.elt;
    all("[data-row][aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    if (row.matches("[data-row]")) row.setAttribute("aria-current", "true");
    event.target.closest(".split").classList.add("opened");
    if (!row.offsetParent) scrollTo(0, 0);
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".own")) all(".own[open]").forEach((menu) => { menu.open = false; }); });
  document.addEventListener("click", (event) => {
    const close = event.target.closest("#act [data-act-close]");
    if (close && document.querySelector(".split")) { event.preventDefault(); close.closest("#act").replaceChildren(); }
  });

  /* 4. choosing many, copying one ------------------------------------------------------------------- */
  const recount = (form) => {
    const boxes = all('input[type="checkbox"][data-pick]', form);
    const chosen = boxes.filter((box) => box.checked).length;
    all("[data-bulk-count]", form).forEach((place) => { place.textContent = String(chosen); });
    all(".bulk", form).forEach((bar) => { bar.hidden = chosen === 0; });
    all("input[data-pick-all]", form).forEach((box) => { box.checked = chosen > 0 && chosen === boxes.length; box.indeterminate = chosen > 0 && chosen < boxes.length; });
  };
  all("form[data-bulk]").forEach((form) => {
    form.addEventListener("change", (event) => {
      if (event.target.matches("input[data-pick-all]")) all("input[data-pick]", form).forEach((box) => { box.checked = event.target.checked; });
      recount(form);
    });
    recount(form);
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    if (button.dataset.copied) button.textContent = button.dataset.copied;
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });

  /* words beside a text: a click puts one where the text is being written */
  document.addEventListener("click", (event) => {
    const word = event.target.closest("[data-insert]");
    const into = word && document.getElementById(word.dataset.into);
    if (!into) return;
    into.focus();
    into.setRangeText(word.dataset.insert, into.selectionStart, into.selectionEnd, "end");
    into.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* a fault of a text: a click puts the cursor there, and the line in the middle of the box */
  document.addEventListener("click", (event) => {
    const fault = event.target.closest("[data-line]");
    const into = fault && document.getElementById(fault.dataset.into);
    if (!into) return;
    const lines = into.value.split("\n"), above = Math.min(lines.length, fault.dataset.line) - 1, line = lines[above];
    const at = Math.min(line.length, fault.dataset.column - 1);
    const begins = lines.slice(0, above).reduce((sum, one) => sum + one.length + 1, 0);
    into.focus();
    into.setSelectionRange(begins + at, begins + line.length);
    into.scrollTop = (above / lines.length) * into.scrollHeight - into.clientHeight / 2;
  });

  /* 5. files on their way --------------------------------------------------------------------------- */
  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.closest && event.target.closest(".paper") && event.target.closest(".paper").querySelector("progress");
    if (bar && event.detail.total) bar.value = event.detail.loaded / event.detail.total;
  });

  /* 6. where one is, in a menu wider than a telephone ------------------------------------------------- */
  all(".head nav .menu").forEach((menu) => {
    const here = menu.querySelector("[aria-current]");
    if (here) menu.scrollLeft += here.getBoundingClientRect().left - menu.getBoundingClientRect().left - 24;
  });

  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
})();
