import type { Decision } from './decision.ts';
import type { Progress, StatePorts, Stored } from './state.ts';

/** Another run works on the same source. This one ends: the other does the same work. */
export class RacedError extends Error {
  override readonly name = 'RacedError';
}

/** What is remembered of a source, as this run knows it. Everything is stored before it counts. */
export interface Book {
  progress(): Progress;
  decisionOn(id: string): Decision | undefined;
  /** Those without an end. */
  open(): readonly Decision[];
  /** Those with an end that nobody was told of. */
  untold(): readonly Decision[];
  /** @throws RacedError */
  keep(decision: Decision): Promise<void>;
  /** @throws RacedError */
  advance(progress: Progress): Promise<void>;
}

const dayMs = 86_400_000;

/** @param retentionDays the sender's: as long as its log has a webhook, it must not be decided on anew */
export async function openBook(
  state: StatePorts,
  retentionDays: number,
  clock: () => number,
): Promise<Book> {
  const [stored, decisions] = [await state.readProgress(), await state.readDecisions()];
  let progress: Stored<Progress> = {
    value: stored.value ?? { begunAt: clock() },
    version: stored.version,
  };
  const known = new Map(decisions.map((one) => [one.value.id, one]));
  return {
    progress: () => progress.value,
    decisionOn: (id) => known.get(id)?.value,
    open: () => [...known.values()].flatMap(({ value }) => (value.end ? [] : [value])),
    untold: () => [...known.values()].flatMap(({ value }) => (isUntold(value) ? [value] : [])),
    async keep(decision) {
      const version = known.get(decision.id)?.version ?? 0;
      const expiresAt = clock() + (retentionDays + 1) * dayMs;
      if (!(await state.replaceDecision(decision, version, expiresAt))) throw new RacedError();
      known.set(decision.id, { value: decision, version: version + 1 });
    },
    async advance(value) {
      if (!(await state.replaceProgress(value, progress.version))) throw new RacedError();
      progress = { value, version: progress.version + 1 };
    },
  };
}

function isUntold({ end, isTold }: Decision): boolean {
  return end !== undefined && end !== 'arrived' && isTold === undefined;
}
