/** Unpacks a WOFF2 file into the plain TrueType file inside it: fontkit can vary the weight of a TTF, but not of a WOFF2. */
import { brotliDecompressSync } from 'node:zlib';
import { rebuildGlyphs } from './woff2-glyphs.ts';

/** Tags that the directory names by number: https://www.w3.org/TR/WOFF2/#table_dir_format */
const knownTags = (
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE ' +
  'GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar ' +
  'mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill '
).match(/.{4} /g)!;

type Entry = { tag: string; transformed: boolean; stored: number };

/** Throws if the file is not WOFF2, or squeezes a table in a way that the house fonts do not. */
export function unpackWoff2(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) !== 'wOF2') throw new Error('not a WOFF2 file');
  const { entries, end } = readDirectory(file);
  const data = brotliDecompressSync(file.subarray(end, end + file.readUInt32BE(20)));
  const tables = new Map<string, Buffer>();
  let offset = 0;
  for (const { tag, transformed, stored } of entries) {
    if (transformed && tag !== 'glyf' && tag !== 'loca') throw new Error(`table ${tag} is transformed`);
    tables.set(tag, data.subarray(offset, offset + stored));
    offset += stored;
  }
  if (entries.some(({ tag, transformed }) => tag === 'glyf' && transformed)) {
    const { glyf, loca } = rebuildGlyphs(tables.get('glyf')!);
    const head = Buffer.from(tables.get('head')!);
    head.writeInt16BE(1, 50); // indexToLocFormat: offsets of 32 bits
    tables.set('glyf', glyf).set('loca', loca).set('head', head);
  }
  return packTrueType(tables);
}

function readDirectory(file: Buffer): { entries: Entry[]; end: number } {
  let at = 48;
  const number = () => {
    let value = 0;
    for (;;) {
      const byte = file[at++]!;
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  const entries = Array.from({ length: file.readUInt16BE(12) }, () => {
    const flags = file[at++]!;
    const custom = (flags & 63) === 63;
    const tag = custom ? file.toString('latin1', at, at + 4) : knownTags[flags & 63]!.slice(0, 4);
    if (custom) at += 4;
    // For these two, version 3 means "as it is"; for all others, version 0 does.
    const transformed = tag === 'glyf' || tag === 'loca' ? flags >> 6 === 0 : flags >> 6 !== 0;
    const length = number();
    return { tag, transformed, stored: transformed ? number() : length };
  });
  return { entries, end: at };
}

/** Checksums stay zero: the only reader is fontkit, which does not look at them. */
function packTrueType(tables: Map<string, Buffer>): Buffer {
  const head = Buffer.alloc(12 + tables.size * 16);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(tables.size, 4);
  const parts: Buffer[] = [head];
  let offset = head.length;
  [...tables].forEach(([tag, table], index) => {
    const at = 12 + index * 16;
    head.write(tag, at, 'latin1');
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(table.length, at + 12);
    const padding = Buffer.alloc(-table.length & 3);
    parts.push(table, padding);
    offset += table.length + padding.length;
  });
  return Buffer.concat(parts);
}
