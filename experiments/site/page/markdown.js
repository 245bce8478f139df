// The Markdown that Pont writes, as elements: headings, paragraphs, lists, tables, pictures, code. Texts stay texts.
const inline = (text, figures) => text.split(/(!\[[^\]]*\]\([^)]*\)|`[^`]*`|\*\*[^*]+\*\*)/).map(part => {
  const picture = part.match(/^!\[([^\]]*)\]\(figures\/([^)]*)\)$/);
  if (picture) return Object.hasOwn(figures, picture[2]) ? el('img', { src: 'figures/' + figures[picture[2]], alt: picture[1] }) : el('span', { className: 'dim' }, '[' + picture[1] + ']');
  if (/^`.+`$/.test(part)) return el('code', {}, part.slice(1, -1));
  return /^\*\*.+\*\*$/.test(part) ? el('b', {}, part.slice(2, -2)) : part;
});
const cellsOf = line => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map(c => c.trim().replace(/\\([|\\])/g, '$1').replaceAll('<br>', ' '));
const markdownTable = (lines, figures) => {
  const right = cellsOf(lines[1] ?? '').map(c => c.endsWith(':') && !c.startsWith(':'));
  return tableOf(cellsOf(lines[0]), lines.slice(2).map(line => el('tr', {}, cellsOf(line).map((c, i) => cell(inline(c, figures), right[i] ? 'num' : '')))));
};
// own(lines): an element in place of a table, or nothing.
const markdown = (text, figures, own = () => null) => {
  const out = el('div', { className: 'report' }), lines = text.split('\n'), kindOf = line => /^\|/.test(line) ? 'table' : /^[*-] /.test(line) ? 'list' : /^ {4}|^```/.test(line) ? 'code' : 'text';
  for (let i = 0; i < lines.length;) {
    const heading = lines[i].match(/^(#{1,4}) (.*)/), kind = kindOf(lines[i]);
    if (!lines[i].trim()) { ++i; continue; }
    if (heading) { out.append(el('h' + Math.min(3, heading[1].length), {}, inline(heading[2], figures))); ++i; continue; }
    const block = [];
    if (lines[i].startsWith('```')) { for (++i; i < lines.length && !lines[i].startsWith('```'); ++i) block.push(lines[i]); ++i; out.append(el('pre', {}, block.join('\n'))); continue; }
    while (i < lines.length && lines[i].trim() && kindOf(lines[i]) === kind && !/^#/.test(lines[i])) block.push(lines[i++]);
    out.append(kind === 'table' ? own(block) ?? markdownTable(block, figures) : kind === 'list' ? el('ul', {}, block.map(line => el('li', {}, inline(line.slice(2), figures)))) :
      kind === 'code' ? el('pre', {}, block.map(line => line.slice(4)).join('\n')) : el('p', {}, inline(block.join(' '), figures)));
  }
  return out;
};
