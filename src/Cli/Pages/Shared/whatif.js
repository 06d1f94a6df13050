// The panel that answers questions. Who answers, and which names there are, is up to the page.

const MOST_PARTS = 40;

let asked = 0;

async function suggest(input, list, isDestination) {
  const text = input.value.trim();
  const found = await suggestions(text, isDestination);
  if (input.value.trim() === text) byId(list).replaceChildren(...found.map(value => element('option', { value })));
}

// The first names of the data that have a text in them.
function knownNames(text, isDestination, most) {
  const wanted = text.toLowerCase();
  const found = new Set();
  const pools = [
    model.groups.map(group => group.name), model.namespaces.map(name => `ns/${name}`),
    isDestination ? data.services.map(([name]) => name) : [], model.endpoints.map(endpoint => endpoint.name),
  ];
  for (const name of pools.flat()) {
    if (found.size >= most) break;
    if (name.toLowerCase().includes(wanted)) found.add(name);
  }
  return [...found];
}

const question = () => ({ from: byId('ask-from').value.trim(), to: byId('ask-to').value.trim(), protocol: byId('ask-protocol').value, port: byId('ask-port').value.trim() });

async function showAnswer() {
  const mine = ++asked;
  const { from, to, protocol, port } = question();
  const answer = await answerTo({ from, to, protocol, port });
  if (mine !== asked) return;
  const box = byId('answer');
  if (answer.error) {
    box.replaceChildren(element('p', { class: 'problem' }, ...marked(answer.error)));
    return;
  }
  const line = element('p', { class: 'answer-line' }, verdictTag(answer.verdict), ` ${from} \u2192 ${to}, ${port === '' ? protocol : `${protocol} ${port}`}`, answer.reason ? `: ${answer.reason}` : '');
  box.replaceChildren(line, ...answer.parts.slice(0, MOST_PARTS).map(part => showPart(part, answer.parts.length > 1)), ...(answer.notes ?? []).map(note => element('p', { class: 'faint' }, ...marked(note))));
  if (answer.parts.length > MOST_PARTS) box.append(element('p', {}, `and ${answer.parts.length - MOST_PARTS} parts more`));
}

// Takes a pair over from the map.
function askAbout(from, to) {
  // Of a range, its first address.
  const one = name => parseAddress(name.split(/[-/]/)[0]) ? name.split(/[-/]/)[0] : name;
  byId('ask-from').value = one(from);
  byId('ask-to').value = one(to);
  byId('ask-port').value = '';
  byId('whatif').scrollIntoView();
  byId('ask-port').focus();
  showAnswer();
}

function startWhatIf() {
  for (const [input, list, isDestination] of [['ask-from', 'names-from', false], ['ask-to', 'names-to', true]]) {
    const field = byId(input);
    const offer = () => suggest(field, list, isDestination);
    field.addEventListener('input', offer);
    field.addEventListener('focus', offer);
  }
  byId('ask-protocol').addEventListener('change', () => {
    byId('ask-port-label').textContent = byId('ask-protocol').value.startsWith('ICMP') ? 'Type' : 'Port';
  });
  byId('ask').addEventListener('submit', event => {
    event.preventDefault();
    showAnswer();
  });
}
