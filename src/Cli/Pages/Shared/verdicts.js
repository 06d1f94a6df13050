// Verdicts and what decided them, in words.

const verdictTag = (words, verdict = words) => element('span', { class: `verdict ${verdict}` }, words);

// A decision: outcome, code, words, and the policies it comes from, each with rule, place and what it says.
function decisionWords([outcome, reason, text, ...policies]) {
  return [verdictTag(outcome), ` ${text} `, element('code', { class: 'faint' }, reason),
    ...policies.map(([policy, rule, place, summary]) => element('div', {},
      element('span', { class: 'mono' }, `${policy}${rule ? ` ${rule}` : ''}`), ...(place ? [' ', placed(policy, place)] : []), summary ? element('div', { class: 'faint' }, summary) : null))];
}

// A part of an answer: { verdict, pairs, from, to, lines: pairs of a term and what is said about it }.
function showPart({ verdict, pairs, from, to, lines }, isOneOfMany) {
  const about = isOneOfMany || pairs > 1 ? [['About', [`${count(pairs, 'pair')}, such as `, element('span', { class: 'mono' }, `${from} \u2192 ${to}`)]]] : [];
  return element('div', { class: 'part-of' }, isOneOfMany ? verdictTag(verdict) : null, terms([...about, ...lines]));
}

const terms = lines => element('dl', {}, ...lines.flatMap(([term, said]) => [element('dt', {}, term), element('dd', {}, ...said)]));
