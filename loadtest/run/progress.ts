import { createTerminal, type Output } from '../../client/terminal/terminal.ts';

/** What a load test prints while it works: on a terminal one changing line, elsewhere a line from time to time. */
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

export interface Screen extends Output {
  readonly columns?: number;
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
  const terminal = createTerminal(screen);
  const cut = (text: string) => (screen.isTTY ? text.slice(0, (screen.columns ?? 120) - 1) : text);
  const refresh = () => {
    if (screen.isTTY) terminal.progress(cut(line('▸')));
    else if (now() - saidAt >= quietMilliseconds) say('▸');
  };
  const say = (mark: string) => {
    terminal.line(cut(line(mark)));
    saidAt = now();
  };
  let ticking: NodeJS.Timeout | undefined;
  const finish = (mark: string) => {
    clearInterval(ticking);
    if (title !== '') say(mark);
    title = '';
    detail = '';
  };

  return {
    step(next) {
      finish('✓');
      title = next;
      startedAt = now();
      saidAt = startedAt;
      if (screen.isTTY) refresh();
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
