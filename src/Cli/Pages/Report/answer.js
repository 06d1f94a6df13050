// Answers questions from the tables alone; nothing here touches the page.

const PROTOCOLS = { TCP: 6, UDP: 17, SCTP: 132, ICMP: 1, ICMPv6: 58 };
const MOST_PAIRS = 200000;

const names = { endpoints: new Map(), groups: new Map(), addresses: new Map(), services: new Map(), namespaces: new Map() };

function nameEverything() {
  for (const endpoint of model.endpoints) {
    names.endpoints.set(endpoint.name, endpoint);
    for (const address of endpoint.addresses) {
      const known = names.addresses.get(address);
      names.addresses.set(address, known ? [...known, endpoint] : [endpoint]);
    }
  }
  for (const group of model.groups) names.groups.set(group.name, group);
  for (const [name, ports, backends] of data.services) names.services.set(name, { name, ports, backends });
  model.namespaces.forEach((name, id) => names.namespaces.set(name, id));
}

// Whom a name stands for: { members: [{ label, endpoint, classes }] }, { service } or { error }.
function resolve(text, isDestination) {
  const name = text.trim().replace(/^pod\/([^/]+\/[^/]+)$/, '$1');
  const short = name.replace(/^(deploy|sts|ds|rs|job|cj|rc)\//, kind => ({
    deploy: 'Deployment', sts: 'StatefulSet', ds: 'DaemonSet', rs: 'ReplicaSet', job: 'Job', cj: 'CronJob', rc: 'ReplicationController',
  })[kind.slice(0, -1)] + '/');
  if (names.endpoints.has(name)) return members([names.endpoints.get(name)]);
  if (names.groups.has(short)) return members(names.groups.get(short).members);
  if (name.startsWith('ns/') && names.namespaces.has(name.slice(3))) {
    return members(model.byNamespace[names.namespaces.get(name.slice(3))].flatMap(group => group.members));
  }
  if (name.startsWith('svc/')) {
    const service = names.services.get(name);
    if (!service) return { error: `there is no service ${name.slice(4)}` };
    if (!isDestination) return { error: 'a service is a destination' };
    if (service.backends.length === 0) return { error: `${name} is not answered here, as it has no backends or more decides about it than they; ask netpol can` };
    return { service };
  }
  const address = parseAddress(name);
  return address ? resolveAddress(address, isDestination) : { error: `there is no endpoint ${name}` };
}

function resolveAddress(address, isDestination) {
  const text = addressText(address);
  const owner = data.held[text];
  if (owner?.startsWith('svc/') && isDestination) return resolve(owner, true);
  if (owner) return { error: `${text} is ${owner}, which is not answered here; ask netpol can` };
  const endpoints = names.addresses.get(text);
  if (endpoints?.length === 1) {
    const [endpoint] = endpoints;
    const classes = model.kinds[endpoint.kind].classes.map((own, family) => family === address.family ? own : -1);
    return { members: [{ label: endpoint.name, endpoint, classes, isItself: model.kinds[endpoint.kind].isItself }] };
  }
  if (endpoints) return { error: `several endpoints have the address ${text}` };
  const range = findRange(address);
  if (!range) return { error: `${text} is no address outside the cluster` };
  return { members: [{ label: text, endpoint: null, classes: address.family === 0 ? [range.class, -1] : [-1, range.class], isItself: false }] };
}

function findRange(address) {
  let [low, high] = [0, model.outside.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = model.outside[middle];
    const isBefore = address.family !== range.first.family ? address.family < range.first.family : address.value < range.first.value;
    const isBehind = address.family !== range.last.family ? address.family > range.last.family : address.value > range.last.value;
    if (!isBefore && !isBehind) return range;
    if (isBefore) high = middle - 1;
    else low = middle + 1;
  }
  return null;
}

const members = endpoints => ({
  members: endpoints.map(endpoint => ({ label: endpoint.name, endpoint, classes: model.kinds[endpoint.kind].classes, isItself: model.kinds[endpoint.kind].isItself })),
});

// Members that are judged alike, put together.
function alike(list) {
  const found = new Map();
  for (const member of list) {
    const key = `${member.classes},${member.target ?? ''}`;
    if (found.has(key)) found.get(key).push(member);
    else found.set(key, [member]);
  }
  return [...found.values()];
}

