// Drafts: htmx saves a while after the last key; here it also saves when a field or the page is left, never while the form
// itself is on its way, and says so when it did not work.
"use strict";

for (const rad of document.querySelectorAll("[data-utkast]")) {
  const blankett = rad.closest("form");
  let osparat = false;
  let skickas = false;

  const spara = () => {
    if (osparat) rad.dispatchEvent(new CustomEvent("utkast-nu"));
  };
  const misslyckades = () => {
    osparat = true;
    rad.classList.add("fel");
    rad.textContent = "Det gick inte att spara utkastet just nu. Texten står kvar här; kopiera den innan du lämnar sidan.";
  };

  blankett.addEventListener("input", () => (osparat = true));
  blankett.addEventListener("focusout", (handelse) => {
    if (!handelse.relatedTarget?.matches("[type=submit]")) spara();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) spara();
  });
  blankett.addEventListener("submit", () => (skickas = true));
  addEventListener("pageshow", () => (skickas = false));

  rad.addEventListener("htmx:beforeRequest", (handelse) => {
    if (skickas) handelse.preventDefault();
    else osparat = false;
  });
  rad.addEventListener("htmx:beforeSwap", (handelse) => {
    // A redirect has been followed (to the login page, say): that is not our line.
    const svar = new URL(handelse.detail.xhr.responseURL, location.href);
    if (svar.pathname !== new URL(rad.getAttribute("hx-post"), location.href).pathname) {
      handelse.detail.shouldSwap = false;
      misslyckades();
    } else if (handelse.detail.shouldSwap) {
      rad.classList.remove("fel");
    }
  });
  rad.addEventListener("htmx:responseError", misslyckades);
  rad.addEventListener("htmx:sendError", misslyckades);
}
