/** Writes the lines that a person reads. Colours only where there is a terminal. */
export class Terminal {
  readonly #start = performance.now();
  readonly #colours: boolean;

  readonly #print: (line: string) => void;

  constructor(colours: boolean, print: (line: string) => void = (line) => process.stdout.write(`${line}\n`)) {
    this.#colours = colours;
    this.#print = print;
  }

  blank(): void {
    this.#write('');
  }

  text(line: string): void {
    this.#write(line);
  }

  title(line: string): void {
    this.blank();
    this.#write(this.#paint(line, '1'));
  }

  /** One thing that happened: when, to or by whom, what. */
  event(who: string, what: string): void {
    const seconds = ((performance.now() - this.#start) / 1000).toFixed(1);
    this.#write(
      `${this.#paint(`${seconds.padStart(6)} s`, '2')}  ${this.#paint(who.padEnd(10), '36')}  ${what}`,
    );
  }

  check(holds: boolean, what: string): void {
    this.#write(`  ${holds ? this.#paint('ok  ', '32') : this.#paint('FAIL', '31')}  ${what}`);
  }

  #paint(text: string, code: string): string {
    return this.#colours ? `\x1b[${code}m${text}\x1b[0m` : text;
  }

  #write(line: string): void {
    this.#print(line);
  }
}
