// Grids of images: one pixel is a square of pixels.
const drawImages = (canvas, bytes, form, count, columns) => {
  const [height, width, channels] = form, gap = 1, planes = channels === 3 ? 1 : channels, w = width * planes;
  const rows = Math.ceil(count / columns), g = canvas.getContext('2d');
  canvas.width = columns * (w + gap) - gap;
  canvas.height = rows * (height + gap) - gap;
  const picture = g.createImageData(canvas.width, canvas.height);
  for (let n = 0; n < count; ++n)
    for (let y = 0; y < height; ++y)
      for (let x = 0; x < width; ++x)
        for (let k = 0; k < planes; ++k) {
          const from = ((n * height + y) * width + x) * channels + k, left = (n % columns) * (w + gap) + k * width + x, top = Math.floor(n / columns) * (height + gap) + y;
          for (let c = 0; c < 3; ++c) picture.data[(top * canvas.width + left) * 4 + c] = bytes[channels === 3 ? from + c : from];
          picture.data[(top * canvas.width + left) * 4 + 3] = 255;
        }
  g.putImageData(picture, 0, 0);
  canvas.style.width = canvas.width * Math.max(1, Math.min(6, Math.floor(340 / canvas.width))) + 'px';
};
const imageGrids = (images, noteOf) => el('div', { className: 'row' }, images.grids.map(grid => {
  const canvas = el('canvas', { className: 'pixels' });
  drawImages(canvas, bytesOf(grid.b), images.form, grid.n, Math.min(8, grid.n));
  return el('figure', {}, el('figcaption', {}, el('b', {}, grid.title), el('span', { className: 'dim small' }, '  ' + noteOf(grid.title))), canvas);
}));
