// Loads the page again when it looks otherwise than it did. Only `kancelli serve` adds this script.
const { mark } = document.currentScript.dataset;
const page = encodeURIComponent(location.pathname);
const events = new EventSource(`/kancelli-vis/events?page=${page}&mark=${mark}`);
events.addEventListener('reload', () => {
  events.close();
  location.reload();
});
addEventListener('pagehide', () => events.close());
// Back to it by the browser's own memory: it may be old.
addEventListener('pageshow', (event) => event.persisted && location.reload());
