// Addresses: #/, #/runs, #/run/PATH, #/compare/PATH/PATH/..., #/report/PATH.
const pages = { '': index => index.reports.length ? overview(index) : runsPage(index), reproductions: overview, runs: runsPage, run: runPage, compare: comparePage, report: reportPage };
let asked = 0;
const navigation = (index, here) => el('nav', {}, el('b', {}, 'Pont'), [['Reproductions', 'reproductions'], [`Runs (${index.runs.length})`, 'runs']].map(([text, to]) => { const a = link(text, to); if (to === here) a.className = 'here'; return a; }),
  el('span', { className: 'space' }), el('button', { type: 'button', onclick: toggleTheme, textContent: 'light / dark' }));
const route = async () => {
  const mine = ++asked, [name, ...rest] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  drawn.clear();
  let main, index = { runs: [], reports: [] };
  try {
    index = await indexOf();
    main = await (Object.hasOwn(pages, name) ? pages[name] : pages[''])(index, ...rest);
  } catch (error) {
    main = el('main', {}, el('p', { className: 'error' }, error.message));
  }
  if (mine !== asked) return;
  document.title = 'Pont: ' + (rest.length ? rest.join(', ') : name || 'reproductions and runs');
  const here = name || (index.reports.length ? 'reproductions' : 'runs');
  document.body.replaceChildren(navigation(index, here), main);
  redrawAll();
  document.body.dataset.ready = location.hash || '#/';
};
pont.start = () => { applyTheme(); addEventListener('hashchange', route); route(); };
