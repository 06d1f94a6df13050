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

const lint = { wanted: new Set(SEVERITIES), showAll: () => {} };

function filterFindings() {
  const { findings, rules, total, suppressed } = data.lint;
  const text = byId('lint-search').value.trim().toLowerCase();
  const found = findings.filter(finding => lint.wanted.has(finding.severity)
    && (text === '' || `${finding.rule} ${rules[finding.rule][0]} ${finding.message} ${finding.object} ${finding.place}`.toLowerCase().includes(text)));
  const of = found.length === findings.length ? '' : ` of ${findings.length}`;
  const cut = total > findings.length ? `; the first ${findings.length} of ${total} are in this page` : '';
  const accepted = suppressed > 0 ? `; ${suppressed} more are accepted in the input` : '';
  byId('lint-count').textContent = findings.length === 0 ? `Nothing was found${accepted}.` : `${found.length}${of} ${findings.length === 1 ? 'finding' : 'findings'}${cut}${accepted}.`;
  lint.showAll = growing(byId('lint-list'), byId('lint-more'), found, showFinding, 50);
}

function severityBox(severity) {
  const number = data.lint.findings.filter(finding => finding.severity === severity).length;
  const box = element('input', { type: 'checkbox', checked: lint.wanted.has(severity) });
  box.addEventListener('change', () => {
    if (box.checked) lint.wanted.add(severity);
    else lint.wanted.delete(severity);
    filterFindings();
  });
  return element('label', {}, box, element('span', { class: `tag ${severity}` }, severity), ` ${number}`);
}

function showLint() {
  const { notRun } = data.lint;
  byId('lint-severities').replaceChildren(...SEVERITIES.map(severityBox));
  byId('lint-notrun').hidden = notRun.length === 0;
  byId('lint-notrun').querySelector('ul').replaceChildren(...notRun.map(text => element('li', {}, text)));
  filterFindings();
}

function startLint() {
  byId('lint-search').addEventListener('input', later(filterFindings));
  byId('lint-filter').addEventListener('submit', event => event.preventDefault());
  showLint();
  beforePrint.push(() => lint.showAll());
}
