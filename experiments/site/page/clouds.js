// Panels of points that zoom and pan together: wheel and drag, or the keys + - and arrows.

// The middle of a frame and its longer side.
const viewOf = frames => {
  const x0 = Math.min(...frames.map(f => f[0])), x1 = Math.max(...frames.map(f => f[1])), y0 = Math.min(...frames.map(f => f[2])), y1 = Math.max(...frames.map(f => f[3]));
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, w: x1 - x0, h: y1 - y0 };
};

class Axes {  // from data to pixels, and a grid of round numbers
  constructor(canvas, view, square) {
    this.c = canvas;
    this.v = view;
    const side = Math.max(view.w, view.h);
    this.w = square ? side : view.w;
    this.h = square ? side : view.h;
  }
  x(v) { return ((v - this.v.x) / this.w + .5) * this.c.width; }
  y(v) { return (.5 - (v - this.v.y) / this.h) * this.c.height; }
  static ticks(middle, width) {
    const power = 10 ** Math.floor(Math.log10(width / 5)), step = [1, 2, 5, 10].find(m => m * power >= width / 6) * power, all = [];
    for (let k = Math.ceil((middle - width / 2) / step); k * step <= middle + width / 2; ++k) all.push(+(k * step).toPrecision(8));
    return all;
  }
  grid(g, scale) {
    g.strokeStyle = colour('line');
    g.fillStyle = colour('dim');
    g.font = 11 * scale + 'px sans-serif';
    g.lineWidth = 1;
    for (const v of Axes.ticks(this.v.x, this.w)) { g.beginPath(); g.moveTo(this.x(v), 0); g.lineTo(this.x(v), this.c.height); g.stroke(); g.fillText(String(v), this.x(v) + 3 * scale, this.c.height - 4 * scale); }
    for (const v of Axes.ticks(this.v.y, this.h)) { g.beginPath(); g.moveTo(0, this.y(v)); g.lineTo(this.c.width, this.y(v)); g.stroke(); g.fillText(String(v), 3 * scale, this.y(v) - 3 * scale); }
  }
}

const drawPoints = (g, axes, layer, scale) => {
  const { points } = layer, r = (layer.size ?? 2) * scale;
  g.globalAlpha = layer.alpha ?? .65;
  g.fillStyle = colour(layer.colour);
  for (let i = 0; i < points.length; i += 2) if (!isNaN(points[i])) g.fillRect(axes.x(points[i]) - r / 2, axes.y(points[i + 1]) - r / 2, r, r);
  g.globalAlpha = 1;
};

// panels: {title, note, layers: () => [{points, colour, alpha, size}]}; frames: those to be seen at first.
const clouds = (panels, frames, square = true) => {
  const home = viewOf(frames), view = { ...home }, draws = [], row = el('div', { className: 'row' });
  const all = () => draws.forEach(draw => draw());
  const zoom = by => { view.w *= by; view.h *= by; all(); };
  const keys = { '+': () => zoom(1 / 1.25), '-': () => zoom(1.25), '0': () => { Object.assign(view, home); all(); }, ArrowLeft: () => { view.x -= view.w / 10; all(); },
    ArrowRight: () => { view.x += view.w / 10; all(); }, ArrowUp: () => { view.y += view.h / 10; all(); }, ArrowDown: () => { view.y -= view.h / 10; all(); } };
  for (const panel of panels) {
    const canvas = el('canvas', { tabIndex: 0 }), tip = el('div', { className: 'tip dim small' });
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', panel.title + ': points');
    const axes = () => new Axes(canvas, view, square);
    const draw = () => {
      if (!canvas.isConnected) return;
      const scale = devicePixelRatio || 1, side = Math.round(canvas.clientWidth * scale);
      if (canvas.width !== side) canvas.width = canvas.height = side;
      const g = canvas.getContext('2d'), a = axes();
      g.fillStyle = colour('bg');
      g.fillRect(0, 0, canvas.width, canvas.height);
      a.grid(g, scale);
      for (const layer of panel.layers()) drawPoints(g, a, layer, scale);
    };
    draws.push(draw);
    drawn.add(draw);
    new ResizeObserver(draw).observe(canvas);
    const at = e => { const a = axes(); return [view.x + (e.offsetX / canvas.clientWidth - .5) * a.w, view.y - (e.offsetY / canvas.clientHeight - .5) * a.h]; };
    canvas.addEventListener('wheel', e => {
      e.preventDefault();
      const [x, y] = at(e), by = e.deltaY > 0 ? 1.2 : 1 / 1.2;
      view.x = x + (view.x - x) * by;
      view.y = y + (view.y - y) * by;
      zoom(by);
    }, { passive: false });
    canvas.onpointerdown = e => canvas.setPointerCapture(e.pointerId);
    canvas.onpointermove = e => {
      const a = axes(), [x, y] = at(e);
      if (e.buttons) { view.x -= e.movementX / canvas.clientWidth * a.w; view.y += e.movementY / canvas.clientHeight * a.h; all(); }
      tip.textContent = x.toPrecision(4) + ', ' + y.toPrecision(4);
    };
    canvas.onpointerleave = () => { tip.textContent = ''; };
    canvas.ondblclick = keys['0'];
    canvas.onkeydown = e => { if (keys[e.key]) { keys[e.key](); e.preventDefault(); } };
    row.append(el('figure', { className: 'cloud' }, el('figcaption', {}, el('b', {}, panel.title), panel.note ? el('span', { className: 'dim small' }, '  ' + panel.note) : null), canvas, tip));
  }
  return { row, redraw: all, view, home };
};
const cloudHint = () => el('p', { className: 'dim small noprint' }, 'Wheel or + and -: zoom. Drag or arrows: move. Double click or 0: all. The panels move together.');