/*
 * { from, to, protocol, port } -> { error } or { verdict, parts }. A part has verdict, pairs, witness, and either the decisions of
 * both halves or, without a port, what passes.
 */
function ask(question) {
  const from = resolve(question.from, false);
  if (from.error) return from;
  const to = resolve(question.to, true);
  if (to.error) return to;
  const protocol = PROTOCOLS[question.protocol];
  const isIcmp = protocol === 1 || protocol === 58;
  const given = String(question.port ?? '').trim();
  if (given !== '' && (!/^\d+$/.test(given) || Number(given) > (isIcmp ? 255 : 65535) || (!isIcmp && Number(given) === 0))) {
    return { error: isIcmp ? 'ICMP types are 0 to 255' : 'ports are 1 to 65535' };
  }
  const port = given === '' ? null : Number(given);
  let receivers = to.members;
  if (to.service) {
    const behind = isIcmp ? backendsOf(to.service) : receiversBehind(to.service, protocol, port);
    if (behind.error) return behind;
    receivers = behind;
  }
  if (protocol === 17 && port !== null && receivers.some(member => data.wrapped.includes(member.target ?? port))) {
    return { error: 'nodes use this port to wrap packets, and more decides about that than this page knows; ask netpol can' };
  }
  return judge(from.members, receivers, protocol, port, Boolean(to.service));
}

// The backends; each with the port it has behind the service, where one is given.
function backendsOf(service, targets = null) {
  const list = [];
  for (let at = 0; at < service.backends.length; at += 2) {
    const endpoint = model.endpoints[service.backends[at]];
    const family = service.backends[at + 1] === 4 ? 0 : 1;
    const target = targets && (targets.length === 1 ? targets[0] : targets[at / 2]);
    if (target !== 0) {
      list.push({ label: endpoint.name, endpoint, classes: model.kinds[endpoint.kind].classes.map((own, place) => place === family ? own : -1), isItself: true, target });
    }
  }
  return list;
}

function receiversBehind(service, protocol, port) {
  if (port === null) return { error: `name a port of ${service.name}; it has ${service.ports.map(([name, , number]) => name ? `${number} (${name})` : number).join(', ')}` };
  const found = service.ports.find(([, own, number]) => own === protocol && number === port);
  if (!found) return { error: `${service.name} has no such port; it has ${service.ports.map(([, , number]) => number).join(', ') || 'none'}` };
  const list = backendsOf(service, found.slice(3));
  return list.length > 0 ? list : { error: `no backend of ${service.name} declares the port it leads to` };
}

function judge(senders, receivers, protocol, port, isTranslated) {
  const [sources, destinations] = [alike(senders), alike(receivers)];
  if (sources.length * destinations.length > MOST_PAIRS) return { error: 'these are too many different pairs for one answer; name fewer endpoints' };
  const parts = new Map();
  const note = (key, count, witness, part) => {
    if (parts.has(key)) parts.get(key).pairs += count;
    else parts.set(key, { ...part, pairs: count, from: witness[0].label, to: witness[1].label });
  };

  // What several endpoints do among themselves is about different ones; one that asks a service may get itself.
  const meansItself = isTranslated && senders.length === 1;
  let same = 0;
  let foreign = null;
  for (const own of sources) {
    for (const peers of destinations) {
      const [count, witness] = meansItself ? [own.length * peers.length, [own[0], peers[0]]] : distinct(own, peers);
      same += own.length * peers.length - count;
      if (count === 0) continue;
      const shared = [0, 1].filter(family => witness[0].classes[family] >= 0 && witness[1].classes[family] >= 0);
      if (shared.length === 0) foreign = witness;
      for (const family of shared) {
        if (shared.length === 2 && ((protocol === 1 && family === 1) || (protocol === 58 && family === 0))) continue;
        for (const part of judgeClasses(witness[0].classes[family], witness[1].classes[family], protocol, witness[1].target ?? port)) {
          note(part.key, count, witness, { ...part, target: witness[1].target });
        }
      }
    }
  }
  const list = [...parts.values()];
  if (list.length === 0 && same > 0) return { verdict: 'not-applicable', parts: [], reason: 'source and destination are the same endpoint' };
  if (list.length === 0 && foreign) return { error: `${foreign[0].label} and ${foreign[1].label} have no address family in common in this page; ask netpol can` };
  const verdicts = new Set(list.map(part => part.verdict));
  return { verdict: verdicts.size === 1 ? [...verdicts][0] : combined(verdicts), parts: list };
}

