// Data come in scripts that call pont.add(ID, VALUE); the page is made of elements whose texts are texts.
'use strict';
const pont = {};
const arrived = new Map(), awaited = new Map();
pont.add = (id, value) => { arrived.set(id, value); awaited.get(id)?.(value); };

// The value of a script beside the page, which is loaded once.
const load = id => arrived.has(id) ? Promise.resolve(arrived.get(id)) : new Promise((done, failed) => {
  awaited.set(id, done);
  const script = document.createElement('script');
  script.src = 'data/' + id + '.js';
  script.onerror = () => failed(new Error('data/' + id + '.js is missing: keep it beside this page'));
  document.head.append(script);
});

// An element with properties and children; a string is a text, never HTML.
const el = (tag, properties = {}, ...children) => {
  const e = Object.assign(document.createElement(tag), properties);
  e.append(...children.flat(2).filter(c => c !== null && c !== undefined && c !== ''));
  return e;
};
const link = (text, ...route) => el('a', { href: '#/' + route.map(encodeURIComponent).join('/') }, text);
const tableOf = (head, rows, kind = '') => el('div', { className: 'scroll' }, el('table', { className: kind },
  head.length ? el('thead', {}, el('tr', {}, head.map(h => h instanceof Node ? h : el('th', {}, h)))) : null, el('tbody', {}, rows)));
const cell = (content, kind = '') => el('td', { className: kind }, content);

const bytesOf = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
const floatsOf = text => Array.from(new Float32Array(bytesOf(text).buffer));
// Points of a cloud, x and y in turn; NaN where a point is outside of its frame.
const pointsOf = cloud => {
  const grid = new Uint16Array(bytesOf(cloud.b).buffer), [x0, x1, y0, y1] = cloud.frame, points = new Float32Array(grid.length);
  for (let i = 0; i < grid.length; i += 2) {
    points[i] = grid[i] === 65535 ? NaN : x0 + grid[i] / 65534 * (x1 - x0);
    points[i + 1] = grid[i] === 65535 ? NaN : y0 + grid[i + 1] / 65534 * (y1 - y0);
  }
  return points;
};
const outsideOf = points => { let n = 0; for (let i = 0; i < points.length; i += 2) if (isNaN(points[i])) ++n; return n; };

const short = v => v === null || v === undefined ? '–' : typeof v !== 'number' ? String(v) : Number.isInteger(v) && Math.abs(v) < 1e9 ? String(v) :
  Math.abs(v) < 1e-3 || Math.abs(v) >= 1e6 ? v.toExponential(2).replace('e+', 'e') : String(+v.toPrecision(4));
// The error with two digits, the value to the same place, as reports have them.
const withError = (v, error) => {
  if (v === null) return 'not finite';
  if (!error || !isFinite(error)) return short(v);
  const places = 1 - Math.floor(Math.log10(error));
  return places > 8 || places < 0 ? short(v) + ' ± ' + short(+error.toPrecision(2)) : v.toFixed(places) + ' ± ' + error.toFixed(places);
};
const duration = s => s === null ? '' : s < 100 ? s.toFixed(0) + ' s' : s < 6000 ? (s / 60).toFixed(0) + ' min' : (s / 3600).toFixed(1) + ' h';

// A button that copies a text; where the browser has no clipboard for files, the text is selected.
const copyButton = (text, shown) => {
  const button = el('button', { textContent: 'copy', type: 'button' });
  button.onclick = async () => {
    try { await navigator.clipboard.writeText(text); button.textContent = 'copied'; }
    catch { getSelection().selectAllChildren(shown); button.textContent = document.execCommand('copy') ? 'copied' : 'selected'; }
    setTimeout(() => { button.textContent = 'copy'; }, 1500);
  };
  return button;
};
const copied = text => { const pre = el('pre', {}, text); return el('div', {}, pre, copyButton(text, pre)); };

// The index made whole: texts stand in it as numbers of words.
const unfolded = index => {
  for (const run of index.runs) {
    if (run.config) continue;
    run.config = new Map();
    for (let i = 0; i < run.keys.length; i += 2) run.config.set(index.words[run.keys[i]], index.words[run.keys[i + 1]]);
    run.numbers = new Map(run.scores.map(([name, ours, error, floor, floorError]) => [index.words[name], { ours, error, floor, floorError }]));
  }
  return index;
};
const indexOf = () => load('index').then(unfolded);
