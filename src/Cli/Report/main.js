// Begins.

function fail(problem) {
  byId('problem').hidden = false;
  byId('problem').textContent = `This page could not be built up: ${problem}. It needs a browser of 2023 or later.`;
}

async function begin() {
  watchTheme();
  watchPrinting();
  showSummary();
  startLint();
  startChanges();
  await open();
  startMap();
  startWhatIf();
  document.documentElement.dataset.ready = 'yes';
}

begin().catch(fail);
