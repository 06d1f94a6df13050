// What to do before the page is printed, and what makes paper look like the whole of it.
const beforePrint = [];

function watchTheme() {
  const themes = [['', 'as the system'], ['light', 'light'], ['dark', 'dark']];
  let at = 0;
  byId('theme').addEventListener('click', () => {
    at = (at + 1) % themes.length;
    const [theme, words] = themes[at];
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    byId('theme').textContent = `Theme: ${words}`;
  });
}

let isOnPaper = false;

function watchPrinting() {
  const prepare = () => {
    if (!isOnPaper) beforePrint.forEach(work => work());
    isOnPaper = true;
  };
  window.addEventListener('beforeprint', prepare);
  window.matchMedia('print').addEventListener('change', event => { if (event.matches) prepare(); });
}
