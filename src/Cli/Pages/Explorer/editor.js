// The editor: while documents are written, what is to say about them and what they would change. Nothing is saved.

const OWN_DOCUMENT = 'documents[0]';
const MOST_CHANGES = 500;
const CAUSES = {
  'policy-added': 'is new', 'policy-removed': 'is gone', 'policy-edited': 'is edited', 'endpoint-added': 'is new', 'endpoint-removed': 'is gone',
  'labels-changed': 'has other labels', 'cluster-changed': 'the cluster is changed',
};

const editor = { isChanged: false, checking: new AbortController() };

// What is laid over the input: the documents, or that a policy is taken away; null for nothing.
function overlay() {
  const name = byId('edit-name').value.trim();
  if (byId('edit-without').checked) return name === '' ? null : { without: [name] };
  return editText().trim() === '' ? null : { documents: [editText()] };
}

async function check() {
  editor.checking.abort();
  editor.checking = new AbortController();
  const { signal } = editor.checking;
  const body = overlay();
  numberLines([]);
  if (!body) {
    showRemarks([]);
    showDifference(null);
    byId('edit-status').textContent = 'Write a policy, or open one.';
    return;
  }
  byId('edit-status').textContent = 'Checking';
  try {
    showDifference(await requestJson(`v1/diff?limit=${MOST_CHANGES}`, { body, signal }));
    const run = body.documents ? await requestJson('v1/lint?own=true', { body, signal }) : { findings: [], diagnostics: [] };
    showRemarks([...run.diagnostics, ...run.findings]);
  } catch (refusal) {
    if (signal.aborted) return;
    const own = (refusal.diagnostics ?? []).filter(({ file }) => file === OWN_DOCUMENT);
    if (own.length > 0) showRemarks(own);
    else byId('edit-status').textContent = `The server does not check this: ${refusal.message}`;
    showDifference(null);
  }
}

function showRemarks(remarks) {
  byId('edit-status').textContent = remarks.length === 0 ? 'Nothing is to say about this.' : count(remarks.length, 'remark');
  byId('edit-findings').replaceChildren(...remarks.map(({ severity, rule, code, name, line, message, hint }) => element('li', {},
    element('span', { class: `tag ${severity}` }, severity), ' ',
    line ? element('button', { type: 'button', class: 'link', onclick: () => goToLine(line) }, `line ${line}`) : null, ' ',
    element('code', { class: 'faint' }, `${rule ?? code}${name ? ` ${name}` : ''}`), ' ', ...marked(message),
    hint ? element('div', { class: 'faint' }, ...marked(hint)) : null)));
  numberLines(remarks);
}

// null where nothing can be compared.
function showDifference(difference) {
  const changes = (difference?.changes ?? []).map(changeOf);
  byId('edit-count').textContent = !difference ? ''
    : difference.total === 0 ? 'Nothing changes: the same connections are allowed as before.'
    : `${count(difference.total, 'connection')} would change${difference.truncated ? `; the first ${changes.length} are here` : ''}.`;
  growing(byId('edit-changes'), byId('edit-more'), changes, change => showChange(change, change.decided), 50);
}

function changeOf({ change, from, to, old, new: now, witness, decidedBy, causes }) {
  const decided = [['Before', decidedBy?.old], ['Then', decidedBy?.new]].filter(([, verdict]) => verdict).map(([term, { verdict, egress, ingress }]) => [term, [
    verdictTag(verdict), ...[['egress', egress], ['ingress', ingress]].map(([side, half]) => element('div', {}, `${side}: `, ...decisionWords(['', half.reason, decidingWords(half.decidedBy), ...decidingPolicies(half.decidedBy)]).slice(1)))]]);
  return {
    kind: change, from, to, old: trafficWords(old), new: trafficWords(now), decided,
    witness: witness ? witnessWords(witness) : null,
    causes: causes.map(({ cause, name }) => name ? `${name} ${CAUSES[cause] ?? cause}` : CAUSES[cause] ?? cause).join('; '),
  };
}

async function offerPolicies() {
  const prefix = byId('edit-name').value.trim();
  const { policies } = await requestJson(withParameters('v1/policies', { prefix, limit: MOST_NAMES })).catch(() => ({ policies: [] }));
  byId('names-policies').replaceChildren(...[...new Set(policies.map(({ policy }) => policy))].map(value => element('option', { value })));
}

function startEditor() {
  const soon = later(check, 400);
  byId('edit-text').addEventListener('input', () => {
    editor.isChanged = true;
    editor.checking.abort();
    numberLines([]);
    soon();
  });
  byId('edit-name').addEventListener('input', later(offerPolicies));
  byId('edit-name').addEventListener('focus', offerPolicies);
  byId('edit-without').addEventListener('change', check);
  byId('edit-pick').addEventListener('submit', event => {
    event.preventDefault();
    openPolicy(byId('edit-name').value.trim());
  });
  byId('edit-clear').addEventListener('click', () => {
    byId('edit-name').value = '';
    byId('edit-without').checked = false;
    write('');
    editor.isChanged = false;
  });
  startEditText();
}
