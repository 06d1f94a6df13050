// Asks the server, with the token where one is wanted.

const TOKEN = 'netpol-token';

const server = { token: sessionStorage.getItem(TOKEN) ?? '', asking: null };

// What the server has to say against a request.
class Refusal extends Error {
  constructor(status, { detail, code, diagnostics } = {}) {
    super(detail ?? `the server answered with status ${status}`);
    Object.assign(this, { status, code, diagnostics: diagnostics ?? [] });
  }
}

async function request(path, { body, signal } = {}) {
  for (;;) {
    const { token } = server;
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    if (body) headers['Content-Type'] = 'application/json';
    const response = await fetch(path, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body), signal, credentials: 'omit' });
    if (response.ok) return response;
    if (response.status !== 401) throw new Refusal(response.status, await response.json().catch(() => ({})));
    await askForToken(token);
  }
}

const requestJson = async (path, options) => (await request(path, options)).json();

const withParameters = (path, parameters) => `${path}?${new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ''))}`;

// Waits for another token than the one that was refused; whoever asks meanwhile waits for the same.
function askForToken(refused) {
  if (server.token !== refused) return Promise.resolve();
  byId('sign-in-problem').hidden = refused === '';
  byId('sign-in-problem').textContent = 'The server does not know this token.';
  server.asking ??= new Promise(resolve => {
    byId('sign-in').showModal();
    byId('sign-in-form').onsubmit = event => {
      event.preventDefault();
      server.token = byId('sign-in-token').value.trim();
      sessionStorage.setItem(TOKEN, server.token);
      byId('sign-in-token').value = '';
      byId('sign-in').close();
      server.asking = null;
      resolve();
    };
    byId('sign-in').oncancel = event => event.preventDefault();
  });
  return server.asking;
}
