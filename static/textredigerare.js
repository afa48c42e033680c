// The rich-text editor: ProseMirror from django-prose-editor with our own toolbar in words. The text area stays the form's
// field; what is sent is cleaned again on the server.
import {
  Bold, BulletList, Document, Editor, HardBreak, Heading, History, Italic, Link, ListItem, OrderedList, Paragraph,
  Table, TableCell, TableHeader, TableRow, Text,
} from "django-prose-editor/editor";

const KNAPPAR = [
  ["Fet", "bold", {}, (r) => r.toggleBold()],
  ["Kursiv", "italic", {}, (r) => r.toggleItalic()],
  ["Underrubrik", "heading", { level: 3 }, (r) => r.toggleHeading({ level: 3 })],
  ["Punktlista", "bulletList", {}, (r) => r.toggleBulletList()],
  ["Numrerad lista", "orderedList", {}, (r) => r.toggleOrderedList()],
];

const INGEN_BILD = "Bilder kan inte läggas i texten, så bilden klistrades inte in. Beskriv i ord det den visar, eller spara den i diariet och hänvisa dit.";
// Without the widths the editor would write into the table itself.
const EnkelTabell = Table.extend({ renderHTML: () => ["table", ["tbody", 0]] });

// What is pasted is read in a document of its own and stripped before the editor sees it: words and structure, nothing else.
function utanSkrap(klipp) {
  const inert = new DOMParser().parseFromString(klipp.replace(/\s(style|class|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ""), "text/html");
  inert.querySelectorAll("script, style, img, svg, iframe, object, meta, link, title").forEach((el) => el.remove());
  for (const el of inert.body.querySelectorAll("*")) {
    for (const { name } of [...el.attributes]) if (name !== "href") el.removeAttribute(name);
  }
  inert.body.querySelectorAll("h1, h2, h4, h5, h6").forEach((el) => {
    const rubrik = inert.createElement("h3");
    rubrik.append(...el.childNodes);
    el.replaceWith(rubrik);
  });
  return inert.body.innerHTML;
}

function knapp(text, tryck) {
  const el = document.createElement("button");
  el.type = "button";
  el.textContent = text;
  el.className = "knapp andra liten";
  el.addEventListener("mousedown", (handelse) => handelse.preventDefault()); // the selection and the focus stay in the text
  el.addEventListener("click", tryck);
  return el;
}

function lankruta(editor) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "lank-rubrik");
  dialog.innerHTML = `<form method="dialog" class="stapel"><h2 id="lank-rubrik">Länk</h2>
    <div class="falt"><label for="lank-adress">Adress</label><p class="hjalp" id="lank-hjalp">Börjar med https:// eller mailto:. Lämna tomt för att ta bort länken.</p>
    <input id="lank-adress" type="text" inputmode="url" maxlength="1000" aria-describedby="lank-hjalp"></div>
    <div class="knapprad"><button class="knapp" value="spara">Spara länken</button><button class="knapp andra" value="" formnovalidate>Avbryt</button></div></form>`;
  document.body.append(dialog);
  const falt = dialog.querySelector("input");
  dialog.addEventListener("close", () => {
    const adress = falt.value.trim();
    const kedja = editor.chain().focus().extendMarkRange("link");
    if (dialog.returnValue !== "spara") editor.commands.focus();
    else if (!adress) kedja.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive("link"))
      kedja.insertContent({ type: "text", text: adress, marks: [{ type: "link", attrs: { href: adress } }] }).run();
    else kedja.setLink({ href: adress }).run();
  });
  return () => {
    dialog.returnValue = "";
    falt.setCustomValidity("");
    falt.value = editor.getAttributes("link").href || "https://";
    dialog.showModal();
    falt.select();
  };
}

function verktygsrad(editor, etikett) {
  const rad = document.createElement("div");
  rad.className = "verktygsrad";
  rad.setAttribute("role", "toolbar");
  rad.setAttribute("aria-label", `Formatera ${etikett.toLowerCase()}`);
  const vaxlar = KNAPPAR.map(([text, namn, attribut, gor]) => {
    const el = knapp(text, () => gor(editor.chain().focus()).run());
    return [el, () => editor.isActive(namn, attribut)];
  });
  vaxlar.push([knapp("Länk", lankruta(editor)), () => editor.isActive("link")]);
  rad.append(...vaxlar.map(([el]) => el));
  rad.append(knapp("Ångra", () => editor.chain().focus().undo().run()));
  rad.append(knapp("Gör om", () => editor.chain().focus().redo().run()));
  const visa = () => vaxlar.forEach(([el, pa]) => el.setAttribute("aria-pressed", pa()));
  editor.on("transaction", visa);
  visa();
  return rad;
}

for (const falt of document.querySelectorAll("textarea[data-textredigerare]")) {
  const label = document.querySelector(`label[for="${falt.id}"]`);
  const id = falt.id;
  falt.id = `${id}_html`;
  label.id = `${id}_etikett`;
  const plats = document.createElement("div");
  plats.className = "textredigerare";
  falt.before(plats);
  falt.hidden = true;
  const attribut = { id, "aria-labelledby": label.id, "aria-multiline": "true", lang: "sv" };
  for (const namn of ["aria-describedby", "aria-invalid"]) {
    if (falt.hasAttribute(namn)) attribut[namn] = falt.getAttribute(namn);
  }
  const editor = new Editor({
    element: plats,
    injectCSS: false,
    content: falt.value,
    editorProps: { attributes: attribut, transformPastedHTML: utanSkrap },
    extensions: [
      Document, Paragraph, Text, Bold, Italic, BulletList, OrderedList, ListItem, HardBreak, History,
      EnkelTabell.configure({ resizable: false }), TableRow, TableHeader, TableCell,
      Heading.configure({ levels: [3] }),
      Link.configure({ openOnClick: false, protocols: ["http", "https", "mailto"], defaultProtocol: "https", HTMLAttributes: { target: null, rel: null } }),
    ],
    onUpdate: () => {
      falt.value = editor.isEmpty ? "" : editor.getHTML();
      falt.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  label.addEventListener("click", () => editor.commands.focus());
  const besked = document.createElement("p");
  besked.className = "bildbesked";
  besked.setAttribute("role", "status");
  plats.prepend(verktygsrad(editor, label.firstChild.textContent.trim()), besked);
  // Word pastes both a picture of the text and the text itself: a message only when there is nothing but the picture, or one inside.
  plats.addEventListener("paste", ({ clipboardData: klipp }) => {
    const html = klipp?.getData("text/html") || "";
    const bild = /<img\b/i.test(html) || (!html && !klipp?.getData("text/plain") && [...(klipp?.files || [])].some((f) => f.type.startsWith("image/")));
    besked.textContent = bild ? INGEN_BILD : "";
  }, true);
}
