// What receiptline's own picture (SVG) of a slip says: which character, stroke and dot is where. Positions are in
// dots, as on paper with cells of 12x24.
const cell = 12;

function attributes(text) {
  return Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
}

function characterOf(escaped) {
  return escaped.replace(/&#xa0;|&amp;|&lt;|&gt;/g, (e) => ({'&#xa0;': ' ', '&amp;': '&', '&lt;': '<', '&gt;': '>'})[e]);
}

const cellsOf = (character) => (character > '\x7f' ? 2 : 1);

// Characters of one <text> at their left upper corners. Each tspan gives the middle of its character, before scaling.
function textGlyphs(x, bottom, attribute, spans) {
  const [, sx, sy] = (attribute.transform ?? 'scale(1,1)').match(/scale\((\d+),(\d+)\)/).map(Number);
  const style = {
    sx, sy,
    bold: 'stroke' in attribute,
    underline: 'text-decoration' in attribute,
    inverse: 'filter' in attribute,
  };
  return [...spans.matchAll(/<tspan x="(-?\d+)">([^<]*)<\/tspan>/g)].map(([, middle, escaped]) => {
    const text = characterOf(escaped);
    return {text, x: x + Number(middle) * sx - (cellsOf(text) * cell * sx) / 2, y: bottom - 24 * sy, ...style};
  });
}

// Bars, filled squares of a QR code: one bit a dot.
function dotsOf(path) {
  const boxes = [...path.matchAll(/M(\d+),(\d+)(?:h(\d+)v(\d+)h-\d+z|l(\d+),0 0,(\d+) -\d+,0 0,-\d+z)/g)].map(
    ([, x, y, w1, h1, w2, h2]) => ({x: +x, y: +y, w: +(w1 ?? w2), h: +(h1 ?? h2)}));
  const width = Math.max(...boxes.map((box) => box.x + box.w));
  const height = Math.max(...boxes.map((box) => box.y + box.h));
  const rows = Array.from({length: height}, () => new Uint8Array(width));
  for (const box of boxes) {
    for (let y = box.y; y < box.y + box.h; ++y) rows[y].fill(1, box.x, box.x + box.w);
  }
  return rows;
}

export function hexRows(rows) {
  return rows.map((row) => {
    let hex = '';
    for (let x = 0; x < row.length; x += 8) {
      let byte = 0;
      for (let bit = 0; bit < 8; ++bit) byte = (byte << 1) | (row[x + bit] ?? 0);
      hex += byte.toString(16).padStart(2, '0');
    }
    return hex;
  });
}

function strokes(path, x, y) {
  const glyph = (text, at, sy = 1) => ({text, x: x + at, y, sx: 1, sy, bold: false, underline: false, inverse: false});
  const rule = path.match(/d="M0,12h(\d+)"/);
  if (rule) return Array.from({length: Number(rule[1]) / cell}, (_, i) => glyph('─', i * cell));
  const uprights = path.match(/d="M6,0v(\d+)((?:m\d+,-\d+v\d+)*)"/);
  if (!uprights) return null;
  const height = Number(uprights[1]) / 24;
  let at = 0;
  const glyphs = [glyph('│', at, height)];
  for (const [, step] of uprights[2].matchAll(/m(\d+),/g)) glyphs.push(glyph('│', (at += Number(step)), height));
  return glyphs;
}

// `pictures`: for each image, in order, its rows of dots. Cuts are lines of their own in the picture, and no paper on
// the roll: what follows moves up.
export function factsOfPicture(svg, pictures) {
  const facts = {width: Number(svg.match(/<svg width="(\d+)px"/)[1]), height: 0, cuts: 0, glyphs: [], drawings: []};
  const cutHeight = 24;
  let image = 0;
  for (const [, left, top, body] of svg.matchAll(/<g transform="translate\((-?[\d.]+),([\d.]+)\)">(.*?)<\/g>/g)) {
    const x = Number(left);
    const y = Number(top) - facts.cuts * cutHeight;
    if (body.includes('stroke-dasharray')) {
      ++facts.cuts;
      continue;
    }
    if (body.startsWith('<image')) {
      const rows = pictures[image++];
      facts.drawings.push({kind: 'raster', x, y, width: rows[0].length, height: rows.length, rows: hexRows(rows)});
      continue;
    }
    if (body.startsWith('<path')) {
      const found = strokes(body, x, y);
      if (found) {
        facts.glyphs.push(...found);
      } else if (body.includes('fill="#000"')) {
        const rows = dotsOf(body);
        const kind = body.includes('stroke="transparent"') ? 'qr' : 'bars';
        const shown = kind === 'bars' ? rows.slice(0, 1) : rows;
        facts.drawings.push({kind, x, y, width: rows[0].length, height: rows.length, rows: hexRows(shown)});
      }
    }
    for (const [, attribute, spans] of body.matchAll(/<text([^>]*)>(.*?)<\/text>/g)) {
      const own = attributes(attribute);
      const bottom = own.y ? y + Number(own.y) : y;
      facts.glyphs.push(...textGlyphs(x, bottom, own, spans));
    }
  }
  facts.height = Number(svg.match(/height="(\d+)px"/)[1]) - facts.cuts * cutHeight;
  facts.glyphs = facts.glyphs.filter((glyph) => glyph.text !== ' ' || glyph.underline || glyph.inverse);
  return facts;
}

// One line of JSON a run of equal style: neighbours that touch.
export function runsOf(glyphs) {
  const runs = [];
  for (const glyph of glyphs) {
    const box = /[─│]/.test(glyph.text);
    const cells = box ? 1 : cellsOf(glyph.text);
    const last = runs.at(-1);
    const same = last && ['y', 'sx', 'sy', 'bold', 'underline', 'inverse'].every((key) => last[key] === glyph[key]);
    if (same && last.box === box && last.x + last.cells * cell * last.sx === glyph.x) {
      last.text += glyph.text;
      last.cells += cells;
    } else {
      runs.push({...glyph, box, cells});
    }
  }
  return runs.map(({text, x, y, sx, sy, bold, underline, inverse, box}) => ({
    text, x, y, ...(sx * sy > 1 && {sx, sy}), ...(bold && {bold}), ...(underline && {underline}),
    ...(inverse && {inverse}), ...(box && {narrow: true}),
  }));
}
