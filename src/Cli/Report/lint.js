// The findings, worst first, with the lines they are about.

const SEVERITIES = ['error', 'warning', 'note'];

function showFinding(finding) {
  const [name, title, explanation] = data.lint.rules[finding.rule];
  return element('article', { class: `finding ${finding.severity}`, tabindex: -1 },
    element('p', {}, element('span', { class: `tag ${finding.severity}` }, finding.severity), ' ', element('strong', {}, ...marked(finding.message))),
    element('p', { class: 'faint' }, element('span', { class: 'mono' }, finding.object), finding.path ? element('span', { class: 'mono' }, ` ${finding.path}`) : null, finding.place ? element('span', { class: 'mono' }, ` ${finding.place}`) : null),
    finding.excerpt ? excerpt(finding.excerpt) : null,
    finding.hint ? element('p', {}, ...marked(finding.hint)) : null,
    finding.related.length > 0 ? element('ul', {}, ...finding.related.map(text => element('li', { class: 'mono' }, ...marked(text)))) : null,
    element('details', {}, element('summary', {}, `${finding.rule} ${name}: ${title}`), element('div', { class: 'explain' }, ...marked(explanation))));
}

function excerpt([first, at, start, end, ...lines]) {
  return element('pre', { class: 'source', tabindex: 0, 'aria-label': `lines ${first} to ${first + lines.length - 1}` }, ...lines.map((text, index) => {
    const isOn = first + index === at;
    const parts = isOn && end > start ? [text.slice(0, start), element('mark', {}, text.slice(start, end)), text.slice(end)] : [text];
    return element('span', { class: isOn ? 'line on' : 'line' }, element('span', { class: 'number' }, String(first + index)), ...parts, '\n');
  }));
}

function startLint() {
  const { lint } = data;
  const wanted = new Set(SEVERITIES);
  let showAll = () => {};
  const filter = () => {
    const text = byId('lint-search').value.trim().toLowerCase();
    const found = lint.findings.filter(finding => wanted.has(finding.severity)
      && (text === '' || `${finding.rule} ${lint.rules[finding.rule][0]} ${finding.message} ${finding.object} ${finding.place}`.toLowerCase().includes(text)));
    const of = found.length === lint.findings.length ? '' : ` of ${lint.findings.length}`;
    const cut = lint.total > lint.findings.length ? `; the first ${lint.findings.length} of ${lint.total} are in this page` : '';
    const accepted = lint.suppressed > 0 ? `; ${lint.suppressed} more are accepted in the input` : '';
    byId('lint-count').textContent = lint.findings.length === 0 ? `Nothing was found${accepted}.` : `${found.length}${of} ${lint.findings.length === 1 ? 'finding' : 'findings'}${cut}${accepted}.`;
    showAll = growing(byId('lint-list'), byId('lint-more'), found, showFinding, 50);
  };
  for (const severity of SEVERITIES) {
    const number = lint.findings.filter(finding => finding.severity === severity).length;
    const box = element('input', { type: 'checkbox', checked: true });
    box.addEventListener('change', () => {
      if (box.checked) wanted.add(severity);
      else wanted.delete(severity);
      filter();
    });
    byId('lint-severities').append(element('label', {}, box, element('span', { class: `tag ${severity}` }, severity), ` ${number}`));
  }
  byId('lint-search').addEventListener('input', later(filter));
  byId('lint-filter').addEventListener('submit', event => event.preventDefault());
  if (lint.notRun.length > 0) {
    byId('lint-notrun').hidden = false;
    byId('lint-notrun').querySelector('ul').append(...lint.notRun.map(text => element('li', {}, text)));
  }
  filter();
  beforePrint.push(() => showAll());
}
