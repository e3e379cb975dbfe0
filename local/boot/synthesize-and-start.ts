import { type ServiceOptions, type Services, startServices } from './services.ts';
import type { StackOptions } from './start-stack.ts';
import { type Synthesized, startSynthesis } from './synthesis/start-synthesis.ts';

/** Both take their time, so they run together; a failure of the services ends the synthesis. */
export async function synthesizeAndStart(
  options: StackOptions,
  where: Pick<ServiceOptions, 'region' | 'stage' | 'observer' | 'faults'> & {
    readonly outdir: string;
  },
  stops: (() => Promise<void>)[],
): Promise<[Synthesized, Services]> {
  const failing = new AbortController();
  const { configFile, context = {} } = options;
  const both = [
    startSynthesis(
      { context, outdir: where.outdir, ...(configFile === undefined ? {} : { configFile }) },
      AbortSignal.any([failing.signal, ...(options.signal === undefined ? [] : [options.signal])]),
    ),
    startServices(
      {
        ...options,
        ...where,
        sinkPort: options.sinkPort ?? 0,
        queuePort: options.queuePort ?? 0,
        secretsPort: options.secretsPort ?? 0,
      },
      stops,
    ),
  ] as const;
  both[1].catch((error: unknown) => failing.abort(error));
  await Promise.allSettled(both);
  return [await both[0].catch(rethrowCause), await both[1]];
}

/** An aborted synthesis is only the consequence of what failed first. */
function rethrowCause(error: unknown): never {
  throw error instanceof Error && error.name === 'AbortError' ? error.cause : error;
}
