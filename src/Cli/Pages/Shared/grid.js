// A table of cells of any size: what is not in view is not in the document. Arrow keys move, Enter opens, Escape goes back.

class Grid {
  constructor(host, { onChoose, onOpen, onBack }) {
    this.host = host;
    Object.assign(this, { onChoose, onOpen, onBack });
    this.at = [0, 0];
    this.scroller = element('div', { class: 'scroller', role: 'grid', 'aria-label': 'Who may reach whom', 'aria-readonly': 'true' });
    this.canvas = element('div', { class: 'canvas', role: 'rowgroup' });
    this.scroller.append(this.canvas);
    host.append(this.scroller);
    let isDue = false;
    this.scroller.addEventListener('scroll', () => {
      if (isDue) return;
      isDue = true;
      requestAnimationFrame(() => {
        isDue = false;
        this.draw();
      });
    });
    this.scroller.addEventListener('keydown', event => this.press(event));
    this.scroller.addEventListener('focusin', event => this.enter(event));
    this.scroller.addEventListener('click', event => this.click(event));
    new ResizeObserver(() => this.draw()).observe(this.scroller);
  }

  // source: { rows, columns: labels; cell(row, column): { kind, text, words, share: percent of pairs } }
  show(source, at = [0, 0]) {
    this.source = source;
    this.at = [Math.min(at[0], Math.max(0, source.rows.length - 1)), Math.min(at[1], Math.max(0, source.columns.length - 1))];
    const longest = list => list.reduce((most, label) => Math.max(most, label.length), 0);
    this.side = Math.min(340, Math.max(120, 26 + longest(source.rows) * 8.4));
    this.top = Math.min(200, Math.max(56, 26 + longest(source.columns) * 8.4));
    this.width = 46;
    this.height = 28;
    this.scroller.setAttribute('aria-rowcount', source.rows.length + 1);
    this.scroller.setAttribute('aria-colcount', source.columns.length + 1);
    this.canvas.style.width = `${this.side + source.columns.length * this.width}px`;
    this.canvas.style.height = `${this.top + source.rows.length * this.height}px`;
    this.scroller.scrollTo(0, 0);
    this.drawn = null;
    this.draw();
    this.reveal();
    if (source.rows.length > 0 && source.columns.length > 0) this.onChoose(...this.at);
  }

  range() {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.scroller;
    const around = 4;
    return [
      Math.max(0, Math.floor(scrollTop / this.height) - around),
      Math.min(this.source.rows.length, Math.ceil((scrollTop + clientHeight) / this.height) + around),
      Math.max(0, Math.floor(scrollLeft / this.width) - around),
      Math.min(this.source.columns.length, Math.ceil((scrollLeft + clientWidth) / this.width) + around),
    ];
  }

  draw() {
    if (!this.source) return;
    const range = this.range();
    if (this.drawn && range.join() === this.drawn.join()) return;
    this.drawn = range;
    const [top, bottom, left, right] = range;
    const hadFocus = this.scroller.contains(document.activeElement);
    const rows = [this.head(left, right)];
    for (let row = top; row < bottom; row++) rows.push(this.row(row, left, right));
    this.canvas.replaceChildren(...rows);
    const active = this.active();
    if (hadFocus) (active ?? this.scroller).focus({ preventScroll: true });
    this.scroller.tabIndex = active ? -1 : 0;
  }

  head(left, right) {
    const row = element('div', { class: 'row head', role: 'row', 'aria-rowindex': 1 });
    this.place(row, null, 0, this.side + this.source.columns.length * this.width, this.top);
    const corner = element('div', { class: 'corner', role: 'columnheader', 'aria-colindex': 1 }, 'from \u2193  to \u2192');
    this.place(corner, null, null, this.side, this.top);
    row.append(corner);
    for (let column = left; column < right; column++) {
      const label = this.source.columns[column];
      const cell = element('div', { class: 'top', role: 'columnheader', 'aria-colindex': column + 2, title: label }, element('span', {}, label));
      this.place(cell, this.side + column * this.width, 0, this.width, this.top);
      row.append(cell);
    }
    return row;
  }

