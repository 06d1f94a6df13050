// The panel that answers questions.

const MOST_NAMES = 60;
const MOST_PARTS = 40;

function suggest(input, list, isDestination) {
  const text = input.value.trim().toLowerCase();
  const found = [];
  const take = (pool, of) => {
    for (const one of pool) {
      if (found.length >= MOST_NAMES) return;
      if (text === '' || of(one).toLowerCase().includes(text)) found.push(of(one));
    }
  };
  take(model.groups, group => group.name);
  take(model.namespaces, name => `ns/${name}`);
  if (isDestination) take(data.services, ([name]) => name);
  take(model.endpoints, endpoint => endpoint.name);
  byId(list).replaceChildren(...[...new Set(found)].map(value => element('option', { value })));
}

function showAnswer() {
  const question = { from: byId('ask-from').value, to: byId('ask-to').value, protocol: byId('ask-protocol').value, port: byId('ask-port').value };
  const answer = ask(question);
  const box = byId('answer');
  if (answer.error) {
    box.replaceChildren(element('p', { class: 'problem' }, ...marked(answer.error)));
    return;
  }
  const traffic = question.port.trim() === '' ? question.protocol : `${question.protocol} ${question.port.trim()}`;
  const line = element('p', { class: 'answer-line' }, verdictTag(answer.verdict), ` ${question.from.trim()} \u2192 ${question.to.trim()}, ${traffic}`, answer.reason ? `: ${answer.reason}` : '');
  box.replaceChildren(line, ...answer.parts.slice(0, MOST_PARTS).map(part => showPart(part, answer.parts.length > 1)));
  if (answer.parts.length > MOST_PARTS) box.append(element('p', {}, `and ${answer.parts.length - MOST_PARTS} parts more`));
}

const verdictTag = verdict => element('span', { class: `verdict ${verdict}` }, verdict);

function showPart(part, isOneOfMany) {
  const lines = [];
  const add = (term, ...values) => lines.push(element('dt', {}, term), element('dd', {}, ...values));
  if (isOneOfMany || part.pairs > 1) add('About', `${count(part.pairs, 'pair')}, such as `, element('span', { class: 'mono' }, `${part.from} \u2192 ${part.to}`));
  if (part.target) add('At the backend', `port ${part.target}`);
  if (part.minors) add('Source ports', part.minors[0] === part.minors[1] ? `${part.minors[0]}` : `${part.minors[0]}-${part.minors[1]}`);
  if (part.passing) {
    add('Passes', words(part.passing));
    add('Decided by', element('ul', {}, ...part.decisions.map(decision => element('li', {}, ...decisionWords(data.decisions[decision])))));
  } else {
    add('Egress', ...decisionWords(data.decisions[part.egress]));
    add('Ingress', ...decisionWords(data.decisions[part.ingress]));
  }
  return element('div', { class: 'part-of' }, isOneOfMany ? verdictTag(part.verdict) : null, element('dl', {}, ...lines));
}

function decisionWords([outcome, reason, text, ...policies]) {
  return [verdictTag(outcome), ` ${text} `, element('code', { class: 'faint' }, reason),
    ...policies.map(([policy, rule, place, summary]) => element('div', {},
      element('span', { class: 'mono' }, `${policy}${rule ? ` ${rule}` : ''}`), place ? element('span', { class: 'mono faint' }, ` ${place}`) : null, summary ? element('div', { class: 'faint' }, summary) : null))];
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
  nameEverything();
  for (const [input, list, isDestination] of [['ask-from', 'names-from', false], ['ask-to', 'names-to', true]]) {
    const field = byId(input);
    field.addEventListener('input', () => suggest(field, list, isDestination));
    field.addEventListener('focus', () => suggest(field, list, isDestination));
  }
  byId('ask-protocol').addEventListener('change', () => {
    byId('ask-port-label').textContent = byId('ask-protocol').value.startsWith('ICMP') ? 'Type' : 'Port';
  });
  byId('ask').addEventListener('submit', event => {
    event.preventDefault();
    showAnswer();
  });
}
