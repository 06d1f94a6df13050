// The map: namespaces first; a pair of them opens into workloads, a pair of those into pods.

const OUTSIDE = model.namespaces.length;
const MOST_IN_LIST = 500;
const MOST_ON_PAPER = 1500;
const SIGNS = { all: '\u25cf', some: '\u25d0', part: '\u25d4', none: '\u00b7', doubt: '?', empty: '' };

const map = { grid: null, path: [], at: [] };

const placeName = place => place === OUTSIDE ? 'outside' : model.namespaces[place] || '(no namespace)';

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
  const [pairs, open, all, unknown] = model.counts.subarray((from * (OUTSIDE + 1) + to) * 4, (from * (OUTSIDE + 1) + to) * 4 + 4);
  if (pairs === 0) return { kind: 'empty', text: '', words: 'nobody to ask about', counts: [0, 0, 0, 0] };
  const kind = all === pairs ? 'all' : open === pairs ? 'some' : open > 0 ? 'part' : unknown > 0 ? 'doubt' : 'none';
  const what = from === OUTSIDE || to === OUTSIDE ? ['endpoint', 'endpoints'] : ['pair', 'pairs'];
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

// Short names within a namespace: kind and name without it.
const shortName = (name, namespace) => name.replace(`/${model.namespaces[namespace]}/`, '/').replace(new RegExp(`^${escapePattern(model.namespaces[namespace])}/`), '');
const escapePattern = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function workloadParties(namespace, filter, isFolded) {
  const found = model.byNamespace[namespace].filter(group => matches(filter, model.namespaces[namespace], group));
  const folds = new Map();
  for (const group of found) {
    const key = isFolded ? [...new Set(group.members.map(member => member.kind))].sort((one, other) => one - other).join() : group.id;
    if (folds.has(key)) folds.get(key).push(group);
    else folds.set(key, [group]);
  }
  return [...folds.values()].map(groups => {
    const endpoints = groups.flatMap(group => group.members);
    const name = shortName(groups[0].name, namespace);
    const more = groups.length > 1 ? ` +${groups.length - 1}` : '';
    const pods = endpoints.length > 1 && endpoints.length > groups.length ? ` (${endpoints.length} pods)` : '';
    return { ...partyOf(`${name}${more}${pods}`, endpoints), groups, names: groups.map(group => group.name) };
  });
}

function podParties(party, isFolded) {
  const folds = new Map();
  for (const endpoint of party.endpoints) {
    const key = isFolded ? endpoint.kind : endpoint.id;
    if (folds.has(key)) folds.get(key).push(endpoint);
    else folds.set(key, [endpoint]);
  }
  return [...folds.values()].map(list => partyOf(`${list[0].name}${list.length > 1 ? ` +${list.length - 1}` : ''}`, list));
}

// Ranges of addresses that are alike to those within, put together.
function outsideParties(within, isSource, filter) {
  const kinds = [...new Set(within.flatMap(party => party.kinds.map(({ kind }) => kind)))];
  const signs = new Map();
  const sign = range => {
    if (!signs.has(range.class)) {
      signs.set(range.class, kinds.map(kind => {
        const own = kind.classes[range.first.family];
        return own < 0 ? '-' : (isSource ? passingBetween(range.class, own) : passingBetween(own, range.class))?.id ?? '-';
      }).join());
    }
    return signs.get(range.class);
  };
  const folds = new Map();
  let last = null;
  for (const range of model.outside) {
    const key = `${range.first.family}:${sign(range)}`;
    if (last && last.key === key && last.range.last.value + 1n === range.first.value) {
      last.range.last = range.last;
      continue;
    }
    last = { key, range: { ...range } };
    if (folds.has(key)) folds.get(key).push(last.range);
    else folds.set(key, [last.range]);
  }
  return [...folds.values()].map(ranges => {
    const names = ranges.map(range => rangeText(range.first, range.last));
    return { label: `${names[0]}${names.length > 1 ? ` +${names.length - 1}` : ''}`, outside: ranges, names, endpoints: [] };
  }).filter(party => filter === '' || party.names.some(name => name.includes(filter)) || 'outside'.includes(filter));
}

