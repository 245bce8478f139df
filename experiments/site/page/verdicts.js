// Reproductions: the kinds of agreement told apart, and each table as published and ours.
const verdictKinds = [['equal', 'equal', 'the printed digits'], ['within', 'within', 'within the interval or tolerance of the rule'], ['better', 'better', 'better than printed, where the rule is a bound'],
  ['ordering', 'ordering', 'a printed ordering, beyond its error'], ['bound of ours', 'bound', 'a bound that this project sets itself; nobody published it'], ['own value', 'own', 'an exact value of this project; nobody published it'], ['differs', 'differs', 'does not agree']];
const classOf = word => verdictKinds.find(([w]) => w === word)?.[1] ?? '';
const countsOf = report => { const n = new Map(); for (const row of report.numbers) n.set(row[5], (n.get(row[5]) ?? 0) + 1); return n; };

// The publication, as far as a line goes.
const beginning = head => { const first = head.split(/\. (?=[A-Z])/)[0]; return first.length > 160 ? first.slice(0, first.lastIndexOf(' ', 160)) + ' …' : first; };

const overview = index => {
  const reports = index.reports.filter(r => r.numbers.length), totals = new Map(), main = el('main', {}, el('h1', {}, 'Reproductions'));
  for (const r of reports) for (const [word, n] of countsOf(r)) totals.set(word, (totals.get(word) ?? 0) + n);
  if (!index.reports.length) return main.append(el('p', {}, 'There is no reproduction here. ', link('The runs', 'runs'), ' are.')), main;
  main.append(el('p', { className: 'dim' }, 'Numbers that others printed are equal, within or better; bounds and values of our own are counted apart. What was not published stands alone.'));
  const line = (name, counts, about) => el('tr', {}, el('td', {}, name), verdictKinds.map(([word, kind]) => { const n = counts.get(word) ?? 0; return el('td', { className: 'num' }, n ? el('span', { className: 'tag ' + kind }, String(n)) : el('span', { className: 'dim' }, '·')); }), cell(about, 'about dim small'));
  const head = ['', ...verdictKinds.map(([word, kind, meaning]) => el('th', { className: 'num', title: meaning }, word)), 'of'];
  main.append(tableOf(head, [...reports.map(r => line(link(r.title, 'report', r.path), countsOf(r), beginning(r.head))), line(el('b', {}, 'all'), totals, '')], 'overview'));
  main.append(el('p', { className: 'small' }, verdictKinds.map(([word, kind, meaning]) => [el('span', { className: 'tag ' + kind }, word), ' ' + meaning + '.  '])));
  const others = index.reports.filter(r => !r.numbers.length);
  if (others.length) main.append(el('h2', {}, 'Reports'), el('ul', {}, others.map(r => el('li', {}, link(r.title === 'Report' ? r.path : r.title, 'report', r.path)))));
  return main;
};

const verdictTable = report => {
  const unique = i => [...new Set(report.numbers.map(n => n[i]))], rows = unique(0), columns = unique(1), at = new Map(report.numbers.map(n => [JSON.stringify([n[0], n[1]]), n]));
  const shown = n => !n ? cell('') : el('td', { className: 'num', title: [n[5] || 'not compared', n[3], 'ours ' + n[4]].filter(Boolean).join('\n') },
    el('span', { className: 'dim' }, n[2] === 'none' || !n[2] ? '' : n[2]), ' ', el('span', { className: 'tag ' + classOf(n[5]) }, short(n[4])));
  if (columns.length === 1) return tableOf(['number', 'stated', 'ours', 'verdict', 'counts as'], report.numbers.map(n => el('tr', {}, cell(n[0]), cell(n[2], 'num'), cell(short(n[4]), 'num'), el('td', {}, el('span', { className: 'tag ' + classOf(n[5]) }, n[5])), cell(n[3], 'dim'))), 'verdicts');
  return tableOf(['', ...columns.map(c => el('th', { className: 'num' }, c))], rows.map(row => el('tr', {}, cell(row), columns.map(column => shown(at.get(JSON.stringify([row, column])))))), 'verdicts');
};

const reportPage = async (index, path) => {
  const report = index.reports.find(r => r.path === path);
  if (!report) return el('main', {}, el('p', { className: 'error' }, 'There is no report ' + path + ' on this page.'));
  const data = await load(report.id), main = el('main', {});
  let first = report.numbers.length > 0;
  const body = markdown(data.report, data.figures, () => {
    if (!first) return null;
    first = false;
    return el('div', {}, el('p', { className: 'small' }, 'Point at a cell for its verdict and all digits. ', verdictKinds.filter(([w]) => countsOf(report).has(w)).map(([word, kind]) => [el('span', { className: 'tag ' + kind }, word + ' ' + countsOf(report).get(word)), ' '])), verdictTable(report));
  });
  main.append(body);
  if (report.numbers.length) main.append(el('h2', {}, 'Again'), copied('./pont reproduce ' + report.title));
  return main;
};
