// The search page: Pagefind's index is asked in the browser, and nothing is sent anywhere.
const form = document.querySelector('#soeg-form');
const field = document.querySelector('#soeg-felt');
const status = document.querySelector('#soeg-status');
const results = document.querySelector('#soeg-resultater');
const filters = document.querySelector('#soeg-filtre');
const choices = [...filters.querySelectorAll('select')];
const clear = document.querySelector('#soeg-ryd');
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

// What may be chosen: the newest year first, all else in Danish order. A choice that the address names stands from
// the beginning, also when the index does not have it: nothing is found then, and that is said.
async function offerFilters() {
  const given = new URLSearchParams(location.search);
  const offered = await (await index()).filters();
  for (const choice of choices) {
    const values = Object.keys(offered[choice.dataset.filter] ?? {}).sort((a, b) => a.localeCompare(b, 'da'));
    const wanted = given.get(choice.name) ?? '';
    if (wanted && !values.includes(wanted)) values.push(wanted);
    if (choice.name === 'aar') values.reverse();
    choice.append(...values.map((value) => new Option(value, value)));
    choice.value = wanted;
  }
  filters.hidden = false;
}

function chosen() {
  const all = choices.filter(({ value }) => value);
  clear.hidden = all.length === 0;
  return Object.fromEntries(all.map((choice) => [choice.dataset.filter, choice.value]));
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

// "3 sider fundet for »plan« (Indstilling, 2026)."
function told(count, words, limits) {
  const pages = count === 0 ? 'Intet fundet' : count === 1 ? '1 side fundet' : `${count} sider fundet`;
  return `${pages}${words ? ` for »${words}«` : ''}${limits.length > 0 ? ` (${limits.join(', ')})` : ''}.`;
}

async function search(words) {
  const mine = ++latest;
  const limits = chosen();
  results.replaceChildren();
  document.querySelector('#soeg-flere')?.remove();
  if (!words && Object.keys(limits).length === 0) {
    status.textContent = '';
    return;
  }
  status.textContent = 'Søger …';
  try {
    const { results: found } = await (await index()).search(words || null, { filters: limits, ...(words ? {} : { sort: { dag: 'desc' } }) });
    if (mine !== latest) return;
    status.textContent = told(found.length, words, Object.values(limits));
    await show(found, 0, mine);
  } catch {
    status.textContent = 'Søgningen kan ikke hentes lige nu. Prøv igen, eller brug listerne herunder.';
  }
}

// The address says what is asked for: it can be kept and sent on.
function ask() {
  const words = field.value.trim();
  const asked = new URLSearchParams([['q', words], ...choices.map(({ name, value }) => [name, value])].filter(([, value]) => value));
  history.replaceState(null, '', `${asked}` ? `?${asked}` : location.pathname);
  search(words);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  ask();
});
for (const choice of choices) choice.addEventListener('change', ask);
clear.addEventListener('click', () => {
  for (const choice of choices) choice.value = '';
  choices[0].focus(); // the button goes away
  ask();
});

form.hidden = false;
field.value = new URLSearchParams(location.search).get('q') ?? '';
offerFilters().catch(() => {}).then(() => search(field.value.trim())); // without an index the search says so
