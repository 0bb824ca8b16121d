// Keeps the page up to date: replaces pieces that changed, orders lists, and turns times into "in 14 min".

const policy = globalThis.trustedTypes?.createPolicy('mechanic', { createHTML: (text) => text });
const connection = document.getElementById('connection');

/** @param {string} text markup of one element, escaped by the server */
function elementOf(text) {
  const template = document.createElement('template');
  template.innerHTML = policy === undefined ? text : policy.createHTML(text);
  return template.content.firstElementChild;
}

/** What a person opened or reached with the keyboard stays so in the new piece. */
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

/** Brings the pieces into their order; what the list should not have is left at its end. */
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
  // First every card finds its place, perhaps in another list; only what is in none after that has gone.
  for (const [id, ids] of Object.entries(lists)) arrange(document.getElementById(id), ids, fresh);
  for (const [id, ids] of Object.entries(lists)) {
    for (const child of [...document.getElementById(id).children].slice(ids.length)) child.remove();
  }
  tick();
}

/** `14 min`, `1 h 5 min`, `3 d 4 h`; seconds only when little time is left. */
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

function tick() {
  const now = Date.now();
  for (const time of document.getElementsByTagName('time')) {
    const at = Date.parse(time.dateTime);
    if (Number.isNaN(at)) continue;
    if (time.title === '') time.title = time.textContent;
    const text = relative(at - now);
    if (time.textContent !== text) time.textContent = text;
  }
}

function say(text, state) {
  if (connection.textContent !== text) connection.textContent = text;
  connection.className = state;
}

function connect() {
  const from = encodeURIComponent(document.documentElement.dataset.version);
  const stream = new EventSource(`api/v1/stream?from=${from}`);
  stream.addEventListener('open', () => say('Live', 'live'));
  stream.addEventListener('message', ({ data, lastEventId }) => {
    document.documentElement.dataset.version = lastEventId;
    apply(JSON.parse(data));
  });
  stream.addEventListener('error', () => {
    say('Connection lost; what you see may be old. Trying again.', 'lost');
    // The browser tries again by itself, unless the answer was no stream: then the page does.
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, 5_000);
  });
}

say('Connecting', 'quiet');
tick();
setInterval(tick, 1_000);
connect();
