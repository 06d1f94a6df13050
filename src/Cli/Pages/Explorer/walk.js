// The way of a packet, drawn hop by hop. What is drawn is a list, so it can be read as one.

// What happens to the packet in each step, in a word.
const HAPPENS = {
  routed: 'routed', resolved: 'neighbour', sent: 'sent', received: 'received', filtered: 'policy', translated: 'translated', encapsulated: 'wrapped', decapsulated: 'unwrapped',
};

const packetWords = packet => `${packet.source} \u2192 ${packet.destination} ${packet.traffic}`;

const endWords = end => end.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

const hasArrived = end => end === 'delivered' || end === 'leftCluster';

// Steps at one place after another are a hop.
function hopsOf(trace) {
  const hops = [];
  for (const step of trace.steps) {
    if (hops.at(-1)?.at === step.at) hops.at(-1).steps.push(step);
    else hops.push({ at: step.at, steps: [step] });
  }
  if (hops.at(-1)?.at !== trace.at) hops.push({ at: trace.at, steps: [] });
  return hops;
}

function drawStep({ step, text, policies }) {
  return element('li', {}, element('span', { class: 'step-kind' }, HAPPENS[step] ?? step), ' ', element('span', { class: 'mono' }, text),
    ...(policies ?? []).map(({ chain, outcome, reason }) => element('div', { class: `step-policy ${outcome === 'deny' ? 'denied' : outcome === 'allow' ? 'allowed' : 'unknown'}` }, `${chain}: ${outcome} `, element('code', {}, reason))));
}

function drawWire(packet) {
  return element('p', { class: packet.inner ? 'wire wrapped' : 'wire' }, element('span', { class: 'mono' }, packetWords(packet)),
    packet.inner ? element('span', {}, ` in ${packet.encapsulation}: `, element('span', { class: 'mono' }, packetWords(packet.inner))) : null);
}

function drawHop({ at, steps }, place, hops, trace) {
  const isLast = place === hops.length - 1;
  const isLost = isLast && !hasArrived(trace.end);
  const before = hops[place - 1]?.steps.at(-1);
  return element('li', { class: `hop${isLost ? ' lost' : isLast ? ' arrived' : ''}` },
    before ? drawWire(steps[0]?.packet ?? before.packet) : null,
    element('div', { class: 'hop-box' },
      element('h4', {}, at.includes('/') ? at : at.startsWith('(') ? at.slice(1, -1) : `node ${at}`),
      element('ol', { class: 'steps' }, ...steps.map(drawStep)),
      isLast ? element('p', { class: 'hop-end' }, verdictTag(endWords(trace.end), hasArrived(trace.end) ? 'allowed' : 'denied'), trace.reason ? element('span', {}, ': ', ...marked(trace.reason)) : null) : null));
}

function drawWay(title, trace) {
  const hops = hopsOf(trace);
  return [element('h3', {}, `${title}: `, element('span', { class: hasArrived(trace.end) ? 'allowed' : 'denied' }, endWords(trace.end))),
    trace.remedy ? element('p', {}, 'Remedy: ', ...marked(trace.remedy)) : null,
    element('ol', { class: 'way', 'aria-label': `${title}, hop by hop` }, ...hops.map((hop, place) => drawHop(hop, place, hops, trace))),
    ...(trace.answer ? drawWay('What is sent back', trace.answer) : [])].filter(part => part !== null);
}

async function followPacket() {
  const box = byId('walk-way');
  const { from, to, protocol, port } = question();
  if (!byId('ask').reportValidity()) return;
  try {
    const trace = await requestJson(withParameters('v1/trace', parametersOf({ from, to, protocol, port })));
    box.replaceChildren(
      ...[...trace.notes, ...trace.assumptions].map(note => element('p', { class: 'faint' }, ...marked(note))),
      ...drawWay('Request', trace.request),
      ...(trace.reply ? drawWay('Reply', trace.reply) : []));
  } catch (refusal) {
    box.replaceChildren(element('p', { class: 'problem' }, ...marked(refusal.message)));
  }
}

function startWalk() {
  byId('walk-ask').addEventListener('click', followPacket);
}
