/**
 * What the person sees while Halfpenny starts: one line a step, with the seconds it took. A terminal shows the step
 * under way and colours; a file or a pipe gets the finished lines only.
 */

/** Where the lines go: `process.stdout`, or a list in a test. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The lines of one start. */
export interface Progress {
  /** Runs a step and prints it with its seconds. What `work` returns in `note` stands behind the title. */
  step<T>(title: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>;
  /** Prints text as it is. */
  say(text: string): void;
  /** Prints why the start ends here, as one sentence. */
  refuse(sentence: string): void;
  /** `text` drawn with weight, or as it is where there are no colours. */
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Draws on that screen. `secondsNow` is a clock that only ever runs forward, in seconds. */
export function progressOn(screen: Screen, secondsNow: () => number): Progress {
  const paint = (code: number, text: string): string => (screen.isTTY ? `\u001B[${code}m${text}\u001B[0m` : text);
  const line = (text: string): void => void screen.write(`${screen.isTTY ? '\r\u001B[K' : ''}${text}\n`);
  return {
    async step(title, work) {
      const began = secondsNow();
      let noted = '';
      if (screen.isTTY) screen.write(`  ${paint(36, '◌')} ${title} …`);
      const result = await work((text) => (noted = ` · ${text}`));
      line(`  ${paint(32, '✓')} ${title}${paint(2, `${noted} · ${seconds(secondsNow() - began)} s`)}`);
      return result;
    },
    say: (text) => line(text),
    refuse: (sentence) => line(`  ${paint(31, '✗')} ${sentence}`),
    bold: (text) => paint(1, text),
    faint: (text) => paint(2, text),
  };
}

/** 0.84 → "0.8": tenths are as fine as a person waits. */
function seconds(elapsed: number): string {
  const tenths = Math.round(elapsed * 10);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
