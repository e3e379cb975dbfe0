/** What the demo prints while it works: on a terminal one changing line, elsewhere a line from time to time. */
export interface Progress {
  /** Begins a step and ends the former one. */
  step(title: string): void;
  /** How far the step is. */
  update(detail: string): void;
  /** Ends the last step. */
  done(): void;
  /** Ends the last step as not completed. */
  fail(): void;
}

export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const quietMilliseconds = 5000;

export function createProgress(
  screen: Screen,
  now: () => number = () => performance.now(),
): Progress {
  let title = '';
  let detail = '';
  let startedAt = 0;
  let saidAt = 0;

  const line = (mark: string) => {
    const seconds = ((now() - startedAt) / 1000).toFixed(0).padStart(3);
    return `${mark} ${seconds} s  ${title}${detail && `: ${detail}`}`;
  };
  const draw = (mark: string, end: string) => {
    const width = screen.columns ?? 120;
    screen.write(
      screen.isTTY ? `\r\x1b[2K${line(mark).slice(0, width - 1)}${end}` : `${line(mark)}\n`,
    );
    saidAt = now();
  };
  const refresh = () => {
    if (screen.isTTY || now() - saidAt >= quietMilliseconds) draw('▸', '');
  };
  let ticking: NodeJS.Timeout | undefined;
  const finish = (mark: string) => {
    clearInterval(ticking);
    if (title !== '') draw(mark, '\n');
    title = '';
    detail = '';
  };

  return {
    step(next) {
      finish('✓');
      title = next;
      startedAt = now();
      saidAt = startedAt;
      if (screen.isTTY) draw('▸', '');
      ticking = setInterval(refresh, 1000).unref();
    },
    update(next) {
      detail = next;
      refresh();
    },
    done: () => finish('✓'),
    fail: () => finish('✗'),
  };
}
