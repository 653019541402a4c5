// The slips that are generated. All people, numbers and addresses are invented.
export const logo = {width: 64, height: 40, at: (x, y) => (x - 32) ** 2 + (y - 20) ** 2 < 300 !== (x + y) % 7 < 2};

const chinese = (image) => `
^^^青溪县云岭镇

"便民服务中心"
{image:${image}}
^受理回执^
-
{width:10 *; align:left}
事　　项|城乡居民基本养老保险待遇领取资格申领（年满六十周岁，含补缴人员）|
申 请 人|_张三_ \`加急\` |
证件号码|990101********1234|
{width:auto}
材料 | 份数
身份证 | 1
户口簿首页及本人页 | "12"
{width:* 8 6; align:center}
|左|  中  | 右|
|甲乙丙|AB|3|
{width:auto; align:center}
---
"^^^^2026^^^^"
\`~反白~\`__
{code:https://example.invalid/p/7Q2M-K4TD-9XWA; option:qrcode,5,m}
扫码查进度，请妥善保管
=
第二联 | 存根
_咨询电话 12345_
`;

const ruled = `
{border:line; width:12 8 * 6}
材料|形式|说明|份数
身份证|读卡|原件在窗口核验，不留存|1
|户口簿 |复印件|首页及本人页各一份|^^2|
-
合计 |||3
{border:space; width:auto}
青溪县云岭镇 | 便民服务中心
`;

const bars = `
{code:2012345678903;option:ean,hri,3,60}
{code:96385074;option:ean,2,48}
{code:01234567890;option:upc,hri,2,40}
{code:01234500006;option:upc,2,40}
{code:YITANG-2026;option:code39,hri,2,50}
{code:12345678901231;option:itf,3,50}
{code:A990101B;option:codabar,hri,2,44}
{code:Yt+2026;option:code93,2,40}
{code:YL-2026-000318;option:code128,hri,2,72}
{code:20261122000318a;option:code128,2,48}
{code:2026;option:code128,4,24}
{align:left}
{code:ABC;option:code39,4,40}
`;

export const receiptlineSlips = [
  {name: 'receiptline-chinese-80', doc: chinese, printer: {command: 'escpos', cpl: 48}},
  {name: 'receiptline-chinese-58', doc: chinese, printer: {command: 'generic', cpl: 32}},
  {name: 'receiptline-ruled-80', doc: ruled, printer: {command: 'escpos', cpl: 48}},
  {name: 'receiptline-ruled-58', doc: ruled, printer: {command: 'generic', cpl: 32, cutting: false}},
  {name: 'receiptline-bars-80', doc: bars, printer: {command: 'escpos', cpl: 48}},
  {name: 'receiptline-citizen-80', doc: chinese, printer: {command: 'citizen', cpl: 48}},
  {name: 'receiptline-upside-down-80', doc: ruled, printer: {command: 'escpos', cpl: 48, upsideDown: true}},
];

// Calls of the encoder, and what they must put onto paper.
export const encoderSlips = [
  {
    name: 'encoder-styles-80',
    options: {columns: 48},
    build: (e) => e
      .align('center').size(2, 2).line('YITANG').size(1, 1).align('left')
      .bold(true).text('bold ').bold(false).underline(true).text('under').underline(false).text(' ')
      .invert(true).text('inverse').invert(false).text(' ').italic(true).text('italic').italic(false).newline()
      .size(1, 3).line('tall').size(3, 1).line('wide').size(1, 1)
      .align('right').line('to the right').align('left')
      .font('B').line('small type of nine by seventeen').font('A')
      .line('type A again').rule({style: 'double'}).cut('partial'),
    lines: ['YITANG', 'bold under inverse italic', 'tall', 'wide', 'to the right', 'small type of nine by seventeen',
      'type A again', '═'.repeat(48)],
    cuts: 1,
  },
  {
    name: 'encoder-table-80',
    options: {columns: 48},
    build: (e) => e
      .table([{width: 24, align: 'left'}, {width: 10, align: 'right'}, {width: 12, marginLeft: 2, align: 'right'}],
        [['Item', 'Count', 'Pages'], ['Certificate', '1', '2'], ['Register', '12', '104']])
      .rule()
      .box({width: 30, style: 'single', align: 'left', paddingLeft: 1}, 'in a box')
      .cut(),
    lines: ['Item                         Count         Pages', 'Certificate                      1             2',
      'Register                        12           104', '─'.repeat(48), '┌────────────────────────────┐',
      '│ in a box                   │', '└────────────────────────────┘'],
    cuts: 1,
  },
  {
    name: 'encoder-codepages-80',
    options: {columns: 48},
    build: (e) => e
      .codepage('cp437').line('Straße ½ ±').codepage('cp858').line('5 € für ñandú')
      .codepage('windows1252').line('“quoted” – Žižek').codepage('cp866').line('Привет')
      .codepage('cp852').line('łódź').codepage('auto').line('é Ж ő').cut(),
    lines: ['Straße ½ ±', '5 € für ñandú', '“quoted” – Žižek', 'Привет', 'łódź', 'é Ж ő'],
    cuts: 1,
  },
  {
    name: 'encoder-codes-80',
    options: {columns: 48},
    build: (e) => e
      .qrcode('https://example.invalid/p/7Q2M-K4TD', {model: 2, size: 5, errorlevel: 'q'})
      .line('after the code')
      .barcode('YL-2026-000318', 'code128', {height: 60, width: 2, text: 'below'})
      .barcode('2012345678903', 'ean13', {height: 50, width: 2, text: 'none'})
      .barcode('96385074', 'ean8', 50).barcode('YITANG-7', 'code39', 40).barcode('123456', 'itf', 40)
      .barcode('A990101B', 'codabar', 40).barcode('Yt+2026', 'code93', 40)
      .pdf417('YT1 invented', {columns: 3, rows: 0, width: 3, height: 3, errorlevel: 1, truncated: false})
      .pulse().cut(),
    lines: ['after the code'],
    codes: [['qr', 'https://example.invalid/p/7Q2M-K4TD'], ['barcode', 'YL-2026-000318'], ['barcode', '2012345678903'],
      ['barcode', '96385074'], ['barcode', 'YITANG-7'], ['barcode', '123456'], ['barcode', 'A990101B'],
      ['barcode', 'Yt+2026'], ['barcode', 'YT1 invented']],
    cuts: 1,
  },
  {
    name: 'encoder-raster-80',
    options: {columns: 48, imageMode: 'raster'},
    build: (e, image) => e.align('center').image(image, 64, 40, 'threshold').align('left').line('below').cut(),
    lines: ['below'], pictures: [{x: 256, y: 0}], cuts: 1,
  },
  {
    name: 'encoder-columns-58',
    options: {columns: 32, imageMode: 'column'},
    build: (e, image) => e.image(image, 64, 40, 'threshold').line('below').cut(),
    lines: ['below'], pictures: [{x: 0, y: 0}], cuts: 1,
  },
];
