// A change, by what it comes from.

// decided: lines about what decides the flow that shows it, before and afterwards.
function showChange(change, decided) {
  const lines = [];
  const add = (term, ...said) => lines.push([term, said]);
  const said = text => text === 'any' ? 'everything' : text;
  add(change.kind === 'changed' ? 'Passes' : change.kind === 'added' ? 'Passes now' : 'Passed', change.kind === 'added' ? said(change.new) : change.kind === 'removed' ? said(change.old) : `${said(change.old)} \u2192 ${said(change.new)}`);
  add('Because', change.causes);
  if (change.witness) add('Such as', element('span', { class: 'mono' }, change.witness.replace('->', '\u2192')));
  const colour = { added: 'allowed', removed: 'denied', changed: 'unknown' }[change.kind];
  return element('article', { class: 'part-of', tabindex: -1 }, element('span', { class: `verdict ${colour}` }, change.kind), ' ', element('strong', {}, `${change.from} \u2192 ${change.to}`), terms([...lines, ...decided]));
}
