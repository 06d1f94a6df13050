// What is said beside the board about the cell that is chosen.

function hint({ kind }) {
  const words = [];
  if (kind !== 'empty' && map.path.length < 2) words.push(map.path.length === 0 ? 'Enter opens the workloads.' : 'Enter opens the pods, where there are several.');
  if (map.path.length > 0) words.push('Escape goes back.');
  return words.length > 0 ? [element('p', { class: 'faint' }, words.join(' '))] : [];
}

function namespaceDetail({ kind, counts: [pairs, open, all, unknown] }) {
  if (kind === 'empty') return [element('p', {}, 'There is no pair of endpoints to tell about.')];
  return [element('ul', {},
    element('li', {}, count(pairs, 'pair'), ' of endpoints, or endpoints where one side is outside'),
    element('li', {}, `${open.toLocaleString('en')} may exchange something`),
    element('li', {}, `${all.toLocaleString('en')} may exchange everything`),
    unknown > 0 ? element('li', {}, `of ${unknown.toLocaleString('en')} something is unknown: the input does not suffice to tell`) : null)];
}

function partyDetail(sum, row, column) {
  if (sum.kind === 'empty') return [element('p', {}, 'One endpoint does not reach itself through the network.')];
  const parts = [...sum.variants].sort((one, other) => other.pairs - one.pairs).slice(0, 20).map(({ passing, pairs, from, to }) => element('li', {},
    element('strong', {}, words(passing)), ` \u2013 ${count(pairs, 'pair')}, such as `, element('span', { class: 'mono' }, `${from} \u2192 ${to}`), ' ',
    element('button', { type: 'button', class: 'link', onclick: () => askAbout(from, to) }, 'ask why')));
  const [source, destination] = [map.now.parties[0][row], map.now.parties[1][column]];
  return [element('p', {}, 'What passes:'), element('ul', {}, ...parts),
    sum.variants.length > 20 ? element('p', {}, `and ${sum.variants.length - 20} more answers`) : null,
    ...[['From', source], ['To', destination]].map(([side, party]) => namesOf(side, party))];
}

function words(passing) {
  const text = wordsOfPassing(passing);
  return text === 'any' ? 'everything' : text;
}

function namesOf(side, party) {
  const list = party.outside ? party.outside.map(range => rangeText(range.first, range.last)) : party.endpoints.map(endpoint => endpoint.name);
  if (list.length < 2) return null;
  return element('details', {}, element('summary', {}, `${side}: ${count(list.length, party.outside ? 'range' : 'endpoint')}`),
    element('ul', {}, ...list.slice(0, 100).map(name => element('li', {}, name)), list.length > 100 ? element('li', {}, `and ${list.length - 100} more`) : null));
}
