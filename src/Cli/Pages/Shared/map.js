// The map: namespaces first; a pair of them opens into workloads, a pair of those into pods.

const SIGNS = { all: '\u25cf', some: '\u25d0', part: '\u25d4', none: '\u00b7', doubt: '?', empty: '' };

const map = { grid: null, path: [], at: [], names: [] };

const placeName = place => place === model.outsidePlace ? 'outside' : model.namespaces[place] || '(no namespace)';

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
    rows = places[0] === model.outsidePlace ? null : workloadParties(places[0], from, isFolded);
    columns = places[1] === model.outsidePlace ? null : workloadParties(places[1], to, isFolded);
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

// The first cell that there is something to tell of, near the corner.
function firstTold({ rows, columns, cell }) {
  for (let row = 0; row < Math.min(rows.length, 5); row++) {
    for (let column = 0; column < Math.min(columns.length, 5); column++) {
      if (cell(row, column).kind !== 'empty') return [row, column];
    }
  }
  return [0, 0];
}

function showLevel(at) {
  map.now = level();
  const isEmpty = map.now.rows.length === 0 || map.now.columns.length === 0;
  map.grid.show(map.now, at ?? firstTold(map.now));
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
  if (places) map.names = next.map(place => model.namespaces[place] ?? null);
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

// The same two namespaces in other data, where they still are.
function renewMap() {
  const depth = map.path.length;
  const places = map.names.map(name => name === null ? model.outsidePlace : model.namespaces.indexOf(name));
  map.path = depth > 0 && !places.includes(-1) ? [places] : [];
  showLevel(map.path.length === depth ? map.grid.at : undefined);
}
