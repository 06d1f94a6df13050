// The text of the editor, with the numbers of its lines; those with something to say about are marked.

const editText = () => byId('edit-text').value;

function write(text) {
  byId('edit-text').value = text;
  byId('edit-text').dispatchEvent(new Event('input'));
}

// remarks: { line, severity }.
function numberLines(remarks) {
  const worst = new Map();
  for (const { line, severity } of remarks) {
    if (!worst.has(line) || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(worst.get(line))) worst.set(line, severity);
  }
  const lines = editText().split('\n').length;
  byId('edit-lines').replaceChildren(...Array.from({ length: lines }, (_, place) => element('span', { class: worst.has(place + 1) ? `tag ${worst.get(place + 1)}` : null }, `${place + 1}\n`)));
}

function goToLine(number) {
  const field = byId('edit-text');
  const lines = editText().split('\n');
  const line = Math.min(number, lines.length);
  const start = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + lines[line - 1].length);
  field.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(field).lineHeight));
  field.scrollIntoView({ block: 'nearest' });
}

function startEditText() {
  const field = byId('edit-text');
  field.addEventListener('scroll', () => { byId('edit-lines').scrollTop = field.scrollTop; });
}
