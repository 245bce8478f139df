// Curves by uPlot: drag to zoom, double click to see all, floors dashed.

// All steps of all series, and each series on them.
const onCommonSteps = series => {
  const steps = [...new Set(series.flatMap(s => s.x))].sort((a, b) => a - b), at = new Map(steps.map((s, i) => [s, i]));
  return [steps, ...series.map(s => { const y = new Array(steps.length).fill(undefined); s.x.forEach((x, i) => { y[at.get(x)] = isFinite(s.y[i]) ? s.y[i] : null; }); return y; })];
};

// From the floor, or the least value, up to what all but a twentieth of the values do not exceed.
const usefulRange = (series, floors) => {
  const values = series.flatMap(s => s.y).filter(isFinite).sort((a, b) => a - b);
  const low = Math.min(values[0], ...floors.map(f => f.value)), high = values[Math.floor(.95 * (values.length - 1))];
  const margin = .08 * (high - low || Math.abs(high) || 1);
  return [low - margin, high + margin];
};

// series: {label, x, y, faint, of: number of its colour}; floors: {label, value, of: number of a series}
const curves = (series, floors = []) => {
  const host = el('div', { className: 'plot' }), values = series.flatMap(s => s.y).filter(isFinite);
  if (!values.length) return host;
  const positive = values.every(v => v > 0) && floors.every(f => f.value > 0);
  let log = false, plot = null;
  const data = onCommonSteps(series), draw = () => {
    if (!host.isConnected) return;
    plot?.destroy();
    const axis = { stroke: colour('fg'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 } };
    const shown = (u, v) => v === null || v === undefined ? '–' : v.toPrecision(5), whole = usefulRange(series, floors);
    plot = new uPlot({
      width: Math.min(900, Math.max(280, host.clientWidth)), height: 320,
      cursor: { drag: { x: true, y: true, uni: 20 } },
      scales: { x: { time: false }, y: log ? { distr: 3 } : { range: (u, low, high) => u.zoomed ? [low, high] : whole } },
      hooks: { setSelect: [u => { u.zoomed = true; }] },
      axes: [{ ...axis, label: 'training step', labelSize: 22 }, { ...axis, label: 'loss', size: 70, labelSize: 22 }],
      series: [{ label: 'step', value: (u, v) => v === null ? '–' : String(v) },
        ...series.map((s, i) => ({ label: s.label, stroke: seriesColour(s.of ?? i), alpha: s.faint ? .35 : 1, width: s.faint ? 1 : 1.8, spanGaps: true, points: { show: false }, value: shown })),
        ...floors.map(f => ({ label: f.label, stroke: seriesColour(f.of), dash: [7, 5], width: 1.2, points: { show: false }, value: shown }))],
    }, [...data, ...floors.map(f => data[0].map(() => f.value))], host);
    plot.over.addEventListener('dblclick', () => { plot.zoomed = false; plot.setData(plot.data); });
  };
  drawn.add(draw);
  new ResizeObserver(() => { if (!plot || Math.abs(plot.width - Math.min(900, Math.max(280, host.clientWidth))) > 4) draw(); }).observe(host);
  const toggle = el('button', { textContent: 'log axis', type: 'button', disabled: !positive, onclick: () => { log = !log; toggle.textContent = log ? 'linear axis' : 'log axis'; draw(); } });
  return el('div', {}, host, el('div', { className: 'bar' }, toggle, el('span', { className: 'dim small' }, 'drag: zoom; double click: all')));
};
