// Places of the input are links: to the policy, in the editor.

function placed(policy, place) {
  if (!policy || !place) return element('span', { class: 'mono faint' }, place);
  const line = Number(/:(\d+)(?::\d+)?$/.exec(place)?.[1] ?? 0);
  return element('button', { type: 'button', class: 'link mono', title: `Open ${policy} in the editor`, onclick: () => openPolicy(policy, place.replace(/(:\d+){1,2}$/, ''), line) }, place);
}

// Shows a policy, at a line of its file. What is being written is not lost unasked.
async function openPolicy(name, file = '', line = 0) {
  try {
    const { policies } = await requestJson(`v1/policies/${name.split('/').map(encodeURIComponent).join('/')}`);
    const policy = policies.find(one => one.file === file) ?? policies[0];
    if (policy.text === undefined) throw new Error('the server has not kept how it is written');
    if (editor.isChanged && byId('edit-text').value.trim() !== '' && !confirm('What is in the editor has been changed. Put the policy in its place?')) return;
    byId('edit-name').value = policy.policy;
    byId('edit-without').checked = false;
    write(policies.length > 1 && file === '' ? policies.map(one => one.text).join('---\n') : policy.text);
    editor.isChanged = false;
    goToLine(Math.max(1, line - policy.line + 1));
  } catch (refusal) {
    byId('edit-status').textContent = `${name} cannot be opened: ${refusal.message}`;
  }
}
