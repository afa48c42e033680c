// Forms: focus goes to what must be put right, one press sends once, a chosen file is named in Swedish.
"use strict";

const VILL_HA_FOKUS = "[data-fokus], .felsammanfattning, .filter [aria-invalid=true]";
document.querySelector(`:is(${VILL_HA_FOKUS}):not([data-exempel] *)`)?.focus();

document.addEventListener("click", (handelse) => {
  const lank = handelse.target.closest(".felsammanfattning a[href^='#']");
  const mal = lank && document.getElementById(lank.hash.slice(1));
  if (mal) {
    handelse.preventDefault();
    mal.closest(".falt")?.scrollIntoView({ block: "start" });
    mal.focus({ preventScroll: true });
  }
});

// The server accepts a form once anyway; this spares the second press its error message.
const MIN_PAUS = 8000;

function slapp(blankett) {
  delete blankett.dataset.skickas;
  blankett.querySelectorAll("[aria-disabled=true][data-skickar]").forEach((knapp) => {
    knapp.removeAttribute("aria-disabled");
    delete knapp.dataset.skickar;
  });
}

document.addEventListener("submit", (handelse) => {
  const blankett = handelse.target;
  if (handelse.defaultPrevented || blankett.method !== "post") return;
  if (blankett.dataset.skickas) {
    handelse.preventDefault();
    return;
  }
  blankett.dataset.skickas = "1";
  if (handelse.submitter) {
    handelse.submitter.setAttribute("aria-disabled", "true");
    handelse.submitter.dataset.skickar = "1";
  }
  setTimeout(() => slapp(blankett), MIN_PAUS);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-skickas]").forEach(slapp));

document.addEventListener("change", (handelse) => {
  const falt = handelse.target;
  if (!falt.matches("input[type=file]")) return;
  const namn = falt.closest(".filval")?.querySelector("[data-filnamn]");
  if (namn) namn.textContent = [...falt.files].map((fil) => fil.name).join(", ") || "Ingen fil är vald";
});
