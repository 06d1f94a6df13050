// Keeps the page in step with the server. What the user has typed and where in the map they are stays.

const live = { shown: '', wanted: '', isLoading: false, since: '' };

const RETRY = 10000;

const sayLive = (words, isTrouble = false) => {
  byId('live').textContent = words;
  byId('live').className = isTrouble ? 'trouble' : '';
};

// Which state of the input is shown, or waited for.
function sayState() {
  if (live.wanted === '') sayLive('connected; nothing has been read yet');
  else sayLive(`live, of ${timeOf(live.since)}${live.shown === live.wanted ? '' : '; fetching'}`);
}

const timeOf = text => new Date(text).toLocaleTimeString();

// Fetches data until they are those of the revision last told of.
async function load() {
  if (live.isLoading) return;
  live.isLoading = true;
  try {
    while (live.wanted !== '' && live.shown !== live.wanted) {
      const { wanted } = live;
      const began = performance.now();
      const response = await request('explorer/data');
      const given = await response.json();
      const isFirst = live.shown === '';
      await take(given);
      live.shown = response.headers.get('Policy-Revision');
      showData(isFirst);
      sayState();
      byId('problem').hidden = true;
      // A server that changes faster than it works data out is not kept busy for one page.
      if (live.shown !== wanted) await pause(Math.max(250, performance.now() - began));
    }
  } catch (refusal) {
    byId('problem').hidden = false;
    byId('problem').textContent = `The data could not be had: ${refusal.message}`;
    setTimeout(load, RETRY);
  } finally {
    live.isLoading = false;
  }
}

function showData(isFirst) {
  showSummary();
  if (isFirst) {
    startLint();
    startMap();
    document.documentElement.dataset.ready = 'yes';
  } else {
    showLint();
    renewMap();
    check();
  }
  isOnPaper = false;
  document.documentElement.dataset.revision = live.shown;
}

async function showHeld({ kind, since, message }) {
  const box = byId('held');
  box.hidden = kind !== 'stale';
  if (box.hidden) return;
  const said = element('p', {}, `What was read at ${timeOf(since)} is not shown: ${message}. This is what was there before.`);
  box.replaceChildren(said);
  const { status } = await requestJson('v1/snapshot').catch(() => ({}));
  if (!status || box.hidden || status.since !== since) return;
  box.replaceChildren(said, element('ul', {}, ...status.diagnostics.slice(0, 20).map(diagnostic =>
    element('li', {}, element('span', { class: 'mono' }, `${placeOf(diagnostic)} ${diagnostic.code} `), ...marked(diagnostic.message)))));
}

function hear({ name, data: told }) {
  if (name === 'status') showHeld(told);
  if (name !== 'snapshot') return;
  [live.wanted, live.since] = [told.revision, told.publishedAt];
  sayState();
  load();
}

function startLive() {
  follow(hear, time => sayLive(`connection lost; trying again in ${Math.max(1, Math.round(time / 1000))} s`, true));
}
