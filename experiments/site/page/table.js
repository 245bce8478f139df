// The table of runs: filter, sort, columns, and which of them to compare.
const chosen = new Set();
const named = (whole, name) => whole === name || whole.endsWith('.' + name) || whole.endsWith('/' + name);
const numberOf = text => text !== '' && isFinite(text) ? +text : null;

// A word of the filter: key=value, key<number, key>number, or a text that occurs anywhere.
const condition = word => {
  const m = word.match(/^([^=<>]+)(=|<|>)(.*)$/);
  if (!m) { const text = word.toLowerCase(); return run => run.everything.includes(text); }
  const [, key, sign, wanted] = m, holds = v => sign === '=' ? String(v) === wanted || (numberOf(String(v)) !== null && numberOf(String(v)) === numberOf(wanted)) : numberOf(String(v)) !== null && (sign === '<' ? +v < +wanted : +v > +wanted);
  return run => (key === 'state' && holds(run.state)) || (key === 'run' && holds(run.path)) || [...run.config].some(([k, v]) => named(k, key) && holds(v)) || [...run.numbers].some(([k, s]) => named(k, key) && s.ours !== null && holds(s.ours));
};

const differingKeys = runs => {
  const values = new Map();
  for (const run of runs) for (const [k, v] of run.config) values.set(k, (values.get(k) ?? new Set()).add(v));
  return [...values].filter(([, v]) => v.size > 1).map(([k]) => k);
};
const scoreNames = runs => [...new Set(runs.flatMap(run => [...run.numbers.keys()]))];
const scoreText = s => [withError(s.ours, s.error), s.floor === null ? null : el('span', { className: 'dim' }, ', floor ' + withError(s.floor, s.floorError))];

const columnsOf = runs => [
  { name: 'state', shown: true, value: r => r.state, draw: r => el('td', {}, el('span', { className: 'state-' + r.state }, r.state), r.step !== null && r.state !== 'finished' ? ' at ' + r.step : '') },
  { name: 'started', shown: true, value: r => r.started, draw: r => cell(r.started.replace('T', ' '), 'date') },
  { name: 'took', shown: true, value: r => r.seconds, draw: r => cell(duration(r.seconds), 'num') },
  ...differingKeys(runs).map((key, i) => ({ name: key, shown: i < 8, value: r => { const v = r.config.get(key); return v === undefined ? null : numberOf(v) ?? v; }, draw: r => cell(r.config.get(key) ?? '', 'text') })),
  ...scoreNames(runs).map((name, i) => ({ name, score: true, shown: i < 6, value: r => r.numbers.get(name)?.ours ?? null, draw: r => r.numbers.has(name) ? cell(scoreText(r.numbers.get(name)), 'num') : cell('') })),
  { name: 'command', shown: false, value: r => r.command, draw: r => cell(r.command, 'text small') }];

const sorted = (runs, column, down) => {
  const rank = v => v === null || v === '' ? 2 : typeof v === 'number' ? 0 : 1;
  return [...runs].sort((a, b) => {
    const x = column.value(a), y = column.value(b);
    if (rank(x) !== rank(y)) return rank(x) - rank(y);
    return (down ? -1 : 1) * (typeof x === 'number' ? x - y : String(x).localeCompare(String(y)));
  });
};

const runsPage = index => {
  const { runs } = index, columns = columnsOf(runs), most = 200;
  for (const r of runs) r.everything ??= [r.path, r.command, r.state, ...[...r.config].flat()].join(' ').toLowerCase();
  let by = null, down = false, limit = most;
  const search = el('input', { className: 'filter', type: 'search', placeholder: 'filter, as in data.type=diamond steps>1000 w2<1.2 state=finished' });
  const count = el('span', { className: 'dim' }), holder = el('div'), more = el('button', { type: 'button', onclick: () => { limit = Infinity; fill(); } });
  const compare = el('button', { type: 'button', onclick: () => { location.hash = '#/compare/' + [...chosen].map(encodeURIComponent).join('/'); } });
  const mark = () => { compare.textContent = 'compare ' + chosen.size + ' chosen'; compare.disabled = chosen.size < 2; };
  const box = r => { const b = el('input', { type: 'checkbox', checked: chosen.has(r.path), onchange: () => { b.checked ? chosen.add(r.path) : chosen.delete(r.path); mark(); } }); b.setAttribute('aria-label', 'choose ' + r.path); return b; };
  const heading = c => el('th', { className: 'sort' + (c.score ? ' num' : ''), tabIndex: 0, onclick: () => { down = by === c && !down; by = c; fill(); }, onkeydown: e => { if (e.key === 'Enter') e.target.click(); } }, c.name + (by === c ? down ? ' ▼' : ' ▲' : ''));
  const fill = () => {
    const conditions = search.value.trim().split(/\s+/).filter(Boolean).map(condition), shown = columns.filter(c => c.shown);
    let some = runs.filter(r => conditions.every(holds => holds(r)));
    if (by) some = sorted(some, by, down);
    count.textContent = some.length + ' of ' + runs.length;
    more.hidden = some.length <= limit;
    more.textContent = 'show all ' + some.length;
    holder.replaceChildren(tableOf([el('th'), el('th', {}, 'run'), ...shown.map(heading)], some.slice(0, limit).map(r => el('tr', {}, el('td', {}, box(r)), el('td', { className: 'path' }, link(r.path, 'run', r.path)), shown.map(c => c.draw(r)))), 'runs'));
  };
  search.oninput = fill;
  const choose = el('details', {}, el('summary', {}, 'columns'), el('div', { className: 'bar' }, columns.map(c => { const b = el('input', { type: 'checkbox', checked: c.shown, onchange: () => { c.shown = b.checked; fill(); } }); return el('label', { className: 'small' }, b, ' ' + c.name); })));
  fill();
  mark();
  return el('main', { className: 'wide' }, el('h1', {}, 'Runs'), runs.length ? [el('div', { className: 'bar' }, search, count, compare), choose, el('p', { className: 'dim small' }, 'Columns: the keys in which runs differ, and every number with its error and its floor. Click a heading to sort.'), holder, more] : el('p', {}, 'There is no run here.'));
};