function combined(verdicts) {
  return verdicts.has('allowed') && !verdicts.has('denied') ? [...verdicts].find(verdict => verdict !== 'allowed') : 'partial';
}

// How many pairs are two different endpoints, and one of them.
function distinct(own, peers) {
  const ids = new Set(own.filter(member => member.isItself && member.endpoint).map(member => member.endpoint.id));
  const same = peers.filter(member => member.isItself && member.endpoint && ids.has(member.endpoint.id)).length;
  for (const one of own) {
    for (const other of peers) {
      if (!(one.isItself && one.endpoint && one.endpoint === other.endpoint)) return [own.length * peers.length - same, [one, other]];
    }
  }
  return [0, null];
}

// What is decided about a port; a part for each kind of source port (or code) that is decided otherwise.
function judgeClasses(from, to, protocol, port) {
  if (port === null) {
    const passing = passingBetween(from, to);
    const of = [...new Set([egressTable(from, to), ingressTable(from, to)].flatMap(table => regionsOf(table)).filter(([set]) => touches(set, protocol)).map(([, decision]) => decision))];
    const verdict = touches(passing.unknown, protocol) ? 'unknown' : !touches(passing.allowed, protocol) ? 'denied' : covers(passing.allowed, protocol) ? 'allowed' : 'partial';
    return [{ key: `p${passing.id},${of}`, verdict, passing, decisions: of }];
  }
  const most = protocol === 1 || protocol === 58 ? 255 : 65535;
  const starts = new Set([0]);
  for (const table of [egressTable(from, to), ingressTable(from, to)]) {
    for (const [set] of regionsOf(table)) {
      for (const box of boxesOf(set)) {
        if (box[0] <= protocol && protocol <= box[1] && box[2] <= port && port <= box[3]) {
          starts.add(box[4]);
          if (box[5] < most) starts.add(box[5] + 1);
        }
      }
    }
  }
  const ordered = [...starts].sort((one, other) => one - other);
  return ordered.map((start, place) => {
    const egress = find(egressTable(from, to), protocol, port, start);
    const ingress = find(ingressTable(from, to), protocol, port, start);
    const minors = ordered.length === 1 ? null : [start, (ordered[place + 1] ?? most + 1) - 1];
    return { key: `d${egress},${ingress},${minors}`, verdict: verdictOf(data.decisions[egress], data.decisions[ingress]), egress, ingress, minors };
  });
}

const egressTable = (from, to) => model.egress.of(from)[to];
const ingressTable = (from, to) => model.ingress.of(to)[from];

// Pairs of a set and a decision.
function regionsOf(table) {
  const [, ...numbers] = data.tables[table];
  return Array.from({ length: numbers.length / 2 }, (_, place) => [numbers[2 * place], numbers[2 * place + 1]]);
}

const boxes = new Map();

function boxesOf(set) {
  if (!boxes.has(set)) {
    const [, ...numbers] = data.sets[set];
    boxes.set(set, Array.from({ length: numbers.length / 6 }, (_, place) => numbers.slice(6 * place, 6 * place + 6)));
  }
  return boxes.get(set);
}

const touches = (set, protocol) => boxesOf(set).some(box => box[0] <= protocol && protocol <= box[1]);
const covers = (set, protocol) => boxesOf(set).some(box =>
  box[0] <= protocol && protocol <= box[1] && box[2] === 0 && box[3] === 65535 && box[4] === 0 && box[5] === 65535);

function find(table, protocol, major, minor) {
  for (const [set, decision] of regionsOf(table)) {
    if (boxesOf(set).some(box => box[0] <= protocol && protocol <= box[1] && box[2] <= major && major <= box[3] && box[4] <= minor && minor <= box[5])) return decision;
  }
  throw new Error('a table has a hole');
}

function verdictOf([egress, out], [ingress, into]) {
  if (['SAME_ENDPOINT', 'NO_COMMON_FAMILY', 'FINISHED_ENDPOINT'].includes(out) || into === 'FINISHED_ENDPOINT') return 'not-applicable';
  for (const verdict of ['denied', 'unknown', 'ambiguous']) {
    if (egress === verdict || ingress === verdict) return verdict;
  }
  return 'allowed';
}
