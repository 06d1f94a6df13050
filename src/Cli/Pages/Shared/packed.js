// How the packed parts of the data are read.

async function unpack(text) {
  const packed = Uint8Array.from(atob(text), character => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Numbers of seven bits to a byte, the lowest first.
class Reader {
  constructor(bytes, at = 0) { this.bytes = bytes; this.at = at; }

  next() {
    let number = 0;
    for (let place = 1; ; place *= 128) {
      const byte = this.bytes[this.at++];
      number += (byte & 127) * place;
      if (byte < 128) return number;
    }
  }
}

// Rows of table numbers, one for each class; unpacked as they are asked for.
class Rows {
  constructor(bytes, rowOf) {
    this.bytes = bytes;
    this.rowOf = rowOf;
    this.width = rowOf.length;
    this.starts = [];
    this.kept = new Map();
    this.most = Math.max(64, Math.floor(16e6 / Math.max(1, this.width)));
    const reader = new Reader(bytes);
    while (reader.at < bytes.length) {
      this.starts.push(reader.at);
      for (let seen = 0; seen < this.width;) {
        reader.next();
        seen += reader.next();
      }
    }
  }

  of(own) {
    const place = this.rowOf[own];
    let row = this.kept.get(place);
    if (!row) {
      row = new Int32Array(this.width);
      const reader = new Reader(this.bytes, this.starts[place]);
      for (let at = 0; at < this.width;) {
        const table = reader.next() - 1;
        const end = at + reader.next();
        row.fill(table, at, end);
        at = end;
      }
      if (this.kept.size >= this.most) this.kept.clear();
      this.kept.set(place, row);
    }
    return row;
  }
}
