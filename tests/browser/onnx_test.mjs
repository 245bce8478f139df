// onnx_test.mjs FILE.onnx ...: what pont export wrote, evaluated by onnxruntime-web, at the rows that the file holds to check by.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import ort from 'onnxruntime-web';

ort.env.wasm.numThreads = 1;
const metadata = 14, length_delimited = 2, tolerance = 1e-6;

// The fields of a message of protocol buffers, [number, bytes] where they have a length.
function fields(bytes) {
  const found = [];
  let at = 0;
  const varint = () => { let value = 0, scale = 1, byte; do { byte = bytes[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte & 128); return value; };
  while (at < bytes.length) {
    const tag = varint(), number = Math.floor(tag / 8), size = varint();
    if (tag % 8 !== length_delimited) continue;
    found.push([number, bytes.subarray(at, at + size)]);
    at += size;
  }
  return found;
}

function rows(bytes) {
  const text = new TextDecoder(), all = {};
  for (const [number, entry] of fields(bytes)) {
    if (number !== metadata) continue;
    const [[, key], [, value]] = fields(entry);
    const name = text.decode(key).match(/^reference\/(\w+)$/);
    if (name) all[name[1]] = JSON.parse(text.decode(value));
  }
  return all;
}

// The largest over the rows of the largest difference, relative to the largest number of the row.
function difference(a, b, columns) {
  let worst = 0;
  for (let row = 0; row < a.length; row += columns) {
    const x = a.slice(row, row + columns), y = b.slice(row, row + columns);
    worst = Math.max(worst, Math.max(...x.map((v, i) => Math.abs(v - y[i]))) / Math.max(...y.map(Math.abs)));
  }
  return worst;
}

for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file), { u, t, ...results } = rows(bytes);
  const [expected] = Object.values(results), columns = expected.shape[1];
  assert.equal(u.shape[0], 8, file);
  const session = await ort.InferenceSession.create(bytes);
  const score = async times => {
    const out = await session.run({ u: new ort.Tensor('float64', Float64Array.from(u.values), u.shape), t: new ort.Tensor('float64', Float64Array.from(times), t.shape) });
    return Array.from(out.result.data);
  };
  const error = difference(await score(t.values), expected.values, columns);
  assert(error <= tolerance, `${file}: the score differs by ${error}`);
  const later = difference(await score(t.values.map(v => 1.01 * v)), expected.values, columns);
  assert(later > 100 * tolerance, `${file}: another time gives the same score, so that the comparison says nothing`);
  console.log(`${file}: 8 rows within ${error.toExponential(1)}`);
}
