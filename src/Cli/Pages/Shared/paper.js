const MOST_IN_LIST = 500;
const MOST_ON_PAPER = 1500;

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
    for (const from of [...all, model.outsidePlace]) {
      for (const to of [...all, model.outsidePlace]) {
        if (from === model.outsidePlace && to === model.outsidePlace) continue;
        let sources = from === model.outsidePlace ? null : workloadParties(from, '', false);
        const destinations = to === model.outsidePlace ? outsideParties(sources, false, '') : workloadParties(to, '', false);
        sources ??= outsideParties(destinations, true, '');
        const named = (party, place) => place === model.outsidePlace ? party.names.slice(0, 4).join(', ') + (party.names.length > 4 ? ` and ${party.names.length - 4} more` : '') : party.names[0];
        rows.push(...listRows({ rows: sources.map(party => named(party, from)), columns: destinations.map(party => named(party, to)), cell: (row, column) => tally(sources[row], destinations[column]) }, MOST_ON_PAPER).rows);
      }
    }
    if (rows.length <= MOST_ON_PAPER) parts.push(table('Workloads and addresses outside; what is left out passes nothing.', ['from', 'to', 'what passes'], rows));
  }
  if (parts.length === 0) {
    const places = [...all, model.outsidePlace];
    const { rows, isCut } = listRows({ rows: places.map(placeName), columns: places.map(placeName), cell: (row, column) => namespaceSum(places[row], places[column]) }, MOST_ON_PAPER);
    parts.push(table(`By namespace; what is left out passes nothing.${isCut ? ` The first ${MOST_ON_PAPER} of more.` : ''}`, ['from', 'to', 'what passes'], rows));
  }
  byId('print-list').replaceChildren(...parts);
}
