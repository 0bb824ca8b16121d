// Keeps the page up to date: replaces pieces that changed, orders lists, turns times into "in 14 min", applies the filter,
// and shows the name of the node under the pointer.

const policy = globalThis.trustedTypes?.createPolicy('mechanic', { createHTML: (text) => text });
const connection = document.getElementById('connection');
const { root } = document.documentElement.dataset;
const form = document.getElementById('filter');
const filtered = document.getElementById('filtered');

/** @param {string} text markup, escaped by the server */
function contentOf(text) {
  const template = document.createElement('template');
  template.innerHTML = policy === undefined ? text : policy.createHTML(text);
  return template.content;
}

function elementOf(text) {
  return contentOf(text).firstElementChild;
}

/** Replaces a piece, but keeps what a person has opened or focused. */
function replace(old, piece) {
  const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
  for (const open of [old, ...old.querySelectorAll('details[open]')]) {
    if (!open.open || open.id === '') continue;
    const same = piece.id === open.id ? piece : piece.querySelector(`#${CSS.escape(open.id)}`);
    if (same !== null) same.open = true;
  }
  old.replaceWith(piece);
  if (focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Puts the pieces into their order; pieces that no longer belong to the list end up last. */
function arrange(list, ids, fresh) {
  ids.forEach((id, index) => {
    const child = document.getElementById(id) ?? fresh.get(id);
    if (child === undefined || list.children[index] === child) return;
    const focused = child.contains(document.activeElement) ? document.activeElement : null;
    list.insertBefore(child, list.children[index] ?? null);
    focused?.focus({ preventScroll: true });
  });
}

function apply({ parts, lists }) {
  const fresh = new Map();
  for (const [id, text] of Object.entries(parts)) {
    const piece = elementOf(text);
    const old = document.getElementById(id);
    if (old === null) fresh.set(id, piece);
    else replace(old, piece);
  }
  // First every card moves to its list; only cards that are in no list are removed afterwards.
  for (const [id, ids] of Object.entries(lists)) arrange(document.getElementById(id), ids, fresh);
  for (const [id, ids] of Object.entries(lists)) {
    for (const child of [...document.getElementById(id).children].slice(ids.length)) child.remove();
  }
  narrow();
  tick();
}

let reading = false;
let shownText = '';

/** Fetches a page without a stream again, and replaces the content that changed. */
async function refresh() {
  if (reading) return;
  reading = true;
  try {
    const text = await (await fetch(location.href)).text();
    const fresh = contentOf(text).getElementById('content');
    if (fresh === null || fresh.outerHTML === shownText) return;
    shownText = fresh.outerHTML;
    const focused = document.activeElement?.getAttribute('href');
    document.getElementById('content').replaceWith(fresh);
    for (const link of fresh.querySelectorAll('a')) {
      if (focused !== null && link.getAttribute('href') === focused) link.focus({ preventScroll: true });
    }
    tick();
  } catch {
    // The stream shows that the connection is lost, and a later message runs this again.
  } finally {
    reading = false;
  }
}

function isWanted({ name = '', pool, zone, state }) {
  const { text, ...places } = Object.fromEntries(new FormData(form));
  const is = (wanted, value) =>
    wanted === '' || value === undefined || wanted === (value === '' ? '-' : value);
  return (
    name.toLowerCase().includes(text.trim().toLowerCase()) &&
    is(places.pool, pool) &&
    is(places.zone, zone) &&
    is(places.state, state)
  );
}

/** Hides the cards and map squares that the filter excludes, and shows how many remain. */
function narrow() {
  if (filtered === null) return;
  const cards = document.getElementsByClassName('card');
  let shown = 0;
  for (const card of cards) {
    card.hidden = !isWanted(card.dataset);
    if (!card.hidden) shown += 1;
  }
  for (const group of document.querySelectorAll('#fleet li')) {
    const { pool, zone } = group.dataset;
    group.hidden = !isWanted({ name: form.text.value, pool, zone });
  }
  const filters = [...new FormData(form).values()].some((value) => value !== '');
  const text = filters ? `${shown} of ${cards.length} nodes in maintenance are shown.` : '';
  if (filtered.textContent !== text) filtered.textContent = text;
}

let known = { at: Number.NEGATIVE_INFINITY, status: null };

/** The status with the names of all nodes, at most a few seconds old: fetched only when the pointer is on a map. */
function knownStatus() {
  if (performance.now() - known.at > 5_000) {
    const status = fetch(`${root}api/v1/status`).then((answer) => answer.json());
    known = { at: performance.now(), status: status.catch(() => null) };
  }
  return known.status;
}

/** The node under the pointer; null without one. */
async function pointedAt(squares, { clientX, clientY }) {
  const box = squares.getBoundingClientRect();
  const columns = Number(squares.dataset.columns);
  const size = box.width / columns;
  const [row, column] = [Math.floor((clientY - box.top) / size), Math.floor((clientX - box.left) / size)];
  const status = await knownStatus();
  const { pool, zone } = squares.closest('li').dataset;
  const group = status?.fleet.find((each) => each.pool === pool && each.zone === zone);
  const node = group?.nodes[row * columns + column];
  if (node === undefined) return null;
  return { node, state: status.nodes.find((entry) => entry.node === node)?.state ?? 'idle' };
}

/** The tip is hidden from screen readers: the lists say the same. */
const tip = document.createElement('p');
tip.id = 'tip';
tip.hidden = true;
tip.setAttribute('aria-hidden', 'true');

let pointer = null;

async function point(event) {
  pointer = event;
  const squares = event.target.closest('.squares');
  const found = squares === null ? null : await pointedAt(squares, event);
  if (pointer !== event) return;
  tip.hidden = found === null;
  if (found === null) return;
  tip.textContent = `${found.node}: ${found.state}`;
  tip.style.left = `${Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${event.clientY + 16}px`;
}

async function follow(event) {
  const squares = event.target.closest('.squares');
  const found = squares === null ? null : await pointedAt(squares, event);
  if (found !== null) location.href = `nodes/${encodeURIComponent(found.node)}`;
}

/** `14 min`, `1 h 5 min`, `3 d 4 h`; seconds only for short times. */
function span(seconds, ahead) {
  const [d, h, m, s] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
    Math.floor(seconds) % 60,
  ];
  if (d > 0) return `${d} d ${h} h`;
  if (h > 0) return `${h} h ${m} min`;
  if (m >= 10 || (m > 0 && !ahead)) return `${m} min`;
  return m > 0 ? `${m} min ${s} s` : `${s} s`;
}

function relative(milliseconds) {
  const seconds = Math.abs(milliseconds) / 1_000;
  return milliseconds < 0 ? `${span(seconds, false)} ago` : `in ${span(seconds, true)}`;
}

/** The rest of a period. */
function remaining(milliseconds) {
  return milliseconds < 0
    ? `until ${relative(milliseconds)}`
    : `for ${span(milliseconds / 1_000, true)} more`;
}

function tick() {
  const now = Date.now();
  for (const time of document.getElementsByTagName('time')) {
    const at = Date.parse(time.dateTime);
    if (Number.isNaN(at)) continue;
    const text = (time.dataset.until === undefined ? relative : remaining)(at - now);
    if (time.textContent !== text) time.textContent = text;
  }
  for (const line of document.querySelectorAll('#timeline .now')) {
    const { viewBox, dataset } = line.ownerSVGElement;
    const [from, to] = [Number(dataset.from), Number(dataset.to)];
    const share = Math.min(Math.max((now - from) / (to - from), 0), 1);
    line.setAttribute('d', `M${(share * viewBox.baseVal.width).toFixed(1)} 0v20`);
  }
}

function say(text, state) {
  if (connection.textContent !== text) connection.textContent = text;
  connection.className = state;
}

function connect() {
  const from = encodeURIComponent(document.documentElement.dataset.version);
  const stream = new EventSource(`${root}api/v1/stream?from=${from}`);
  stream.addEventListener('open', () => say('Live', 'live'));
  stream.addEventListener('message', ({ data, lastEventId }) => {
    document.documentElement.dataset.version = lastEventId;
    if (document.getElementById('content') === null) apply(JSON.parse(data));
    else void refresh();
  });
  stream.addEventListener('error', () => {
    say('Connection lost; what you see may be old. Trying again.', 'lost');
    // The browser reconnects by itself unless the answer was no stream; in that case the script does.
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, 5_000);
  });
}

say('Connecting', 'quiet');
tick();
if (filtered !== null) {
  document.body.append(tip);
  form.addEventListener('input', narrow);
  addEventListener('pointermove', (event) => void point(event));
  addEventListener('click', (event) => void follow(event));
  narrow();
}
setInterval(tick, 1_000);
connect();
