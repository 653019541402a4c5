// Writes NAME.bin (a printer stream) and NAME.json (what it must look like, from the library that wrote the stream)
// for every slip. Run `npm ci` in a copy of this folder outside the source tree, then `npm run generate -- TARGET`.
import {writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {factsOfPicture, hexRows, runsOf} from './reference.mjs';
import {encoderSlips, logo, receiptlineSlips} from './slips.mjs';

const require = createRequire(import.meta.url);
const receiptline = require('receiptline');
const {PNG} = require('pngjs');
const Encoder = require('@point-of-sale/receipt-printer-encoder');
const target = process.argv[2] ?? '.';

const rows = Array.from({length: logo.height}, (_, y) =>
  Uint8Array.from({length: logo.width}, (_, x) => Number(logo.at(x, y))));

function rgba() {
  const data = new Uint8ClampedArray(logo.width * logo.height * 4);
  rows.forEach((row, y) => row.forEach((black, x) => {
    data.set([black ? 0 : 255, black ? 0 : 255, black ? 0 : 255, 255], (y * logo.width + x) * 4);
  }));
  return data;
}

function pngOfLogo() {
  const png = new PNG({width: logo.width, height: logo.height});
  png.data = Buffer.from(rgba());
  return PNG.sync.write(png).toString('base64');
}

function write(name, stream, facts) {
  writeFileSync(`${target}/${name}.bin`, stream);
  const lists = Object.entries(facts).map(([key, value]) => {
    const shown = Array.isArray(value) && value.length > 0
      ? `[\n    ${value.map((entry) => JSON.stringify(entry)).join(',\n    ')}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(key)}: ${shown}`;
  });
  writeFileSync(`${target}/${name}.json`, `{\n${lists.join(',\n')}\n}\n`);
}

for (const slip of receiptlineSlips) {
  const image = pngOfLogo();
  const doc = (typeof slip.doc === 'function' ? slip.doc(image) : slip.doc).trim();
  const printer = {...slip.printer, encoding: 'gb18030', gradient: false};
  const stream = Buffer.from(receiptline.transform(doc, printer), 'binary');
  const picture = factsOfPicture(receiptline.transform(doc, {...printer, command: 'svg', upsideDown: false}), [rows]);
  if (printer.command === 'generic') {
    // Its raster command knows whole bytes only: a centred drawing is centred with the dots that fill the last one.
    for (const drawing of picture.drawings.filter(({kind, width}) => kind !== 'bars' && width % 8 !== 0))
      drawing.x = Math.floor((picture.width - Math.ceil(drawing.width / 8) * 8) / 2);
  }
  const text = receiptline.transform(doc, {...printer, command: 'text', upsideDown: false});
  const codes = [...doc.matchAll(/\{code:([^;]*);\s*option:(\w+)/g)].map(([, payload, kind]) => [
    kind === 'qrcode' ? 'qr' : kind, payload]);
  write(slip.name, stream, {
    from: 'receiptline 4.0.4',
    dots: picture.width,
    height: picture.height,
    upsideDown: printer.upsideDown ?? false,
    cuts: picture.cuts + (printer.cutting === false ? 0 : 1),
    lines: text.split('\n').map((line) => line.trimEnd()).filter((line) => line !== ''),
    runs: runsOf(picture.glyphs),
    drawings: picture.drawings,
    codes,
  });
}

for (const slip of encoderSlips) {
  const encoder = new (Encoder.default ?? Encoder)({language: 'esc-pos', ...slip.options});
  const image = {data: rgba(), width: logo.width, height: logo.height};
  const stream = Buffer.from(slip.build(encoder.initialize(), image).encode());
  write(slip.name, stream, {
    from: '@point-of-sale/receipt-printer-encoder 4.0.1',
    dots: slip.options.columns * 12,
    cuts: slip.cuts,
    lines: slip.lines,
    drawings: (slip.pictures ?? []).map(({x, y}) => ({
      kind: 'raster', x, y, width: logo.width, height: logo.height, rows: hexRows(rows)})),
    codes: slip.codes ?? [],
  });
}
