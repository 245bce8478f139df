// page_test.mjs BROWSER PAGE PAGE_OF_1000: what a reader does with the page of pont site, offline, in Chromium.
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [, , executablePath, folder, thousand] = process.argv;
const browser = await chromium.launch({ executablePath, args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
const complaints = [];
const open = async options => {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 }, ...options });
  await context.setOffline(true);
  const page = await context.newPage();
  page.on('pageerror', e => complaints.push('error: ' + e.message));
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) complaints.push('console: ' + m.text()); });
  page.on('dialog', d => { complaints.push('dialog: ' + d.message()); d.dismiss(); });
  page.on('request', r => { if (!/^(file|data|blob|about):/.test(r.url())) complaints.push('request: ' + r.url()); });
  return page;
};
const go = async (page, route = '', at = folder) => {
  await page.goto('about:blank');
  await page.goto('file://' + encodeURI(at) + '/index.html' + route);
  await page.waitForSelector('body[data-ready]', { timeout: 20000 });
};
const run = name => '#/run/' + encodeURIComponent('runs/' + name);
const pixels = async canvas => createHash('sha256').update(await canvas.evaluate(c => c.toDataURL())).digest('hex');
const settled = page => page.waitForTimeout(150);

const tests = {
  async 'every page opens without an error'(page) {
    await go(page);
    const routes = await page.evaluate(async () => { const i = await indexOf(); return ['#/', '#/runs', ...i.runs.map(r => '#/run/' + encodeURIComponent(r.path)), ...i.reports.map(r => '#/report/' + encodeURIComponent(r.path)), '#/compare/' + i.runs.map(r => encodeURIComponent(r.path)).join('/')]; });
    assert(routes.length > 20, 'routes: ' + routes.length);
    for (const route of routes) {
      await go(page, route);
      assert.equal(await page.locator('.error').count(), 0, route);
      assert(!(await page.locator('main').innerText()).includes('[object'), route);
      const broken = await page.evaluate(async () => { await Promise.all([...document.images].map(i => i.decode().catch(() => {}))); return [...document.images].filter(i => !i.naturalWidth).map(i => i.src); });
      assert.deepEqual(broken, [], route);
    }
  },
  async 'verdicts are told apart'(page) {
    await go(page, '#/reproductions');
    const row = page.locator('table.overview tr', { hasText: 'gaussian-study' });
    assert.equal(await row.locator('.tag.equal').innerText(), '160');
    for (const kind of ['equal', 'better', 'ordering', 'bound', 'own']) assert(await page.locator('table.overview tbody .tag.' + kind).count() > 0, kind);
    await row.locator('a').click();
    await page.waitForSelector('table.verdicts');
    assert.equal(await page.locator('table.verdicts .tag.equal').count(), 160);
    const cell = page.locator('table.verdicts td.num').nth(1);
    assert.equal(await cell.innerText(), '6.7E-4 6.68e-4');
    assert.match(await cell.getAttribute('title'), /^equal\npublished numbers\nours 0\.000667/);
  },
  async 'runs are filtered, sorted, and compared'(page) {
    await go(page, '#/runs');
    const rows = page.locator('table.runs tbody tr'), filter = page.locator('input.filter');
    assert.equal(await rows.count(), 6);
    const expected = { 'data.type=diamond': 4, 'steps>100 type=diamond': 1, 'type=light_bridge': 1, 'state=killed': 1, bridge: 1, 'w2<1e9': 5, 'w2>1e9': 0 };
    for (const [words, count] of Object.entries(expected)) { await filter.fill(words); assert.equal(await rows.count(), count, words); }
    await filter.fill('data.type=diamond state=finished');
    await page.locator('th', { hasText: 'reverse_sde/w2' }).click();
    const values = (await page.evaluate(() => [...document.querySelectorAll('table.runs tbody tr')].map(r => r.innerText))).length;
    assert.equal(values, 3);
    const order = async () => page.evaluate(async () => { const i = await indexOf(); return [...document.querySelectorAll('td.path')].map(c => i.runs.find(r => r.path === c.innerText).numbers.get('samples/reverse_sde/w2').ours); });
    const up = await order();
    assert.deepEqual(up, [...up].sort((a, b) => a - b));
    await page.locator('th', { hasText: 'reverse_sde/w2' }).click();
    assert.deepEqual(await order(), [...up].reverse());
    await filter.fill('run=runs/first');
    await rows.locator('input').check();
    await filter.fill('run=runs/second');
    await rows.locator('input').check();
    await page.getByText('compare 2 chosen').click();
    await page.waitForSelector('canvas');
    const differing = await page.locator('main table').first().innerText();
    assert.match(differing, /train\.steps\s+100\s+150/);
    assert.match(differing, /seed\s+1\s+2/);
    assert(!differing.includes('data.type'));
    assert.equal(await page.locator('figure.cloud').count(), 2);
  },
  async 'panels zoom and pan together'(page) {
    await go(page, run('first'));
    const panels = page.locator('figure.cloud canvas'), [a, b] = [panels.nth(0), panels.nth(1)];
    const before = [await pixels(a), await pixels(b)], box = await a.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, -300);
    await settled(page);
    const zoomed = [await pixels(a), await pixels(b)];
    assert(zoomed[0] !== before[0] && zoomed[1] !== before[1]);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 3, box.y + box.height / 3, { steps: 4 });
    await page.mouse.up();
    assert(await pixels(b) !== zoomed[1]);
    await b.dblclick();
    assert.deepEqual([await pixels(a), await pixels(b)], before);
    await a.focus();
    await page.keyboard.press('+');
    assert(await pixels(b) !== before[1]);
  },
  async 'losses have their floor, and zoom'(page) {
    await go(page, run('first'));
    const plot = page.locator('.plot'), canvas = plot.locator('canvas');
    assert.match(await plot.innerText(), /loss[\s\S]*Bayes loss/);
    const before = await pixels(canvas), over = plot.locator('.u-over');
    await over.scrollIntoViewIfNeeded();
    const box = await over.boundingBox();
    await page.mouse.move(box.x + box.width * .3, box.y + box.height * .3);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * .6, box.y + box.height * .6, { steps: 5 });
    await page.mouse.up();
    await settled(page);
    assert(await pixels(canvas) !== before);
    await page.getByText('log axis').click();
    await settled(page);
    assert.equal(await page.getByText('linear axis').count(), 1);
  },
  async 'noise becomes data, and a bridge is walked'(page) {
    for (const name of ['first', 'bridge']) {
      await go(page, run(name));
      const way = page.locator('.way').first(), slider = way.locator('input[type=range]'), canvas = way.locator('canvas'), start = await pixels(canvas);
      await way.getByText('play').click();
      await page.waitForTimeout(1000);
      const at = +await slider.inputValue();
      assert(at > 0 && at < +await slider.getAttribute('max'), name + ' plays: ' + at);
      await way.getByText('stop').click();
      assert(await pixels(canvas) !== start, name);
      await slider.evaluate(s => { s.value = s.max; s.dispatchEvent(new Event('input')); });
      assert.match(await way.innerText(), name === 'first' ? /t = 0\.0/ : /t = 1\.000/);
    }
  },
  async 'images are shown, and their film'(page) {
    await go(page, run('images'));
    assert.equal(await page.locator('main > .row > figure > canvas.pixels').count(), 2);
    const film = page.locator('.way'), canvas = film.locator('canvas').first(), start = await pixels(canvas);
    await film.locator('input').evaluate(s => { s.value = s.max; s.dispatchEvent(new Event('input')); });
    assert(await pixels(canvas) !== start);
  },
  async 'a run that is not finished shows its preview and its loss'(page) {
    await go(page, run('killed'));
    assert.equal(await page.locator('img.preview').evaluate(i => i.naturalWidth), 9);
    assert.equal(await page.locator('.plot canvas').count(), 1);
    assert.match(await page.locator('main').innerText(), /^killed at step 100/m);
  },
  async 'names that look like HTML are texts'(page) {
    const name = '<img src=x onerror=window.hurt=1>"\'`$(x)&lt;';
    for (const route of ['#/runs', run(name), '#/compare/' + ['runs/' + name, 'runs/first'].map(encodeURIComponent).join('/')]) {
      await go(page, route);
      assert((await page.locator('main').innerText()).includes('runs/' + name), route);
      assert.equal(await page.evaluate(() => [document.querySelectorAll('img').length, window.hurt].join()), '0,', route);
    }
    await page.evaluate(() => document.body.append(markdown('# <img src=x onerror=window.hurt=1>\n\n| a |\n|---|\n| <script>window.hurt=1</script> ![x](figures/../../x) |\n', {})));
    assert.equal(await page.evaluate(() => [document.querySelectorAll('img, main script').length, window.hurt].join()), '0,');
  },
  async 'the command and the configuration can be copied'(page) {
    await go(page, run('first'));
    assert.match(await page.locator('pre').first().innerText(), /^\.\/pont run .*points\.yaml --out /);
    await page.getByText('configuration', { exact: true }).click();
    assert.match(await page.locator('details[open] pre').innerText(), /network:/);
    await page.locator('button', { hasText: 'copy' }).first().click();
    await page.getByText(/^(copied|selected)$/).first().waitFor();
  },
  async 'dark, print, and a narrow screen'(page) {
    const background = p => p.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await go(page, run('first'));
    assert.equal(await background(page), 'rgb(255, 255, 255)');
    const light = await pixels(page.locator('figure.cloud canvas').first());
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    assert.equal(await background(page), 'rgb(21, 21, 21)');
    assert(await pixels(page.locator('figure.cloud canvas').first()) !== light);
    await page.getByText('light / dark').click();
    assert.equal(await background(page), 'rgb(255, 255, 255)');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('nav').isVisible(), false);
    assert((await page.pdf()).length > 10000);
    const phone = await open({ viewport: { width: 390, height: 800 } });
    for (const route of ['', '#/runs', run('first'), '#/compare/runs%2Ffirst/runs%2Fsecond']) {
      await go(phone, route);
      assert(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'too wide: ' + route);
    }
  },
  async 'a thousand runs are shown in three seconds, and filtered at once'(page) {
    let start = performance.now();
    await go(page, '#/runs', thousand);
    const shown = performance.now() - start;
    assert.equal(await page.getByText('1000 of 1000').count(), 1);
    start = performance.now();
    await page.locator('input.filter').fill('seed=77');
    await page.getByText('1 of 1000').waitFor();
    const filtered = performance.now() - start;
    console.log(`  shown after ${shown.toFixed(0)} ms, filtered after ${filtered.toFixed(0)} ms, files: ${readdirSync(thousand + '/data').length}`);
    assert(shown < 3000 && filtered < 1000);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  const page = await open();
  try {
    await test(page);
    assert.deepEqual(complaints.splice(0), []);
    console.log('ok      ' + name);
  } catch (error) {
    ++failed;
    complaints.length = 0;
    console.log('FAILED  ' + name + '\n' + error.stack);
  }
  await page.context().close();
}
await browser.close();
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
