// What was read, and what of it is incomplete.

function showSummary() {
  const { summary } = data;
  byId('counts').replaceChildren(
    element('div', {}, element('dt', {}, 'enforced as by'), element('dd', {}, summary.profile)),
    ...summary.counts.map(([name, number]) => element('div', {}, element('dt', {}, name), element('dd', {}, number.toLocaleString('en')))));
  const box = byId('incomplete');
  box.replaceChildren();
  if (summary.policies.length > 0) {
    box.append(element('p', {}, 'Policies: ', summary.policies.map(([kind, number]) => `${number} ${kind}`).join(', '), '.'));
  }
  const errors = summary.diagnostics.filter(([severity]) => severity !== 'note').length;
  if (summary.diagnosticsTotal === 0 && summary.notTaken.length === 0) {
    box.append(element('p', {}, 'All of the input was understood.'));
  } else {
    const more = summary.diagnosticsTotal > summary.diagnostics.length ? `, of which the first ${summary.diagnostics.length} are here` : '';
    box.append(element('details', { open: errors > 0 || summary.notTaken.length > 0 },
      element('summary', {}, `What is incomplete or odd about the input: ${count(summary.diagnosticsTotal + summary.notTaken.length, 'remark')}${more}`),
      element('ul', {}, ...summary.notTaken.map(text => element('li', {}, ...marked(text)))),
      table(null, ['severity', 'code', 'place', 'remark'], summary.diagnostics.map(([severity, code, place, message, hint]) => [
        element('span', { class: `tag ${severity}` }, severity), code, element('span', { class: 'mono' }, place),
        element('span', {}, ...marked(message), hint ? element('span', { class: 'faint' }, ' ', ...marked(hint)) : null),
      ]))));
  }
  if (summary.passedOver.length > 0) {
    box.append(element('details', {},
      element('summary', {}, 'Kinds that have no bearing on the network, passed over'),
      element('p', {}, summary.passedOver.map(([kind, number]) => `${number} ${kind}`).join(', '))));
  }
}
