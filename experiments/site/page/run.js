// One run: its numbers beside their floors, what was drawn, its training, and how to make it again.
const noteOf = (run, name) => {
  const w2 = run.numbers.get('samples/' + name + '/w2') ?? run.numbers.get(name + '/w2') ?? run.numbers.get('samples/' + name + '/frechet_classifier');
  return w2 && w2.ours !== null ? (run.numbers.has('samples/' + name + '/frechet_classifier') ? 'Fréchet ' : 'W2 ') + short(w2.ours) + (w2.floor === null ? '' : ', floor ' + short(w2.floor)) : '';
};
const scoresTable = run => tableOf(['', el('th', { className: 'num' }, 'ours'), el('th', { className: 'num' }, 'floor'), el('th', { className: 'num' }, 'ours − floor')],
  [...run.numbers].map(([name, s]) => el('tr', {}, cell(name), cell(withError(s.ours, s.error), 'num'), cell(s.floor === null ? '' : withError(s.floor, s.floorError), 'num'),
    cell(s.floor === null || s.ours === null ? '' : (s.ours >= s.floor ? '+' : '') + short(+(s.ours - s.floor).toPrecision(3)), 'num dim'))), 'scores');
const factsTable = facts => tableOf([], Object.entries(facts).map(([k, v]) => el('tr', {}, cell(k), cell(v))), 'facts');

// Panels of one run: the laws alone, then each sample over the law it should have.
const panelsOf = (run, view, first = 0) => {
  const laws = Object.fromEntries(Object.entries(view.laws).map(([k, c]) => [k, pointsOf(c)]));
  const outside = points => { const n = outsideOf(points); return n ? `${n} of ${points.length / 2} outside` : ''; };
  return [...Object.entries(laws).map(([title, points]) => ({ title, law: true, note: outside(points), layers: () => [{ points, colour: 'fg', alpha: .55 }] })),
    ...view.panels.map((p, i) => { const points = pointsOf(p.cloud), law = laws[p.over]; return { title: p.title, note: [noteOf(run, p.title), outside(points)].filter(Boolean).join('; '), layers: () => [...law ? [{ points: law, colour: 'dim', alpha: .35 }] : [], { points, colour: 'c' + (first + i) % 6, alpha: .6 }] }; })];
};
// The law at the end of a way.
const endOf = (data, way) => { const law = data.clouds?.laws[data.clouds.panels.find(p => p.title === way.title)?.over]; return law && pointsOf(law); };
const framesOf = view => [...Object.values(view.laws), ...view.panels.map(p => p.cloud)].map(c => c.frame);
const lossOf = (data, label) => ({ label, x: floatsOf(data.losses.step), y: floatsOf(data.losses.value) });
// The same as means over a fiftieth of it, on a noisy curve the course.
const smoothed = curve => {
  const n = curve.x.length, half = Math.floor(n / 100), y = [];
  for (let i = 0, sum = 0, from = 0, to = 0; i < n; ++i) {
    for (; to < Math.min(n, i + half + 1); ++to) sum += curve.y[to];
    for (; from < i - half; ++from) sum -= curve.y[from];
    y.push(isFinite(sum) ? sum / (to - from) : NaN);
  }
  return { ...curve, y };
};
const trainingOf = (run, data) => {
  const loss = lossOf(data, data.losses.block > 1 ? 'loss, means of ' + data.losses.block : 'loss');
  return curves([{ ...loss, faint: true }, { ...smoothed(loss), label: 'its course', of: 0 }], floorOf(run, 'Bayes loss', 1));
};
const floorOf = (run, label, of) => { const floor = run.numbers.get('loss')?.floor; return floor === undefined || floor === null ? [] : [{ label, value: floor, of }]; };

const runPage = async (index, path) => {
  const run = index.runs.find(r => r.path === path);
  if (!run) return el('main', {}, el('p', { className: 'error' }, 'There is no run ' + path + ' on this page.'));
  const data = await load(run.id), main = el('main', {}, el('h1', {}, run.path));
  const words = [el('span', { className: 'state-' + run.state }, run.state), run.step !== null ? ` at step ${run.step}` : '', run.started ? `, started ${run.started.replace('T', ' ')} UTC` : '', run.seconds !== null ? `, ${duration(run.seconds)}` : '', run.detail ? `: ${run.detail}` : ''];
  main.append(el('p', {}, words), run.damage ? el('p', { className: 'error' }, run.damage) : '');
  if (run.preview) main.append(el('h2', {}, 'Preview: samples of the network so far'), el('img', { src: 'figures/' + run.preview, alt: 'preview', className: 'preview' }));
  if (data.clouds) {
    const d = data.clouds.dimension;
    main.append(el('h2', {}, 'Samples over data'), d === 1 ? el('p', { className: 'dim small' }, 'The share of points below x.') : d > 2 ? el('p', { className: 'dim small' }, `The first 2 of ${d} coordinates.`) : '', clouds(panelsOf(run, data.clouds), framesOf(data.clouds), d > 1).row, cloudHint());
  }
  if (data.images) main.append(el('h2', {}, 'Data and samples'), imageGrids(data.images, name => noteOf(run, name)));
  if (data.ways) main.append(el('h2', {}, run.config.get('type') === 'score' ? 'From noise to data' : 'Along the bridge'), el('div', { className: 'row' }, data.ways.map(way => wayOf(way, (data.clouds?.dimension ?? 2) > 1, endOf(data, way)))));
  if (data.films) main.append(el('h2', {}, 'From noise to images'), ...data.films.map(filmOf));
  if (data.losses) main.append(el('h2', {}, 'Training'), trainingOf(run, data));
  if (run.numbers.size) main.append(el('h2', {}, 'Numbers beside their floors'), scoresTable(run));
  main.append(el('h2', {}, 'Again'), run.command ? copied('./' + run.command) : '');
  if (data.config) main.append(el('details', {}, el('summary', {}, 'configuration'), copied(data.config)));
  for (const [group, title] of [['fingerprint', 'what decides the bits'], ['execution', 'where and when']]) if (data[group]) main.append(el('details', {}, el('summary', {}, title), factsTable(data[group])));
  if (data.report) main.append(el('details', {}, el('summary', {}, 'report'), markdown(data.report, {})));
  if (data.left_out.length) main.append(el('p', { className: 'dim small' }, 'Left out, as this page would grow too large: ' + data.left_out.join(', ') + '.'));
  return main;
};
