import type { EmbeddedStack, StackOptions } from '../../local/boot/embedded-stack.ts';
import type { Passage } from './figures-of.ts';
import { runSpike } from './run-spike.ts';
import { spike } from './spike.ts';

export interface SpikeRecord {
  readonly sent: number;
  readonly accepted: number;
  /** Of processing's invocations during the spike, as Lambda reports them: their mean. */
  readonly processingMs: number;
  readonly passages: readonly Passage[];
}

/** @param start the embedded stack, with a source `github` and one destination */
export async function measureSpike(
  start: (options: StackOptions) => Promise<EmbeddedStack>,
): Promise<SpikeRecord> {
  const durations: number[] = [];
  const stack = await start({
    limits: { maxPollers: spike.pollers },
    observer: {
      log: () => undefined,
      record(event) {
        if (event.kind !== 'lambda-invocation') return;
        if (event.functionName.endsWith('-processing')) durations.push(event.durationMs);
      },
    },
  });
  try {
    const run = await runSpike(stack, () => durations.splice(0));
    const processingMs = durations.reduce((sum, one) => sum + one, 0) / durations.length;
    return { ...run, processingMs };
  } finally {
    await stack.stop();
  }
}
