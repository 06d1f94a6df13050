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
