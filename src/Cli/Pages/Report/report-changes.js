// The section of what has changed, where there is something to compare with.

function decidedThen(change) {
  return [['before', 'Before'], ['now', 'Now']].filter(([name]) => change[name])
    .map(([name, term]) => [term, [verdictTag(change[name][0]), ': ', ...decisionWords(change[name][1]).slice(1)]]);
}

function startChanges() {
  if (!data.changes) return;
  byId('changes').hidden = false;
  byId('nav-changes').hidden = false;
  const { list, total } = data.changes;
  let showAll = () => {};
  const filter = () => {
    const text = byId('changes-search').value.trim().toLowerCase();
    const found = list.filter(change => text === '' || `${change.kind} ${change.from} ${change.to} ${change.causes} ${change.old} ${change.new}`.toLowerCase().includes(text));
    const numbers = ['added', 'removed', 'changed'].map(kind => `${found.filter(change => change.kind === kind).length} ${kind}`).join(', ');
    const cut = total > list.length ? ` The first ${list.length} of ${total} are in this page.` : '';
    byId('changes-count').textContent = total === 0 ? 'Nothing changes: the same connections are allowed as before.' : `${numbers}.${cut}`;
    showAll = growing(byId('changes-list'), byId('changes-more'), found, change => showChange(change, decidedThen(change)), 50);
  };
  byId('changes-search').addEventListener('input', later(filter));
  filter();
  beforePrint.push(() => showAll());
}
