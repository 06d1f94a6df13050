'use strict';

// What the page knows, and how its packed parts are read.

const data = JSON.parse(document.getElementById('data').textContent);

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

const model = {
  namespaces: data.namespaces,
  groups: data.groups.map(([name, namespace], id) => ({ id, name, namespace, members: [] })),
  endpoints: [],
  kinds: data.kinds.map(([v4, v6, itself], id) => ({ id, classes: [v4, v6], isItself: itself === 1 })),
  outside: [],
  egress: null,
  ingress: null,
  counts: null,
  passing: new Map(),
  byNamespace: data.namespaces.map(() => []),
};

const CONTENTS = data.tables.reduce((most, table) => Math.max(most, table[0]), 0) + 1;

async function open() {
  for (const [name, group, kind, ...addresses] of data.endpoints) {
    const endpoint = { id: model.endpoints.length, name, group, kind, addresses };
    model.endpoints.push(endpoint);
    model.groups[group].members.push(endpoint);
  }
  for (const group of model.groups) model.byNamespace[group.namespace].push(group);
  model.outside = data.outside.map(([first, last, own]) => ({ first: parseAddress(first), last: parseAddress(last), class: own }));
  for (let at = 0; at < data.passing.length; at += 4) {
    const [egress, ingress, allowed, unknown] = data.passing.slice(at, at + 4);
    model.passing.set(egress * CONTENTS + ingress, interned(allowed, unknown));
  }
  const [egress, ingress, counts] = await Promise.all([unpack(data.egress), unpack(data.ingress), unpack(data.counts)]);
  model.egress = new Rows(egress, data.egressRows);
  model.ingress = new Rows(ingress, data.ingressRows);
  const reader = new Reader(counts);
  model.counts = new Uint32Array((model.namespaces.length + 1) ** 2 * 4).map(() => reader.next());
}

// Equal things that pass are one object.
const passings = new Map();

function interned(allowed, unknown) {
  const key = `${allowed},${unknown}`;
  if (!passings.has(key)) passings.set(key, { id: passings.size, allowed, unknown, isNone: isNothing(allowed), isAll: isEverything(allowed), isKnown: isNothing(unknown) });
  return passings.get(key);
}

const isNothing = set => data.sets[set].length === 1;
const isEverything = set => data.sets[set][0] === 'any';
const wordsOf = set => data.sets[set][0];

function wordsOfPassing(passing) {
  if (passing.isKnown) return wordsOf(passing.allowed);
  return passing.isNone ? `unknown: ${wordsOf(passing.unknown)}` : `${wordsOf(passing.allowed)}; unknown: ${wordsOf(passing.unknown)}`;
}

// What passes from one class to another; null where their families differ.
function passingBetween(from, to) {
  const egress = model.egress.of(from)[to];
  const ingress = model.ingress.of(to)[from];
  if (egress < 0 || ingress < 0) return null;
  return model.passing.get(data.tables[egress][0] * CONTENTS + data.tables[ingress][0]);
}

// What passes between kinds of endpoints, in each family they share.
function passingsBetween(from, to) {
  const found = [];
  for (const family of [0, 1]) {
    const [own, peer] = [from.classes[family], to.classes[family]];
    const passing = own < 0 || peer < 0 ? null : passingBetween(own, peer);
    if (passing && !found.includes(passing)) found.push(passing);
  }
  return found;
}

// Addresses as { family, value }, value a BigInt.
function parseAddress(text) {
  const parts = text.split('.');
  if (parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part) && Number(part) < 256)) {
    return { family: 0, value: parts.reduce((value, part) => value * 256n + BigInt(part), 0n) };
  }
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text)) return null;
  let tail = text;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted) {
    const low = parseAddress(dotted[2]);
    if (!low) return null;
    tail = `${dotted[1]}${(low.value >> 16n).toString(16)}:${(low.value & 65535n).toString(16)}`;
  }
  const halves = tail.split('::');
  if (halves.length > 2) return null;
  const [left, right] = halves.map(half => half === '' ? [] : half.split(':'));
  const given = left.length + (right ? right.length : 0);
  if (right ? given > 7 : given !== 8) return null;
  const groups = [...left, ...Array(8 - given).fill('0'), ...(right ?? [])];
  if (!groups.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { family: 1, value: groups.reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n) };
}

function addressText({ family, value }) {
  if (family === 0) return [24n, 16n, 8n, 0n].map(shift => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, place) => ((value >> BigInt(112 - 16 * place)) & 65535n).toString(16));
  const zeros = /(?:^|:)0(?::0)+(?=:|$)/g;
  const longest = [...groups.join(':').matchAll(zeros)].sort((one, other) => other[0].length - one[0].length)[0];
  if (!longest) return groups.join(':');
  const text = groups.join(':');
  return `${text.slice(0, longest.index)}::${text.slice(longest.index + longest[0].length).replace(/^:/, '')}`;
}

// A block where it is one, else its two ends.
function rangeText(first, last) {
  const bits = first.family === 0 ? 32 : 128;
  const size = last.value - first.value + 1n;
  const isBlock = (size & (size - 1n)) === 0n && first.value % size === 0n;
  if (!isBlock) return `${addressText(first)}-${addressText(last)}`;
  const length = bits - (size.toString(2).length - 1);
  return length === bits ? addressText(first) : `${addressText(first)}/${length}`;
}
