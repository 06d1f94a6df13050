// Follows the server's events. The token goes into a header, which EventSource does not send.

const LONGEST_SILENCE = 45000;
const LONGEST_PAUSE = 30000;

// The events of one connection, as { name, data }.
async function* events() {
  const leaving = new AbortController();
  let timer = 0;
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => leaving.abort(), LONGEST_SILENCE);
  };
  try {
    const response = await request('v1/events', { signal: leaving.signal });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      listen();
      const { value, done } = await reader.read();
      if (done) return;
      text += value;
      const parts = text.split('\n\n');
      text = parts.pop();
      yield* parts.map(eventOf).filter(event => event.name !== '');
    }
  } finally {
    clearTimeout(timer);
    leaving.abort();
  }
}

function eventOf(text) {
  const fields = Object.fromEntries(text.split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  return fields.event ? { name: fields.event, data: JSON.parse(fields.data) } : { name: '' };
}

const pause = time => new Promise(resolve => setTimeout(resolve, time));

// Follows for ever: connects again after a pause, a longer one each time in vain.
async function follow(onEvent, onLost) {
  for (let failures = 1; ; failures++) {
    try {
      for await (const event of events()) {
        failures = 0;
        onEvent(event);
      }
    } catch {
      // Whatever it was, it is tried again.
    }
    const time = Math.min(LONGEST_PAUSE, 500 * 2 ** failures) * (0.75 + Math.random() / 2);
    onLost(time);
    await pause(time);
  }
}
