// Small pieces of the page. Text of the input goes in as text nodes only.

const byId = id => document.getElementById(id);

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick') made.addEventListener('click', value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

const count = (number, one, many = `${one}s`) => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

// Text in which `backticks` are code.
function marked(text) {
  return text.split(/(`[^`\n]+`)/).filter(part => part !== '').map(part => part.startsWith('`') && part.length > 2 ? element('code', {}, part.slice(1, -1)) : part);
}

function later(work, delay = 120) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, delay);
  };
}

// A list of which a part is shown, and more on request.
function growing(list, button, items, make, step) {
  let shown = 0;
  const more = () => {
    const next = items.slice(shown, shown + step).map(make);
    list.append(...next);
    shown += next.length;
    button.hidden = shown >= items.length;
    return next;
  };
  list.replaceChildren();
  button.onclick = () => {
    const [first] = more();
    first?.focus?.();
  };
  more();
  return () => {
    while (shown < items.length) more();
  };
}

// What to do before the page is printed, and what makes paper look like the whole of it.
const beforePrint = [];

function showSummary() {
  const { summary } = data;
  byId('counts').append(
    element('div', {}, element('dt', {}, 'enforced as by'), element('dd', {}, summary.profile)),
    ...summary.counts.map(([name, number]) => element('div', {}, element('dt', {}, name), element('dd', {}, number.toLocaleString('en')))));
  const box = byId('incomplete');
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

function table(caption, heads, rows) {
  return element('table', {},
    caption ? element('caption', {}, caption) : null,
    element('thead', {}, element('tr', {}, ...heads.map(head => element('th', { scope: 'col' }, head)))),
    element('tbody', {}, ...rows.map(row => element('tr', {}, ...row.map(value => element('td', {}, value))))));
}

function watchTheme() {
  const themes = [['', 'as the system'], ['light', 'light'], ['dark', 'dark']];
  let at = 0;
  byId('theme').addEventListener('click', () => {
    at = (at + 1) % themes.length;
    const [theme, words] = themes[at];
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    byId('theme').textContent = `Theme: ${words}`;
  });
}

function watchPrinting() {
  let isReady = false;
  const prepare = () => {
    if (!isReady) beforePrint.forEach(work => work());
    isReady = true;
  };
  window.addEventListener('beforeprint', prepare);
  window.matchMedia('print').addEventListener('change', event => { if (event.matches) prepare(); });
}
