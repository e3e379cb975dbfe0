import { type BadKind, badKinds, badTexts } from '../../../../client/send/bad-kinds.ts';
import { type ListedExamples, listExamples } from '../../../../client/send/list-examples.ts';
import { readSources } from '../../../../client/send/read-sources.ts';
import type { Endpoint } from '../endpoint.ts';

/** What can be sent to a stage. */
export interface Sendable {
  readonly sources: readonly ListedExamples[];
  /** What has to be refused, and what is wrong with it. */
  readonly bad: readonly { readonly kind: BadKind; readonly text: string }[];
}

/** As `spillway send --list` tells. */
export const listSenders: Endpoint = {
  method: 'GET',
  path: '/api/senders',
  async answer(_, { stage, root, config }): Promise<Sendable> {
    const sources = listExamples(await readSources(stage, root, config), undefined);
    return { sources, bad: badKinds.map((kind) => ({ kind, text: badTexts[kind] })) };
  },
};