const matches = (filter, namespace, group) => filter === '' || namespace.toLowerCase().includes(filter) || group.name.toLowerCase().includes(filter)
  || group.members.some(member => member.name.toLowerCase().includes(filter) || member.addresses.some(address => address.startsWith(filter)));

const filterOf = id => byId(id).value.trim().toLowerCase();

function namespacesThat(filter) {
  const found = model.namespaces.map((_, place) => place).filter(place =>
    filter === '' || model.namespaces[place].toLowerCase().includes(filter) || model.byNamespace[place].some(group => matches(filter, model.namespaces[place], group)));
  return filter === '' || 'outside'.includes(filter) || parseAddress(filter) ? [...found, OUTSIDE] : found;
}

// What is on the board now: { rows, columns, cell, parties }.
function level() {
  const [from, to] = [filterOf('filter-from'), filterOf('filter-to')];
  const isFolded = byId('fold').checked;
  const [places, parties] = map.path;
  if (!places) {
    const [rows, columns] = [namespacesThat(from), namespacesThat(to)];
    return { rows: rows.map(placeName), columns: columns.map(placeName), places: [rows, columns], cell: (row, column) => namespaceSum(rows[row], columns[column]) };
  }
  let rows;
  let columns;
  if (parties) {
    [rows, columns] = parties.map(party => party.outside ? party.outside.map(range => ({ label: rangeText(range.first, range.last), outside: [range], endpoints: [] })) : podParties(party, isFolded));
  } else {
    rows = places[0] === OUTSIDE ? null : workloadParties(places[0], from, isFolded);
    columns = places[1] === OUTSIDE ? null : workloadParties(places[1], to, isFolded);
    rows ??= outsideParties(columns, true, from);
    columns ??= outsideParties(rows, false, to);
  }
  const sums = new Map();
  return {
    rows: rows.map(party => party.label), columns: columns.map(party => party.label), parties: [rows, columns],
    cell: (row, column) => {
      const key = row * columns.length + column;
      if (!sums.has(key)) sums.set(key, tally(rows[row], columns[column]));
      return sums.get(key);
    },
  };
}

function showLevel(at = [0, 0]) {
  map.now = level();
  const isEmpty = map.now.rows.length === 0 || map.now.columns.length === 0;
  map.grid.show(map.now, at);
  if (isEmpty) byId('detail').replaceChildren(element('p', {}, model.endpoints.length === 0 ? 'The input has no pods.' : 'Nothing matches what is searched for.'));
  const steps = [element('button', { type: 'button', class: 'link', onclick: () => goTo(0) }, 'All namespaces')];
  if (map.path[0]) steps.push(element('button', { type: 'button', class: 'link', onclick: () => goTo(1) }, map.path[0].map(placeName).join(' \u2192 ')));
  if (map.path[1]) steps.push(element('span', {}, map.path[1].map(party => party.label).join(' \u2192 ')));
  const last = steps.pop();
  byId('crumbs').replaceChildren(...steps.flatMap(step => [step, element('span', { 'aria-hidden': 'true' }, '\u203a')]), element('strong', { 'aria-current': 'location' }, last.textContent));
  if (byId('list').open) showList();
}

function goTo(depth) {
  if (map.path.length <= depth) return;
  map.path.length = depth;
  showLevel(map.at[depth]);
  map.grid.focus();
}

function openCell(row, column) {
  const { places, parties } = map.now;
  if (map.now.cell(row, column).kind === 'empty' || map.path.length === 2) return;
  const next = places ? [places[0][row], places[1][column]] : [parties[0][row], parties[1][column]];
  if (parties && next.every(party => (party.outside ?? party.endpoints).length < 2)) return;
  map.at[map.path.length] = [row, column];
  map.path.push(next);
  showLevel();
  map.grid.focus();
}

function chooseCell(row, column) {
  const sum = map.now.cell(row, column);
  const title = element('h3', {}, `${map.now.rows[row]} \u2192 ${map.now.columns[column]}`);
  byId('detail').replaceChildren(title, ...(map.now.places ? namespaceDetail(sum) : partyDetail(sum, row, column)).filter(part => part !== null),
    ...hint(sum));
}

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

