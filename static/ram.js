// The frame: what just happened is announced. A status box that is full when the page loads is not read by screen readers;
// one that changes is, so the messages are put in place once more.
const aviseringar = document.querySelector(".aviseringar");
if (aviseringar && aviseringar.children.length) {
  setTimeout(() => aviseringar.append(...aviseringar.children), 400);
}
