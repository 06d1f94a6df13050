// The report begins, from the data in the page.

function fail(problem) {
  byId('problem').hidden = false;
  byId('problem').textContent = `This page could not be built up: ${problem}. It needs a browser of 2023 or later.`;
}

async function begin() {
  watchTheme();
  watchPrinting();
  await take(JSON.parse(byId('data').textContent));
  showSummary();
  startLint();
  startChanges();
  startMap();
  nameEverything();
  startWhatIf();
  document.documentElement.dataset.ready = 'yes';
}

begin().catch(fail);
