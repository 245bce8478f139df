// Runs beside each other: what differs, the numbers, samples on common axes, losses in one panel.
const keyTable = runs => {
  const keys = [...new Set(runs.flatMap(r => [...r.config.keys()]))].filter(k => new Set(runs.map(r => r.config.get(k))).size > 1);
  return keys.length ? tableOf(['', ...runs.map(r => r.path)], keys.map(k => el('tr', {}, cell(k), runs.map(r => cell(r.config.get(k) ?? '–', 'text'))))) : el('p', {}, 'They have the same configuration.');
};
// Only then may distances be compared.
const sameData = runs => new Set(runs.map(r => [...r.config].filter(([k]) => /^(type|data|prior)\b/.test(k)).join(';'))).size === 1;
const numberTable = runs => tableOf(['', ...runs.map(r => el('th', { className: 'num' }, r.path))], scoreNames(runs).map(name => {
  const nearest = runs.map(r => { const s = r.numbers.get(name); return !s || s.ours === null || s.floor === null ? null : Math.abs(s.ours - s.floor); }), best = sameData(runs) ? Math.min(...nearest.filter(v => v !== null)) : NaN;
  return el('tr', {}, cell(name), runs.map((r, i) => { const s = r.numbers.get(name); return cell(s ? scoreText(s) : '–', 'num' + (nearest[i] !== null && nearest[i] === best ? ' best' : '')); }));
}));
const comparePage = async (index, ...paths) => {
  const runs = paths.map(p => index.runs.find(r => r.path === p)).filter(Boolean), datas = await Promise.all(runs.map(r => load(r.id)));
  const main = el('main', { className: 'wide' }, el('h1', {}, 'Compare'), el('p', {}, runs.map((r, i) => [i ? ', ' : '', link(r.path, 'run', r.path)])));
  if (runs.length < 2) return main.append(el('p', {}, 'Choose two or more ', link('runs', 'runs'), '.')), main;
  main.append(el('h2', {}, 'Keys that differ'), keyTable(runs), el('h2', {}, 'Numbers'), el('p', { className: 'dim small' }, sameData(runs) ? 'Bold: nearest to its floor.' : 'Their data differ, so none is called the best.'), numberTable(runs));
  const seen = runs.map((r, i) => [r, datas[i].clouds]).filter(([, view]) => view);
  const panels = seen.flatMap(([r, view]) => panelsOf(r, view).filter(p => !p.law).map(p => ({ ...p, title: r.path + ': ' + p.title })));
  if (panels.length) main.append(el('h2', {}, 'Samples over data'), clouds(panels, seen.flatMap(([, view]) => framesOf(view)), seen[0][1].dimension > 1).row, cloudHint());
  for (const [i, r] of runs.entries()) if (datas[i].images) main.append(el('h2', {}, r.path), imageGrids(datas[i].images, name => noteOf(r, name)));
  const trained = runs.map((r, i) => [r, datas[i]]).filter(([, d]) => d.losses);
  if (trained.length) main.append(el('h2', {}, 'Training'), curves(trained.map(([r, d]) => smoothed(lossOf(d, r.path))), trained.flatMap(([r], i) => floorOf(r, 'Bayes loss, ' + r.path, i))));
  main.append(el('h2', {}, 'Again'), ...runs.filter(r => r.command).map(r => copied('./' + r.command)));
  return main;
};
