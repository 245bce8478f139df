// Light or dark: as the system says, or as was chosen; what is drawn is drawn again when it changes, and for print.
const drawn = new Set();  // functions that draw, of the page that is shown
const redrawAll = () => drawn.forEach(draw => draw());
const systemDark = matchMedia('(prefers-color-scheme: dark)');
let chosenTheme = null;
try { chosenTheme = localStorage.getItem('pont-theme'); } catch { /* a browser that keeps nothing for files */ }
const applyTheme = (print = false) => {
  document.documentElement.dataset.theme = print ? 'light' : chosenTheme ?? (systemDark.matches ? 'dark' : 'light');
  redrawAll();
};
const toggleTheme = () => {
  chosenTheme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  try { localStorage.setItem('pont-theme', chosenTheme); } catch { /* for this visit, then */ }
  applyTheme();
};
systemDark.addEventListener('change', () => applyTheme());
addEventListener('beforeprint', () => applyTheme(true));
addEventListener('afterprint', () => applyTheme());
const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const seriesColour = i => colour('c' + i % 6);
