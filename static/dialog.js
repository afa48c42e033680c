// Dialogs: a link marked data-dialog leads to a page with a question. Here the question is asked on the spot instead, in
// a native <dialog>: focus moves in, stays there and returns, Escape leaves. Without this script the link is simply a link.
"use strict";

const STANG = '<button class="stang lankknapp" type="button" data-stang>Stäng</button>';

async function hamta(adress) {
  const svar = await fetch(adress, { credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!svar.ok || svar.redirected) return null;
  const text = await svar.text();
  // The head's style carries that page's nonce, which this page's policy refuses.
  const sida = new DOMParser().parseFromString(text.slice(text.indexOf("<main")), "text/html");
  const rubrik = sida.querySelector("main h1");
  const blankett = sida.querySelector("main form[method=post]");
  return rubrik && blankett ? { rubrik, ingress: rubrik.parentElement.querySelector("h1 + p"), blankett } : null;
}

function bygg(adress, { rubrik, ingress, blankett }) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "dialogrubrik");
  const h2 = document.createElement("h2");
  h2.id = "dialogrubrik";
  h2.textContent = rubrik.textContent;
  dialog.append(h2);
  if (ingress) dialog.append(document.importNode(ingress, true));
  const kopia = document.importNode(blankett, true);
  if (!kopia.hasAttribute("action")) kopia.setAttribute("action", adress);
  kopia.removeAttribute("class");
  dialog.append(kopia);
  if (!kopia.querySelector("[data-stang]")) dialog.insertAdjacentHTML("beforeend", STANG);
  dialog.addEventListener("close", () => {
    if (!dialog.hasAttribute("id")) dialog.remove();
  });
  return dialog;
}

document.addEventListener("click", async (handelse) => {
  const stang = handelse.target.closest("dialog [data-stang]");
  if (stang) {
    handelse.preventDefault();
    stang.closest("dialog").close();
    return;
  }
  const knapp = handelse.target.closest("[data-oppnar]");
  if (knapp) document.getElementById(knapp.dataset.oppnar)?.showModal();
  const lank = handelse.target.closest("a[data-dialog]");
  if (!lank || handelse.ctrlKey || handelse.metaKey || handelse.shiftKey || handelse.button) return;
  handelse.preventDefault();
  let innehall = null;
  try {
    innehall = await hamta(lank.href);
  } catch {
    innehall = null; // no network: the page itself will say so
  }
  if (!innehall) {
    location.assign(lank.href);
    return;
  }
  const dialog = bygg(lank.href, innehall);
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("textarea, input:not([type=hidden]), select")?.focus();
});
