import { RacedError } from './book.ts';

export interface AllPorts {
  /** @returns false where the source has no token yet */
  readonly reconcileSource: (source: string, deadline: number) => Promise<boolean>;
  /** Milliseconds, of whatever clock. */
  readonly clock: () => number;
  /** By the same clock: nothing is begun after it. */
  readonly deadline: number;
  readonly onFailure: (source: string, error: unknown) => void;
}

export interface AllFound {
  readonly reconciled: readonly string[];
  /** Without a token. */
  readonly off: readonly string[];
  readonly failed: readonly string[];
}

/**
 * One run: each source in turn, with an equal share of the time that is left. One that fails takes nothing from the
 * others. Two runs at once come to the same: the later one gives way.
 */
export async function reconcileAll(ports: AllPorts, sources: readonly string[]): Promise<AllFound> {
  const ends: { readonly source: string; readonly end: keyof AllFound }[] = [];
  for (const [index, source] of sources.entries()) {
    const share = (ports.deadline - ports.clock()) / (sources.length - index);
    const end = await reconcileOne(ports, source, ports.clock() + share);
    ends.push({ source, end });
  }
  const having = (end: keyof AllFound) =>
    ends.flatMap((one) => (one.end === end ? [one.source] : []));
  return { reconciled: having('reconciled'), off: having('off'), failed: having('failed') };
}

async function reconcileOne(
  { reconcileSource, onFailure }: AllPorts,
  source: string,
  deadline: number,
): Promise<keyof AllFound> {
  try {
    return (await reconcileSource(source, deadline)) ? 'reconciled' : 'off';
  } catch (error) {
    if (error instanceof RacedError) return 'reconciled';
    onFailure(source, error);
    return 'failed';
  }
}
