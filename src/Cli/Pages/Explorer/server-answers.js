// Questions are answered by the server, as by netpol can; names are those of the data, and what else the server knows.

const MOST_NAMES = 60;

async function suggestions(text, isDestination) {
  const known = data ? knownNames(text, isDestination, MOST_NAMES) : [];
  if (known.length === MOST_NAMES) return known;
  const { names } = await requestJson(withParameters('v1/endpoints', { prefix: text, limit: MOST_NAMES })).catch(() => ({ names: [] }));
  return [...new Set([...known, ...names])].slice(0, MOST_NAMES);
}

// A question as the parameters that the server has for it.
function parametersOf({ from, to, protocol, port }) {
  return { from, to, protocol, [protocol.startsWith('ICMP') ? 'icmpType' : 'port']: port };
}

async function answerTo(question) {
  try {
    const answer = await requestJson(withParameters('v1/can', parametersOf(question)));
    const parts = answer.parts ?? [answer];
    return {
      verdict: answer.verdict,
      reason: answer.reason,
      parts: parts.filter(part => part.egress).map(part => partOf(part, parts.length > 1)),
      notes: [...(answer.pending ? [`With all that is staged: ${answer.pending.verdict ?? answer.pending.error?.message}`] : []), ...answer.missing ?? [], ...answer.assumptions ?? []],
    };
  } catch (refusal) {
    return { error: refusal.message };
  }
}

function partOf({ verdict, traffic, pairs, witness, egress, ingress }, isOneOfMany) {
  const lines = [['Egress', halfWords(egress)], ['Ingress', halfWords(ingress)]];
  if (isOneOfMany && traffic) lines.unshift(['Traffic', [trafficWords(traffic)]]);
  if (witness && !isOneOfMany) lines.unshift(['Such as', [element('span', { class: 'mono' }, `${witness.from} \u2192 ${witness.to}`)]]);
  return { verdict, pairs: pairs ?? 1, from: witness?.from, to: witness?.to, lines };
}

// What decided a half, and the rules that came nearest.
function halfWords({ verdict, reason, decidedBy, whyNot }) {
  const nearest = (whyNot ?? []).map(rule => element('li', {},
    element('span', { class: 'mono' }, `${rule.policy ?? rule.profile ?? ''} ${rule.rule ?? ''} `), placed(rule.policy, placeOf(rule)),
    element('div', {}, ...marked(`${rule.observed}; it takes ${rule.required}`))));
  return [...decisionWords([verdict, reason, decidingWords(decidedBy), ...decidingPolicies(decidedBy)]),
    nearest.length > 0 ? element('div', {}, 'The rules that came nearest:', element('ul', {}, ...nearest)) : null];
}

function decidingWords({ default: usual, exempt, failsafe, profile, tier, hostEndpoint, fault, policy, alternatives }) {
  const where = [tier && `tier ${tier}`, hostEndpoint && `host endpoint ${hostEndpoint}`, profile && `profile ${profile}`, failsafe && `failsafe port ${failsafe}`].filter(Boolean).join(', ');
  const what = alternatives ? 'one of several decides' : policy ? 'by a rule' : usual ?? exempt ?? '';
  return [what, where, fault].filter(Boolean).join('; ');
}

function decidingPolicies(decidedBy) {
  const own = decidedBy.policy ? [decidedBy] : [];
  return [...own, ...decidedBy.policies ?? [], ...(decidedBy.alternatives ?? []).flatMap(other => other.decidedBy?.policy ? [other.decidedBy] : [])]
    .map(one => [one.policy, one.rule ?? '', placeOf(one), '']);
}

const placeOf = ({ file, line, column }) => file ? [file, line, column].filter(Boolean).join(':') : '';

function trafficWords(entries) {
  if (entries.length === 0) return 'nothing';
  return entries.map(({ protocol, ports, sourcePorts, types, codes }) => protocol === 'any' && !ports ? 'everything'
    : [protocol, ports, types && `type ${types}`, codes && `code ${codes}`, sourcePorts && `from ${sourcePorts}`].filter(Boolean).join(' ')).join(', ');
}

const witnessWords = ({ from, to, protocol, port, icmpType, icmpCode }) =>
  `${from} \u2192 ${to} ${protocol}${port === undefined ? '' : ` ${port}`}${icmpType === undefined ? '' : ` type ${icmpType} code ${icmpCode}`}`;
