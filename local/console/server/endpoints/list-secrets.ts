import { describeRotation } from '../../../../client/secrets/describe-rotation.ts';
import { type ListedSecret, listSecrets as list } from '../../../../client/secrets/list-secrets.ts';
import { isSecretOurs } from '../../../../client/secrets/secret-value.ts';
import { readSenders } from '../../../../client/stage/configuration.ts';
import type { Endpoint } from '../endpoint.ts';
import { quietSeconds } from '../secrets/quiet-seconds.ts';

/** The secret of a source, without its values. */
export interface SourceSecret extends ListedSecret {
  /** Of the sender. */
  readonly title?: string;
  /** Whether a secret that is made up here would do: else the sender shows one of its own. */
  readonly isRotatable: boolean;
  /** By slot: whether it can be removed, and why, in a sentence. */
  readonly reasons: Readonly<Record<string, string>>;
}

export interface Secrets {
  readonly sources: readonly SourceSecret[];
  readonly destinations: readonly ListedSecret[];
  readonly deliveryLogs: readonly ListedSecret[];
}

/** As `spillway secrets list` tells: no value is in it. */
export const listSecrets: Endpoint = {
  method: 'GET',
  path: '/api/secrets',
  async answer(_, { stage, clients, lines, root, config, now }): Promise<Secrets> {
    const senders = await readSenders(stage, root, config);
    const listed = await list(clients, {
      ...{ stage, senders, lines, quietSeconds, isRevealed: false },
      now: new Date(now()),
    });
    const { sources, destinations, deliveryLogs } = listed;
    return {
      ...{ destinations, deliveryLogs },
      sources: sources.map((one) => {
        const sender = senders.get(one.name);
        const reasons = one.rotations.map((rotation) => [
          rotation.slot,
          describeRotation(one.name, rotation, lines),
        ]);
        return {
          ...one,
          ...(sender && { title: sender.row.title }),
          isRotatable: sender !== undefined && isSecretOurs(sender.name, sender.row),
          reasons: Object.fromEntries(reasons),
        };
      }),
    };
  },
};
