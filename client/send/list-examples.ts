import { serviceEvents } from '../example-webhook/examples/service-events.ts';
import { examplesOf } from '../example-webhook/examples-of.ts';
import { type Sources, sourceNames } from './open-channel.ts';

export interface ListedExamples {
  readonly source: string;
  readonly sender: string;
  readonly examples: readonly { readonly name: string; readonly type: string }[];
}

/** The examples of each source, the one that is sent by default first. @param only of this one */
export function listExamples(
  sources: Sources,
  only: string | undefined,
): readonly ListedExamples[] {
  return sourceNames(sources)
    .filter((name) => only === undefined || name === only)
    .map((source) => {
      const sender = sources.senders.get(source)?.name ?? 'service';
      const examples = sender === 'service' ? serviceEvents : examplesOf(sender);
      const named = Object.entries(examples).map(([name, { type }]) => ({ name, type }));
      return { source, sender, examples: named };
    });
}
