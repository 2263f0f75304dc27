// A ZIP archive of stored entries with one fixed date: the same entries give the same bytes with every version of
// Node and zlib, which a compressed archive would not.

// 1 January 1980, 00:00, the earliest date that the format knows.
const DATE = 0x0021;
const UTF8_NAMES = 0x0800;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff];
  return (crc ^ 0xffffffff) >>> 0;
}

// What the local header and the central directory say alike about an entry.
function common_header(name, bytes) {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0); // version needed: 2.0
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(0, 4); // stored
  header.writeUInt16LE(0, 6); // 00:00
  header.writeUInt16LE(DATE, 8);
  header.writeUInt32LE(crc32(bytes), 10);
  header.writeUInt32LE(bytes.length, 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}

// `entries` is a list of [name, text], in the order in which they are to stand.
export function zip(entries) {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const [path, text] of entries) {
    const name = Buffer.from(path);
    const bytes = Buffer.from(text);
    const common = common_header(name, bytes);
    const where = Buffer.alloc(14); // no comment, first disk, no attributes
    where.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, where, name);
    const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, bytes]);
    files.push(file);
    offset += file.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}
