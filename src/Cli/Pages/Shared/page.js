'use strict';

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

function table(caption, heads, rows) {
  return element('table', {},
    caption ? element('caption', {}, caption) : null,
    element('thead', {}, element('tr', {}, ...heads.map(head => element('th', { scope: 'col' }, head)))),
    element('tbody', {}, ...rows.map(row => element('tr', {}, ...row.map(value => element('td', {}, value))))));
}
