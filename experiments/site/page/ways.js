// Animations: points from noise to data or along a bridge, and films of images; a play button and a slider.

// bar(count, show): show(position) with a position in [0, count - 1], also between two frames.
const player = (count, show, smooth) => {
  let at = 0, running = false, before = 0;
  const slider = el('input', { type: 'range', min: 0, max: count - 1, step: smooth ? .01 : 1, value: 0 });
  slider.setAttribute('aria-label', 'time');
  const play = el('button', { type: 'button', textContent: '▶ play' });
  const go = position => { at = Math.min(count - 1, Math.max(0, position)); slider.value = at; show(smooth ? at : Math.round(at)); };
  const stop = () => { running = false; play.textContent = '▶ play'; };
  const tick = now => {
    if (!running || !slider.isConnected) return stop();
    go(at + (now - before) / 1000 * (count - 1) / 5);  // five seconds for all
    before = now;
    if (at >= count - 1) return stop();
    requestAnimationFrame(tick);
  };
  play.onclick = () => {
    if (running) return stop();
    if (at >= count - 1) at = 0;
    running = true;
    play.textContent = '❚❚ stop';
    before = performance.now();
    requestAnimationFrame(tick);
  };
  slider.oninput = () => { stop(); go(+slider.value); };
  return { bar: [play, slider], go };
};

const mixed = (a, b, share) => { const out = new Float32Array(a.length); for (let i = 0; i < a.length; ++i) out[i] = a[i] + share * (b[i] - a[i]); return out; };
const mixedView = (a, b, share) => Object.fromEntries(['x', 'y', 'w', 'h'].map(k => [k, a[k] + share * (b[k] - a[k])]));

// A way of points, over the law that it should end with. Where the law changes its size a lot the axes follow it.
const wayOf = (way, square, law) => {
  const states = way.frames.map(pointsOf), views = way.frames.map(f => viewOf([f.frame])), last = states.length - 1;
  const sides = views.map(v => Math.max(v.w, v.h));
  let now = states[0];
  const label = el('span', { className: 'dim', ariaLive: 'off' });
  const follow = el('input', { type: 'checkbox', checked: Math.max(...sides) > 4 * Math.min(...sides) });
  const panel = clouds([{ title: way.title, layers: () => [...law ? [{ points: law, colour: 'dim', alpha: .3 }] : [], { points: now, colour: 'c0', alpha: .7, size: 2.5 }] }], way.frames.map(f => f.frame), square);
  const show = position => {
    const i = Math.min(last, Math.floor(position)), j = Math.min(last, i + 1), share = position - i;
    now = share > 0 ? mixed(states[i], states[j], share) : states[i];
    if (follow.checked) Object.assign(panel.view, mixedView(views[i], views[j], share));
    label.textContent = 't = ' + (way.times[i] + share * (way.times[j] - way.times[i])).toFixed(3);
    panel.redraw();
  };
  const { bar, go } = player(states.length, show, true);
  follow.onchange = () => { Object.assign(panel.view, panel.home); go(+bar[1].value); };
  go(0);
  return el('div', { className: 'way' }, panel.row, el('div', { className: 'bar' }, ...bar, label, el('label', { className: 'small' }, follow, ' axes follow')),
    el('p', { className: 'dim small' }, `${states[0].length / 2} points at ${states.length} times; between these on straight lines.`));
};

const filmOf = film => {
  const [height, width, channels] = film.form, size = height * width * channels, parts = [['states', 'on the way'], ['denoised', 'what the network expects']].filter(([k]) => film[k]);
  const grids = parts.map(([k, title]) => ({ title, bytes: bytesOf(film[k]), canvas: el('canvas', { className: 'pixels' }) }));
  const label = el('span', { className: 'dim' });
  const show = t => {
    for (const g of grids) drawImages(g.canvas, g.bytes.subarray(t * film.rows * size, (t + 1) * film.rows * size), film.form, film.rows, 4);
    label.textContent = 't = ' + film.times[t].toFixed(3);
  };
  const { bar, go } = player(film.times.length, show, false);
  go(0);
  return el('div', { className: 'way' }, el('h3', {}, film.title), el('div', { className: 'row' }, grids.map(g => el('figure', {}, el('figcaption', {}, g.title), g.canvas))), el('div', { className: 'bar' }, ...bar, label));
};
