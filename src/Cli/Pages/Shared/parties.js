// Who is on the board: workloads, pods and ranges of addresses outside, those that are alike put together where that is wished.

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
  return filter === '' || 'outside'.includes(filter) || parseAddress(filter) ? [...found, model.outsidePlace] : found;
}
