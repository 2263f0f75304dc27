// The search page: Pagefind's index is asked in the browser, and nothing is sent anywhere.
const form = document.querySelector('#soeg-form');
const field = document.querySelector('#soeg-felt');
const status = document.querySelector('#soeg-status');
const results = document.querySelector('#soeg-resultater');
const PAGE = 20;
let latest = 0;
let pagefind;

async function index() {
  if (!pagefind) {
    const loaded = await import(new URL('../pagefind/pagefind.js', import.meta.url).href);
    await loaded.options({ excerptLength: 24 });
    await loaded.init();
    pagefind = loaded;
  }
  return pagefind;
}

// Behind this mark stand words that the page can be found by and does not have: they are not shown.
const TERMS = '⁂';
const OWN_WORDS = 24;

function excerptHtml(data) {
  const own = data.content.split(TERMS)[0].trim().split(/\s+/);
  const shown = data.excerpt.split(TERMS)[0];
  if (data.locations.some((place) => place < own.length) && shown.trim()) return shown;
  const words = document.createElement('p');
  words.textContent = own.slice(0, OWN_WORDS).join(' ') + (own.length > OWN_WORDS ? ' …' : '');
  return words.innerHTML;
}

// An excerpt is HTML with <mark> in it: its texts and marks are taken, whatever else there is.
function excerptOf(html) {
  const paragraph = document.createElement('p');
  const walk = (node, into) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) into.append(child.data);
      else if (child.nodeName === 'MARK') walk(child, into.appendChild(document.createElement('mark')));
      else walk(child, into);
    }
  };
  walk(new DOMParser().parseFromString(html.split(TERMS)[0], 'text/html').body, paragraph);
  return paragraph;
}

function itemOf(data) {
  const item = document.createElement('li');
  const link = item.appendChild(document.createElement('a'));
  link.href = data.url;
  link.textContent = data.meta.title || data.url;
  if (data.meta.facts) {
    const facts = item.appendChild(document.createElement('p'));
    facts.className = 'entry-facts';
    facts.textContent = data.meta.facts;
  }
  const excerpt = excerptOf(excerptHtml(data));
  if (excerpt.textContent.trim()) item.append(excerpt);
  return item;
}

async function show(found, from, mine) {
  const data = await Promise.all(found.slice(from, from + PAGE).map((result) => result.data()));
  if (mine !== latest) return;
  const items = data.map(itemOf);
  results.append(...items);
  if (from > 0) items[0]?.querySelector('a').focus();
  document.querySelector('#soeg-flere')?.remove();
  if (from + PAGE >= found.length) return;
  const more = document.createElement('button');
  Object.assign(more, { id: 'soeg-flere', type: 'button', className: 'button button-secondary', textContent: 'Vis flere' });
  more.addEventListener('click', () => show(found, from + PAGE, mine));
  results.after(more);
}

async function search(words) {
  const mine = ++latest;
  results.replaceChildren();
  document.querySelector('#soeg-flere')?.remove();
  if (!words) {
    status.textContent = '';
    return;
  }
  status.textContent = 'Søger …';
  try {
    const { results: found } = await (await index()).search(words);
    if (mine !== latest) return;
    status.textContent = found.length === 0 ? `Intet fundet for »${words}«.`
      : found.length === 1 ? `1 side fundet for »${words}«.` : `${found.length} sider fundet for »${words}«.`;
    await show(found, 0, mine);
  } catch {
    status.textContent = 'Søgningen kan ikke hentes lige nu. Prøv igen, eller brug listerne herunder.';
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const words = field.value.trim();
  history.replaceState(null, '', words ? `?q=${encodeURIComponent(words)}` : location.pathname);
  search(words);
});

form.hidden = false;
field.value = new URLSearchParams(location.search).get('q') ?? '';
search(field.value.trim());
