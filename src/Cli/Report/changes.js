// What has changed, by what it comes from.

function showChange(change) {
  const lines = [];
  const add = (term, ...values) => lines.push(element('dt', {}, term), element('dd', {}, ...values));
  const said = text => text === 'any' ? 'everything' : text;
  add(change.kind === 'changed' ? 'Passes' : change.kind === 'added' ? 'Passes now' : 'Passed', change.kind === 'added' ? said(change.new) : change.kind === 'removed' ? said(change.old) : `${said(change.old)} \u2192 ${said(change.new)}`);
  add('Because', change.causes);
  if (change.witness) {
    add('Such as', element('span', { class: 'mono' }, change.witness.replace('->', '\u2192')));
    for (const [name, term] of [['before', 'Before'], ['now', 'Now']]) {
      if (change[name]) add(term, verdictTag(change[name][0]), ': ', ...decisionWords(change[name][1]).slice(1));
    }
  }
  const colour = { added: 'allowed', removed: 'denied', changed: 'unknown' }[change.kind];
  return element('article', { class: 'part-of', tabindex: -1 }, element('span', { class: `verdict ${colour}` }, change.kind), ' ', element('strong', {}, `${change.from} \u2192 ${change.to}`), element('dl', {}, ...lines));
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
    showAll = growing(byId('changes-list'), byId('changes-more'), found, showChange, 50);
  };
  byId('changes-search').addEventListener('input', later(filter));
  filter();
  beforePrint.push(() => showAll());
}
