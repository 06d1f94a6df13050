// What the page knows: the data as they are given, and the model made of them. Other data take the place of both.

let data = null;
let model = null;

async function take(given) {
  const [egress, ingress, counts] = await Promise.all([given.egress, given.ingress, given.counts].map(unpack));
  data = given;
  model = {
    namespaces: data.namespaces,
    outsidePlace: data.namespaces.length,
    groups: data.groups.map(([name, namespace], id) => ({ id, name, namespace, members: [] })),
    endpoints: [],
    kinds: data.kinds.map(([v4, v6, itself], id) => ({ id, classes: [v4, v6], isItself: itself === 1 })),
    outside: data.outside.map(([first, last, own]) => ({ first: parseAddress(first), last: parseAddress(last), class: own })),
    egress: new Rows(egress, data.egressRows),
    ingress: new Rows(ingress, data.ingressRows),
    counts: null,
    contents: data.tables.reduce((most, table) => Math.max(most, table[0]), 0) + 1,
    interned: new Map(),
    passing: new Map(),
    byNamespace: data.namespaces.map(() => []),
  };
  for (const [name, group, kind, ...addresses] of data.endpoints) {
    const endpoint = { id: model.endpoints.length, name, group, kind, addresses };
    model.endpoints.push(endpoint);
    model.groups[group].members.push(endpoint);
  }
  for (const group of model.groups) model.byNamespace[group.namespace].push(group);
  for (let at = 0; at < data.passing.length; at += 4) {
    const [from, to, allowed, unknown] = data.passing.slice(at, at + 4);
    model.passing.set(from * model.contents + to, interned(allowed, unknown));
  }
  const reader = new Reader(counts);
  model.counts = new Uint32Array((model.namespaces.length + 1) ** 2 * 4).map(() => reader.next());
}

// Equal things that pass are one object.
function interned(allowed, unknown) {
  const key = `${allowed},${unknown}`;
  if (!model.interned.has(key)) model.interned.set(key, { id: model.interned.size, allowed, unknown, isNone: isNothing(allowed), isAll: isEverything(allowed), isKnown: isNothing(unknown) });
  return model.interned.get(key);
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
  return model.passing.get(data.tables[egress][0] * model.contents + data.tables[ingress][0]);
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
