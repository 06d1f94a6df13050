// Questions are answered from the tables in the page.

const MOST_NAMES = 60;

const suggestions = (text, isDestination) => knownNames(text, isDestination, MOST_NAMES);

const placed = (policy, place) => element('span', { class: 'mono faint' }, place);

function answerTo(question) {
  const answer = ask(question);
  return answer.error ? answer : { ...answer, parts: answer.parts.map(part => ({ ...part, lines: linesOf(part) })) };
}

function linesOf({ target, minors, passing, decisions, egress, ingress }) {
  const lines = [];
  if (target) lines.push(['At the backend', [`port ${target}`]]);
  if (minors) lines.push(['Source ports', [minors[0] === minors[1] ? `${minors[0]}` : `${minors[0]}-${minors[1]}`]]);
  if (!passing) return [...lines, ['Egress', decisionWords(data.decisions[egress])], ['Ingress', decisionWords(data.decisions[ingress])]];
  return [...lines, ['Passes', [words(passing)]],
    ['Decided by', [element('ul', {}, ...decisions.map(decision => element('li', {}, ...decisionWords(data.decisions[decision]))))]]];
}