// The level as rows of text: for those who read rather than look.
function listRows(now, most) {
  const rows = [];
  for (let row = 0; row < now.rows.length; row++) {
    for (let column = 0; column < now.columns.length; column++) {
      const sum = now.cell(row, column);
      if (sum.kind === 'empty' || sum.kind === 'none') continue;
      if (rows.length === most) return { rows, isCut: true };
      const said = sum.counts || sum.variants.length === 1 ? sum.words
        : sum.variants.filter(({ passing }) => !passing.isNone || !passing.isKnown).map(({ passing, pairs }) => `${words(passing)} (${count(pairs, 'pair')})`).join(' | ');
      rows.push([now.rows[row], now.columns[column], said === 'any' ? 'everything' : said]);
    }
  }
  return { rows, isCut: false };
}

function showList() {
  const { rows, isCut } = listRows(map.now, MOST_IN_LIST);
  byId('list-body').replaceChildren(rows.length === 0 ? element('p', {}, 'Nothing passes.') : table(isCut ? `The first ${MOST_IN_LIST}; filter to see others. What is left out passes nothing.` : 'What is left out passes nothing.', ['from', 'to', 'what passes'], rows));
}

// Workloads where that is not too long for paper, else namespaces.
function printMap() {
  const all = model.namespaces.map((_, place) => place);
  const parts = [];
  const isShort = model.groups.length <= 60;
  if (isShort) {
    const rows = [];
    for (const from of [...all, OUTSIDE]) {
      for (const to of [...all, OUTSIDE]) {
        if (from === OUTSIDE && to === OUTSIDE) continue;
        let sources = from === OUTSIDE ? null : workloadParties(from, '', false);
        const destinations = to === OUTSIDE ? outsideParties(sources, false, '') : workloadParties(to, '', false);
        sources ??= outsideParties(destinations, true, '');
        const named = (party, place) => place === OUTSIDE ? party.names.slice(0, 4).join(', ') + (party.names.length > 4 ? ` and ${party.names.length - 4} more` : '') : party.names[0];
        rows.push(...listRows({ rows: sources.map(party => named(party, from)), columns: destinations.map(party => named(party, to)), cell: (row, column) => tally(sources[row], destinations[column]) }, MOST_ON_PAPER).rows);
      }
    }
    if (rows.length <= MOST_ON_PAPER) parts.push(table('Workloads and addresses outside; what is left out passes nothing.', ['from', 'to', 'what passes'], rows));
  }
  if (parts.length === 0) {
    const places = [...all, OUTSIDE];
    const { rows, isCut } = listRows({ rows: places.map(placeName), columns: places.map(placeName), cell: (row, column) => namespaceSum(places[row], places[column]) }, MOST_ON_PAPER);
    parts.push(table(`By namespace; what is left out passes nothing.${isCut ? ` The first ${MOST_ON_PAPER} of more.` : ''}`, ['from', 'to', 'what passes'], rows));
  }
  byId('print-list').replaceChildren(...parts);
}

function startMap() {
  map.grid = new Grid(byId('grid'), { onChoose: chooseCell, onOpen: openCell, onBack: () => goTo(map.path.length - 1) });
  for (const id of ['filter-from', 'filter-to']) byId(id).addEventListener('input', later(() => showLevel()));
  byId('fold').addEventListener('change', () => {
    map.path.length = Math.min(map.path.length, 1);
    showLevel();
  });
  byId('list').addEventListener('toggle', () => { if (byId('list').open) showList(); });
  const key = (kind, text, said) => [element('span', { class: `cell key ${kind}`, 'aria-hidden': 'true' }, text), said];
  byId('legend').append('Allowed:', ...key('all', SIGNS.all, 'everything'), ...key('some', SIGNS.some, 'something, for all'), ...key('part', '40%', 'for some pairs only'), ...key('none', SIGNS.none, 'nothing'), ...key('doubt', SIGNS.doubt, 'unknown'));
  showLevel();
  beforePrint.push(printMap);
}