  row(index, left, right) {
    const row = element('div', { class: 'row', role: 'row', 'aria-rowindex': index + 2 });
    this.place(row, null, this.top + index * this.height, this.side + this.source.columns.length * this.width, this.height);
    const side = element('div', { class: 'side', role: 'rowheader', 'aria-colindex': 1, title: this.source.rows[index] }, this.source.rows[index]);
    this.place(side, null, null, this.side, this.height);
    row.append(side);
    for (let column = left; column < right; column++) {
      const { kind, text, words, share } = this.source.cell(index, column);
      const isActive = index === this.at[0] && column === this.at[1];
      const cell = element('div', {
        class: `cell ${kind}`, role: 'gridcell', 'aria-rowindex': index + 2, 'aria-colindex': column + 2, tabindex: isActive ? 0 : -1, 'data-row': index, 'data-column': column,
        'aria-label': `${this.source.rows[index]} to ${this.source.columns[column]}: ${words}`, title: `${this.source.rows[index]} \u2192 ${this.source.columns[column]}: ${words}`,
      }, text);
      this.place(cell, this.side + column * this.width, 0, this.width, this.height);
      if (share !== undefined) cell.style.setProperty('--share', `${share}%`);
      row.append(cell);
    }
    return row;
  }

  place(part, left, top, width, height) {
    if (left !== null) part.style.left = `${left}px`;
    if (top !== null) part.style.top = `${top}px`;
    part.style.width = `${width}px`;
    part.style.height = `${height}px`;
  }

  active() { return this.canvas.querySelector(`.cell[data-row="${this.at[0]}"][data-column="${this.at[1]}"]`); }

  // Scrolls so that the active cell is not under the heads.
  reveal() {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.scroller;
    const [left, top] = [this.at[1] * this.width, this.at[0] * this.height];
    const [wide, high] = [clientWidth - this.side - this.width, clientHeight - this.top - this.height];
    this.scroller.scrollTo(
      left < scrollLeft ? left : left > scrollLeft + wide ? left - wide : scrollLeft,
      top < scrollTop ? top : top > scrollTop + high ? top - high : scrollTop);
    this.draw();
  }

  focus() { (this.active() ?? this.scroller).focus({ preventScroll: true }); }

  move(row, column, takesFocus = true) {
    if (this.source.rows.length === 0 || this.source.columns.length === 0) return;
    const before = this.active();
    if (before) before.tabIndex = -1;
    this.at = [Math.max(0, Math.min(this.source.rows.length - 1, row)), Math.max(0, Math.min(this.source.columns.length - 1, column))];
    this.reveal();
    const now = this.active();
    if (now) {
      now.tabIndex = 0;
      if (takesFocus) now.focus({ preventScroll: true });
    }
    this.onChoose(...this.at);
  }

  press(event) {
    const [row, column] = this.at;
    const page = Math.max(1, Math.floor((this.scroller.clientHeight - this.top) / this.height) - 1);
    const whole = event.ctrlKey || event.metaKey;
    const steps = {
      ArrowUp: () => this.move(row - 1, column),
      ArrowDown: () => this.move(row + 1, column),
      ArrowLeft: () => this.move(row, column - 1),
      ArrowRight: () => this.move(row, column + 1),
      PageUp: () => this.move(row - page, column),
      PageDown: () => this.move(row + page, column),
      Home: () => this.move(whole ? 0 : row, 0),
      End: () => this.move(whole ? Infinity : row, Infinity),
      Enter: () => this.onOpen(row, column),
      ' ': () => this.onOpen(row, column),
      Escape: () => this.onBack(),
    };
    if (event.altKey || !Object.hasOwn(steps, event.key)) return;
    event.preventDefault();
    steps[event.key]();
  }

  enter(event) {
    if (event.target === this.scroller) this.move(...this.at);
  }

  click(event) {
    const cell = event.target.closest('.cell');
    if (!cell) return;
    const [row, column] = [Number(cell.dataset.row), Number(cell.dataset.column)];
    this.move(row, column);
    this.onOpen(row, column);
  }
}
