// What passes among many pairs, in short: { kind, text, words, variants }.
class Tally {
  constructor() {
    this.pairs = 0;
    this.variants = new Map();
  }

  add(passing, pairs, from, to) {
    if (pairs <= 0) return;
    this.pairs += pairs;
    const known = this.variants.get(passing);
    if (known) known.pairs += pairs;
    else this.variants.set(passing, { passing, pairs, from, to });
  }

  sum() {
    const variants = [...this.variants.values()];
    if (variants.length === 0) return { kind: 'empty', text: '', words: 'nobody to ask about', variants };
    const open = variants.filter(({ passing }) => !passing.isNone);
    const isUnknown = variants.some(({ passing }) => !passing.isKnown);
    const kind = open.length === 0 ? (isUnknown ? 'doubt' : 'none')
      : open.length < variants.length ? 'part'
      : variants.every(({ passing }) => passing.isAll) ? 'all'
      : 'some';
    const words = variants.length === 1 ? wordsOfPassing(variants[0].passing)
      : open.length === 0 ? 'nothing; some of it unknown'
      : `${variants.length} different answers`;
    return { kind, text: SIGNS[kind] + (isUnknown && kind !== 'doubt' ? '?' : ''), words, variants };
  }
}

// A party of the lower levels: kinds with how many endpoints are of each, or classes of addresses outside.
function partyOf(label, endpoints) {
  const kinds = new Map();
  for (const endpoint of endpoints) kinds.set(endpoint.kind, (kinds.get(endpoint.kind) ?? 0) + 1);
  return { label, endpoints, kinds: [...kinds].map(([kind, size]) => ({ kind: model.kinds[kind], size, first: endpoints.find(endpoint => endpoint.kind === kind) })) };
}

function tally(from, to) {
  const sum = new Tally();
  if (from.outside || to.outside) {
    const [inner, ranges] = from.outside ? [to, from.outside] : [from, to.outside];
    for (const { kind, size, first } of inner.kinds ?? []) {
      for (const range of ranges) {
        const own = kind.classes[range.first.family];
        const passing = own < 0 ? null : from.outside ? passingBetween(range.class, own) : passingBetween(own, range.class);
        const label = rangeText(range.first, range.last);
        if (passing) sum.add(passing, size, from.outside ? label : first.name, from.outside ? first.name : label);
      }
    }
    return sum.sum();
  }
  for (const own of from.kinds) {
    for (const peer of to.kinds) {
      const same = own.kind !== peer.kind || !own.kind.isItself ? 0
        : from.endpoints === to.endpoints ? own.size
        : shared(from, to, own.kind.id);
      const pairs = own.size * peer.size - same;
      if (pairs <= 0) continue;
      const other = peer.first === own.first && own.kind.isItself ? to.endpoints.find(endpoint => endpoint.kind === peer.kind.id && endpoint !== own.first) ?? peer.first : peer.first;
      for (const passing of passingsBetween(own.kind, peer.kind)) sum.add(passing, pairs, own.first.name, other.name);
    }
  }
  return sum.sum();
}

// How many endpoints of a kind are in both parties.
function shared(from, to, kind) {
  to.ids ??= new Set(to.endpoints.map(endpoint => endpoint.id));
  return from.endpoints.filter(endpoint => endpoint.kind === kind && to.ids.has(endpoint.id)).length;
}

function namespaceSum(from, to) {
  const [pairs, open, all, unknown] = model.counts.subarray((from * (model.outsidePlace + 1) + to) * 4, (from * (model.outsidePlace + 1) + to) * 4 + 4);
  if (pairs === 0) return { kind: 'empty', text: '', words: 'nobody to ask about', counts: [0, 0, 0, 0] };
  const kind = all === pairs ? 'all' : open === pairs ? 'some' : open > 0 ? 'part' : unknown > 0 ? 'doubt' : 'none';
  const what = from === model.outsidePlace || to === model.outsidePlace ? ['endpoint', 'endpoints'] : ['pair', 'pairs'];
  const words = kind === 'all' ? `everything, ${count(pairs, ...what)}`
    : open > 0 ? `something for ${open.toLocaleString('en')} of ${count(pairs, ...what)}`
    : `nothing, ${count(pairs, ...what)}`;
  const percent = `${Math.min(99, Math.max(1, Math.round(100 * open / pairs)))}%`;
  return {
    kind, counts: [pairs, open, all, unknown], share: Math.round(100 * open / pairs),
    text: (kind === 'part' ? percent : SIGNS[kind]) + (unknown > 0 && kind !== 'doubt' ? '?' : ''),
    words: unknown > 0 ? `${words}; unknown for ${unknown.toLocaleString('en')}` : words,
  };
}
